"""The phase that makes the shared folders, lets people in, and gets the pulls going."""

from hubserver.failure import Failure
from hubserver.folders import contents, gates, members, pulls
from hubserver.paths import SHARED
from hubserver.phases import Waiting
from hubserver.settings import read_shared_folders


def prepare(waiting: Waiting) -> None:
    """Raises Failure with all that is in the way of a folder; the others are done. Nothing in a folder is removed."""
    folders = read_shared_folders()
    problems: list[str] = []
    gates.protect(bool(folders or gates.numbers()))
    for name in sorted(set(folders) - set(gates.numbers())):
        try:
            gates.make(name)
        except Failure as failure:
            problems.append(str(failure))
    there = gates.numbers()
    gates.make_groups(there)
    members.apply()
    pulled = {name: folders[name]["repository"] for name in there if "repository" in folders.get(name, {})}
    for name in sorted(pulled):
        if problem := pulls.obstacle(name):
            problems.append(problem)
            del pulled[name]
    for name, number in there.items():
        everybody = name in folders and folders[name]["readers"]["everybody"]
        # Out of the setting it stays what it was, for when it comes back.
        of_repository = name in pulled or (name not in folders and members.is_pulled(name))
        gates.set_access(name, number, members.PULLER_ID if of_repository else 0, everybody)
        if not of_repository:
            contents.fit(SHARED / name, number)
    pulls.prepare(pulled, waiting)
    if problems:
        raise Failure(" ".join(problems))
