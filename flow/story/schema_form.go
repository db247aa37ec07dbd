package story

import (
	"cmp"
	"fmt"
	"strings"

	"tagtap/flow"
	"tagtap/flow/shop"
	"tagtap/flow/strict"
)

// form reads the form of a row, which is what follows its colon in the words that people read: alternatives of a noun,
// [noun, …] and {noun: form, …}. The error names what cannot be read; the shape is then any.
func (s *schema) form(row Row) (*strict.Shape, error) {
	f := former{s: s, row: row.Name, whole: row.Form, rest: row.Form}
	shape := f.either("")
	if f.rest != "" {
		f.lost()
	}
	if f.unknown != "" {
		return nil, fmt.Errorf("the form of %s, %q: what is %q?", row.Name, row.Form, f.unknown)
	}
	return shape, nil
}

// former reads a form.
type former struct {
	s       *schema
	row     string
	whole   string
	rest    string
	unknown string // what is no noun
}

func (f *former) take(sign string) bool {
	rest, ok := strings.CutPrefix(f.rest, sign)
	if ok {
		f.rest = rest
	}
	return ok
}

// either reads alternatives up to a sign that ends them.
func (f *former) either(end string) *strict.Shape {
	shapes := []*strict.Shape{f.one(end)}
	for f.unknown == "" && (f.take(", or ") || f.take(" or ") || end == "" && f.take(", ")) {
		shapes = append(shapes, f.one(end))
	}
	if len(shapes) == 1 {
		return shapes[0]
	}
	return strict.Either(shapes...)
}

func (f *former) one(end string) *strict.Shape {
	switch {
	case f.take("["):
		item := f.either("]")
		f.must(", …]")
		return strict.ListOf(item)
	case f.take("{"):
		return f.pairs()
	}
	at := len(f.rest)
	for _, sign := range []string{", ", " or ", "]", "}", ": "} {
		if i := strings.Index(f.rest, sign); i >= 0 {
			at = min(at, i)
		}
	}
	noun := f.rest[:at]
	f.rest = f.rest[at:]
	return f.noun(noun)
}

func (f *former) must(sign string) {
	if !f.take(sign) {
		f.lost()
	}
}

// lost gives up where the form makes no sense any more.
func (f *former) lost() {
	if f.unknown == "" {
		f.unknown = cmp.Or(f.rest, "its end")
	}
}

// pairs reads {sku: number, …}, whose keys are things, or {since: checkpoint, is: comparison}, whose keys are words.
func (f *former) pairs() *strict.Shape {
	var keys []strict.Key
	for f.unknown == "" {
		name, rest, ok := strings.Cut(f.rest, ": ")
		if !ok {
			f.lost()
			break
		}
		f.rest = rest
		var value *strict.Shape
		if f.take("…") || f.take("id}") {
			if !strings.HasPrefix(f.rest, ",") && !strings.HasPrefix(f.rest, "}") {
				f.rest = "}" + f.rest
			}
			value = f.noun(name)
		} else {
			value = f.either("}")
		}
		switch {
		case f.take(", …}"):
			if len(keys) > 0 {
				f.unknown = name
			}
			return &strict.Shape{Of: strict.Map, Names: f.noun(name), Values: value, Filled: true}
		case f.take("}"):
			keys = append(keys, f.key(name, value))
			if len(keys) > 1 {
				return strict.Keyed(keys...)
			}
			return &strict.Shape{Of: strict.Map, Keys: keys, Single: true}
		}
		keys = append(keys, f.key(name, value))
		f.must(", ")
	}
	return nil
}

// key must be there where the form leaves nothing out with "…".
func (f *former) key(name string, value *strict.Shape) strict.Key {
	return strict.Key{Name: name, Must: !strings.Contains(f.whole, "…") || f.row == lineRun && name == "story", Shape: value}
}

// noun is what a word of a form means; the words of some rows are their own.
func (f *former) noun(noun string) *strict.Shape {
	s := f.s
	switch f.row + "." + noun {
	case "checkpoint.name":
		return word()
	case "flow.name":
		return s.id("flow")
	case "shopper.id":
		return s.id("shopper")
	case "seed.number":
		return &strict.Shape{Of: strict.Scalar, Pattern: "[0-9]+", Number: true, Most: mostSeed}
	case "refused.code":
		return strict.OneOf(codes()...)
	case "tracking.code":
		return strict.OneOf(flow.Scans()...)
	case "payment.status":
		return strict.OneOf(attempts...)
	case "order.status", "orders.status":
		return strict.OneOf(orderStatuses()...)
	case "request.status":
		return strict.OneOf(requestStatuses()...)
	case "surprises.line":
		return strict.OneOf(shop.LineNames()...)
	case "refused-with.argument":
		return strict.OneOf(told...)
	case "seconds.comparison":
		return compared("seconds", `[0-9]{1,9}(\.[0-9])?`, "seconds: 31.4, <= 31.4, 30 or more, 10..31.4")
	case "left.reason":
		return strict.OneOf(leavings()...)
	case "coupon-why.why":
		return strict.OneOf(append([]string{none}, whys...)...)
	case "run.story":
		return strict.Text()
	}
	switch noun {
	case comparison:
		return compared(comparison, "[0-9]{1,9}", "a number, or a comparison: 9, <= 9, 9 or more, 3..9, not 9")
	case "money":
		return s.money()
	case "number":
		return strict.Whole(1, mostPieces)
	case "number of steps":
		return strict.Whole(1, mostBack)
	case "text":
		return strict.Text()
	case "word", "checkpoint", "column":
		return word()
	case "place":
		return strict.OneOf(ids(flow.Places())...).As("place", "where the shopper is")
	case "stage":
		return strict.OneOf(ids(flow.Stages())...).As("stage", "a stage of the loop")
	case "day and time":
		return strict.Matching("(20[0-9]{2}|2100)" + dayPattern + " " + clockPattern)
	case "time of day":
		return strict.Matching(clockPattern)
	case "outcome":
		return outcomes()
	case "cause":
		return strict.OneOf(causes()...)
	case none, anyWallet, myReview, clockPredicted, clockStill:
		return strict.OneOf(noun)
	case "note", "product", "sku", "coupon", "identity", "platform", "tab", "author", "request", "order", "type", "reason", "payment":
		return s.id(noun)
	case "for":
		return s.id("sku")
	}
	f.unknown = noun
	return nil
}

func codes() []string {
	var all []string
	for _, code := range flow.Codes() {
		all = append(all, string(code))
	}
	return all
}

// compared is a comparison of numbers of a form.
func compared(name, number, doc string) *strict.Shape {
	pattern := ` *((<=|<|>=|>|!=|not )? *N|N +or (more|less)|N *\.\. *N) *`
	return (&strict.Shape{Of: strict.Scalar, Pattern: strings.ReplaceAll(pattern, "N", number), Number: true, Real: name == "seconds", Most: 999_999_999}).As(name, doc)
}

// amount is the form of money.
const amount128 = `[-−]?[¥￥][0-9][0-9,]*(\.[0-9]{2})?`

func (s *schema) money() *strict.Shape {
	pattern := ` *((<=|<|>=|>|!=|not )? *N|N +or (more|less)|N *\.\. *N) *`
	return strict.Matching(strings.ReplaceAll(pattern, "N", "("+amount128+")")).As("money", "money such as ¥128.00, or a comparison")
}
