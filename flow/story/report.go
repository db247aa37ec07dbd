package story

import (
	"strconv"
	"time"
	"unicode/utf8"

	"tagtap/flow/shop"
)

// reportSchema is the version of the report's form.
const reportSchema = 1

// ReportTail ends the report of several runs, behind the bracket of its list.
const ReportTail = "}\n"

// AppendReportHead begins the report of several runs: one JSON document. The results follow as AppendJSON prints them, with
// commas between them, then a bracket, what AppendVerdicts has to say, and ReportTail.
func AppendReportHead(buf []byte, passed, failed int) []byte {
	buf = appendInt(append(buf, '{'), `"schema":`, reportSchema)
	buf = appendInt(buf, `,"passed":`, int64(passed))
	buf = appendInt(buf, `,"failed":`, int64(failed))
	return append(buf, `,"stories":[`...)
}

// MarshalReport prints the report of several runs. Equal results give equal bytes.
func MarshalReport(results []*Result) []byte {
	passed := 0
	for _, r := range results {
		if r.Passed {
			passed++
		}
	}
	buf := AppendReportHead(nil, passed, len(results)-passed)
	for i, r := range results {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = r.AppendJSON(buf)
	}
	return append(append(buf, ']'), ReportTail...)
}

// AppendJSON appends the result as the report has it, an object of JSON (RFC 8259). Characters that JSON leaves alone stay as
// they are, <, > and & among them: reports are read by people as well.
func (r *Result) AppendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"name":`, r.Name)
	buf = appendText(buf, `,"title":`, r.Title)
	buf = appendText(buf, `,"file":`, r.File)
	buf = appendText(buf, `,"case":`, r.Case)
	buf = appendText(buf, `,"flow":`, r.Flow)
	buf = appendText(buf, `,"shopper":`, r.Shopper)
	buf = strconv.AppendUint(append(buf, `,"seed":`...), r.Seed, 10)
	buf = strconv.AppendBool(append(buf, `,"passed":`...), r.Passed)
	buf = appendList(buf, `,"failures":`, r.Failures, (*Failure).appendJSON)
	buf = appendList(buf, `,"places":`, r.Places, appendWord)
	buf = appendList(buf, `,"stages":`, r.Stages, appendWord)
	buf = appendInt(buf, `,"taps":`, int64(r.Taps))
	buf = appendInt(buf, `,"steps":`, int64(r.Steps))
	buf = appendInt(buf, `,"fields":`, int64(r.Fields))
	buf = appendInt(buf, `,"keys":`, int64(r.Keys))
	buf = appendInt(buf, `,"refused":`, int64(r.Refused))
	buf = appendInt(buf, `,"backtracks":`, int64(r.Backtracks))
	buf = appendInt(buf, `,"checkout_steps":`, int64(r.CheckoutSteps))
	buf = append(append(buf, `,"seconds":`...), r.Seconds.String()...)
	buf = appendMaybe(buf, `,"fewest":`, r.Fewest)
	buf = appendMaybe(buf, `,"detour":`, r.Detour)
	buf = appendList(buf, `,"surprises":`, r.Surprises, (*Surprise).appendJSON)
	buf = appendList(buf, `,"orders":`, r.Orders, (*Order).appendJSON)
	buf = appendList(buf, `,"events":`, r.Events, (*Event).appendJSON)
	if len(r.Skipped) > 0 { // few runs pass lines over: the others keep the form that they have always had
		buf = appendList(buf, `,"skipped":`, r.Skipped, (*Skip).appendJSON)
	}
	return append(buf, '}')
}

func (s *Skip) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"file":`, s.File)
	buf = appendInt(buf, `,"line":`, int64(s.Line))
	buf = appendInt(buf, `,"column":`, int64(s.Column))
	buf = appendText(buf, `,"name":`, s.Name)
	buf = appendText(buf, `,"why":`, s.Reason())
	return append(buf, '}')
}

func (f *Failure) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"file":`, f.File)
	buf = appendInt(buf, `,"line":`, int64(f.Line))
	buf = appendInt(buf, `,"column":`, int64(f.Column))
	buf = appendText(buf, `,"want":`, f.Want)
	buf = appendText(buf, `,"got":`, f.Got)
	buf = appendText(buf, `,"message":`, f.Message)
	return append(buf, '}')
}

func (s *Surprise) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"line":`, s.Line)
	buf = appendInt(buf, `,"amount_fen":`, int64(s.Amount))
	buf = appendText(buf, `,"place":`, s.Place)
	return append(buf, '}')
}

