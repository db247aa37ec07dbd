package external

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

// far makes all shops take more for a remote province, and Okkari have a site of its own.
func far(w *flow.World) {
	all := *w.Catalogue
	all.Shops = slices.Clone(all.Shops)
	for i := range all.Shops {
		all.Shops[i].Shipping.Remote, all.Shops[i].Shipping.Provinces = 1500, []string{"新疆维吾尔自治区"}
	}
	all.Index()
	w.Catalogue = &all
}

var (
	account = []flow.Action{flow.Typing("phone", "13800005678"), flow.Typing("code", "123456")}
	address = []flow.Action{
		flow.Typing("name", "周一禾"), flow.Typing("phone", "13800001234"), flow.Typing("region", "新疆维吾尔自治区 乌鲁木齐市"),
		flow.Typing("street", "听松路 1 号"),
	}
)

// to walks out of the app to a page, "" for the question before.
func to(t testing.TB, page string, then ...flow.Action) (*session.Session, session.Shown) {
	s := tuitest.Open(t, "redirect", "returning", far)
	note := s.Shown().World.Catalogue.NotesOn("lip-tint")[0]
	tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: string(note.ID)}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"})
	for s.Shown().State.Spot().Subject != page {
		switch s.Shown().State.Spot().Subject {
		case flow.OutsideSignIn:
			tuitest.Walk(t, s, append(slices.Clone(account), act(flow.Continue))...)
		case flow.OutsideAddress:
			tuitest.Walk(t, s, append(slices.Clone(address), act(flow.Continue))...)
		case flow.OutsidePayment:
			tuitest.Walk(t, s, act(flow.EnterPassword))
		default:
			tuitest.Walk(t, s, act(flow.Continue))
		}
	}
	return s, tuitest.Walk(t, s, then...)
}

func at(t testing.TB, page string, then ...flow.Action) session.Shown {
	_, shown := to(t, page, then...)
	return shown
}

// elsewhere leaves a product page for another platform.
func elsewhere(t testing.TB, platform string) session.Shown {
	s := tuitest.Open(t, "native", "returning", far)
	note := s.Shown().World.Catalogue.NotesOn("lip-tint")[0]
	return tuitest.Walk(t, s, flow.Action{Verb: flow.OpenNote, ID: string(note.ID)}, flow.Action{Verb: flow.TapTag, ID: "lip-tint"},
		flow.Action{Verb: flow.LeaveFor, ID: platform})
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

var phone = tuitest.Frame(48, 28, words.ZH, tuitest.Dark())

func plain(s session.Shown) string { return made(s).Draw(phone).Canvas.Plain() }

func TestKeysGoOnAndBack(t *testing.T) {
	for _, c := range []struct {
		page string
		then []flow.Action
		keys string
		want flow.Verb
	}{
		{flow.OutsideSwitch, nil, "enter", flow.Continue}, {flow.OutsideSwitch, nil, "left enter", flow.Back},
		{flow.OutsideProduct, nil, "enter", flow.Continue},
		{flow.OutsideSignIn, account, "enter", flow.Continue}, {flow.OutsideSignIn, account, "ctrl+s", flow.Continue},
		{flow.OutsideAddress, address, "enter", flow.Continue},
		{flow.OutsidePayment, nil, "enter", flow.None}, {flow.OutsidePayment, nil, "1 2 3 4 5", flow.None},
		{flow.OutsidePayment, nil, "1 2 3 4 5 6", flow.EnterPassword},
		{flow.OutsidePayment, nil, "1 2 backspace 3 4 5 6", flow.None},
		{flow.OutsidePayment, nil, "1 2 backspace 3 4 5 6 7", flow.EnterPassword},
		{flow.OutsidePaid, nil, "enter", flow.Back},
	} {
		if _, a := tuitest.Press(made(at(t, c.page, c.then...)), phone, strings.Fields(c.keys)...); a != act(c.want) {
			t.Errorf("%s: %s: got %v, want %v", c.page, c.keys, a, c.want)
		}
	}
	if _, a := tuitest.Press(made(elsewhere(t, "jd")), phone, "enter"); a != act(flow.Back) {
		t.Errorf("elsewhere: %v", a)
	}
}

func TestTargetsAndOffersAgree(t *testing.T) {
	all := map[string]session.Shown{"elsewhere": elsewhere(t, "tmall")}
	for _, page := range flow.OutsidePages() {
		all[page] = at(t, page)
	}
	for name, shown := range all {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			if o.Action.Verb != flow.Type && o.Action.Verb != flow.EnterPassword { // the fields and the keypad are those
				want = append(want, o.Action)
			}
		}
		for _, hit := range made(shown).Draw(phone).Hits {
			if _, a := tuitest.Click(made(shown), phone, hit.Target); a.Verb != flow.None {
				got = append(got, a)
			}
		}
		for _, a := range append(slices.Clone(want), got...) {
			if slices.Contains(want, a) != slices.Contains(got, a) {
				t.Errorf("%s: %v: offered %v, can be clicked %v", name, a, slices.Contains(want, a), slices.Contains(got, a))
			}
		}
	}
}

func TestTheKeypadCanBeClicked(t *testing.T) {
	s := made(at(t, flow.OutsidePayment))
	var a flow.Action
	for i, key := range []string{"digit-1", "digit-9", "backspace", "digit-0", "digit-5", "digit-7", "digit-3", "digit-8"} {
		if s, a = tuitest.Click(s, phone, key); (a.Verb == flow.EnterPassword) != (i == 7) {
			t.Fatalf("%d: %s: %v", i, key, a)
		}
	}
}

