"""Accounts of GitLab, or of a server of one's own."""

import json

from oauthenticator.gitlab import GitLabOAuthenticator
from providers import oauth
from tornado.httputil import url_concat
from traitlets import List

# A member with the least rights there are.
GUEST = 10


class GitLabAuthenticator(oauth.OAuth, GitLabOAuthenticator):
    wanted_groups = List(config=True, help="Paths of groups that are groups of the hub, with those in them.")

    async def update_auth_model(self, auth_model):
        if self.wanted_groups:
            token = auth_model["auth_state"]["token_response"]
            auth_model["groups"] = _groups(self.wanted_groups, await self._paths(token))
        return auth_model

    async def _paths(self, token):
        paths, page = [], "1"
        while page:
            query = {"min_access_level": str(GUEST), "per_page": "100", "page": page}
            response = await self.httpfetch(
                url_concat(f"{self.gitlab_api}/groups", query),
                "reading the person's groups",
                parse_json=False,
                headers=self.build_userdata_request_headers(token["access_token"], token["token_type"]),
            )
            paths += [group["full_path"] for group in json.loads(response.body)]
            page = response.headers.get("X-Next-Page", "")
        return paths


def configure(c, settings, secrets):
    oauth.configure(c, "gitlab", settings, secrets)
    own = c.GitLabAuthenticator
    own.gitlab_url = settings["gitlabUrl"]
    own.wanted_groups = settings["gitlabGroups"]
    own.username_claim = "username"
    own.scope = ["read_api"] if settings["gitlabGroups"] else ["read_user"]
    return GitLabAuthenticator


def entry_groups(settings):
    return settings["gitlabGroups"]


def check(settings, secrets):
    oauth.check_client(f"{settings['gitlabUrl']}/oauth/token", "gitlab", settings, secrets, basic=False)


def _groups(wanted, paths):
    """The wanted ones among somebody's, as they are written there, and those in them.

    Of others nothing is taken: anybody can make a group with the name of a group of the hub.
    """
    written = {path.lower(): path for path in wanted}
    groups = []
    for path in paths:
        above = [path[: len(known)].lower() for known in written if path.lower().startswith(f"{known}/")]
        if path.lower() in written:
            groups.append(written[path.lower()])
        elif above:
            longest = max(above, key=len)
            groups.append(written[longest] + path[len(longest) :])
    return groups
