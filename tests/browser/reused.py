"""Pages that tests use one after the other: they open in half of the time that new ones take."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import BrowserContext

from tests.static.pure import PLAIN

SPOILING = (
    *("add_init_script", "expose_binding", "expose_function", "grant_permissions"),
    *("new_cdp_session", "on", "once", "set_extra_http_headers", "set_geolocation"),
    *("set_offline", "set_default_timeout", "set_default_navigation_timeout"),
)
"""What cannot be taken back, or is not worth it: after it the page goes."""

FORGET = """async () => {
    sessionStorage.clear();
    localStorage.clear();
    const gone = ({ name }) => new Promise((done) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = done;
    });
    await Promise.all((await (indexedDB.databases?.() ?? [])).map(gone));
}"""


SIZE = {"width": 1280, "height": 720}
MEDIA = {"color_scheme", "reduced_motion", "forced_colors"}
"""What a page can change; all else is of its context."""

MOST = 4
"""Pages that are kept while nobody uses them."""


class ReusedPages:
    """Keeps pages by what their contexts were made with."""

    def __init__(self, make: Callable[..., tuple[BrowserContext, list[str]]]) -> None:
        """`make` gives a context and the list of what it will have complained about."""
        self.make = make
        self.idle: list[tuple[object, ReusedPage]] = []

    def take(self, **options: Any) -> "ReusedPage":
        """A page with nothing of another test in it; who fails does not give it back."""
        media = {name: options.pop(name) for name in MEDIA & options.keys()}
        size = options.pop("viewport", SIZE)
        found = next((one for one in self.idle if one[0] == options), None)
        if found:
            self.idle.remove(found)
        page = found[1] if found else ReusedPage(*self.make(viewport=size, **options))
        page.options = options
        if page.page.viewport_size != size:
            page.page.set_viewport_size(size)
        if media:
            page.page.emulate_media(**media)
        return page

    def give_back(self, page: "ReusedPage") -> None:
        """Keep it for another test, if it is as it was; the one unused for longest goes."""
        if not page.usable:
            page.context.close()
            return
        page.clear()
        self.idle.append((page.options, page))
        if len(self.idle) > MOST:
            self.idle.pop(0)[1].context.close()

    def close(self) -> None:
        """Close all that nobody uses."""
        for _, page in self.idle:
            page.context.close()


class ReusedPage:
    """A context with one page, and what they complain about."""

    options: object = None
    """What the context was made with."""

    def __init__(self, context: BrowserContext, complaints: list[str]) -> None:
        self.context, self.complaints = context, complaints
        self.page = context.new_page()
        self.spoilt = False
        for of in (context, self.page):
            for name in SPOILING:
                if hasattr(of, name):
                    setattr(of, name, self._spoiling(getattr(of, name)))

    def _spoiling(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self.spoilt = True
            return method(*args, **options)

        return call

    def clear(self) -> None:
        """Leave nothing for the next test: no storage, route, other page, medium or mouse."""
        page = self.page
        for of in (page, self.context):
            of.unroute_all(behavior="ignoreErrors")
        for other in self.context.pages:
            if other is not page:
                other.close()
        page.mouse.move(-1, -1)
        page.emulate_media(
            media="null", color_scheme="null", reduced_motion="null", forced_colors="null"
        )
        page.goto(PLAIN)
        page.evaluate(FORGET)
        self.context.clear_cookies()
        self.complaints.clear()

    @property
    def usable(self) -> bool:
        """Whether it is there still, and as it was."""
        return not self.spoilt and not self.page.is_closed()
