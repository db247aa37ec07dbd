package look

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
)

// maxSide bounds the pictures that are decoded, in pixels a side: a file from
// somebody's folder may claim any size.
const maxSide = 2048

// Half is a picture scaled to cells: two pixels a cell, the upper one drawn as
// the ink of a half block and the lower one as its background. A pixel without
// paint shows what is behind.
type Half struct {
	W, H int // cells
	px   []Paint
}

// pixel is a colour while it is being worked on, 0 to 255 a channel.
type pixel [3]float32

// master is a decoded picture without transparency.
type master struct {
	w, h int
	px   []uint8 // r, g, b, a
}

func decode(data []byte) (*master, error) {
	conf, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	if conf.Width > maxSide || conf.Height > maxSide || conf.Width < 1 || conf.Height < 1 {
		return nil, fmt.Errorf("read picture: %dx%d pixels, at most %dx%d", conf.Width, conf.Height, maxSide, maxSide)
	}
	im, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read picture: %w", err)
	}
	return masterOf(im), nil
}

// masterOf flattens im on white.
func masterOf(im image.Image) *master {
	b := im.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, im, b.Min, draw.Over)
	return &master{w: b.Dx(), h: b.Dy(), px: flat.Pix}
}

// Finish is what varies between two drawings of one picture.
type Finish struct {
	Square      bool // keep the corners of a large picture, where it bleeds to the edge
	Unavailable bool // half way to the background: sold out, invalid
}

// Scaled fits im into w×h cells: cropped around the centre to the shape of
// the target, averaged by area, sharpened where it is small, softened for a
// dark screen, and brought to the colours that the theme can show.
func Scaled(im image.Image, w, h int, t Theme, f Finish) *Half {
	return masterOf(im).scale(w, h, t, f)
}

func (m *master) scale(w, h int, t Theme, f Finish) *Half {
	if w < 1 || h < 1 {
		return &Half{}
	}
	px := m.average(w, 2*h)
	switch {
	case w <= 12:
		px = sharpen(px, w, 2*h, 0.55)
	case w <= 24:
		px = sharpen(px, w, 2*h, 0.22)
	}
	half := &Half{W: w, H: h, px: make([]Paint, len(px))}
	back := t.Colour(Back)
	for i, p := range px {
		c := RGB{channel(p[0]), channel(p[1]), channel(p[2])}
		if t.mode == Dark {
			c = Mix(c, back, 6)
		}
		if f.Unavailable {
			c = Mix(c, back, 50)
		}
		half.px[i] = c.Paint()
	}
	half.settle(t)
	if w >= 13 && !f.Square {
		last := len(half.px) - 1
		for _, i := range [...]int{0, w - 1, last - w + 1, last} {
			half.px[i] = 0
		}
	}
	return half
}

// settle brings every pixel to the theme's depth.
func (p *Half) settle(t Theme) {
	if t.profile != colorprofile.ANSI256 {
		return
	}
	memo := make(map[Paint]Paint)
	for i, c := range p.px {
		s, ok := memo[c]
		if !ok {
			s = t.settle(c.rgb())
			memo[c] = s
		}
		p.px[i] = s
	}
}

// objectShare is the part of a master's height that its object may fill.
const objectShare = 1 / 1.28

// average crops to the aspect of w×h pixels around the centre and averages
// the source over each target pixel. Small targets see the object alone. A
// target so flat that the crop would cut the object keeps it whole and carries
// the background on from the master's edges.
func (m *master) average(w, h int) []pixel {
	sw, sh := float64(m.w), float64(m.h)
	least := sh * objectShare
	if w <= 12 {
		sw, sh = sw*objectShare, sh*objectShare
	}
	if sw*float64(h) > sh*float64(w) {
		sw = sh * float64(w) / float64(h)
	} else {
		sh = max(sw*float64(h)/float64(w), least)
		sw = sh * float64(w) / float64(h)
	}
	xs := spans((float64(m.w)-sw)/2, sw/float64(w), w, m.w)
	ys := spans((float64(m.h)-sh)/2, sh/float64(h), h, m.h)
	px := make([]pixel, w*h)
	for j, sy := range ys {
		for i, sx := range xs {
			px[j*w+i] = m.mean(sx, sy)
		}
	}
	return px
}

// span is a run of source pixels with the share of its first and last one,
// which is above one where the run goes on beyond the picture.
type span struct {
	from, to    int // to is the last one, included
	head, inner float32
	tail        float32
}

func spans(origin, step float64, n, size int) []span {
	list := make([]span, n)
	for i := range list {
		a, b := origin+float64(i)*step, origin+float64(i+1)*step
		from, to := min(max(int(a), 0), size-1), min(max(int(b), 0), size-1)
		s := span{from: from, to: to, head: float32(float64(from+1) - a), inner: 1, tail: float32(b - float64(to))}
		if from == to {
			s.head = 1
		}
		list[i] = s
	}
	return list
}

func (s span) weight(i int) float32 {
	switch i {
	case s.from:
		return s.head
	case s.to:
		return s.tail
	}
	return s.inner
}

func (m *master) mean(sx, sy span) pixel {
	var r, g, b, sum float32
	for y := sy.from; y <= sy.to; y++ {
		wy := sy.weight(y)
		k := 4 * (y*m.w + sx.from)
		for x := sx.from; x <= sx.to; x++ {
			w := wy * sx.weight(x)
			r += w * float32(m.px[k])
			g += w * float32(m.px[k+1])
			b += w * float32(m.px[k+2])
			sum += w
			k += 4
		}
	}
	if sum <= 0 {
		return pixel{}
	}
	return pixel{r / sum, g / sum, b / sum}
}

// sharpen adds k times the difference to the mean of the 3×3 neighbourhood.
func sharpen(px []pixel, w, h int, k float32) []pixel {
	out := make([]pixel, len(px))
	for y := range h {
		for x := range w {
			var sum pixel
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					q := px[min(max(y+dy, 0), h-1)*w+min(max(x+dx, 0), w-1)]
					sum[0], sum[1], sum[2] = sum[0]+q[0], sum[1]+q[1], sum[2]+q[2]
				}
			}
			p := px[y*w+x]
			for i := range p {
				p[i] += k * (p[i] - sum[i]/9)
			}
			out[y*w+x] = p
		}
	}
	return out
}

func channel(v float32) uint8 { return uint8(min(max(v+0.5, 0), 255)) }

// Image draws p with its top left at r's, cut to r and to the canvas.
func (c *Canvas) Image(r cell.Rect, p *Half) {
	if p == nil {
		return
	}
	abs := r.Move(c.ox, c.oy)
	x0, y0 := abs.X, abs.Y
	abs.W, abs.H = min(abs.W, p.W), min(abs.H, p.H)
	abs = abs.Intersect(c.clip)
	for gy := abs.Y; gy < abs.Bottom(); gy++ {
		row := c.g.row(gy)
		row.mend(abs.X)
		row.mend(abs.Right() - 1)
		upper := p.px[2*(gy-y0)*p.W:]
		lower := upper[p.W:]
		for gx := abs.X; gx < abs.Right(); gx++ {
			u, l := upper[gx-x0], lower[gx-x0]
			s := &row[gx]
			switch {
			case u != 0 && l != 0:
				*s = slot{"▀", u, l, 0, 1}
			case u != 0:
				*s = slot{"▀", u, s.bg, 0, 1}
			case l != 0:
				*s = slot{"▄", l, s.bg, 0, 1}
			}
		}
	}
}
