package sku

import (
	"context"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// open walks to a product and opens its sheet with a verb, then chooses.
func open(t testing.TB, id shop.ProductID, verb flow.Verb, then ...flow.Action) (*session.Session, session.Shown) {
	s := tuitest.Open(t, "native", "returning")
	notes := s.Shown().World.Catalogue.NotesOn(id)
	walk := []flow.Action{{Verb: flow.OpenNote, ID: string(notes[0].ID)}, {Verb: flow.TapTag, ID: string(id)}, {Verb: verb}}
	return s, tuitest.Walk(t, s, append(walk, then...)...)
}

func sheet(t testing.TB, id shop.ProductID, verb flow.Verb, then ...flow.Action) screen.Screen {
	_, shown := open(t, id, verb, then...)
	return New(shown, shown.State.Spot())
}

func choose(axis, value string) flow.Action {
	return flow.Action{Verb: flow.Choose, ID: axis, Value: value}
}

func plain(s screen.Screen, f screen.Frame) string { return s.Draw(f).Canvas.Plain() }

func phone() screen.Frame { return below(tuitest.Frame(48, 28, words.ZH, tuitest.Dark())) }

// below is what a page leaves to a sheet: all but one row.
func below(f screen.Frame) screen.Frame {
	f.H--
	return f
}

var rose = choose("shade", "rose-03")

func TestEveryKeyMeansItsAction(t *testing.T) {
	for _, c := range []struct {
		verb flow.Verb
		key  string
		want flow.Verb
	}{
		{flow.ChooseSKU, "enter", flow.BuyNow}, {flow.ChooseSKU, "a", flow.AddToCart}, {flow.ChooseSKU, "b", flow.BuyNow},
		{flow.AddToCart, "enter", flow.Confirm}, {flow.BuyNow, "enter", flow.Confirm},
		{flow.AddToCart, "a", flow.None}, {flow.BuyNow, "b", flow.None},
		{flow.AddToCart, "+", flow.Increase}, {flow.AddToCart, "-", flow.Decrease},
	} {
		if _, a := tuitest.Press(sheet(t, "lip-tint", c.verb, rose), phone(), c.key); a != (flow.Action{Verb: c.want}) {
			t.Errorf("%s, %s: %v, want %s", c.verb, c.key, a, c.want)
		}
	}
}

func TestEveryTargetCanBeClicked(t *testing.T) {
	click := func(verb flow.Verb, target string, want flow.Action) {
		t.Helper()
		if _, a := tuitest.Click(sheet(t, "lip-tint", verb, rose), phone(), target); a != want {
			t.Errorf("%s: %v, want %v", target, a, want)
		}
	}
	click(flow.ChooseSKU, idClose, flow.Action{Verb: flow.Back})
	click(flow.ChooseSKU, idMinus, flow.Action{Verb: flow.Decrease})
	click(flow.ChooseSKU, idPlus, flow.Action{Verb: flow.Increase})
	click(flow.ChooseSKU, idCart, flow.Action{Verb: flow.AddToCart})
	click(flow.ChooseSKU, idBuy, flow.Action{Verb: flow.BuyNow})
	click(flow.BuyNow, idConfirm, flow.Action{Verb: flow.Confirm})
	_, shown := open(t, "lip-tint", flow.BuyNow)
	for _, v := range shown.World.Catalogue.Product("lip-tint").Axes[0].Values {
		click(flow.BuyNow, chipID("shade", v.ID), choose("shade", v.ID))
	}
}

func TestEnterAloneGoesThroughTheAxes(t *testing.T) {
	walk, shown := open(t, "leggings", flow.AddToCart)
	s := New(shown, shown.State.Spot())
	for _, want := range []flow.Action{
		choose("size", "s"), choose("colour", "violet"), choose("length", "regular"), {Verb: flow.Confirm},
	} {
		next, a := tuitest.Press(s, phone(), "enter")
		if a != want {
			t.Fatalf("%v, want %v", a, want)
		}
		s = next.Show(tuitest.Walk(t, walk, a))
	}
}

func TestTheFocusStaysWhileAnAxisIsChangedAgain(t *testing.T) {
	walk, shown := open(t, "leggings", flow.AddToCart, choose("size", "s"), choose("colour", "violet"), choose("length", "regular"))
	s := New(shown, shown.State.Spot())
	s, a := tuitest.Press(s, phone(), "tab", "tab", "tab", "enter") // close, s, m
	if a != choose("size", "m") {
		t.Fatalf("%v", a)
	}
	s = s.Show(tuitest.Walk(t, walk, a))
	if _, a = tuitest.Press(s, phone(), "right", "enter"); a != choose("size", "l") {
		t.Errorf("right of m: %v", a)
	}
}

func TestTheButtonSaysWhatIsMissing(t *testing.T) {
	got := plain(sheet(t, "lip-tint", flow.BuyNow), phone())
	for _, want := range []string{"请选择 色号", "还没选色号", "售罄 · 11月28日到仓", "¥", "每单限购 5 件", "立即购买"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q:\n%s", want, got)
		}
	}
	if got := plain(sheet(t, "lip-tint", flow.BuyNow, rose), phone()); strings.Contains(got, "还没选") || !strings.Contains(got, "库存 200 件") {
		t.Error(got)
	}
	f := phone()
	f.Lang = words.EN
	if got := plain(sheet(t, "lip-tint", flow.BuyNow), f); !strings.Contains(got, "Choose Shade first") {
		t.Error(got)
	}
}

