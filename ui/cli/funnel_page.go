package cli

import (
	"io"

	"tagtap/flow/measure"
	web "tagtap/ui/page"
)

// writePage writes the report as a page. The file is there whole or not at all.
func (sh *shell) writePage(path string, r *measure.Report, q *measure.Query, m *measure.Market) error {
	return sh.exportTo(path, func(out io.Writer) error {
		return web.Write(out, web.Data{Lang: sh.screenLanguage(), Report: r, Rule: &q.Rule, Market: m})
	})
}
