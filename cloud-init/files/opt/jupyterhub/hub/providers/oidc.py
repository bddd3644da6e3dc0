"""Accounts of any OpenID Connect provider; all that the hub is told of it is its issuer."""

import time
from urllib.parse import urlsplit

import jwt
from oauthenticator.generic import GenericOAuthenticator
from oauthenticator.oauth2 import OAuthLoginHandler
from providers import oauth
from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError
from traitlets import Unicode

# Seconds for which the hub believes what the provider says of itself.
FRESH = 3600


class LoginHandler(OAuthLoginHandler):
    async def get(self):
        await self.authenticator.discover()
        super().get()


class OidcAuthenticator(oauth.OAuth, GenericOAuthenticator):
    """Looks at the provider when somebody comes, so that the hub starts without it."""

    login_handler = LoginHandler
    issuer = Unicode(config=True)
    groups_claim = Unicode(config=True, help="Empty: groups are not looked at.")
    _discovered = None

    async def discover(self):
        if self._discovered is not None and time.monotonic() - self._discovered < FRESH:
            return
        try:
            document = await self.httpfetch(_discovery(self.issuer), "reading what the provider says of itself")
            _apply(self, document)
        except (HTTPClientError, OSError, ValueError, KeyError, oauth.Unusable) as error:
            self.log.error("The provider of the accounts cannot be used: %s", error)
            reason = "%s cannot be reached at the moment. Try again in a few minutes."
            raise HTTPError(503, reason, self.login_service) from error
        self._discovered = time.monotonic()

    async def authenticate(self, handler, data=None):
        if not data:
            await self.discover()
        return await super().authenticate(handler, data)

    def build_token_info_request_headers(self):
        headers = super().build_token_info_request_headers()
        if self.basic_auth:
            headers["Authorization"] = oauth.basic_credentials(self.client_id, self.client_secret)
        return headers

    async def token_to_user(self, token_info):
        """The claims of the id token and of the userinfo endpoint: providers differ in where groups are."""
        claims = {}
        if token_info.get("id_token"):
            # It comes from the provider itself over TLS, so its signature says nothing new (OpenID Connect 3.1.3.7).
            options = {"verify_signature": False, "verify_aud": True, "verify_exp": True, "verify_iss": True}
            try:
                claims = jwt.decode(
                    token_info["id_token"], audience=self.client_id, issuer=self.issuer, options=options, leeway=60
                )
            except jwt.PyJWTError as error:
                raise HTTPError(502, "The provider's id token is not for this hub: %s", error) from error
        said = await super().token_to_user(token_info)
        if claims.get("sub", said.get("sub")) != said.get("sub"):
            raise HTTPError(502, "The provider speaks of two persons.")
        return claims | said

    def user_info_to_username(self, user_info):
        name = user_info.get(self.username_claim)
        if not isinstance(name, str) or not name:
            reason = "The provider does not say your name: it gives no %s (settings oidcUsernameClaim, oidcScopes)."
            raise HTTPError(403, reason, self.username_claim)
        return name

    async def update_auth_model(self, auth_model):
        if self.groups_claim:
            auth_model["groups"] = _groups(auth_model["auth_state"][self.user_auth_state_key], self.groups_claim)
        return auth_model


def configure(c, settings, secrets):
    oauth.configure(c, "oidc", settings, secrets)
    own = c.OidcAuthenticator
    own.issuer = settings["oidcIssuer"]
    own.scope = settings["oidcScopes"]
    own.username_claim = settings["oidcUsernameClaim"]
    own.groups_claim = settings.get("oidcGroupsClaim", "")
    own.login_service = settings.get("oidcName") or urlsplit(settings["oidcIssuer"]).netloc
    return OidcAuthenticator


def check(settings, secrets):
    document = oauth.fetch_json(_discovery(settings["oidcIssuer"]), "oidcIssuer")
    _refuse_foreign(document, settings["oidcIssuer"])
    missing = [key for key in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint") if key not in document]
    if missing:
        raise oauth.Unusable(f"The provider at oidcIssuer names no {', '.join(missing)}, which the hub needs.")
    oauth.check_client(document["token_endpoint"], "oidc", settings, secrets, _takes_basic(document))


def _apply(authenticator, document):
    _refuse_foreign(document, authenticator.issuer)
    # As the provider writes it, with its final slash where it has one.
    authenticator.issuer = document["issuer"]
    authenticator.authorize_url = document["authorization_endpoint"]
    authenticator.token_url = document["token_endpoint"]
    authenticator.userdata_url = document["userinfo_endpoint"]
    authenticator.basic_auth = _takes_basic(document)


def _discovery(issuer):
    return issuer.rstrip("/") + "/.well-known/openid-configuration"


def _refuse_foreign(document, issuer):
    said = document.get("issuer")
    if not isinstance(said, str) or said.rstrip("/") != issuer.rstrip("/"):
        raise oauth.Unusable(
            f"The provider at oidcIssuer says that it is {said}, not {issuer}. Set oidcIssuer to that."
        )


def _takes_basic(document):
    return "client_secret_basic" in document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])


def _groups(claims, path):
    """The groups in a claim, or in a claim of a claim by a path with dots."""
    value = claims.get(path)
    if value is None:
        value = claims
        for part in path.split("."):
            value = value.get(part) if isinstance(value, dict) else None
    value = [value] if isinstance(value, str) else value
    return [group for group in value if isinstance(group, str) and group] if isinstance(value, list) else []
