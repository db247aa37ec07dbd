package store

import "testing"

func TestNetworkDisksAreKnownByTheirNumbers(t *testing.T) {
	for number, want := range map[uint32]string{0x6969: "nfs", 0xFF534D42: "cifs", 0xFE534D42: "smb", 0xEF53: "", 0x01021994: "", 0: ""} {
		if got := networks[number]; got != want {
			t.Errorf("%#x: got %q, want %q", number, got, want)
		}
	}
	if got := networkDisk(t.TempDir()); got != "" {
		t.Errorf("the folder of this test is on a disk of kind %q", got)
	}
	if got := networkDisk("/nowhere/at/all"); got != "" {
		t.Errorf("a path that is not there: got %q", got)
	}
}
