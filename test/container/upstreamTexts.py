"""Prints, as JSON, what the hub's pages say: [[text, whole]]. Runs in the hub's environment, whose packages it reads.

"{}" stands in a text for what differs from page to page; a text that is not whole is a part of one, between parts that
are there or not.
"""

import ast
import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment

HUB, NATIVE = (Path(find_spec(name).origin).parent for name in ("jupyterhub", "nativeauthenticator"))
SHARE = Path(sys.prefix) / "share/jupyterhub"
OWN = Path("/opt/jupyterhub/hub")
TEMPLATES = [file for folder in (SHARE, NATIVE, OWN) for file in (folder / "templates").glob("*.html")]
PYTHON = [HUB / f"handlers/{name}.py" for name in ("base", "login", "pages")] + [HUB / "scopes.py"]
PYTHON += [NATIVE / "handlers.py", HUB / "spawner.py", OWN / "hub_spawner.py"]
SCRIPTS = [SHARE / f"static/js/{name}.js" for name in ("home", "token")]
# Private characters: no page has them.
HOLE, BLOCK = "\ue000", "\ue001"
ATTRIBUTE = re.compile(r"""\b(placeholder|title|alt|aria-label|value)=(["'])(.*?)\2""", re.DOTALL)


def flattened(template):
    """The template with one character for each expression and each statement."""
    pieces, inside = [], False
    for _, kind, value in Environment().lex(template.read_text()):
        if kind in ("variable_begin", "block_begin"):
            inside = True
            pieces.append(HOLE if kind == "variable_begin" else BLOCK)
        elif kind in ("variable_end", "block_end"):
            inside = False
        elif kind == "data" and not inside:
            pieces.append(value)
    return re.sub(r"<(script|style)\b.*?</\1>", "", "".join(pieces), flags=re.DOTALL)


def of_template(template):
    for piece in re.split(r"(<[^>]*>)", flattened(template)):
        if piece.startswith("<"):
            for name, _, text in ATTRIBUTE.findall(piece):
                if name != "value" or 'type="submit"' in piece:
                    yield text, True
        else:
            parts = piece.split(BLOCK)
            yield from ((part, len([other for other in parts if other.strip()]) == 1) for part in parts)


def literal(node):
    """The text of a constant or an f-string; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else HOLE for part in node.values)
    return None


def of_python(source):
    """What errors and variables say that pages show."""
    for node in ast.walk(ast.parse(source.read_text())):
        values = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "web.HTTPError":
            values = node.args[1:2]
        elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("message", "error"):
            values = [node.value]
        elif isinstance(node, ast.Dict):
            values = [value for key, value in zip(node.keys, node.values, strict=True) if literal(key) == "message"]
        for text in map(literal, values):
            if text is not None:
                yield text.replace("%s", HOLE), True


def of_script(script):
    yield from ((text, True) for text in re.findall(r'"([A-Z][^"\n]* [^"\n]*)"', script.read_text()))


found = set()
for files, extract in ((TEMPLATES, of_template), (PYTHON, of_python), (SCRIPTS, of_script)):
    for file in files:
        for text, whole in extract(file):
            plain = " ".join(text.split()).replace(HOLE, "{}")
            if re.search(r"[^\W\d_]", plain.replace("{}", "")):
                found.add((plain, whole))
print(json.dumps(sorted(found)))
