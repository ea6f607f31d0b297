"""The pages: the playground, the API's own page, and help on a problem."""

import json
import re
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import __version__
from app.http.negotiation import best
from app.http.proxies import path_below
from app.problems import KINDS
from app.site import bundle, opening
from app.site.paths import STATIC, TEMPLATES
from app.site.static_files import StaticTree
from engine import examples

PAGE = {
    "page.js": partial(bundle.module, entry="view/app.js"),
    "page.css": partial(bundle.sheet, entry="css/app.css"),
    "rest.css": partial(bundle.sheet, entry="css/rest.css"),
    **{
        f"locales/{path.stem}.first.json": partial(opening.words, name=f"locales/{path.name}")
        for path in sorted((STATIC / "locales").glob("*.json"))
    },
}
"""What the pages link to, made of the files below `static/`."""
_IMPORTED = re.compile(r'(?:^|;)import\b[^"\';()]*"\./([^"]+)"', re.MULTILINE)


@cache
def page_files() -> StaticTree:
    """All files of the page, read once in a process."""
    return StaticTree(STATIC, PAGE)


class Pages:
    """Renders templates in the reader's language."""

    def __init__(self, static: StaticTree) -> None:
        self.static = static
        table = json.loads(static.files["languages.json"].content)
        self.languages: dict[str, dict[str, str]] = {row["code"]: row for row in table}
        """Code → name, direction and face; the first is the usual one."""
        self.words = {
            code: json.loads(static.files[f"locales/{code}.json"].content)
            for code in self.languages
        }
        self.modules = _IMPORTED.findall(static.files["page.js"].content.decode())
        """What the page's module imports: it is asked for at the same time."""
        self.templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        for name in self.templates.list_templates():
            self.templates.get_template(name)  # at the start: files may change under a server

    def routes(self) -> list[Route]:
        """The addresses of all pages."""
        return [
            Route("/", self.playground),
            Route("/docs", self.docs),
            Route("/problems/{slug}", self.problem),
        ]

    async def playground(self, request: Request) -> Response:
        """The app itself."""
        return self._render(request, "playground.html", modules=self.modules, examples=examples())

    async def docs(self, request: Request) -> Response:
        """Every route of the API, to read and to try."""
        return self._render(request, "docs.html")

    async def problem(self, request: Request) -> Response:
        """What a problem type means, in plain words."""
        slug = request.path_params["slug"]
        if slug not in KINDS:
            raise HTTPException(404)
        return self._render(request, "problem.html", slug=slug, kind=KINDS[slug])

    def missing(self, request: Request) -> Response | None:
        """What a browser shows at an address where nothing is; None for who wants no page."""
        accepted = best(
            request.headers.get("accept", ""), ("application/problem+json", "text/html")
        )
        if path_below(request.scope).startswith("/api/") or accepted != "text/html":
            return None
        page = self._render(request, "missing.html", status=404)
        page.headers["Vary"] += ", Accept"
        return page

    def _render(
        self, request: Request, template: str, status: int = 200, **values: Any
    ) -> Response:
        language = _language(request, tuple(self.languages))
        # Relative, so that the page works below whatever address a proxy puts it.
        top = "../" * (path_below(request.scope).count("/") - 1) or "./"
        html = self.templates.get_template(template).render(
            language=language,
            languages=list(self.languages.values()),
            **{name: self.languages[language][name] for name in ("direction", "face")},
            words=self.words[language],
            top=top,
            static=f"{top}static/{self.static.version}",
            version=__version__,
            **values,
        )
        headers = {"Content-Language": language, "Vary": "Accept-Language, Cookie"}
        return Response(html, status, headers=headers, media_type="text/html")


def _language(request: Request, known: tuple[str, ...]) -> str:
    """What the link asks for, else what was chosen before, else what the browser prefers."""
    for chosen in (request.query_params.get("lang"), request.cookies.get("language")):
        if chosen in known:
            return chosen
    return best(request.headers.get("accept-language", ""), known) or known[0]
