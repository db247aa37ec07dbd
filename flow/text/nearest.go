package text

import "strings"

// Nearest returns the one of among that word was probably meant to be, and
// false where none comes close. It forgives a slip or two (a letter missing,
// doubled, swapped or wrong), another case, "_" or a space for "-", a word that
// was left unfinished, and one word of a name for the name. Of equals the first
// one wins.
func Nearest(word string, among []string) (string, bool) {
	w := spelling(word)
	if len(w) < 2 {
		return "", false
	}
	allowed := max(1, len(w)/3)
	best, slips := "", allowed+1
	for _, name := range among {
		if d := distance(w, spelling(name)); d < slips {
			best, slips = name, d
		}
	}
	if slips <= allowed {
		return best, true
	}
	if name, ok := unfinished(w, among); ok {
		return name, true
	}
	return part(w, among)
}

// part returns the only name of which w is one word, a slip forgiven.
func part(w []rune, among []string) (string, bool) {
	found := ""
	for _, name := range among {
		for _, one := range strings.Split(string(spelling(name)), "-") {
			if len(one) < 4 || distance(w, []rune(one)) > 1 {
				continue
			}
			if found != "" && found != name {
				return "", false
			}
			found = name
		}
	}
	return found, found != ""
}

// unfinished returns the name that begins like w, for at least three letters
// and three quarters of it, the longest agreement first.
func unfinished(w []rune, among []string) (string, bool) {
	best, longest, slips := "", 0, 0
	for _, name := range among {
		n := spelling(name)
		same := 0
		for same < len(w) && same < len(n) && w[same] == n[same] {
			same++
		}
		if same < longest || same < 3 || 4*same < 3*len(w) {
			continue
		}
		if d := distance(w, n); same > longest || d < slips {
			best, longest, slips = name, same, d
		}
	}
	return best, best != ""
}

// spelling is the form in which words are compared. It is cut at 64 runes: no
// name of ours is longer, and the comparison is quadratic.
func spelling(s string) []rune {
	if len(s) > 256 {
		s = s[:256]
	}
	r := []rune(strings.ToLower(strings.Map(func(r rune) rune {
		if r == '_' || r == ' ' {
			return '-'
		}
		return r
	}, s)))
	return r[:min(len(r), 64)]
}

// distance counts the slips between a and b: letters added, left out, wrong,
// or swapped with their neighbour (optimal string alignment).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
