"""The page where time goes by whole iterations: trained, travelled through, branched."""

from typing import Any

from playwright.sync_api import Page, expect

from engine import Experiment
from tests.browser.lab import Lab

CIRCLE = {
    "layers": [
        {"kind": "dense", "units": 6, "activation": {"kind": "tanh"}},
        {"kind": "dense", "units": 5, "activation": {"kind": "tanh"}},
        {"kind": "dense", "units": 1, "activation": {"kind": "sigmoid"}},
    ],
    "loss": {"kind": "binary_cross_entropy", "reduction": "mean"},
    "optimizer": {"kind": "adam"},
    "seed": 1,
    "learning_rate": 0.01,
    "batch": 10,
    "data": {"kind": "circle", "seed": 1, "examples": 200, "test": 0.2},
}
"""What the page offers as Circle, in full; the tests compute it on their own."""
EPOCH = 16

RESTS = """() => {
    const of = (name) => modules[`view/control/${name}.js`];
    return !of("state").training.value && !of("queue").queued.value;
}"""


def circle() -> Experiment:
    return Experiment.from_json(CIRCLE)


class Trainer(Lab):
    """A page with a network that waits to be trained."""

    def ready_with(self, name: str) -> "Trainer":
        """Open one of the networks of the picker."""
        self.open()
        self.page.locator(".picker summary").click()
        self.page.locator(".picker .menu button", has_text=name).first.click()
        expect(self.page.locator(".picker summary")).to_contain_text(name)
        expect(self.play).to_have_text("Train")
        return self

    @property
    def play(self) -> Any:
        return self.page.locator("button.play")

    @property
    def done(self) -> int:
        """Iterations done at the moment on show."""
        return int(self.page.locator(".iteration").first.get_attribute("data-iteration"))

    def at(self, iteration: int) -> None:
        """Expect an iteration to be on show."""
        here = self.page.locator(".iteration").first
        expect(here).to_have_attribute("data-iteration", str(iteration), timeout=20_000)

    @property
    def loss(self) -> float:
        """The loss of the batch on show, every digit of it."""
        return float(self.page.locator(".iteration-loss data").get_attribute("value"))

    @property
    def told(self) -> str:
        return self.page.locator(".losscurve-scrub").get_attribute("aria-valuetext")

    def full_speed(self) -> None:
        self.page.locator(".transport-pace .rate input").fill("8")

    def until(self, **limits: float) -> None:
        """Set what ends training by itself."""
        self.page.locator(".until summary").click()
        for name, limit in limits.items():
            self.page.locator(f".until [name=until-{name}]").fill(str(limit))
            self.page.keyboard.press("Tab")
        self.page.keyboard.press("Escape")

    def train(self) -> None:
        """Train until it ends by itself."""
        self.play.click()
        expect(self.play).to_have_text("Train", timeout=30_000)
        self.rest()

    def rest(self) -> None:
        """Wait until the moment on show is whole."""
        self.page.wait_for_function(RESTS)
        self.settle()

    def travel(self, iteration: int) -> None:
        """Drag the loss curve to an iteration."""
        self.page.locator(".losscurve-scrub").evaluate(
            """(input, k) => {
                input.value = k;
                for (const kind of ['input', 'change'])
                    input.dispatchEvent(new Event(kind, {bubbles: true}));
            }""",
            iteration,
        )
        self.at(iteration)
        self.rest()


def trainer(page: Page, name: str = "Circle") -> Trainer:
    return Trainer(page).ready_with(name)
