package story
import ("testing";"os";"strings";"fmt")
func TestGen(t *testing.T){
 type c struct{ name, src string}
 st := func(n, l string) c { return c{n, "story: x\nsteps:\n  - "+l+"\n"} }
 hd := func(n, h string) c { return c{n, "story: x\n"+h+"\nsteps: [pay]\n"} }
 cases := []c{
 {"an empty file", ""}, {"a list", "[]"}, {"no steps","story: x\n"}, {"steps without a step","story: x\nsteps: []\n"}, {"no title","story: \"\"\nsteps: [pay]\n"},
 hd("an unknown key","step: [pay]"), hd("a flow twice","flow: [native, native]"), hd("an empty list of flows","flow: []"), hd("unknown flow and shopper","flow: nativ\nshopper: retuning"),
 hd("a start that is no time","start: tomorrow"), hd("a negative seed","seed: -1"), hd("a tag with a space","tags: [a b]"),
 hd("an unknown metric of the budget","budget: {tap: 3}"), hd("a bound that is no number","budget: {taps: many}"), hd("a budget that is a list","budget: []"), hd("two decimals of a second","budget: {seconds: 3.14}"),
 hd("cases that are no list","cases: 3"), hd("no case","cases: []"), hd("a case that is no map","cases: [3]"), hd("cases with different columns","cases: [{a: 1}, {b: 2}]"), hd("two cases of one name","cases: [{a: 1, name: q}, {a: 2, name: q}]"),
 hd("a column that holds a list","cases: [{a: [1]}]"), hd("a column that is no word","cases: [{\"a b\": 1}]"),
 {"an unknown column","story: x\ncases: [{qty: 1}, {qty: 2}]\nsteps:\n  - set-quantity: ${qyt}\n"},
 st("a column without cases","set-quantity: ${qty}"),
 {"a column that is not closed","story: x\ncases: [{qty: 1}]\nsteps:\n  - set-quantity: ${qty\n"},
 {"a bad value in a row","story: x\ncases:\n  - {name: good, qty: 1}\n  - {name: bad, qty: zero}\nsteps:\n  - set-quantity: ${qty}\n"},
 {"a bad bound in a row","story: x\ncases:\n  - {most: lots}\nbudget: {taps: \"<= ${most}\"}\nsteps: [pay]\n"},
 {"an unknown SKU in a row","story: x\ncases:\n  - {name: good, sku: lip-tint-03}\n  - {name: bad, sku: lip-tint-3}\nsteps:\n  - tick: ${sku}\n"},
 {"a checkpoint named by a column","story: x\ncases:\n  - {n: a}\nsteps:\n  - checkpoint: ${n}\n"},
 st("an unknown command","tapp: lip-tint"), st("an argument too many","pay: now"), st("an argument too few","tap-tag"), st("a list for an id","tap-tag: [a]"), st("two commands in a step","{tap-tag: lip-tint, pay: now}"), st("a list for a step","[pay]"),
 st("a happening without what","happen"), st("an unknown outcome","happen: {payment: maybe}"), st("an unknown happening","happen: {earthquake: now}"), st("a time that is none","wait: soon"), st("stars that are no number","rate: many"),
 st("an unknown product","tap-tag: lip-tnt"), st("an unknown note","open-note: emptis"), st("an unknown SKU","tick: lip-tint-3"), st("an unknown shop","tick-shop: okari"), st("an unknown payment","choose-payment: alipy"), st("an unknown address","pick-address: hom"), st("an order that no walk makes","pay-order: last"), st("an unknown impression","add-tag: soft"), st("an unknown field","type: {nam: x}"), st("an unknown SKU in a happening","happen: {sold-out: lip-tint-30}"),
 st("choosing without an axis","choose: rose"), st("an unknown axis","choose: {shad: rose-03}"), st("an unknown value","choose: {shade: rose}"), st("a list for a value","choose: {shade: [a]}"),
 st("no piece","set-quantity: 0"), st("a quantity of an unknown SKU","set-quantity: {lip-tint-3: 2}"), st("a quantity that is no number","set-quantity: {lip-tint-03: x}"), st("a list for a quantity","set-quantity: [a]"), st("no quantity at all","set-quantity"),
 st("an unknown field to fill","fill: {nme: x}"), st("a text to fill","fill: x"), st("a list in a field","fill: {name: [a]}"), st("a control character","fill: {name: \"a\\tb\"}"),
 st("a review that is a number","write-review: 5"), st("a review without stars","write-review: {text: x}"), st("six stars","write-review: {stars: 6}"), st("publish maybe","write-review: {stars: 5, publish: maybe}"), st("an unknown impression of a review","write-review: {stars: 5, tags: [nice]}"), st("an unknown key of a review","write-review: {stars: 5, starz: 5}"), st("a title that nobody sees","write-review: {stars: 5, publish: false, title: x}"),
 st("reaching an unknown place","reach: chekout"), st("reaching a shop","reach: {shop: okkari}"), st("reaching an unknown note","reach: {note: emptiez}"), st("reaching a list","reach: [a]"), st("reaching nothing","reach"), st("reaching what is no id","reach: {note: a b}"),
 st("a checkpoint with a space","checkpoint: a b"), st("a checkpoint twice","checkpoint: a\n  - checkpoint: a"),
 st("an expectation that is a text","expect: pay"), st("an empty expectation","expect: {}"), st("an unknown expectation","expect: {plac: cart}"), st("an unknown place","expect: {place: crat}"), st("an unknown stage","expect: {stage: crat}"), st("one stage for a list","expect: {stages: cart}"), st("an unknown refusal","expect: {refused: soldout}"), st("an unknown status of a payment","expect: {payment: refused}"), st("an unknown status of an order","expect: {order: open}"), st("orders in words","expect: {orders: payed}"),
 st("a number for money","expect: {paid: 128}"), st("money with one decimal","expect: {paid: ¥128.5}"), st("money in words","expect: {price: cheap}"), st("stock without a SKU","expect: {stock: 3}"), st("stock of an unknown SKU","expect: {stock: {lip-tint-3: 3}}"), st("a cart in words","expect: {cart: full}"), st("a note that is not there","expect: {feed-has: nothing-here}"), st("taps in words","expect: {taps: few}"),
 st("since a checkpoint that is not there","expect: {taps: {since: cart, is: 3}}"), st("since a misspelt checkpoint","checkpoint: cart\n  - expect: {taps: {since: crat, is: 3}}"), st("a misspelt since","checkpoint: cart\n  - expect: {taps: {sinc: cart, is: 3}}"), st("surprises since","checkpoint: cart\n  - expect: {surprises: {since: cart, is: 3}}"), st("a range that ends before it begins","expect: {taps: 9..3}"),
 st("a comparison that begins a block","expect: {taps: >= 3}"), st("a comparison that begins a tag","expect: {taps: != 3}"), st("a column in braces without quotes","expect: {paid: ${x}}"),
 }
 var b strings.Builder
 for _,k:=range cases{ s,err:=Parse("t.yaml",[]byte(k.src)); if err==nil{err=s.Check(set())}; if err==nil{t.Error(k.name)
 continue}
  fmt.Fprintf(&b,"\t{%q, %s,\n\t\t%s},\n",k.name,lit(k.src),lit(err.Error())) }
 os.WriteFile("/tmp/table.txt",[]byte(b.String()),0o644)
}
func lit(s string) string { if strings.Contains(s,"`") {return fmt.Sprintf("%q",s)}; q:=fmt.Sprintf("%q",s); return q }
