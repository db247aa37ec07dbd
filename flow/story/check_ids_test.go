package story_test

import (
	"testing"

	"tagtap/flow/story"
)

// A catalogue holds hundreds of ids: who mistypes one is told what it is instead, or where they are listed.
func TestWhatIsSaidAboutIDsThatAreNone(t *testing.T) {
	_, of := known(t)
	for _, c := range []struct{ line, want string }{
		{"open-note: xyzzyq", `t.yaml:3:16: open-note: there is no note "xyzzyq"; tagtap catalog list notes names all 86`},
		{"tap-tag: lip-tnt", `t.yaml:3:14: tap-tag: there is no product "lip-tnt" (did you mean "lip-tint"?)`},
		{"tap-tag: oily-skin-empties", `t.yaml:3:14: tap-tag: "oily-skin-empties" is a note, not a product`},
		{"increase: lip-tint", `t.yaml:3:15: increase: "lip-tint" is a product, not a sku`},
		{"choose: { colour: rose-03 }", `t.yaml:3:23: choose.colour: no colour has the value "rose-03", but shade has`},
		{"choose: { tint: rose-03 }", `t.yaml:3:15: choose: there is no axis "tint" (did you mean "shade"?)`},
	} {
		t.Run(c.line, func(t *testing.T) {
			s, err := story.Parse("t.yaml", []byte("story: x\nsteps:\n  - "+c.line+"\n"))
			if err == nil {
				err = s.Check(of)
			}
			if err == nil || err.Error() != c.want {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
		})
	}
}
