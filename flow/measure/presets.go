package measure

// Proposed is the preset with which stories keep time, whatever preset a report is priced with. Its three waits are
// assumptions, and so is that these times hold for everybody.
var Proposed = Operators{
	Name: "proposed", Mental: 1350, Tap: 520, Swipe: 70, Key: 280, Page: 500, Sheet: 300, Network: 800,
}

// Presets lists the sets of times that have a name, the default first. The others change one time of it each.
func Presets() []Operators {
	cogtool, mackenzie := Proposed, Proposed
	cogtool.Name, cogtool.Mental = "cogtool", 1200
	mackenzie.Name, mackenzie.Tap = "mackenzie", 360
	return []Operators{Proposed, cogtool, mackenzie}
}

// PresetOf returns the preset of a name.
func PresetOf(name string) (Operators, bool) {
	for _, o := range Presets() {
		if o.Name == name {
			return o, true
		}
	}
	return Operators{}, false
}

// Trust is how well a time is known.
type Trust uint8

// How well a time is known.
const (
	Assumed    Trust = iota // nobody measured it: a round number of ours
	SecondHand              // published; we know the number through others who quote it
	Seen                    // published, and read where it was
	Given                   // from the file that was handed in
)

var trusts = [...]string{Assumed: "assumed", SecondHand: "second hand", Seen: "seen", Given: "given"}

// String returns the mark as tables print it.
func (t Trust) String() string { return trusts[t] }

// Basis is one row of the table of operators: a time and where it comes from.
type Basis struct {
	Operator string // its key in a file
	Letter   string // as the literature writes it
	Millis   int64
	Source   string
	Trust    Trust
}

// sources has a row for each operator, in the order of a file. A preset that differs has one of its own behind it.
var sources = []struct {
	preset, operator, letter, source string
	trust                            Trust
}{
	{"", "mental", "M", "Card, Moran and Newell 1983", SecondHand},
	{"cogtool", "mental", "M", "CogTool's default think step", Seen},
	{"", "tap", "T", "tablet regression 336 + 72.72·ID ms (2016) at ID 2.5", SecondHand},
	{"mackenzie", "tap", "T", "MacKenzie 2015: 6.95 bit/s on a phone, at ID 2.5", Seen},
	{"", "swipe", "S", "El Batran and Dunlop 2014: a short swipe without a target", SecondHand},
	{"", "key", "K", "Card, Moran and Newell 1980: average typist who is no secretary", SecondHand},
	{"", "page", "R", "a page arrives", Assumed},
	{"", "sheet", "R", "a sheet opens or closes", Assumed},
	{"", "network", "R", "a server answers", Assumed},
}

// Basis returns the operators' rows: M, T, S, K and the three waits. A time that is no preset's was given.
func (o *Operators) Basis() []Basis {
	var rows []Basis
	for i, s := range sources {
		if s.preset != "" {
			continue
		}
		row := Basis{s.operator, s.letter, *o.slot(s.operator), s.source, s.trust}
		if usual := Proposed; row.Millis != *usual.slot(s.operator) {
			row.Source, row.Trust = "file "+o.Name, Given
			if i+1 < len(sources) && sources[i+1].preset == o.Name {
				row.Source, row.Trust = sources[i+1].source, sources[i+1].trust
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// slot returns the time of an operator by its key in a file, nil where there is no such one.
func (o *Operators) slot(operator string) *int64 {
	switch operator {
	case "mental":
		return &o.Mental
	case "tap":
		return &o.Tap
	case "swipe":
		return &o.Swipe
	case "key":
		return &o.Key
	case "page":
		return &o.Page
	case "sheet":
		return &o.Sheet
	case "network":
		return &o.Network
	}
	return nil
}
