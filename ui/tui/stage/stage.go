// Package stage plays stories before an audience: one or two storefronts at a pace that people can follow.
package stage
