package look_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"tagtap/ui/tui/cell"
	"tagtap/ui/tui/look"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGallery shows every widget in three themes. Look at testdata/*.txt.
func TestGallery(t *testing.T) {
	for name, theme := range map[string]look.Theme{
		"colour":   dark,
		"nocolour": look.NewTheme(look.Dark, colorprofile.ASCII, false),
		"ascii":    look.NewTheme(look.Light, colorprofile.TrueColor, true),
	} {
		t.Run(name, func(t *testing.T) {
			c := look.NewCanvas(60, 50, look.Surface)
			gallery(c, theme)
			var rows []string
			for row := range strings.SplitSeq(ansi.Strip(c.Render(theme)), "\n") {
				rows = append(rows, strings.TrimRight(row, " \u00a0"))
			}
			golden(t, name, strings.TrimRight(strings.Join(rows, "\n"), "\n")+"\n")
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("gallery differs from %s:\n%s", file, got)
	}
}

func gallery(c *look.Canvas, t look.Theme) {
	galleryControls(c.Sub(cell.Rect{W: 60, H: 14}), t)
	galleryPrices(c.Sub(cell.Rect{Y: 14, W: 60, H: 10}))
	galleryBars(c.Sub(cell.Rect{Y: 24, W: 60, H: 12}), t)
	gallerySheet(c.Sub(cell.Rect{Y: 37, W: 60, H: 13}), t)
}

func galleryControls(c *look.Canvas, t look.Theme) {
	look.Button(c, t, cell.Rect{X: 2, Y: 0, H: 3}, "立即购买", look.Primary, false)
	look.Button(c, t, cell.Rect{X: 16, Y: 0, H: 3}, "加入购物车", look.Secondary, true)
	look.Button(c, t, cell.Rect{X: 32, Y: 1}, "保存", look.Disabled, true)
	look.Button(c, t, cell.Rect{X: 42, Y: 1, W: 16}, "结算 2 件", look.Primary, true)
	x := 2
	for _, chip := range []struct {
		label string
		kind  look.ChipKind
		focus bool
	}{{"30ml", look.Choice, false}, {"50ml", look.Chosen, true}, {"100ml", look.SoldOut, false}, {"满299减30", look.Coupon, false}} {
		x = look.Chip(c, t, x, 4, chip.label, chip.kind, chip.focus).Right() + 1
	}
	x = 2
	for i, label := range []string{"KOC", "合作 · 品牌付费", "V", "已实名"} {
		x += look.Badge(c, t, x, 6, label, look.BadgeKind(i)) + 1
	}
	look.Seal(c, t, 2, 8, "霏韵", look.RGB{R: 0x4a, G: 0x6a, B: 0x52})
	look.Seal(c, t, 8, 8, "Ok", look.RGB{R: 0xf0, G: 0xe0, B: 0xd0})
	look.Seal(c, t, 14, 8, "家", look.RGB{})
	look.Tick(c, t, 22, 8, true, false)
	look.Tick(c, t, 27, 8, false, false)
	look.Stepper(c, t, 32, 8, 1, 1, 5, false)
	look.Stepper(c, t, 43, 8, 99, 1, 99, true)
	look.Stars(c, 22, 9, 4)
	look.Tab(c, t, 2, 11, "关注", false, false)
	look.Tab(c, t, 10, 11, "发现", true, false)
	look.Tab(c, t, 18, 11, "附近", false, true)
	look.FocusBar(c, t, 0, 8, 2)
	look.HintLine(c, t, cell.Rect{Y: 13, W: 60, H: 1}, []look.Hint{{Key: "↵", Word: "打开"}, {Key: "↑↓←→", Word: "移动"}, {Key: "esc", Word: "返回"}, {Key: "/", Word: "搜索"}, {Key: "c", Word: "购物车"}}, look.Hint{Key: "q", Word: "退出"})
}

func galleryPrices(c *look.Canvas) {
	n := look.FigurePrice(c, 2, 0, 28900, false, look.Price)
	look.Figure(c, 2+n+3, 0, "0123456789", look.Ink)
	look.FigurePrice(c, 2, 4, 87979, true, look.Ink)
	n = look.PriceTag(c, 30, 4, 28900, look.PriceStyle{})
	look.Was(c, 30+n+1, 4, "日常价", 39900)
	look.PriceTag(c, 30, 5, 12990, look.PriceStyle{})
	look.PriceTag(c, 40, 5, -3005, look.PriceStyle{Decimals: true, Role: look.Success})
	look.PriceRight(c, 58, 6, 12345678, look.PriceStyle{Decimals: true})
	look.Was(c, 30, 6, "", 39900)
	look.Heading(c, 2, 8, 56, "价格阶梯", "PRICE LADDER", "会话 7f3a")
}

func galleryBars(c *look.Canvas, t look.Theme) {
	names := []string{"笔记", "标签", "商品", "加购", "结算", "确认", "评价"}
	look.StageLine(c, t, 0, 0, 42, names, 2)
	look.StageDots(c, 46, 0, 7, 3)
	look.StageLine(c, t, 0, 3, 25, names, 6)
	look.StageLine(c, t, 30, 3, 30, []string{"note", "tag", "product", "cart", "checkout", "confirm", "review"}, 4)
	for i, step := range [][2]int64{{0, 96800}, {96800, 80800}, {80800, 77800}, {73800, 73900}, {0, 0}} {
		look.WaterfallBar(c, t, 2, 6+i, 20, step[0], step[1], 96800, look.Ink2)
	}
	for i, ms := range []int64{0, 100, 2400, 4900, 9900} {
		look.TraceBar(c, 26, 6+i, ms)
	}
	look.ShareBar(c, 40, 6, 16, 964, 1000, look.Warn)
	look.ShareBar(c, 40, 7, 16, 1, 1000, look.Warn)
	look.ShareBar(c, 40, 8, 16, 0, 0, look.Warn)
	look.SideBar(c, t, 40, 9, 2)
}

func gallerySheet(c *look.Canvas, t look.Theme) {
	c.Text(0, 0, "页面在下面", look.Style{})
	c.Dim(c.Bounds(), t)
	look.Sheet(c, t, cell.Rect{Y: 1, W: 60, H: 12})
	s := c.Sub(cell.Rect{X: 2, Y: 2, W: 56, H: 11})
	look.Row{Label: "规格", LabelW: look.LabelZH, Value: "50ml · 单瓶装", Fact: "共 4 款", Chevron: true, Focus: true}.Draw(s, t, 0, 0, 56)
	look.Row{Label: "发货", LabelW: look.LabelZH, Value: "杭州保税仓 · 付款后72小时内发货 · 逾期赔付三倍运费券", Fact: "包邮", FactRole: look.Success}.Draw(s, t, 0, 1, 44)
	look.Row{Value: "Delivery address of the shopper", Chevron: true}.Draw(s, t, 0, 2, 20)
	look.Notice(s, t, 0, 4, 40, "跨境与国内分开结，先结上一组；库存保留十五分钟，过时不候，请尽快付款", look.Caution)
	look.Notice(s, t, 0, 6, 40, "已加入购物车", look.Good)
	look.Notice(s, t, 0, 7, 40, "支付失败：余额不足", look.Bad)
	look.Notice(s, t, 0, 8, 40, "没有更多了", look.Plainly)
	look.Toast(s, t, 0, 9, 56, "已收藏")
	look.TextOnPicture(s, t, 44, 4, "1/6")
	look.Tile(s, t, cell.Rect{X: 44, Y: 6, W: 10, H: 4}, look.Shot{Kind: "图", Alt: "绿盖白罐"})
}
