package strict

// At returns the map of an author's or a table's keys at the end of a way, as [Limits.Asked] tells it; nil where there is none.
// Of several that may stand there it is the first that a Reader would take the keys of.
func (s *Shape) At(way []string) *Shape {
	switch {
	case s == nil:
		return nil
	case len(s.Either) > 0:
		for _, one := range s.Either {
			if found := one.At(way); found != nil {
				return found
			}
		}
		return nil
	case len(way) == 0:
		if s.Of == Map && s.Own {
			return s
		}
		return nil
	case s.Of == List && way[0] == "[]":
		return s.Items.At(way[1:])
	case s.Of != Map:
		return nil
	}
	if key := s.Key(way[0]); key != nil {
		return key.Shape.At(way[1:])
	}
	return s.Values.At(way[1:])
}

// Read lists the maps in a shape whose keys a [Reader] takes, each once.
func (s *Shape) Read() []*Shape {
	var all []*Shape
	seen := make(map[*Shape]bool)
	var look func(*Shape)
	look = func(s *Shape) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		if s.Of == Map && s.Own {
			all = append(all, s)
		}
		for _, one := range s.Either {
			look(one)
		}
		look(s.Items)
		look(s.Values)
		for i := range s.Keys {
			look(s.Keys[i].Shape)
		}
	}
	look(s)
	return all
}
