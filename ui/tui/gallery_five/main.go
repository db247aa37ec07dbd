package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"tagtap/fixtures"
	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/address"
	"tagtap/ui/tui/cart"
	"tagtap/ui/tui/checkout"
	"tagtap/ui/tui/feed"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/note"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

var makers = map[flow.Place]func(session.Shown, flow.Spot) screen.Screen{flow.Cart: cart.New, flow.Address: address.New, flow.Checkout: checkout.New, flow.Feed: feed.New, flow.Note: note.New}

// gallery COLSxROWS LANG THEME FLOW SHOPPER KEYS ACTION...
func main() {
	a := os.Args[1:]
	cs, rs, _ := strings.Cut(a[0], "x")
	cols, _ := strconv.Atoi(cs)
	rows, _ := strconv.Atoi(rs)
	lang, _ := words.ParseLang(a[1])
	mode, prof := look.Dark, colorprofile.TrueColor
	switch a[2] {
	case "light":
		mode = look.Light
	case "256":
		prof = colorprofile.ANSI256
	case "plain":
		prof = colorprofile.ASCII
	}
	theme := look.NewTheme(mode, prof, false)
	set, err := fixtures.BuiltIn()
	if err != nil {
		panic(err)
	}
	s, err := session.Open(context.Background(), session.Config{
		World: flow.World{Catalogue: set.Catalogue, Flow: set.Flow(a[3]), Shopper: set.Shopper(a[4])}, Journal: &session.Memory{},
		Journey: a[4], ID: "g", Source: "story", Start: set.Catalogue.Today})
	if err != nil {
		panic(err)
	}
	if os.Getenv("FEES") != "" {
		set.Flow(a[3]).Fees, _ = flow.PlaceOf(os.Getenv("FEES"))
	}
	for _, word := range a[6:] {
		verb, id, _ := strings.Cut(word, ":")
		if verb == "buy" {
			n, sku, _ := strings.Cut(id, ",")
			for _, a := range tuitest.Buy(set.Catalogue, shop.NoteID(n), shop.SKU(sku)) {
				if shown, err := s.Tap(context.Background(), a, 0); err != nil || shown.Refused.Refused() {
					panic(fmt.Sprint(a, err, shown.Refused))
				}
			}
			continue
		}
		v, ok := flow.VerbOf(verb)
		if !ok {
			if verb == "sold-out" {
				s.Happen(context.Background(), flow.Action{Verb: flow.SellOut, ID: id})
				continue
			}
			panic(word)
		}
		act := flow.Action{Verb: v, ID: id}
		if v == flow.Choose {
			act.ID, act.Value, _ = strings.Cut(id, "=")
		}
		if v == flow.Type {
			f, val, _ := strings.Cut(id, "=")
			act = flow.Typing(f, val)
		}
		shown, err := s.Tap(context.Background(), act, 0)
		if err != nil || shown.Refused.Refused() {
			panic(fmt.Sprint(word, err, shown.Refused))
		}
	}
	shown := s.Shown().Snapshot()
	l := look.LayoutFor(cols, rows)
	f := screen.Frame{W: l.Page.W, H: l.Page.H, Layout: l, Theme: theme, Lang: lang, Pictures: look.NewPictures(set.Picture)}
	c := look.NewCanvas(cols, rows, look.Back)
	if l.Border {
		c.Frame(l.Frame)
	}
	trail := shown.State.Trail
	draw := func(spot flow.Spot, keys bool) screen.Picture {
		fr := f
		if spot.Place.Sheet() {
			fr.H--
		}
		mk := makers[spot.Place]
		if mk == nil {
			return screen.Picture{Canvas: look.NewCanvas(f.W, f.H, look.Surface)}
		}
		sc := mk(shown, spot)
		pic := sc.Draw(fr)
		if keys && a[5] != "-" {
			for _, k := range strings.Split(a[5], " ") {
				if t, ok := strings.CutPrefix(k, "text:"); ok {
					sc, _, _ = sc.Update(tea.PasteMsg{Content: t})
				} else {
					sc, _, _ = sc.Update(tuitest.Key(k))
				}
				pic = sc.Draw(fr)
			}
		}
		return pic
	}
	top := trail[len(trail)-1]
	if top.Place.Sheet() {
		pic := draw(trail[len(trail)-2], false)
		c.Blit(l.Page.X, l.Page.Y, pic.Canvas, pic.Canvas.Bounds())
		c.Dim(l.Page, theme)
		pic = draw(top, true)
		h := pic.Canvas.H()
		at := cell.Rect{X: l.Page.X, Y: l.Page.Y + l.Page.H - h, W: l.Page.W, H: h}
		look.Sheet(c, theme, at)
		c.Blit(at.X, at.Y, pic.Canvas, pic.Canvas.Bounds())
	} else {
		pic := draw(top, true)
		c.Blit(l.Page.X, l.Page.Y, pic.Canvas, pic.Canvas.Bounds())
	}
	fmt.Print(c.Render(theme))
	fmt.Scanln()
}
