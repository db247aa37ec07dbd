package product

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
	"tagtap/ui/tui/screen"
)

// coupons is the strip of what can be claimed and what is held, one row that opens the coupon sheet. It says whether there is
// one.
func coupons(c *column) bool {
	o := &c.offer.coupons
	n := len(o.Claimable) + len(o.Held)
	if n == 0 {
		return false
	}
	action := c.Say("coupon.claim")
	if len(o.Claimable) == 0 {
		action = c.Say("verb.coupons")
	}
	focus := c.Focused(idCoupons, false)
	st := look.Style{FG: look.Ink2}
	if focus {
		st = look.Style{FG: look.Ink, Attr: look.Bold}
		look.FocusBar(c.part.Canvas, c.Theme, c.x-1, c.y, 1)
	}
	end := c.x + c.w
	at := c.part.TextRight(end, c.y, action+" "+c.Theme.Glyph("›"), st) - 1
	x := c.x
	for i := range n {
		label := ""
		if i < len(o.Claimable) {
			k := o.Claimable[i]
			label = c.chip(k)
		} else {
			label = c.Ticked(c.chip(&o.Held[i-len(o.Claimable)]))
		}
		more := "+" + strconv.Itoa(n-i)
		room := at - x
		if i < n-1 {
			room -= len(more) + 1
		}
		if look.ChipWidth(label) > room {
			if i == 0 {
				label = cell.Truncate(label, max(1, room-2))
			} else {
				c.part.Text(x, c.y, cell.Truncate(more, max(0, at-x)), look.Style{FG: look.Muted})
				break
			}
		}
		x += look.Chip(c.part.Canvas, c.Theme, x, c.y, label, look.Coupon, false).W + 1
	}
	row := cell.Rect{Y: c.y, W: c.Board.W, H: 1}
	c.part.Target(screen.Target{ID: idCoupons, Rect: row, Action: flow.Action{Verb: flow.OpenCoupons}, Label: "verb.coupons"})
	c.y++
	return true
}

// chip says in short whose a coupon is and what it takes off: 店铺券 满299减30.
func (c *column) chip(k *shop.Coupon) string {
	return c.Say("product.chip."+string(k.Kind)) + " " + c.short(k)
}

func (c *column) short(k *shop.Coupon) string {
	over, off := digits(k.Over), digits(k.Off)
	if k.Percent == 0 {
		if k.Over == 0 {
			return c.Say("price.off.short", "off", off)
		}
		return c.Say("price.spend.short", "over", over, "off", off)
	}
	cut := strings.ReplaceAll(c.Cut(k.Percent), " 折", "折")
	if k.Over > 0 {
		cut = c.Say("price.over.short", "over", over, "cut", cut)
	}
	if k.Cap > 0 {
		cut += " " + c.Say("price.cap.short", "cap", digits(k.Cap))
	}
	return cut
}

// digits is an amount without its sign: 299, 29.9.
func digits(f shop.Fen) string { return look.Money(int64(f), false)[len("¥"):] }
