package story

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	dictionary "tagtap/fixtures/words"
	"tagtap/flow"
	"tagtap/flow/strict"
)

const referenceFile = "REFERENCE.md"

// The page is written from the tables that the parser reads; -update writes it anew.
func TestTheReferencePageIsUpToDate(t *testing.T) {
	got := reference()
	if *update {
		if err := os.WriteFile(referenceFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(referenceFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is stale; write it anew with go test ./flow/story -run ReferencePage -update", referenceFile)
	}
}

// reference writes the page.
func reference() string {
	var b strings.Builder
	b.WriteString(markdown(firstStory))
	table := func(title, text string, rows []Row) {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n| key | what follows | for example | what it does |\n| --- | --- | --- | --- |\n", title, text)
		for _, row := range rows {
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", code(row.Name), cell(row.Form), code(inForm(row.Example)), cell(row.Doc))
		}
	}
	table("The head", "What stands above the steps, in this order. Keys that begin with `x-` are your own and mean nothing here.", headKeys)
	table("Lines of their own", "What a step may be beside a tap. Some stand for several taps.", ownLines)
	b.WriteString("\n## Taps\n\nOne step each; the number of taps that it counts for stands beside it.\n")
	verbTable(&b, false)
	b.WriteString("\n## Happenings\n\nWhat the outside world does. None is a tap.\n")
	verbTable(&b, true)
	b.WriteString(markdown(names))
	table("What `expect` compares", "As many in one line as you like: `expect: { place: cart, cart: 2 }`.", Keys())
	b.WriteString(markdown(comparisons))
	table("What a budget bounds", "Bounds of the whole walk, in the head: `budget: { taps: <= 20 }`.", budgetKeys)
	table("What thresholds bound", "Bounds of many runs together, in the head. A bound is an aggregation, a comparison and a number: "+
		"`avg`, `min`, `med`, `max`, `p(95)`, `count`, `value` of numbers; `rate` and `count` of shares.", metrics)
	table("What a session may be given", "So that a story need not walk to where it begins: `given: { cart: { lip-tint-03: 2 } }`.", givenKeys)
	b.WriteString("\n## What is said about mistakes\n\nEverything is read and looked up before anything is played; each mistake has its line and column.\n\n" +
		"| written | said |\n| --- | --- |\n")
	for _, src := range misread {
		fmt.Fprintf(&b, "| %s | %s |\n", code(src), cell(said(src)))
	}
	return b.String()
}

func verbTable(b *strings.Builder, world bool) {
	b.WriteString("\n| line | what it is | 中文 | taps |\n| --- | --- | --- | --- |\n")
	for _, v := range flow.Verbs() {
		spec := v.Spec()
		if spec.World != world || spec.Name == lineChoose {
			continue
		}
		var written []string
		for _, form := range forms(v) {
			written = append(written, code(inForm(form)))
		}
		key := "verb." + spec.Name
		fmt.Fprintf(b, "| %s | %s | %s | %d |\n", strings.Join(written, ", "), cell(dictionary.Say(dictionary.EN, key)), cell(dictionary.Say(dictionary.ZH, key)), spec.Taps)
	}
}

// markdown puts backquotes in place of pairs of apostrophes, and a fence in place of three.
func markdown(s string) string {
	return strings.NewReplacer("'''", "```", "''", "`").Replace(s)
}

// inForm writes an example as fmt does.
func inForm(example string) string {
	formed, err := strict.Format("", []byte(example), strict.Story, strict.Style{})
	if err != nil {
		return example
	}
	return strings.TrimSuffix(string(formed), "\n")
}

// code and cell write what a cell of a table holds: a bar would end it.
func code(s string) string { return "`" + strings.ReplaceAll(s, "|", `\|`) + "`" }

func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", ">", "&gt;").Replace(s)
}

// misread are steps that people write, and that are none.
var misread = []string{
	"tapp-tag: lip-tint", "open-note oily-skin-empties", "add-to-cart: now", "{ open-cart, pay }", "expect: { paid: 128 }", "expect: { tap: 9 }",
	"expect: { taps: >= 9 }", "expect: { taps: != 9 }", "expect: { place: chekout }", "expect: { taps: ${n} }", "set-quantity: 0",
	"add-to-cart:", "choose:", "at: 25:00", "wait: a minute", "happen: { payment: maybe }", "say: 好的: 下一步", "comment: #topic", "checkpoint: 第一步",
}

// said is what the parser says about a step.
func said(step string) string {
	_, err := Parse("my.story.yaml", []byte("story: x\nsteps:\n  - "+step+"\n"))
	var mistakes strict.Errors
	if !errors.As(err, &mistakes) {
		return "nothing"
	}
	return mistakes[0].Error()
}

func TestEveryMistakeOfTheReferencePageIsOne(t *testing.T) {
	for _, src := range misread {
		if said(src) == "nothing" {
			t.Errorf("%s is no mistake", src)
		}
	}
}

const firstStory = `# How a story is written

A story is a walk through the shop, written down: what the shopper taps, what happens meanwhile, and what should be seen. It is a
text file; nobody has to program. This page is made from the tables that the program itself reads.

## Your first story

Write these five lines into a file, ''first.story.yaml'':

'''yaml
story: A lip tint, from a note to its page
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - expect: { place: product, price: ¥128.00 }
'''

Then let it walk, with ''tagtap run first.story.yaml''. Line by line:

1. ''story:'' is the title. It is what reports show.
2. ''steps:'' begins the list of what is done. Each step begins with two spaces, a dash and a space.
3. ''open-note: oily-skin-empties'' is a tap: the shopper opens a note. Behind the colon stands which one.
4. ''tap-tag: lip-tint'' is the next tap, on the product's tag in that note.
5. ''expect:'' is no tap. It looks whether the shopper stands on the product page now, and whether the price is ¥128.00. If not, the
   run fails and says what was there instead, and in which line of the file.

Now let the shopper buy it, and let the wallet refuse once:

'''yaml
story: A lip tint, paid at the second try
tags: [smoke]
budget: { taps: <= 10 }
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - buy-now
  - choose: { shade: rose-03 }
  - confirm
  - checkpoint: ordering
  - place-order
  - pay
  - happen: { payment: declined }
  - expect: { place: payment, payment: declined }
  - pay
  - expect: { place: confirmation, paid: ¥140.00, taps: { since: ordering, is: 3 } }
'''

- ''buy-now'', ''confirm'', ''place-order'' and ''pay'' need nothing behind them, so there is no colon.
- ''happen:'' is what the world does: here the wallet says no. Without such a line a payment is approved.
- ''checkpoint:'' remembers the counters, so that ''since: ordering'' counts from there.
- ''budget:'' bounds the whole walk. If somebody adds a tap to the flow one day, this story fails.

What only some flows have stands below ''only-when:'', its lines below ''do:'' with dashes of their own:

'''yaml
story: A lip tint in the cart, wherever the tag leads
steps:
  - open-note: oily-skin-empties
  - tap-tag: lip-tint
  - only-when:
      flow: [native, express]
      do:
        - add-to-cart
        - choose: { shade: rose-03 }
        - confirm
        - expect: { cart: { lip-tint-03: 1 } }
'''

To write less by hand, walk yourself and let the program write: ''tagtap --record my.story.yaml''.

## Help while you write

- ''tagtap schema story > story.schema.json'', and ''# yaml-language-server: $schema=story.schema.json'' as the first line of the story:
  an editor with a YAML language server then completes commands and ids, explains them, and underlines slips.
- ''tagtap fmt first.story.yaml'' puts spaces, quotes and the order of the head right. Comments stay.
- ''tagtap catalog list products'' names what the catalogue holds, by the ids that stories write; likewise ''skus'', ''notes'', ''shops'',
  ''coupons'', ''authors'' and ''axes'', which has what ''choose:'' takes.
- ''tagtap run'' reads everything before it plays anything, and lists all mistakes with their lines.

## How the file is written

- Indent by spaces, never by tabs: two more for what belongs to the line above.
- ''key: value'' has a colon and a space. A step is ''- name'' or ''- name: value'', one command each.
- Several pairs stand in braces, ''{ place: cart, cart: 2 }'', or below each other, two spaces deeper.
- A list stands in brackets, ''[smoke, A15]'', or one a line with dashes.
- Every value is text: ''no'', ''0123'' and ''12:30'' mean what they look like. Money is written ''¥128.00''.
- Put a text in double quotes if it holds '': '' or '' #'', or, inside braces, a comma or ''${…}''.
- A comment begins with ''# ''. It may stand on a line of its own or behind a value.
`

const names = `
## Names for what a walk makes

Orders, reviews and requests get their ids while the story walks. These names stand for them:

| name | stands for |
| --- | --- |
| ''my-review'' | the note that was published last; ''my-review-1'', ''my-review-2'', … for those before it |
| ''last-order'', ''order-1'', … | orders as they were placed |
| ''last-request'', ''request-1'', … | after-sale requests |
| ''address-1'', ''identity-1'', ''coupon-1'', … | saved addresses, saved identities, held coupons |

A tap that the rules turn down must be expected by the next line: ''expect: { refused: sold-out }''. Otherwise the story stops there.
`

const comparisons = `
### Comparisons

| written | holds where it is |
| --- | --- |
| ''9'' | nine |
| ''<= 9'', ''9 or less'' | at most nine |
| ''< 9'' | less than nine |
| ''9 or more'', ''">= 9"'' | at least nine; ''>'' begins something else in YAML, so it is quoted |
| ''3..9'' | three to nine |
| ''not 9'' | anything but nine |
`
