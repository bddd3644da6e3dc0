"""A tree of files as people have them, and a digest of everything about it; runs on a hub's server.

tree.py make FOLDER USER COUNT    COUNT files of this user's in FOLDER, which must not be there
tree.py digest FOLDER...          a line for each: its files, their bytes, and the SHA-256 of all that there is to say
"""

import hashlib
import os
import pwd
import random
import stat
import subprocess
import sys
from pathlib import Path

NAMES = "été", "a b", "-dash", "quote'\"", "tab\there", "new\nline", "日本", "%s", "$HOME", "*", "\\", ".hidden"


def make(root: Path, user: str, count: int) -> None:
    account = pwd.getpwnam(user)
    chance = random.Random(count)
    root.mkdir()
    folders = [root]
    for number in range(max(1, count // 100)):
        folders.append(folders[chance.randrange(len(folders))] / f"{NAMES[number % len(NAMES)]} {number}")
        folders[-1].mkdir()
    plain = root / "plain"
    plain.write_bytes(b"plain")
    for number in range(count):
        file = chance.choice(folders) / f"{NAMES[number % len(NAMES)]}-{number}"
        kind = number % 50
        if kind == 0:
            file.symlink_to(f"../nowhere-{number}")
        elif kind == 1:
            with file.open("wb") as content:
                content.write(b"begin")
                content.truncate(1 << 20)
        elif kind == 2:
            file.hardlink_to(plain)
        else:
            file.write_bytes(chance.randbytes(chance.choice((0, 1, 100, 5000))))
            file.chmod(chance.choice((0o600, 0o644, 0o755, 0o4755, 0o440)))
            plain = file
        if kind == 3:
            os.setxattr(file, "user.note", chance.randbytes(40))
        if kind == 4:
            subprocess.run(["setfacl", "--modify", "user:nobody:r", file], check=True)
        if not file.is_symlink():
            os.utime(file, ns=(number, 10**18 + number))
    for path in [root, *root.rglob("*")]:
        mode = stat.S_IMODE(path.lstat().st_mode)
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        if not path.is_symlink():
            # A change of the owner takes the bit for the owner's rights away.
            path.chmod(mode)


def digest(root: Path) -> str:
    whole, files, size = hashlib.sha256(), 0, 0
    linked: dict[int, Path] = {}
    for path in [root, *sorted(root.rglob("*"), key=os.fsencode)]:
        state = path.lstat()
        said = [path.relative_to(root), stat.filemode(state.st_mode), state.st_uid, state.st_gid, state.st_nlink]
        said += [linked.setdefault(state.st_ino, path).relative_to(root)]
        if path.is_symlink():
            said += [path.readlink()]
        elif path.is_file():
            # Holes stay holes.
            said += [state.st_size, state.st_mtime_ns, state.st_blocks * 512 < state.st_size]
            said += [hashlib.sha256(path.read_bytes()).hexdigest()]
            files, size = files + 1, size + state.st_size
        said += [(name, os.getxattr(path, name, follow_symlinks=False)) for name in _attributes(path)]
        whole.update(repr(said).encode() + b"\n")
    return f"{files} {size} {whole.hexdigest()}"


def _attributes(path: Path) -> list[str]:
    return sorted(os.listxattr(path, follow_symlinks=False))


if sys.argv[1] == "make":
    make(Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
else:
    for folder in sys.argv[2:]:
        print(digest(Path(folder)))
