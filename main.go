// Tagtap rehearses shopping on a social feed: from a note over its product tag to the order, and to the review that is a
// note again. See the README, or run `tagtap help`.
package main

import (
	"os"

	"tagtap/ui/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Streams{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Environ: os.Environ(),
	}))
}
