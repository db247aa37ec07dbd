package look

import (
	"math"

	"github.com/lucasb-eyer/go-colorful"
)

// palette256 is the xterm palette. Its first 16 entries belong to the user's
// settings and are never chosen.
var palette256 = xtermPalette()

// lab256 holds the palette in CIE L*a*b*, where distance is what the eye sees:
// by RGB distance a blue cardigan turns purple.
var lab256 = labPalette()

func xtermPalette() [256]RGB {
	var p [256]RGB
	levels := [6]uint8{0, 95, 135, 175, 215, 255}
	for i := range 216 {
		p[16+i] = RGB{levels[i/36], levels[i/6%6], levels[i%6]}
	}
	for i := range 24 {
		v := uint8(8 + 10*i)
		p[232+i] = RGB{v, v, v}
	}
	return p
}

func labPalette() [256][3]float64 {
	var p [256][3]float64
	for i, c := range palette256 {
		p[i] = lab(c)
	}
	return p
}

func lab(c RGB) [3]float64 {
	l, a, b := colorful.Color{R: float64(c.R) / 255, G: float64(c.G) / 255, B: float64(c.B) / 255}.Lab()
	return [3]float64{l, a, b}
}

// nearest256 is the palette entry, 16 to 255, that is closest in Lab.
func nearest256(c RGB) uint8 {
	want := lab(c)
	best, least := 16, math.Inf(1)
	for i := 16; i < 256; i++ {
		e := &lab256[i]
		dl, da, db := want[0]-e[0], want[1]-e[1], want[2]-e[2]
		if d := dl*dl + da*da + db*db; d < least {
			best, least = i, d
		}
	}
	return uint8(best)
}
