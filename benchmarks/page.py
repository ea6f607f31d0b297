"""`python benchmarks/page.py [case …]` measures the page in headless Chromium without a GPU.

`first-visit`: what it weighs, and how long it takes until Play answers. `playing`: how even the
frames are while one iteration of 1984 wires is played. `training`: the same while 2-8-8-8-1 trains
on 250 points with every view live, and epochs a second. `playground`: the same of a link of
TensorFlow Playground. `presets FOLDER`: the frames of every preset in training and of a large
network step by step, beside another checkout in FOLDER. `memory`: the heap after ten minutes of
training. The last two only when named. Everything on 127.0.0.1; the cache is empty at each first
visit, the server has been asked before.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from playwright.sync_api import Browser

from benchmarks.browser import PRESS_PLAY, Visit, chromium, link, visit
from benchmarks.frames import frames
from benchmarks.networks import circle, dense
from benchmarks.servers import ROOT, serving_checkout

VISITS = 9
SECONDS = 15
MINUTES = 10
LONG = 20.0
"""Milliseconds: a frame that takes longer is seen to be late."""

Row = tuple[str, str, str]
"""What, measured, aim."""

AT_THE_END = """() => {
    const { value, max } = document.querySelector(".scrub");
    return Number(value) >= Number(max);
}"""
AFTER = "((end) => () => performance.now() > end)(performance.now() + {seconds} * 1000)"


def main(chosen: list[str]) -> None:
    """Measure the cases named, or all short ones, and print a table."""
    print("| | measured | aim |\n|---|---|---|")
    if chosen[:1] == ["presets"]:
        beside(Path(chosen[1]) if len(chosen) > 1 else None)
        return
    with serving_checkout(ROOT) as server, chromium() as browser:
        for name in chosen or ["first-visit", "playing", "training", "playground"]:
            for row in CASES[name](browser, f"http://127.0.0.1:{server.port}"):
                print("| " + " | ".join(row) + " |", flush=True)


def beside(other: Path | None) -> None:
    """Print the frames of every preset here and in another checkout, served at the same time."""
    with ExitStack() as stack:
        here, *there = [
            f"http://127.0.0.1:{stack.enter_context(serving_checkout(folder)).port}"
            for folder in (ROOT, other)
            if folder
        ]
        for row in frames(stack.enter_context(chromium()), here, there[0] if there else None):
            print("| " + " | ".join(row) + " |", flush=True)


def first_visit(browser: Browser, origin: str) -> Iterator[Row]:
    """Weight and time, in both languages."""
    for language, locale in (("English", "en-US"), ("Korean", "ko-KR")):
        visits = [_opened(browser, origin, locale) for _ in range(VISITS + 1)][1:]
        kilobytes = median(weight for weight, _, _ in visits) / 1000
        times = [seconds for _, seconds, _ in visits]
        worked = median(work for _, _, work in visits)
        yield f"first visit, {language}", f"{kilobytes:.0f} kB", "350 kB"
        spread = f"{median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"
        yield f"until Play answers, {language}", spread, "0.50 s"
        yield f"of that, work of the page, {language}", f"{worked:.2f} s", ""


def _opened(browser: Browser, origin: str, locale: str) -> tuple[float, float, float]:
    """Bytes of a visit; seconds until Play answers, and what the page itself worked in them."""
    with visit(browser, origin, locale) as seen:
        seen.page.add_init_script(PRESS_PLAY)
        seen.page.goto("/")
        milliseconds = seen.page.evaluate("interactive")
        worked = seen.metrics["TaskDuration"]
        seen.page.wait_for_load_state("networkidle")
        return sum(seen.wire), milliseconds / 1000, worked


def playing(browser: Browser, origin: str) -> Iterator[Row]:
    """24-32-32-6: one iteration from its first step to its last, at the speed that comes."""
    with visit(browser, origin) as seen:
        seen.open(link(dense(24, 32, 32, 6), t=0))
        seen.page.keyboard.press("Space")
        yield from _frames(seen, "1984 wires played", AT_THE_END)


def training(browser: Browser, origin: str) -> Iterator[Row]:
    """Frames and epochs a second: 60 asked for, and as many as the engine can."""
    with visit(browser, origin) as seen:
        _open_training(seen)
        for name, rate, wanted in (("live", "6", "60"), ("ahead", "8", "1500")):
            # The rate is a place in core/data/stream-rate.js.
            seen.page.locator(".transport-pace .rate input").fill(rate)
            seen.page.locator(".play").click()
            before = _iteration(seen)
            yield from _frames(seen, f"training {name}", AFTER.format(seconds=SECONDS))
            epochs = (_iteration(seen) - before) / ITERATIONS / SECONDS
            yield f"training {name}: epochs a second", f"{epochs:.0f}", wanted
            seen.page.locator(".play").click()


def playground(browser: Browser, origin: str) -> Iterator[Row]:
    """Epochs a second of TensorFlow Playground's default link; its own page makes 40 to 60."""
    with visit(browser, origin) as seen:
        seen.open("/#batchSize=10&dataset=circle&networkShape=4,2&seed=0.35061")
        seen.page.get_by_role("switch", name="What each neuron answers").check()
        seen.page.get_by_role("tab", name="Output").click()
        seen.page.locator(".transport select").first.select_option("epoch")
        seen.page.locator(".transport-pace .rate input").fill("8")
        seen.page.locator(".play").click()
        seen.page.wait_for_timeout(1000)
        before = _iteration(seen)
        seen.page.wait_for_timeout(1000 * SECONDS)
        epochs = (_iteration(seen) - before) / ITERATIONS / SECONDS
        yield "the Playground's link, ahead: epochs a second", f"{epochs:.0f}", "1200"
        seen.page.locator(".play").click()


