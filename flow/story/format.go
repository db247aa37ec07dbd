package story

import "tagtap/flow/strict"

// Format writes a story in its one form; see [strict.Format]. The keys of the head stand in the order of [Head], and each
// command on a line of its own. It means the same, and Format of the result is the result. A story with mistakes has no form:
// the error is that of Parse. Stories that it runs are looked up, as Parse does.
func (r Reading) Format(file string, data []byte) ([]byte, error) {
	if _, err := r.Parse(file, data); err != nil {
		return nil, err
	}
	return strict.Format(file, data, strict.Story, style())
}

// The keys under which commands stand.
const (
	keySteps = "steps"
	keyDo    = "do"
)

func style() strict.Style {
	return strict.Style{Keys: rowNames(headKeys), Lines: keySteps, Inner: keyDo}
}
