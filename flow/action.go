package flow

import (
	"tagtap/flow/text"
)

// Verb names what an action or happening does. The zero verb does nothing.
type Verb uint8

// The verbs in the order in which they came: their numbers are kept in stores. Their text form, arguments, taps and event
// names stand in the table below; parser, recorder, help and schema all read it.
const (
	None Verb = iota
	Back
	Home
	OpenNote
	TapTag
	TapCard
	OpenProduct
	AddToCart
	BuyNow
	ChooseSKU
	Choose
	Increase
	Decrease
	Confirm
	OpenCart
	Tick
	Untick
	TickShop
	UntickShop
	TickAll
	UntickAll
	Remove
	ChangeSKU
	OpenCheckout
	ChooseAddress
	PickAddress
	NewAddress
	EditAddress
	Type
	SaveAddress
	ChoosePayment
	PlaceOrder
	Pay
	UseFace
	UsePassword
	EnterPassword
	KeepBrowsing
	OpenOrders
	PayOrder
	CancelOrder
	OpenReview
	Rate
	AddTag
	RemoveTag
	Publish
	Unpublish
	SubmitReview
	// Happenings.
	AnswerPayment
	SellOut
	ExpireOrder
	Wait
	Like
	Unlike
	SaveNote
	UnsaveNote
	WriteComment
	AskLink
	Follow
	Unfollow
	ShareNote
	LeaveFor
	ShowTab
	TrackOrder
	ConfirmReceipt
	FollowUp
	NextStep
	BindWallet
	SaveWallet
	Continue
	ClearOrder
	PackOrder
	ShipParcel
	MoveParcel
	SignParcel
	ConfirmOrder
	MissPromise
	DelayParcel
	ShowTag
	HideTag
	OpenCoupons
	ClaimCoupon
	UseCoupon
	DropCoupon
	AutoCoupons
	ApplyCoupons
	ChooseIdentity
	PickIdentity
	NewIdentity
	EditIdentity
	SaveIdentity
	AddPicture
	SplitOrders
	PayBalance
	AskAfterSale
	ChooseType
	ChooseReason
	ChooseLine
	ExchangeFor
	SubmitRequest
	CancelRequest
	SendBack
	Escalate
	AcceptExchange
	DeclareCustoms
	PassCustoms
	QueryCustoms
	GiveCoupon
	ApproveRequest
	RejectRequest
	CloseRequest
	ReceiveReturn
	RejectReturn
	ShipExchange
	DecideForShopper
	DecideForSeller
	ConfirmExchange
	verbs
)

// Arg says what a verb takes, and so how it is written.
type Arg uint8

// The forms of arguments.
const (
	ArgNone    Arg = iota // add-to-cart
	ArgID                 // tap-tag: lip-tint
	ArgMaybe              // increase, or increase: lip-tint-03
	ArgPair               // choose: {shade: rose-03}
	ArgField              // type: {name: 王小雨}
	ArgNumber             // rate: 5
	ArgSeconds            // wait: 61s
	ArgOutcome            // happen: {payment: declined}
	ArgText               // comment: 求链接
)

// Spec is the row of a verb.
type Spec struct {
	Name  string // as stories write it; for happenings the key below `happen`
	Arg   Arg
	Of    string // what the argument names: note, product, sku, …
	Taps  int    // touches on the phone; 1 for all actions but the keypad
	Done  bool   // closing a sheet by this verb is its job done, no back-tracking
	World bool   // a happening: never a tap
	Due   bool   // happens by itself when its time has come; also on demand
	Event string // analytics name: GA4's where it has one, else custom
}

