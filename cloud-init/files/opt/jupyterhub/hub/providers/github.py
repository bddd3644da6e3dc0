"""Accounts of GitHub, or of an Enterprise server."""

from oauthenticator.github import GitHubOAuthenticator
from providers import oauth
from traitlets import List


class GitHubAuthenticator(oauth.OAuth, GitHubOAuthenticator):
    organizations = List(config=True, help="Those, or teams as organization:team, that are groups of the hub.")

    async def update_auth_model(self, auth_model):
        auth_model = await super().update_auth_model(auth_model)
        if not self.organizations:
            return auth_model
        token = auth_model["auth_state"]["token_response"]
        ask = [token["access_token"], token["token_type"]]
        organizations = await self._paginated_fetch(f"{self.github_api}/user/orgs?per_page=100", *ask)
        teams = await self._paginated_fetch(f"{self.github_api}/user/teams?per_page=100", *ask)
        auth_model["groups"] = _groups(
            self.organizations,
            [organization["login"] for organization in organizations],
            [(team["organization"]["login"], team["slug"]) for team in teams],
        )
        return auth_model


def configure(c, settings, secrets):
    oauth.configure(c, "github", settings, secrets)
    own = c.GitHubAuthenticator
    own.github_url = settings["githubUrl"]
    own.organizations = settings["githubOrganizations"]
    own.scope = ["read:org"] if settings["githubOrganizations"] else []
    return GitHubAuthenticator


def entry_groups(settings):
    return settings["githubOrganizations"]


def check(settings, secrets):
    url = f"{settings['githubUrl']}/login/oauth/access_token"
    oauth.check_client(url, "github", settings, secrets, basic=False)


def _groups(wanted, organizations, teams):
    """The wanted ones among somebody's, as they are written there, and all teams of wanted organizations.

    Of others nothing is taken: anybody can found an organization with the name of a group of the hub.
    """
    written = {name.lower(): name for name in wanted}
    groups = [written[name.lower()] for name in organizations if name.lower() in written]
    for organization, team in teams:
        full = f"{organization}:{team}".lower()
        if full in written:
            groups.append(written[full])
        elif organization.lower() in written:
            groups.append(f"{written[organization.lower()]}:{team}")
    return groups
