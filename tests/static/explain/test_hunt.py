"""A hidden mistake is the same for all with its seed, and a loss is told as it went."""

from itertools import pairwise

from engine.bugs import bugs
from tests.static.pure import Core, ask


def test_a_seed_means_one_mistake_whatever_order_they_come_in(core: Core) -> None:
    ids = sorted(bugs)
    code = "Array.from({length: 400}, (_, k) => hunt.meantBy(k, ids))"
    found = ask(core, "explain/hunt", code, ids=ids)
    assert found == ask(core, "explain/hunt", code, ids=ids[::-1])
    assert set(found) == set(ids)
    assert sum(a == b for a, b in pairwise(found)) < 40


def test_a_guess_is_counted_and_found_by_its_name_alone(core: Core) -> None:
    code = """(() => {
        const first = hunt.guessed(hunt.begun(7), "sign_turned", ["step_uphill"]);
        const again = hunt.guessed(first, "sign_turned", ["step_uphill"]);
        return [first, again, hunt.guessed(again, "step_uphill", ["step_uphill"])];
    })()"""
    first, again, last = ask(core, "explain/hunt", code)
    assert not first["found"]
    assert again == first
    assert (last["found"], last["guesses"]) == (True, ["sign_turned", "step_uphill"])


def test_what_became_of_the_loss(core: Core) -> None:
    def fate(mine: list[float | None], theirs: list[float | None]) -> str | None:
        points = [
            [{"iteration": k, "loss": loss} for k, loss in enumerate(run)] for run in (mine, theirs)
        ]
        found = ask(core, "explain/fate", "fate.fateOf(a, b)", a=points[0], b=points[1])
        return found and found["how"]

    assert fate([1, 0.1], [1, 0.11]) == "close"
    assert fate([1, 0.5], [1, 0.1]) == "slower"
    assert fate([1, 0.01], [1, 0.1]) == "lower"
    assert fate([1, 0.999], [1, 0.1]) == "stuck"
    assert fate([1, 1.5], [1, 0.1]) == "grew"
    assert fate([1, None], [1, 0.1]) == "grew"
    assert fate([1], [1]) is None
