"""Who lets people in: the hub's own accounts, or a provider's beside the administrator's own.

A provider is a module providers/NAME.py with these functions; `settings` are the stack's by their names, without
secrets, and `secrets` those by theirs:

- configure(c, settings, secrets) configures the provider's authenticator and answers its class;
- entry_groups(settings), optional: groups whose members may enter, besides those of the setting allowedGroups;
- check(settings, secrets), optional: raises Exception with the reason when the provider cannot be used.

What the class's authenticate() answers under "groups" are the person's groups at the provider.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

import nativeauthenticator
from hub_authenticator import HubAuthenticator
from hubserver import paths

HERE = Path(__file__).resolve().parent
NATIVE = "native"


def configure(c, settings):
    """Answers the class of the hub's authenticator. `settings` are all that the stack says."""
    users, chosen = settings["users"], settings["authentication"]
    name, groups = chosen["authenticator"], {*chosen["allowedGroups"]}
    if name == NATIVE:
        c.JupyterHub.template_paths = [str(Path(nativeauthenticator.__file__).parent / "templates")]
        authenticator = HubAuthenticator
    else:
        c.HubAuthenticator.provider = name
        c.NativeAuthenticator.enable_signup = False
        c.OAuthenticator.oauth_callback_url = settings["publicUrl"] + "hub/oauth_callback"
        # Who has left the provider is out of the hub after a day.
        c.JupyterHub.cookie_max_age_days = 1
        # It comes over SSH after the first boot; until then the administrator alone gets in.
        authenticator = HubAuthenticator
        if _file(HERE, name).exists():
            from providers.people import ProvidedPeople

            provider = import_module(f"providers.{name}")
            groups |= {*getattr(provider, "entry_groups", lambda _: [])(chosen)}
            base = provider.configure(c, chosen, _secrets())
            authenticator = type("ProviderAuthenticator", (ProvidedPeople, base, HubAuthenticator), {})
    c.HubAuthenticator.entry_groups = groups
    # JupyterHub 5 lets nobody in without this; NativeAuthenticator asks for the administrator's authorisation.
    c.Authenticator.allow_all = not users["allowedUsers"] and not groups
    return authenticator


def check():
    """Asks a provider that is new to the hub whether it can be used; one that fails later must not stop the hub.

    Ends the process with the reason when it cannot.
    """
    chosen, active = _chosen(HERE), paths.ACTIVE_CONFIGURATION
    name = chosen["authenticator"]
    if not _file(HERE, name).exists():
        return
    known = _file(active, name).exists() and (_asked(), _secrets()) == (_asked(active), _secrets(active))
    provider = import_module(f"providers.{name}")
    if not known and hasattr(provider, "check"):
        try:
            provider.check(chosen, _secrets())
        except Exception as error:
            sys.exit(str(error))


def _file(folder, name):
    return folder / f"providers/{name}.py"


def _chosen(folder):
    return json.loads((folder / "hub.json").read_text())["authentication"]


def _asked(folder=HERE):
    """What a provider is asked with; the groups that may enter are the hub's own affair."""
    return {key: value for key, value in _chosen(folder).items() if key != "allowedGroups"}


def _secrets(folder=HERE):
    file = folder / "secrets.json"
    return json.loads(file.read_text()) if file.exists() else {}
