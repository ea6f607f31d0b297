"""The API under /api/v1: one noun a module."""

from fastapi import APIRouter

from app.api import datasets, examples, kinds, traces
from app.limits import Limits
from app.wire import Orders

PREFIX = "/api/v1"


def router(limits: Limits, orders: Orders) -> APIRouter:
    """All nouns."""
    api = APIRouter(prefix=PREFIX)
    api.include_router(kinds.router())
    api.include_router(examples.router())
    api.include_router(datasets.router(limits))
    api.include_router(traces.router(limits, orders))
    return api
