package shop_test

import (
	"testing"

	"tagtap/flow/shop"
)

func TestRemoteProvincesAreKnownHoweverTheyAreWritten(t *testing.T) {
	s := shop.Shipping{Kind: shop.ShippingFree, Remote: 1500, Provinces: []string{"新疆维吾尔自治区", "西藏自治区"}}
	for province, want := range map[string]shop.Fen{
		"西藏自治区": 1500, "西藏": 1500, "西藏自治区拉萨市": 1500, "新疆": 1500, "新疆维吾尔自治区": 1500,
		"": 0, "西": 0, "新": 0, "浙江省": 0, "广西壮族自治区": 0, "内蒙古自治区": 0,
	} {
		if got := s.Surcharge(province); got != want {
			t.Errorf("%q: got %s, want %s", province, got, want)
		}
	}
	if got := (shop.Shipping{Kind: shop.ShippingFree}).Surcharge("西藏自治区"); got != 0 {
		t.Errorf("a template without remote provinces adds %s", got)
	}
}
