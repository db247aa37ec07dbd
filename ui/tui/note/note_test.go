package note

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/post"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const two = "oily-skin-empties" // a note with two tags and three pictures

func shown(t testing.TB, id string) session.Shown {
	return tuitest.Walk(t, tuitest.Open(t, "native", "returning"), flow.Action{Verb: flow.OpenNote, ID: id})
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func tap(verb flow.Verb, id string) flow.Action { return flow.Action{Verb: verb, ID: id} }

func TestKeys(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, c := range []struct {
		keys []string
		want flow.Action
	}{
		{[]string{"enter"}, tap(flow.TapTag, "lip-tint")},
		{[]string{"down", "enter"}, tap(flow.TapTag, "cushion")},
		{[]string{"down", "down", "enter"}, tap(flow.TapCard, "lip-tint")},
		{[]string{"b"}, tap(flow.TapCard, "lip-tint")},
		{[]string{"v"}, tap(flow.Like, "")},
		{[]string{"s"}, tap(flow.SaveNote, "")},
		{[]string{"a"}, tap(flow.AskLink, "")},
		{[]string{"f"}, tap(flow.Follow, "xiaoman")},
		{[]string{"y"}, tap(flow.ShareNote, "")},
		{[]string{"i", "esc"}, flow.Action{}},
		{[]string{"i", "v", "s", "enter"}, said("vs")},
		{[]string{"i", "v", "ctrl+s"}, said("v")},
		{[]string{"i", "enter"}, flow.Action{}},
		{[]string{"i", "v", "esc", "v"}, tap(flow.Like, "")},
		{[]string{"i", "v", "esc", "i", "w", "enter"}, said("vw")},
		{[]string{"i", "v", "tab", "enter"}, said("v")},
		{[]string{"w", "tab", "enter"}, tap(flow.LeaveFor, "tmall")},
		{[]string{"w", "tab", "right", "right", "enter"}, tap(flow.LeaveFor, "jd")},
		{[]string{"w", "down", "left", "left", "left", "enter"}, tap(flow.LeaveFor, "tmall")},
		{[]string{"shift+tab", "shift+tab", "enter"}, tap(flow.Back, "")},
	} {
		if _, got := tuitest.Press(made(s), f, c.keys...); got != c.want {
			t.Errorf("%v: %v, want %v", c.keys, got, c.want)
		}
	}
}

func said(words string) flow.Action {
	return flow.Action{Verb: flow.WriteComment, Words: text.Clean(words, text.Remark)}
}

// Whatever the engine offers can be clicked, and nothing else; the comment is typed.
func TestTargetsAndOffersAgree(t *testing.T) {
	f := tuitest.Frame(48, 200, words.ZH, tuitest.Plain())
	walk := func(a ...flow.Action) session.Shown {
		s := tuitest.Open(t, "native", "returning")
		return tuitest.Walk(t, s, append([]flow.Action{tap(flow.OpenNote, two)}, a...)...)
	}
	done := walk(tap(flow.Like, ""), tap(flow.SaveNote, ""), tap(flow.AskLink, ""), tap(flow.Follow, "xiaoman"), tap(flow.ShareNote, ""), said("好看"))
	for name, s := range map[string]session.Shown{"fresh": walk(), "done": done} {
		var want, got []string
		for _, o := range flow.Offers(s.World, s.Now, s.State) {
			if o.Action.Verb != flow.WriteComment && !o.Refusal.Refused() {
				want = append(want, o.Action.String())
			}
		}
		open, _ := tuitest.Press(made(s), f, "w")
		for _, hit := range open.Draw(f).Hits {
			if _, a := tuitest.Click(open, f, hit.Target); a.Verb != flow.None {
				got = append(got, a.String())
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
			t.Errorf("%s: can be clicked\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestCountsAreThoseOfAll(t *testing.T) {
	f := tuitest.Frame(48, 200, words.ZH, tuitest.Plain())
	s := tuitest.Open(t, "native", "returning")
	shown := tuitest.Walk(t, s, tap(flow.OpenNote, two))
	likes, comments := strconv.Itoa(shown.World.Note(two).Likes+1), strconv.Itoa(shown.World.Note(two).Total+2)
	shown = tuitest.Walk(t, s, tap(flow.Like, ""), said("第一条"), said("第二条"), tap(flow.ShareNote, ""))
	got := made(shown).Draw(f).Canvas.Plain()
	likes = likes[:1] + "," + likes[1:]
	for _, want := range []string{"已赞 " + likes, "☆ 1,", "共 " + comments + " 条评论", "林小满", "已分享"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q:\n%s", want, got)
		}
	}
	if first, second := strings.Index(got, "第一条"), strings.Index(got, "第二条"); first < second || second < 0 {
		t.Errorf("the newest is not on top:\n%s", got)
	}
}

// On the narrowest page everything that was done still says so, whole.
func TestTheBarGivesUpCountsBeforeWords(t *testing.T) {
	s := tuitest.Open(t, "native", "returning")
	shown := tuitest.Walk(t, s, tap(flow.OpenNote, two), tap(flow.Like, ""), tap(flow.SaveNote, ""), tap(flow.AskLink, ""))
	for lang, want := range map[words.Lang][]string{words.ZH: {"已赞", "已藏", "已求", "购物车"}, words.EN: {"Liked", "Saved", "Asked", "Cart"}} {
		for w := 36; w <= 60; w++ {
			rows := strings.Split(made(shown).Draw(tuitest.Frame(w, 28, lang, tuitest.Plain())).Canvas.Plain(), "\n")
			bar := rows[27]
			for _, word := range want {
				if !strings.Contains(bar, word) {
					t.Errorf("%d %s: no %s in %q", w, lang, word, bar)
				}
			}
		}
	}
}

func TestACommentIsTypedInSight(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc, _ := tuitest.Press(made(shown(t, two)), f, "i", "K", "?", "q")
	pic := sc.Draw(f)
	if pic.Cursor == nil || !strings.Contains(pic.Canvas.Plain(), "[K?q") || !strings.Contains(pic.Canvas.Plain(), "发送") {
		t.Errorf("cursor %v:\n%s", pic.Cursor, pic.Canvas.Plain())
	}
	if _, a := tuitest.Click(sc, f, post.SendID); a != said("K?q") {
		t.Errorf("send: %v", a)
	}
	// The words stay where another thing is tapped, and nothing is sent.
	sc, a := tuitest.Click(sc, f, post.LikeID)
	if a != tap(flow.Like, "") || !strings.Contains(sc.Draw(f).Canvas.Plain(), "[K?q") {
		t.Errorf("%v:\n%s", a, sc.Draw(f).Canvas.Plain())
	}
	if _, a = tuitest.Click(sc, f, post.SendID); a != said("K?q") {
		t.Errorf("send later: %v", a)
	}
}

func TestANoteSaysThatItsTagLeavesTheApp(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Plain())
	for mode, want := range map[shop.LinkMode]string{shop.LinkAd: "广告笔记：", shop.LinkOutbound: "文中带外链：", shop.LinkNative: ""} {
		s := shown(t, two)
		s.World.Note(two).Link = mode
		got := made(s).Draw(f).Canvas.Plain()
		s.World.Note(two).Link = shop.LinkNative
		if !strings.Contains(got, want) || strings.Contains(got, "去站外") != (mode != shop.LinkNative) {
			t.Errorf("%q: no %q:\n%s", mode, want, got)
		}
	}
	s := tuitest.Walk(t, tuitest.Open(t, "redirect", "returning"), tap(flow.OpenNote, two))
	if got := made(s).Draw(f).Canvas.Plain(); !strings.Contains(got, "本流程的标签都通向站外") {
		t.Error(got)
	}
}

func TestRelatedNotesOpen(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 200, words.ZH, tuitest.Plain())
	ids := flow.Related(s.World, s.World.Note(two))
	if len(ids) == 0 {
		t.Fatal("none")
	}
	for _, id := range ids {
		if _, a := tuitest.Click(made(s), f, post.OpenID(id)); a != tap(flow.OpenNote, string(id)) {
			t.Errorf("%s: %v", id, a)
		}
	}
}

func TestClicks(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
	for target, want := range map[string]flow.Action{
		tagID("lip-tint"): tap(flow.TapTag, "lip-tint"), tagID("cushion"): tap(flow.TapTag, "cushion"),
		post.CardID("lip-tint"): tap(flow.TapCard, "lip-tint"), post.CardID("cushion"): tap(flow.TapCard, "cushion"),
		post.CartID: tap(flow.OpenCart, ""), screen.BackID: tap(flow.Back, ""),
	} {
		if _, got := tuitest.Click(made(s), f, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestTheCarouselGoesRound(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	for _, c := range []struct{ keys, want string }{
		{"", "[图 1/3]"}, {"right", "[图 2/3]"}, {"left", "[图 3/3]"}, {"right right right", "[图 1/3]"},
	} {
		sc, _ := tuitest.Press(made(s), f, strings.Fields(c.keys)...)
		if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, c.want) {
			t.Errorf("%s: no %s in\n%s", c.keys, c.want, plain)
		}
	}
	sc, a := tuitest.Click(made(s), f, pictureID)
	if plain := sc.Draw(f).Canvas.Plain(); a != (flow.Action{}) || !strings.Contains(plain, "[图 2/3]") {
		t.Errorf("a click on the picture: %v", a)
	}
}

func TestAPaidPartnershipSaysSo(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	for _, paid := range []bool{false, true} {
		s.World.Note(two).Paid = paid
		if has := strings.Contains(made(s).Draw(f).Canvas.Plain(), "合作 · 品牌付费"); has != paid {
			t.Errorf("paid %v: label %v", paid, has)
		}
	}
}

func TestWhoPostsAndWhoPaysIsSaidAtTheNote(t *testing.T) {
	f := tuitest.Frame(48, 60, words.ZH, tuitest.Plain())
	for note, want := range map[string]struct{ ad, verified bool }{
		"shorts-launch-ad": {ad: true, verified: true}, "diffuser-launch": {}, "scarf-four-ways": {verified: true}, two: {},
	} {
		s := shown(t, note)
		plain := New(s, flow.Spot{Place: flow.Note, Subject: note}).Draw(f).Canvas.Plain()
		if ad, v := strings.Contains(plain, "[广告]"), strings.Contains(plain, "[V]"); ad != want.ad || v != want.verified {
			t.Errorf("%s: ad %v, verified %v:\n%s", note, ad, v, plain)
		}
	}
}

func TestANoteOfAShopperCarriesNameAndTag(t *testing.T) {
	s := shown(t, two)
	s.World.Shared.Notes = []shop.Note{{
		ID: "N1000001", Author: shop.AuthorID(s.World.Shopper.ID), Title: shop.Words{ZH: text.Clean("真实回购", text.Title)},
		Tags: []shop.ProductID{"lip-tint"}, Aspect: "1:1", Posted: s.Now,
	}}
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Plain())
	sc := New(s, flow.Spot{Place: flow.Note, Subject: "N1000001"})
	plain := sc.Draw(f).Canvas.Plain()
	for _, want := range []string{"林小满", "买家", "刚刚", "还没有评论", "水雾唇釉"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %s in\n%s", want, plain)
		}
	}
}

func TestWhatIsGoneIsACalmLine(t *testing.T) {
	s := shown(t, two)
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	sc := New(s, flow.Spot{Place: flow.Note, Subject: "no-such"})
	if plain := sc.Draw(f).Canvas.Plain(); !strings.Contains(plain, "不在了") {
		t.Error(plain)
	}
	if _, a := tuitest.Press(sc, f, "enter"); a.Verb != flow.Back {
		t.Errorf("enter: %v", a)
	}
	s.World.Note(two).Tags = []shop.ProductID{"no-such"}
	if _, a := tuitest.Press(made(s), f, "b"); a != (flow.Action{}) {
		t.Errorf("b: %v", a)
	}
}

func TestPicture(t *testing.T) {
	f := tuitest.Frame(48, 28, words.ZH, tuitest.Plain())
	tuitest.Golden(t, "note-48x28", made(shown(t, two)).Draw(f).Canvas.Plain())
}

func TestFitsEverySize(t *testing.T) {
	s := shown(t, "gym-bag-three")
	tuitest.Fits(t, func() screen.Screen { return made(s) })
}

func BenchmarkDraw(b *testing.B) {
	f := tuitest.Frame(48, 41, words.ZH, tuitest.Dark())
	sc := made(shown(b, two))
	sc.Draw(f)
	b.ReportAllocs()
	for b.Loop() {
		sc.Draw(f)
	}
}
