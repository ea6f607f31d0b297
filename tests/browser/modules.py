"""The page's own modules, to be asked by tests: `modules["view/control/state.js"].trace`."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from playwright.sync_api import BrowserContext, Page

import app.main
from app.site.pages import PAGE
from app.site.paths import STATIC
from app.site.static_files import StaticTree

_MODULE = re.compile(r"^// (\S+\.js)\nconst (\S+) = ", re.MULTILINE)


@contextmanager
def handed_out() -> Iterator[None]:
    """Apps made meanwhile serve pages that also hand out what they are joined of."""
    with patch.object(app.main, "page_files", _open_files):
        yield


@cache
def _open_files() -> StaticTree:
    joined = PAGE["page.js"]
    return StaticTree(STATIC, PAGE | {"page.js": lambda files: _handing_out(joined(files))})


def give_modules(of: BrowserContext | Page) -> None:
    """Let pages of any other server hand them out."""
    _page_is(of, _open())


def use_single_modules(of: BrowserContext | Page) -> None:
    """Let pages run on the single files, each asked for on its own: several times as slow."""
    _page_is(of, 'import "./view/app.js";')


def _page_is(of: BrowserContext | Page, body: str) -> None:
    of.route("**/page.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))


@cache
def _open() -> str:
    files: Mapping[str, str] = {
        path.relative_to(STATIC).as_posix(): path.read_text("utf-8")
        for path in STATIC.rglob("*.js")
    }
    return _handing_out(PAGE["page.js"](files))


def _handing_out(joined: str) -> str:
    modules = ", ".join(f'"{name}": {variable}' for name, variable in _MODULE.findall(joined))
    return f"{joined}\nglobalThis.modules = {{ {modules} }};"
