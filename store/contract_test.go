package store_test

import (
	"testing"

	"tagtap/flow/session"
	"tagtap/store/storetest"
)

func TestStoreKeepsTheContract(t *testing.T) {
	storetest.Contract(t, func(tb testing.TB) session.Journal { return storetest.Open(tb) })
}
