"""What OpenID Connect, GitHub and GitLab have in common: a button, a way there and back, a client id and its secret."""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from oauthenticator.oauth2 import OAuthCallbackHandler
from tornado.httpclient import HTTPClientError
from tornado.web import HTTPError

# Seconds that a provider may take for an answer while the configuration is checked.
PATIENCE = 20
# How a provider says that it does not know the client, or by another secret: RFC 6749, and GitHub's own.
REFUSALS = {"invalid_client", "unauthorized_client", "incorrect_client_credentials"}


class Unusable(Exception):
    """Why a provider cannot be used."""


class CallbackHandler(OAuthCallbackHandler):
    async def get(self):
        try:
            await super().get()
        except (HTTPClientError, OSError) as error:
            self.log.error("The provider of the accounts failed: %s", error)
            reason = "%s did not answer as it should. Try again in a few minutes."
            raise HTTPError(502, reason, self.authenticator.login_service) from error


class OAuth:
    """Stands before the provider's own authenticator."""

    callback_handler = CallbackHandler

    async def authenticate(self, handler, data=None):
        """Who fills in the form under another name than the administrator's is nobody."""
        return None if data else await super().authenticate(handler)

    def get_custom_html(self, base_url):
        return (Path(__file__).parent / "login.html").read_text()


def configure(c, prefix, settings, secrets):
    """Sets what they have in common; the settings' names begin with the prefix."""
    c.OAuthenticator.client_id = settings[f"{prefix}ClientId"]
    # None before `pulumi up` has brought it; a client without secret is refused by the check.
    c.OAuthenticator.client_secret = secrets.get(f"{prefix}ClientSecret", "")


def fetch_json(request, setting):
    """The JSON of an answer, also of one that tells of an error. Raises Unusable when there is none."""
    url = request if isinstance(request, str) else request.full_url
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:
            text = response.read()
    except urllib.error.HTTPError as error:
        text = error.read() if "json" in error.headers.get("Content-Type", "") else None
        if text is None:
            raise Unusable(f"{url} answers {error.code} to the server (setting {setting}).") from None
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise Unusable(f"The server cannot reach {url} (setting {setting}): {reason}") from None
    try:
        return json.loads(text)
    except ValueError:
        raise Unusable(f"{url} does not answer with JSON (setting {setting}).") from None


def check_client(token_url, prefix, settings, secrets, basic):
    """Shows the provider id and secret with a code that is none. Raises Unusable if it refuses them, not the code."""
    client = settings[f"{prefix}ClientId"], secrets.get(f"{prefix}ClientSecret", "")
    form = {"grant_type": "authorization_code", "code": "none", "code_verifier": "0" * 43}
    headers = {"Accept": "application/json", "User-Agent": "JupyterHub"}
    if basic:
        headers["Authorization"] = basic_credentials(*client)
    else:
        form |= {"client_id": client[0], "client_secret": client[1]}
    request = urllib.request.Request(token_url, urllib.parse.urlencode(form).encode(), headers)
    if fetch_json(request, f"{prefix}ClientId").get("error") in REFUSALS:
        raise Unusable(
            f"The provider refuses the client id {client[0]} with its secret (settings {prefix}ClientId and "
            f"{prefix}ClientSecret)."
        )


def basic_credentials(client_id, client_secret):
    """The header by which a client shows who it is; RFC 6749 has both parts encoded first."""
    pair = f"{urllib.parse.quote_plus(client_id)}:{urllib.parse.quote_plus(client_secret)}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"
