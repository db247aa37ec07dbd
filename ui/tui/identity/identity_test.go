package identity

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

const (
	cream shop.SKU = "barrier-cream-50-light" // bonded
	honey shop.SKU = "bush-honey-250"         // a parcel
)

// walk opens the sheet from the checkout of a SKU.
func walk(t testing.TB, shopper string, sku shop.SKU, more ...flow.Action) (*session.Session, session.Shown) {
	s := tuitest.Open(t, "native", shopper, func(w *flow.World) {
		if shopper == "cross-border-verified" { // with a second one
			who := *w.Shopper
			other := who.Identities[0]
			other.ID, other.Name = "mother", text.Clean("顾文秀", text.Name)
			other.Number, other.Used = text.Clean(completed("99010219620314"), text.Name), 0
			who.Identities = append(slices.Clone(who.Identities), other)
			w.Shopper = &who
		}
	})
	c := s.Shown().World.Catalogue
	_, p := c.Variant(sku)
	to := append(tuitest.Buy(c, c.NotesOn(p.ID)[0].ID, sku), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.ChooseIdentity})
	return s, tuitest.Walk(t, s, append(to, more...)...)
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Identity}) }

var phone = tuitest.Frame(48, 28, words.ZH, tuitest.Plain())

func plain(sc screen.Screen) string { return sc.Draw(phone).Canvas.Plain() }

