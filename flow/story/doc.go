// Package story is a journey as text: a YAML file of taps, happenings and expectations that is parsed once, checked against
// a catalogue, and played as often as wanted, by a session like any other.
//
// A line of `steps` is one action or happening in its one text form (flow.ParseAction), or one of the story's own lines
// (Lines), some of which stand for several actions. Such a line is worked out from what the shopper sees when it is its
// turn, and then tapped; every tap is recorded like any other.
//
// Rules of playing:
//
//  1. A refused action must be expected by the very next line (`expect: {refused: sold-out}`); otherwise the story stops
//     there. Of a line that stands for several actions, none follows the one that was refused.
//  2. An expectation that is missed is noted, and the story goes on.
//  3. A payment attempt in progress is answered `approved` before the next line, unless that line is a happening, a wait,
//     or an expectation of `payment: pending` or `place: payment`. After such an expectation the attempt stays in progress
//     until the story itself ends it: by a happening, by waiting, or by leaving the sheet. An attempt that no line has
//     looked at is also approved when the lines are used up.
//  4. `reach` walks the fewest taps to a place, about the product that the shopper looks at or has in the cart, else the one
//     that a line named last. It answers a payment `approved`, and lets time pass where the world has to do something by
//     itself, such as an order that has to arrive; it forces nothing. Where the flow has no such stage, the line and the
//     expectations up to the next `reach` are skipped.
//  5. Time is predicted time, from the story's start or the catalogue's today; with `clock: still` taps take none, and it
//     passes by waits alone.
//  6. A session begins with what the story is given, else at the feed with an empty cart.
//
// Equal stories, flows, shoppers, cases and seeds give equal results, byte by byte.
package story
