package store

import "syscall"

// networks are the file systems of other machines, by the numbers of statfs(2) and linux/magic.h.
var networks = map[uint32]string{
	0x6969:     "nfs",
	0x517B:     "smb",
	0xFF534D42: "cifs",
	0xFE534D42: "smb",
	0x01021997: "9p",
	0x564C:     "ncp",
	0x5346414F: "afs",
	0x6B414653: "afs",
	0x73757245: "coda",
	0x00C36400: "ceph",
	0x0BD00BD0: "lustre",
	0x47504653: "gpfs",
	0x01161970: "gfs2",
	0x7461636F: "ocfs2",
	0x786F4256: "vboxsf",
}

// networkDisk returns the kind of the disk that a file is on where it is that of another machine, else "".
func networkDisk(path string) string {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return ""
	}
	return networks[uint32(s.Type)]
}
