package shop

import (
	"strings"

	"tagtap/flow/text"
)

// Address is where an order goes.
type Address struct {
	ID     string    `cbor:"1,keyasint"`
	Name   text.Text `cbor:"2,keyasint"`
	Phone  text.Text `cbor:"3,keyasint"`
	Region text.Text `cbor:"4,keyasint"` // province, city, district, street office (四级地址)
	Street text.Text `cbor:"5,keyasint"`
}

// AddressFields are the fields of the form, in their order.
var AddressFields = []string{"name", "phone", "region", "street"}

// Field returns the value of a field, and whether the form has it.
func (a *Address) Field(name string) (text.Text, bool) {
	switch name {
	case "name":
		return a.Name, true
	case "phone":
		return a.Phone, true
	case "region":
		return a.Region, true
	case "street":
		return a.Street, true
	}
	return text.Text{}, false
}

// Set fills a field; an unknown name changes nothing.
func (a *Address) Set(name string, value text.Text) {
	switch name {
	case "name":
		a.Name = value
	case "phone":
		a.Phone = value
	case "region":
		a.Region = value
	case "street":
		a.Street = value
	}
}

// Province returns the first level of the region: 浙江省.
func (a *Address) Province() string {
	first, _, _ := strings.Cut(a.Region.String(), " ")
	return first
}

// PhoneValid says whether the text is a mainland mobile number: eleven digits that begin with 1.
func PhoneValid(t text.Text) bool {
	s := t.String()
	if len(s) != 11 || s[0] != '1' {
		return false
	}
	return strings.Trim(s, "0123456789") == ""
}

// MaskName keeps the first character (open platform's data protection rules): 王小二 → 王**.
func MaskName(t text.Text) string {
	r := []rune(t.String())
	if len(r) == 0 {
		return ""
	}
	return string(r[:1]) + "**"
}

// MaskPhone keeps the first three and the last four digits (same rules): 138****5678.
func MaskPhone(t text.Text) string {
	s := t.String()
	if !PhoneValid(t) {
		return s
	}
	return s[:3] + "****" + s[7:]
}

// Masked prints an address down to its fourth level, the rest hidden (merchant console, 2025).
func (a *Address) Masked() string { return a.Region.String() + "***" }
