// Throw-away gallery.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/product"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/sku"
)

func main() {
	cols := flag.Int("w", 140, "")
	rows := flag.Int("h", 45, "")
	lang := flag.String("lang", "zh", "")
	light := flag.Bool("light", false, "")
	plain := flag.Bool("plain", false, "")
	id := flag.String("p", "lip-tint", "")
	flowName := flag.String("flow", "native", "")
	fees := flag.String("fees", "", "")
	nobuy := flag.Bool("nobuy", false, "")
	acts := flag.String("a", "", "actions, comma: choose-sku,choose/shade/rose-03")
	keys := flag.String("k", "", "keys: tab right enter")
	text := flag.Bool("text", false, "")
	bench := flag.Bool("bench", false, "")
	flag.Parse()
	set, err := fixtures.Load(os.DirFS("/work/main/fixtures"))
	if err != nil {
		set, err = fixtures.BuiltIn()
	}
	check(err)
	var fl flow.Flow
	for _, f := range set.Flows {
		if f.Name == *flowName {
			fl = *f
		}
	}
	if *fees != "" {
		fl.Fees, _ = flow.PlaceOf(*fees)
	}
	if *nobuy {
		fl.BuyNow = false
	}
	w := flow.World{Catalogue: set.Catalogue, Flow: &fl, Shopper: set.Shoppers[0]}
	ctx := context.Background()
	walk, err := session.Open(ctx, session.Config{World: w, Journal: &session.Memory{}, Journey: "x", ID: "7f3a", Start: set.Catalogue.Today})
	check(err)
	note := set.Catalogue.NotesOn(shop.ProductID(*id))[0]
	tap := func(a flow.Action) session.Shown {
		s, err := walk.Tap(ctx, a, 1)
		check(err)
		if s.Refused.Refused() {
			fmt.Fprintln(os.Stderr, "refused", a, s.Refused)
		}
		return s
	}
	tap(flow.Action{Verb: flow.OpenNote, ID: string(note.ID)})
	s := tap(flow.Action{Verb: flow.TapTag, ID: *id})
	base := product.New(s, s.State.Spot())
	var top screen.Screen
	settle := func(s session.Shown) {
		base = base.Show(s)
		switch {
		case s.State.Place() != flow.SKU:
			top = nil
		case top == nil:
			top = sku.New(s, s.State.Spot())
		default:
			top = top.Show(s)
		}
	}
	for _, a := range strings.Split(*acts, ",") {
		if a == "" {
			continue
		}
		parts := strings.Split(a, "/")
		act := flow.Action{}
		for _, v := range flow.Verbs() {
			if v.String() == parts[0] {
				act.Verb = v
			}
		}
		if len(parts) > 1 {
			act.ID = parts[1]
		}
		if len(parts) > 2 {
			act.Value = parts[2]
		}
		settle(tap(act).Snapshot())
	}
	mode, profile := look.Dark, colorprofile.TrueColor
	if *light {
		mode = look.Light
	}
	if *plain {
		profile = colorprofile.ASCII
	}
	l, _ := words.ParseLang(*lang)
	lay := look.LayoutFor(*cols, *rows)
	f := screen.Frame{W: lay.Page.W, H: lay.Page.H, Layout: lay, Theme: look.NewTheme(mode, profile, false), Lang: l,
		Pictures: look.NewPictures(func(name string) ([]byte, error) { return set.Picture(name) })}
	c := look.NewCanvas(*cols, *rows, look.Back)
	if lay.Border {
		c.Frame(lay.Frame)
	}
	draw := func() {
		pic := base.Draw(f)
		c.Blit(lay.Page.X, lay.Page.Y, pic.Canvas, pic.Canvas.Bounds())
		if top != nil {
			c.Dim(lay.Page, f.Theme)
			below := f
			below.H--
			pic := top.Draw(below)
			at := lay.Page
			at.Y += at.H - pic.Canvas.H()
			at.H = pic.Canvas.H()
			look.Sheet(c, f.Theme, at)
			c.Blit(at.X, at.Y, pic.Canvas, pic.Canvas.Bounds())
		}
	}
	draw()
	for _, k := range strings.Fields(*keys) {
		var msg tea.Msg
		codes := map[string]rune{"tab": tea.KeyTab, "enter": tea.KeyEnter, "left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown, "pgdown": tea.KeyPgDown, "end": tea.KeyEnd}
		if k == "wheel" {
			msg = screen.Wheel{Rows: 3}
		} else if code, ok := codes[k]; ok {
			msg = tea.KeyPressMsg{Code: code}
		} else {
			msg = tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		}
		cur := &base
		if top != nil {
			cur = &top
		}
		next, a, _ := (*cur).Update(msg)
		*cur = next
		if a.Verb != flow.None {
			settle(tap(a).Snapshot())
		}
		draw()
	}
	if *bench {
		start := time.Now()
		for range 1000 {
			if top != nil {
				top.Draw(f)
			} else {
				base.Draw(f)
			}
		}
		fmt.Println(time.Since(start)/1000, "a draw")
		return
	}
	if *text {
		fmt.Println(c.Plain())
		return
	}
	fmt.Print("\x1b[?25l" + strings.ReplaceAll(c.Render(f.Theme), "\n", "\r\n"))
	time.Sleep(20 * time.Second)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
