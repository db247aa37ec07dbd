// Package flow is the journey of a shopper as a pure state machine: the same world, time, state and input give the same
// events and the same next state. There is no clock, no disk, no randomness and no terminal in it.
//
// The map:
//
//	feed ─ open-note → note ─ tap-tag → product ─ add-to-cart, buy-now → sku ─ confirm → product, checkout
//	any page ─ open-cart → cart ─ checkout → checkout ─ place-order → payment ─ (approved) → confirmation
//	confirmation ─ open-review → review ─ submit-review → feed, where the review is a note
//	product, cart, checkout ─ coupons → coupons;  checkout ─ choose-identity → identity;  orders, tracking ─ after-sale → after-sale
//	checkout ─ choose-address → address;  feed, confirmation ─ open-orders → orders ─ pay-order → payment
//	feed ─ open-note → video, where the note is one;  orders, confirmation ─ track-order → tracking
//	note, video ─ tap-tag → external, where the flow, the note's link or an unverified brand says so
//	note, product, cart, checkout ─ leave-for → external: another platform
//
// A checkout in steps is one place with four pages, and so is the external shop: the subject of the spot says which.
//
// An order goes on by itself (Due): paid → [over the border: customs] → to-ship → part-shipped → shipped → completed; before it
// leaves it can be cancelled, is closed and given back. A presale is paid twice: deposit, then balance in its window.
//
// Step is the one door: it checks (Refuse), then emits a head event and what followed; Apply folds events into a State,
// Share folds them into what all shoppers see. A place is a constant in place.go and a file with three functions: what it
// offers, what it turns down, what it does.
//
// The invariants, checked over all states of small worlds and on random walks of the whole catalogue:
//
//	I1   the payable of an order is the sum of its lines, and the shares of a line sum to it
//	I2   every amount of a quote is whole fen; no payable is negative
//	I3   a bought order has captured at least its payable; of one that was never paid, whatever was captured is given back
//	I4   refunded ≤ captured; captured − refunded is what was paid less what the order's requests gave back, and zero of an
//	     order that was never paid
//	I5   nobody is charged twice: every capture beyond the first is refunded in full
//	I7   held pieces of a SKU are those of orders that await payment, and of exchanges that were not sent
//	I8   the pieces left are never negative, and start − held − sold − gone
//	I9   replaying the events gives the same state
//	I11  order statuses only move on: awaiting-payment → paid or cancelled; paid → (customs →) to-ship → part-shipped →
//	     shipped → completed; each of them that is paid → closed, when everything was given back; shipped, completed →
//	     exchange, and back when it is over
//	I12  a refused action changes nothing but the journal; price-changed also tells the new payable, which may then be accepted
//	I13  a review is of a bought line, one a line; a follow-up is of a reviewed line, one a line
//	I14  what was bought outside leaves no order, and no data with the brand
//	I15  offers and Step agree: an offer that is not refused is accepted, a refused one is refused with the same words, and
//	     what is not offered is refused
//	I16  the confirmation can be reached from every place where something can still be bought
package flow
