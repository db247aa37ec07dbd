package pilot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/story"
	"tagtap/flow/strict"
	"tagtap/ui/tui"
	"tagtap/ui/tui/pilot"
)

// open opens a storefront on predicted time.
func open(t testing.TB, set *fixtures.Set, flowName, shopper string, cols, rows int) (*pilot.Pilot, *session.Session) {
	t.Helper()
	s, err := session.Open(context.Background(), session.Config{
		World:   flow.World{Catalogue: set.Catalogue, Flow: set.Flow(flowName), Shopper: set.Shopper(shopper)},
		Journal: &session.Memory{}, Journey: shopper, ID: "test", Source: "story", Start: set.Catalogue.Today,
	})
	if err != nil {
		t.Fatal(err)
	}
	c := before(set, words.ZH)
	c.Session = s
	return pilot.New(context.Background(), c, cols, rows), s
}

// action parses one action in its text form.
func action(t testing.TB, s string) flow.Action {
	t.Helper()
	n, err := strict.Parse("test", []byte(s), strict.Story)
	if err != nil {
		t.Fatal(err)
	}
	a, err := flow.ParseAction(n)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// walk does actions by hand, none of which may be refused.
func walk(t testing.TB, p *pilot.Pilot, s *session.Session, actions ...string) {
	t.Helper()
	for _, line := range actions {
		a := action(t, line)
		if orders := s.Shown().State.Orders; a.ID == "last-order" {
			a.ID = string(orders[len(orders)-1].ID)
		}
		shown, err := p.Do(context.Background(), a)
		if err != nil || shown.Refused.Refused() {
			t.Fatalf("%s: %v %v\n%s", line, err, shown.Refused, p.Screen())
		}
	}
}

// keys writes moves as a person would say them.
func keys(moves []pilot.Move) string {
	var all []string
	for _, m := range moves {
		switch {
		case m.Key != "":
			all = append(all, m.Key)
		case m.Text != "":
			all = append(all, fmt.Sprintf("%q", m.Text))
		default:
			all = append(all, "click")
		}
	}
	return strings.Join(all, " ")
}

func TestFindPrefersKeysThenClicksThenScrollsThenTypesThenUnfolds(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	for _, row := range []struct {
		walk []string
		want string
		by   string
	}{
		{nil, "open-note: oily-skin-empties", "enter"},
		{nil, "open-orders", "o"},
		{nil, "open-cart", "c"},
		{nil, "open-note: desk-drip", "click"},
		{nil, "open-note: gloves-screen", strings.Repeat("pgdown ", 24) + "click"},
		{[]string{"open-note: oily-skin-empties"}, "tap-tag: lip-tint", "enter"},
		{nil, "like", "v"},
		{nil, "back", "esc"},
		{nil, "comment: 求链接", `i "求链接" enter`},
		{nil, "leave-for: taobao", "w click"},
		{[]string{"tap-tag: lip-tint"}, "add-to-cart", "a"},
		{nil, "choose-sku", "s"},
		{[]string{"buy-now"}, "choose: {shade: rose-03}", "click"},
		{nil, "increase", "+"},
		{[]string{"choose: {shade: rose-03}"}, "confirm", "enter"},
		{[]string{"confirm"}, "place-order", "enter"},
		{nil, "choose-payment: alipay", "2"},
		{nil, "choose-address", "e"},
		{[]string{"place-order", "use-password"}, "enter-password", "1 1 1 1 1 1"},
		{[]string{"enter-password", "happen: {payment: approved}"}, "open-review", "w"},
		{[]string{"open-review"}, "rate: 4", "4"},
		{nil, "type: {text: 很好用}", `i "很好用" tab`},
		{[]string{"type: {text: 很好用}"}, "type: {text: 一般}", `i ctrl+u "一般" tab`},
		{[]string{"back"}, "track-order: last-order", "v"},
	} {
		walk(t, p, s, row.walk...)
		a := action(t, row.want)
		if orders := s.Shown().State.Orders; a.ID == "last-order" {
			a.ID = string(orders[len(orders)-1].ID)
		}
		moves, err := p.Find(a)
		if err != nil {
			t.Errorf("%s: %v", row.want, err)
		} else if got := keys(moves); got != row.by {
			t.Errorf("%s: by %s, want %s", row.want, got, row.by)
		}
	}
}

// What is clicked on lies over all else there, and what a key stands for is in sight.
func TestFindSaysWhereThatIs(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 100, 32)
	walk(t, p, s, "open-note: oily-skin-empties")
	for _, row := range []struct{ action, text string }{
		{"tap-tag: lip-tint", "◉ 水雾唇釉"}, // enter, on what has the focus
		{"like", "♡ "},
		{"follow: xiaoman", "关注"},
	} {
		moves, err := p.Find(action(t, row.action))
		if err != nil {
			t.Fatal(err)
		}
		r := moves[len(moves)-1].Rect
		line := []rune(strings.Split(p.Screen(), "\n")[r.Y+r.H/2])
		if r.Empty() || !strings.Contains(string(line), row.text) {
			t.Errorf("%s is at %+v, want where %q stands: %s", row.action, r, row.text, string(line))
		}
	}
}

