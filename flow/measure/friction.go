package measure

// Stays counts what shoppers did at one place, over any number of sessions.
type Stays struct {
	Entered   int64 // how often the place was come to
	Left      int64 // how often the walk ended there, with nothing reached that it was for
	Back      int64 // how often it was left for the place before it
	Taps      int64 // refused ones too
	Refused   int64
	Fields    int64
	Surprises int64
	Millis    int64 // predicted time of all stays together
}

// Add counts another's visits as well.
func (v *Stays) Add(w Stays) {
	v.Entered, v.Left, v.Back = v.Entered+w.Entered, v.Left+w.Left, v.Back+w.Back
	v.Taps, v.Refused, v.Fields = v.Taps+w.Taps, v.Refused+w.Refused, v.Fields+w.Fields
	v.Surprises, v.Millis = v.Surprises+w.Surprises, v.Millis+w.Millis
}

// Average returns the predicted time of one visit, 0 where there was none.
func (v Stays) Average() Tenths {
	if v.Entered == 0 {
		return 0
	}
	return InTenths(v.Millis / v.Entered)
}

// The weights of the friction score, in tenths of a point. They are this house's own: an order of what bothers, not a
// finding. A tap is the unit; to fill a field is three of them, two seconds one; what tells of a flow that was not understood
// or not foreseen is more.
const (
	weightTap      = 10
	weightField    = 30
	weightSecond   = 5
	weightBack     = 30
	weightRefused  = 50
	weightSurprise = 80
)

// Friction is what one stay at a place costs on average, in points: taps + 3 × fields + predicted seconds / 2 + 3 × steps
// back + 5 × refusals + 8 × surprises, divided by the stays, in tenths of a point, rounded half up. A plain tap that leads to
// a page has 2.2. It is false where nobody came. Compare places and flows by it; alone it says nothing.
func (v Stays) Friction() (Tenths, bool) {
	if v.Entered <= 0 {
		return 0, false
	}
	points := weightTap*v.Taps + weightField*v.Fields + weightBack*v.Back + weightRefused*v.Refused + weightSurprise*v.Surprises
	return Tenths(round(1000*points+weightSecond*v.Millis, 1000*v.Entered)), true
}

// FrictionFormula is the formula in one line, for those who print the score.
const FrictionFormula = "(taps + 3 × fields + seconds / 2 + 3 × steps back + 5 × refusals + 8 × surprises) / stays"

// MazeFormula is that of Stays.Maze.
const MazeFormula = "100 − exits % − misclicks % / 2 − time (1 for every 2 s from 5 to 25 s, 10 beyond)"

// Maze is the score of a screen as Maze computes it (Maze help centre, "Usability score"): from 100 goes one point for each
// percent that leaves there, half a point for each percent of taps that were refused, and for the average time of a visit
// nothing up to 5 s, a point for every 2 s from there, 10 points beyond 25 s. It is in tenths of a point, from 0 to 1000,
// false where nobody came. Where a walk is meant to end, leaving is no failure: count it as 0.
func (v Stays) Maze() (Tenths, bool) {
	if v.Entered <= 0 {
		return 0, false
	}
	score := 1000 - round(1000*v.Left, v.Entered)
	if v.Taps > 0 {
		score -= round(500*v.Refused, v.Taps)
	}
	late := max(0, min(v.Millis-5000*v.Entered, 20_000*v.Entered))
	score -= round(late, 200*v.Entered)
	return Tenths(max(0, min(1000, score))), true
}

// round divides numbers that are not negative, half up.
func round(n, by int64) int64 { return (2*n + by) / (2 * by) }

// Band is how Maze calls a score: high from 80, medium from 50, else low.
func Band(score Tenths) string {
	switch {
	case score >= 800:
		return "high"
	case score >= 500:
		return "medium"
	}
	return "low"
}
