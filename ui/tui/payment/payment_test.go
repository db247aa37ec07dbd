package payment

import (
	"slices"
	"strings"
	"testing"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

func act(v flow.Verb) flow.Action { return flow.Action{Verb: v} }

func answer(outcome string) flow.Action {
	return flow.Action{Verb: flow.AnswerPayment, Value: outcome}
}

// at walks to the payment of a lip tint, and of a bag of coffee where two orders are wanted, and does the actions there.
func at(t testing.TB, auth flow.Auth, two bool, then ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
		f := *w.Flow
		f.Auth = auth
		w.Flow = &f
	})
	c := s.Shown().World.Catalogue
	walk := tuitest.Buy(c, "rose-lips-office", "lip-tint-03")
	if two {
		walk = append(walk, tuitest.Buy(c, "desk-drip", c.Product("drip-coffee").Variants[0].SKU)...)
	}
	walk = append(walk, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder))
	return tuitest.Walk(t, s, append(walk, then...)...)
}

func made(s session.Shown) screen.Screen { return New(s, s.State.Spot()) }

func frame(l words.Lang) screen.Frame { return tuitest.Frame(48, 27, l, tuitest.Dark()) }

func plain(s session.Shown) string { return made(s).Draw(frame(words.ZH)).Canvas.Plain() }

func TestEveryKeyMeansItsAction(t *testing.T) {
	face, password := at(t, flow.AuthFace, false), at(t, flow.AuthPassword, false)
	free := at(t, flow.AuthNone, false, answer(flow.OutcomeDeclined))
	for _, c := range []struct {
		name  string
		shown session.Shown
		keys  string
		want  flow.Verb
	}{
		{"face", face, "enter", flow.Pay},
		{"face", face, "p", flow.UsePassword},
		{"face", face, "f", flow.None},
		{"face", face, "1 2 3 4 5 6", flow.None},
		{"password", password, "enter", flow.None},
		{"password", password, "f", flow.UseFace},
		{"password", password, "p", flow.None},
		{"password", password, "1 2 3 4 5", flow.None},
		{"password", password, "1 2 3 4 5 6", flow.EnterPassword},
		{"password", password, "0 0 backspace 7 8 9 0", flow.None},
		{"password", password, "0 0 backspace 7 8 9 0 1", flow.EnterPassword},
		{"password", password, "backspace 1 2 3 4 5 6", flow.EnterPassword},
		{"free", free, "enter", flow.Pay},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(words.ZH), strings.Fields(c.keys)...); a != act(c.want) {
			t.Errorf("%s: %s: got %v, want %s", c.name, c.keys, a, c.want)
		}
	}
}

func TestTheDigitsStayOnTheScreenAsDots(t *testing.T) {
	s, _ := tuitest.Press(made(at(t, flow.AuthPassword, false)), frame(words.ZH), "7", "7")
	got := s.Draw(frame(words.ZH)).Canvas.Plain()
	if n := strings.Count(got, "●"); n != 2 || !strings.Contains(got, "还差 4 位") {
		t.Errorf("%d dots:\n%s", n, got)
	}
	if s.(*screen.Page).View() != (view{typed: 2}) {
		t.Errorf("the view holds %+v", s.(*screen.Page).View())
	}
	if pic := s.Draw(frame(words.ZH)); pic.Cursor == nil {
		t.Error("there is no cursor in the next box")
	}
}

func TestTheKeypadCanBeClicked(t *testing.T) {
	s := made(at(t, flow.AuthPassword, false))
	var a flow.Action
	for _, key := range []string{"digit-1", "digit-9", "backspace", "digit-0", "digit-5", "digit-7", "digit-3"} {
		if s, a = tuitest.Click(s, frame(words.ZH), key); a.Verb != flow.None {
			t.Fatalf("%s: %v", key, a)
		}
	}
	if _, a = tuitest.Click(s, frame(words.ZH), "digit-8"); a != act(flow.EnterPassword) {
		t.Errorf("the sixth digit: %v", a)
	}
}