func TestWhatIsTypedArrivesAsItIs(t *testing.T) {
	set := builtIn(t)
	long := strings.Repeat("这支唇釉上嘴不干，", 60)
	for _, words := range []string{
		"好", "q", "esc", "enter tab ctrl+s", "K ? x . [ ]", "第一行\n第二行\n\n第四行", `引号 " 和 \ 反斜杠`, "👍🏽 ok é", " x ", long,
	} {
		p, s := open(t, set, "native", "returning", 60, 30)
		walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint", "buy-now", "choose: {shade: rose-03}", "confirm",
			"place-order", "pay", "happen: {payment: approved}", "open-review", "rate: 5")
		for range 2 { // the second time something else is in the field
			for _, w := range []string{words, "别的\n两行"} {
				a := flow.Typing("text", w)
				if _, err := p.Do(context.Background(), a); err != nil {
					t.Fatalf("%q: %v\n%s", w, err, p.Screen())
				}
				if got := s.Shown().State.Draft.Text; got != a.Words {
					t.Errorf("typed %q, want %q", got, w)
				}
			}
		}
		walk(t, p, s, "type: {title: 'q q'}", "submit-review")
	}
}

// Each field of a form is found from each other one, and what it holds gives way.
func TestFieldsAreFoundFromOneAnother(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint", "buy-now", "choose: {shade: rose-03}", "confirm",
		"choose-address", "new-address")
	values := map[string][2]string{
		"name": {"林小满", "q"}, "phone": {"13800005678", "13900001234"},
		"region": {"上海市 黄浦区", "北京市 朝阳区"}, "street": {"金钟路88号", "x 1"},
	}
	for i := range 2 {
		for _, from := range shop.AddressFields {
			for _, to := range shop.AddressFields {
				for _, w := range []flow.Action{flow.Typing(from, values[from][i]), flow.Typing(to, values[to][i])} {
					if got, _ := s.Shown().State.Form.Address.Field(w.ID); got == w.Words {
						continue // leaving a field as it was is no action
					}
					if _, err := p.Do(context.Background(), w); err != nil {
						t.Fatalf("%s: %v\n%s", w, err, p.Screen())
					}
				}
			}
		}
	}
	walk(t, p, s, "type: {phone: 13800005678}", "save-address")
}

func TestWhatTheScreenDoesNotOfferIsOutOfReach(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint", "add-to-cart", "choose: {shade: rose-03}", "confirm", "open-cart")
	before := p.Screen()
	_, err := p.Do(context.Background(), action(t, "tick-all")) // all is ticked
	var reach story.ErrOutOfReach
	if !errors.As(err, &reach) || reach.Action.Verb != flow.TickAll {
		t.Fatalf("got %v", err)
	}
	want := "tick-all cannot be tapped: cart offers coupons: okkari, untick: lip-tint-03, increase: lip-tint-03, decrease: lip-tint-03, " +
		"change-sku: lip-tint-03, remove: lip-tint-03, untick-shop: okkari, open-product: lip-tint, checkout, untick-all, back"
	if err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if p.Screen() != before || s.Shown().Meter.Taps != 6 {
		t.Errorf("something moved:\n%s", p.Screen())
	}
	p.Make(pilot.Move{Key: "?"})
	if _, err := p.Find(action(t, "back")); err == nil || !strings.Contains(err.Error(), "a dialog lies over cart") {
		t.Errorf("under the list of keys: %v", err)
	}
	walk(t, p, s, "back") // which is closed first
}

// What the rules turn down goes to the session: the tap on a grey button.
func TestWhatIsTurnedDownIsRecordedAllTheSame(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	for _, line := range []string{"checkout", "submit-review", "pay-order: P1"} {
		shown, err := p.Do(context.Background(), action(t, line))
		if err != nil || !shown.Refused.Refused() {
			t.Errorf("%s: %v %v", line, shown.Refused, err)
		}
	}
	walk(t, p, s, "open-note: oily-skin-empties", "happen: {sold-out: lip-tint-03}", "wait: 61s")
	if got := s.Shown().Meter.Refused; got != 3 {
		t.Errorf("%d refusals were counted", got)
	}
}

func TestTicksAreSwitches(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint", "add-to-cart", "choose: {shade: rose-03}", "confirm", "open-cart",
		"untick-all", "tick-shop: okkari", "untick-shop: okkari", "tick-all", "untick: lip-tint-03", "tick: lip-tint-03")
}

func TestAPilotFollowsWhatTheSessionDoes(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint")
	if err := s.Branch(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	p.Show(s.Shown())
	walk(t, p, s, "open-note: desk-drip")
	if err := context.Canceled; !errors.Is(func() error {
		ctx, stop := context.WithCancel(context.Background())
		stop()
		_, err := p.Do(ctx, action(t, "back"))
		return err
	}(), err) {
		t.Errorf("a tap was made after the end")
	}
}

// What is drawn of a Shown alone is what the shopper sees.
func TestAShownIsDrawnAsItStands(t *testing.T) {
	set := builtIn(t)
	p, s := open(t, set, "native", "returning", 60, 30)
	walk(t, p, s, "open-note: oily-skin-empties", "tap-tag: lip-tint")
	if got := tui.Draw(s.Shown(), before(set, words.ZH), 60, 30); got != p.Screen() {
		t.Errorf("drawn is\n%s\nwant\n%s", got, p.Screen())
	}
}
