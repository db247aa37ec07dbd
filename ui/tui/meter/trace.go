package meter

import (
	"strconv"
	"strings"

	"tagtap/flow"
	"tagtap/flow/measure"
	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

// trace draws the last actions and happenings with their predicted seconds, as many as there is room for, and returns the
// rows that are left for the events, their heading included.
func (p *panel) trace() int {
	rows := p.shown.Meter.Rows
	if p.left() < 2 {
		return 0
	}
	p.heading("meter.trace", "")
	if len(rows) == 0 {
		p.Text(0, p.y, cell.Truncate(p.Say("meter.trace-empty"), p.w), look.Style{FG: look.Muted})
		p.y++
		return 0
	}
	from := max(0, len(rows)-p.left())
	for i := from; i < len(rows); i++ {
		p.step(rows[i], i == len(rows)-1)
	}
	p.gap()
	return p.left()
}

// Columns of the trace, counted from the right edge.
const (
	barBack       = 16 // where the bar starts
	barBackNarrow = 15
	timeRoom      = 5
)

// unit is what stands before the zeros at the end of a length of time.
var unit = map[string]string{"0s": "m", "0m": "h"}

// step draws one row of the trace.
func (p *panel) step(row measure.Row, last bool) {
	e := &p.shown.Records[row.Record].Event
	back, text, time := barBack, look.Style{FG: look.Ink2}, look.Style{FG: look.Muted}
	if p.w < narrow {
		back = barBackNarrow
	}
	switch {
	case last:
		text.FG, time.FG = look.Ink, look.Ink2
	case e.Kind == flow.Happened:
		text.FG = look.Muted
	}
	bar := p.w - back
	room := bar - 1
	if e.Kind == flow.Happened {
		room = p.w - timeRoom // it costs nothing, so there is no bar
	}
	var buf [96]byte
	action := string(e.Action.Append(buf[:0]))
	for _, zero := range []string{"0s", "0m"} { // 48h, not 48h0m0s
		if short, ok := strings.CutSuffix(action, zero); ok && e.Action.Verb == flow.Wait && strings.HasSuffix(short, unit[zero]) {
			action = short
		}
	}
	if e.Refusal.Refused() {
		mark := p.Theme.Glyph("✕") + " " + string(e.Refusal.Code)
		mark = cell.Truncate(mark, max(room-refusedRoom, 0))
		action = cell.Truncate(action, room-1-cell.Width(mark))
		p.Text(cell.Width(action)+1, p.y, mark, look.Style{FG: look.Danger})
	}
	p.Text(0, p.y, cell.Truncate(action, room), text)
	look.TraceBar(p.Canvas, bar, p.y, row.Millis)
	p.TextRight(p.w, p.y, measure.Tenths((row.Millis+50)/100).String(), time)
	p.y++
}

// refusedRoom is kept for the action beside the code of its refusal.
const refusedRoom = 9

// event is a row of the events.
type event struct{ name, subject string }

// events returns the last events that fit into so many rows, their heading counted, oldest first.
func (p *panel) events(rows int) []event {
	n := rows - 1
	all := make([]event, 0, max(n, 0))
	steps, records := p.shown.Meter.Rows, p.shown.Records
	end := len(records)
	for i := len(steps) - 1; i >= 0 && len(all) < n; i-- {
		for j := end - 1; j >= steps[i].Record && len(all) < n; j-- {
			e := &records[j].Event
			if name := measure.Name(e, steps[i].From, steps[i].To); name != "" {
				all = append(all, event{name, subject(e, records[j+1:end])})
			}
		}
		end = steps[i].Record
	}
	for i, j := 0, len(all)-1; i < j; i, j = i+1, j-1 {
		all[i], all[j] = all[j], all[i]
	}
	return all
}

// subject is what an event is about. For what brings an order on, that is where the order then stands, or what its timeline
// then says: a fact behind its head.
func subject(e *flow.Event, behind []flow.Record) string {
	a := e.Action
	if head := e.Kind == flow.Tapped || e.Kind == flow.Happened; head && !e.Refusal.Refused() {
		if status := requested(behind); status != "" && strings.HasPrefix(a.Verb.Spec().Event, afterSale) {
			return status
		}
	}
	switch {
	case moves(a.Verb) && !e.Refusal.Refused():
		for i := range behind {
			if p := behind[i].Event.Of().Progress; p != nil {
				if a.Verb.Spec().Event == statusChange {
					return p.Status.String()
				}
				return p.Scan.Code
			}
		}
		return a.ID
	case e.Kind == flow.LeftApp:
		return e.Reason
	case e.Kind == flow.OrderPaid || e.Kind == flow.Refunded:
		return look.Money(int64(e.Amount), true)
	case e.Refusal.Refused():
		return string(e.Refusal.Code)
	case a.Verb == flow.Rate:
		return strconv.Itoa(int(a.N))
	case a.Value != "":
		return a.Value
	}
	return a.ID
}

// statusChange is the name of the events that give an order another status; others only add to its timeline.
const statusChange = "order_status_change"

// afterSale begins the names of the events of requests.
const afterSale = "after_sale_"

// moves says whether a verb brings an order on.
func moves(v flow.Verb) bool {
	switch v {
	case flow.ConfirmReceipt, flow.ClearOrder, flow.PackOrder, flow.ShipParcel, flow.MoveParcel, flow.SignParcel,
		flow.ConfirmOrder, flow.MissPromise, flow.DelayParcel, flow.DeclareCustoms, flow.PassCustoms, flow.QueryCustoms:
		return true
	}
	return false
}

// requested returns where an after-sale request stands after a step, "" where the step was about none.
func requested(behind []flow.Record) string {
	for i := range behind {
		if r := behind[i].Event.Of().Request; r != nil {
			return r.Status.String()
		}
	}
	return ""
}

// list draws the events. Those that GA4 does not know are set back.
func (p *panel) list(events []event) {
	if len(events) == 0 || p.left() < 2 {
		return
	}
	p.heading("meter.events", "GA4")
	for _, e := range events {
		role := look.Ink2
		if !measure.Standard(e.name) {
			role = look.Muted
		}
		look.Row{Value: e.name, ValueRole: role, Fact: cell.Truncate(e.subject, max(0, p.w-cell.Width(e.name)-1))}.
			Draw(p.Canvas, p.Theme, 0, p.y, p.w)
		p.y++
	}
}
