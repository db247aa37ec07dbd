package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAReportHoldsNothingThatWasTyped(t *testing.T) {
	dir := t.TempDir()
	db, story := filepath.Join(dir, "shop.db"), filepath.Join(dir, "typing.yaml")
	if err := os.WriteFile(story, []byte(`story: Typing
shopper: new
steps:
  - open-note: oily-skin-empties
  - comment: 求同款链接
  - tap-tag: lip-tint
  - buy-now
  - choose: {shade: rose-03}
  - confirm
  - choose-address
  - type: {name: 欧阳测试}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if code := Main([]string{"run", story, "--db", db}, Streams{Out: &out, Err: &out}); code != exitDone {
		t.Fatalf("code %d:\n%s", code, out.String())
	}
	sh := &shell{now: func() time.Time { return time.Date(2026, 11, 11, 20, 0, 0, 0, time.UTC) }}
	w, err := sh.world()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := sh.openStore(context.Background(), w, db)
	if err != nil {
		t.Fatal(err)
	}
	c := &crash{what: `no field "欧阳测试"`, stack: []byte("stack"), walk: sh.circumstances(kept, 100, 32)}
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	var broken errBroken
	if !errors.As(sh.brokenAt(c, db), &broken) || broken.what != `no field "…"` {
		t.Errorf("said %q", broken.what)
	}
	report, err := os.ReadFile(broken.report)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"欧阳", "测试", "求同款", "链接"} {
		if bytes.Contains(report, []byte(secret)) {
			t.Errorf("it tells %q:\n%s", secret, report)
		}
	}
	for _, told := range []string{"comment  # 5 characters\n", "type name  # 4 characters\n", "choose: {shade: rose-03}\n", `no field "…"`} {
		if !bytes.Contains(report, []byte(told)) {
			t.Errorf("it lacks %q:\n%s", told, report)
		}
	}
	// Another crash within the second leaves the first report alone.
	var second errBroken
	if !errors.As(sh.brokenAt(c, db), &second) || second.report == broken.report || !strings.HasSuffix(second.report, "-2.txt") {
		t.Errorf("the second report is %s", second.report)
	}
}

func TestAReportTellsOfTheLastActionsOnly(t *testing.T) {
	db := filepath.Join(t.TempDir(), "shop.db")
	var out bytes.Buffer
	if code := Main([]string{"run", "loop", "--db", db}, Streams{Out: &out, Err: &out}); code != exitDone {
		t.Fatal(out.String())
	}
	sh := &shell{now: time.Now}
	w, _ := sh.world()
	kept, err := sh.openStore(context.Background(), w, db)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = kept.Close() }()
	lines := sh.circumstances(kept, 1, 1).lines
	actions := 0
	for _, line := range lines {
		if strings.Contains(line, "  ") && line[0] >= '0' && line[0] <= '9' {
			actions++
		}
	}
	if actions < 10 || actions > mostActions {
		t.Errorf("%d actions:\n%s", actions, strings.Join(lines, "\n"))
	}
}
