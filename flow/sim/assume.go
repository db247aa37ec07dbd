package sim

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"tagtap/flow"
	"tagtap/flow/shop"
)

// Assumptions is a set of assumptions, read from data. All shares and chances are from 0 to 1.
type Assumptions struct {
	Name     string
	Title    shop.Words
	Vintage  string // of the survey behind the shares of the causes
	Sources  []Source
	Baseline string // the flow that the set was calibrated on

	Abandonment float64 // of the baseline's carts
	Browsing    float64 // share of the abandoned carts that belong to window shoppers

	Shares Exposure  // of the causes, as weights relative to each other
	Means  Exposure  // of what patient shoppers with a cart meet under the baseline
	Scales []float64 // by theta, as in Thetas: the one number that is fitted

	Vintages []*Assumptions // other vintages of the same survey, for ranges

	Feel     Feel
	Funnel   Funnel
	Personas []Persona
}

// Source says where values come from, how sure they are and of when they are.
type Source struct {
	ID      string
	What    string
	Vintage string
	Mark    string // official, secondary, assumption
}

// Marks lists the marks of sources, the surest first.
func Marks() []string { return []string{"official", "secondary", "assumption"} }

// Thetas are the variances of the frailty for which a set has a scale, in the order of Scales.
var Thetas = [...]float64{0, 0.5, 1}

// Feel says how much exposure the things that the engine shows are.
type Feel struct {
	ExpectedDays  float64 // a promise up to so many days is no exposure
	CardForm      float64 // trust: a card has to be typed in
	PayOutside    float64 // trust: paying in a shop outside
	Wallet        float64 // trust: paying with a wallet that is bound
	AccountInside float64 // account: what there is of it in the app, at the first page of its checkout
	AccountWall   float64 // account: a sign-in outside
	Field         float64 // too long: a field that is shown
	Page          float64 // too long: a place of the checkout
	Refusal       float64 // errors: a refusal
	TimeOut       float64 // errors: a payment without an answer
	NoReturns     float64 // returns: no seven-day return
	OwnFreight    float64 // returns: seven days, the shopper pays the freight
}

// Funnel holds the weights by which shoppers choose at a place among what is enabled, and the chances of what happens to them.
// Weights of one place are relative to each other.
type Funnel struct {
	FeedOpen, FeedLeave    float64
	FeedDecay              float64 // a note's reach is that of the one above it times this
	OutboundReach          float64 // reach of notes with a link out of the app, as a share of others
	NoteTag, NoteLike      float64
	NoteSave, NoteBack     float64
	NoteLeave              float64
	ProductDoor            float64 // to buy, by whichever button
	ProductLeaveFor        float64
	ProductBack            float64
	ProductNote            float64
	ProductLeave           float64
	SheetConfirm           float64
	SheetMore, SheetBack   float64
	CartOpen, CartLater    float64 // with a filled cart: open it, or browse on
	CartCheckout, CartMore float64

	BuyNow        float64 // share of doors that are buy-now where the flow has it
	OutsideFollow float64 // share that follows where a tag leads out of the app
	WindowAtOnce  float64 // share of window shoppers who do not even open the cart
	Slip          float64 // chance to submit before everything is there
	Decline       float64 // of a payment attempt
	TimeOut       float64 // of a payment attempt
	OtherMethod   float64 // chance to try another payment after a failed one
	Prefer        float64 // chance to change a preset payment to the preferred one
	Coupons       float64 // chance to look for coupons where they are picked by hand
	Review        float64 // chance to write a review when asked

	Spread        float64 // standard deviation of the logarithm of dwell
	SpeedSpread   float64 // the same, between shoppers
	ArriveMinutes float64 // shoppers come within so many minutes of the start
}

// Persona is a kind of shopper.
type Persona struct {
	ID       string
	Title    shop.Words
	Share    float64 // relative to the others
	Enters   string  // where the walk begins: feed
	Shopper  string  // id of the profile that walks
	Patience float64 // 1 is usual, 0.5 leaves at half of the exposure
	Limit    shop.Fen
	Pays     flow.Method
	Objects  Exposure // by which exposure counts more; 1 is usual
	Tag      float64  // by which the weight of a tag counts more; 1 is usual
	Door     float64  // the same for buying
	LeaveFor float64  // the same for leaving for another platform
	Source   string   // id
}

// MostTaps bounds a walk.
const MostTaps = 120

// tries is how often a payment is tried, and how often one thing is put right, before a shopper gives up.
const tries = 3

// ErrTheta says that a set has no scale for a variance.
var ErrTheta = errors.New("theta is 0, 0.5 or 1")

// theta returns the index of a variance in Thetas.
func thetaIndex(theta float64) (int, error) {
	if i := slices.Index(Thetas[:], theta); i >= 0 {
		return i, nil
	}
	return 0, fmt.Errorf("%v: %w", theta, ErrTheta)
}

// Window returns the share of carts that belong to window shoppers.
func (a *Assumptions) Window() float64 { return a.Browsing * a.Abandonment }

// Hazard returns the total hazard of carts of shoppers who mean to buy: what makes so many of them leave that the baseline's
// abandonment comes out, were all of them equally exposed. With frailty of variance theta a share (1+θH)^(-1/θ) stays.
func (a *Assumptions) Hazard(theta float64) float64 {
	stay := (1 - a.Abandonment) / (1 - a.Window())
	if theta == 0 {
		return -math.Log(stay)
	}
	return (math.Pow(stay, -theta) - 1) / theta
}

// Betas returns the hazard of one unit of exposure to each cause: its share of the total, spread over what the baseline's
// shoppers meet on average, times the set's scale. A cause without exposure there has none.
func (a *Assumptions) Betas(theta float64) (Exposure, error) {
	i, err := thetaIndex(theta)
	if err != nil {
		return Exposure{}, err
	}
	if i >= len(a.Scales) {
		return Exposure{}, fmt.Errorf("assumption set %s has no scale for theta %v", a.Name, theta)
	}
	return a.betas(theta, a.Scales[i]), nil
}

func (a *Assumptions) betas(theta, scale float64) Exposure {
	sum := 0.0
	for _, share := range a.Shares {
		sum += share
	}
	var betas Exposure
	for c := range betas {
		if a.Means[c] > 0 && sum > 0 {
			betas[c] = scale * a.Hazard(theta) * a.Shares[c] / sum / a.Means[c]
		}
	}
	return betas
}

// personaOf returns the persona of a uniform number.
func (a *Assumptions) personaOf(u float64) *Persona {
	sum := 0.0
	for i := range a.Personas {
		sum += a.Personas[i].Share
	}
	u *= sum
	for i := range a.Personas {
		if u -= a.Personas[i].Share; u < 0 {
			return &a.Personas[i]
		}
	}
	return &a.Personas[len(a.Personas)-1]
}
