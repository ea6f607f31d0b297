"""The page as a person meets it: open a moment, read what stands there, go on."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.fixtures import PATIENCE

STANDS = """() => {
    const shown = (selector) => document.querySelector(selector)?.getClientRects().length > 0;
    const queue = globalThis.modules?.["view/control/queue.js"];
    return shown(".timeline") && shown(".app[data-whole]") && !queue?.queued.value &&
        document.fonts.status === "loaded";
}"""
LINE = "globalThis.modules?.['view/control/state.js'].line.value?.id ?? null"
"""Of what is on show: each that is opened has another."""
ADDRESSED = """async () => {
    const { link } = modules["view/control/address.js"];
    const { line } = modules["view/control/state.js"];
    const held = sessionStorage.getItem("visit-held");
    return held && (await link()) === location.href && history.state?.line === line.value.id;
}"""
SCRUB = """async (input, [t, patience]) => {
    const frame = () => new Promise(requestAnimationFrame);
    const end = performance.now() + patience;
    input.value = t;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    do {
        if (performance.now() > end) throw new Error(`the time is ${input.value}, not ${t}`);
        await frame();
        await frame();
    } while (Number(input.value) !== t);
}"""
"""Each is one call to the browser: it is called a thousand times."""


class Lab:
    """One opened page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, example: str | None = None, t: float = 0, **more: str) -> "Lab":
        """Open a moment of an example by its link, or the page as a newcomer finds it."""
        fields = {"example": example, "t": t, **more} if example else more
        return self.follow("/#" + "&".join(f"{k}={v}" for k, v in fields.items()))

    def follow(self, link: str) -> "Lab":
        """Open a link; a page that stands follows it."""
        left, before = self.page.url, self.page.evaluate(LINE)
        self.page.goto(link)
        if before is not None and self.page.url != left:  # the page stands, and follows the link
            self.page.wait_for_function(f"before => {LINE} !== before", arg=before)
            self.settle()
        return self.ready()

    def ready(self) -> "Lab":
        """Wait until the page stands, with all that comes while one reads, and does nothing."""
        self.page.wait_for_function(STANDS, timeout=PATIENCE)
        return self

    def addressed(self) -> "Lab":
        """Wait until the address names what is on show, and the visit is kept when it is left."""
        wait_until(self.page, ADDRESSED)
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
        """Drag the timeline to a moment, and let it be painted."""
        self.slider.evaluate(SCRUB, [t, PATIENCE])

    def along(self, read: str = "() => null") -> list[Any]:
        """What a function gives at each moment of the iteration, from its beginning to its end."""
        script = f"""async (input, patience) => {{
            const [scrub, read, found] = [{SCRUB}, {read}, []];
            for (let t = 0; t <= Number(input.max); t++) {{
                await scrub(input, [t, patience]);
                found.push(read());
            }}
            return found;
        }}"""
        return self.slider.evaluate(script, PATIENCE)

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


def wait_until(page: Page, holds: str, arg: Any = None) -> None:
    """Wait for what a function promises; `wait_for_function` takes the promise itself for it."""
    script = f"""async ([arg, patience]) => {{
        const end = performance.now() + patience;
        while (!(await ({holds})(arg))) {{
            if (performance.now() > end) throw new Error("it never came");
            await new Promise((next) => setTimeout(next, 20));
        }}
    }}"""
    page.evaluate(script, [arg, PATIENCE])
