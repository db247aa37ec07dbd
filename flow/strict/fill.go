package strict

// Fill returns a copy of n with every text in it, those of keys as well, put through f. All parts keep their
// positions. The first error ends it.
func (n *Node) Fill(f func(part *Node) (string, error)) (*Node, error) {
	return n.fill(n.parent, n.label, f)
}

func (n *Node) fill(parent *Node, label string, f func(*Node) (string, error)) (*Node, error) {
	next := *n
	next.parent, next.label = parent, label
	if n.kind == Scalar {
		s, err := f(n)
		if err != nil {
			return nil, err
		}
		next.text = s
		return &next, nil
	}
	next.items = make([]*Node, len(n.items))
	for i, item := range n.items {
		filled, err := item.fill(&next, item.label, f)
		if err != nil {
			return nil, err
		}
		next.items[i] = filled
	}
	next.pairs = make([]Pair, len(n.pairs))
	for i, pair := range n.pairs {
		key, err := pair.Key.fill(&next, pair.Key.label, f)
		if err != nil {
			return nil, err
		}
		value, err := pair.Value.fill(&next, key.text, f)
		if err != nil {
			return nil, err
		}
		next.pairs[i] = Pair{key, value}
	}
	return &next, nil
}
