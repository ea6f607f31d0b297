"""The app called in process: every request goes through all of it but the socket."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any, ClassVar
from weakref import WeakSet

import httpx
import pytest
from starlette.applications import Starlette

from app.limits import Limits
from app.main import create_app
from engine.data import datasets
from tests.loops import no_loop_running


class Client:
    """Sends requests to an app, one after the other."""

    apps: ClassVar[WeakSet[Any]] = WeakSet()

    def __init__(self, runner: asyncio.Runner, app: Any) -> None:
        self.runner, self.app = runner, app
        self.apps.add(app)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://lab.test") as http:
                return await http.request(method, path, **options)

        return self.runner.run(send())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def trace(self, experiment: Any, iteration: Any = 0, **options: Any) -> httpx.Response:
        order = {"experiment": experiment, "iteration": iteration}
        return self.request("POST", "/api/v1/traces", json=order, **options)

    def post(
        self, body: bytes | str, kind: str = "application/json", noun: str = "traces"
    ) -> httpx.Response:
        headers = {"Content-Type": kind}
        return self.request("POST", f"/api/v1/{noun}", content=body, headers=headers)


async def end(app: Any) -> None:
    """Let an app end what it has started."""
    await app.state.worker.close()


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    runner = asyncio.Runner()
    yield runner
    with no_loop_running():
        for app in list(Client.apps):
            if isinstance(app, Starlette):
                runner.run(end(app))
        runner.close()


@pytest.fixture(scope="session")
def client(runner: asyncio.Runner) -> Client:
    """An app with the limits as they come."""
    return Client(runner, create_app(Limits()))


@pytest.fixture
def client_with(runner: asyncio.Runner) -> Iterator[Callable[..., Client]]:
    """An app with other limits. It goes with the test: each takes some megabytes."""
    made = []

    def make(**limits: Any) -> Client:
        made.append(Client(runner, create_app(Limits(**limits))))
        return made[-1]

    yield make
    with no_loop_running():
        for client in made:
            runner.run(end(client.app))


@pytest.fixture
def small() -> dict[str, Any]:
    """An experiment of two inputs, two hidden neurons and one output."""
    return {
        "layers": [
            {"kind": "dense", "units": 2, "activation": {"kind": "tanh"}},
            {"kind": "dense", "units": 1, "activation": {"kind": "sigmoid"}},
        ],
        "loss": {"kind": "half_sse"},
        "inputs": [[0.0, 1.0], [1.0, 1.0], [0.5, -1.0]],
        "targets": [[1.0], [0.0], [0.5]],
    }


@pytest.fixture(scope="session")
def problem() -> Callable[..., dict[str, Any]]:
    """Checks that an answer is a problem of this kind, and gives its document."""

    def check(response: httpx.Response, slug: str, pointer: str | None = None) -> dict[str, Any]:
        assert response.headers["content-type"] == "application/problem+json", response.text
        document = response.json()
        assert document["type"] == f"/problems/{slug}", document
        assert document["status"] == response.status_code
        assert document["detail"].endswith(".")
        if pointer is not None:
            assert document["errors"][0]["pointer"] == pointer, document
        return document

    return check


@pytest.fixture
def spirals():
    """A classification of 2-4-4-1 with Adam, and test data."""
    data = datasets["spirals"](test=0.25).make(1)
    experiment = {
        "layers": [{"kind": "dense", "units": n, "activation": "tanh"} for n in (4, 4)]
        + [{"kind": "dense", "units": 1, "activation": "sigmoid"}],
        "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
        "optimizer": {"kind": "adam"},
        "batch": 20,
        "inputs": data.inputs[data.training].tolist(),
        "targets": data.targets[data.training].tolist(),
    }
    test = {
        "inputs": data.inputs[data.test].tolist(),
        "targets": data.targets[data.test].tolist(),
    }
    return experiment, test
