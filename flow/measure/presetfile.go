package measure

import (
	"path"
	"strconv"
	"strings"

	"tagtap/flow/strict"
)

// mostSeconds bounds the time of an operator in a file.
const mostSeconds = 60

// ParseOperators reads a file of times, such as
//
//	from: proposed # a preset; what the file leaves out is as there
//	tap: 0.45      # seconds, 0 to 60, three decimals at most
//	network: 1.2
//
// The set has the name of the file. The error is [strict.Errors].
func ParseOperators(file string, data []byte) (Operators, error) {
	root, err := strict.Parse(file, data, strict.Story)
	if err != nil {
		return Operators{}, err
	}
	var p strict.Problems
	r := p.Read(root)
	var names []string
	for _, preset := range Presets() {
		names = append(names, preset.Name)
	}
	o, _ := PresetOf(r.OptOne("from", Proposed.Name, names...))
	said := 0
	for _, s := range sources {
		n := r.OptNode(s.operator)
		if n == nil || s.preset != "" {
			continue
		}
		said++
		ms, err := millis(n)
		if err != nil {
			r.Fail(s.operator, err)
		}
		*o.slot(s.operator) = ms
	}
	r.Done()
	if err := p.Err(); err != nil {
		return Operators{}, err
	}
	if said == 0 {
		return Operators{}, strict.Errors{root.Errorf("there is no time in it, want one of %s at least", strings.Join(operatorKeys(), ", "))}
	}
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	o.Name = strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".yml")
	return o, nil
}

func operatorKeys() []string {
	var keys []string
	for _, s := range sources {
		if s.preset == "" {
			keys = append(keys, s.operator)
		}
	}
	return keys
}

// millis reads seconds with three decimals at most.
func millis(n *strict.Node) (int64, error) {
	wrong := n.Errorf("got %s, want seconds from 0 to %d with three decimals at most, such as 0.52", n.Got(), mostSeconds)
	s, err := n.Text()
	if err != nil {
		return 0, wrong
	}
	whole, part, point := strings.Cut(s, ".")
	if len(whole) > 2 || point && part == "" || len(part) > 3 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, wrong
	}
	ms, err := strconv.ParseInt(whole+part+"000"[len(part):], 10, 64)
	if err != nil || whole == "" || ms > mostSeconds*1000 {
		return 0, wrong
	}
	return ms, nil
}
