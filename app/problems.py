"""Errors over HTTP as RFC 9457 problems: a stable type, plain words, the place, the way out.

No problem repeats what was sent, and none tells of the server's inside.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


@dataclass(frozen=True)
class Kind:
    """What all problems of one type share."""

    status: int
    title: str
    help: str


KINDS = {
    "bad-request": Kind(400, "The request cannot be read", "Check how the request was written."),
    "unknown-host": Kind(
        400,
        "This server has other names",
        "Use the address that you were given. Who runs the server lists its names in "
        "BACKPROP_LAB_HOSTS.",
    ),
    "malformed-json": Kind(
        400,
        "The body is not JSON",
        "Check for a missing bracket, comma or quotation mark near the place that is named.",
    ),
    "bad-encoding": Kind(
        400,
        "The body is not UTF-8 text",
        "Send UTF-8 without a byte order mark. Escapes such as \\ud800 must come in pairs.",
    ),
    "duplicate-field": Kind(
        400, "An object names a field twice", "Give each field once, so that it has one meaning."
    ),
    "not-finite": Kind(
        400,
        "A number is not finite",
        "JSON has no NaN and no infinity, and a number above about 1.8e308 does not fit float64.",
    ),
    "too-deep": Kind(
        400, "Brackets are nested too deeply", "An experiment needs few levels of brackets."
    ),
    "not-found": Kind(404, "There is nothing here", "Check the address. /docs lists them all."),
    "method-not-allowed": Kind(
        405, "This address has no such method", "The Allow header says which methods it has."
    ),
    "too-large": Kind(
        413,
        "The body is too large",
        "Send fewer examples or shorter numbers, or name the data. The values of a checkpoint take "
        "half the room in base64, and a text counts for little.",
    ),
    "timeout": Kind(
        408,
        "The request took too long to arrive",
        "Send it in one go, over a faster or steadier line.",
    ),
    "address-too-long": Kind(
        414,
        "The address is too long",
        "Ask with fewer or shorter settings. What is large belongs in the body of a POST.",
    ),
    "headers-too-large": Kind(
        431,
        "The header fields are too large",
        "Send fewer fields, or delete the cookies of this site.",
    ),
    "unsupported-media-type": Kind(
        415, "The body is of another type", "Send it plain, with the type that Accept names."
    ),
    "invalid": Kind(
        422,
        "The values do not fit together",
        "Each entry of errors names the place with a JSON pointer and says what fits there.",
    ),
    "out-of-range": Kind(
        422,
        "A value is outside its range",
        "Each entry of errors gives the limit and the nearest value that is allowed.",
    ),
    "unknown-kind": Kind(
        422,
        "There is no such kind",
        "GET /api/v1/kinds lists every kind with its settings, GET /api/v1/datasets those of data.",
    ),
    "bad-table": Kind(
        422,
        "The table gives no data",
        "Each entry of findings names row and column, counted from 1, and says what to do.",
    ),
    "missing-extra": Kind(
        501,
        "A library for reading tables is not installed",
        "Whoever runs this server installs it as the detail says.",
    ),
    "too-much-work": Kind(
        422,
        "This would take too long",
        "The work is predicted before it starts. Ask for an earlier iteration or for fewer points, "
        "or use a smaller network or batch.",
    ),
    "diverged": Kind(
        422,
        "The run leaves the finite numbers at once",
        "A value overflowed in the first iteration that was computed. The step, the cell and what "
        "it was computed from are named; a smaller learning rate or smaller weights help.",
    ),
    "busy": Kind(
        503,
        "The server is busy",
        "Close a run that is not watched any more, or try again a little later.",
    ),
    "restarting": Kind(
        503,
        "The server is stopping",
        "Send the request again; the server that follows answers it. A run goes on from its last "
        "frame with values.",
    ),
    "internal": Kind(500, "The server made a mistake", "It is not your fault. Please report it."),
}


class Fault(BaseModel):
    """One thing that is wrong, where it is, and what would be right."""

    pointer: str = Field(description="JSON pointer (RFC 6901) to the place in body or query.")
    detail: str
    limit: Any = Field(default=None, description="The bound that is broken, or what is allowed.")
    nearest: Any = Field(default=None, description="The nearest value that is allowed.")
    code: str | None = Field(default=None, description="Which fault of a file of weights it is.")
    values: dict[str, Any] | None = Field(
        default=None, description="What the detail names, for a sentence in another language."
    )


class ProblemDocument(BaseModel):
    """An error (RFC 9457); `GET` its type for help in plain words."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault] = []


class Problem(Exception):
    """Raise it anywhere in a request: the client gets the document."""

    def __init__(
        self,
        slug: str,
        detail: str,
        errors: list[Fault] | None = None,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> None:
        """`more` becomes further members of the document."""
        super().__init__(detail)
        kind = KINDS[slug]
        self.headers = headers
        self.document = ProblemDocument(
            type=f"/problems/{slug}",
            title=kind.title,
            status=kind.status,
            detail=detail,
            errors=errors or [],
            **more,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """A problem of another process comes back as it was."""
        return _problem, (self.document, self.headers)

    def response(self) -> Response:
        """The document as an answer. Where the problem arose is forgotten: that would keep all
        that was at hand there, the connection among it, until the garbage collector comes by.
        """
        self.__traceback__ = self.__context__ = self.__cause__ = None
        return _ProblemResponse(self.document, self.headers)


class _ProblemResponse(Response):
    """The type of the document is an address: it begins with where the app stands."""

    media_type = "application/problem+json"

    def __init__(self, document: ProblemDocument, headers: dict[str, str] | None) -> None:
        super().__init__(_written(document), document.status, headers)
        self.document = document

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if prefix := scope.get("root_path"):
            self.body = _written(
                self.document.model_copy(update={"type": prefix + self.document.type})
            )
            self.headers["content-length"] = str(len(self.body))
        await super().__call__(scope, receive, send)


def _written(document: ProblemDocument) -> bytes:
    return document.model_dump_json(exclude_none=True).encode()


def _problem(document: ProblemDocument, headers: dict[str, str] | None) -> Problem:
    slug = document.type.removeprefix("/problems/")
    more = document.model_extra or {}
    return Problem(slug, document.detail, document.errors, headers, **more)
