package story

import (
	"strings"

	"tagtap/flow/strict"
	"tagtap/flow/text"
)

// figure is one of the counters of a walk.
type figure uint8

const (
	figTaps figure = iota
	figSteps
	figFields
	figKeys
	figSeconds // kept in milliseconds
	figBacktracks
	figRefused
	figCheckoutSteps
	figSurprises
	figureCount
)

// figures are all counters at one moment.
type figures [figureCount]int64

var figureNames = [figureCount]string{
	figTaps: "taps", figSteps: "steps", figFields: "fields", figKeys: "keys", figSeconds: "seconds", figBacktracks: "backtracks",
	figRefused: "refused", figCheckoutSteps: "checkout-steps", figSurprises: "surprises",
}

// budgetKeys are what a budget may bound.
var budgetKeys = []Row{
	{"taps", comparison, "taps: <= 20", "touches"},
	{"steps", comparison, "steps: <= 10", "changes of place"},
	{"fields", comparison, "fields: <= 2", "form fields filled"},
	{"keys", comparison, "keys: <= 20", "characters typed"},
	{"refused", comparison, "refused: 0", "taps that were turned down"},
	{"seconds", comparison, "seconds: <= 45.0", "predicted time"},
	{"backtracks", comparison, "backtracks: 0", "steps back to the place before the last"},
	{"checkout-steps", comparison, "checkout-steps: <= 3", "distinct places of the checkout"},
}

func figureNamed(name string) (figure, bool) {
	for f, known := range figureNames {
		if known == name {
			return figure(f), true
		}
	}
	return 0, false
}

func (f figure) unit() unit {
	if f == figSeconds {
		return tenths
	}
	return counts
}

// value returns the counter, less what it was at a checkpoint, in its unit.
func (f figure) value(now, since *figures) int64 {
	n := now[f]
	if since != nil {
		n -= since[f]
	}
	if f == figSeconds {
		n = (n + 50) / 100
	}
	return n
}

// figureOf reads the comparison of a counter, alone or since a checkpoint.
func (p *parser) figureOf(_ *line, n *strict.Node) (test, string) {
	f, _ := figureNamed(lastKey(n))
	if n.Kind() != strict.Map {
		c, err := f.unit().comparison(n)
		p.add(n.Pos(), err)
		return f.test(c, ""), c.text
	}
	var own strict.Problems
	r := own.Read(n)
	since, is := r.Node("since"), r.Node("is")
	r.Done()
	if f == figCheckoutSteps || f == figSurprises {
		own.Add(n.Pos(), n.Errorf("is counted from the beginning only; want %s", counts.want))
	}
	p.add(n.Pos(), own.Err())
	if since == nil || is == nil {
		return nil, ""
	}
	name, _ := since.Text()
	key := p.known(since, name)
	c, err := f.unit().comparison(is)
	p.add(is.Pos(), err)
	return f.test(c, key), c.text + " since " + name
}

// known demands that a checkpoint stands above, and returns its key.
func (p *parser) known(n *strict.Node, name string) string {
	names := make([]string, len(p.marks))
	for i, m := range p.marks {
		if names[i] = m.name; m.name == name {
			return m.key
		}
	}
	e := n.Errorf("no checkpoint %q above this line", name)
	e.Near, _ = text.Nearest(name, names)
	e.Allowed = names
	p.add(n.Pos(), e)
	return ""
}

func (f figure) test(c compare, since string) test {
	if since == "" {
		return number(c, f.unit(), func(sc *scene) (int64, bool) {
			now := figuresOf(sc.shown.Meter)
			return f.value(&now, nil), true
		})
	}
	compared := number(c, f.unit(), func(sc *scene) (int64, bool) {
		now := figuresOf(sc.shown.Meter)
		return f.value(&now, &sc.marked(since).at), true
	})
	return func(sc *scene, got *string) bool {
		if sc.marked(since) != nil {
			return compared(sc, got)
		}
		if got != nil {
			*got = notReached
		}
		return false
	}
}

// notReached is what is got since a checkpoint that stands in lines that were passed over.
const notReached = "a checkpoint that was not reached"

// marked returns what was remembered at a checkpoint, nil where it was not reached.
func (sc *scene) marked(key string) *marked {
	for i := range sc.marks {
		if sc.marks[i].name == key {
			return &sc.marks[i]
		}
	}
	return nil
}

// lastKey returns the key under which a value stands.
func lastKey(n *strict.Node) string {
	path := n.Path()
	return path[strings.LastIndexByte(path, '.')+1:]
}

// budget reads the bounds of a whole walk.
func (p *parser) budget(n *strict.Node) []check {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want bounds such as {taps: <= 20, steps: <= 10}", n.Got()))
		return nil
	}
	var checks []check
	for _, pair := range pairs {
		name, _ := pair.Key.Text()
		f, ok := figureNamed(name)
		if !ok || f == figSurprises {
			p.add(pair.Key.Pos(), strict.Unknown(pair.Key, "metric", rowNames(budgetKeys)))
			continue
		}
		c, err := f.unit().comparison(pair.Value)
		p.add(pair.Value.Pos(), err)
		checks = append(checks, check{pos: pair.Key.Pos(), path: pair.Value.Path(), want: c.text, test: f.test(c, "")})
	}
	return checks
}

func rowNames(rows []Row) []string {
	names := make([]string, len(rows))
	for i, row := range rows {
		names[i] = row.Name
	}
	return names
}
