package store

import (
	"context"
	"encoding/json"
	"errors"
	"io"
)

// message is a line that the child says: one of its fields.
type message struct {
	Phase   string   `json:"phase,omitempty"`   // begins now
	Records int64    `json:"records,omitempty"` // were read
	Report  *Report  `json:"report,omitempty"`  // the last line, as is Failure
	Failure *failure `json:"failure,omitempty"`
}

const (
	phasePages   = "pages"
	phaseRecords = "records"
)

// failure is an error that goes from one process to another.
type failure struct {
	Kind string `json:"kind"`
	What string `json:"what"`
}

// CheckAlone checks the file of a path, without changing it, and says on `out` how far it is and what it found, in lines
// that CheckApart reads. With pages false it leaves out bbolt's own check of the pages. It returns what it said, for an
// exit code.
func CheckAlone(ctx context.Context, path string, pages bool, out io.Writer) (Report, error) {
	lines := json.NewEncoder(out)
	report, err := checkAlone(ctx, path, pages, lines)
	last := message{Report: &report}
	if err != nil {
		last = message{Failure: failureOf(err)}
	}
	return report, errors.Join(err, lines.Encode(last))
}

func checkAlone(ctx context.Context, path string, pages bool, lines *json.Encoder) (Report, error) {
	db, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		return Report{}, err
	}
	how := checking{
		pages:   pages,
		phase:   func() { _ = lines.Encode(message{Phase: phaseRecords}) }, // the last line tells whether anybody listens
		records: func(n int64) { _ = lines.Encode(message{Records: n}) },
	}
	_ = lines.Encode(message{Phase: phasePages})
	report, err := db.check(ctx, how)
	return report, errors.Join(err, db.Close())
}

func failureOf(err error) *failure {
	var (
		locked  ErrLocked
		damaged ErrDamaged
		newer   ErrNewer
		foreign ErrForeign
		denied  ErrDenied
	)
	switch {
	case errors.As(err, &locked):
		return &failure{Kind: "locked"}
	case errors.As(err, &damaged):
		return &failure{"damaged", damaged.What}
	case errors.As(err, &newer):
		return &failure{"newer", newer.What}
	case errors.As(err, &foreign):
		return &failure{"foreign", foreign.What}
	case errors.As(err, &denied):
		return &failure{"denied", denied.Err.Error()}
	}
	return &failure{"", err.Error()}
}

// of returns the error again.
func (f *failure) of(path string) error {
	switch f.Kind {
	case "locked":
		return ErrLocked{path}
	case "damaged":
		return ErrDamaged{path, f.What}
	case "newer":
		return ErrNewer{path, f.What}
	case "foreign":
		return ErrForeign{path, f.What}
	case "denied":
		return ErrDenied{path, errors.New(f.What)}
	}
	return errors.New(f.What)
}
