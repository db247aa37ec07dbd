package flow

import (
	"slices"
	"strconv"
	"strings"

	"tagtap/flow/shop"
	"tagtap/flow/text"
)

// The review 评价: stars, impressions, a text, and whether it is also published as a note. That the note carries the
// product's tag again closes the loop.
var reviewRoom = room{
	offers: func(w *World, s *State, add func(Action)) {
		if s.Draft.Follow {
			add(Action{Verb: Type, ID: "text"})
			add(Action{Verb: SubmitReview})
			add(Action{Verb: Back})
			return
		}
		for stars := int32(1); stars <= maxStars; stars++ {
			add(Action{Verb: Rate, N: stars})
		}
		if _, p := w.Catalogue.Variant(s.Draft.SKU); p != nil {
			for _, v := range p.Impressions {
				if slices.Contains(s.Draft.Tags, v.ID) {
					add(Action{Verb: RemoveTag, ID: v.ID})
				} else {
					add(Action{Verb: AddTag, ID: v.ID})
				}
			}
		}
		add(Action{Verb: Type, ID: "text"})
		if s.Draft.Publish {
			add(Action{Verb: Type, ID: "title"})
			add(Action{Verb: Unpublish})
		} else {
			add(Action{Verb: Publish})
		}
		add(Action{Verb: SubmitReview})
		add(Action{Verb: Back})
	},
	check: checkReview,
	act:   actReview,
}

const maxStars = 5

type reviewLine struct {
	order OrderID
	sku   shop.SKU
}

// reviewable lists the lines of these orders that may be reviewed and have no review yet.
func reviewable(w *World, s *State, ids []OrderID) []reviewLine {
	var lines []reviewLine
	for _, id := range ids {
		o := s.Order(id)
		if o == nil || !w.Flow.reviews(o) {
			continue
		}
		for _, item := range o.Quote.Items {
			if !slices.Contains(o.Reviewed, item.SKU) && o.Kept(item.SKU) > 0 {
				lines = append(lines, reviewLine{id, item.SKU})
			}
		}
	}
	return lines
}

// reviews says whether the lines of an order may be reviewed: once it is paid, or once it was received, as the knob has it.
func (f *Flow) reviews(o *Order) bool {
	if f.ReviewAt == AfterReceipt {
		return o.Status == Completed
	}
	return o.Status.Bought()
}

func checkOpenReview(w *World, s *State, ids []OrderID, a Action) Refusal {
	for _, line := range reviewable(w, s, ids) {
		if a.ID == "" || string(line.sku) == a.ID {
			return Refusal{}
		}
	}
	for _, id := range ids {
		o := s.Order(id)
		if o == nil || a.ID != "" && !slices.ContainsFunc(o.Quote.Items, func(i shop.Item) bool { return string(i.SKU) == a.ID }) {
			continue
		}
		switch {
		case w.Flow.reviews(o) && (a.ID == "" || o.Kept(shop.SKU(a.ID)) > 0):
			return refuse(Already, "sku", a.ID)
		case w.Flow.reviews(o):
			return refuse(NotPaid, "order", string(id)) // its money was given back
		case o.Status.Bought():
			return refuse(NotReceived, "order", string(id))
		}
		return refuse(NotPaid, "order", string(id))
	}
	return refuse(NoSuch, "sku", a.ID)
}

func (t *turn) openReview(a Action, ids []OrderID) {
	for _, line := range reviewable(t.w, &t.state, ids) {
		if a.ID == "" || string(line.sku) == a.ID {
			t.open(a, Review, string(line.sku))
			t.emit(Event{Kind: DraftSet, Draft: &Draft{Order: line.order, SKU: line.sku, Publish: t.w.Flow.Review}})
			return
		}
	}
}

