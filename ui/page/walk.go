package page

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/png"
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
)

// Walk is a walk as a strip of pictures.
type Walk struct {
	Title   string // of the story, or of whose walk it is
	Flow    string
	Shopper string
	Taps    int
	Millis  int64 // predicted
	Frames  []Frame
}

// Frame is the screen after an action.
type Frame struct {
	Verb     flow.Verb  // what was done; None for how it began
	Action   string     // its text form, with what was tapped; "" leaves the word for the verb alone
	Place    flow.Place // where it led
	Millis   int64      // predicted, since the walk began
	Refused  bool
	Surprise bool // an amount was first seen here, at the checkout or later
	Screen   [][]Run
}

// Run are cells of a row that look alike, one behind the other. A row begins at the left edge and has no gaps.
type Run struct {
	Text   string
	Cells  int    // how wide Text is; more than its text is blank
	FG     uint32 // 0xRRGGBB
	BG     uint32
	Bold   bool
	Under  bool
	Strike bool
}

// MostFrames is how many pictures a strip has, mostCells how wide and high one is.
const (
	MostFrames = 48
	mostCells  = 120
)

type walkView struct {
	Title  string
	Note   string
	Frames []frameView
	More   string
}

type frameView struct {
	N       int
	Alt     string
	Place   label
	Action  string
	Seconds string
	Tags    []pair
	W, H    string
	Paper   template.URL // what is behind the text: backgrounds and blocks
	Inks    []ink
}

// ink are the texts of one look.
type ink struct {
	Fill  string
	Class string
	Texts []mark
}

func (t *teller) walk(w *Walk) *walkView {
	v := &walkView{Title: clean(w.Title)}
	v.Note = t.say("page.walk.note", "flow", clean(w.Flow), "shopper", clean(w.Shopper), "taps", count(w.Taps), "seconds", measure.InTenths(w.Millis).String())
	if more := len(w.Frames) - MostFrames; more > 0 {
		v.More = t.say("page.walk.more", "n", count(more))
	}
	for i := range w.Frames[:min(MostFrames, len(w.Frames))] {
		v.Frames = append(v.Frames, t.frame(i+1, &w.Frames[i]))
	}
	return v
}

func (t *teller) frame(n int, f *Frame) frameView {
	v := frameView{N: n, Place: t.of("place.", f.Place.String()), Seconds: t.say("page.seconds", "n", measure.InTenths(f.Millis).String())}
	v.Action = t.say("page.walk.begin")
	if f.Verb != flow.None {
		v.Action = t.of("verb.", f.Verb.String()).Text
	}
	if _, object, ok := strings.Cut(f.Action, " "); ok {
		v.Action += " " + clean(strings.Trim(object, " {}"))
	}
	v.Alt = t.say("page.walk.alt", "n", count(n), "place", v.Place.Text, "action", v.Action)
	if f.Surprise {
		v.Tags = append(v.Tags, pair{Label: t.label("page.walk.surprise"), Class: "warn"})
	}
	if f.Refused {
		v.Tags = append(v.Tags, pair{Label: t.label("page.walk.refused"), Class: "strong"})
	}
	v.draw(f.Screen)
	return v
}

// A cell is 10 by 20 units. Its paper is 2 by 2 pixels, so that half blocks and quarter blocks have their own.
const (
	cellW, cellH = 10, 20
	baseline     = 15
)

// draw splits a screen into paper and ink: backgrounds and blocks become a small picture, which has no seams, and texts are put
// over it, each exactly as wide as its cells whatever font there is.
func (v *frameView) draw(rows [][]Run) {
	rows = rows[:min(len(rows), mostCells)]
	w := 1
	for _, r := range rows {
		n := 0
		for _, run := range r {
			n += max(0, run.Cells)
		}
		w = max(w, n)
	}
	w = min(w, mostCells)
	h := max(1, len(rows))
	p := paper{img: image.NewNRGBA(image.Rect(0, 0, 2*w, 2*h))}
	var inks inkPot
	for y, r := range rows {
		x := 0
		for i := range r {
			run := &r[i]
			n := min(max(0, run.Cells), w-x)
			p.fill(2*x, 2*y, 2*n, 2, run.BG)
			p.blocks(x, y, n, run)
			inks.write(x, y, n, run)
			x += n
		}
		if x < w && len(r) > 0 {
			p.fill(2*x, 2*y, 2*(w-x), 2, r[len(r)-1].BG)
		}
	}
	v.W, v.H, v.Paper, v.Inks = strconv.Itoa(w*cellW), strconv.Itoa(h*cellH), p.url(), inks.all
}

