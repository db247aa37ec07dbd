package cli

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/audit"
	"tagtap/flow/shop"
	"tagtap/flow/text"
	"tagtap/ui/tui/cell"
)

// auditing is what the flags of the command say.
type auditing struct {
	level   choice
	profile choice
	asJSON  bool
}

func (sh *shell) auditCommand() *cobra.Command {
	a := auditing{
		level:   choice{value: audit.Error.String(), allowed: audit.Severities()},
		profile: choice{value: string(audit.ProfileSeed), allowed: audit.Profiles()},
	}
	cmd := &cobra.Command{
		Use:   "audit [BRAND]",
		Short: "list what listings, notes and flows lack",
		Long: `Holds the shops, products and notes of the catalogue, and the flow, against a checklist: titles, size guides, ingredients,
options, pictures, descriptions, returns, prices, words that ads may not say, how often a brand posts, amounts that come
late, promised taps. Each finding has a severity, the row of the checklist that it comes from (A30), where it is, and the
field or knob to change. BRAND is the id of a shop: then only its own are looked at. --flow chooses the flows, --catalog
your own goods.

The score is 0 to 100. Each shop, product, note and flow has 100 points and loses 40 for an error, 10 for a warning and 2
for a note, down to 0; the score is their average, rounded down. A page is as complete as the parts that it has, in percent.

The exit code is 1 where there is a finding of the --level or a graver one. The default is error: what the law or the
platform forbids, or what nobody can buy without. The built-in catalogue has none under the flow native, so that a plain
audit fails a build only for what was broken since.

--profile says what titles are held against: seed wants brand, series, key feature and specification in the title; platform
wants the name without the brand, in at most 60 characters, a rule that only a third party's tool states.`,
		Example: `tagtap audit                        the whole catalogue
tagtap audit hushmere               one brand
tagtap audit --flow stepwise        its amounts come late: exit code 1
tagtap audit --level warning --json
tagtap audit --catalog my-shop --profile platform`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return sh.audit(cmd.Context(), &a, args) },
	}
	f := cmd.Flags()
	f.Var(&a.level, "level", "`note|warning|error` the mildest finding that makes the exit code 1 (error)")
	f.Var(&a.profile, "profile", "`seed|platform` the format of titles (seed)")
	f.BoolVar(&a.asJSON, "json", false, "print one JSON document")
	for name, c := range map[string]*choice{"level": &a.level, "profile": &a.profile} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.allowed, cobra.ShellCompDirectiveNoFileComp))
	}
	cmd.ValidArgsFunction = sh.complete(brandNames)
	return cmd
}

func brandNames(w *world) []string {
	ids := make([]string, len(w.Catalogue.Shops))
	for i := range w.Catalogue.Shops {
		ids[i] = string(w.Catalogue.Shops[i].ID)
	}
	return ids
}

func (sh *shell) audit(ctx context.Context, a *auditing, args []string) error {
	if len(args) > 1 {
		return usage("see `tagtap audit --help`", "audit takes one brand, got %d", len(args))
	}
	w, err := sh.world()
	if err != nil {
		return err
	}
	flows, noFlow := w.flowsOf(sh.flows)
	shoppers, noShopper := w.shoppersOf(sh.shoppers)
	o := audit.Options{Profile: audit.Profile(a.profile.value)}
	var noBrand error
	if len(args) == 1 {
		o.Brand = shop.ShopID(args[0])
		if w.Catalogue.Shop(o.Brand) == nil {
			noBrand = unknownBrand(args[0], brandNames(w))
		}
	}
	if err := several(noBrand, noFlow, noShopper); err != nil {
		return err
	}
	o.Paths = func(f *flow.Flow) []flow.Path { return longest(ctx, w.Catalogue, f, shoppers) }
	found := audit.Run(w.Catalogue, flows, o)
	if err := ctx.Err(); err != nil {
		return err
	}
	if a.asJSON {
		err = sh.printJSON(struct {
			Schema int `json:"schema"`
			audit.Result
		}{1, found})
	} else {
		err = sh.printAudit(w, o, &found)
	}
	if err != nil {
		return err
	}
	if level, _ := audit.ParseSeverity(a.level.value); found.Reaches(level) {
		return errMissed
	}
	return nil
}

