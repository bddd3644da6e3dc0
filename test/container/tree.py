"""Files that are hard to back up, and sums over them.

tree.py make FOLDER UID    makes them
tree.py sum FOLDER         a line for each file, with all that counts
"""

# Names are bytes, which pathlib does not take.
# ruff: noqa: PTH101, PTH103, PTH112, PTH113, PTH114, PTH115, PTH118, PTH123, PTH211

import hashlib
import os
import subprocess
import sys

NAMES = (
    b"plain",
    b" space ",
    b"new\nline",
    b"quote'\"",
    b"star*?[x]",
    "été 世界".encode(),
    b"latin-\xe9",
    b"-dash",
    b"back\\slash",
    b"$HOME",
    b"n" * 255,
)


def make(folder: bytes, uid: int) -> None:
    os.makedirs(folder)
    for name in NAMES:
        os.makedirs(os.path.join(folder, b"in", name))
        with open(os.path.join(folder, b"in", name, name), "wb") as file:
            file.write(name * 50)
    path = os.path.join(folder, b"plain")
    with open(path, "wb") as file:
        file.write(os.urandom(3_000_000))
    os.link(path, os.path.join(folder, b"hard link"))
    os.symlink(b"/etc/shadow", os.path.join(folder, b"link"))
    os.symlink(b"nowhere", os.path.join(folder, b"broken link"))
    os.mkfifo(os.path.join(folder, b"pipe"))
    os.setxattr(path, b"user.note", b"an extended \0 attribute")
    with open(os.path.join(folder, b"sparse"), "wb") as file:
        file.truncate(50_000_000)
        file.write(b"start")
        file.seek(40_000_000)
        file.write(b"end")
    with open(os.path.join(folder, b"empty"), "wb"):
        pass
    for at, folders, files in os.walk(folder):
        for name in [b".", *folders, *files]:
            os.lchown(os.path.join(at, name), uid, uid)
    os.chmod(path, 0o640)
    os.chmod(os.path.join(folder, b"empty"), 0o4711)
    subprocess.run(["setfacl", "-m", "u:caddy:r,g:20000:rw", path], check=True)
    subprocess.run(["setfacl", "-d", "-m", "g:jupyterhub-users:rwX", os.path.join(folder, b"in")], check=True)
    os.utime(path, (1_000_000_000, 1_234_567_890.5))


def lines(folder: bytes):
    for at, folders, files in os.walk(folder):
        for name in [b".", *folders, *files]:
            path = os.path.join(at, name)
            status = os.lstat(path)
            attributes = [
                (key, os.getxattr(path, key, follow_symlinks=False))
                for key in sorted(os.listxattr(path, follow_symlinks=False))
            ]
            content = os.readlink(path) if os.path.islink(path) else b""
            if os.path.isfile(path) and not os.path.islink(path):
                with open(path, "rb") as file:
                    content = hashlib.sha256(file.read()).hexdigest()
            # Folders' sizes are the file system's own.
            size = 0 if os.path.isdir(path) else status.st_size
            links = 0 if os.path.isdir(path) else status.st_nlink
            yield repr(
                (
                    os.path.relpath(path, folder),
                    oct(status.st_mode),
                    status.st_uid,
                    status.st_gid,
                    size,
                    links,
                    status.st_mtime_ns,
                    attributes,
                    content,
                )
            )


folder = os.fsencode(sys.argv[2])
if sys.argv[1] == "make":
    make(folder, int(sys.argv[3]))
else:
    print("\n".join(sorted(lines(folder))))
