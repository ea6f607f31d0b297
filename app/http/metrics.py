"""What an operator can watch: `GET /metrics` in the text format of Prometheus, for one process.

Nothing in it tells who asked for what: routes are counted by their pattern.
"""

import re
import time
from collections.abc import Collection, Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.compute.admission import Admission
from app.compute.scheduler import Scheduler
from app.http.proxies import path_below

PREFIX = "backprop_lab"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
NOUN = re.compile(r"/api/v1/(\w+)")
ROUTES = ("healthz", "readyz", "static", "docs", "openapi.json", "metrics")


class Metrics:
    """Counts answers, and reads the scheduler and the runs when it is asked."""

    def __init__(self, scheduler: Scheduler, admission: Admission, paths: Iterable[str]) -> None:
        """`paths`: those of the OpenAPI document, whose nouns are counted one by one."""
        self.nouns = {found[1] for path in paths if (found := NOUN.match(path))}
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.registry.register(_State(scheduler, admission))
        self.answers = Counter(
            f"{PREFIX}_answers", "Answers that began, by route and status.", ["route", "status"],
            registry=self.registry,
        )  # fmt: skip
        self.seconds = Histogram(
            f"{PREFIX}_answer_seconds", "Seconds until an answer began.", ["route"],
            registry=self.registry, buckets=SECONDS,
        )  # fmt: skip

    async def endpoint(self, _: Request) -> Response:
        """All metrics."""
        return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)

    def watching(self, app: ASGIApp) -> ASGIApp:
        """The app, with its answers counted."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            begin = time.perf_counter()
            route = route_of(path_below(scope), self.nouns)

            async def counting(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self.answers.labels(route, message["status"]).inc()
                    self.seconds.labels(route).observe(time.perf_counter() - begin)
                await send(message)

            await app(scope, receive, counting)

        return watched


class _State(Collector):
    """What the server holds and has done, read when it is asked for: counting costs nothing."""

    def __init__(self, scheduler: Scheduler, admission: Admission) -> None:
        self.scheduler, self.admission = scheduler, admission

    def collect(self) -> Iterator[Metric]:
        """One sample of each."""
        held, of = self.admission.total, self.scheduler
        for name, words, value in (
            ("runs", "Runs under way.", float(held("runs"))),
            ("run_values", "Numbers that runs under way hold.", held("run_values")),
            ("waiting", "Addresses that wait for their turn.", len(of.queue)),
        ):
            yield GaugeMetricFamily(f"{PREFIX}_{name}", words, value)
        for name, words, value in (
            ("compute_seconds", "Seconds of computing in turns.", of.computed),
            ("long_turns", "Parts of turns that took longer than 5 ms.", float(of.long)),
        ):
            yield CounterMetricFamily(f"{PREFIX}_{name}", words, value)


def route_of(path: str, nouns: Collection[str]) -> str:
    """A pattern for an address, one of few: nobody makes more of them by asking for others."""
    first, *rest = path.split("/", 4)[1:] or ["."]
    if first == "api" and rest[:1] == ["v1"] and len(rest) > 1 and rest[1] in nouns:
        return f"/api/v1/{rest[1]}"
    if first == "":
        return "/"
    return f"/{first}" if first in ROUTES else "other"