// unknownBrand says that there is no such brand. Where there are more than a hint can hold, the audit of all names them.
func unknownBrand(name string, known []string) error {
	if len(known) <= mostNamed {
		return unknown("brand", name, known)
	}
	what := "there is no brand " + quote(name)
	if near, ok := text.Nearest(name, known); ok {
		what += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return errUsage{what, "`tagtap audit` names all of them"}
}

// longest searches the shortest walks of a flow with each shopper. Of the same two stages the longest one counts: a promise holds
// for everybody.
func longest(ctx context.Context, c *shop.Catalogue, f *flow.Flow, shoppers []*flow.Shopper) []flow.Path {
	var all []flow.Path
	for i, s := range shoppers {
		at := 0
		flow.EachPath(&flow.World{Catalogue: c, Flow: f, Shopper: s}, start(c), func(p flow.Path) bool {
			switch {
			case i == 0:
				all = append(all, p)
			case all[at].OK && (!p.OK || p.Taps > all[at].Taps):
				all[at] = p
			}
			at++
			return ctx.Err() == nil
		})
		if ctx.Err() != nil {
			return nil
		}
	}
	return all
}

// printAudit prints the findings brand by brand, then those of the flows, then the score.
func (sh *shell) printAudit(w *world, o audit.Options, found *audit.Result) error {
	lang := sh.screenLanguage()
	var b bytes.Buffer
	for i := range w.Catalogue.Shops {
		s := &w.Catalogue.Shops[i]
		if o.Brand != "" && o.Brand != s.ID {
			continue
		}
		fmt.Fprintf(&b, "%s (%s)", sh.title(s.Name), s.ID)
		if percent, ok := complete(found, s.ID); ok {
			b.WriteString(" · " + words.Say(lang, "audit.complete", "percent", strconv.Itoa(percent)))
		}
		b.WriteByte('\n')
		printFindings(&b, lang, found, func(f *audit.Finding) bool { return f.Brand == s.ID })
	}
	isFlow := func(f *audit.Finding) bool { return strings.HasPrefix(f.Where, "flow/") }
	other := func(f *audit.Finding) bool { return f.Brand == "" && !isFlow(f) }
	for i := range found.Findings {
		if other(&found.Findings[i]) {
			b.WriteString(words.Say(lang, "audit.others") + "\n")
			printFindings(&b, lang, found, other)
			break
		}
	}
	b.WriteString(words.Say(lang, "audit.flows") + "\n")
	printFindings(&b, lang, found, isFlow)
	if o.Profile == audit.ProfilePlatform {
		b.WriteString("\n" + words.Say(lang, "audit.platform"))
	}
	errors, warnings, notes := found.Count()
	fmt.Fprintf(&b, "\n%s · %s\n", words.Say(lang, "audit.score", "score", strconv.Itoa(found.Score)),
		words.Say(lang, "audit.counts", "errors", strconv.Itoa(errors), "warnings", strconv.Itoa(warnings), "notes", strconv.Itoa(notes)))
	_, err := sh.Out.Write(b.Bytes())
	return written(err)
}

// complete returns how complete the pages of a brand are on average, false where it has none.
func complete(found *audit.Result, of shop.ShopID) (percent int, ok bool) {
	sum, n := 0, 0
	for i := range found.Listings {
		if found.Listings[i].Brand == of {
			sum, n = sum+found.Listings[i].Complete, n+1
		}
	}
	if n == 0 {
		return 0, false
	}
	return sum / n, true
}

// printFindings prints the findings of a part of the catalogue. What is found, and mended, in the same way stands once, with all
// the places below it.
func printFindings(b *bytes.Buffer, lang words.Lang, found *audit.Result, of func(*audit.Finding) bool) {
	type same struct {
		severity      audit.Severity
		row, what, do string
	}
	var order []same
	where := map[same][]string{}
	for i := range found.Findings {
		f := &found.Findings[i]
		if !of(f) {
			continue
		}
		what, do := words.Finding(lang, f.Rule, f.Saw, f.Fix)
		key := same{f.Severity, f.Row, what, do}
		if where[key] == nil {
			order = append(order, key)
		}
		where[key] = append(where[key], f.Where)
	}
	slices.SortStableFunc(order, func(a, b same) int { return int(b.severity) - int(a.severity) })
	wide := 0
	for _, id := range audit.Severities() {
		wide = max(wide, cell.Width(words.Say(lang, "audit."+id)))
	}
	for _, key := range order {
		fmt.Fprintf(b, "  %s  %s  %s\n", cell.Pad(words.Say(lang, "audit."+key.severity.String()), wide), key.row, key.what)
		indent := strings.Repeat(" ", wide+len("    A00  "))
		for _, at := range where[key] {
			fmt.Fprintf(b, "%s%s\n", indent, at)
		}
		fmt.Fprintf(b, "%s%s\n", indent, words.Say(lang, "audit.fix", "do", key.do))
	}
	if len(order) == 0 {
		fmt.Fprintf(b, "  %s\n", words.Say(lang, "audit.clean"))
	}
}
