package cli

import (
	"strings"
	"testing"
	"time"
)

// A paste ends however its mark is torn, and one that never ends is over when something is typed later.
func TestAPasteEndsHoweverItsMarkIsTorn(t *testing.T) {
	whole := "a\x1b[200~hello\x1b[201~b"
	for cut := 1; cut < len(whole); cut++ {
		for more := cut; more <= len(whole); more++ {
			var s paste
			var got strings.Builder
			now := time.Unix(0, 0)
			for _, part := range []string{whole[:cut], whole[cut:more], whole[more:]} {
				buf := make([]byte, 64)
				n := s.pass(buf, copy(buf, part), now)
				if open := strings.TrimSuffix(string(buf[:n]), ""); s.open && strings.HasSuffix(open, "\x1b") && strings.Contains(got.String()+open, "200~") {
					t.Fatalf("cut at %d and %d: a torn end mark goes by: %q", cut, more, open)
				}
				got.Write(buf[:n])
				now = now.Add(silence / 2)
			}
			if got.String() != whole || len(s.held) > 0 {
				t.Fatalf("cut at %d and %d: %q, held %q", cut, more, got.String(), s.held)
			}
		}
	}
}

func TestAPasteWithoutAnEndDoesNotSwallowWhatFollows(t *testing.T) {
	var s paste
	now := time.Unix(0, 0)
	buf := make([]byte, 64)
	s.pass(buf, copy(buf, "\x1b[200~abc"), now)
	n := s.pass(buf, copy(buf, "def"), now.Add(silence/2))
	if got := string(buf[:n]); got != "def" || !s.open {
		t.Fatalf("still pasting: %q, open %v", got, s.open)
	}
	n = s.pass(buf, copy(buf, "\x03"), now.Add(2*silence))
	if got := string(buf[:n]); got != "\x1b[201~\x03" || s.open {
		t.Fatalf("ctrl+c after a silence: %q, open %v", got, s.open)
	}
}
