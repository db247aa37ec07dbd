package export

import (
	"strconv"
	"unicode/utf8"
)

// NDJSON writes a row as a JSON object on a line of its own: always the same keys in the same order, the object ga4 last, null
// where GA4 has no such event. The zero value is ready. It is used by one goroutine.
type NDJSON struct {
	last   Origin
	common []byte // the members of last
}

// Append appends a line.
func (n *NDJSON) Append(to []byte, r *Row) []byte {
	if n.common == nil || r.Origin != n.last {
		n.last, n.common = r.Origin, appendOrigin(n.common[:0], &r.Origin)
	}
	to = appendNumber(append(to, '{'), `"ts_us":`, r.Time)
	to = appendNumber(to, `,"seq":`, r.Seq)
	to = append(to, n.common...)
	to = appendMember(to, `,"event":`, r.Event)
	to = appendMember(to, `,"ga4_event":`, r.GA4)
	to = appendMember(to, `,"place":`, r.Place)
	to = appendMember(to, `,"stage":`, r.Stage)
	to = appendMember(to, `,"sku":`, r.SKU)
	to = appendNumber(to, `,"quantity":`, int64(r.Quantity))
	to = appendNumber(to, `,"value_fen":`, r.Value)
	to = appendMember(to, `,"currency":`, r.Currency)
	to = appendNumber(to, `,"taps":`, int64(r.Taps))
	to = appendNumber(to, `,"keys":`, int64(r.Keys))
	to = appendNumber(to, `,"fields":`, int64(r.Fields))
	to = appendNumber(to, `,"presses":`, int64(r.Presses))
	to = appendMember(to, `,"reason":`, r.Reason)
	to = appendMember(to, `,"app_version":`, r.App)
	to = appendNumber(to, `,"schema_version":`, int64(r.Schema))
	to = appendNumber(to, `,"journey":`, r.Journey)
	to = appendMember(to, `,"branched_from":`, r.Branched)
	to = appendMember(to, `,"from_place":`, r.From)
	to = appendMember(to, `,"verb":`, r.Verb)
	to = appendMember(to, `,"note":`, r.Note)
	to = appendMember(to, `,"product":`, r.Product)
	to = appendMember(to, `,"transaction_id":`, r.Transaction)
	to = appendMember(to, `,"payment_type":`, r.Payment)
	to = appendMember(to, `,"promotion_id":`, r.Promotion)
	to = appendNumber(to, `,"shipping_fen":`, r.Shipping)
	to = appendNumber(to, `,"tax_fen":`, r.Tax)
	to = appendNumber(to, `,"fee_fen":`, r.Fee)
	to = appendNumber(to, `,"merchant_discount_fen":`, r.ByMerchant)
	to = appendNumber(to, `,"platform_discount_fen":`, r.ByPlatform)
	to = appendNumber(to, `,"abandon_stage":`, int64(r.Lost))
	to = appendGA4(append(to, `,"ga4":`...), r)
	return append(to, '}', '\n')
}

func appendOrigin(to []byte, o *Origin) []byte {
	to = appendMember(to, `,"run_id":`, o.Run)
	to = appendNumber(to, `,"seed":`, o.Seed)
	to = appendMember(to, `,"source":`, o.Source)
	to = appendMember(to, `,"shopper":`, o.Shopper)
	to = appendMember(to, `,"session_id":`, o.Session)
	to = appendMember(to, `,"flow":`, o.Flow)
	return appendMember(to, `,"flow_digest":`, o.Digest)
}

func appendNumber(to []byte, key string, n int64) []byte {
	return strconv.AppendInt(append(to, key...), n, 10)
}

func appendMember(to []byte, key, value string) []byte {
	to = append(to, key...)
	if value == "" {
		return append(to, '"', '"')
	}
	return appendText(to, value)
}

const hex = "0123456789abcdef"

// appendText appends a JSON string. What commands a terminal or turns the direction of writing is escaped as well; what is not
// UTF-8 becomes U+FFFD.
func appendText(to []byte, s string) []byte {
	to = append(to, '"')
	plain := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
				i++
				continue
			}
			to = append(to, s[plain:i]...)
			if c == '"' || c == '\\' {
				to = append(to, '\\', c)
			} else {
				to = append(to, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			plain = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if bad := r == utf8.RuneError && size == 1; bad || unseen(r) {
			to = append(to, s[plain:i]...)
			if bad {
				r = utf8.RuneError
			}
			to = append(to, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
			plain = i + size
		}
		i += size
	}
	return append(append(to, s[plain:]...), '"')
}

// unseen says whether a character beyond ASCII is not shown but does something: the control characters of Latin-1, the ends of
// lines and paragraphs, and what turns the direction of writing (Unicode, UAX #9).
func unseen(r rune) bool {
	return r >= 0x80 && r <= 0x9f || r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
