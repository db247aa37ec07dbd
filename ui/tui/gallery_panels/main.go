package main

import (
	"context"
	"flag"
	"fmt"

	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/coach"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/meter"
	"tagtap/ui/tui/screen"
)

func main() {
	lang := flag.String("lang", "zh", "")
	cols := flag.Int("c", 140, "")
	rows := flag.Int("r", 45, "")
	light := flag.Bool("light", false, "")
	at := flag.String("at", "checkout", "")
	fees := flag.Bool("fees", false, "fees at checkout")
	who := flag.String("who", "new", "")
	flag.Parse()
	set, _ := fixtures.BuiltIn()
	fl := *set.Flow("native")
	if *fees {
		fl.Fees = flow.Checkout
	}
	w := flow.World{Catalogue: set.Catalogue, Flow: &fl, Shopper: set.Shopper(*who)}
	s, err := session.Open(context.Background(), session.Config{World: w, Journal: &session.Memory{}, Journey: "x", ID: "7f3a", Start: set.Catalogue.Today})
	if err != nil {
		panic(err)
	}
	var walks flow.Walks
	sh := s.Shown()
	for _, g := range []string{"feed", "note", "product", "cart", "checkout", "payment", "confirmation", "review"} {
		p, _ := flow.PlaceOf(g)
		path, _, _ := walks.Reach(sh.World, sh.Now, sh.State, flow.GoalAt(sh.State, p, ""), flow.ScopeOf(sh.World, sh.State, flow.Scope{}))
		for _, a := range path {
			if a.Happening() {
				s.Happen(context.Background(), a)
			} else {
				s.Tap(context.Background(), a, 1)
			}
			if a.Verb == flow.AddToCart {
				s.Tap(context.Background(), flow.Action{Verb: flow.Confirm}, 1)
			}
			sh = s.Shown()
		}
		if g == *at {
			break
		}
	}
	l := sh.Meter.Least(&walks, sh.World, sh.Records, sh.State)
	sh.Least = &l
	ln, _ := words.ParseLang(*lang)
	mode := look.Dark
	if *light {
		mode = look.Light
	}
	th := look.NewTheme(mode, colorprofile.TrueColor, false)
	lay := look.LayoutFor(*cols, *rows)
	f := screen.Frame{W: lay.Page.W, H: lay.Page.H, Layout: lay, Theme: th, Lang: ln}
	c := look.NewCanvas(*cols, *rows, look.Back)
	if lay.Border {
		c.Frame(lay.Frame)
	}
	bind := []screen.Binding{{Keys: []string{"enter"}, Label: "verb.buy-now"}, {Keys: []string{"a"}, Label: "verb.add-to-cart"}, {Keys: []string{"s"}, Label: "verb.choose-sku"}}
	if lay.Coach.W > 0 {
		coach.Draw(c.Sub(lay.Coach), f, sh, bind)
	}
	if lay.Meter.W > 0 {
		meter.Draw(c.Sub(lay.Meter), f, sh)
	}
	if lay.MeterLine.W > 0 {
		meter.Line(c.Sub(lay.MeterLine), f, sh)
	}
	_ = cell.Rect{}
	fmt.Print(c.Render(th))
}
