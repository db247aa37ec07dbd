package measure_test

import (
	"testing"

	"tagtap/flow/measure"
)

func TestMazeScore(t *testing.T) {
	for _, c := range []struct {
		name string
		v    measure.Stays
		want string
		band string
	}{
		{"nothing amiss", measure.Stays{Entered: 10, Taps: 10, Millis: 50_000}, "100.0", "high"},
		{"one in ten leaves", measure.Stays{Entered: 10, Left: 1, Taps: 10}, "90.0", "high"},
		{"a fifth of the taps is refused", measure.Stays{Entered: 10, Taps: 10, Refused: 2}, "90.0", "high"},
		{"seven seconds each", measure.Stays{Entered: 10, Taps: 10, Millis: 70_000}, "99.0", "high"},
		{"twenty-five seconds each", measure.Stays{Entered: 2, Millis: 50_000}, "90.0", "high"},
		{"an hour each", measure.Stays{Entered: 2, Millis: 7_200_000}, "90.0", "high"},
		{"a third leaves", measure.Stays{Entered: 3, Left: 1}, "66.7", "medium"},
		{"exactly medium", measure.Stays{Entered: 2, Left: 1}, "50.0", "medium"},
		{"all leave, all refused", measure.Stays{Entered: 2, Left: 2, Taps: 4, Refused: 4, Millis: 99_000}, "0.0", "low"},
	} {
		got, ok := c.v.Maze()
		if !ok || got.String() != c.want || measure.Band(got) != c.band {
			t.Errorf("%s: got %s (%s), want %s (%s)", c.name, got, measure.Band(got), c.want, c.band)
		}
	}
	if _, ok := (measure.Stays{}).Maze(); ok {
		t.Error("a place that nobody came to has a score")
	}
}

func TestFriction(t *testing.T) {
	for _, c := range []struct {
		name string
		v    measure.Stays
		want string
	}{
		{"one tap", measure.Stays{Entered: 1, Taps: 1}, "1.0"},
		{"a tap that leads to a page", measure.Stays{Entered: 4, Taps: 4, Millis: 4 * 2370}, "2.2"},
		{"the identity form of the worked example", measure.Stays{Entered: 1, Taps: 4, Fields: 2, Millis: 15_350}, "17.7"},
		{"each kind once", measure.Stays{Entered: 1, Taps: 1, Fields: 1, Back: 1, Refused: 1, Surprises: 1, Millis: 2000}, "21.0"},
		{"a surprise for one in eight", measure.Stays{Entered: 8, Surprises: 1}, "1.0"},
	} {
		if got, ok := c.v.Friction(); !ok || got.String() != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	if _, ok := (measure.Stays{}).Friction(); ok {
		t.Error("a place that nobody came to has friction")
	}
}

// More of anything that bothers never makes a place look better.
func TestMoreTroubleIsMoreFriction(t *testing.T) {
	base := measure.Stays{Entered: 7, Left: 1, Back: 1, Taps: 20, Refused: 2, Fields: 3, Surprises: 1, Millis: 60_000}
	least, _ := base.Friction()
	most, _ := base.Maze()
	for _, more := range []measure.Stays{{Left: 1}, {Back: 1}, {Taps: 1, Refused: 1}, {Fields: 1}, {Surprises: 1}, {Millis: 9000}} {
		v := base
		v.Add(more)
		friction, _ := v.Friction()
		maze, _ := v.Maze()
		if friction < least || maze > most || friction == least && maze == most {
			t.Errorf("%+v: friction %s after %s, Maze %s after %s", more, friction, least, maze, most)
		}
	}
}
