package shop_test

import (
	"testing"

	"pgregory.net/rapid"

	"tagtap/flow/shop"
)

func TestMoneyPrintsAndReads(t *testing.T) {
	for in, want := range map[string]shop.Fen{
		"¥128.00": 12800, "¥0.01": 1, "-¥30.00": -3000, "−¥30.00": -3000, "¥128": 12800, "¥1,280.50": 128050, "￥128.00": 12800,
	} {
		got, err := shop.ParseFen(in)
		if err != nil || got != want {
			t.Errorf("%s: got %d, %v, want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"128", "128.00", "¥1.2", "¥1.234", "¥", "¥-1.00", "¥１２", "¥1.-1", "¥99999999999999999999"} {
		if got, err := shop.ParseFen(in); err == nil {
			t.Errorf("%s: got %s, want an error", in, got)
		}
	}
	for f, want := range map[shop.Fen]string{12905: "¥129.05", -3000: "-¥30.00", 0: "¥0.00", 7: "¥0.07"} {
		if f.String() != want {
			t.Errorf("got %s, want %s", f, want)
		}
	}
}

// A split loses no fen, gives nobody more than a fen beyond the exact part, and ties to the earlier.
func TestSplitLosesNoFen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := shop.Fen(rapid.Int64Range(-10_000_000, 10_000_000).Draw(t, "amount"))
		var weights []shop.Fen
		var sum shop.Fen
		for _, w := range rapid.SliceOfN(rapid.Int64Range(0, 10_000_000), 1, 20).Draw(t, "weights") {
			weights = append(weights, shop.Fen(w))
			sum += shop.Fen(w)
		}
		var got shop.Fen
		for i, share := range shop.Split(amount, weights) {
			got += share
			if sum > 0 {
				if off := share*sum - amount*weights[i]; off >= sum || off <= -sum {
					t.Fatalf("share %d is %s of %s by %d/%d", i, share, amount, weights[i], sum)
				}
			}
		}
		if got != amount {
			t.Fatalf("shares sum to %s, want %s", got, amount)
		}
	})
	if got := shop.Split(100, []shop.Fen{1, 1, 1}); got[0] != 34 || got[1] != 33 || got[2] != 33 {
		t.Fatalf("got %v, want 34, 33, 33", got)
	}
}
