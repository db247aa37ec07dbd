package look

// Role is a colour by meaning. Pages name roles, never colour values.
type Role uint8

const (
	None     Role = iota // as background: keep what is there
	Back                 // the desk around the phone
	Surface              // the phone
	Raised               // sheets, sticky footers, product cards, text boxes
	Raised2              // secondary button, stepper, chip, keypad key
	Line                 // the rare rule
	Ink                  // titles, values, the current thing
	Ink2                 // body text, done stages
	Muted                // labels, counts, hints
	Faint                // decoration, struck price, gloss; never the only carrier of a fact
	Accent               // one fill a screen: the thing to tap next
	OnAccent             // bold text on Accent
	Price                // ink of prices, never a fill
	Soft                 // under a coupon and the chosen chip
	Warn                 // surprise, stock left, countdown
	SoftWarn             // the band behind a surprise
	Success              // savings, free shipping, done
	Danger               // failed, blocked
	Info                 // hashtags, the V mark, cross-border
	SoftOK               // the band behind a confirmed fact
	Border               // the phone's border: half way from Line to Faint
	Keypad               // half way from Raised to Back
	WarnLine             // Warn half way to Back: the stroke beside a warning text
	roleCount
)

// RGB is a colour, 8 bits a channel.
type RGB struct{ R, G, B uint8 }

// Attr is a set of text attributes.
type Attr uint8

const (
	Bold Attr = 1 << iota
	Underline
	Strike
	Reverse
	Italic
	dimmed // under a sheet, where there is no colour to mix
)

// Style is how text is drawn. FG None draws in Ink; BG None keeps the
// background of each cell.
type Style struct {
	FG, BG Role
	Attr   Attr
}

// tone is one role in one mode: the colour, its fixed entry of the 256-colour
// palette, and the entry of the 16-colour palette or plain.
type tone struct {
	rgb RGB
	x   uint8
	a   int8
}

// plain stands for the terminal's own colour.
const plain int8 = -1

var darkTones = [roleCount]tone{
	Back:     {hex(0x0C0D0F), 232, plain},
	Surface:  {hex(0x16171A), 234, plain},
	Raised:   {hex(0x202226), 235, plain},
	Raised2:  {hex(0x2B2E33), 236, 8},
	Line:     {hex(0x33363C), 237, 8},
	Ink:      {hex(0xF4F3F1), 255, 15},
	Ink2:     {hex(0xBDC0C6), 250, 7},
	Muted:    {hex(0x868B94), 245, 7},
	Faint:    {hex(0x585D66), 240, 8},
	Accent:   {hex(0xFF2442), 197, 9},
	OnAccent: {hex(0xFFFFFF), 231, 15},
	Price:    {hex(0xFF4D63), 203, 9},
	Soft:     {hex(0x3A1820), 52, plain},
	Warn:     {hex(0xF0B755), 215, 11},
	SoftWarn: {hex(0x33290F), 58, plain},
	Success:  {hex(0x4FC58D), 78, 10},
	Danger:   {hex(0xFF7A66), 209, 9},
	Info:     {hex(0x7FA8F5), 111, 12},
	SoftOK:   {hex(0x12301F), 22, plain},
	Border:   {hex(0x464A51), 238, 8},
	Keypad:   {hex(0x16181B), 233, plain},
	WarnLine: {hex(0x7E6232), 94, 3},
}

var lightTones = [roleCount]tone{
	Back:     {hex(0xE9E7E3), 254, plain},
	Surface:  {hex(0xFFFFFF), 231, plain},
	Raised:   {hex(0xF4F2EF), 255, plain},
	Raised2:  {hex(0xE8E5E0), 254, 7},
	Line:     {hex(0xDCD8D2), 253, 8},
	Ink:      {hex(0x17181A), 234, 0},
	Ink2:     {hex(0x45484D), 238, 8},
	Muted:    {hex(0x63676E), 241, 8},
	Faint:    {hex(0xA2A5AA), 248, 7},
	Accent:   {hex(0xFF2442), 197, 9},
	OnAccent: {hex(0xFFFFFF), 231, 15},
	Price:    {hex(0xD0102A), 160, 1},
	Soft:     {hex(0xFFE6EA), 224, plain},
	Warn:     {hex(0x8F5A00), 94, 3},
	SoftWarn: {hex(0xFFF1D6), 230, plain},
	Success:  {hex(0x0B7A4B), 29, 2},
	Danger:   {hex(0xC8321E), 166, 1},
	Info:     {hex(0x2C62C4), 26, 4},
	SoftOK:   {hex(0xDDF3E7), 194, plain},
	Border:   {hex(0xBFBFBE), 250, 8},
	Keypad:   {hex(0xEFEDE9), 255, plain},
	WarnLine: {hex(0xBCA172), 180, 3},
}

func hex(v uint32) RGB { return RGB{uint8(v >> 16), uint8(v >> 8), uint8(v)} }

// Mix goes percent of the way from a to b; percent is clamped to 0–100.
func Mix(a, b RGB, percent int) RGB {
	p := max(0, min(percent, 100))
	part := func(x, y uint8) uint8 { return uint8((int(x)*(100-p) + int(y)*p + 50) / 100) }
	return RGB{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B)}
}

// Paint is what a cell is coloured with: nothing, a role, a colour of its own
// or an entry of the 256-colour palette.
type Paint uint32

const (
	paintRole  Paint = 1 << 24
	paintRGB   Paint = 2 << 24
	paintIndex Paint = 3 << 24
	paintKind  Paint = 0xff << 24
)

// Paint is the paint of a role; None is no paint.
func (r Role) Paint() Paint {
	if r == None {
		return 0
	}
	return paintRole | Paint(r)
}

// Paint is the paint of a colour outside the roles: pictures, brands.
func (c RGB) Paint() Paint {
	return paintRGB | Paint(c.R)<<16 | Paint(c.G)<<8 | Paint(c.B)
}

func (p Paint) rgb() RGB { return hex(uint32(p) & 0xffffff) }
