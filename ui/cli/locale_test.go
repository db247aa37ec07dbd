package cli

import (
	"runtime"
	"testing"
)

func TestTheLocaleGivesLanguageAndMarks(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // it has none
	}
	for _, row := range []struct {
		env           []string
		lang, warning string
	}{
		{nil, "en", "LANG= is no UTF-8 locale, so lines and marks are ASCII; for all of them start with --theme dark"},
		{[]string{"LANG=C"}, "en", "LANG=C is no UTF-8 locale, so lines and marks are ASCII; for all of them start with --theme dark"},
		{[]string{"LANG=zh_CN.UTF-8", "LC_ALL=POSIX"}, "en", "LC_ALL=POSIX is no UTF-8 locale, so lines and marks are ASCII; for all of them start with --theme dark"},
		{[]string{"LANG=C.UTF-8"}, "en", ""},
		{[]string{"LANG=zh_CN.utf8"}, "zh", ""},
		{[]string{"LANG=zh_CN.GB18030"}, "zh", "LANG=zh_CN.GB18030 不是 UTF-8，边框和符号改用 ASCII；要完整外观请用 --theme dark 启动"},
		{[]string{"LANG=zh_CN.UTF-8", "LC_MESSAGES=en_GB.UTF-8"}, "en", ""},
		{[]string{"LC_CTYPE=UTF-8"}, "en", ""}, // as macOS sets it
	} {
		sh := &shell{Streams: Streams{Environ: row.env}}
		sh.theme.value = "auto"
		if got := sh.language(); got != row.lang {
			t.Errorf("%v: language %s", row.env, got)
		}
		if got := sh.warnings(""); got != row.warning {
			t.Errorf("%v: warns %q", row.env, got)
		}
		if got := sh.look().ASCII; got != (row.warning != "") {
			t.Errorf("%v: ASCII %t", row.env, got)
		}
		sh.theme.value = "dark" // asked for, so it is right
		if sh.warnings("") != "" || sh.look().ASCII {
			t.Errorf("%v: the theme was asked for", row.env)
		}
	}
}