def memory(browser: Browser, origin: str) -> Iterator[Row]:
    """The heap in use, garbage collected, before and after ten minutes of training."""
    with visit(browser, origin) as seen:
        _open_training(seen)
        before = seen.heap / 1e6
        seen.page.locator(".play").click()
        seen.page.wait_for_timeout(MINUTES * 60_000)
        seen.page.locator(".play").click()
        yield (
            f"heap after {MINUTES} minutes",
            f"{seen.heap / 1e6:.1f} MB",
            f"{before:.1f} MB before",
        )


BATCH, POINTS = 10, 250
ITERATIONS = POINTS // BATCH
"""Of an epoch."""


def _open_training(seen: Visit) -> None:
    """2-8-8-8-1 on 250 points by epochs, with the map of every neuron and the output on show."""
    seen.open(link(circle(8, 8, 8, 1, batch=BATCH, points=POINTS), t=0, by="epoch"))
    seen.page.get_by_role("switch", name="What each neuron answers").check()
    seen.page.get_by_role("tab", name="Output").click()


def _iteration(seen: Visit) -> int:
    field = seen.page.locator(".losscurve-scrub")
    return int(field.input_value()) if field.count() else 0


def _frames(seen: Visit, what: str, over: str) -> Iterator[Row]:
    before = seen.metrics["TaskDuration"]
    frames = seen.frames(over)
    worked = (seen.metrics["TaskDuration"] - before) * 1000 / len(frames)
    cuts = quantiles(frames, n=100)
    late = sum(frame > LONG for frame in frames) / len(frames)
    yield f"{what}: frame, p50 of {len(frames)}", f"{cuts[49]:.1f} ms", ""
    yield f"{what}: frame, p95", f"{cuts[94]:.1f} ms", "20.0 ms"
    yield f"{what}: frame, p99 and longest", f"{cuts[98]:.1f} ms, {max(frames):.0f} ms", ""
    yield f"{what}: frames over {LONG:.0f} ms", f"{late:.1%}", "5.0%"
    yield f"{what}: work of the page for a frame", f"{worked:.1f} ms", ""


CASES: dict[str, Callable[[Browser, str], Iterator[Row]]] = {
    "first-visit": first_visit,
    "playing": playing,
    "training": training,
    "playground": playground,
    "memory": memory,
}

if __name__ == "__main__":
    main(sys.argv[1:])
