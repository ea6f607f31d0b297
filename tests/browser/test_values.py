"""Every number on the page is a number of the trace."""

import httpx
import numpy as np
import pytest
from playwright.sync_api import Page

from engine import example, examples, trace
from tests.browser.lab import Lab


@pytest.mark.parametrize("name", examples())
def test_every_cell_and_every_result_of_a_step_equal_the_trace(
    page: Page, origin: str, name: str
) -> None:
    with httpx.Client(base_url=origin) as client:
        experiment = client.get(f"/api/v1/examples/{name}").json()["experiment"]
        body = {"experiment": experiment, "iteration": 0}
        sent = client.post("/api/v1/traces", json=body).json()
    lab = Lab(page).open(name, 3)
    page.keyboard.press("l")
    page.wait_for_selector(".step-list data")
    rows = page.evaluate(
        """() => [...document.querySelectorAll('.step-list li[data-tensor] data')].map(d => ({
            tensor: d.parentElement.dataset.tensor, cell: d.parentElement.dataset.cell,
            value: Number(d.value), text: d.textContent}))"""
    )
    shown = {(r["tensor"], r["cell"]): r for r in rows}
    count = 0
    for tensor in sent["tensors"]:
        for k, cell in enumerate(np.ndindex(*tensor["shape"])):
            row = shown[tensor["name"], "-".join(map(str, cell))]
            value = sent["values"][tensor["offset"] + k]
            assert row["value"] == value
            assert read(row["text"]) == pytest.approx(value, rel=6e-3, abs=5e-5)
            count += 1
    assert count == len(sent["values"]) == len(rows)
    page.keyboard.press("l")
    every_result_is_the_number_of_the_trace(lab, name)


RESULT = """() => {
    const result = document.querySelector(".inspector .result summary data");
    const place = document.querySelector(".inspector .result summary [data-tensor]");
    return result && place && [result.value, result.innerText, { ...place.dataset }];
}"""


def every_result_is_the_number_of_the_trace(lab: Lab, name: str) -> None:
    run = trace(example(name).experiment)
    shown = lab.along(RESULT)[1:]
    for step, (number, text, place) in zip(run.program.steps, shown, strict=True):
        value = float(number)
        assert read(text) == pytest.approx(value, rel=1e-6, abs=1e-12)
        assert place["tensor"] == step.writes
        cell = tuple(int(c) for c in place["cell"].split("-") if c)
        assert value == run[step.writes][cell]


def read(text: str) -> float:
    """A number as the page writes it."""
    powers = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    plain = text.replace("−", "-")
    if "×" in plain:
        mantissa, power = plain.split("×")
        return float(mantissa) * 10 ** int(power.strip().removeprefix("10").translate(powers))
    return float(plain)
