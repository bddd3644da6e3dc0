"""What holds for every provider of accounts: under which names people come, who may enter, in which groups they are."""

from hub_authenticator import HubAuthenticator, visitor
from hubserver.accounts import CHECK_USER
from jupyterhub import orm
from tornado.web import HTTPError

NAMES = "lower case letters, digits, _ . and -, 23 at most, the first a letter or digit"


class ProvidedPeople:
    """Stands before the provider's authenticator, and that before the hub's own, in the order of their methods."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Groups by name, of users who are about to be made.
        self._expected = {}

    async def authenticate(self, handler, data=None):
        """A form with the administrator's name is for the hub's own account; all else is for the provider."""
        name = self.normalize_username(data["username"]) if data else None
        if name is not None and self.is_administrator(name):
            # By its name: the provider's class is the next in the order.
            return await HubAuthenticator.authenticate(self, handler, data)
        if name is None:
            found = await super().authenticate(handler, data)
        else:
            found = await self._throttled(handler, data, name)
        if found is None:
            return None
        found = found if isinstance(found, dict) else {"name": found}
        self._refuse_names(self.normalize_username(found["name"]))
        return found

    async def _throttled(self, handler, data, name):
        visitor.set(handler.request.remote_ip)
        if self.is_blocked(name):
            return None
        found = await super().authenticate(handler, data)
        (self.add_login_attempt if found is None else self.successful_login)(name)
        return found

    def _refuse_names(self, name):
        if self.is_administrator(name):
            reason = "The name %s is the hub's own administrator's. Who has it at the provider cannot log in by it."
            raise HTTPError(403, reason, name)
        if not self.validate_username(name):
            reason = "The provider calls you %s, which cannot be a name on this hub. Names are " + NAMES + "."
            raise HTTPError(403, reason, name)

    def check_blocked_users(self, username, authentication=None):
        if super().check_blocked_users(username, authentication):
            return True
        if authentication is not None:
            raise HTTPError(403, "%s may not use this hub (setting bannedUsers).", username)
        return False

    async def check_allowed(self, username, authentication=None):
        if self.is_administrator(username) or username in self.admin_users | self.allowed_users:
            return True
        of_stack = {group for group, members in self.stack_groups.items() if username in members}
        if self.entry_groups & {*(authentication or {}).get("groups", []), *of_stack}:
            return True
        reason = "%s is neither among those who may use this hub nor in a group of theirs; its administrator can help."
        raise HTTPError(403, reason, username)

    def may_enter(self, name):
        if self.is_administrator(name) or super().may_enter(name):
            return True
        user = orm.User.find(self.db, name)
        return self.check_blocked_users(name) and bool(self.entry_groups & {group.name for group in user.groups})

    async def run_post_auth_hook(self, handler, auth_model):
        auth_model = await super().run_post_auth_hook(handler, auth_model)
        groups = auth_model.get("groups")
        if groups is not None:
            user = orm.User.find(self.db, auth_model["name"])
            if user is None:
                self._expected[auth_model["name"]] = set(groups)
            else:
                self.provider_groups.give(user, set(groups))
        return auth_model

    def add_user(self, user):
        if user.name == CHECK_USER:
            # By its name: the provider's class refuses names that are none of a person's.
            HubAuthenticator.add_user(self, user)
            return
        super().add_user(user)
        if user.name in self._expected:
            self.provider_groups.give(orm.User.find(self.db, user.name), self._expected.pop(user.name))
