"""apt's sources: the mirrors of the settings, or what the image has, whose own files are kept for the way back."""

import platform
from pathlib import Path

from hubserver import files
from hubserver.log import say
from hubserver.settings import read_mirrors

LISTS = Path("/etc/apt/sources.list.d")
MIRRORS = LISTS / "jupyterhub-mirrors.sources"
# Where images name the distribution's archives; what is in other files is somebody's own, and stays in force.
OF_THE_IMAGE = (LISTS.parent / "sources.list", LISTS / "debian.sources", LISTS / "ubuntu.sources")
# apt passes over files that end so without a word.
DISABLED = ".disabled"

ENTRY = """\
Types: deb
URIs: {mirror}
Suites: {suites}
Components: {components}
Signed-By: /usr/share/keyrings/{distribution}-archive-keyring.gpg
"""
COMPONENTS = {"debian": "main", "ubuntu": "main universe"}


def prepare(_waiting: object) -> None:
    """Takes effect with apt's next update."""
    main, security = read_mirrors()
    if main is None:
        MIRRORS.unlink(missing_ok=True)
        for path in OF_THE_IMAGE:
            if path.with_name(path.name + DISABLED).exists():
                path.with_name(path.name + DISABLED).replace(path)
                say(f"{path} is in force again")
        return
    release = platform.freedesktop_os_release()
    distribution, codename = release["ID"], release["VERSION_CODENAME"]
    # Ubuntu's security updates are in its main archive too, Debian's are not.
    security = security or (f"{main}-security" if distribution == "debian" else main)
    archives = {main: f"{codename} {codename}-updates", security: f"{codename}-security"}
    if main == security:
        archives = {main: f"{codename} {codename}-updates {codename}-security"}
    entries = [
        ENTRY.format(mirror=mirror, suites=suites, components=COMPONENTS[distribution], distribution=distribution)
        for mirror, suites in archives.items()
    ]
    if files.write_if_changed(MIRRORS, "\n".join(entries), 0o644):
        say(f"wrote {MIRRORS}")
    for path in OF_THE_IMAGE:
        if path.exists():
            path.replace(path.with_name(path.name + DISABLED))
            say(f"{path} is out of force")
