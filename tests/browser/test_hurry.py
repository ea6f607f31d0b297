"""What is pressed before the answer to the press before it has come: nothing of it is dropped."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.building import step
from tests.browser.lab import Lab
from tests.browser.opened import CIRCLE, dense, experiment, open_experiment
from tests.browser.training import trainer

TRACES = "**/api/v1/traces"
EXAMPLE = "**/examples/mazur-2-2-2*"


def held(page: Page, pattern: str) -> Callable[[], Callable[[], None]]:
    """Hold the next request of a kind; what is given waits until it was sent, and gives what lets
    it go."""
    routes: list[Route] = []
    page.route(pattern, lambda route: routes.append(route), times=1)  # noqa: PLW0108

    def wait_for_it() -> Callable[[], None]:
        while not routes:
            page.wait_for_timeout(20)
        return routes[0].continue_

    return wait_for_it


def test_what_is_pressed_while_an_iteration_is_on_its_way_is_meant_of_it(page: Page) -> None:
    Lab(page).open("two-neuron-chain", t=4)
    wait = held(page, TRACES)
    page.get_by_role("button", name="Next iteration", exact=True).first.click()
    let_go = wait()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("i")
    page.keyboard.press("i")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Space")  # backwards, from the end
    let_go()
    expect(page.locator(".iteration")).to_have_attribute("data-iteration", "3")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_steps_of_training_that_are_pressed_at_once_are_all_gone(page: Page) -> None:
    lab = trainer(page)
    page.locator(".transport-pace select[name=grain]").select_option("iteration")
    wait = held(page, "**/api/v1/runs*")
    step = page.get_by_role("button", name="Step", exact=True)
    step.click()
    let_go = wait()
    step.click()
    page.keyboard.press("ArrowRight")
    let_go()
    lab.at(3)


def test_training_that_is_about_to_begin_is_paused_and_ends_with_an_undo(page: Page) -> None:
    lab = trainer(page)
    rate = page.get_by_label("Learning rate η")
    for pause in (lab.play.click, lambda: page.keyboard.press("Control+z")):
        wait = held(page, TRACES)
        rate.fill("0.5")
        rate.press("Enter")
        let_go = wait()
        page.evaluate("document.activeElement.blur()")
        lab.play.click()
        expect(lab.play).to_have_text("Pause")
        pause()
        expect(lab.play).to_have_text("Train")
        let_go()
        lab.rest()
        lab.at(0)
        expect(lab.play).to_have_text("Train")
        rate.fill("0.01")
        rate.press("Enter")
        lab.rest()


def choose_instead(page: Page, name: str, let_go: Callable[[], None]) -> None:
    """Choose another example while an answer is held, and let that come."""
    page.locator(".picker summary").click()
    page.locator(".picker .menu button", has_text=name).first.click()
    let_go()
    expect(page.locator(".picker summary")).to_contain_text(name)


def test_a_network_that_is_left_for_another_is_not_trained_on(page: Page) -> None:
    lab = trainer(page)
    lab.play.click()
    expect(page.locator(".losscurve-plot")).to_be_visible()
    wait = held(page, TRACES)
    rate = page.get_by_label("Learning rate η")
    rate.fill("0.5")
    rate.press("Enter")
    let_go = wait()
    choose_instead(page, "A curve", let_go)
    lab.rest()
    expect(lab.play).to_have_text("Train")
    lab.at(0)


def test_a_moment_of_a_link_that_was_left_is_not_gone_to(page: Page) -> None:
    lab = Lab(page).open("two-neuron-chain", t=3)
    wait = held(page, EXAMPLE)
    page.evaluate("location.hash = 'example=mazur-2-2-2&t=9'")
    let_go = wait()
    choose_instead(page, "ReLU in front", let_go)
    lab.ready()
    assert lab.time == 3


def test_a_link_is_followed_though_the_address_is_being_written(page: Page) -> None:
    lab = open_experiment(page, experiment(dense(3, 1), "mse", CIRCLE), t=2)
    page.wait_for_function("() => history.state?.line")  # its own address is written
    page.evaluate(
        """() => {
            const own = CompressionStream; // the address is packed with it
            globalThis.CompressionStream = class extends own {
                constructor(...given) {
                    super(...given);
                    globalThis.CompressionStream = own;
                    location.hash = "example=two-neuron-chain&t=9";
                }
            };
        }"""
    )
    lab.scrub(3)
    expect(page.locator(".picker summary")).to_contain_text("Two neurons in a chain")
    expect(lab.slider).to_have_value("9")


def test_back_adds_nothing_to_the_history_while_it_is_on_its_way(page: Page) -> None:
    Lab(page).open("two-neuron-chain", t=3)
    page.wait_for_function("() => history.state?.line")
    left = page.url
    page.locator(".picker summary").click()
    page.locator(".picker .menu button", has_text="Mazur").first.click()
    page.wait_for_function("(left) => location.href !== left", arg=left)
    length = page.evaluate("history.length")
    wait = held(page, TRACES)
    page.go_back()
    let_go = wait()
    page.evaluate(
        """() => {
            modules["view/control/state.js"].time.value = 5;
            return new Promise((due) => setTimeout(due, 450)); // behind the page, which waits 400
        }"""
    )
    let_go()
    expect(page.locator(".picker summary")).to_contain_text("Two neurons in a chain")
    expect(page).to_have_url(left)
    assert page.evaluate("history.length") == length


def test_data_are_taken_as_they_were_set_last(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 2)
    step(page, "Choose data…").click()
    page.locator('.gallery input[value="spirals"]').check()
    expect(page.locator(".counts")).to_contain_text("to learn from")
    wait = held(page, "**/api/v1/datasets/spirals*")
    for name, value in (("Examples", "50"), ("Seed", "3")):
        page.locator(".chosen").get_by_label(name, exact=True).fill(value)
        page.locator(".chosen").get_by_label(name, exact=True).press("Enter")
    let_go = wait()
    step(page, "Use this data").click()
    let_go()
    expect(page.locator("dialog[open]")).to_have_count(0)
    data = page.evaluate("modules['view/control/state.js'].experiment.value.data")
    assert (data["kind"], data["examples"], data["seed"]) == ("spirals", 50, 3)


def test_a_table_is_taken_as_it_was_read_last(page: Page) -> None:
    lab = Lab(page).open("mazur-2-2-2", 2)
    step(page, "Own table…").click()
    page.locator(".own-table textarea").fill("a,b\n" + "".join(f"{k},{k}\n" for k in range(20)))
    expect(step(page, "Use this data")).to_be_enabled()
    wait = held(page, "**/api/v1/datasets/csv*")
    share = page.get_by_label("Share held out to test")
    share.fill("0.5")
    share.press("Enter")
    let_go = wait()
    step(page, "Use this data").click()
    let_go()
    expect(page.locator("dialog[open]")).to_have_count(0)
    lab.ready()
    assert len(page.evaluate("modules['view/control/state.js'].experiment.value.inputs")) == 10
