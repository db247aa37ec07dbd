// Package suite plays many runs of stories side by side, and reports them in the order in which they were asked for.
package suite