// quarters are the block characters: which of upper left, upper right, lower left, lower right is ink.
var quarters = map[rune][4]bool{
	'▀': {true, true, false, false}, '▄': {false, false, true, true}, '█': {true, true, true, true},
	'▌': {true, false, true, false}, '▐': {false, true, false, true},
	'▘': {true}, '▝': {false, true}, '▖': {false, false, true}, '▗': {false, false, false, true},
}

type paper struct{ img *image.NRGBA }

func (p *paper) fill(x, y, w, h int, rgb uint32) {
	for j := y; j < y+h; j++ {
		for i := x; i < x+w; i++ {
			p.img.SetNRGBA(i, j, color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 255})
		}
	}
}

// blocks paints the block characters of a run; they are one cell wide.
func (p *paper) blocks(x, y, n int, run *Run) {
	each(run.Text, func(r rune, at, _ int) {
		q, ok := quarters[r]
		if !ok || at >= n {
			return
		}
		for i, on := range q {
			if on {
				p.fill(2*(x+at)+i%2, 2*y+i/2, 1, 1, run.FG)
			}
		}
	})
}

// each calls do for every rune with the cell in which it stands and how wide it is: wide from the Hangul letters on, as
// terminals have it for what the storefront writes; marks take no cell.
func each(s string, do func(r rune, at, w int)) {
	at := 0
	for _, r := range s {
		w := wide(r)
		do(r, at, w)
		at += w
	}
}

func wide(r rune) int {
	switch {
	case r >= 0x300 && r < 0x370, r >= 0xfe00 && r < 0xfe10, r == 0x200d:
		return 0
	case r >= 0x1100 && r < 0x1160, r >= 0x2e80 && r < 0xa4d0, r >= 0xac00 && r < 0xd7a4, r >= 0xf900 && r < 0xfb00,
		r >= 0xfe30 && r < 0xfe70, r >= 0xff00 && r < 0xff61, r >= 0xffe0 && r < 0xffe7, r >= 0x1f300 && r < 0x1faff, r >= 0x20000 && r < 0x3fffe:
		return 2
	}
	return 1
}

// url is the paper as a picture that is part of the file.
func (p *paper) url() template.URL {
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(&b, paletted(p.img)); err != nil {
		return ""
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()))
}

// paletted makes a picture of few colours smaller.
func paletted(img *image.NRGBA) image.Image {
	index := map[color.NRGBA]uint8{}
	var colours color.Palette
	out := image.NewPaletted(img.Bounds(), nil)
	for i := 0; i < len(img.Pix); i += 4 {
		c := color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
		n, ok := index[c]
		if !ok {
			if len(colours) == 256 {
				return img
			}
			n = uint8(len(colours))
			index[c], colours = n, append(colours, c)
		}
		out.Pix[i/4] = n
	}
	out.Palette = colours
	return out
}

// inkPot gathers the texts of a screen by look, in the order in which the looks come.
type inkPot struct {
	all []ink
	at  map[string]int
}

// write puts the words of a run where they stand. Blanks and blocks are no text.
func (p *inkPot) write(x, y, n int, run *Run) {
	var word strings.Builder
	start, end := 0, 0
	flush := func() {
		if word.Len() > 0 {
			p.text(run, mark{X: strconv.Itoa((x + start) * cellW), Y: strconv.Itoa(y*cellH + baseline), W: strconv.Itoa((end - start) * cellW), Text: clean(word.String())})
			word.Reset()
		}
	}
	each(run.Text, func(r rune, at, w int) {
		if _, block := quarters[r]; block || r == ' ' || at+w > n {
			flush()
			return
		}
		if word.Len() == 0 {
			start = at
		}
		word.WriteRune(r)
		end = at + w
	})
	flush()
}

func (p *inkPot) text(run *Run, m mark) {
	fill := fmt.Sprintf("#%06x", run.FG&0xffffff)
	class := ""
	for _, c := range []struct {
		on   bool
		name string
	}{{run.Bold, "b"}, {run.Under, "u"}, {run.Strike, "s"}} {
		if c.on {
			class = strings.TrimSpace(class + " " + c.name)
		}
	}
	key := fill + class
	i, ok := p.at[key]
	if !ok {
		if p.at == nil {
			p.at = map[string]int{}
		}
		i = len(p.all)
		p.at[key] = i
		p.all = append(p.all, ink{Fill: fill, Class: class})
	}
	p.all[i].Texts = append(p.all[i].Texts, m)
}
