"""The Code view: what is shown is what is downloaded, and weights of a file are opened."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from app.words import words
from engine import Experiment, Layer, example, registry, trace
from engine.exchange import export
from engine.exchange.read_weights import weights
from tests.browser.lab import Lab
from tests.browser.opened import open_experiment

MAZUR = example("mazur-2-2-2").experiment
TITLE = "A step by step backpropagation example"


def opened(page: Page) -> None:
    Lab(page).open("mazur-2-2-2", 5)
    show_code(page)


def show_code(page: Page) -> None:
    page.locator(".header summary[title=Export]").click()
    page.get_by_role("button", name="Code, worksheet").click()
    expect(page.get_by_role("dialog", name="Take it away")).to_be_visible()


def choose(page: Page, target: str) -> None:
    page.get_by_label("What to make").select_option(target)


@pytest.mark.everywhere
def test_the_code_that_is_seen_is_downloaded(page: Page) -> None:
    opened(page)
    names = {"numpy": "NumPy script", "pytorch": "PyTorch script"}
    for target, name in names.items():
        choose(page, target)
        shown = page.get_by_role("region", name=name)
        expect(shown).to_contain_text(TITLE)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download").click()
        file = download.value
        assert file.suggested_filename.startswith("a-step-by-step-backpropagation-example.")
        assert shown.inner_text().strip() == file.path().read_text("utf-8").strip()
    choose(page, "numpy")
    expect(page.locator(".code-view pre")).to_contain_text("d_W2 = d_z2.T @ a1")


def test_a_worksheet_is_downloaded_to_print_and_not_shown_as_source(page: Page) -> None:
    opened(page)
    choose(page, "sheet")
    dialog = page.get_by_role("dialog", name="Take it away")
    expect(dialog).to_contain_text("Download it and open it to print.")
    expect(dialog.locator("pre")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Copy")).to_be_disabled()
    with page.expect_download() as download:
        dialog.get_by_role("button", name="Download").click()
    assert "<p>Iteration 1.</p>" in download.value.path().read_text("utf-8")


def test_there_are_five_controls_and_they_have_names(page: Page) -> None:
    opened(page)
    controls = page.locator(".code-view :is(button, select):visible")
    expect(controls).to_have_count(5)
    for control in controls.all():
        assert control.evaluate("c => c.ariaLabel || c.innerText.trim()")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_dialog_is_accessible(page: Page, assert_accessible) -> None:
    opened(page)
    expect(page.locator(".code-view pre")).to_be_visible()
    assert_accessible(page)


def test_weights_of_a_file_are_opened(page: Page, tmp_path: Path) -> None:
    later = trace(MAZUR, 100)
    names = later.program.parameters
    moved = replace(MAZUR, parameters={name: later[name] for name in names})
    path = tmp_path / "trained.safetensors"
    path.write_bytes(export(moved, "safetensors").content)
    opened(page)
    page.locator(".code-view input[type=file]").set_input_files(path)
    expect(page.get_by_text("The network has the weights of the file.")).to_be_visible()
    choose(page, "csv")
    value = repr(float(later["W2"][0, 1]))
    expect(page.locator(".code-view pre")).to_contain_text(f"W2,1 2,{value},")


def test_more_weights_than_an_experiment_lists_are_what_its_line_begins_with(
    page: Page, tmp_path: Path
) -> None:
    dense, tanh = registry["dense"], registry["tanh"]()
    layers = [*(Layer(dense(n), tanh) for n in (100, 100)), Layer(dense(1))]
    own = Experiment(tuple(layers), registry["mse"](), inputs=[[0.5, -0.5]], targets=[[0.25]])
    other = replace(own, seed=1)
    path = tmp_path / "large.npz"
    np.savez(path, **{name: np.asarray(a) for name, a in other.start.items()})
    open_experiment(page, own.to_json())
    show_code(page)
    page.locator(".code-view input[type=file]").set_input_files(path)
    expect(page.get_by_text("The network has the weights of the file.")).to_be_visible()
    choose(page, "safetensors")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    found = weights(Path(download.value.path()).read_bytes(), own)
    assert all(np.array_equal(found[name], other.start[name]) for name in found)


@pytest.mark.refused
def test_weights_that_do_not_fit_are_told_by_name_and_shape(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "other.safetensors"
    path.write_bytes(export(example("two-neuron-chain").experiment, "safetensors").content)
    opened(page)
    field = page.locator(".code-view input[type=file]")
    field.set_input_files(path)
    expect(page.get_by_text("0.weight has shape 1 × 1, and W1 needs shape 2 × 2.")).to_be_visible()
    page.evaluate("""() => modules["view/ui/words.js"].speak("ko")""")
    field.set_input_files(path)
    korean = words("ko")
    said = page.locator(".code-view .note").filter(has_text=korean["problem.at.file"])
    expect(said).to_contain_text(
        "0.weight의 모양이 W1에 맞지 않아요(파일: 1 × 1, 필요한 모양: 2 × 2)."
    )
    expect(said.locator("li")).to_have_count(4)
    expect(said).not_to_contain_text("needs")
    path.write_bytes(b"")
    field.set_input_files(path)
    expect(page.get_by_text(korean["export.weights.empty"])).to_be_visible()
    expect(said).to_have_count(0)
