package look_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

func gradient(w, h int) image.Image {
	im := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			im.SetNRGBA(x, y, color.NRGBA{uint8(x * 255 / w), uint8(y * 255 / h), 128, 255})
		}
	}
	return im
}

func flat(c color.NRGBA) image.Image {
	im := image.NewNRGBA(image.Rect(0, 0, 36, 24))
	for y := range 24 {
		for x := range 36 {
			im.SetNRGBA(x, y, c)
		}
	}
	return im
}

func encode(t testing.TB, im image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, im); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFlatPictureKeepsItsColour(t *testing.T) {
	grey := look.RGB{R: 200, G: 100, B: 50}
	im := flat(color.NRGBA{grey.R, grey.G, grey.B, 255})
	near := dark.Colour(look.Back)
	light := look.NewTheme(look.Light, colorprofile.TrueColor, false)
	for _, tc := range []struct {
		name   string
		theme  look.Theme
		finish look.Finish
		want   look.RGB
	}{
		{"light", light, look.Finish{}, grey},
		{"dark is six percent nearer to black", dark, look.Finish{}, look.Mix(grey, near, 6)},
		{"unavailable", light, look.Finish{Unavailable: true}, look.Mix(grey, light.Colour(look.Back), 50)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			for _, w := range []int{8, 12, 20, 48} {
				c := look.NewCanvas(w, 9, look.Surface)
				finish := tc.finish
				finish.Square = true
				c.Image(c.Bounds(), look.Scaled(im, w, 9, tc.theme, finish))
				want := fmt.Sprintf("\x1b[48;2;%d;%d;%dm", tc.want.R, tc.want.G, tc.want.B)
				for row := range strings.SplitSeq(c.Render(tc.theme), "\n") {
					if row != want+strings.Repeat(" ", w-1)+"\u00a0\x1b[m" {
						t.Fatalf("%d wide: %q, want %q", w, row, want)
					}
				}
			}
		})
	}
}

func TestCornersAreRoundOnLargePicturesOnly(t *testing.T) {
	for _, tc := range []struct {
		w      int
		square bool
		round  bool
	}{{12, false, false}, {13, false, true}, {48, false, true}, {48, true, false}} {
		c := look.NewCanvas(tc.w, 4, look.Surface)
		c.Image(c.Bounds(), look.Scaled(gradient(288, 192), tc.w, 4, dark, look.Finish{Square: tc.square}))
		rows := strings.Split(c.Plain(), "\n")
		if got := strings.HasPrefix(rows[0], "▄") && strings.HasSuffix(rows[0], "▄"); got != tc.round {
			t.Errorf("%d wide, square %v: first row %q", tc.w, tc.square, rows[0])
		}
	}
}

