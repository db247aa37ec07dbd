// Package sim lets simulated shoppers walk. They use the same door as a person, [tagtap/flow/session], so the engine decides
// what may be done, what it costs and what it shows; this package only chooses among what is enabled, and notices when a
// shopper has had enough.
//
// The model:
//
//  1. A share of all carts belongs to window shoppers, who leave whatever the flow is.
//  2. Every other shopper has a budget of patience for each cause, drawn once from Exp(1), and one frailty of mean 1. What the
//     engine shows adds exposure to causes; the shopper leaves when the first budget is used up, and that cause is the reason.
//  3. What is done is chosen by weights among the actions that the place offers and the rules do not refuse.
//  4. Time is log-normal around the predicted time of each act, and passes on a simulated clock.
//
// What holds:
//
//  1. Draws are keyed by seed, shopper and what is decided, so a shopper is the same person under two flows, and a result does
//     not depend on the number of workers.
//  2. Exposure begins with the first piece that is put into the cart, or with buying at once. Until then no flow is left out
//     of impatience.
//  3. What is chosen never depends on the budgets. So one walk with endless patience tells what the shopper would have done
//     under any budgets, which is how ranges over parameters and the calibration are worked out.
//  4. Every walk ends with a reason.
//
// All of it is assumption: nothing here is evidence about people. Results carry the name of the assumption set.
package sim
