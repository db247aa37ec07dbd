package review

import (
	"strings"
	"testing"

	"tagtap/flow"
	"tagtap/flow/session"
	"tagtap/ui/tui/screen"
	"tagtap/ui/tui/tuitest"
)

// again writes a review of the lip tint and opens its follow-up.
func again(t testing.TB, words string, then ...flow.Action) session.Shown {
	s := tuitest.Open(t, "native", "returning")
	walk := tuitest.Buy(s.Shown().World.Catalogue, "rose-lips-office", "lip-tint-03")
	walk = append(walk, act(flow.OpenCart), act(flow.OpenCheckout), act(flow.PlaceOrder), act(flow.Pay),
		flow.Action{Verb: flow.AnswerPayment, Value: flow.OutcomeApproved}, act(flow.OpenReview), rate(4), act(flow.Unpublish))
	if words != "" {
		walk = append(walk, flow.Typing("text", words))
	}
	walk = append(walk, act(flow.SubmitReview), act(flow.OpenOrders), flow.Action{Verb: flow.FollowUp, ID: "lip-tint-03"})
	return tuitest.Walk(t, s, append(walk, then...)...)
}

func TestKeysOfAFollowUp(t *testing.T) {
	fresh, ready := again(t, "很日常"), again(t, "很日常", flow.Typing("text", "一个月后还在用"))
	for _, c := range []struct {
		name  string
		shown session.Shown
		keys  string
		want  flow.Action
	}{
		{"fresh", fresh, "i text:好 esc", flow.Typing("text", "好")}, {"fresh", fresh, "4", flow.Action{}}, {"fresh", fresh, "n", flow.Action{}},
		{"fresh", fresh, "enter text:好 tab", flow.Typing("text", "好")}, {"ready", ready, "enter", act(flow.SubmitReview)},
		{"ready", ready, "s", act(flow.SubmitReview)},
	} {
		if _, a := tuitest.Press(made(c.shown), frame(28), keys(c.keys)...); a != c.want {
			t.Errorf("%s: %s: got %v, want %v", c.name, c.keys, a, c.want)
		}
	}
}

func TestAFollowUpIsWordsAloneBelowTheFirstReview(t *testing.T) {
	got := made(again(t, "很日常，午饭后要补")).Draw(frame(28)).Canvas.Plain()
	for _, want := range []string{"写追评", "你的评价", "★★★★☆", "很日常，午饭后要补", "追评要写几句", "0 / 500"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
	for _, not := range []string{"同时发布为笔记", "点星打分", "颜色温柔"} {
		if strings.Contains(got, not) {
			t.Errorf("%q in\n%s", not, got)
		}
	}
	if got := made(again(t, "")).Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "没有写字") {
		t.Error(got)
	}
}

func TestTheClicksOfAFollowUp(t *testing.T) {
	shown := again(t, "很日常", flow.Typing("text", "好"))
	if _, a := tuitest.Click(made(shown), frame(28), submit); a != act(flow.SubmitReview) {
		t.Errorf("submit: %v", a)
	}
	if s, _ := tuitest.Click(made(shown), frame(28), body); !s.(*screen.Page).View().(view).Typing() {
		t.Error("a click on the box does not type")
	}
}

func TestAFollowUpWithoutItsReviewIsDrawn(t *testing.T) {
	shown := again(t, "很日常")
	world := *shown.World
	world.Shared.Reviews = nil
	shown.World = &world
	if got := made(shown).Draw(frame(28)).Canvas.Plain(); !strings.Contains(got, "写追评") {
		t.Error(got)
	}
}

func TestFollowUpFits(t *testing.T) {
	shown := again(t, strings.Repeat("很日常，午饭后要补一次。", 20))
	tuitest.Fits(t, func() screen.Screen { return made(shown) })
}

func TestFollowUpPicture(t *testing.T) {
	tuitest.Golden(t, "follow-up-48x28", made(again(t, "很日常，午饭后要补")).Draw(frame(28)).Canvas.Plain())
}
