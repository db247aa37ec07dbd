package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tagtap/store"
)

// openOrMend opens the store of the storefront. Where it is damaged a person is asked how to go on.
func (sh *shell) openOrMend(ctx context.Context, w *world, path string) (*store.DB, error) {
	db, err := sh.openStore(ctx, w, path)
	if !is[store.ErrDamaged](err) || !sh.terminal() {
		return db, err
	}
	_, _ = fmt.Fprintf(sh.Err, "tagtap: %s\nIt will be kept beside its place, whatever you choose.\n", clean(err.Error()))
	kept, asked := "", "Start with an empty store? [y/N] "
	if snapshot, ok := sh.newestSound(ctx, path); ok {
		asked = "Start with an empty store instead? [y/N] "
		if sh.confirmed(ctx, fmt.Sprintf("Go on with the snapshot of %s? [y/N] ", snapshot.Taken.Format(time.DateTime))) {
			if kept, err = store.Restore(path, snapshot.Path, true, sh.now()); err != nil {
				return nil, err
			}
		}
	}
	if kept == "" {
		if ctx.Err() != nil || !sh.confirmed(ctx, asked) {
			return nil, err
		}
		if kept, err = store.SetAside(path, sh.now()); err != nil {
			return nil, err
		}
	}
	_, _ = fmt.Fprintf(sh.Err, "the damaged file is kept as %s\n", clean(kept))
	return sh.openStore(ctx, w, path)
}

// newestSound returns the newest snapshot with which nothing is wrong.
func (sh *shell) newestSound(ctx context.Context, path string) (store.Snapshot, bool) {
	all, err := store.Snapshots(path)
	if err != nil {
		return store.Snapshot{}, false
	}
	for _, one := range all {
		if _, err := sh.sound(ctx, one.Path); err == nil {
			return one, true
		}
	}
	return store.Snapshot{}, false
}

// wayOut says with which commands to go on after damage of a file.
func (sh *shell) wayOut(path string) string {
	with := ""
	if sh.db != "" {
		with = " --db " + word(sh.db)
	}
	anew := fmt.Sprintf("`tagtap db reset%s` starts anew; the damaged file is kept beside it", with)
	if mine, err := sh.storePath(); err != nil || mine != path {
		return "use another file; this one stays as it is"
	}
	all, err := store.Snapshots(path)
	if err != nil || len(all) == 0 {
		return "`tagtap db restore FILE" + with + "` goes on with a backup, " + anew
	}
	return fmt.Sprintf("`tagtap db restore %s%s` goes on with the newest snapshot, %s", word(all[0].Path), with, anew)
}

// word is a path as a shell takes it for one word.
func word(path string) string {
	if strings.ContainsAny(path, " \t'\"$&;()<>|*?[]\\`!#~") {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}
