"""Datasets: drawn from a seed, shipped with the app, or made of a table that is posted."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from starlette.convertors import Convertor, register_url_convertor

from app.api import tables
from app.api.openapi import errors
from app.compute.client import client_of
from app.compute.scheduler import Scheduler
from app.compute.worker import Worker
from app.limits import Limits
from app.parsing.settings_query import SettingsQuery
from app.problems import Problem
from app.schemas import datasets as documents
from engine.data import datasets
from engine.tables import TableOptions


class Unknown(Convertor[str]):
    """Any kind but the one that is posted: of that, GET is not allowed."""

    regex = f"(?!{TableOptions.kind}$)[^/]+"

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
        query = SettingsQuery(of, limits)
        nouns.add_api_route(
            f"/{of.kind}",
            _endpoint(query, scheduler),
            methods=["GET"],
            response_model=documents.DrawnData,
            responses=errors(400, 422, 500),
            openapi_extra=query.parameters,
            operation_id=f"read_{of.kind}",
            summary=f"Draw data: {of.kind}",
            description=" ".join((of.__doc__ or "").split()),
        )

    register_url_convertor("unknown", Unknown())

    @nouns.get("/{kind:unknown}", include_in_schema=False)
    async def read_no_dataset(kind: str) -> Response:
        detail = f"There is no such kind of data; there are {', '.join(datasets)}."
        raise Problem("not-found", detail)

    nouns.include_router(tables.router(limits, worker))
    return nouns


def _endpoint(
    query: SettingsQuery, scheduler: Scheduler
) -> Callable[[Request], Awaitable[Response]]:
    async def read_dataset(request: Request) -> Response:
        settings, more = query.read(request.query_params)
        work = documents.drawn(settings, more["seed"])
        return _json(await scheduler.result(client_of(request.scope), work, request.receive))

    return read_dataset


def _json(document: str | bytes) -> Response:
    return Response(document, media_type="application/json")
