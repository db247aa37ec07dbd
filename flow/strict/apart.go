package strict

// Apart returns a copy of n that keeps nothing of what stands around it in memory. Its path begins with its own key.
func (n *Node) Apart() *Node {
	apart, _ := n.fill(&Node{kind: Map, src: n.src}, n.label, func(part *Node) (string, error) { return part.text, nil })
	return apart
}
