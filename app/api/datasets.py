"""Datasets: drawn from a seed, shipped with the app, or made of a table that is posted."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.convertors import Convertor, register_url_convertor

from app import datasets as documents
from app.body import CSV, read_text
from app.client import client_of
from app.limits import Limits
from app.openapi import errors
from app.problems import Fault, Problem
from app.queries import Query
from app.scheduler import Scheduler
from app.worker import Worker
from engine.csvdata import Csv, UnusableTable, read_csv
from engine.csvdata import Limits as TableLimits
from engine.data import datasets

NAMED = {
    "target": "Columns to learn, by name or number, repeated for several; without it the last.",
    "category": "Columns whose numbers only name groups, likewise.",
}
PLACES = {
    "no_such_target": "/target",
    "no_such_category": "/category",
    "target": "/target",
    "two_classes": "/targets",
}
"""Findings about the query → the parameter they are about."""
FLOWERS = "length,width,kind\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,versicolor\n"


class Unknown(Convertor[str]):
    """Any kind but the one that is posted: of that, GET is not allowed."""

    regex = f"(?!{Csv.kind}$)[^/]+"

    def convert(self, value: str) -> str:
        """As it stands."""
        return value

    def to_string(self, value: str) -> str:
        """As it stands."""
        return value


def router(limits: Limits, scheduler: Scheduler, worker: Worker) -> APIRouter:
    """`GET datasets`, `GET datasets/{kind}` for each kind, and `POST datasets/csv`."""
    nouns = APIRouter(prefix="/datasets", tags=["datasets"])
    kinds = documents.Datasets(datasets=[documents.kind(of) for of in datasets.values()])
    listed = kinds.model_dump_json()

    @nouns.get(
        "",
        response_model=documents.Datasets,
        responses=errors(500),
        summary="List the kinds of data",
    )
    async def read_datasets() -> Response:
        """Each with JSON Schema of its settings, which are the query of its own address."""
        return _json(listed)

    for of in datasets.values():
        query = Query(of, limits)
        nouns.add_api_route(
            f"/{of.kind}",
            _endpoint(query, scheduler),
            methods=["GET"],
            response_model=documents.DrawnData,
            responses=errors(400, 422, 500),
            openapi_extra={"parameters": query.parameters()},
            operation_id=f"read_{of.kind}",
            summary=f"Draw data: {of.kind}",
            description=" ".join((of.__doc__ or "").split()),
        )

    register_url_convertor("unknown", Unknown())

    @nouns.get("/{kind:unknown}", include_in_schema=False)
    async def read_no_dataset(kind: str) -> Response:
        detail = f"There is no such kind of data; there are {', '.join(datasets)}."
        raise Problem("not-found", detail)

    nouns.include_router(_tables(limits, worker))
    return nouns


def _endpoint(query: Query, scheduler: Scheduler) -> Callable[[Request], Awaitable[Response]]:
    async def read_dataset(request: Request) -> Response:
        settings, more = query.read(request.query_params)
        work = documents.drawn(settings, more["seed"])
        return _json(await scheduler.result(client_of(request.scope), work, request.receive))

    return read_dataset


def _tables(limits: Limits, worker: Worker) -> APIRouter:
    tables = APIRouter()
    query = Query(Csv, limits, NAMED)
    bounds = TableLimits(limits.examples, limits.width, limits.name_length, limits.magnitude)

    @tables.post(
        "/csv",
        response_model=documents.TableData,
        responses=errors(400, 413, 415, 422, 500),
        openapi_extra={"parameters": query.parameters(), "requestBody": _body()},
        summary="Make data of a table",
    )
    async def create_table(request: Request) -> Response:
        """Rows with a fault are left out, and `report` says where it lies and what to do."""
        settings, more = query.read(request.query_params)
        text = await read_text(request, limits)
        work = partial(_made, text, settings, more, bounds)
        return _json(await worker.result(client_of(request.scope), work, request.receive))

    return tables


def _made(text: str, settings: Csv, more: dict[str, Any], bounds: TableLimits) -> str:
    """The document of a table; raises Problem if it gives no data."""
    try:
        data, report = read_csv(
            text, settings, target=more["target"], categories=more["category"],
            seed=more["seed"], limits=bounds,
        )  # fmt: skip
    except UnusableTable as error:
        raise _unusable(error) from None
    return documents.table(data, report, settings, more["seed"]).model_dump_json()


def _unusable(error: UnusableTable) -> Problem:
    found = (error.finding, *error.others)
    pointer = PLACES.get(error.finding.code, "")
    fault = Fault(pointer=pointer, detail=str(error), limit=error.limit)
    return Problem(
        "bad-table",
        error.finding.detail,
        [fault],
        findings=[finding.model_dump() for finding in documents.findings(found)],
        unshown=documents.unshown(found),
    )


def _body() -> dict[str, Any]:
    example = {"flowers": {"summary": "Three flowers", "value": FLOWERS}}
    return {"required": True, "content": {CSV: {"schema": {"type": "string"}, "examples": example}}}


def _json(document: str | bytes) -> Response:
    return Response(document, media_type="application/json")
