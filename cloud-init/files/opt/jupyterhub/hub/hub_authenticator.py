"""NativeAuthenticator with an administrator who is there before the hub listens, and the stack's lists in force."""

import json
from contextvars import ContextVar
from pathlib import Path

import stack_people
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Dict, Unicode

# Where the login that is being looked at comes from.
_visitor: ContextVar[str] = ContextVar("visitor", default="")


class HubAuthenticator(NativeAuthenticator):
    """The administrator's password comes from the stack until the administrator changes it in the hub."""

    admin_user = Unicode(config=True, help="Name of the administrator.")
    admin_password_hash = Unicode(config=True, help="bcrypt hash of the password that the stack gives.")
    applied_admin_file = Unicode(config=True, help="Remembers, beside the database, which hash was applied last.")
    stack_groups = Dict(config=True, help="Members by group, as the stack says.")
    applied_people_file = Unicode(config=True, help="Remembers, beside the database, the lists that were applied last.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._seed_admin()
        if self.applied_people_file:
            self._apply_lists()

    def create_user(self, username, password, **kwargs):
        """Nobody signs up under the administrator's name, also if the administrator's account was removed."""
        if self.normalize_username(username) == self.normalize_username(self.admin_user):
            return None
        return super().create_user(username, password, **kwargs)

    def get_authed_users(self):
        """Whom an administrator has let in. A name on a list is no proof of who signs up under it."""
        return {info.username for info in UserInfo.all_users(self.db) if info.is_authorized}

    async def authenticate(self, handler, data):
        _visitor.set(handler.request.remote_ip)
        return await super().authenticate(handler, data)

    # Failures are counted for a name and an address: a stranger's cannot keep anybody out who is elsewhere.

    def add_login_attempt(self, username):
        super().add_login_attempt((username, _visitor.get()))

    def is_blocked(self, username):
        return super().is_blocked((username, _visitor.get()))

    def successful_login(self, username):
        super().successful_login((username, _visitor.get()))

    def _apply_lists(self):
        file = Path(self.applied_people_file)
        present = stack_people.People(sorted(self.admin_users), dict(self.stack_groups))
        stack_people.withdraw(self.db, stack_people.read(file), present)
        stack_people.end_sessions(
            self.db, lambda name: self.check_blocked_users(name) and (self.allow_all or name in self.allowed_users)
        )
        stack_people.write(file, present)

    def _seed_admin(self):
        name = self.normalize_username(self.admin_user)
        wanted = {"user": name, "passwordHash": self.admin_password_hash}
        file = Path(self.applied_admin_file)
        account = UserInfo.find(self.db, name)
        # An unchanged setting leaves alone a password that the administrator has changed in the hub.
        if account is not None and file.exists() and json.loads(file.read_text()) == wanted:
            return
        if account is None:
            account = UserInfo(username=name)
            self.db.add(account)
        account.password = self.admin_password_hash.encode()
        account.is_authorized = True
        self.db.commit()
        # Its folder is closed to all but root.
        file.write_text(json.dumps(wanted))
