package cell

// Rect is a rectangle of cells; X and Y count from the top left. A Rect with
// W or H below one is empty.
type Rect struct{ X, Y, W, H int }

// Empty says that r holds no cell.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

// Right is the column after the last one.
func (r Rect) Right() int { return r.X + r.W }

// Bottom is the row after the last one.
func (r Rect) Bottom() int { return r.Y + r.H }

// Contains says whether the cell (x, y) lies in r.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Inset takes dx columns from both sides and dy rows from top and bottom.
func (r Rect) Inset(dx, dy int) Rect {
	return Rect{r.X + dx, r.Y + dy, max(r.W-2*dx, 0), max(r.H-2*dy, 0)}
}

// Move shifts r.
func (r Rect) Move(dx, dy int) Rect { return Rect{r.X + dx, r.Y + dy, r.W, r.H} }

// Intersect is the part that both have; the zero Rect when there is none.
func (r Rect) Intersect(o Rect) Rect {
	x, y := max(r.X, o.X), max(r.Y, o.Y)
	right, bottom := min(r.Right(), o.Right()), min(r.Bottom(), o.Bottom())
	if right <= x || bottom <= y {
		return Rect{}
	}
	return Rect{x, y, right - x, bottom - y}
}