func TestTheIntentNamesTheButton(t *testing.T) {
	for _, c := range []struct {
		verb     flow.Verb
		has, not string
	}{{flow.AddToCart, "加入购物车", "立即购买"}, {flow.BuyNow, "立即购买", "加入购物车"}} {
		if got := plain(sheet(t, "lip-tint", c.verb, rose), phone()); !strings.Contains(got, c.has) || strings.Contains(got, c.not) {
			t.Errorf("want %q and no %q:\n%s", c.has, c.not, got)
		}
	}
	s := tuitest.Open(t, "native", "returning")
	walk := tuitest.Buy(s.Shown().World.Catalogue, "rose-lips-office", "lip-tint-03")
	walk = append(walk, flow.Action{Verb: flow.OpenCart}, flow.Action{Verb: flow.ChangeSKU, ID: "lip-tint-03"})
	shown := tuitest.Walk(t, s, walk...)
	if got := plain(New(shown, shown.State.Spot()), phone()); !strings.Contains(got, "确定修改") {
		t.Error(got)
	}
}

func TestLowStockAndLimitsAreSaid(t *testing.T) {
	more := flow.Action{Verb: flow.Increase}
	got := plain(sheet(t, "lip-tint", flow.BuyNow, choose("shade", "berry-05")), phone())
	if !strings.Contains(got, "仅剩 3 件  每单限购 5 件") {
		t.Error(got)
	}
	last := func(s screen.Screen) string { // the row of the stepper
		for _, line := range strings.Split(plain(s, phone()), "\n") {
			if strings.Contains(line, "数量") {
				return line
			}
		}
		return ""
	}
	if row := last(sheet(t, "lip-tint", flow.BuyNow, choose("shade", "berry-05"), more, more)); !strings.Contains(row, "仅剩 3 件") {
		t.Errorf("at the end of the stock: %q", row)
	}
	if row := last(sheet(t, "lip-tint", flow.BuyNow, rose, more, more, more, more)); !strings.Contains(row, "每单限购 5 件") {
		t.Errorf("at the limit: %q", row)
	}
	if row := last(sheet(t, "lip-tint", flow.BuyNow, rose)); strings.Contains(row, "限购") {
		t.Errorf("far from the limit: %q", row)
	}
}

func TestWhatOtherChoicesExcludeSaysWhyAndCanBeTapped(t *testing.T) {
	s := sheet(t, "leggings", flow.AddToCart, choose("size", "xl"), choose("colour", "ink"))
	if got := plain(s, phone()); !strings.Contains(got, "短款  售罄 · 11月18日到仓") {
		t.Error(got)
	}
	_, a := tuitest.Click(s, phone(), chipID("length", "short"))
	if a != choose("length", "short") {
		t.Errorf("%v", a)
	}
}

