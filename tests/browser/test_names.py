"""One name for a thing: the symbol on the stage is that of the panel, the list and the file."""

from playwright.sync_api import Page, expect

from tests.browser.lab import Lab

SYMBOLS = """all => all.map((sym) => {
    const part = (name) => sym.querySelector(name)?.innerText ?? "";
    return sym.firstChild.textContent + "|" + part("sub") + "|" + part("sup");
})"""
TOLD = ["a|1|(2)", "z|1|(2)", "w|11|(2)", "b|1|(2)", "δ|1|(2)"]


def test_a_symbol_on_the_stage_tells_its_layer(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})  # a narrow stage has numbers alone
    Lab(page).open("mazur-2-2-2", 8)
    seen = page.locator(".stage .sym").evaluate_all(SYMBOLS)
    assert set(TOLD) <= set(seen)
    assert len(set(seen)) == len(seen), "two things have one name"


def test_a_name_is_the_same_on_the_stage_in_the_panel_and_in_the_list(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 4)
    page.locator('.neuron[aria-label^="Neuron 1 of layer 2"]').click()
    expect(page.locator(".inspector .katex").first).to_contain_text("a")
    panel = page.locator(".inspector .result .katex annotation").first.text_content()
    assert panel is not None
    assert "^{(2)}_{1}" in panel
    page.keyboard.press("l")
    names = page.locator(".list-values .operand").all_inner_texts()
    assert "a⁽²⁾₁" in names
