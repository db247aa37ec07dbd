package address

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// walk opens the sheet from a checkout.
func walk(t testing.TB, shopper string, more ...flow.Action) (*session.Session, session.Shown) {
	s := tuitest.Open(t, "native", shopper)
	to := append(tuitest.Buy(s.Shown().World.Catalogue, "oily-skin-empties", "lip-tint-05"), flow.Action{Verb: flow.OpenCart},
		flow.Action{Verb: flow.OpenCheckout}, flow.Action{Verb: flow.ChooseAddress})
	return s, tuitest.Walk(t, s, append(to, more...)...)
}

func made(s session.Shown) screen.Screen { return New(s, flow.Spot{Place: flow.Address}) }

var phone = tuitest.Frame(48, 27, words.ZH, tuitest.Plain())

func plain(sc screen.Screen) string { return sc.Draw(phone).Canvas.Plain() }

func TestKeysOfTheList(t *testing.T) {
	_, s := walk(t, "returning")
	for _, c := range []struct {
		keys string
		want flow.Action
	}{
		{"enter", flow.Action{Verb: flow.PickAddress, ID: "home"}},
		{"down enter", flow.Action{Verb: flow.PickAddress, ID: "office"}},
		{"2", flow.Action{Verb: flow.PickAddress, ID: "office"}},
		{"n", flow.Action{Verb: flow.NewAddress}},
		{"e", flow.Action{Verb: flow.EditAddress, ID: "home"}},
		{"down e", flow.Action{Verb: flow.EditAddress, ID: "office"}},
	} {
		if _, got := tuitest.Press(made(s), phone, strings.Fields(c.keys)...); got != c.want {
			t.Errorf("%s: %v, want %v", c.keys, got, c.want)
		}
	}
}

func TestClicks(t *testing.T) {
	_, s := walk(t, "returning")
	for target, want := range map[string]flow.Action{
		pickPre + "office": {Verb: flow.PickAddress, ID: "office"}, editPre + "office": {Verb: flow.EditAddress, ID: "office"},
		newID: {Verb: flow.NewAddress}, closeID: {Verb: flow.Back},
	} {
		if _, got := tuitest.Click(made(s), phone, target); got != want {
			t.Errorf("%s: %v, want %v", target, got, want)
		}
	}
}