func TestWhatSellsOutWhileTheSheetIsOpenIsSaid(t *testing.T) {
	walk, shown := open(t, "lip-tint", flow.BuyNow, rose)
	s := New(shown, shown.State.Spot())
	shown, err := walk.Happen(context.Background(), flow.Action{Verb: flow.SellOut, ID: "lip-tint-03"})
	if err != nil || shown.Refused.Refused() {
		t.Fatal(err, shown.Refused)
	}
	got := plain(s.Show(shown.Snapshot()), phone())
	if !strings.Contains(got, "已售罄，换个规格看看") || !strings.Contains(got, "03#玫瑰豆沙  售罄") {
		t.Error(got)
	}
}

func TestTheFeeFollowsTheQuantity(t *testing.T) {
	more := flow.Action{Verb: flow.Increase}
	if got := plain(sheet(t, "lip-tint", flow.BuyNow, rose), phone()); !strings.Contains(got, "上海仓 · 运费 ¥12 · 满¥199包邮") {
		t.Error(got)
	}
	if got := plain(sheet(t, "lip-tint", flow.BuyNow, rose, more), phone()); strings.Contains(got, "运费 ¥12") {
		t.Error(got)
	}
}

func TestOnAShortPageTheAxesScrollAndTheButtonsStay(t *testing.T) {
	f := below(tuitest.Frame(36, 14, words.ZH, tuitest.Plain()))
	s := sheet(t, "leggings", flow.AddToCart)
	for range 10 {
		var a flow.Action
		if s, a = tuitest.Press(s, f, "tab"); a.Verb != flow.None {
			t.Fatalf("tab taps %v", a)
		}
		button := false
		for _, hit := range s.Draw(f).Hits {
			button = button || hit.Target == idConfirm
		}
		if !button {
			t.Fatal("the button is out of sight")
		}
	}
	if got := plain(s, f); !strings.Contains(got, "常规") || strings.Contains(got, "[XL]") {
		t.Errorf("the last axis is not in sight:\n%s", got)
	}
}

func TestTheSheetIsAsItWas(t *testing.T) {
	f := below(tuitest.Frame(48, 28, words.ZH, tuitest.Plain()))
	tuitest.Golden(t, "sku-48x28", plain(sheet(t, "lip-tint", flow.ChooseSKU, choose("shade", "berry-05")), f))
	tuitest.Golden(t, "sku-open-48x28", plain(sheet(t, "leggings", flow.AddToCart), f))
}

func TestTheSheetFits(t *testing.T) {
	for _, shown := range []func() session.Shown{
		func() session.Shown { _, s := open(t, "leggings", flow.ChooseSKU); return s },
		func() session.Shown { _, s := open(t, "lip-tint", flow.BuyNow, rose); return s },
	} {
		s := shown()
		tuitest.Fits(t, func() screen.Screen { return New(s, s.State.Spot()) })
	}
}

func TestAProductThatIsGoneLeavesAWayBack(t *testing.T) {
	_, shown := open(t, "lip-tint", flow.BuyNow)
	made := func() screen.Screen { return New(shown, flow.Spot{Place: flow.SKU, Subject: "no-longer-there"}) }
	if got := plain(made(), phone()); !strings.Contains(got, "已下架") {
		t.Error(got)
	}
	if _, a := tuitest.Press(made(), phone(), "+", "enter"); a.Verb != flow.Back {
		t.Errorf("enter means %v", a)
	}
	tuitest.Fits(t, made)
}

// What the flow turns down whatever is chosen is said at once, and its button is grey.
func TestTheSheetSaysWhyNothingCanBeBoughtHere(t *testing.T) {
	noCart := func(w *flow.World) { own := *w.Flow; own.Cart = false; w.Flow = &own }
	s := tuitest.Open(t, "native", "returning", noCart)
	note := s.Shown().World.Catalogue.NotesOn("lip-tint")[0]
	walk := []flow.Action{{Verb: flow.OpenNote, ID: string(note.ID)}, {Verb: flow.TapTag, ID: "lip-tint"}, {Verb: flow.ChooseSKU}}
	for _, then := range [][]flow.Action{walk, {rose}} {
		shown := tuitest.Walk(t, s, then...)
		if got := plain(New(shown, shown.State.Spot()), phone()); !strings.Contains(got, "本流程没有购物车，直接立即购买") {
			t.Error(got)
		}
	}
}
