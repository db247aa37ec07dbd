// Throw-away.
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
	"tagtap/ui/tui/confirmation"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/orders"
	"tagtap/ui/tui/payment"
	"tagtap/ui/tui/review"
	"tagtap/ui/tui/screen"
)

func act(v flow.Verb, id ...string) flow.Action {
	a := flow.Action{Verb: v}
	if len(id) > 0 {
		a.ID = id[0]
	}
	return a
}
func ans(v string, n int32) flow.Action { return flow.Action{Verb: flow.AnswerPayment, Value: v, N: n} }

func main() {
	size := flag.String("size", "48x28", "")
	lang := flag.String("lang", "zh", "")
	light := flag.Bool("light", false, "")
	plain := flag.Bool("plain", false, "")
	ascii := flag.Bool("ascii", false, "")
	fl := flag.String("flow", "native", "")
	keys := flag.String("keys", "", "")
	auth := flag.String("auth", "", "")
	bench := flag.Bool("bench", false, "")
	noReview := flag.Bool("noreview", false, "")
	flag.Parse()
	set, err := fixtures.BuiltIn()
	if err != nil {
		panic(err)
	}
	f := *set.Flow(*fl)
	if *auth != "" {
		f.Auth = flow.Auth(*auth)
	}
	f.Review = !*noReview
	who := set.Shopper("returning")
	s, err := session.Open(context.Background(), session.Config{
		World: flow.World{Catalogue: set.Catalogue, Flow: &f, Shopper: who}, Journal: &session.Memory{},
		Journey: who.ID, ID: "t", Source: "story", Start: set.Catalogue.Today,
	})
	if err != nil {
		panic(err)
	}
	orderID := func(i int) string { return string(s.Shown().State.Orders[i].ID) }
	buy := func(note shop.NoteID, sku shop.SKU) []flow.Action {
		v, p := set.Catalogue.Variant(sku)
		w := []flow.Action{act(flow.OpenNote, string(note)), act(flow.TapTag, string(p.ID)), act(flow.AddToCart)}
		for i, value := range v.Values {
			if len(p.Axes[i].Values) > 1 {
				w = append(w, flow.Action{Verb: flow.Choose, ID: p.Axes[i].ID, Value: value})
			}
		}
		return append(w, act(flow.Confirm), act(flow.Back), act(flow.Back))
	}
	do := func(as ...flow.Action) {
		for _, a := range as {
			var sh session.Shown
			var err error
			if a.Happening() {
				sh, err = s.Happen(context.Background(), a)
			} else {
				sh, err = s.Tap(context.Background(), a, 0)
			}
			if err != nil {
				panic(err)
			}
			if sh.Refused.Refused() {
				panic(fmt.Sprint(a, sh.Refused))
			}
		}
	}
	first := func(product string) shop.SKU {
		for _, v := range set.Catalogue.Product(shop.ProductID(product)).Variants {
			if v.Stock > 1 {
				return v.SKU
			}
		}
		panic(product)
	}
	noteOf := func(product string) shop.NoteID {
		return set.Catalogue.NotesOn(shop.ProductID(product))[0].ID
	}
	put := func(ps ...string) {
		for _, p := range ps {
			do(buy(noteOf(p), first(p))...)
		}
	}
	submit := func() { do(act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder)) }
	payIt := func() {
		if s.Shown().State.Pending() != nil {
			return
		}
		if s.Shown().State.Payment.Auth == flow.AuthPassword {
			do(act(flow.EnterPassword))
			return
		}
		do(act(flow.Pay))
	}
	var sc screen.Screen
	wh := [2]int{}
	fmt.Sscanf(*size, "%dx%d", &wh[0], &wh[1])
	place := flag.Arg(0)
	scene := flag.Arg(1)
	switch scene {
	case "two":
		put("lip-tint", "drip-coffee")
		submit()
	case "bag":
		put("lip-tint", "blush", "cushion")
		submit()
	case "", "one", "face", "empty":
		if scene == "empty" {
			do(act(flow.OpenOrders))
			break
		}
		put("lip-tint")
		submit()
	case "pending":
		put("lip-tint")
		submit()
		payIt()
	case "declined":
		put("lip-tint")
		submit()
		payIt()
		do(ans("declined", 0))
	case "unknown":
		put("lip-tint")
		submit()
		payIt()
		do(ans("timed-out", 0))
	case "unknown2":
		put("lip-tint")
		submit()
		payIt()
		do(ans("timed-out", 0))
		payIt()
	case "withdrawn":
		put("lip-tint")
		submit()
		payIt()
		do(act(flow.Back), act(flow.PayOrder, orderID(0)))
	case "mixed":
		put("lip-tint", "drip-coffee")
		submit()
		payIt()
		do(ans("approved", 0), act(flow.KeepBrowsing))
		put("blush")
		submit()
		payIt()
		do(act(flow.Back), act(flow.CancelOrder, orderID(2)), ans("approved", 0), act(flow.Home))
		put("leggings", "cardigan")
		submit()
		payIt()
		do(ans("timed-out", 0), act(flow.Back))
	case "mixed2":
		put("lip-tint", "drip-coffee")
		submit()
		payIt()
		do(ans("approved", 0), act(flow.OpenOrders))
	}
	switch place {
	case "payment":
		sc = payment.New(s.Shown().Snapshot(), s.Shown().State.Spot())
	case "confirmation":
		payIt()
		do(ans("approved", 0))
		sc = confirmation.New(s.Shown().Snapshot(), s.Shown().State.Spot())
	case "orders":
		sc = orders.New(s.Shown().Snapshot(), s.Shown().State.Spot())
	case "review":
		payIt()
		do(ans("approved", 0), act(flow.OpenReview))
		sc = review.New(s.Shown().Snapshot(), s.Shown().State.Spot())
	}
	mode := look.Dark
	if *light {
		mode = look.Light
	}
	prof := colorprofile.TrueColor
	if *plain {
		prof = colorprofile.ASCII
	}
	th := look.NewTheme(mode, prof, *ascii)
	l, _ := words.ParseLang(*lang)
	cols, rows := wh[0], wh[1]+2
	lay := look.LayoutFor(cols, rows)
	fr := screen.Frame{W: wh[0], H: wh[1], Layout: lay, Theme: th, Lang: l, Pictures: look.NewPictures(set.Picture)}
	page := look.NewCanvas(wh[0], wh[1], look.Surface)
	c := fr
	if place == "payment" {
		c.H--
	}
	sc.Draw(c)
	named := map[string]tea.KeyPressMsg{"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "esc": {Code: tea.KeyEscape},
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "end": {Code: tea.KeyEnd}, "bs": {Code: tea.KeyBackspace}}
	for _, k := range strings.Fields(*keys) {
		var m tea.Msg
		if n, ok := named[k]; ok {
			m = n
		} else if t, ok := strings.CutPrefix(k, "text:"); ok {
			for _, r := range t {
				sc, _, _ = sc.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		} else {
			m = tea.KeyPressMsg{Code: []rune(k)[0], Text: k}
		}
		var a flow.Action
		sc, a, _ = sc.Update(m)
		for a.Verb != flow.None {
			sh, err := s.Tap(context.Background(), a, 0)
			if err != nil {
				panic(err)
			}
			sc = sc.Show(sh.Snapshot())
			a = flow.Action{}
			if p, ok := sc.(screen.Pending); ok {
				sc, a = p.Pending()
			}
		}
		sc.Draw(c)
	}
	if *bench {
		t := time.Now()
		for range 200 {
			sc.Draw(c)
		}
		fmt.Println(time.Since(t) / 200)
		return
	}
	pic := sc.Draw(c)
	h := pic.Canvas.H()
	if place == "payment" {
		look.Sheet(page, th, page.Bounds().Inset(0, 0))
		page.Clear(look.Back)
		look.Sheet(page, th, pic.Canvas.Bounds().Move(0, wh[1]-h))
		page.Blit(0, wh[1]-h, pic.Canvas, pic.Canvas.Bounds())
	} else {
		page.Blit(0, 0, pic.Canvas, pic.Canvas.Bounds())
	}
	if pic.Cursor != nil {
		page.Text(pic.Cursor.X, pic.Cursor.Y+map[bool]int{true: wh[1] - h}[place == "payment"], "▏", look.Style{FG: look.Accent})
	}
	for _, b := range sc.Bindings() {
		fmt.Fprint(os.Stderr, b.Shown(), ":", words.Say(l, b.Label), " ")
	}
	big := look.NewCanvas(wh[0]+2, wh[1]+2, look.Back)
	big.Frame(big.Bounds())
	big.Blit(1, 1, page, page.Bounds())
	page = big
	fmt.Print("\x1b[2J\x1b[H", strings.ReplaceAll(page.Render(th), "\n", "\r\n"))
	time.Sleep(time.Hour)
}
