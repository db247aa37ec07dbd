package cli

import (
	"strings"

	"tagtap/store"
)

// warningWords are those of the store's warnings, Chinese and English.
var warningWords = map[string][2]string{
	store.OneMeta: {
		"最后一次操作可能没有保存：文件的两个元数据页有一个已损坏",
		"the last transaction may be missing: one of the two meta pages is damaged",
	},
	store.NetworkDisk: {
		"数据文件在网络磁盘（{disk}）上，可能被两个程序同时写入，请改放到本机磁盘",
		"it is on a network disk ({disk}), where two storefronts may write at once: better use a disk of this machine",
	},
}

// inWords says warnings in a language: zh, en or both.
func inWords(warnings []store.Warning, lang string) string {
	var all []string
	for _, w := range warnings {
		words, ok := warningWords[w.Code]
		if !ok {
			words = [2]string{w.String(), w.String()}
		}
		for i, of := range []string{"zh", "en"} {
			if lang == of || lang == "both" {
				all = append(all, strings.ReplaceAll(words[i], "{disk}", clean(w.Detail)))
			}
		}
	}
	return strings.Join(all, "; ")
}