// drafted says whether the draft is about a line that may be reviewed, or followed up, and was not yet.
func drafted(w *World, s *State) bool {
	if s.Draft.Follow {
		o := s.Order(s.Draft.Order)
		return o != nil && o.follows(s.Draft.SKU)
	}
	return slices.Contains(reviewable(w, s, []OrderID{s.Draft.Order}), reviewLine{s.Draft.Order, s.Draft.SKU})
}

// follows says whether a line has a review and no follow-up 追评 yet.
func (o *Order) follows(sku shop.SKU) bool {
	return slices.Contains(o.Reviewed, sku) && !slices.Contains(o.Followed, sku)
}

func checkFollowUp(s *State, ids []OrderID, a Action) Refusal {
	r := refuse(NoSuch, "sku", a.ID)
	for _, id := range ids {
		o, sku := s.Order(id), shop.SKU(a.ID)
		switch {
		case o == nil || !slices.ContainsFunc(o.Quote.Items, func(i shop.Item) bool { return i.SKU == sku }):
		case o.follows(sku):
			return Refusal{}
		case slices.Contains(o.Reviewed, sku):
			r = refuse(Already, "sku", a.ID)
		default:
			r = refuse(NotReviewed, "sku", a.ID)
		}
	}
	return r
}

func (t *turn) openFollowUp(a Action, ids []OrderID) {
	for _, id := range ids {
		if o, sku := t.state.Order(id), shop.SKU(a.ID); o != nil && o.follows(sku) {
			t.open(a, Review, a.ID)
			t.emit(Event{Kind: DraftSet, Draft: &Draft{Order: id, SKU: sku, Follow: true}})
			return
		}
	}
}

func checkReview(w *World, s *State, a Action) Refusal {
	if s.Draft.Follow && a.Verb != Back && a.Verb != SubmitReview && (a.Verb != Type || a.ID != "text") {
		return refuse(NotHere)
	}
	switch a.Verb {
	case Back:
		return Refusal{}
	case Rate:
		if a.N < 1 || a.N > maxStars {
			return refuse(OutOfRange, "min", "1", "max", strconv.Itoa(maxStars))
		}
		return Refusal{}
	case AddTag, RemoveTag:
		_, p := w.Catalogue.Variant(s.Draft.SKU)
		if p == nil || !slices.ContainsFunc(p.Impressions, func(v shop.Value) bool { return v.ID == a.ID }) {
			return refuse(NoSuch, "impression", a.ID)
		}
		if slices.Contains(s.Draft.Tags, a.ID) != (a.Verb == RemoveTag) {
			return refuse(NotHere)
		}
		return Refusal{}
	case Type:
		if a.ID == "text" || a.ID == "title" && s.Draft.Publish {
			return Refusal{}
		}
		return refuse(NoSuch, "field", a.ID)
	case Publish, Unpublish:
		if s.Draft.Publish == (a.Verb == Publish) {
			return refuse(NotHere)
		}
		return Refusal{}
	case SubmitReview:
		if !drafted(w, s) {
			return refuse(NoSuch, "sku", string(s.Draft.SKU))
		}
		if s.Draft.Follow {
			if s.Draft.Text.IsZero() {
				return refuse(TextNeeded)
			}
			return Refusal{}
		}
		if s.Draft.Stars == 0 {
			return refuse(StarsNeeded)
		}
		if s.Draft.Publish && s.Draft.Text.IsZero() {
			return refuse(TextNeeded)
		}
		return Refusal{}
	}
	return refuse(NotHere)
}

func actReview(t *turn, a Action) {
	draft := t.state.Draft
	head := Event{Kind: Tapped, Action: a}
	switch a.Verb {
	case Back:
		t.back(a)
		return
	case SubmitReview:
		t.submit(a)
		return
	case Rate:
		draft.Stars = a.N
	case AddTag:
		draft.Tags = append(slices.Clip(draft.Tags), a.ID)
	case RemoveTag:
		draft.Tags = slices.DeleteFunc(slices.Clone(draft.Tags), func(id string) bool { return id == a.ID })
	case Publish, Unpublish:
		draft.Publish = a.Verb == Publish
	case Type:
		field := &draft.Text
		if a.ID == "title" {
			field = &draft.Title
		}
		head.Fresh = field.IsZero() && !a.Words.IsZero()
		*field = a.Words
	}
	t.emit(head)
	t.emit(Event{Kind: DraftSet, Draft: &draft})
}

