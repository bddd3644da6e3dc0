"""What the deep check may do in the hub, by a service: all with its own user, and nothing else."""

from hubserver import accounts, paths

_NAME = "deep-check"
_SCOPES = [f"{scope}!user={accounts.CHECK_USER}" for scope in ("admin:users", "servers", "tokens")]


def configure(c):
    """Adds the service to those that there are."""
    token = paths.CHECK_TOKEN.read_text().strip()
    c.JupyterHub.services.append({"name": _NAME, "api_token": token})
    c.JupyterHub.load_roles.append({"name": _NAME, "services": [_NAME], "scopes": _SCOPES})
