package look

import (
	"slices"
	"testing"
)

func TestNumeralsAreRead(t *testing.T) {
	for _, c := range []struct {
		draw func(c *Canvas)
		want []string
	}{
		{func(c *Canvas) { FigurePrice(c, 1, 0, 12800, false, Price) }, []string{"¥128"}},
		{func(c *Canvas) { FigurePrice(c, 1, 1, 140_50, true, Price) }, []string{"¥140.50"}},
		{func(c *Canvas) { Figure(c, 0, 0, "0123456789", Ink) }, []string{"0123456789"}},
		{func(c *Canvas) { Figure(c, 2, 0, "29.0", Ink); Figure(c, 30, 0, "7", Ink) }, []string{"29.0", "7"}},
		{func(c *Canvas) { c.Text(1, 1, "日常价", Style{}); FigurePrice(c, 10, 0, 900, false, Price) }, []string{"¥9"}},
		{func(c *Canvas) {
			for y := range 5 {
				c.Text(0, y, "▀▀▀▀▀▀▀▀▀▀▀▀", Style{}) // a picture
			}
		}, nil},
	} {
		canvas := NewCanvas(50, 5, Surface)
		c.draw(canvas)
		if got := Numerals(canvas.Plain()); !slices.Equal(got, c.want) {
			t.Errorf("%q, want %q:\n%s", got, c.want, canvas.Plain())
		}
	}
}
