package cli

import "tagtap/flow"

// pathRow is a path in JSON. Promise is what the flow's file promises, null where it promises nothing.
type pathRow struct {
	Flow    string   `json:"flow"`
	Shopper string   `json:"shopper"`
	From    string   `json:"from"`
	To      string   `json:"to"`
	Taps    *int     `json:"taps"` // null where no way leads there
	Promise *int     `json:"promise"`
	Walk    []string `json:"walk"`
}

type endRow struct {
	Flow    string   `json:"flow"`
	Shopper string   `json:"shopper"`
	Place   string   `json:"place"`
	Walk    []string `json:"walk"`
}

func (sh *shell) printPathsJSON(found []pathsOf) error {
	report := struct {
		Schema int       `json:"schema"`
		Paths  []pathRow `json:"paths"`
		Ends   []endRow  `json:"dead_ends"`
	}{1, []pathRow{}, []endRow{}}
	for i := range found {
		of := &found[i]
		name, shopper := of.world.Flow.Name, of.world.Shopper.ID
		for j := range of.paths {
			p := &of.paths[j]
			row := pathRow{Flow: name, Shopper: shopper, From: p.From.String(), To: p.To.String(), Walk: actions(p.Walk)}
			if p.OK {
				row.Taps = &p.Taps
			}
			if most, promised := of.promise(p); promised {
				row.Promise = &most
			}
			report.Paths = append(report.Paths, row)
		}
		for _, end := range of.ends {
			report.Ends = append(report.Ends, endRow{name, shopper, end.Place.String(), actions(end.Walk)})
		}
	}
	return sh.printJSON(report)
}

// actions prints a walk, each action in its one text form.
func actions(walk []flow.Action) []string {
	lines := make([]string, len(walk))
	for i, a := range walk {
		lines[i] = a.String()
	}
	return lines
}
