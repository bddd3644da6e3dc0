"""NativeAuthenticator with an administrator who is there before the hub listens."""

import json
from pathlib import Path

from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from traitlets import Unicode


class HubAuthenticator(NativeAuthenticator):
    """The administrator's password comes from the stack until the administrator changes it in the hub."""

    admin_user = Unicode(config=True, help="Name of the administrator.")
    admin_password_hash = Unicode(config=True, help="bcrypt hash of the password that the stack gives.")
    applied_admin_file = Unicode(config=True, help="Remembers, beside the database, which hash was applied last.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._seed_admin()

    def create_user(self, username, password, **kwargs):
        """Nobody signs up under an administrator's name, also if the administrator's account was removed."""
        if self.normalize_username(username) in self.admin_users:
            return None
        return super().create_user(username, password, **kwargs)

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
