"""The page as a person meets it: open a moment, read what stands there, go on."""

from typing import Any

from playwright.sync_api import Page, expect


class Lab:
    """One opened page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, example: str | None = None, t: float = 0, **more: str) -> "Lab":
        """Open a moment of an example by its link, or the page as a newcomer finds it."""
        fields = {"example": example, "t": t, **more} if example else more
        self.page.goto("/#" + "&".join(f"{k}={v}" for k, v in fields.items()))
        return self.ready()

    def ready(self) -> "Lab":
        """Wait until the page stands, with all that comes while one reads."""
        expect(self.page.locator(".timeline")).to_be_visible()
        expect(self.page.locator(".app[data-whole]")).to_be_visible()
        self.page.evaluate("document.fonts.ready")
        return self

    @property
    def slider(self) -> Any:
        """The native range input of the timeline."""
        return self.page.locator(".timeline input[type=range]").first

    @property
    def time(self) -> float:
        """The moment, in steps."""
        return float(self.slider.input_value())

    def scrub(self, t: float) -> None:
        """Drag the timeline to a moment."""
        self.slider.evaluate(
            """(input, t) => {
                input.value = t;
                input.dispatchEvent(new Event('input', {bubbles: true}));
            }""",
            t,
        )
        expect(self.slider).to_have_value(str(t))
        self.settle()

    def settle(self) -> None:
        """Let two frames pass, so that what was asked for is painted."""
        self.page.evaluate(
            "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )

    def picture(self) -> dict[str, Any]:
        """What the stage shows: its words and every pixel of its canvases."""
        self.settle()
        return self.page.evaluate(
            """() => ({
                text: document.querySelector('.stage').innerText,
                canvases: [...document.querySelectorAll('.stage canvas')].map(c => c.toDataURL()),
            })"""
        )

    def neuron(self, name: str) -> Any:
        """A neuron's button by the beginning of its spoken name."""
        return self.page.locator(f'.neuron[aria-label^="{name}"]')
