"""Accounts of an LDAP directory: it is shown the password by a bind, over TLS only, and says in which groups one is."""

import asyncio
import re
import ssl
from contextvars import ContextVar
from urllib.parse import urlsplit

import ldap3
from hubserver.paths import SYSTEM_CERTIFICATES
from ldap3.core import results
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars
from ldapauthenticator import LDAPAuthenticator
from ldapauthenticator.ldapauthenticator import TlsStrategy
from tornado.web import HTTPError
from traitlets import Unicode
from traitlets.config import Config

# Seconds to connect, and for each answer.
PATIENCE = 10
# Answers to a bind that say nothing of the password.
NO_ANSWERS = {
    results.RESULT_STRONGER_AUTH_REQUIRED,
    results.RESULT_CONFIDENTIALITY_REQUIRED,
    results.RESULT_BUSY,
    results.RESULT_UNAVAILABLE,
    results.RESULT_OTHER,
}

# Those of one login, which ends all of them.
_connections: ContextVar[list[ldap3.Connection]] = ContextVar("connections")


class Unusable(Exception):
    """Why the directory cannot be asked."""


class DirectoryAuthenticator(LDAPAuthenticator):
    """LDAPAuthenticator that keeps nobody else waiting, shows passwords to no other server, and reads groups."""

    group_search_base = Unicode(config=True, help="Where groups are, at any depth; empty: nobody asks for groups.")

    async def authenticate(self, handler, data):
        name = self.normalize_username(data["username"])
        # What is no name here is not asked for, so that no character means anything to the directory.
        if not self.validate_username(name):
            return None
        try:
            found = await asyncio.to_thread(self._ask, handler, {**data, "username": name})
        except (LDAPException, OSError, Unusable) as error:
            self.log.error("The directory cannot be asked. %s", _reason(error))
            text = "The directory that knows your password cannot be asked now. Try again in a few minutes."
            raise HTTPError(503, text) from None
        return found and {"name": name, "groups": found["auth_state"]["user_attributes"]}

    def _ask(self, handler, data):
        opened = []
        _connections.set(opened)
        try:
            # A coroutine that waits in the calls of ldap3 and lets nothing else run meanwhile.
            return asyncio.run(super().authenticate(handler, data))
        finally:
            for connection in opened:
                connection.unbind()

    def get_connection(self, userdn, password):
        """None: the password is refused. Raises LDAPException, OSError or Unusable where there is no answer."""
        implicit = self.tls_strategy == TlsStrategy.on_connect
        kind = {"use_ssl": implicit, "tls": ldap3.Tls(**self.tls_kwargs), "get_info": ldap3.NONE}
        server = ldap3.Server(self.server_address, self.server_port, connect_timeout=PATIENCE, **kind)
        # A server that the directory refers to would be shown the password.
        connection = ldap3.Connection(server, userdn, password, auto_referrals=False, receive_timeout=PATIENCE)
        _connections.get().append(connection)
        connection.open()
        if not implicit:
            connection.start_tls()
        if userdn is None or connection.bind():
            return connection
        if (userdn, password) == (self.lookup_dn_search_user, self.lookup_dn_search_password):
            raise Unusable(f"It does not let {userdn} in: {_said(connection)} (ldapBindDn, ldapBindPassword).")
        if connection.result["result"] in NO_ANSWERS:
            raise Unusable(f"It answers {_said(connection)}.")
        return None

    def resolve_username(self, username_supplied_by_user):
        name, dn = super().resolve_username(username_supplied_by_user)
        # It is taken for a template.
        return name, dn and dn.replace("{", "{{").replace("}", "}}")

    def get_user_attributes(self, conn, userdn):
        """The names of the groups that the person is in."""
        if not self.group_search_base:
            return []
        searcher = self.lookup_dn_search_user
        reader = next((one for one in _connections.get() if searcher and one.user == searcher), conn)
        # As the directory writes them: groups that hold names are particular about case.
        reader.search(userdn, "(objectClass=*)", ldap3.BASE, attributes=["uid"])
        tests = [f"({attribute}={escape_filter_chars(userdn)})" for attribute in ("member", "uniqueMember")]
        tests += [f"(memberUid={escape_filter_chars(uid)})" for uid in _values(reader, "uid")]
        reader.search(self.group_search_base, f"(|{''.join(tests)})", attributes=["cn"])
        if reader.result["result"] != results.RESULT_SUCCESS:
            raise Unusable(f"It does not search {self.group_search_base}: {_said(reader)} (ldapGroupBase).")
        return _values(reader, "cn")


def configure(c, settings, secrets):
    c.LDAPAuthenticator.update(_traits(settings, secrets))
    return DirectoryAuthenticator


def check(settings, secrets):
    """Connects, and with an account for searching logs in and looks at the places that the settings name."""
    directory = DirectoryAuthenticator(config=Config({"LDAPAuthenticator": _traits(settings, secrets)}))
    _connections.set([])
    try:
        account = directory.lookup_dn_search_user
        connection = directory.get_connection(account, directory.lookup_dn_search_password)
        for key in ("ldapSearchBase", "ldapGroupBase") if directory.lookup_dn else ():
            place = settings.get(key)
            if place and not connection.search(place, "(objectClass=*)", ldap3.BASE):
                shown = f"does not show {place} to {account or 'a search without ldapBindDn'}"
                raise Unusable(f"It {shown}: {_said(connection)} ({key}).")
    except (LDAPException, OSError, Unusable) as error:
        raise Unusable(f"The directory {settings['ldapServer']} cannot be used. {_reason(error)}") from None


def _traits(settings, secrets):
    server = urlsplit(settings["ldapServer"])
    implicit = server.scheme == "ldaps"
    template = settings.get("ldapUserDn")
    return {
        "server_address": server.hostname,
        "server_port": server.port or (636 if implicit else 389),
        "tls_strategy": TlsStrategy.on_connect if implicit else TlsStrategy.before_bind,
        "tls_kwargs": {
            "validate": ssl.CERT_REQUIRED,
            "ca_certs_file": str(SYSTEM_CERTIFICATES),
            "ca_certs_data": settings.get("ldapCaCertificate"),
            "sni": server.hostname,
        },
        "bind_dn_template": [template] if template else [],
        # The hub's own pattern is tried before.
        "valid_username_regex": "",
        "lookup_dn": template is None,
        "lookup_dn_search_user": settings.get("ldapBindDn"),
        "lookup_dn_search_password": secrets.get("ldapBindPassword"),
        "lookup_dn_user_dn_attribute": settings["ldapUserAttribute"],
        "user_attribute": settings["ldapUserAttribute"],
        "user_search_base": settings.get("ldapSearchBase"),
        "group_search_base": settings.get("ldapGroupBase") or "",
    }


def _values(connection, attribute):
    entries = [entry for entry in connection.response if entry["type"] == "searchResEntry"]
    return sorted({value for entry in entries for value in entry["attributes"].get(attribute, [])[:1]})


def _said(connection):
    return " ".join(filter(None, [connection.result["description"], connection.result["message"]]))


def _reason(error):
    said = str(error)
    if untrusted := re.search(r"certificate verify failed: (.*?) \(_ssl", said):
        why = f"{untrusted[1]}. Give the authority that signed it in ldapCaCertificate"
        return f"Its certificate is not trusted: {why}."
    if "doesn't match any name" in said:
        return "Its certificate is not for the name in ldapServer."
    if "invalid server address" in said:
        return "The name in ldapServer is unknown to the server's DNS."
    return said
