package meter

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// far lets the make-up shop charge more for a province, and gives the shopper an address there.
func far(w *flow.World) {
	c := *w.Catalogue
	c.Shops = slices.Clone(c.Shops)
	for i := range c.Shops {
		c.Shops[i].Shipping.Remote, c.Shops[i].Shipping.Provinces = 1500, []string{"新疆维吾尔自治区"}
	}
	c.Index()
	who := *w.Shopper
	home := who.Addresses[0]
	home.Region = text.Clean("新疆维吾尔自治区 乌鲁木齐市 天山区 解放北路街道", text.Line)
	who.Addresses = []shop.Address{home}
	w.Catalogue, w.Shopper = &c, &who
}

var (
	openNote = flow.Action{Verb: flow.OpenNote, ID: "oily-skin-empties"}
	tapTag   = flow.Action{Verb: flow.TapTag, ID: "lip-tint"}
	goOn     = flow.Action{Verb: flow.Continue}
)

// abroad walks out of the app as far as a page of the brand's own shop.
func abroad(t testing.TB, page string) session.Shown {
	t.Helper()
	s := tuitest.Open(t, "redirect", "returning")
	walk := []flow.Action{openNote, tapTag}
	for _, step := range []struct {
		page string
		then []flow.Action
	}{
		{flow.OutsideSwitch, []flow.Action{goOn}},
		{flow.OutsideProduct, []flow.Action{goOn}},
		{flow.OutsideSignIn, []flow.Action{flow.Typing("phone", "13800005678"), flow.Typing("code", "135790"), goOn}},
		{flow.OutsideAddress, []flow.Action{
			flow.Typing("name", "林小满"), flow.Typing("phone", "13800005678"), flow.Typing("region", "上海市 黄浦区 淮海中路街道"),
			flow.Typing("street", "金钟路88号"), goOn,
		}},
		{flow.OutsidePayment, []flow.Action{{Verb: flow.EnterPassword}}},
	} {
		if step.page == page {
			break
		}
		walk = append(walk, step.then...)
	}
	shown := tuitest.Walk(t, s, walk...)
	if got := shown.State.Spot(); got != (flow.Spot{Place: flow.External, Subject: page}) {
		t.Fatalf("at %v", got)
	}
	return shown
}

// left walks off to another platform.
func left(t testing.TB) session.Shown {
	t.Helper()
	return tuitest.Walk(t, tuitest.Open(t, "native", "returning"), openNote, flow.Action{Verb: flow.LeaveFor, ID: flow.Platforms()[0]})
}

// shipped buys a lip tint and lets its parcel leave.
func shipped(t testing.TB) session.Shown {
	t.Helper()
	s := tuitest.Open(t, "native", "returning")
	toReview(t, s)
	id := string(s.Shown().State.Orders[0].ID)
	return tuitest.Walk(t, s, flow.Action{Verb: flow.ClearOrder, ID: id}, flow.Action{Verb: flow.PackOrder, ID: id},
		flow.Action{Verb: flow.ShipParcel, ID: id}, flow.Action{Verb: flow.MoveParcel, ID: id})
}

func TestARemoteAddressIsKnownBeforeItsPrice(t *testing.T) {
	for _, c := range []struct {
		name   string
		change []func(*flow.World)
		want   string
	}{
		{"near", nil, "无"},
		{"far", []func(*flow.World){far}, "偏远加收"},
		{"far and late", []func(*flow.World){late, far}, "运费 · 偏远加收"},
	} {
		s := tuitest.Open(t, "native", "returning", c.change...)
		tuitest.Walk(t, s, openNote, tapTag)
		for _, walk := range [][]flow.Action{nil, {
			{Verb: flow.AddToCart}, {Verb: flow.Choose, ID: "shade", Value: "rose-03"}, {Verb: flow.Confirm}, {Verb: flow.OpenCart},
		}} {
			if plain := draw(140, 45, words.ZH, tuitest.Walk(t, s, walk...)); !strings.Contains(plain, " "+c.want+"\n") {
				t.Errorf("%s after %v: not shown yet is not %q in\n%s", c.name, walk, c.want, plain)
			}
		}
	}
}