func (t *turn) submit(a Action) {
	draft := t.state.Draft
	if draft.Follow {
		t.back(a)
		o := t.state.Order(draft.Order)
		t.emit(Event{Kind: FollowedUp, OrderID: o.ID, Review: &shop.Review{
			ID: t.reviewOf(o, draft.SKU), SKU: draft.SKU, Follow: shop.Words{ZH: draft.Text, EN: draft.Text}, At: t.now,
		}})
		t.emit(Event{Kind: DraftSet, Draft: &Draft{}})
		return
	}
	if draft.Publish {
		t.move(a, Move{Set: true, Keep: 1})
	} else {
		t.back(a)
	}
	_, p := t.w.Catalogue.Variant(draft.SKU)
	order := t.state.Order(draft.Order)
	i := slices.IndexFunc(order.Quote.Items, func(i shop.Item) bool { return i.SKU == draft.SKU })
	item := order.Quote.Items[i]
	who := text.Clean(shop.MaskName(t.w.Shopper.Name), text.Name)
	t.emit(Event{Kind: Reviewed, OrderID: draft.Order, Review: &shop.Review{
		ID: shop.ReviewID(t.id("V")), Product: item.Product, SKU: draft.SKU, Who: shop.Words{ZH: who, EN: who},
		Stars: int(draft.Stars), Text: shop.Words{ZH: draft.Text, EN: draft.Text}, Tags: draft.Tags, At: t.now,
	}})
	if draft.Publish {
		t.emit(Event{Kind: Noted, Note: t.note(draft, item, p)})
	}
	t.emit(Event{Kind: DraftSet, Draft: &Draft{}})
}

// reviewOf returns the id of a line's review. Orders keep the ids of the reviews that were written last; an older one is
// looked for among those of all shoppers, by its own stream and SKU.
func (t *turn) reviewOf(o *Order, sku shop.SKU) shop.ReviewID {
	if i := slices.Index(o.Reviewed, sku) - (len(o.Reviewed) - len(o.Reviews)); i >= 0 && i < len(o.Reviews) {
		return o.Reviews[i]
	}
	own := "V" + strconv.Itoa(int(t.state.Stream))
	for i := range t.w.Shared.Reviews {
		r := &t.w.Shared.Reviews[i]
		kept := func(o Order) bool { return slices.Contains(o.Reviews, r.ID) }
		if r.SKU == sku && r.Follow.ZH.IsZero() && len(r.ID) == len(own)+len(pad(0)) && strings.HasPrefix(string(r.ID), own) &&
			!slices.ContainsFunc(t.state.Orders, kept) {
			return r.ID
		}
	}
	return ""
}

// note makes the post of a review: its own title, or the beginning of its text.
func (t *turn) note(draft Draft, item shop.Item, p *shop.Product) *shop.Note {
	title := draft.Title
	if title.IsZero() {
		title = text.Clean(draft.Text.String(), text.Title)
	}
	note := shop.Note{
		ID: shop.NoteID(t.id("N")), Author: shop.AuthorID(t.w.Shopper.ID), Title: shop.Words{ZH: title, EN: title},
		Text: shop.Words{ZH: draft.Text, EN: draft.Text}, Aspect: "1:1", Tags: []shop.ProductID{item.Product}, Posted: t.now,
	}
	if p != nil && len(p.Pictures) > 0 {
		note.Pictures = []shop.Shot{p.Pictures[len(p.Pictures)-1]}
	}
	return &note
}
