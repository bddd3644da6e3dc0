"""What the stack tells people: an announcement, whom to ask, what the hub is called; and the page /hub/about.

The texts are read at each request, so that a change of them restarts nothing.
"""

import functools
import json
import time
from pathlib import Path

import authenticators
import jupyterhub
import nativeauthenticator
from hub_spawner import HubSpawner
from hubserver import quotas
from hubserver.backup.record import read_record
from hubserver.paths import CONFIGURATION
from hubserver.settings import read_backup
from hubserver.updates import notice
from jinja2.ext import Extension
from jupyterhub.handlers import BaseHandler
from jupyterhub.user import User
from tornado import web

FILE = CONFIGURATION / "about.json"
_TEMPLATES = Path(__file__).resolve().parent / "templates"
# By its package's name a page of NativeAuthenticator's is told from ours of the same name.
_PACKAGES = Path(nativeauthenticator.__file__).parent.parent


def configure(c, settings):
    """Takes all that the stack says; answers a Jinja extension, by which the pages know what is told."""
    c.JupyterHub.template_paths.insert(0, str(_TEMPLATES))
    below = "templates/page.html"
    if settings["authentication"]["authenticator"] == authenticators.NATIVE:
        c.JupyterHub.template_paths.append(str(_PACKAGES))
        below = "nativeauthenticator/templates/page.html"
    # Deprecated in favour of services, whose pages know neither the hub's templates nor a user's limits.
    c.JupyterHub.extra_handlers.append((r"/about", AboutHandler, {"limits": settings["limits"]}))

    class Telling(Extension):
        def __init__(self, environment):
            super().__init__(environment)
            environment.globals.update(told=told, page_below=below)

    return Telling


def told(language):
    """{"announcement", "contact", "title", "restart"}, each there only if there is something to tell.

    An announcement that is not there in the language is in another. Nothing where no file can be read.
    """
    announced = notice.read()
    restart = {"restart": announced.text(language)} if announced else {}
    return _of_the_stack(language) | restart


def _of_the_stack(language):
    try:
        values = _read(FILE.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}
    texts = values.get("announcement", "")
    if isinstance(texts, str):
        return values
    return values | {"announcement": texts.get(language) or next(iter(texts.values()))}


@functools.lru_cache(maxsize=1)
def _read(_changed):
    return json.loads(FILE.read_text())


def number(value, language):
    """With two decimals at most, as the language writes them."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "fr" else text


class AboutHandler(BaseHandler):
    """What the hub gives to whoever is logged in, and what it keeps."""

    def initialize(self, limits):
        self._limits = limits

    @web.authenticated
    async def get(self):
        user = self.current_user
        # A token may be a service's.
        if not isinstance(user, User):
            raise web.HTTPError(403)
        memory, cpus = await HubSpawner.limits_of(user, self.settings["config"])
        last = read_record().lastGood
        page = await self.render_template(
            "about.html",
            memory=memory,
            cpus=cpus,
            disk=quotas.share(user.name, [group.name for group in user.groups]),
            idle=self._limits["cullTimeout"],
            age=self._limits["cullMaxAge"],
            running=self.users.count_active_users()["active"],
            most=self.active_server_limit,
            backed_up=bool(read_backup()),
            backup=time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(last)) if last else None,
            version=jupyterhub.__version__,
            number=number,
        )
        self.finish(page)
