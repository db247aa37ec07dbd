package flow

// Branched returns the state with which a session begins that goes another way from an earlier state: place, cart, forms and
// what was typed are as they were then; orders, what was paid, what was published and given are as they are now, and so are
// the address book and the wallets.
func Branched(then, now State) State {
	s := then
	s.Stream, s.Seq = now.Stream, now.Seq
	s.Book, s.Attempts, s.Orders, s.Notes = now.Book, now.Attempts, now.Orders, now.Notes
	s.Marks, s.Following, s.Unbound, s.Wallets, s.Coupons = now.Marks, now.Following, now.Unbound, now.Wallets, now.Coupons
	s.Identities, s.Requests = now.Identities, now.Requests
	if s.Place() == Payment && s.due() == 0 {
		s.Trail = s.Trail[: len(s.Trail)-1 : len(s.Trail)-1] // what was to be paid there is paid, or gone
	}
	if s.Wallet != nil && (s.Place() != Payment || s.Bound(s.Wallet.Method)) {
		s.Wallet = nil
	}
	return s
}
