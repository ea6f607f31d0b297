"""Tables: `POST datasets/csv` makes data of a file in any of the forms that people have."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from app.api.openapi import errors
from app.compute.client import client_of
from app.compute.read_table import made
from app.compute.worker import Worker
from app.limits import Limits
from app.parsing.body import TABLES, read_table_body
from app.parsing.settings_query import SettingsQuery
from app.schemas.tables import TableData
from engine.tables import Limits as TableLimits
from engine.tables import TableOptions

LISTS = {
    "target": "Columns to learn, by name or number, repeated for several; without it the last.",
    "input": "Columns to learn from, though they would be left out.",
    "ignore": "Columns to leave out.",
    "category": "Columns whose numbers only name groups, likewise.",
    "number": "Columns whose numbers are quantities.",
    "sheet": "The sheet of a spreadsheet; without it the first with cells.",
}
FLOWERS = "length,width,kind\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,versicolor\n"
LETTERS = 8
"""Letters of a number with four decimals, with what stands between two."""


def router(limits: Limits, worker: Worker) -> APIRouter:
    """`POST datasets/csv`."""
    tables = APIRouter()
    query = SettingsQuery(TableOptions, limits, LISTS)
    bounds = TableLimits(
        limits.examples, limits.width, limits.name_length, limits.magnitude,
        limits.table_bytes, limits.answer_values, limits.json_bytes // LETTERS,
    )  # fmt: skip

    @tables.post(
        "/csv",
        response_model=TableData,
        responses=errors(400, 413, 415, 422, 500, 501),
        openapi_extra={**query.parameters, "requestBody": _body()},
        summary="Make data of a table",
    )
    async def create_table(request: Request) -> Response:
        """Text with any separator, JSON, HTML, LaTeX, a matrix, ARFF, LIBSVM, .xlsx or .ods: what
        the file is decides.

        Nothing is repaired in silence: `report` says how the table was understood, what was read
        as something else than what stands in the file, which rows are left out, and what to do.
        """
        options, more = query.read(_plain(request.query_params))
        body, client = await read_table_body(request, limits), client_of(request.scope)
        work = partial(made, body, options, more, bounds)
        content = await worker.result(client, work, request.receive)
        return Response(content, media_type="application/json")

    return tables


def _plain(query: QueryParams) -> QueryParams:
    """`standardise` was a switch once: there alone every way to say yes or no is taken."""
    words = {"1": "true", "on": "true", "yes": "true", "y": "true", "t": "true"}
    words |= {"0": "false", "off": "false", "no": "false", "n": "false", "f": "false"}
    return QueryParams(
        [
            (k, words.get(v.lower(), v.lower()) if k == "standardise" else v)
            for k, v in query.multi_items()
        ]
    )


def _body() -> dict[str, Any]:
    example = {"flowers": {"summary": "Three flowers", "value": FLOWERS}}
    text, *others = TABLES
    content = {text: {"schema": {"type": "string"}, "examples": example}}
    for kind in others:
        content[kind] = {"schema": {"type": "string", "format": "binary"}, "examples": {}}
    return {"required": True, "content": content}
