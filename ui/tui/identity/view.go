// Package identity draws the identity sheet 实名认证: who declares a cross-border order to customs, the saved ones with this
// year's quota, or the form of a new or edited one.
package identity

import (
	"slices"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// New makes the sheet. A form that was left open is there again, with what was typed; it begins with the first field that
// is missing.
func New(s session.Shown, _ flow.Spot) screen.Screen {
	v := view{}
	if s.State.IdentityForm != nil {
		of := v.fields(s)
		v.form = v.form.Enter(of, v.form.Missing(of))
	}
	return screen.NewSheet(v, s, v.Start(s))
}

// view holds the field that is being typed into. Everything else is in the form of the state.
type view struct{ form screen.Form }

// Ids of targets; fields, identities and sides follow their prefix.
const (
	closeID  = "close"
	newID    = "new"
	saveID   = "save"
	fieldPre = "field:"
	pickPre  = "pick:"
	editPre  = "edit:"
	sidePre  = "side:"
)

const margin = 2

// fields are those of the form as the state has them. Without one there is nothing to type.
func (v view) fields(s session.Shown) screen.Fields {
	form := s.State.IdentityForm
	if form == nil {
		form = &flow.IdentityForm{}
	}
	return v.fieldsOf(s, form)
}

func (view) fieldsOf(s session.Shown, form *flow.IdentityForm) screen.Fields {
	save := saveID
	if side := missingSide(s, form); side != "" {
		save = sidePre + side
	}
	return screen.Fields{
		Names: shop.IdentityFields, Words: "identity.", Save: save,
		Value: func(name string) text.Text {
			value, _ := form.Identity.Field(name)
			return value
		},
		Valid: func(name string, value text.Text) bool {
			switch name {
			case "number":
				return shop.NumberValid(value, s.Now)
			case "phone":
				return shop.PhoneValid(value)
			}
			return true
		},
		Mask: func(name string, value text.Text) string {
			if name == "number" {
				return shop.MaskNumber(value)
			}
			return value.String()
		},
	}
}

// parcel says whether a parcel is among what is bought: it needs pictures of the card, and goes to nobody else.
func parcel(s session.Shown) bool {
	return slices.ContainsFunc(s.State.Checkout.Pieces, func(piece shop.Pieces) bool {
		_, p := s.World.Catalogue.Variant(piece.SKU)
		if p == nil {
			return false
		}
		seller := s.World.Catalogue.Shop(p.Shop)
		return seller != nil && seller.Trade == shop.Parcel
	})
}

// missingSide is the first side of the card whose picture is needed and missing, "" for none.
func missingSide(s session.Shown, form *flow.IdentityForm) string {
	if !parcel(s) {
		return ""
	}
	for _, side := range flow.Sides() {
		if !pictured(&form.Identity, side) {
			return side
		}
	}
	return ""
}

func pictured(i *shop.Identity, side string) bool {
	return side == flow.SideFront && i.Front || side == flow.SideBack && i.Back
}

// missingSides counts the pictures that an identity lacks.
func missingSides(i *shop.Identity) int {
	n := 0
	for _, side := range flow.Sides() {
		if !pictured(i, side) {
			n++
		}
	}
	return n
}

// payer is the name on the account, which pays: the shopper's own, else that of the first address, empty where nobody knows.
func payer(w *flow.World) text.Text {
	if !w.Shopper.Payer.IsZero() || len(w.Shopper.Addresses) == 0 {
		return w.Shopper.Payer
	}
	return w.Shopper.Addresses[0].Name
}

// mismatch says why nobody of that name can declare what is being bought, "" where that can be.
func mismatch(b *screen.Board, name text.Text) string {
	if name.IsZero() {
		return ""
	}
	if who := payer(b.Shown.World); !who.IsZero() && who != name {
		return b.Say("identity.not-payer", "payer", shop.MaskName(who))
	}
	s := b.Shown.State
	if to := s.AddressOf(s.Checkout.Address); to != nil && to.Name != name && parcel(b.Shown) {
		return b.Say("identity.not-receiver", "receiver", shop.MaskName(to.Name))
	}
	return ""
}

// Start implements screen.Starter: the first thing that is missing, else the button; in the list the identity in use.
func (v view) Start(s session.Shown) string {
	if s.State.IdentityForm != nil {
		return v.form.Start(v.fields(s))
	}
	if s.State.IdentityOf(s.State.Checkout.Identity) != nil {
		return pickPre + s.State.Checkout.Identity
	}
	if len(s.State.Identities) > 0 {
		return pickPre + s.State.Identities[0].ID
	}
	return newID
}

// Paint implements screen.View.
func (v view) Paint(b *screen.Board) {
	if b.Shown.State.IdentityForm != nil {
		v.fill(b)
		return
	}
	v.list(b)
}

// head draws grip, title and the way out.
func (v view) head(b *screen.Board, head screen.Part, key string) {
	head.TextCentre(0, 0, b.W, "━━━━━━", look.Style{FG: look.Faint})
	title := b.Glossed(key, b.W-8)
	head.TextCentre(4, 1, b.W-8, cell.Truncate(title, b.W-8), look.Style{FG: look.Ink, Attr: look.Bold})
	st := look.Style{FG: look.Muted}
	if b.Focused(closeID, false) {
		st = look.Style{FG: look.Ink, Attr: look.Bold | look.Reverse}
	}
	head.Text(margin-1, 1, " "+b.Theme.Glyph("✕")+" ", st)
	head.Target(screen.Target{
		ID: closeID, Rect: cell.Rect{X: margin - 1, Y: 1, W: 3, H: 1}, Action: flow.Action{Verb: flow.Back}, Label: "key.close",
	})
}

// headRows are grip, title and a blank row.
const headRows = 3

func buttonRows(b *screen.Board) int {
	if b.Layout.TallButtons() {
		return 3
	}
	return 1
}
