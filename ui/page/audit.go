package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tagtap/fixtures/words"
	"tagtap/flow/audit"
)

type auditView struct {
	Score  string
	Counts string
	Table  *table
}

// mostWhere is how many places of one finding are named.
const mostWhere = 4

// audit shows findings, those of one kind together, the gravest first.
func (t *teller) audit(r *audit.Result) *auditView {
	errors, warnings, notes := r.Count()
	v := &auditView{
		Score:  t.say("audit.score", "score", strconv.Itoa(r.Score)),
		Counts: t.say("audit.counts", "errors", count(errors), "warnings", count(warnings), "notes", count(notes)),
	}
	type kind struct {
		severity      audit.Severity
		row, what, do string
	}
	var order []kind
	where := map[kind][]string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		what, do := words.Finding(t.lang, clean(f.Rule), clean(f.Saw), clean(f.Fix))
		k := kind{f.Severity, clean(f.Row), what, do}
		if where[k] == nil {
			order = append(order, k)
		}
		where[k] = append(where[k], clean(f.Where))
	}
	if len(order) == 0 {
		return v
	}
	slices.SortStableFunc(order, func(a, b kind) int {
		return cmp.Or(int(b.severity)-int(a.severity), cmp.Compare(len(where[b]), len(where[a])))
	})
	v.Table = &table{ID: "audit-table", Name: t.say("sales.audit"), Slim: true, Cols: []column{
		{}, {Label: t.label("sales.finding")}, {Label: t.label("sales.where")},
	}}
	for _, k := range order {
		at := where[k]
		places := strings.Join(at[:min(mostWhere, len(at))], ", ")
		if more := len(at) - mostWhere; more > 0 {
			places += " +" + count(more)
		}
		finding := with(k.what, t.say("audit.fix", "do", k.do))
		severity := classed(t.say("audit."+k.severity.String()), "severity "+k.severity.String())
		severity.Sub = k.row
		v.Table.Rows = append(v.Table.Rows, row{"", []entry{severity, finding, classed(places, "where")}})
	}
	return v
}