func (o *Order) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"id":`, o.ID)
	buf = appendText(buf, `,"status":`, o.Status)
	buf = appendText(buf, `,"shop":`, o.Shop)
	buf = appendList(buf, `,"lines":`, o.Lines, (*OrderLine).appendJSON)
	for _, amount := range [...]struct {
		key string
		fen shop.Fen
	}{
		{`,"items_fen":`, o.Items}, {`,"merchant_discount_fen":`, o.MerchantDiscount}, {`,"platform_discount_fen":`, o.PlatformDiscount},
		{`,"shipping_fen":`, o.Shipping}, {`,"fee_fen":`, o.Fee}, {`,"tax_fen":`, o.Tax}, {`,"paid_fen":`, o.Paid}, {`,"refunded_fen":`, o.Refunded},
	} {
		buf = appendInt(buf, amount.key, int64(amount.fen))
	}
	buf = appendText(buf, `,"payment":`, o.Payment)
	buf = appendList(buf, `,"quote":`, o.Quote, (*QuoteLine).appendJSON)
	return append(buf, '}')
}

func (l *OrderLine) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"sku":`, l.SKU)
	buf = appendInt(buf, `,"quantity":`, int64(l.Quantity))
	buf = appendInt(buf, `,"price_fen":`, int64(l.Price))
	return append(buf, '}')
}

func (l *QuoteLine) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"name":`, l.Name)
	buf = appendInt(buf, `,"amount_fen":`, int64(l.Amount))
	buf = appendText(buf, `,"funder":`, l.Funder)
	buf = appendText(buf, `,"why":`, l.Why)
	buf = appendList(buf, `,"shares":`, l.Shares, (*Share).appendJSON)
	return append(buf, '}')
}

func (s *Share) appendJSON(buf []byte) []byte {
	buf = appendText(append(buf, '{'), `"sku":`, s.SKU)
	buf = appendInt(buf, `,"amount_fen":`, int64(s.Amount))
	return append(buf, '}')
}

// appendJSON prints the time as RFC 3339 in China time and the action in its text form.
func (e *Event) appendJSON(buf []byte) []byte {
	buf = append(append(buf, '{'), `"seq":`...)
	buf = strconv.AppendUint(buf, e.Seq, 10)
	buf = e.At.Time().AppendFormat(append(buf, `,"at":"`...), time.RFC3339)
	buf = appendText(append(buf, '"'), `,"event":`, e.Name)
	var room [128]byte
	buf = appendQuoted(append(buf, `,"action":`...), e.Action.Append(room[:0]))
	buf = appendText(buf, `,"place":`, e.Place.String())
	return append(buf, '}')
}

// appendList appends a list; none is an empty one.
func appendList[T any](buf []byte, key string, all []T, one func(*T, []byte) []byte) []byte {
	buf = append(append(buf, key...), '[')
	for i := range all {
		if i > 0 {
			buf = append(buf, ',')
		}
		buf = one(&all[i], buf)
	}
	return append(buf, ']')
}

func appendInt(buf []byte, key string, n int64) []byte {
	return strconv.AppendInt(append(buf, key...), n, 10)
}

func appendMaybe(buf []byte, key string, n *int) []byte {
	if n == nil {
		return append(append(buf, key...), "null"...)
	}
	return appendInt(buf, key, int64(*n))
}

func appendText(buf []byte, key, s string) []byte { return appendQuoted(append(buf, key...), s) }

func appendWord(s *string, buf []byte) []byte { return appendQuoted(buf, *s) }

// appendQuoted appends a text between quotes. What is no UTF-8 becomes the replacement character. The separators of lines and
// paragraphs are escaped, which older readers of JSON as JavaScript take for ends of lines.
func appendQuoted[T string | []byte](buf []byte, s T) []byte {
	buf = append(buf, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size, escaped := 1, ""
		if c >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)])); r != '\u2028' && r != '\u2029' && (r != utf8.RuneError || size > 1) {
				i += size
				continue
			}
			escaped = `\u2028`
			switch r {
			case '\u2029':
				escaped = `\u2029`
			case utf8.RuneError:
				escaped = `\ufffd`
			}
		}
		buf = append(buf, s[from:i]...)
		if escaped != "" {
			buf = append(buf, escaped...)
		} else {
			buf = appendControl(buf, c)
		}
		i += size
		from = i
	}
	return append(append(buf, s[from:]...), '"')
}

// appendControl escapes a quote, a backslash or a control character.
func appendControl(buf []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(buf, '\\', c)
	case '\b':
		return append(buf, `\b`...)
	case '\f':
		return append(buf, `\f`...)
	case '\n':
		return append(buf, `\n`...)
	case '\r':
		return append(buf, `\r`...)
	case '\t':
		return append(buf, `\t`...)
	}
	const digits = "0123456789abcdef"
	return append(buf, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
}
