"""A page that tests use one after the other: it opens in half of the time that a new one takes."""

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


class ReusedPage:
    """A context with one page, and what they complain about."""

    def __init__(self, context: BrowserContext, complaints: list[str]) -> None:
        self.context, self.complaints = context, complaints
        self.page = context.new_page()
        self.size = self.page.viewport_size
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
        """Leave nothing for the next test: no storage, route, other page, size, medium or mouse."""
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
        if self.size and page.viewport_size != self.size:
            page.set_viewport_size(self.size)
        page.goto(PLAIN)
        page.evaluate(FORGET)
        self.context.clear_cookies()
        self.complaints.clear()

    @property
    def usable(self) -> bool:
        """Whether it is there still, and as it was."""
        return not self.spoilt and not self.page.is_closed()
