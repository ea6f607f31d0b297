import pytest

from app.kept import Kept


def test_an_answer_is_found_again_until_there_is_no_room():
    kept = Kept(room=80)
    for k in range(8):
        kept.put(k, bytes([k]), 10)
    assert kept.get(0) == b"\x00"
    kept.put(8, b"8", 10)
    assert kept.get(1) is None  # asked for longest ago
    assert [kept.get(k) is not None for k in (0, 2, 8)] == [True] * 3
    assert kept.used == 80


def test_one_large_answer_does_not_drive_out_the_others():
    kept = Kept(room=80)
    kept.put("small", b"s", 10)
    kept.put("large", b"l", 11)
    assert kept.get("large") is None
    assert kept.get("small") == b"s"


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
