package confirmation

import "tagtap/ui/tui/look"

// tick is the mark of a payment that went through, in pixels, two rows a cell: o the disc, # the tick on it.
var tick = [2 * pictureH]string{
	"   ooooo   ",
	" ooooooooo ",
	"oooooooo#oo",
	"ooooooo##oo",
	"oo#ooo##ooo",
	"oo##o##oooo",
	"ooo###ooooo",
	"oooo#oooooo",
	" ooooooooo ",
	"   ooooo   ",
}

func (p *page) tick(x, y int) {
	colour := map[byte]look.Role{' ': look.Surface, 'o': look.Success, '#': look.Surface}
	for row := range pictureH {
		for col := range pictureW {
			p.c.Text(x+col, y+row, "▀", look.Style{FG: colour[tick[2*row][col]], BG: colour[tick[2*row+1][col]]})
		}
	}
}
