package strict

import (
	"errors"
	"strings"
	"testing"
)

func TestFillPutsTextsInAndKeepsPositions(t *testing.T) {
	root, err := Parse("f", []byte("a:\n  - { KEY: VALUE }\n  - VALUE\n"), Story)
	if err != nil {
		t.Fatal(err)
	}
	filled, err := root.Fill(func(part *Node) (string, error) {
		s, err := part.Text()
		return strings.ToLower(s), err
	})
	if err != nil {
		t.Fatal(err)
	}
	list, _ := filled.Get("a")
	items, _ := list.List()
	value, ok := items[0].Get("key")
	if !ok {
		t.Fatal("the key was not filled")
	}
	if got := value.Errorf("x").Error(); got != "f:2:12: key: x" {
		t.Errorf("got %s", got)
	}
	if s, _ := items[1].Text(); s != "value" {
		t.Errorf("got %s", s)
	}
	old, _ := root.Get("a")
	if items, _ := old.List(); items[1].text != "VALUE" {
		t.Error("the node itself was changed")
	}
}

func TestFillEndsAtTheFirstError(t *testing.T) {
	root, err := Parse("f", []byte("a: [b, c]"), Story)
	if err != nil {
		t.Fatal(err)
	}
	want := errors.New("no")
	if _, err := root.Fill(func(*Node) (string, error) { return "", want }); !errors.Is(err, want) {
		t.Errorf("got %v", err)
	}
}