func TestTheRemoteSurchargeIsASurprise(t *testing.T) {
	plain := draw(140, 45, words.ZH, toCheckout(t, tuitest.Open(t, "native", "returning", far)))
	for _, want := range []string{"偏远加收         +¥15.00", "应付             ¥155.00", "▲ 意外 1 处"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, plain)
		}
	}
}

func TestOutsideTheBrandIsBlind(t *testing.T) {
	who, bought := words.Say(words.ZH, "meter.blind.buyer"), words.Say(words.ZH, "meter.blind.bought")
	for _, c := range []struct {
		name  string
		shown session.Shown
		want  []string
		not   []string
	}{
		{"before leaving", abroad(t, flow.OutsideSwitch), []string{"品牌在这里看不到", who}, []string{"¥", "价格阶梯"}},
		{"at the listing", abroad(t, flow.OutsideProduct), []string{"¥128.00", "还没看到", who}, []string{"价格阶梯"}},
		{"before paying", abroad(t, flow.OutsidePayment), []string{"价格阶梯", "+¥12.00", "应付             ¥140.00", who}, []string{"已付"}},
		{"after paying", abroad(t, flow.OutsidePaid), []string{"已付             ¥140.00", who}, []string{"应付"}},
		{"on another platform", left(t), []string{"品牌在这里看不到", bought}, []string{who, "价格阶梯"}},
	} {
		plain := draw(140, 45, words.ZH, c.shown)
		for _, want := range c.want {
			if !strings.Contains(plain, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, plain)
			}
		}
		for _, not := range c.not {
			if strings.Contains(plain, not) {
				t.Errorf("%s: %q in\n%s", c.name, not, plain)
			}
		}
	}
}

func TestEventsSayWhereAnOrderStands(t *testing.T) {
	plain := draw(140, 70, words.ZH, shipped(t))
	want := [][2]string{
		{"order_status_change", "to-ship"}, {"tracking_update", "packing"}, {"order_status_change", "shipped"}, {"tracking_update", "picked-up"},
	}
	var got [][2]string
	for line := range strings.SplitSeq(plain, "\n") {
		if f := strings.Fields(line); len(f) == 2 && (f[0] == "order_status_change" || f[0] == "tracking_update") {
			got = append(got, [2]string{f[0], f[1]})
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v in\n%s", got, want, plain)
	}
}

func TestOutsideFitsAtAllSizes(t *testing.T) {
	for _, shown := range []session.Shown{abroad(t, flow.OutsideProduct), abroad(t, flow.OutsidePaid), left(t), shipped(t)} {
		for _, l := range []words.Lang{words.ZH, words.EN, words.Both} {
			for cols := 80; cols <= 160; cols += 4 {
				for rows := 16; rows <= 70; rows += 6 {
					plain := draw(cols, rows, l, shown)
					if n := len(strings.Split(plain, "\n")); n != look.LayoutFor(cols, rows).Meter.H || strings.Contains(plain, "‹") {
						t.Fatalf("%dx%d %s: %d rows of\n%s", cols, rows, l, n, plain)
					}
				}
			}
		}
	}
}

func TestGoldenOfTheWorldAround(t *testing.T) {
	for name, shown := range map[string]session.Shown{
		"outside-42x41": abroad(t, flow.OutsidePayment), "remote-42x41": toCheckout(t, tuitest.Open(t, "native", "returning", far)),
		"shipped-42x41": shipped(t),
	} {
		for _, l := range []words.Lang{words.ZH, words.EN} {
			tuitest.Golden(t, name+"-"+l.String(), draw(140, 45, l, shown))
		}
	}
}

// Where colours are few or none, the words say all, and no mark is left that ASCII does not have.
func TestOutsideReadsWithoutColour(t *testing.T) {
	layout := look.LayoutFor(140, 45)
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.ANSI256} {
		theme := look.NewTheme(look.Light, profile, true)
		c := look.NewCanvas(layout.Meter.W, layout.Meter.H, look.Back)
		Draw(c, screen.Frame{W: layout.Page.W, H: layout.Page.H, Layout: layout, Theme: theme, Lang: words.EN}, abroad(t, flow.OutsidePayment), nil)
		if out := c.Render(theme); strings.ContainsAny(out, "▲✕━") || !strings.Contains(c.Plain(), "which note the order came from") {
			t.Errorf("%v:\n%s", profile, out)
		}
	}
}
