package story

import (
	"slices"

	"tagtap/flow/strict"
)

// condition is what an only-when line asks before its lines are played.
type condition struct {
	flows, shoppers []string // none asks for none
	checks          []check
	refused         bool // it asks what was refused
	waits           bool // it looks at a payment attempt in progress
	over            int  // how many lines stand in it
}

// looks says whether the condition asks about the walk, and not only under which flow and by whom it is walked.
func (c *condition) looks() bool { return len(c.checks) > 0 }

// mostNested is how deep only-when lines stand in each other.
const mostNested = 4

// onlyWhen reads conditions and the lines that are played where all of them hold.
func (p *parser) onlyWhen(l *line, n *strict.Node) []*line {
	pairs, err := n.Map()
	if err != nil || len(pairs) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want conditions and lines: %s", n.Got(), exampleOf(lineOnlyWhen)))
		return nil
	}
	if p.nested == mostNested {
		p.add(n.Pos(), n.Errorf("more than %d of these stand in each other", mostNested))
		return nil
	}
	l.when = &condition{}
	var body *strict.Node
	var asked expectation
	for _, pair := range pairs {
		switch name, _ := pair.Key.Text(); name {
		case "do":
			body = pair.Value
		case "flow":
			l.when.flows = p.oneOf(l, name, pair.Value)
		case "shopper":
			l.when.shoppers = p.oneOf(l, name, pair.Value)
		default:
			p.expects(l, pair, &asked)
		}
	}
	l.when.checks, l.when.refused, l.when.waits = asked.checks, asked.refused, asked.waits
	if len(pairs) == 1 && body != nil {
		p.add(n.Pos(), n.Errorf("has no condition; want one beside do: %s", exampleOf(lineOnlyWhen)))
	}
	return p.body(l, n, body)
}

// whenKeys lists what a condition may be.
func whenKeys() []string {
	names := []string{"do", "flow", "shopper"}
	for i := range subjects {
		if !subjects[i].seen {
			names = append(names, subjects[i].Name)
		}
	}
	return names
}

// oneOf reads a name or a list of names, of which one is to be that of the run.
func (p *parser) oneOf(l *line, kind string, n *strict.Node) []string {
	nodes := []*strict.Node{n}
	if n.Kind() == strict.List {
		nodes, _ = n.List()
	}
	var names []string
	for _, item := range nodes {
		if id, ok := p.id(item); ok {
			names = append(names, id)
			l.refs = append(l.refs, ref{kind: kind, id: id, node: item})
		}
	}
	if len(nodes) == 0 {
		p.add(n.Pos(), n.Errorf("got %s, want a %s", n.Got(), kind))
	}
	return names
}

// body reads the lines of an only-when.
func (p *parser) body(l *line, n, do *strict.Node) []*line {
	if do == nil {
		p.add(n.Pos(), n.Errorf("has no lines; want them below do: %s", exampleOf(lineOnlyWhen)))
		return nil
	}
	items, err := do.List()
	if err != nil || len(items) == 0 {
		p.add(do.Pos(), do.Errorf("got %s, want a list of lines such as [open-cart, checkout]", do.Got()))
		return nil
	}
	bracketed := p.bracketed
	p.bracketed = bracketed || inBrackets(do)
	p.depth++
	p.nested++
	var lines []*line
	for _, item := range items {
		if p.count < mostErrors {
			lines = append(lines, p.item(item)...)
		}
	}
	p.depth--
	p.nested--
	p.bracketed = bracketed
	l.when.over = len(lines)
	return lines
}

// holds says whether the lines of a condition are to be played.
func (p *player) holds(c *condition) bool {
	if len(c.flows) > 0 && !slices.Contains(c.flows, p.run.Flow.Name) ||
		len(c.shoppers) > 0 && !slices.Contains(c.shoppers, p.run.Shopper.ID) {
		return false
	}
	for i := range c.checks {
		if !c.checks[i].test(&p.scene, nil) {
			return false
		}
	}
	return true
}