// A form is filled by keys alone: what is typed is one action a field, enter goes on and from the last field continues.
func TestAFormIsFilledWithEnterAlone(t *testing.T) {
	walk, shown := to(t, flow.OutsideAddress)
	sc, did := made(shown), []string{}
	do := func(a flow.Action) {
		for a.Verb != flow.None {
			did = append(did, a.String())
			next := tuitest.Walk(t, walk, a)
			if next.State.Spot().Subject != flow.OutsideAddress {
				return
			}
			sc = sc.Show(next)
			sc, a = sc.(screen.Pending).Pending()
		}
	}
	for _, text := range []string{"周一禾", "13800001234", "上海市 黄浦区", "听松路 1 号"} {
		for _, msg := range []tea.Msg{tea.PasteMsg{Content: text}, tuitest.Key("enter")} {
			sc.Draw(phone)
			next, a, _ := sc.Update(msg)
			sc = next
			do(a)
		}
	}
	want := "type: {name: 周一禾}\ntype: {phone: 13800001234}\ntype: {region: 上海市 黄浦区}\ntype: {street: 听松路 1 号}\ncontinue"
	if got := strings.Join(did, "\n"); got != want {
		t.Errorf("did\n%s", got)
	}
}

func TestWhatEachPageSays(t *testing.T) {
	for page, want := range map[string][]string{
		flow.OutsideSwitch:  {"即将离开应用", "这套流程让标签跳到品牌自己的店", "留在应用", "离开，去看看"},
		flow.OutsideProduct: {"okkari.example", "应用外 1/4", "水雾唇釉", "¥128.00", "购买"},
		flow.OutsideSignIn:  {"登录或注册", "还差 2 项才能继续", "都可以编"},
		flow.OutsideAddress: {"收货信息", "还差 4 项才能继续"},
		flow.OutsidePayment: {"首次显示", "+¥12.00", "偏远加收", "+¥15.00", "¥155.00", "第 6 位输完就付款"},
		flow.OutsidePaid:    {"付款成功", "¥155.00", "没有，应用里查不到", "没有，不知道谁买了", "没有，不知道哪篇笔记带来的"},
	} {
		got := plain(at(t, page))
		for _, s := range want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: no %q in\n%s", page, s, got)
			}
		}
	}
	for _, platform := range flow.Platforms() {
		if got := plain(elsewhere(t, platform)); !strings.Contains(got, "你去了") || !strings.Contains(got, "应用什么都看不到") {
			t.Errorf("%s:\n%s", platform, got)
		}
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	for _, reason := range []string{flow.ReasonFlow, flow.ReasonAd, flow.ReasonOutbound, flow.ReasonUnverified} {
		shown := at(t, flow.OutsideSwitch)
		visit := *shown.State.Visit
		visit.Reason = reason
		shown.State.Visit = &visit
		if got := plain(shown); !strings.Contains(got, words.Say(words.ZH, "outside."+reason)) {
			t.Errorf("%s:\n%s", reason, got)
		}
	}
}

func TestAWrongCodeIsNamed(t *testing.T) {
	shown := at(t, flow.OutsideSignIn, account[0], flow.Typing("code", "12"))
	if got := plain(shown); !strings.Contains(got, "验证码应为 6 位数字") {
		t.Error(got)
	}
}

// Outside nothing has the app's accent as a fill, and the ground is another one.
func TestOutsideLooksOutside(t *testing.T) {
	theme := look.NewTheme(look.Dark, colorprofile.TrueColor, false)
	accent := "48;2;255;36;66"
	for page, want := range map[string]bool{flow.OutsideSwitch: true, flow.OutsideProduct: false, flow.OutsidePaid: false} {
		got := made(at(t, page)).Draw(phone).Canvas.Render(theme)
		if strings.Contains(got, accent) != want {
			t.Errorf("%s: accent %v, want %v", page, !want, want)
		}
	}
}

func TestWithoutAVisitItIsCalm(t *testing.T) {
	for _, page := range append(flow.OutsidePages(), flow.Platforms()...) {
		shown := elsewhere(t, "jd")
		shown.State.Visit = nil
		s := New(shown, flow.Spot{Place: flow.External, Subject: page})
		if got := s.Draw(phone).Canvas.Plain(); strings.TrimSpace(got) == "" {
			t.Errorf("%s is empty", page)
		}
	}
}

func TestExternalFits(t *testing.T) {
	all := map[string]session.Shown{"elsewhere": elsewhere(t, "official-site"), "filled": at(t, flow.OutsideAddress, address[:3]...)}
	for _, page := range flow.OutsidePages() {
		all[page] = at(t, page)
	}
	older := at(t, flow.OutsideProduct)
	world := *older.World
	world.Catalogue = &shop.Catalogue{}
	world.Catalogue.Index()
	older.World = &world
	all["older"] = older
	for name, shown := range all {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestExternalPictures(t *testing.T) {
	for _, page := range flow.OutsidePages() {
		tuitest.Golden(t, "external-"+page+"-48x28", plain(at(t, page)))
	}
	tuitest.Golden(t, "external-tmall-48x28", plain(elsewhere(t, "tmall")))
}

func BenchmarkDraw(b *testing.B) {
	s := made(at(b, flow.OutsidePayment))
	for b.Loop() {
		s.Draw(phone)
	}
}
