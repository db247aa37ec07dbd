package shop

import (
	"strings"
	"time"

	"tagtap/flow/text"
)

// Identity is who declares a cross-border order to customs. In the simulation all numbers are made up: their region code,
// 99…, is nobody's.
type Identity struct {
	ID     string    `cbor:"1,keyasint"`
	Name   text.Text `cbor:"2,keyasint,omitzero"`
	Number text.Text `cbor:"3,keyasint,omitzero"` // 18 characters, GB 11643
	Phone  text.Text `cbor:"4,keyasint,omitzero"`
	Front  bool      `cbor:"5,keyasint,omitempty"` // pictures of both sides of the card, for parcels (行邮)
	Back   bool      `cbor:"6,keyasint,omitempty"`
	Year   int       `cbor:"7,keyasint,omitempty"` // in which Used was used, outside of this journey
	Used   Fen       `cbor:"8,keyasint,omitempty"` // of the yearly quota
}

// IdentityFields are the fields of the form, in their order. The name is taken over from the address.
var IdentityFields = []string{"name", "number", "phone"}

// Field returns the value of a field, and whether the form has it.
func (i *Identity) Field(name string) (text.Text, bool) {
	switch name {
	case "name":
		return i.Name, true
	case "number":
		return i.Number, true
	case "phone":
		return i.Phone, true
	}
	return text.Text{}, false
}

// Set fills a field; an unknown name changes nothing.
func (i *Identity) Set(name string, value text.Text) {
	switch name {
	case "name":
		i.Name = value
	case "number":
		i.Number = value
	case "phone":
		i.Phone = value
	}
}

// NumberValid says whether the text is a resident identity number of GB 11643: six digits of a region, a date of birth that
// there is and that is not after the instant, three digits and the check character, X for ten, also written x.
func NumberValid(t text.Text, at Instant) bool {
	s := t.String()
	if len(s) != 18 {
		return false
	}
	check := s[17]
	if check == 'x' {
		check = 'X'
	}
	return check == CheckDigit(s[:17]) && born(s[6:14], at)
}

// CheckDigit returns the last character of an identity number (GB 11643, ISO 7064 MOD 11-2), 0 where what is given is not
// seventeen digits.
func CheckDigit(first17 string) byte {
	if len(first17) != 17 {
		return 0
	}
	rest := 0
	for i := range len(first17) {
		if first17[i] < '0' || first17[i] > '9' {
			return 0
		}
		rest = (rest + int(first17[i]-'0')) * 2 % 11
	}
	return "10X98765432"[rest]
}

// born says whether the eight digits are a date that is not after the instant, in China time.
func born(s string, at Instant) bool {
	day, err := time.ParseInLocation("20060102", s, China)
	return err == nil && At(day) <= at
}

// MaskNumber keeps the first four and the last three characters (open platform's data protection rules):
// 3102***********023. Of a text that is too short for that nothing is kept.
func MaskNumber(t text.Text) string {
	s := []rune(t.String())
	const head, tail = 4, 3
	if len(s) <= head+tail {
		return strings.Repeat("*", len(s))
	}
	return string(s[:head]) + strings.Repeat("*", len(s)-head-tail) + string(s[len(s)-tail:])
}
