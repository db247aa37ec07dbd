package look

import (
	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
)

// What Pictures keeps: decoded masters (about 220 kB each) and scaled cells.
const (
	maxMasters = 24
	maxPixels  = 1 << 18
)

// Pictures reads, scales and keeps pictures. It belongs to one goroutine. The
// zero value has no pictures.
type Pictures struct {
	load    func(name string) ([]byte, error)
	masters map[string]*master // nil where a picture is missing or broken
	order   []string           // names of masters, first decoded first
	scaled  map[shot]*kept
	pixels  int
	clock   int64 // counts lookups; the oldest go first
}

type shot struct {
	name    string
	w, h    int
	mode    Mode
	profile colorprofile.Profile
	finish  Finish
}

type kept struct {
	half *Half
	used int64
}

// NewPictures takes its PNG files from load.
func NewPictures(load func(name string) ([]byte, error)) *Pictures {
	return &Pictures{load: load, masters: map[string]*master{}, scaled: map[shot]*kept{}}
}

// Half is the picture name at w×h cells, or nil when there is none, it cannot
// be read, or the theme draws no pictures. A name that failed is not tried
// again.
func (p *Pictures) Half(name string, w, h int, t Theme, f Finish) *Half {
	if p == nil || p.load == nil || name == "" || w < 1 || h < 1 || !t.Pictures() {
		return nil
	}
	key := shot{name, w, h, t.mode, t.profile, f}
	p.clock++
	if k, ok := p.scaled[key]; ok {
		k.used = p.clock
		return k.half
	}
	m := p.master(name)
	if m == nil {
		return nil
	}
	half := m.scale(w, h, t, f)
	p.pixels += len(half.px)
	p.scaled[key] = &kept{half, p.clock}
	p.evict(key)
	return half
}

func (p *Pictures) master(name string) *master {
	if m, ok := p.masters[name]; ok {
		return m
	}
	var m *master
	if data, err := p.load(name); err == nil {
		if d, err := decode(data); err == nil {
			m = d
		}
	}
	if len(p.order) == maxMasters {
		delete(p.masters, p.order[0])
		p.order = append(p.order[:0], p.order[1:]...)
	}
	p.masters[name] = m
	p.order = append(p.order, name)
	return m
}

// evict drops what was not used for longest until the rest fits; the entry
// that was just made stays.
func (p *Pictures) evict(made shot) {
	for p.pixels > maxPixels && len(p.scaled) > 1 {
		var oldest shot
		least := p.clock + 1
		for k, e := range p.scaled {
			if k != made && e.used < least {
				oldest, least = k, e.used
			}
		}
		p.pixels -= len(p.scaled[oldest].half.px)
		delete(p.scaled, oldest)
	}
}

// Shot names a picture to draw, with the words for where none can be drawn.
type Shot struct {
	Name   string // of the picture
	Kind   string // what it is, with its place: "图 1/5"
	Alt    string // what it shows
	Finish Finish
}

// Draw puts a picture on the cells of r, or, where the theme has none or the
// picture is missing, a tile of the same size with its words.
func (p *Pictures) Draw(c *Canvas, t Theme, r cell.Rect, s Shot) {
	if half := p.Half(s.Name, r.W, r.H, t, s.Finish); half != nil {
		c.Image(r, half)
		return
	}
	Tile(c, t, r, s)
}

// heroTile is the width from which a tile has buttons in its upper corners, so
// that the kind moves to the middle.
const heroTile = 30

// Tile draws the words of a picture: the kind on the first row, the alt text
// wrapped in the middle of what is left.
func Tile(c *Canvas, t Theme, r cell.Rect, s Shot) {
	if r.Empty() {
		return
	}
	c.Fill(r, Raised2)
	w := c.Sub(r)
	top := 0
	if s.Kind != "" {
		kind := cell.Truncate("["+s.Kind+"]", r.W)
		x := 0
		if r.W >= heroTile {
			x = (r.W - cell.Width(kind)) / 2
		}
		w.Text(x, 0, kind, Style{FG: Muted})
		top = 1
	}
	pad := 1
	if r.W < 10 {
		pad = 0
	}
	ink := Ink2
	if s.Finish.Unavailable {
		ink = Faint
	}
	lines := cell.Clamp(s.Alt, r.W-2*pad, r.H-top)
	y := top + (r.H-top-len(lines))/2
	for i, line := range lines {
		w.TextCentre(pad, y+i, r.W-2*pad, line, Style{FG: ink})
	}
}

// Kept is how many scaled pixels are held.
func (p *Pictures) Kept() int { return p.pixels }
