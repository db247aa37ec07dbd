package cli

import (
	"runtime"
	"strings"

	"tagtap/fixtures/words"
)

// language returns zh, en or both: what was asked for, else that of the locale.
func (sh *shell) language() string {
	if sh.lang.value != "" {
		return sh.lang.value
	}
	if _, locale := sh.locale("LC_MESSAGES"); strings.HasPrefix(strings.ToLower(locale), "zh") {
		return "zh"
	}
	return "en"
}

func (sh *shell) screenLanguage() words.Lang {
	lang, err := words.ParseLang(sh.language())
	if err != nil {
		panic("cli: a language that the flag allows is unknown: " + err.Error())
	}
	return lang
}

// locale returns what holds for a category of the locale, and the variable that says so; neither where none is set (POSIX,
// environment variables).
func (s Streams) locale(category string) (name, value string) {
	for _, name := range []string{"LC_ALL", category, "LANG"} {
		if value := s.env(name); value != "" {
			return name, value
		}
	}
	return "", ""
}

// narrow says why the characters of borders and marks may not be printable, "" where they are: a locale that is not UTF-8 means
// a terminal that is not. Windows has no locale in the environment, and its consoles take Unicode.
func (s Streams) narrow() string {
	name, value := s.locale("LC_CTYPE")
	plain := strings.ToLower(strings.ReplaceAll(value, "-", ""))
	switch {
	case runtime.GOOS == "windows" || strings.Contains(plain, "utf8"):
		return ""
	case name == "":
		return "LANG="
	}
	return name + "=" + clean(value)
}

// narrowWords say once how to have all marks.
var narrowWords = [2]string{
	"{locale} 不是 UTF-8，边框和符号改用 ASCII；要完整外观请用 --theme dark 启动",
	"{locale} is no UTF-8 locale, so lines and marks are ASCII; for all of them start with --theme dark",
}

// narrowed says whether the look is ASCII because of the locale: where none was asked for.
func (sh *shell) narrowed() bool { return sh.theme.value == "auto" && sh.narrow() != "" }

// warnings are what the first screen says: of the store, and of the look.
func (sh *shell) warnings(ofStore string) string {
	if !sh.narrowed() {
		return ofStore
	}
	all := []string{}
	if ofStore != "" {
		all = append(all, ofStore)
	}
	lang := sh.language()
	for i, of := range []string{"zh", "en"} {
		if lang == of || lang == "both" {
			all = append(all, strings.ReplaceAll(narrowWords[i], "{locale}", sh.narrow()))
		}
	}
	return strings.Join(all, "; ")
}
