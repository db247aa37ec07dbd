package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tagtap/flow/shop"
)

// listings are the kinds of things that a catalogue holds and a story names, with what is told of each.
var listings = []struct {
	kind string
	rows func(sh *shell, c *shop.Catalogue) [][]string
}{
	{"products", (*shell).productRows},
	{"skus", (*shell).skuRows},
	{"axes", (*shell).axisRows},
	{"notes", (*shell).noteRows},
	{"shops", (*shell).shopRows},
	{"coupons", (*shell).couponRows},
	{"authors", (*shell).authorRows},
}

// listingKinds names them.
func listingKinds() []string {
	var kinds []string
	for _, l := range listings {
		kinds = append(kinds, l.kind)
	}
	return kinds
}

func (sh *shell) catalogListCommand() *cobra.Command {
	kinds := strings.Join(listingKinds(), ", ")
	return &cobra.Command{
		Use:   "list KIND",
		Short: "list what a catalogue holds, by the ids that stories write",
		Long: `Lists what the catalogue holds, one a line: the id that a story writes first, then what it is. KIND is one of
` + kinds + `. With --catalog what your folder holds.`,
		Example: "tagtap catalog list products\ntagtap catalog list skus --catalog ./our-brand",
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return usage("there are: "+kinds, "catalog list wants one kind, got %d", len(args))
			case !slices.Contains(listingKinds(), args[0]):
				return unknown("kind", args[0], listingKinds())
			}
			return nil
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return listingKinds(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			w, err := sh.world()
			if err != nil {
				return err
			}
			for _, l := range listings {
				if l.kind == args[0] {
					return writeTable(sh.Out, l.rows(sh, w.Catalogue))
				}
			}
			return nil
		},
	}
}

func (sh *shell) productRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Products {
		p := &c.Products[i]
		price := ""
		if len(p.Variants) > 0 {
			from, _ := p.From()
			price = from.String()
		}
		rows = append(rows, []string{string(p.ID), string(p.Shop), price, sh.title(p.Title)})
	}
	return rows
}

func (sh *shell) skuRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Products {
		p := &c.Products[i]
		for j := range p.Variants {
			v := &p.Variants[j]
			rows = append(rows, []string{string(v.SKU), string(p.ID), v.Price.String(), chosenOf(p, v)})
		}
	}
	return rows
}

// chosenOf writes a variant as the line that chooses it has it: shade: rose-03, finish: matte.
func chosenOf(p *shop.Product, v *shop.Variant) string {
	var pairs []string
	for i, value := range v.Values {
		if i < len(p.Axes) {
			pairs = append(pairs, p.Axes[i].ID+": "+value)
		}
	}
	return strings.Join(pairs, ", ")
}

// axisRows has a row for each axis of each product, with all its values.
func (sh *shell) axisRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Products {
		p := &c.Products[i]
		for _, axis := range p.Axes {
			var values []string
			for _, v := range axis.Values {
				values = append(values, v.ID)
			}
			rows = append(rows, []string{axis.ID, string(p.ID), sh.title(axis.Name), strings.Join(values, ", ")})
		}
	}
	return rows
}

func (sh *shell) noteRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Notes {
		n := &c.Notes[i]
		kind := "note"
		if n.Video != nil {
			kind = "video"
		}
		rows = append(rows, []string{string(n.ID), string(n.Author), kind, sh.title(n.Title)})
	}
	return rows
}

func (sh *shell) shopRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Shops {
		rows = append(rows, []string{string(c.Shops[i].ID), sh.title(c.Shops[i].Name)})
	}
	return rows
}

func (sh *shell) couponRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Coupons {
		one := &c.Coupons[i]
		rows = append(rows, []string{one.ID, string(one.Kind), string(one.Shop), sh.title(one.Title)})
	}
	return rows
}

func (sh *shell) authorRows(c *shop.Catalogue) [][]string {
	var rows [][]string
	for i := range c.Authors {
		rows = append(rows, []string{string(c.Authors[i].ID), c.Authors[i].Kind, sh.title(c.Authors[i].Name)})
	}
	return rows
}
