"""The hub's pages in the visitor's language.

Upstream's pages are English. /opt/jupyterhub/languages/LANGUAGE/pages.json says what their texts are in another
language: {English: translation}, where {name} stands for what differs from page to page. Without the file: English.
"""

import functools
import html
import json
import re
from pathlib import Path

from jinja2 import Template
from jinja2.ext import Extension

FOLDER = Path("/opt/jupyterhub/languages")
# In their order: what is no text or no text of the hub, and tags. translate="no" is for what has no tags in it.
_NO_TEXT = re.compile(
    r"""(<!--.*?-->|<(script|style|pre|textarea|title)\b.*?</\2>|<(\w+)\b[^>]* translate="no".*?</\3>|<[^>]*>)""",
    re.DOTALL,
)
_SHOWN, _SHOWN_ON_BUTTONS = (
    re.compile(rf"""\b({names})=(["'])(.*?)\2""", re.DOTALL)
    for names in ("placeholder|title|alt|aria-label", "title|aria-label|value")
)
_TITLE = re.compile(r"<title>\s*(.*?)\s*</title>")
_FIRST_FIELD = re.compile(r'<input (?![^>]*type="(?:hidden|checkbox)")')
# A user may be called "start": such a text is translated only on what people click.
_NAME = re.compile(r"[a-z0-9_.-]+")
_CLICKED = ("<a", "<button", "<summary")
# What upstream forgot for those who do not see the page.
_REPAIRS = {
    'for="password_confirm"': 'for="password_confirmation_input"',
    '<button id="eye"': '<button id="eye" aria-label="Show or hide the password"',
}
_TITLES = {
    "admin.html": "Admin",
    "about.html": "About this hub",
    "authorization-area.html": "Authorize Users",
    "change-password-admin.html": "Change Password",
    "change-password.html": "Change Password",
    "home.html": "Home",
    "login.html": "Sign in",
    "logout.html": "Logout",
    "monitoring.html": "Monitoring",
    "native-login.html": "Sign In",
    "signup.html": "Sign Up",
    "spawn_pending.html": "Your server is starting up.",
    "token.html": "Token",
}


class Language:
    """Texts in one language. `script` translates what other scripts put into a page."""

    def __init__(self, texts, script):
        self.texts = texts
        self.script = f"const texts = {json.dumps(texts, ensure_ascii=False)};\n".replace("<", "\\u003c") + script
        self.patterns = [(_pattern(key), value) for key, value in texts.items() if "{" in key]

    def text(self, english):
        """Answers the translation, or the text itself where there is none."""
        wanted = " ".join(english.split())
        if wanted in self.texts:
            return self.texts[wanted]
        for pattern, translation in self.patterns:
            if found := pattern.fullmatch(wanted):
                # What is called "message" has a translation of its own.
                parts = {
                    name: self.text(part) if name == "message" else part for name, part in found.groupdict().items()
                }
                return translation.format(**parts)
        return english

    def page(self, page):
        """Translates the texts of an HTML page and what its tags show."""
        pieces, place, tag = [], 0, ""
        for found in _NO_TEXT.finditer(page):
            pieces.append(self._text_node(page[place : found.start()], tag))
            place, tag = found.end(), found[0]
            # Only a button's value is shown as it is.
            attributes = _SHOWN_ON_BUTTONS if 'type="submit"' in tag else _SHOWN
            pieces.append(tag if found[2] or found[3] else attributes.sub(self._attribute, tag))
        return "".join(pieces) + page[place:]

    def _text_node(self, raw, tag):
        text = html.unescape(raw).strip()
        if not text or (_NAME.fullmatch(text) and not tag.startswith(_CLICKED)):
            return raw
        translation = self.text(text)
        if translation == text:
            return raw
        before, after = re.match(r"\s*", raw)[0], re.search(r"\s*$", raw)[0]
        return before + html.escape(translation, quote=False) + after

    def _attribute(self, found):
        name, quote, text = found.groups()
        return f"{name}={quote}{html.escape(self.text(html.unescape(text)))}{quote}"


def _pattern(key):
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(key)), re.DOTALL)


def language(name):
    """The language as its file is now; None when there is no such file, or none that can be read."""
    files = FOLDER / name / "pages.json", FOLDER / "translation.js"
    try:
        return _read(*files, *(file.stat().st_mtime_ns for file in files))
    except (OSError, ValueError):
        return None


@functools.lru_cache(maxsize=8)
def _read(texts, script, *_changed):
    return Language(json.loads(texts.read_text()), script.read_text())


def preferred(accepted):
    """The first language of an Accept-Language header that the hub has."""
    wishes = []
    for wish in accepted.lower().split(","):
        tag, *parameters = (part.strip() for part in wish.split(";"))
        quality = next((part[2:] for part in parameters if part.startswith("q=")), "1")
        name = tag.split("-")[0]
        if re.fullmatch(r"[01](\.\d*)?", quality) and re.fullmatch(r"[a-z]{2,3}", name):
            wishes.append((-float(quality), len(wishes), name))
    known = {"en", *(file.parent.name for file in FOLDER.glob("*/pages.json"))}
    return next((name for _, _, name in sorted(wishes) if name in known), "en")


def pages(forced):
    """The Jinja extension; `forced` is a language, or "auto" for the visitor's own. Templates have it as `language`."""

    def wanted(values):
        # Every page gets this method of the handler that makes it.
        request = values["static_url"].__self__.request
        return forced if forced != "auto" else preferred(request.headers.get("Accept-Language", ""))

    class Page(Template):
        def render(self, *args, **values):
            name = wanted(values)
            return self._finish(super().render(*args, **values, language=name), values, name)

        async def render_async(self, *args, **values):
            name = wanted(values)
            return self._finish(await super().render_async(*args, **values, language=name), values, name)

        def _finish(self, page, values, name):
            for upstream, repaired in _REPAIRS.items():
                page = page.replace(upstream, repaired)
            if "autofocus" not in page:
                page = _FIRST_FIELD.sub('<input autofocus="autofocus" ', page, count=1)
            texts = language(name)
            title = _TITLES.get(self.name) or str(values.get("status_message", ""))
            if texts is not None:
                page = texts.page(page).replace('<html lang="en">', f'<html lang="{name}">')
                title = texts.text(title)
                page = page.replace("</head>", f"<script>{texts.script}</script></head>", 1)
            before = f"{html.escape(title)} - " if title else ""
            # The hub's name is in it, "JupyterHub" where the stack does not say another.
            return _TITLE.sub(lambda found: f"<title>{before}{found[1]}</title>", page, count=1)

    class Pages(Extension):
        def __init__(self, environment):
            super().__init__(environment)
            environment.template_class = Page

    return Pages
