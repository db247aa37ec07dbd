package shop

// vectors are amounts of several components, compared component by component; they add and subtract like numbers.
type vectors struct {
	width int
	all   []int64
}

func newVectors(n, width int) vectors { return vectors{width, make([]int64, n*width)} }

func (v vectors) at(i int) []int64 { return v.all[i*v.width : (i+1)*v.width] }

func less(a, b []int64) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}

func add(a, b []int64) {
	for i := range a {
		a[i] += b[i]
	}
}

func subtract(a, b []int64) {
	for i := range a {
		a[i] -= b[i]
	}
}

// match gives every row a column of its own so that the sum of the costs is the lowest. There are at least as many columns as
// rows; cost i·columns+j is that of row i and column j. (The Hungarian method with potentials, exact in any ordered group.)
func match(rows, columns int, cost vectors) []int {
	m := matcher{
		rows: newVectors(rows+1, cost.width), columns: newVectors(columns+1, cost.width), slack: newVectors(columns+1, cost.width),
		owner: make([]int, columns+1), way: make([]int, columns+1),
		reached: make([]bool, columns+1), used: make([]bool, columns+1), cost: cost, cur: make([]int64, cost.width),
	}
	for i := 1; i <= rows; i++ {
		m.augment(i)
	}
	of := make([]int, rows)
	for j := 1; j <= columns; j++ {
		if i := m.owner[j]; i > 0 {
			of[i-1] = j - 1
		}
	}
	return of
}

// matcher counts rows and columns from 1; column 0 is where a row waits that has none.
type matcher struct {
	rows, columns vectors // potentials
	slack         vectors // how far a column is from the tree
	owner, way    []int
	reached, used []bool
	cost          vectors
	cur           []int64
}

func (m *matcher) augment(row int) {
	clear(m.reached)
	clear(m.used)
	m.owner[0] = row
	at := 0
	for {
		m.used[at] = true
		next := m.reach(at)
		m.shift(m.slack.at(next))
		if at = next; m.owner[at] == 0 {
			break
		}
	}
	for at != 0 {
		m.owner[at] = m.owner[m.way[at]]
		at = m.way[at]
	}
}

// reach measures the columns from the row that has this column and returns the nearest that is not in the tree.
func (m *matcher) reach(from int) int {
	row, next, count := m.owner[from], 0, len(m.owner)-1
	for j := 1; j <= count; j++ {
		if m.used[j] {
			continue
		}
		copy(m.cur, m.cost.at((row-1)*count+j-1))
		subtract(m.cur, m.rows.at(row))
		subtract(m.cur, m.columns.at(j))
		if slack := m.slack.at(j); !m.reached[j] || less(m.cur, slack) {
			m.reached[j], m.way[j] = true, from
			copy(slack, m.cur)
		}
		if next == 0 || less(m.slack.at(j), m.slack.at(next)) {
			next = j
		}
	}
	return next
}

func (m *matcher) shift(by []int64) {
	copy(m.cur, by)
	for j := range m.owner {
		if m.used[j] {
			add(m.rows.at(m.owner[j]), m.cur)
			subtract(m.columns.at(j), m.cur)
		} else {
			subtract(m.slack.at(j), m.cur)
		}
	}
}
