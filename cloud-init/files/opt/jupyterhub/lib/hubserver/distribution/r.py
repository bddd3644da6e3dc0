"""R: its packages' names in the distribution, and its kernel."""

import json
import shutil
from collections.abc import Collection
from pathlib import Path

from hubserver import files
from hubserver.distribution.nearest import hint

PREFIXES = "r-cran-", "r-bioc-"
# With the first package of R.
KERNEL_PACKAGES = "r-base-core", "r-cran-irkernel"
# They are in r-base-core.
OF_R_ITSELF = (
    *("base", "compiler", "datasets", "graphics", "grDevices", "grid", "methods", "parallel", "splines", "stats"),
    *("stats4", "tcltk", "tools", "utils"),
)
# Where each user's JupyterLab looks before /usr/share, where Debian's own kernel is.
KERNEL = Path("/usr/local/share/jupyter/kernels/ir")
PICTURES = Path("/usr/lib/R/site-library/IRkernel/kernelspec")
OWNER = "jupyterhub-openstack"
# Without that folder R offers to make it, which a kernel cannot answer, and install.packages() fails.
START = """\
local({
  own <- path.expand(Sys.getenv("R_LIBS_USER"))
  if (nzchar(own)) {
    dir.create(own, showWarnings = FALSE, recursive = TRUE)
    .libPaths(c(own, .libPaths()))
  }
})
IRkernel::main()
"""


def among(names: Collection[str], present: Collection[str], known: Collection[str] = ()) -> dict[str, str | None]:
    """The distribution's package for each of R's, and for the kernel; None where neither collection has it."""
    if not names:
        return {}
    found = {name: _package(name, present) or _package(name, known) for name in names if name not in OF_R_ITSELF}
    return found | {name: name if name in present or name in known else None for name in KERNEL_PACKAGES}


def problem(name: str, known: Collection[str]) -> str:
    """Why there is no package for this one."""
    if name in KERNEL_PACKAGES:
        return f"rPackages needs {name}, which this distribution does not have"
    bare = {package.removeprefix(prefix) for prefix in PREFIXES for package in known if package.startswith(prefix)}
    tried = " nor ".join(prefix + name.lower() for prefix in PREFIXES)
    return f"rPackages names {name}, and this distribution has neither {tried}{hint(name, bare)}"


def ensure_kernel(wanted: bool) -> None:
    """Puts the kernel where everybody's JupyterLab finds it, or takes it away. One of somebody else's stays."""
    file = KERNEL / "kernel.json"
    if file.exists() and json.loads(file.read_text()).get("metadata", {}).get("installer") != OWNER:
        return
    if not wanted:
        shutil.rmtree(KERNEL, ignore_errors=True)
        return
    start = KERNEL / "start.R"
    files.write_if_changed(start, START, 0o644)
    spec = {
        "argv": ["R", "--no-echo", f"--file={start}", "--args", "{connection_file}"],
        "display_name": "R",
        "language": "R",
        "metadata": {"installer": OWNER},
    }
    files.write_if_changed(file, json.dumps(spec, indent=1) + "\n", 0o644)
    for picture in PICTURES.iterdir():
        if not (KERNEL / picture.name).exists():
            shutil.copyfile(picture, KERNEL / picture.name)


def _package(name: str, names: Collection[str]) -> str | None:
    return next((prefix + name.lower() for prefix in PREFIXES if prefix + name.lower() in names), None)
