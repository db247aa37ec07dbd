package flow

import (
	"slices"
	"strings"

	"tagtap/flow/shop"
)

// Names checks that what an action names is in the world, and returns the kind and the id of what is not. Ids that only
// a walk makes (orders, addresses, published notes) are left to the walk.
func (a Action) Names(c *shop.Catalogue) (of string, among []string, ok bool) {
	of = a.Verb.Spec().Of
	switch {
	case a.ID == "":
		return "", nil, true
	case of == "note":
		ok = c.Note(shop.NoteID(a.ID)) != nil || strings.HasPrefix(a.ID, "N")
		for i := range c.Notes {
			among = append(among, string(c.Notes[i].ID))
		}
	case of == "product":
		ok = c.Product(shop.ProductID(a.ID)) != nil
		for i := range c.Products {
			among = append(among, string(c.Products[i].ID))
		}
	case of == "sku":
		v, _ := c.Variant(shop.SKU(a.ID))
		ok = v != nil
		for i := range c.Products {
			for _, v := range c.Products[i].Variants {
				among = append(among, string(v.SKU))
			}
		}
	case of == "author":
		ok = c.Author(shop.AuthorID(a.ID)) != nil
		for i := range c.Authors {
			among = append(among, string(c.Authors[i].ID))
		}
	case of == "platform":
		ok, among = slices.Contains(Platforms(), a.ID), Platforms()
	case of == "tab":
		ok, among = slices.Contains(Tabs(), a.ID), Tabs()
	case of == "shop":
		ok = c.Shop(shop.ShopID(a.ID)) != nil
		for i := range c.Shops {
			among = append(among, string(c.Shops[i].ID))
		}
	default:
		return "", nil, true
	}
	return of, among, ok
}
