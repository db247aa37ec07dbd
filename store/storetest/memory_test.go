package storetest_test

import (
	"testing"

	"tagtap/flow/session"
	"tagtap/store/storetest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	storetest.Contract(t, func(testing.TB) session.Journal { return &session.Memory{} })
}
