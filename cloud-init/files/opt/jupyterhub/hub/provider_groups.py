"""Memberships that a provider of accounts gave, kept beside the database so that they can be taken back."""

import json
from pathlib import Path

from jupyterhub import orm
from sqlalchemy.orm import Session


class ProviderGroups:
    def __init__(self, db: Session, file: Path, stack_groups: dict[str, list[str]]) -> None:
        """`stack_groups`: members by group, as the stack says; what it gives is not taken back here."""
        self._db, self._file, self._stack_groups = db, file, stack_groups
        self._given: dict[str, list[str]] = json.loads(file.read_text()) if file.exists() else {}

    def give(self, user: orm.User, groups: set[str]) -> None:
        """Makes the user a member of these, and no longer of what the provider gave before and does not give now."""
        before = set(self._given.get(user.name, []))
        present = {group.name for group in user.groups}
        for group in list(user.groups):
            if group.name in before - groups and user.name not in self._stack_groups.get(group.name, []):
                user.groups.remove(group)
        for name in sorted(groups - present):
            group = orm.Group.find(self._db, name)
            if group is None:
                group = orm.Group(name=name)
                self._db.add(group)
            user.groups.append(group)
        self._db.commit()
        self._given[user.name] = sorted(groups & (before | (groups - present)))
        self._file.write_text(json.dumps(self._given))

    def take_back(self) -> None:
        """Takes back all that the provider gave."""
        for name in list(self._given):
            user = orm.User.find(self._db, name)
            if user is not None:
                self.give(user, set())
        self._file.unlink(missing_ok=True)
        self._given = {}
