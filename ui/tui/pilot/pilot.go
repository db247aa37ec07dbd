// Package pilot drives the storefront without a terminal: it finds the keys and clicks that an action takes on the screen as it
// stands, and presses them.
package pilot
