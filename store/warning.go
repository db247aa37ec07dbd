package store

import "strings"

// The codes of warnings. The command line has words for them in both languages.
const (
	OneMeta     = "one-meta-page" // one of the two meta pages is damaged, so the last transaction may be missing
	NetworkDisk = "network-disk"  // locks and syncs may not hold there; Detail is the kind of disk: nfs, smb, …
)

// Warning is what a shopper should know about a file that opened all the same.
type Warning struct {
	Code   string `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// String says it in words.
func (w Warning) String() string {
	switch w.Code {
	case OneMeta:
		return "the last transaction may be missing: one of the two meta pages is damaged"
	case NetworkDisk:
		return "it is on a network disk (" + w.Detail + "), where two storefronts may write at once: better use a disk of this machine"
	}
	return w.Code
}

func inWords(all []Warning) string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = w.String()
	}
	return strings.Join(words, "; ")
}
