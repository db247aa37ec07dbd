package cli

import (
	"strings"

	"tagtap/fixtures/words"
)

// language returns zh, en or both: what was asked for, else that of the locale.
func (sh *shell) language() string {
	if sh.lang.value != "" {
		return sh.lang.value
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := sh.env(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "zh") {
				return "zh"
			}
			return "en"
		}
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
