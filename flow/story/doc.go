// Package story is a journey as text: a YAML file of taps, happenings and expectations that is parsed once, checked against
// a catalogue, and played as often as wanted, by a session like any other.
//
// A line of `steps` is one action or happening in its one text form (flow.ParseAction), or one of the story's own lines
// (Lines), some of which stand for several actions. Such a line is worked out from what the shopper sees when it is its
// turn, and then tapped; every tap is recorded like any other.
//
// A story may run others (run:), with values in place of those of their env, and play lines only under conditions (only-when:).
// Their lines are lines of the run: they are listed, followed, counted and tapped like those of the story itself, and keep
// the positions of their own files.
//
// Rules of playing:
//
//  1. A refused action must be looked at by the very next line: `expect: {refused: sold-out}`, or an only-when that asks what was
//     refused and holds. Otherwise the story stops there. Of a line that stands for several actions, none follows the one
//     that was refused.
//  2. An expectation that is missed is noted, and the story goes on.
//  3. A payment attempt in progress is answered `approved` before the next line, unless that line is a happening, a wait, an at,
//     or looks for `payment: pending` or `place: payment`. After such a look the attempt stays in progress until the story
//     itself ends it: by a happening, by waiting, or by leaving the sheet. An attempt that no line has looked at is also
//     approved when the lines are used up.
//  4. `reach` walks the fewest taps to a place, about the product that the shopper looks at or has in the cart, else the one
//     that a line named last. It answers a payment `approved`, and lets time pass where the world has to do something by
//     itself, such as an order that has to arrive; it forces nothing. Where the flow has no such stage, the line and the
//     expectations up to the next `reach` are skipped.
//  5. Time is predicted time, from the story's start, the campaign day that it is given, or the catalogue's today; with
//     `clock: still` taps take none, and it passes by `wait` and `at` alone. It never goes back: an `at` that lies behind
//     fails and ends the story.
//  6. A session begins with what the story is given, else at the feed with an empty cart.
//  7. `say`, `run`, and an only-when of flow and shopper alone stand aside: for the first and the third rule the next line is the
//     one behind them. Lines that are passed over are neither missed nor skipped; what counts since a checkpoint in them, or
//     goes back to it, fails.
//  8. `see` and `see-not` look at the screen of a run that has hands. Without hands they are skipped, so a story walks the same
//     way with a screen and without.
//
// Equal stories, flows, shoppers, cases, values of env and seeds give equal results, byte by byte.
package story
