package shop

import "time"

// Instant is a moment of simulated time: milliseconds since 1970 in UTC. Shown in China time, which has no summer time.
type Instant int64

// China is the zone in which the program shows and counts days.
var China = time.FixedZone("CST", 8*60*60)

// At converts a time.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time converts back, in China time.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).In(China) }

// Add moves the instant.
func (i Instant) Add(d time.Duration) Instant { return i + Instant(d.Milliseconds()) }

// Sub returns the time between two instants.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Millisecond }

// String prints RFC 3339 with the offset of China.
func (i Instant) String() string { return i.Time().Format(time.RFC3339) }
