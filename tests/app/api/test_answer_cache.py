"""A trace that is asked for again has the bytes that it had."""

import pytest


@pytest.mark.parametrize("accept", ["application/json", "application/octet-stream"])
def test_the_second_answer_is_the_first(client, small, accept):
    headers = {"Accept": accept}
    first, again = (client.trace(small, 4, headers=headers) for _ in range(2))
    assert (first.content, first.headers) == (again.content, again.headers)
    other = client.trace(small | {"seed": 1}, 4, headers=headers)
    assert other.content != first.content


def test_a_problem_is_told_every_time(client, small, problem):
    small["layers"][1]["activation"] = "tanh"
    small["loss"] = {"kind": "cross_entropy"}
    for _ in range(2):
        problem(client.trace(small), "invalid")
