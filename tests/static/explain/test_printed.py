"""What the page prints behind "=" is worth what stands before it: every cell of every step."""

import re

import numpy as np
import pytest

from engine import Experiment, Trace, example, examples, registry, trace
from engine.ops import of_family
from tests.engine.graphs import LAYERS, random_graph
from tests.engine.networks import random_experiment
from tests.static.latex import worth
from tests.static.pure import Core, evaluate

PRINT = """async ({ document, base }) => {
    const { Trace, cells } = await import(`${base}/core/data/trace.js`);
    const { explain } = await import(`${base}/core/explain/terms.js`);
    const { inNumbers } = await import(`${base}/core/explain/formula.js`);
    const trace = new Trace(document);
    const whole = (parts) => parts.map((part) =>
        part.const ? part.value.toFixed(25) :
        part.terms ? { ...part, terms: part.terms.map(whole) } : part);
    return trace.steps.flatMap((step) => cells(trace.tensor(step.writes).shape).map((cell) =>
        [step.writes, cell, inNumbers(trace, whole(explain(trace, step, cell)))]));
}"""
FAMILIES = ("activation", "loss", "optimizer", "schedule", "clip", "penalty")


@pytest.mark.parametrize("name", examples())
def test_of_every_worked_example(core: Core, name: str) -> None:
    assert holds(core, trace(example(name).experiment)) > 0.3


@pytest.mark.parametrize(
    ("family", "kind"), [(family, kind) for family in FAMILIES for kind in of_family(family)]
)
@pytest.mark.parametrize("batch", [1, 3])
def test_of_every_op(core: Core, family: str, kind: str, batch: int) -> None:
    rng = np.random.default_rng([23, batch, *map(ord, kind)])
    made = random_experiment(rng, **{family: kind})
    assert holds(core, trace(made, 1)) > 0.1


@pytest.mark.parametrize("kind", LAYERS)
def test_of_every_layer(core: Core, kind: str) -> None:
    rng = np.random.default_rng([24, *map(ord, kind)])
    runs = (trace(random_graph(rng, kind)) for _ in range(99))
    assert holds(core, next(run for run in runs if run.program.size < 900)) > 0.1


@pytest.mark.parametrize(
    ("kind", "units", "shape"), [("batch_norm", 1, (1,)), ("layer_norm", 2, (3,))]
)
def test_of_a_statistic_that_is_one_number(
    core: Core, kind: str, units: int, shape: tuple[int, ...]
) -> None:
    layers = [{"kind": "dense", "units": units, "activation": "tanh"}, {"kind": kind}]
    made = Experiment.from_json(
        {
            "layers": [*layers, {"kind": "dense", "units": 1, "activation": "tanh"}],
            "loss": "half_sse",
            "inputs": [[1.0], [-0.5], [0.75]],
            "targets": [[0.25], [1.0], [0.0]],
        }
    )
    run = trace(made)
    kinds = {name: (t.role_kind, t.of) for name, t in run.program.tensors.items()}
    mean = next(name for name, kind in kinds.items() if kind == ("statistic", None))
    assert run[mean].shape == shape
    assert holds(core, run) > 0.9


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("kind", of_family("loss"))
@pytest.mark.parametrize("examples", [1, 2])
@pytest.mark.parametrize("outputs", [1, 2])
def test_of_a_loss_with_few_terms(
    core: Core, kind: str, reduction: str, examples: int, outputs: int
) -> None:
    loss = registry[kind](reduction=reduction)
    suited = getattr(loss, "suited", None) or "tanh"
    layers = [{"kind": "dense", "units": outputs, "activation": suited}]
    made = Experiment.from_json(
        {
            "layers": layers,
            "loss": loss.to_json(),
            "inputs": [[1.0], [-0.5]][:examples],
            "targets": [[0.25] * outputs, [1.0] * outputs][:examples],
        }
    )
    assert holds(core, trace(made)) > 0.9


LONE = re.compile(r"\\htmlData\{[^{}]*\}\{\\htmlClass\{[^{}]*\}\{\(?-[^{}]*\}\}")


def test_a_negative_number_alone_has_no_brackets_and_a_factor_has(core: Core) -> None:
    run = trace(example("mazur-2-2-2").experiment, 1)
    found = evaluate(core, PRINT, run)
    alone = [latex for _, _, latex in found if LONE.fullmatch(latex)]
    assert alone
    assert not [latex for latex in alone if "(-" in latex]
    assert [latex for _, _, latex in found if r"\cdot" in latex and "{(-" in latex]


def holds(core: Core, run: Trace) -> float:
    """Every printed formula is worth its cell; returns the share of those without an ellipsis."""
    found = evaluate(core, PRINT, run)
    whole = 0
    for name, cell, latex in found:
        if r"\cdots" in latex:
            continue
        whole += 1
        value = float(run[name][tuple(cell)])
        try:
            printed = worth(latex, lambda tensor, at: float(run[tensor][at]))
        except (ZeroDivisionError, ValueError, OverflowError):  # ln 0, y / 0; beyond e⁷⁰⁰
            end = run.experiment.layers[-1].activation
            assert (end and end.kind == "step") or abs(value) < 1e-290, latex
            continue
        assert printed == pytest.approx(value, rel=1e-9, abs=1e-12), (name, cell, latex)
    return whole / len(found)