// By RGB distance a blue cardigan would turn purple.
func TestPaletteIsChosenByTheEye(t *testing.T) {
	x256 := look.NewTheme(look.Light, colorprofile.ANSI256, false)
	for _, tc := range []struct {
		in   color.NRGBA
		want string
	}{
		{color.NRGBA{255, 255, 255, 255}, "48;5;231m"},
		{color.NRGBA{95, 135, 175, 255}, "48;5;67m"},
		{color.NRGBA{85, 115, 160, 255}, "48;5;67m"}, // by RGB distance 61, a purple
		{color.NRGBA{8, 8, 8, 255}, "48;5;232m"},
	} {
		c := look.NewCanvas(8, 1, look.Surface)
		c.Image(c.Bounds(), look.Scaled(flat(tc.in), 8, 1, x256, look.Finish{}))
		if got := c.Render(x256); !strings.Contains(got, tc.want) {
			t.Errorf("%v: %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestPicturesAreReadOnceAndBounded(t *testing.T) {
	reads := map[string]int{}
	data := encode(t, gradient(288, 192))
	p := look.NewPictures(func(name string) ([]byte, error) {
		reads[name]++
		switch {
		case strings.HasPrefix(name, "missing"):
			return nil, errors.New("no such picture")
		case strings.HasPrefix(name, "broken"):
			return data[:len(data)/2], nil
		}
		return data, nil
	})
	first := p.Half("jar", 22, 14, dark, look.Finish{})
	if first == nil || first.W != 22 || first.H != 14 {
		t.Fatalf("scaled %+v", first)
	}
	if p.Half("jar", 22, 14, dark, look.Finish{}) != first {
		t.Error("scaled again")
	}
	if p.Half("jar", 22, 14, look.NewTheme(look.Light, colorprofile.TrueColor, false), look.Finish{}) == first {
		t.Error("one drawing for two themes")
	}
	for range 3 {
		if p.Half("missing", 8, 4, dark, look.Finish{}) != nil || p.Half("broken", 8, 4, dark, look.Finish{}) != nil {
			t.Error("a picture from nothing")
		}
	}
	if reads["jar"] != 1 || reads["missing"] != 1 || reads["broken"] != 1 {
		t.Errorf("reads %v", reads)
	}
	for i := range 200 {
		p.Half(fmt.Sprint("n", i), 60, 40, dark, look.Finish{})
	}
	if p.Half("jar", 22, 14, dark, look.Finish{}) == first {
		t.Error("nothing was ever dropped")
	}
	if got := p.Kept(); got > 1<<18 {
		t.Errorf("%d pixels kept", got)
	}
}

func TestOversizedPictureIsRefused(t *testing.T) {
	data := encode(t, image.NewGray(image.Rect(0, 0, 2049, 1)))
	p := look.NewPictures(func(string) ([]byte, error) { return data, nil })
	if p.Half("wide", 8, 4, dark, look.Finish{}) != nil {
		t.Error("drawn")
	}
}

func TestWhereNoPictureIsDrawnATileSpeaks(t *testing.T) {
	data := encode(t, gradient(288, 192))
	p := look.NewPictures(func(name string) ([]byte, error) {
		if name == "missing" {
			return nil, errors.New("no such picture")
		}
		return data, nil
	})
	want := "[图 1/5]\n\n 绿盖白罐\n 放在台面"
	for _, tc := range []struct {
		name    string
		picture string
		theme   look.Theme
		tile    bool
	}{
		{"truecolor", "jar", dark, false},
		{"256 colours", "jar", look.NewTheme(look.Dark, colorprofile.ANSI256, false), false},
		{"16 colours", "jar", look.NewTheme(look.Dark, colorprofile.ANSI, false), true},
		{"no colour", "jar", look.Theme{}, true},
		{"ASCII", "jar", look.NewTheme(look.Dark, colorprofile.TrueColor, true), true},
		{"missing", "missing", dark, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			c := look.NewCanvas(10, 5, look.Surface)
			p.Draw(c, tc.theme, c.Bounds(), look.Shot{Name: tc.picture, Kind: "图 1/5", Alt: "绿盖白罐放在台面"})
			if got := strings.TrimRight(c.Plain(), "\n"); (got == want) != tc.tile {
				t.Errorf("drawn %q", got)
			}
		})
	}
}

func TestPictureIsCutByTheCanvas(t *testing.T) {
	half := look.Scaled(gradient(288, 192), 10, 5, dark, look.Finish{})
	whole := look.NewCanvas(10, 5, look.Surface)
	whole.Image(whole.Bounds(), half)
	c := look.NewCanvas(4, 2, look.Surface)
	c.Image(cell.Rect{X: -3, Y: -2, W: 10, H: 5}, half)
	part := look.NewCanvas(4, 2, look.Surface)
	part.Blit(0, 0, whole, cell.Rect{X: 3, Y: 2, W: 4, H: 2})
	if c.Render(dark) != part.Render(dark) {
		t.Error("cut picture differs from the part of the whole")
	}
}

func BenchmarkScaleHero(b *testing.B) {
	p := encode(b, gradient(288, 192))
	im, err := png.Decode(bytes.NewReader(p))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		look.Scaled(im, 48, 14, dark, look.Finish{})
	}
}

// A red square of 150 pixels in the middle of a green master must be whole in
// every shape: green above and below it.
func TestNoShapeCutsTheObject(t *testing.T) {
	im := image.NewNRGBA(image.Rect(0, 0, 288, 192))
	for y := range 192 {
		for x := range 288 {
			c := color.NRGBA{0, 255, 0, 255}
			if x >= 84 && x < 204 && y >= 40 && y < 152 {
				c = color.NRGBA{255, 0, 0, 255}
			}
			im.SetNRGBA(x, y, c)
		}
	}
	light := look.NewTheme(look.Light, colorprofile.TrueColor, false)
	for _, size := range [][2]int{{48, 14}, {48, 9}, {60, 9}, {46, 7}, {70, 5}, {48, 17}, {22, 14}, {12, 6}, {10, 5}, {14, 5}} {
		c := look.NewCanvas(size[0], size[1], look.Surface)
		c.Image(c.Bounds(), look.Scaled(im, size[0], size[1], light, look.Finish{Square: true}))
		rows := strings.Split(c.Render(light), "\n")
		for _, y := range []int{0, len(rows) - 1} {
			if strings.Contains(rows[y], ";255;0;0") {
				t.Errorf("%v: the object reaches row %d", size, y)
			}
		}
		if !strings.Contains(rows[len(rows)/2], ";2;255;0;0") {
			t.Errorf("%v: no object in the middle", size)
		}
	}
}
