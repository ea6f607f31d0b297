"""There is always room for one more address, whatever the others have taken."""

import pytest

from app.compute.admission import Admission
from app.compute.client import Client
from app.limits import Limits
from app.problems import Problem


def taken(admission, address, values=1):
    """How many runs an address is let in with."""
    for k in range(10_000):
        try:
            admission.enter(Client(address, f"token-{k}"), values)
        except Problem:
            return k
    raise AssertionError("nothing ends it")


def test_each_greedy_address_gets_half_of_what_the_others_leave():
    admission = Admission(Limits(runs=1000))
    assert [taken(admission, f"10.0.0.{k}") for k in range(5)] == [500, 250, 125, 63, 31]
    assert taken(admission, "10.0.1.1") > 0


def test_memory_is_shared_likewise():
    admission = Admission(Limits(run_values=1000))
    assert [taken(admission, f"10.0.0.{k}", values=10) for k in range(3)] == [50, 25, 12]


def test_three_hundred_honest_clients_are_let_in_also_behind_one_router():
    admission = Admission(Limits())
    for k in range(300):
        admission.enter(Client(f"10.0.{k // 250}.{k % 250}"), 5000)
    for k in range(300):
        admission.enter(Client("192.168.0.1", f"page-{k:05}"), 5000)


def test_who_leaves_gives_back_what_it_held():
    admission = Admission(Limits(runs=4))
    leave = [admission.enter(Client("10.0.0.1"), 7) for _ in range(2)]
    with pytest.raises(Problem):
        admission.enter(Client("10.0.0.1"), 7)
    leave[0]()
    admission.enter(Client("10.0.0.1"), 7)()
    leave[1]()
    assert admission.total("runs") == admission.total("run_values") == 0
    assert not admission.held


def test_who_has_a_run_is_told_of_its_own_and_who_has_none_of_all():
    admission = Admission(Limits(runs=2))
    for k in range(2):
        admission.enter(Client(f"10.0.0.{k}"), 1)
    for address, told in (("10.0.0.1", "You have as many"), ("10.0.0.2", "as this server takes")):
        with pytest.raises(Problem, match=told) as caught:
            admission.enter(Client(address), 1)
        assert caught.value.headers == {"Retry-After": "5"}
    assert admission.total("runs") == 2
