package sim

import (
	"tagtap/flow"
	"tagtap/flow/shop"
)

// filled offers the cart to who has something in it. It says whether that was chosen.
func (w *walker) filled() (bool, error) {
	if len(w.shown.State.Cart) == 0 {
		return false, nil
	}
	f := &w.crowd.set.Funnel
	open := flow.Action{Verb: flow.OpenCart}
	if w.draw(siteFilled)*(f.CartOpen+f.CartLater) >= f.CartOpen || !w.may(open) {
		return false, nil
	}
	return true, w.tap(open)
}

// leave is the weight of leaving. With something in the cart nobody leaves for want of interest: then patience decides.
func (w *walker) leave(weight float64) float64 {
	if w.committed {
		return 0
	}
	return weight
}

func (w *walker) feed() error {
	if done, err := w.filled(); done || err != nil {
		return err
	}
	f := &w.crowd.set.Funnel
	note := flow.Action{Verb: flow.OpenNote, ID: w.crowd.note(w.draw(siteWhich))}
	w.option(f.FeedOpen, note)
	left := NotInterested
	if w.had&hadOpened == 0 {
		left = Bounced
	}
	w.leaving(w.leave(f.FeedLeave), left)
	w.had |= hadOpened
	return w.choose(siteFeed)
}

func (w *walker) note() error {
	if done, err := w.filled(); done || err != nil {
		return err
	}
	f := &w.crowd.set.Funnel
	if n := w.shown.World.Note(shop.NoteID(w.shown.State.Spot().Subject)); n != nil && len(n.Tags) > 0 {
		i := 0
		if len(n.Tags) > 1 {
			i = min(int(w.draw(siteWhich)*float64(len(n.Tags))), len(n.Tags)-1)
		}
		door := flow.Action{Verb: flow.TapTag, ID: string(n.Tags[i])}
		if n.Video != nil && !w.may(door) {
			door.Verb = flow.TapCard // the tag of a video is there for a few seconds only
		}
		w.option(f.NoteTag*w.persona.Tag, door)
	}
	w.option(f.NoteLike, flow.Action{Verb: flow.Like})
	w.option(f.NoteSave, flow.Action{Verb: flow.SaveNote})
	w.option(f.NoteBack, flow.Action{Verb: flow.Back})
	w.leaving(w.leave(f.NoteLeave), NotInterested)
	return w.choose(siteNote)
}

// product chooses at the product page. The door comes first, so that a flow with other doors, or one outside, finds the same
// shoppers going through it.
func (w *walker) product() error {
	if done, err := w.filled(); done || err != nil {
		return err
	}
	f := &w.crowd.set.Funnel
	id := shop.ProductID(w.shown.State.Spot().Subject)
	if len(w.shown.State.Cart) == 0 {
		door := w.door()
		w.option(f.ProductDoor*w.persona.Door, door)
	}
	w.leaving(w.leave(f.ProductLeaveFor*w.persona.LeaveFor), Leaked)
	w.option(f.ProductBack, flow.Action{Verb: flow.Back})
	if notes := w.crowd.catalogue.NotesOn(id); f.ProductNote > 0 && len(notes) > 1 {
		n := min(int(w.draw(siteWhich)*float64(len(notes))), len(notes)-1)
		w.option(f.ProductNote, flow.Action{Verb: flow.OpenNote, ID: string(notes[n].ID)})
	}
	w.leaving(w.leave(f.ProductLeave), NotInterested)
	return w.chooseProduct(id)
}

// chooseProduct is choose at a product: who would buy what is too dear leaves for that, and who leaves for a platform goes.
func (w *walker) chooseProduct(id shop.ProductID) error {
	i := w.picked(w.draw(siteProduct))
	o := w.options[i]
	switch {
	case o.leave && o.reason == Leaked:
		w.options = w.options[:0]
		platform := min(int(w.draw(siteWhich)*float64(len(flow.Platforms()))), len(flow.Platforms())-1)
		return w.tap(flow.Action{Verb: flow.LeaveFor, ID: flow.Platforms()[platform]})
	case o.leave:
		w.options = w.options[:0]
		w.end(o.reason)
		return nil
	case w.buys(o.action.Verb) && w.dear(id):
		w.options = w.options[:0]
		w.end(TooDear)
		return nil
	case w.buys(o.action.Verb) && !w.left(id):
		w.options = w.options[:0]
		w.end(SoldOut)
		return nil
	case w.may(o.action):
		w.options = w.options[:0]
		return w.tap(o.action)
	case w.buys(o.action.Verb):
		w.options = w.options[:0]
		other := flow.Action{Verb: flow.AddToCart + flow.BuyNow - o.action.Verb}
		if w.may(other) {
			return w.tap(other)
		}
		w.end(Blocked)
		return nil
	}
	w.options = append(w.options[:i], w.options[i+1:]...)
	return w.choose(siteProduct)
}

func (w *walker) buys(v flow.Verb) bool { return v == flow.AddToCart || v == flow.BuyNow }

// door is the button that the shopper would press: the cart's, or buying at once where the flow has it.
func (w *walker) door() flow.Action {
	if w.draw(siteDoor) < w.crowd.set.Funnel.BuyNow && w.flow.BuyNow || !w.flow.Cart {
		return flow.Action{Verb: flow.BuyNow}
	}
	return flow.Action{Verb: flow.AddToCart}
}

// left says whether a piece of any variant is left.
func (w *walker) left(id shop.ProductID) bool {
	p := w.crowd.catalogue.Product(id)
	for i := range p.Variants {
		if w.shown.World.Left(p.Variants[i].SKU) > 0 {
			return true
		}
	}
	return false
}

// wanted is the variant that the shopper wants of a product: one of those that are left.
func (w *walker) wanted(p *shop.Product) *shop.Variant {
	n := 0
	for i := range p.Variants {
		if w.shown.World.Left(p.Variants[i].SKU) > 0 {
			n++
		}
	}
	pick := min(int(draw(w.key, siteWant, 0)*float64(n)), n-1)
	for i := range p.Variants {
		if v := &p.Variants[i]; w.shown.World.Left(v.SKU) > 0 {
			if pick == 0 {
				return v
			}
			pick--
		}
	}
	return nil
}

// sheet chooses the wanted values where the sheet has others, then a quantity, then confirms or goes back.
func (w *walker) sheet() error {
	f, sheet := &w.crowd.set.Funnel, &w.shown.State.Sheet
	p := w.crowd.catalogue.Product(sheet.Product)
	v := w.wanted(p)
	if v == nil {
		w.end(SoldOut)
		return nil
	}
	for i := range p.Axes {
		a := flow.Action{Verb: flow.Choose, ID: p.Axes[i].ID, Value: v.Values[i]}
		if sheet.Values[i] != v.Values[i] && w.may(a) && w.fixing() {
			return w.tap(a)
		}
	}
	w.fixes = 0
	w.option(f.SheetConfirm, flow.Action{Verb: flow.Confirm})
	w.option(f.SheetMore, flow.Action{Verb: flow.Increase})
	w.option(w.leave(f.SheetBack), flow.Action{Verb: flow.Back})
	return w.choose(siteSheet)
}

// fixing counts what is put right in a row, and says whether there is still patience to go on with it.
func (w *walker) fixing() bool {
	w.fixes++
	return w.fixes <= tries*4
}