// specs is the one table of actions and happenings.
var specs = [verbs]Spec{
	Back:          {Name: "back", Taps: 1, Event: "back"},
	Home:          {Name: "home", Taps: 1, Event: "view_item_list"},
	OpenNote:      {Name: "open-note", Arg: ArgID, Of: "note", Taps: 1, Event: "note_open"},
	TapTag:        {Name: "tap-tag", Arg: ArgID, Of: "product", Taps: 1, Event: "tag_tap"},
	TapCard:       {Name: "tap-card", Arg: ArgID, Of: "product", Taps: 1, Event: "select_item"},
	OpenProduct:   {Name: "open-product", Arg: ArgID, Of: "product", Taps: 1, Event: "view_item"},
	AddToCart:     {Name: "add-to-cart", Taps: 1, Done: true, Event: "sku_sheet_open"},
	BuyNow:        {Name: "buy-now", Taps: 1, Done: true, Event: "sku_sheet_open"},
	ChooseSKU:     {Name: "choose-sku", Taps: 1, Event: "sku_sheet_open"},
	Choose:        {Name: "choose", Arg: ArgPair, Of: "axis and value", Taps: 1, Event: "sku_choose"},
	Increase:      {Name: "increase", Arg: ArgMaybe, Of: "sku", Taps: 1, Event: "quantity_change"},
	Decrease:      {Name: "decrease", Arg: ArgMaybe, Of: "sku", Taps: 1, Event: "quantity_change"},
	Confirm:       {Name: "confirm", Taps: 1, Done: true, Event: "add_to_cart"},
	OpenCart:      {Name: "open-cart", Taps: 1, Event: "view_cart"},
	Tick:          {Name: "tick", Arg: ArgID, Of: "sku", Taps: 1, Event: "cart_select"},
	Untick:        {Name: "untick", Arg: ArgID, Of: "sku", Taps: 1, Event: "cart_select"},
	TickShop:      {Name: "tick-shop", Arg: ArgID, Of: "shop", Taps: 1, Event: "cart_select"},
	UntickShop:    {Name: "untick-shop", Arg: ArgID, Of: "shop", Taps: 1, Event: "cart_select"},
	TickAll:       {Name: "tick-all", Taps: 1, Event: "cart_select"},
	UntickAll:     {Name: "untick-all", Taps: 1, Event: "cart_select"},
	Remove:        {Name: "remove", Arg: ArgID, Of: "sku", Taps: 1, Event: "remove_from_cart"},
	ChangeSKU:     {Name: "change-sku", Arg: ArgID, Of: "sku", Taps: 1, Event: "sku_sheet_open"},
	OpenCheckout:  {Name: "checkout", Taps: 1, Event: "begin_checkout"},
	ChooseAddress: {Name: "choose-address", Taps: 1, Event: "address_open"},
	PickAddress:   {Name: "pick-address", Arg: ArgID, Of: "address", Taps: 1, Done: true, Event: "add_shipping_info"},
	NewAddress:    {Name: "new-address", Taps: 1, Event: "address_form"},
	EditAddress:   {Name: "edit-address", Arg: ArgID, Of: "address", Taps: 1, Event: "address_form"},
	Type:          {Name: "type", Arg: ArgField, Of: "field and value", Taps: 1, Event: "form_input"},
	SaveAddress:   {Name: "save-address", Taps: 1, Done: true, Event: "add_shipping_info"},
	ChoosePayment: {Name: "choose-payment", Arg: ArgID, Of: "payment", Taps: 1, Event: "add_payment_info"},
	PlaceOrder:    {Name: "place-order", Taps: 1, Done: true, Event: "order_placed"},
	Pay:           {Name: "pay", Taps: 1, Event: "payment_attempt"},
	UseFace:       {Name: "use-face", Taps: 1, Event: "payment_auth"},
	UsePassword:   {Name: "use-password", Taps: 1, Event: "payment_auth"},
	EnterPassword: {Name: "enter-password", Taps: 0, Event: "payment_attempt"},
	KeepBrowsing:  {Name: "keep-browsing", Taps: 1, Done: true, Event: "keep_browsing"},
	OpenOrders:    {Name: "open-orders", Taps: 1, Event: "order_list"},
	PayOrder:      {Name: "pay-order", Arg: ArgID, Of: "order", Taps: 1, Event: "payment_open"},
	CancelOrder:   {Name: "cancel-order", Arg: ArgID, Of: "order", Taps: 1, Event: "order_cancelled"},
	OpenReview:    {Name: "open-review", Arg: ArgMaybe, Of: "sku", Taps: 1, Event: "review_start"},
	Rate:          {Name: "rate", Arg: ArgNumber, Of: "stars", Taps: 1, Event: "review_rate"},
	AddTag:        {Name: "add-tag", Arg: ArgID, Of: "impression", Taps: 1, Event: "review_tag"},
	RemoveTag:     {Name: "remove-tag", Arg: ArgID, Of: "impression", Taps: 1, Event: "review_tag"},
	Publish:       {Name: "publish", Taps: 1, Event: "review_publish_choice"},
	Unpublish:     {Name: "unpublish", Taps: 1, Event: "review_publish_choice"},
	SubmitReview:  {Name: "submit-review", Taps: 1, Done: true, Event: "review_submit"},
	AnswerPayment: {Name: "payment", Arg: ArgOutcome, Of: "outcome", World: true, Due: true, Done: true, Event: "payment_answer"},
	SellOut:       {Name: "sold-out", Arg: ArgID, Of: "sku", World: true, Event: "stock_sold_out"},
	ExpireOrder:   {Name: "order-expired", Arg: ArgID, Of: "order", World: true, Due: true, Done: true, Event: "order_expired"},
	Wait:          {Name: "wait", Arg: ArgSeconds, Of: "time", World: true, Event: "clock_moved"},

	Like:           {Name: "like", Taps: 1, Event: "note_like"},
	Unlike:         {Name: "unlike", Taps: 1, Event: "note_like"},
	SaveNote:       {Name: "save-note", Taps: 1, Event: "note_save"},
	UnsaveNote:     {Name: "unsave-note", Taps: 1, Event: "note_save"},
	WriteComment:   {Name: "comment", Arg: ArgText, Of: "text", Taps: 1, Event: "note_comment"},
	AskLink:        {Name: "ask-link", Taps: 1, Event: "link_request"},
	Follow:         {Name: "follow", Arg: ArgID, Of: "author", Taps: 1, Event: "author_follow"},
	Unfollow:       {Name: "unfollow", Arg: ArgID, Of: "author", Taps: 1, Event: "author_follow"},
	ShareNote:      {Name: "share", Taps: 1, Event: "share"},
	LeaveFor:       {Name: "leave-for", Arg: ArgID, Of: "platform", Taps: 1, Event: "exit_offplatform"},
	ShowTab:        {Name: "show-tab", Arg: ArgID, Of: "tab", Taps: 1, Event: "order_list"},
	TrackOrder:     {Name: "track-order", Arg: ArgID, Of: "order", Taps: 1, Event: "tracking_view"},
	ConfirmReceipt: {Name: "confirm-receipt", Arg: ArgID, Of: "order", Taps: 1, Event: "order_status_change"},
	FollowUp:       {Name: "follow-up", Arg: ArgID, Of: "sku", Taps: 1, Event: "review_start"},
	NextStep:       {Name: "next-step", Taps: 1, Event: "checkout_progress"},
	BindWallet:     {Name: "bind-wallet", Taps: 1, Event: "wallet_form"},
	SaveWallet:     {Name: "save-wallet", Taps: 1, Event: "wallet_bound"},
	Continue:       {Name: "continue", Taps: 1, Event: "external_step"},
	ClearOrder:     {Name: "order-cleared", Arg: ArgID, Of: "order", World: true, Due: true, Event: "order_status_change"},
	PackOrder:      {Name: "order-packed", Arg: ArgID, Of: "order", World: true, Due: true, Event: "tracking_update"},
	ShipParcel:     {Name: "parcel-shipped", Arg: ArgID, Of: "order", World: true, Due: true, Event: "order_status_change"},
	MoveParcel:     {Name: "parcel-moved", Arg: ArgID, Of: "order", World: true, Due: true, Event: "tracking_update"},
	SignParcel:     {Name: "parcel-signed", Arg: ArgID, Of: "order", World: true, Due: true, Event: "tracking_update"},
	ConfirmOrder:   {Name: "order-confirmed", Arg: ArgID, Of: "order", World: true, Due: true, Event: "order_status_change"},
	MissPromise:    {Name: "promise-missed", Arg: ArgID, Of: "order", World: true, Due: true, Event: "promise_missed"},
	DelayParcel:    {Name: "parcel-delayed", Arg: ArgID, Of: "order", World: true, Event: "tracking_update"},
	ShowTag:        {Name: "tag-shown", Arg: ArgID, Of: "product", World: true, Due: true, Event: "tag_impression"},
	HideTag:        {Name: "tag-hidden", Arg: ArgID, Of: "product", World: true, Due: true, Event: "tag_hidden"},

	OpenCoupons:    {Name: "coupons", Arg: ArgMaybe, Of: "shop", Taps: 1, Event: "view_promotion"},
	ClaimCoupon:    {Name: "claim-coupon", Arg: ArgID, Of: "coupon", Taps: 1, Event: "coupon_claim"},
	UseCoupon:      {Name: "use-coupon", Arg: ArgID, Of: "coupon", Taps: 1, Event: "select_promotion"},
	DropCoupon:     {Name: "drop-coupon", Arg: ArgID, Of: "coupon", Taps: 1, Event: "select_promotion"},
	AutoCoupons:    {Name: "auto-coupons", Taps: 1, Event: "select_promotion"},
	ApplyCoupons:   {Name: "apply-coupons", Taps: 1, Done: true, Event: "select_promotion"},
	ChooseIdentity: {Name: "choose-identity", Taps: 1, Event: "id_verify_start"},
	PickIdentity:   {Name: "pick-identity", Arg: ArgID, Of: "identity", Taps: 1, Done: true, Event: "id_verify_done"},
	NewIdentity:    {Name: "new-identity", Taps: 1, Event: "id_verify_start"},
	EditIdentity:   {Name: "edit-identity", Arg: ArgID, Of: "identity", Taps: 1, Event: "id_verify_start"},
	SaveIdentity:   {Name: "save-identity", Taps: 1, Done: true, Event: "id_verify_done"},
	AddPicture:     {Name: "add-picture", Arg: ArgID, Of: "side", Taps: 1, Event: "id_picture"},
	SplitOrders:    {Name: "split-orders", Taps: 1, Event: "order_split"},
	PayBalance:     {Name: "pay-balance", Arg: ArgID, Of: "order", Taps: 1, Event: "begin_checkout"},
	AskAfterSale:   {Name: "after-sale", Arg: ArgID, Of: "order", Taps: 1, Event: "after_sale_start"},
	ChooseType:     {Name: "choose-type", Arg: ArgID, Of: "type", Taps: 1, Event: "after_sale_type"},
	ChooseReason:   {Name: "choose-reason", Arg: ArgID, Of: "reason", Taps: 1, Event: "after_sale_reason"},
	ChooseLine:     {Name: "choose-line", Arg: ArgID, Of: "sku", Taps: 1, Event: "after_sale_line"},
	ExchangeFor:    {Name: "exchange-for", Arg: ArgID, Of: "sku", Taps: 1, Event: "after_sale_exchange"},
	SubmitRequest:  {Name: "submit-request", Taps: 1, Event: "after_sale_submit"},
	CancelRequest:  {Name: "cancel-request", Arg: ArgID, Of: "request", Taps: 1, Event: "after_sale_cancel"},
	SendBack:       {Name: "send-back", Arg: ArgID, Of: "request", Taps: 1, Event: "after_sale_waybill"},
	Escalate:       {Name: "escalate", Arg: ArgID, Of: "request", Taps: 1, Event: "after_sale_escalate"},
	AcceptExchange: {Name: "accept-exchange", Arg: ArgID, Of: "request", Taps: 1, Event: "after_sale_done"},

	DeclareCustoms:   {Name: "customs-declared", Arg: ArgID, Of: "order", World: true, Due: true, Event: "order_status_change"},
	PassCustoms:      {Name: "customs-passed", Arg: ArgID, Of: "order", World: true, Due: true, Event: "order_status_change"},
	QueryCustoms:     {Name: "customs-query", Arg: ArgID, Of: "order", World: true, Event: "tracking_update"},
	GiveCoupon:       {Name: "coupon-given", Arg: ArgID, Of: "coupon", World: true, Event: "coupon_given"},
	ApproveRequest:   {Name: "request-approved", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_update"},
	RejectRequest:    {Name: "request-rejected", Arg: ArgID, Of: "request", World: true, Event: "after_sale_update"},
	CloseRequest:     {Name: "request-closed", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_update"},
	ReceiveReturn:    {Name: "return-received", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_update"},
	RejectReturn:     {Name: "return-rejected", Arg: ArgID, Of: "request", World: true, Event: "after_sale_update"},
	ShipExchange:     {Name: "exchange-shipped", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_update"},
	DecideForShopper: {Name: "decided-for-shopper", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_update"},
	DecideForSeller:  {Name: "decided-for-seller", Arg: ArgID, Of: "request", World: true, Event: "after_sale_update"},
	ConfirmExchange:  {Name: "exchange-confirmed", Arg: ArgID, Of: "request", World: true, Due: true, Event: "after_sale_done"},
}

// PasswordKeys is the length of the wallets' payment password. The digits themselves never leave the screen.
const PasswordKeys = 6

// Spec returns the row of the verb, an empty one for a verb that is not in the table.
func (v Verb) Spec() Spec {
	if v >= verbs {
		v = None
	}
	return specs[v]
}

// String returns the verb as stories write it.
func (v Verb) String() string { return v.Spec().Name }

// Verbs lists all verbs but None: shoppers' first, then happenings.
func Verbs() []Verb {
	all := make([]Verb, 0, verbs-1)
	for _, world := range []bool{false, true} {
		for v := Back; v < verbs; v++ {
			if specs[v].World == world {
				all = append(all, v)
			}
		}
	}
	return all
}

// Action is one thing that a shopper does, or one happening: a verb with its arguments. It is comparable; two equal
// actions do the same.
type Action struct {
	Verb  Verb      `cbor:"1,keyasint"`
	ID    string    `cbor:"2,keyasint,omitempty"` // what it is done to; the axis of choose, the field of type
	Value string    `cbor:"3,keyasint,omitempty"` // the value of choose, the outcome of a payment
	N     int32     `cbor:"4,keyasint,omitempty"` // stars, seconds, the number of an attempt
	Words text.Text `cbor:"5,keyasint,omitempty"` // what was typed, cleaned at the door
}

// Happening says whether the outside world does it.
func (a Action) Happening() bool { return a.Verb < verbs && specs[a.Verb].World }

// Taps returns the touches on the phone.
func (a Action) Taps() int { return a.Verb.Spec().Taps }

// Keys returns the characters that the shopper types with it.
func (a Action) Keys() int {
	switch a.Verb {
	case EnterPassword:
		return PasswordKeys
	case Type, WriteComment:
		return a.Words.Len()
	}
	return 0
}