func TestKeysOfTheList(t *testing.T) {
	_, s := walk(t, "cross-border-verified", cream)
	for _, c := range []struct {
		keys string
		want flow.Action
	}{
		{"enter", flow.Action{Verb: flow.PickIdentity, ID: "me"}},
		{"down enter", flow.Action{Verb: flow.PickIdentity, ID: "mother"}},
		{"2", flow.Action{Verb: flow.PickIdentity, ID: "mother"}},
		{"n", flow.Action{Verb: flow.NewIdentity}},
		{"e", flow.Action{Verb: flow.EditIdentity, ID: "me"}},
		{"down e", flow.Action{Verb: flow.EditIdentity, ID: "mother"}},
	} {
		if _, got := tuitest.Press(made(s), phone, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestClicks(t *testing.T) {
	_, list := walk(t, "cross-border-verified", cream)
	_, form := walk(t, "cross-border-new", honey)
	for _, c := range []struct {
		shown  session.Shown
		target string
		want   flow.Action
	}{
		{list, pickPre + "mother", flow.Action{Verb: flow.PickIdentity, ID: "mother"}},
		{list, editPre + "mother", flow.Action{Verb: flow.EditIdentity, ID: "mother"}},
		{list, newID, flow.Action{Verb: flow.NewIdentity}}, {list, closeID, flow.Action{Verb: flow.Back}},
		{form, sidePre + flow.SideBack, flow.Action{Verb: flow.AddPicture, ID: flow.SideBack}},
		{form, saveID, flow.Action{Verb: flow.SaveIdentity}}, {form, closeID, flow.Action{Verb: flow.Back}},
	} {
		if _, got := tuitest.Click(made(c.shown), phone, c.target); got != c.want {
			t.Errorf("%s: %v, want %v", c.target, got, c.want)
		}
	}
}

// The list keeps name, number and phone to itself, and says what is left of the year.
func TestTheListIsMaskedAndCountsTheYear(t *testing.T) {
	_, s := walk(t, "cross-border-verified", cream)
	page := plain(made(s))
	for _, i := range s.State.Identities {
		if strings.Contains(page, i.Number.String()) || strings.Contains(page, i.Phone.String()) || strings.Contains(page, i.Name.String()) {
			t.Errorf("%s is shown in\n%s", i.ID, page)
		}
		if !strings.Contains(page, shop.MaskNumber(i.Number)) {
			t.Errorf("%s is not in\n%s", i.ID, page)
		}
	}
	for _, want := range []string{"使用中", "已用 ¥1200 / ¥26000", "额度还剩 ¥24800", "额度还剩 ¥26000", "付款人是顾**，换成同一人才放行"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

// What is wrong with a number is said while it is typed: its length, its date, its check character.
func TestANumberIsCheckedAsItIsTyped(t *testing.T) {
	_, s := walk(t, "cross-border-new", cream)
	for typed, want := range map[string]string{
		"":                             "可以填 9901",
		"9901":                         "还差 14 位",
		"99010119951":                  "还差 7 位",
		"99010119951301":               "不是出生日期",
		"99010119950230":               "不是出生日期",
		"99010120990101":               "不是出生日期", // not born yet
		"9901011995O":                  "只能是数字",
		"990101199506010009":           "校验码对不上",
		"99010119950601000":            "还差 1 位",
		"9901011995060100099":          "多了 1 位",
		completed("99010119950601"):    "校验通过",
		strings.ToLower(valid(t, 'X')): "校验通过",
	} {
		sc := made(s)
		if typed != "" {
			sc, _, _ = sc.Update(tea.PasteMsg{Content: typed})
		}
		if got := plain(sc); !strings.Contains(got, want) {
			t.Errorf("%q: no %q in\n%s", typed, want, got)
		}
	}
}

// valid makes a number with that check character.
func valid(t *testing.T, check byte) string {
	for n := range 1000 {
		head := "99010119950601" + string([]byte{byte('0' + n/100), byte('0' + n/10%10), byte('0' + n%10)})
		if shop.CheckDigit(head) == check {
			return head + string(rune(check))
		}
	}
	t.Fatal("no such number")
	return ""
}

// A number is shown while it is typed, and masked otherwise.
func TestTheNumberIsMaskedWhereNobodyTypesIt(t *testing.T) {
	number := example()
	_, s := walk(t, "cross-border-new", cream, flow.Typing("number", number))
	masked := shop.MaskNumber(text.Clean(number, text.Name))
	sc := made(s) // the phone is missing: that is typed
	if got := plain(sc); strings.Contains(got, number) || !strings.Contains(got, masked) {
		t.Errorf("the number is shown in\n%s", got)
	}
	sc.Draw(phone)
	sc, _, _ = sc.Update(tuitest.Key("up"))
	if got := plain(sc); !strings.Contains(got, number) || strings.Contains(got, masked) {
		t.Errorf("the number is hidden in\n%s", got)
	}
}

// person drives the screen as the root does: every action is tapped, then shown, and what is pending follows.
type person struct {
	t    *testing.T
	walk *session.Session
	sc   screen.Screen
	did  []string
}

func (p *person) do(a flow.Action) {
	for a.Verb != flow.None {
		p.did = append(p.did, a.String())
		shown, err := p.walk.Tap(p.t.Context(), a, 0)
		if err != nil {
			p.t.Fatal(err)
		}
		if shown.State.Place() != flow.Identity {
			return
		}
		p.sc = p.sc.Show(shown.Snapshot())
		p.sc, a = p.sc.(screen.Pending).Pending()
	}
}

func (p *person) press(keys ...string) {
	for _, k := range keys {
		p.sc.Draw(phone)
		var msg tea.Msg = tea.PasteMsg{Content: k}
		if name, ok := strings.CutPrefix(k, "<"); ok {
			msg = tuitest.Key(strings.TrimSuffix(name, ">"))
		}
		next, a, _ := p.sc.Update(msg)
		p.sc = next
		p.do(a)
	}
}

func (p *person) expect(want ...string) {
	p.t.Helper()
	if got := strings.Join(p.did, "\n"); got != strings.Join(want, "\n") {
		p.t.Errorf("did\n%s\nwant\n%s\n%s", got, strings.Join(want, "\n"), plain(p.sc))
	}
}

// The name is there already: two fields are left.
func TestAFormIsFilledWithEnterAlone(t *testing.T) {
	walk, s := walk(t, "cross-border-new", cream)
	p := &person{t: t, walk: walk, sc: made(s)}
	if got := plain(p.sc); !strings.Contains(got, "宋以宁") || !strings.Contains(got, "取自收货地址") {
		t.Errorf("the name is not taken over:\n%s", got)
	}
	number := example()
	p.press(number, "<enter>", "18600002345", "<enter>")
	p.expect(flow.Typing("number", number).String(), flow.Typing("phone", "18600002345").String(), "save-identity")
	if got := walk.Shown().State; got.Place() != flow.Checkout || got.IdentityOf(got.Checkout.Identity) == nil {
		t.Errorf("at %v with %q", got.Spot(), got.Checkout.Identity)
	}
}

// A parcel needs the pictures of the card: enter comes to them before the button.
func TestAParcelNeedsPictures(t *testing.T) {
	walk, s := walk(t, "cross-border-new", honey)
	p := &person{t: t, walk: walk, sc: made(s)}
	if got := plain(p.sc); !strings.Contains(got, "还差 4 项") || !strings.Contains(got, "国徽面") {
		t.Errorf("no pictures in\n%s", got)
	}
	number := example()
	p.press(number, "<enter>", "18600002345", "<enter>", "<enter>")
	if got := plain(p.sc); !strings.Contains(got, "已添加") {
		t.Errorf("no picture was added:\n%s", got)
	}
	p.press("<enter>")
	p.expect(flow.Typing("number", number).String(), flow.Typing("phone", "18600002345").String(), "add-picture: front",
		"add-picture: back", "save-identity")
}

func TestLettersAddPictures(t *testing.T) {
	walk, s := walk(t, "cross-border-new", honey)
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("<esc>", "<b>", "<a>")
	p.expect("add-picture: back", "add-picture: front")
}

func TestAnIdentityIsEdited(t *testing.T) {
	walk, s := walk(t, "cross-border-verified", cream)
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("<e>")
	if got := plain(p.sc); !strings.Contains(got, "修改实名") || strings.Contains(got, "取自收货地址") {
		t.Errorf("not the form of a saved one:\n%s", got)
	}
	p.press("<ctrl+s>")
	p.expect("edit-identity: me", "save-identity")
}

// Who declares has to be who pays.
func TestAnotherNameIsWarnedOf(t *testing.T) {
	_, s := walk(t, "gift-giver", cream)
	if got := plain(made(s)); !strings.Contains(got, "付款人是沈**") {
		t.Errorf("no warning in\n%s", got)
	}
}

func TestThePictures(t *testing.T) {
	_, s := walk(t, "cross-border-verified", cream)
	tuitest.Golden(t, "identity-48x28", plain(made(s)))
	_, s = walk(t, "cross-border-new", cream, flow.Typing("number", "9901011995"))
	tuitest.Golden(t, "identity-form-48x28", plain(made(s)))
	_, s = walk(t, "cross-border-new", honey, flow.Action{Verb: flow.AddPicture, ID: flow.SideFront})
	tuitest.Golden(t, "identity-parcel-48x28", plain(made(s)))
}

func TestFitsEverySize(t *testing.T) {
	_, list := walk(t, "cross-border-verified", honey)
	_, form := walk(t, "cross-border-new", honey, flow.Action{Verb: flow.AddPicture, ID: flow.SideFront},
		flow.Typing("number", strings.Repeat("9", 40)))
	for _, s := range []session.Shown{list, form} {
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}

func TestTheCursorIsInTheField(t *testing.T) {
	_, s := walk(t, "cross-border-new", honey)
	sc := made(s)
	sc, _, _ = sc.Update(tea.PasteMsg{Content: strings.Repeat("9", 40)})
	for w := 36; w <= 60; w++ {
		for h := 14; h <= 30; h++ {
			pic := sc.Draw(tuitest.Frame(w, h, words.EN, tuitest.Plain()))
			if at := pic.Cursor; at == nil || at.X >= w-3 || at.Y >= pic.Canvas.H()-1 {
				t.Fatalf("%dx%d: cursor %v", w, h, at)
			}
		}
	}
}