func TestTheListIsMasked(t *testing.T) {
	_, s := walk(t, "returning")
	page := plain(made(s))
	for _, a := range s.State.Book {
		if strings.Contains(page, a.Phone.String()) || strings.Contains(page, a.Street.String()) || strings.Contains(page, a.Name.String()) {
			t.Errorf("%s is shown in\n%s", a.ID, page)
		}
		if !strings.Contains(page, shop.MaskPhone(a.Phone)) {
			t.Errorf("%s is not in\n%s", a.ID, page)
		}
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
		if shown.State.Place() != flow.Address {
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

func (p *person) click(target string) {
	next, a := tuitest.Click(p.sc, phone, target)
	p.sc = next
	p.do(a)
}

func (p *person) expect(want ...string) {
	p.t.Helper()
	if got := strings.Join(p.did, "\n"); got != strings.Join(want, "\n") {
		p.t.Errorf("did\n%s\nwant\n%s\n%s", got, strings.Join(want, "\n"), plain(p.sc))
	}
}

var filled = []string{
	"type: {name: 周一禾}", "type: {phone: 13800001234}", "type: {region: 上海市 黄浦区}", "type: {street: 听松路 1 号}", "save-address",
}

func TestAFormIsFilledWithEnterAlone(t *testing.T) {
	walk, s := walk(t, "new")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("周一禾", "<enter>", "13800001234", "<enter>", "上海市 黄浦区", "<enter>", "听松路 1 号", "<enter>")
	p.expect(filled...)
}

func TestAFormIsFilledWithTabAndClicks(t *testing.T) {
	walk, s := walk(t, "new")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("周一禾", "<tab>", "13800001234", "<down>", "上海市 黄浦区")
	p.click(fieldPre + "street")
	p.press("听松路 1 号")
	p.click(saveID)
	p.expect(filled...)
}

func TestOnlyWhatChangedIsSent(t *testing.T) {
	walk, s := walk(t, "returning")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.click(editPre + "office")
	p.press("<tab>", "<up>", "<tab>", "<tab>", "<tab>", "<end>", "2", "<backspace>", "3", "<shift+tab>", "<ctrl+s>")
	street := s.State.AddressOf("office").Street.String() + "3"
	p.expect("edit-address: office", flow.Typing("street", street).String(), "save-address")
}

func TestEnterGoesToWhatIsMissing(t *testing.T) {
	walk, s := walk(t, "new", flow.Typing("name", "周一禾"), flow.Typing("phone", "13"))
	p := &person{t: t, walk: walk, sc: made(s)}
	if page := plain(p.sc); !strings.Contains(page, "13") || !strings.Contains(page, "还差 2 项") {
		t.Errorf("what was typed before is not there:\n%s", page)
	}
	p.press("<enter>", "上海市 黄浦区", "<enter>")
	p.expect("type: {region: 上海市 黄浦区}")
	p.press("8", "<enter>", "听松路", "<enter>")
	p.expect("type: {region: 上海市 黄浦区}", "type: {phone: 138}", "type: {street: 听松路}")
	if page := plain(p.sc); !strings.Contains(page, "11 位数字") {
		t.Errorf("the phone is not named:\n%s", page)
	}
}

func TestAWrongPhoneIsNotSaved(t *testing.T) {
	walk, s := walk(t, "returning")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("<e>", "<tab>", "<backspace>", "<enter>", "<enter>")
	p.expect("edit-address: home")
	if page := plain(p.sc); !strings.Contains(page, "11 位数字") {
		t.Errorf("it does not say why:\n%s", page)
	}
	p.press("7", "<enter>")
	p.expect("edit-address: home", flow.Typing("phone", "13800005677").String(), "save-address")
}

func TestEscapeLeavesTheFieldAndKeepsWhatWasTyped(t *testing.T) {
	walk, s := walk(t, "new")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("周", "<esc>")
	p.expect("type: {name: 周}")
	if p.sc.(*screen.Page).View().(view).Typing() {
		t.Error("still typing")
	}
	p.press("<enter>", "一", "<tab>")
	p.expect("type: {name: 周}", "type: {name: 周一}")
}

func TestLettersAreTextWhileTyping(t *testing.T) {
	walk, s := walk(t, "new")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("<q>", "<n>", "<e>", "<c>", "<space>", "<?>", "<tab>")
	p.expect("type: {name: \"qnec ?\"}")
}

func TestTheFormOpensOnItsFirstField(t *testing.T) {
	walk, s := walk(t, "returning")
	p := &person{t: t, walk: walk, sc: made(s)}
	p.press("<n>", "林", "<tab>")
	p.expect("new-address", "type: {name: 林}")
	if at := p.sc.Draw(phone).Cursor; at == nil {
		t.Error("no cursor")
	}
}

func TestThePictures(t *testing.T) {
	_, s := walk(t, "returning")
	tuitest.Golden(t, "address-48x28", plain(made(s)))
	_, s = walk(t, "new", flow.Typing("name", "周一禾"))
	tuitest.Golden(t, "address-form-48x28", plain(made(s)))
}

func TestFitsEverySize(t *testing.T) {
	_, list := walk(t, "returning")
	_, form := walk(t, "new", flow.Typing("name", "周一禾"), flow.Typing("region", strings.Repeat("上海市 黄浦区 ", 8)))
	for _, s := range []session.Shown{list, form} {
		tuitest.Fits(t, func() screen.Screen { return made(s) })
	}
}

func TestTheCursorIsInTheField(t *testing.T) {
	_, s := walk(t, "new")
	sc := made(s)
	sc, _, _ = sc.Update(tea.PasteMsg{Content: strings.Repeat("长", 40)})
	for w := 36; w <= 60; w++ {
		for h := 13; h <= 30; h++ {
			f := tuitest.Frame(w, h, words.EN, tuitest.Plain())
			pic := sc.Draw(f)
			if at := pic.Cursor; at == nil || at.X >= w-3 || at.Y >= pic.Canvas.H()-1 {
				t.Fatalf("%dx%d: cursor %v", w, h, at)
			}
		}
	}
}
