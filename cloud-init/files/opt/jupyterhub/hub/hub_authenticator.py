"""The hub's own accounts, with an administrator who is there before the hub listens, and the stack's lists in force."""

import json
from contextvars import ContextVar
from pathlib import Path

import stack_people
from hubserver.accounts import CHECK_USER
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from provider_groups import ProviderGroups
from traitlets import Dict, Set, Unicode

# Where the login that is being looked at comes from.
visitor: ContextVar[str] = ContextVar("visitor", default="")


class HubAuthenticator(NativeAuthenticator):
    """The administrator's password comes from the stack until the administrator changes it in the hub.

    With a provider the administrator's is the only account of the hub's own that is in use.
    """

    provider = Unicode(config=True, help="The provider of all other accounts; empty: there is none.")
    entry_groups = Set(config=True, help="With a provider: groups whose members may enter.")
    admin_user = Unicode(config=True, help="Name of the administrator.")
    admin_password_hash = Unicode(config=True, help="bcrypt hash of the password that the stack gives.")
    applied_admin_file = Unicode(config=True, help="Remembers, beside the database, which hash was applied last.")
    stack_groups = Dict(config=True, help="Members by group, as the stack says.")
    applied_people_file = Unicode(config=True, help="Remembers, beside the database, the lists that were applied last.")
    provider_groups_file = Unicode(config=True, help="Remembers, beside the database, what the provider gave.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._seed_admin()
        self.provider_groups = ProviderGroups(self.db, Path(self.provider_groups_file), self.stack_groups)
        if self.applied_people_file:
            self._apply_lists()

    def create_user(self, username, password, **kwargs):
        """Nobody signs up under the administrator's name, also if the administrator's account was removed."""
        return None if self.is_administrator(username) else super().create_user(username, password, **kwargs)

    def add_user(self, user):
        # By the hub's API the deep check makes its user, whose name is none of a person's.
        return None if user.name == CHECK_USER else super().add_user(user)

    def is_administrator(self, username):
        """Whether the name is that of the administrator whose account is always the hub's own."""
        return self.normalize_username(username) == self.normalize_username(self.admin_user)

    def get_handlers(self, app):
        # JupyterHub's own login page is enough for one account.
        return [] if self.provider else super().get_handlers(app)

    def get_authed_users(self):
        """Whom an administrator has let in. A name on a list is no proof of who signs up under it."""
        return {info.username for info in UserInfo.all_users(self.db) if info.is_authorized}

    async def authenticate(self, handler, data):
        if self.provider and not self.is_administrator(data["username"]):
            return None
        visitor.set(handler.request.remote_ip)
        return await super().authenticate(handler, data)

    # Failures are counted for a name and an address: a stranger's cannot keep anybody out who is elsewhere.

    def add_login_attempt(self, username):
        super().add_login_attempt((username, visitor.get()))

    def is_blocked(self, username):
        return super().is_blocked((username, visitor.get()))

    def successful_login(self, username):
        super().successful_login((username, visitor.get()))

    def may_enter(self, name):
        return self.check_blocked_users(name) and (self.allow_all or name in self.allowed_users)

    def _apply_lists(self):
        file = Path(self.applied_people_file)
        present = stack_people.People(sorted(self.admin_users), dict(self.stack_groups), self.provider)
        earlier = stack_people.read(file)
        stack_people.withdraw(self.db, earlier, present)
        if earlier.provider != present.provider:
            self.provider_groups.take_back()
            stack_people.end_all_sessions(self.db)
        stack_people.end_sessions(self.db, self.may_enter)
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
