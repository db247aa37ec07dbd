//go:build race

package store_test

// raced says that the race detector slows every child down; the numbers of cases are proved without it.
const raced = true
