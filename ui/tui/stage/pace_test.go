package stage

import (
	"testing"
	"time"

	"tagtap/flow/story"
	"tagtap/flow/text"
)

func TestPace(t *testing.T) {
	ms := time.Millisecond
	for _, c := range []struct {
		name      string
		got, want time.Duration
	}{
		{"a quick tap", rest(300, 0), 700 * ms},
		{"a tap as it is predicted", rest(1800, 0), 1800 * ms},
		{"a long one", rest(15_000, 0), 2500 * ms},
		{"less what was shown", rest(2400, 600*ms), 1800 * ms},
		{"never without a rest", rest(300, 900*ms), 350 * ms},
		{"a letter", letter(5), 70 * ms},
		{"a letter of a long text", letter(100), 20 * ms},
		{"a short caption", reading("好"), 1200 * ms},
		{"a caption", reading("标签就在图上，一点就到商品页"), 2100 * ms},
		{"a long caption", reading(string(make([]byte, 500))), 1200 * ms}, // nothing of it can be read
		{"half speed", scaled(time.Second, 2), 2 * time.Second},
		{"four times", scaled(time.Second, 16), 250 * ms},
		{"an expectation", holds(story.Line{Name: "expect"}, false), 700 * ms},
		{"a missed one", holds(story.Line{Name: "expect"}, true), 2 * time.Second},
		{"a checkpoint", holds(story.Line{Name: "checkpoint", Mark: "cart"}, false), 400 * ms},
		{"a line of taps", holds(story.Line{Name: "reach"}, false), 0},
		{"a caption's line", holds(story.Line{Name: "say", Say: text.Clean("小满刷到一篇空瓶记，想买那支唇釉。", text.Line)}, false), 2550 * ms},
	} {
		if c.got != c.want {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestSpeedsByName(t *testing.T) {
	for name, want := range map[string]string{"0.5": "0", "1": "1", "2": "2", "4": "4", "3": "", "fast": "", "0": "", "-1": "", "NaN": ""} {
		if got, ok := SpeedKey(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v, want %q", name, got, ok, want)
		}
	}
}
