package payment

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// unbound walks to the payment of a lip tint as somebody who has never paid here.
func unbound(t testing.TB, auth flow.Auth, then ...flow.Action) (*session.Session, session.Shown) {
	s := tuitest.Open(t, "native", "returning", func(w *flow.World) {
		own, who := *w.Flow, *w.Shopper
		own.Auth, who.Unbound = auth, true
		w.Flow, w.Shopper = &own, &who
	})
	walk := append(tuitest.Buy(s.Shown().World.Catalogue, "rose-lips-office", "lip-tint-03"), act(flow.OpenCart), act(flow.OpenCheckout),
		act(flow.PlaceOrder))
	return s, tuitest.Walk(t, s, append(walk, then...)...)
}

var card = []flow.Action{
	act(flow.BindWallet), flow.Typing("card", "6222000011112222"), flow.Typing("phone", "13800005678"), flow.Typing("code", "123456"),
}

func TestKeysBeforeACardIsBound(t *testing.T) {
	_, face := unbound(t, flow.AuthFace)
	_, password := unbound(t, flow.AuthPassword)
	_, form := unbound(t, flow.AuthFace, card...)
	_, bound := unbound(t, flow.AuthFace, append(slices.Clone(card), act(flow.SaveWallet))...)
	for _, c := range []struct {
		name  string
		shown session.Shown
		keys  string
		want  flow.Verb
	}{
		{"face", face, "enter", flow.BindWallet}, {"face", face, "b", flow.BindWallet}, {"face", face, "p", flow.UsePassword},
		{"password", password, "enter", flow.BindWallet}, {"password", password, "1 2 3 4 5 6", flow.None},
		{"form", form, "enter", flow.SaveWallet}, {"form", form, "ctrl+s", flow.SaveWallet},
		{"bound", bound, "enter", flow.Pay}, {"bound", bound, "b", flow.None},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(words.ZH), strings.Fields(c.keys)...); a != act(c.want) {
			t.Errorf("%s: %s: got %v, want %s", c.name, c.keys, a, c.want)
		}
	}
}

func TestTargetsOfAnUnboundWallet(t *testing.T) {
	_, form := unbound(t, flow.AuthFace, act(flow.BindWallet))
	for name, c := range map[string]struct {
		shown session.Shown
		want  []flow.Action
	}{
		"sheet": {shownOf(unbound(t, flow.AuthFace)), []flow.Action{
			act(flow.BindWallet), act(flow.UsePassword), act(flow.Back), {Verb: flow.ChoosePayment, ID: "wechat"},
		}},
		"form": {form, []flow.Action{act(flow.SaveWallet), act(flow.Back)}},
	} {
		var got []flow.Action
		for _, hit := range made(c.shown).Draw(frame(words.ZH)).Hits {
			if _, a := tuitest.Click(made(c.shown), frame(words.ZH), hit.Target); a.Verb != flow.None {
				got = append(got, a)
			}
		}
		for _, a := range c.want {
			if !slices.Contains(got, a) {
				t.Errorf("%s: %v cannot be clicked", name, a)
			}
		}
		if slices.Contains(got, act(flow.Pay)) {
			t.Errorf("%s: can be paid", name)
		}
	}
}

func shownOf(_ *session.Session, shown session.Shown) session.Shown { return shown }

func TestACardIsBoundWithEnterAlone(t *testing.T) {
	walk, shown := unbound(t, flow.AuthFace)
	sc, did := made(shown), []string{}
	do := func(a flow.Action) {
		for a.Verb != flow.None {
			did = append(did, a.String())
			sc = sc.Show(tuitest.Walk(t, walk, a))
			sc, a = sc.(screen.Pending).Pending()
		}
	}
	for _, msg := range []tea.Msg{
		tuitest.Key("enter"), tea.PasteMsg{Content: "6222000011112222"}, tuitest.Key("enter"), tea.PasteMsg{Content: "13800005678"},
		tuitest.Key("enter"), tea.PasteMsg{Content: "123456"}, tuitest.Key("enter"),
	} {
		sc.Draw(frame(words.ZH))
		next, a, _ := sc.Update(msg)
		sc = next
		do(a)
	}
	want := "bind-wallet"
	for _, a := range card[1:] {
		want += "\n" + a.String()
	}
	if got := strings.Join(did, "\n"); got != want+"\nsave-wallet" {
		t.Fatalf("did\n%s", got)
	}
	if _, a := tuitest.Press(sc, frame(words.ZH), "enter"); a != act(flow.Pay) {
		t.Errorf("enter once it is bound: %v", a)
	}
}

func TestAWrongCardIsNamed(t *testing.T) {
	_, shown := unbound(t, flow.AuthFace, card[0], flow.Typing("card", "6222 0000"), card[2], card[3])
	if got := plain(shown); !strings.Contains(got, "卡号应为 16 到 19 位数字") {
		t.Error(got)
	}
}

func TestWhatIsSaidOfTheCard(t *testing.T) {
	for _, c := range []struct {
		name string
		then []flow.Action
		want []string
	}{
		{"sheet", nil, []string{"还不能付款", "支付宝还没绑卡", "绑定银行卡"}},
		{"form", card[:1], []string{"支付宝绑定银行卡", "还差 3 项才能绑定", "号码都可以编", "不会保存"}},
		{"phone", append(slices.Clone(card[:2]), flow.Typing("phone", "12"), card[3]), []string{"手机号应为"}},
		{"bound", append(slices.Clone(card), act(flow.SaveWallet)), []string{"刷脸支付"}},
	} {
		_, shown := unbound(t, flow.AuthFace, c.then...)
		got := plain(shown)
		for _, s := range c.want {
			if !strings.Contains(got, s) {
				t.Errorf("%s: no %q in\n%s", c.name, s, got)
			}
		}
	}
}

func TestBindingFits(t *testing.T) {
	for name, then := range map[string][]flow.Action{"sheet": nil, "form": card[:2]} {
		for _, auth := range []flow.Auth{flow.AuthFace, flow.AuthPassword} {
			_, shown := unbound(t, auth, then...)
			t.Run(name+" "+string(auth), func(t *testing.T) { tuitest.Fits(t, func() screen.Screen { return made(shown) }) })
		}
	}
}

func TestBindingPictures(t *testing.T) {
	tuitest.Golden(t, "payment-unbound-48x28", plain(shownOf(unbound(t, flow.AuthFace))))
	tuitest.Golden(t, "payment-bind-48x28", plain(shownOf(unbound(t, flow.AuthFace, card[:2]...))))
}