// Whatever the place offers can be clicked, refused or not, and nothing else can.
func TestTargetsAndOffersAgree(t *testing.T) {
	for name, shown := range map[string]session.Shown{
		"face": at(t, flow.AuthFace, false), "password": at(t, flow.AuthPassword, true),
		"free": at(t, flow.AuthNone, false, answer(flow.OutcomeTimedOut)), "pending": at(t, flow.AuthFace, false, act(flow.Pay)),
		"password pending": at(t, flow.AuthPassword, true, act(flow.EnterPassword)),
	} {
		var want, got []flow.Action
		for _, o := range flow.Offers(shown.World, shown.Now, shown.State) {
			switch v := o.Action.Verb; {
			case v == flow.EnterPassword && shown.State.Pending() == nil: // the boxes and the keypad are that
			case o.Refusal.Code == flow.InProgress && v != flow.ChoosePayment: // the wallet's answer stands there
			default:
				want = append(want, o.Action)
			}
		}
		if n := shown.State.Pending(); n != nil {
			want = append(want, flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved, N: n.N})
		}
		f := tuitest.Frame(48, 60, words.ZH, tuitest.Dark())
		for _, hit := range made(shown).Draw(f).Hits {
			if _, a := tuitest.Click(made(shown), f, hit.Target); a.Verb != flow.None {
				got = append(got, a)
			}
		}
		for _, a := range want {
			if !slices.Contains(got, a) {
				t.Errorf("%s: %v cannot be clicked", name, a)
			}
		}
		for _, a := range got {
			if !slices.Contains(want, a) {
				t.Errorf("%s: %v is not offered", name, a)
			}
		}
	}
}

func TestWhatIsKnownOfTheAttempt(t *testing.T) {
	for _, c := range []struct {
		name string
		then []flow.Action
		want []string
	}{
		{"pending", []flow.Action{act(flow.Pay)}, []string{
			"支付处理中 · 第 1 次支付", "60 秒内没有结果，按未知处理 · 未证实", "拒付、超时在后台 x", "模拟：钱包通过", "离开就放弃这次支付",
		}},
		{"declined", []flow.Action{act(flow.Pay), answer(flow.OutcomeDeclined)}, []string{"支付失败 · 第 1 次支付", "没有扣款"}},
		{"unknown", []flow.Action{act(flow.Pay), answer(flow.OutcomeTimedOut)}, []string{"支付结果未知 · 第 1 次支付", "重复扣的会原路退回"}},
		{"unknown, then again", []flow.Action{act(flow.Pay), answer(flow.OutcomeTimedOut), act(flow.Pay)}, []string{
			"支付处理中 · 第 2 次支付", "第 1 次支付结果仍未知",
		}},
	} {
		got := plain(at(t, flow.AuthFace, false, c.then...))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", c.name, want, got)
			}
		}
	}
}

func TestALeftAttemptIsToldWhenTheOrderIsPaidLater(t *testing.T) {
	shown := at(t, flow.AuthFace, false, act(flow.Pay), act(flow.Back))
	state := *shown.State
	state, _ = flow.Step(shown.World, shown.Now, state, flow.Action{Verb: flow.PayOrder, ID: string(state.Orders[0].ID)})
	shown.State = &state
	if got := plain(shown); !strings.Contains(got, "已离开支付 · 第 1 次支付") || !strings.Contains(got, "刷脸支付") {
		t.Error(got)
	}
}

func TestNothingToPayIsDrawn(t *testing.T) {
	shown := at(t, flow.AuthFace, false)
	state := *shown.State
	state.Orders, state.Payment.Orders = nil, nil
	shown.State = &state
	if got := plain(shown); !strings.Contains(got, "¥") {
		t.Error(got)
	}
}

func TestPaymentFits(t *testing.T) {
	for name, shown := range map[string]session.Shown{
		"face": at(t, flow.AuthFace, false), "keypad": at(t, flow.AuthPassword, true),
		"pending": at(t, flow.AuthPassword, false, act(flow.EnterPassword)),
	} {
		t.Run(name, func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
	}
}

func TestPaymentPictures(t *testing.T) {
	tuitest.Golden(t, "payment-48x28", plain(at(t, flow.AuthPassword, false)))
	tuitest.Golden(t, "payment-face-48x28", plain(at(t, flow.AuthFace, true)))
	tuitest.Golden(t, "payment-pending-48x28", plain(at(t, flow.AuthFace, false, act(flow.Pay))))
}

func BenchmarkDraw(b *testing.B) {
	s, f := made(at(b, flow.AuthPassword, true)), frame(words.ZH)
	for b.Loop() {
		s.Draw(f)
	}
}
