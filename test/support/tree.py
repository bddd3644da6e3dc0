"""Trees of files as people have them, and what there is to say about them; runs on a hub's server.

tree.py make FOLDER USER COUNT    COUNT files of this user's in FOLDER, which must not be there
tree.py odd FOLDER USER           the same with few files, which are hard to back up
tree.py list FOLDER               a line for each file, with all that counts but its holes
tree.py digest FOLDER             its files, their bytes, and the SHA-256 of all that there is to say, holes too
tree.py filled FOLDER             the same, with holes taken for zeros
"""

import hashlib
import os
import pwd
import random
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = "été", "a b", "-dash", "quote'\"", "tab\there", "new\nline", "日本", "%s", "$HOME", "*", "\\", ".hidden"
# The last but one is no UTF-8; the last is as long as names may be.
ODD_NAMES = (*NAMES, "plain", " space ", "star*?[x]", os.fsdecode(b"latin-\xe9"), "n" * 255)


def make(root: Path, user: str, count: int) -> None:
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
    give(root, user)


def make_odd(root: Path, user: str) -> None:
    inner = root / "in"
    inner.mkdir(parents=True)
    for name in ODD_NAMES:
        (inner / name).mkdir()
        (inner / name / name).write_bytes(os.fsencode(name) * 50)
    plain = root / "plain"
    plain.write_bytes(os.urandom(3_000_000))
    plain.chmod(0o640)
    (root / "hard link").hardlink_to(plain)
    (root / "link").symlink_to("/etc/shadow")
    (root / "broken link").symlink_to("nowhere")
    os.mkfifo(root / "pipe")
    os.setxattr(plain, "user.note", b"an extended \0 attribute")
    with (root / "sparse").open("wb") as file:
        file.truncate(50_000_000)
        file.write(b"start")
        file.seek(40_000_000)
        file.write(b"end")
    (root / "empty").touch()
    (root / "empty").chmod(0o4711)
    subprocess.run(["setfacl", "--modify", "u:caddy:r,g:20000:rw", plain], check=True)
    subprocess.run(["setfacl", "--default", "--modify", "g:jupyterhub-users:rwX", inner], check=True)
    os.utime(plain, (1_000_000_000, 1_234_567_890.5))
    give(root, user)


def give(root: Path, user: str) -> None:
    account = pwd.getpwnam(user)
    for path in [root, *root.rglob("*")]:
        mode = stat.S_IMODE(path.lstat().st_mode)
        os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
        if not path.is_symlink():
            # A change of the owner takes the bit for the owner's rights away.
            path.chmod(mode)


def lines(root: Path, with_holes: bool) -> Iterator[str]:
    linked: dict[int, Path] = {}
    for path in [root, *sorted(root.rglob("*"), key=os.fsencode)]:
        state = path.lstat()
        said = [path.relative_to(root), stat.filemode(state.st_mode), state.st_uid, state.st_gid, state.st_nlink]
        said += [state.st_mtime_ns, linked.setdefault(state.st_ino, path).relative_to(root)]
        if path.is_symlink():
            said += [path.readlink()]
        elif path.is_file():
            said += [state.st_size, hashlib.sha256(path.read_bytes()).hexdigest()]
            if with_holes:
                said += [state.st_blocks * 512 < state.st_size]
        names = sorted(os.listxattr(path, follow_symlinks=False))
        said += [(name, os.getxattr(path, name, follow_symlinks=False)) for name in names]
        yield repr(said)


def digest(root: Path, with_holes: bool) -> str:
    whole = hashlib.sha256()
    for line in lines(root, with_holes):
        whole.update(line.encode() + b"\n")
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    return f"{len(sizes)} {sum(sizes)} {whole.hexdigest()}"


command, folder, *rest = sys.argv[1:]
if command == "make":
    make(Path(folder), rest[0], int(rest[1]))
elif command == "odd":
    make_odd(Path(folder), rest[0])
elif command == "list":
    print(*lines(Path(folder), with_holes=False), sep="\n")
else:
    print(digest(Path(folder), with_holes=command == "digest"))
