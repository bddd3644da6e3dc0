"""What the stack says of people, as far as JupyterHub only ever adds: who is taken off a list loses what it gave."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jupyterhub import orm
from jupyterhub.roles import assign_default_roles
from jupyterhub.utils import new_token
from sqlalchemy.orm import Session


@dataclass(frozen=True)
class People:
    """Lists of the stack, names as the hub keeps them."""

    admins: list[str] = field(default_factory=list)
    # Members by group.
    groups: dict[str, list[str]] = field(default_factory=dict)
    # Of accounts; "": the hub's own are used.
    provider: str = ""


def withdraw(db: Session, earlier: People, present: People) -> None:
    """Takes away what the earlier lists gave and the present ones do not. What was given in the hub itself stays."""
    for name in set(earlier.admins) - set(present.admins):
        user = orm.User.find(db, name)
        if user is not None:
            user.admin = False
            assign_default_roles(db, entity=user)
    for name, members in earlier.groups.items():
        group = orm.Group.find(db, name)
        if group is not None and name not in present.groups:
            db.delete(group)
        elif group is not None:
            gone = set(members) - set(present.groups[name])
            group.users = [user for user in group.users if user.name not in gone]
    db.commit()


def end_sessions(db: Session, may_enter: Callable[[str], bool]) -> None:
    """Ends the sessions of users who may not enter: their cookies and tokens are worth nothing any more."""
    for user in db.query(orm.User):
        if not may_enter(user.name):
            user.cookie_id = new_token()
            for token in user.api_tokens:
                db.delete(token)
    db.commit()


def end_all_sessions(db: Session) -> None:
    """Everybody has to log in anew. Running servers keep the token by which they know the hub, and go on."""
    for user in db.query(orm.User):
        user.cookie_id = new_token()
        for token in user.api_tokens:
            if not (token.client_id == "jupyterhub" and (token.note or "").startswith("Server at ")):
                db.delete(token)
    db.commit()


def read(file: Path) -> People:
    """The lists that were applied last; none where there is no such file."""
    return People(**json.loads(file.read_text())) if file.exists() else People()


def write(file: Path, people: People) -> None:
    file.write_text(json.dumps(asdict(people)))
