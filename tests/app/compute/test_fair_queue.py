"""Shares of a processor: by address, and by token as far as an address has a right to it."""

from collections import Counter

import pytest

from app.compute.client import Client, client_of
from app.compute.fair_queue import CREDIT, MOST_TOKENS, PRUNE, RECENT, FairQueue, _Tokens


def still():
    """A queue whose clock stands still: what was taken lately stays so on a busy machine."""
    return FairQueue(lambda: 0.0)


def served(queue, turns, seconds=lambda client: 0.001):
    """How many turns each address gets, if everyone always wants another."""
    turns_of = Counter()
    for _ in range(turns):
        client = queue.pop()
        queue.charge(client, seconds(client))
        queue.push(client, client)
        turns_of[client.address] += 1
    return turns_of


def crowd(queue, address, tokens, jobs=1):
    for k in range(tokens):
        for _ in range(jobs):
            client = Client(address, f"{address}-{k}")
            queue.push(client, client)
            queue.took(client)


def test_everyone_gets_the_same_time_whatever_a_turn_takes():
    queue = still()
    for name in "abc":
        crowd(queue, name, 1, jobs=4)
    turns = served(queue, 6000, lambda client: 0.004 if client.address == "a" else 0.001)
    assert turns["b"] == pytest.approx(4 * turns["a"], rel=0.01)
    assert turns["c"] == pytest.approx(turns["b"], rel=0.01)


def test_a_class_behind_a_router_is_not_one_client():
    queue = still()
    crowd(queue, "class", 25)
    crowd(queue, "alone", 1)
    turns = served(queue, 26_000)
    assert turns["alone"] == pytest.approx(1000, rel=0.05)


def test_a_class_whose_pages_ask_one_after_the_other_has_a_share_for_each():
    """Of twenty pages one waits at a time, beside an address of which thirty always wait."""
    queue, turns = still(), Counter()
    crowd(queue, "class", 20)
    crowd(queue, "greedy", 30)
    served(queue, 1000)
    while queue:
        queue.charge(queue.pop(), 0.001)
    crowd(queue, "greedy", 30)
    pages = [Client("class", f"class-{k}") for k in range(20)]
    queue.push(pages[0], pages[0])
    for _ in range(10_000):
        client = queue.pop()
        queue.charge(client, 0.001)
        turns[client.address] += 1
        following = pages[turns["class"] % 20] if client.address == "class" else client
        queue.push(following, following)
    assert turns["class"] == pytest.approx(10_000 * 20 / 50, rel=0.05)


def test_two_hundred_tokens_of_an_address_gain_nothing_over_thirty():
    shares = []
    for tokens in (MOST_TOKENS, 200):
        queue = still()
        crowd(queue, "many", tokens)
        crowd(queue, "alone", 1)
        shares.append(served(queue, 31_000)["alone"])
    assert shares == pytest.approx([1000, 1000], rel=0.05)


def test_a_class_that_asks_for_less_than_its_shares_is_never_long_behind():
    """Fifteen pages take 2 ms now and then; where that passes their credit it is shared too."""
    queue, waits = still(), []
    crowd(queue, "greedy", 30)
    served(queue, 3000)
    for k in range(200):
        page = Client("class", f"class-{k % 15}")
        queue.took(page)
        queue.push(page, page)
        waited = 0
        while (client := queue.pop()) is not page:
            queue.charge(client, 0.001)
            queue.push(client, client)
            waited += 1
        waits.append(waited)
        queue.charge(page, 0.002)
        served(queue, 10)
    assert max(waits) <= 5


def test_tokens_that_never_take_an_answer_are_one_client_together():
    """Two hundred orders that are left beside a class of ten whose pages wait for theirs."""
    queue = still()
    crowd(queue, "class", 10)
    for k in range(200):
        leaving = Client("leaving", f"leaving-{k}")
        queue.push(leaving, leaving)
    assert served(queue, 1100)["leaving"] == pytest.approx(100, rel=0.05)


def test_tokens_that_took_their_answers_long_ago_count_no_more():
    now = 0.0
    queue = FairQueue(lambda: now)
    crowd(queue, "class", 10)
    crowd(queue, "alone", 1)
    assert served(queue, 1100)["alone"] == pytest.approx(100, rel=0.05)
    now = RECENT + 1
    assert served(queue, 1000)["alone"] == pytest.approx(500, rel=0.05)


def test_the_tokens_of_an_address_share_what_it_gets():
    queue, turns = still(), Counter()
    crowd(queue, "one", 3, jobs=5)
    for _ in range(300):
        client = queue.pop()
        queue.charge(client, 0.001)
        queue.push(client, client)
        turns[client.token] += 1
    assert set(turns.values()) == {100}


@pytest.mark.parametrize("tokens", [1, MOST_TOKENS, 200])
def test_an_address_that_has_rested_is_a_little_ahead_however_many_tokens_it_has(tokens):
    """Then it has what it had before: a share for each token, thirty at most."""
    queue = still()
    crowd(queue, "busy", 1)
    served(queue, 1000)
    crowd(queue, "late", tokens)
    ahead = round(CREDIT / 0.001)
    assert served(queue, ahead + 1)["late"] == pytest.approx(ahead, abs=1)
    shares = min(tokens, MOST_TOKENS)
    turns = served(queue, 100 * (shares + 1))
    assert turns["busy"] == pytest.approx(100, rel=0.05)


def test_who_asks_for_little_does_not_wait_behind_who_asks_for_much():
    """Ten turns every second, beside three addresses of two hundred tokens that always wait."""
    queue = still()
    for name in ("first", "second", "third"):
        crowd(queue, name, 200)
    served(queue, 5000)
    modest = Client("modest")
    for _ in range(20):
        for _ in range(10):
            queue.push(modest, modest)
        for _ in range(10):
            assert queue.pop() is modest
            queue.charge(modest, 0.001)
        served(queue, 1000)


def test_who_asks_for_little_is_told_from_who_asks_for_much():
    queue = still()
    crowd(queue, "much", 1, jobs=3)
    for _ in range(300):
        client = queue.pop()
        queue.charge(client, 0.001)
        queue.push(client, client)
    assert not queue.is_quick()
    little = Client("little")
    queue.push(little, little)
    assert queue.is_quick()
    assert queue.pop() == little


def test_who_computed_alone_owes_nothing():
    queue = still()
    crowd(queue, "alone", 1)
    for _ in range(1000):
        queue.charge(queue.pop(), 0.001)
        crowd(queue, "alone", 1)
    queue.pop()
    queue.charge(Client("alone", "alone-0"), 0.001)
    for name in ("alone", "late"):
        crowd(queue, name, 1)
    ahead = round(CREDIT / 0.001)
    assert served(queue, ahead) == {"late": ahead}
    assert served(queue, 100) == {"alone": 50, "late": 50}


def test_an_order_of_one_client_is_kept():
    queue, client = still(), Client("a")
    for k in range(5):
        queue.push(client, k)
    assert [queue.pop() for _ in range(5)] == [0, 1, 2, 3, 4]


def test_what_is_begun_may_go_first_of_what_its_client_waits_for():
    queue, client = still(), Client("a")
    for k in range(3):
        queue.push(client, k)
    queue.push(client, "begun", first=True)
    assert [queue.pop() for _ in range(4)] == ["begun", 0, 1, 2]


def test_what_is_remembered_of_clients_is_bounded():
    queue = still()
    crowd(queue, "busy", 1)
    for k in range(20_000):
        passing = Client(f"address {k}", f"token {k}")
        queue.push(passing, passing)
        served(queue, 1)
        taken = queue.pop()
        queue.charge(taken, 0.001)
        if taken.address == "busy":
            queue.push(taken, taken)
    for _ in range(20_000):
        taken = queue.pop()
        queue.charge(taken, 0.001)
        if taken.address == "busy":
            queue.push(taken, taken)
    assert len(queue.addresses.members) <= 2 * PRUNE
    assert not any(len(m.waiting.members) > 2 for m in queue.addresses.members.values())


@pytest.mark.parametrize(
    ("address", "token", "client"),
    [
        ("10.0.0.7", b"abcDEF_-12", ("10.0.0.7", "abcDEF_-12")),
        ("10.0.0.7", b"short", ("10.0.0.7", "")),
        ("10.0.0.7", b"a" * 65, ("10.0.0.7", "")),
        ("10.0.0.7", b"with a space", ("10.0.0.7", "")),
        ("10.0.0.7", b"\xed\x95\x9c\xea\xb8\x80aa", ("10.0.0.7", "")),
        ("10.0.0.7", None, ("10.0.0.7", "")),
        ("2a01:4f8:1:2:3:4:5:6", None, ("2a01:4f8:1:2::", "")),
        ("fe80::1:2%eth0", None, ("fe80::1:2%eth0", "")),
        ("fd00::1:2", None, ("fd00::1:2", "")),
        ("::ffff:10.0.0.7", None, ("10.0.0.7", "")),
        ("::1", None, ("::1", "")),
    ],
)
def test_a_client_is_an_address_and_a_token(address, token, client):
    headers = [(b"host", b"x")] + ([(b"x-client-token", token)] if token else [])
    assert client_of({"client": (address, 1), "headers": headers}) == client


def test_a_client_without_an_address_is_one_too():
    assert client_of({"client": None, "headers": []}) == ("", "")


def test_of_tokens_that_took_answers_the_one_that_took_none_for_longest_is_forgotten():
    tokens = _Tokens()
    for k in range(MOST_TOKENS):
        tokens.note(f"{k}", 0.0)
    tokens.note("0", 1.0)
    tokens.note("new", 1.0)
    assert len(tokens.recent) == MOST_TOKENS
    assert {"0", "2", "new"} <= tokens.recent.keys()
    assert "1" not in tokens.recent
    assert tokens.shares(RECENT) == MOST_TOKENS
    assert tokens.shares(RECENT + 0.5) == 2
    assert tokens.recent.keys() == {"0", "new"}


def test_two_tokens_have_two_shares():
    queue = still()
    crowd(queue, "pair", 2)
    crowd(queue, "alone", 1)
    assert served(queue, 3000)["alone"] == pytest.approx(1000, rel=0.05)


def test_a_token_that_has_rested_is_not_ahead_of_the_others_of_its_address():
    queue = still()
    crowd(queue, "one", 1)
    served(queue, 500)
    late = Client("one", "late")
    queue.push(late, late)
    turns = Counter()
    for _ in range(100):
        client = queue.pop()
        queue.charge(client, 0.001)
        queue.push(client, client)
        turns[client.token] += 1
    assert turns["late"] == pytest.approx(50, abs=2)


@pytest.mark.parametrize("seconds", [CREDIT / 2, 1.0])
def test_what_an_address_owes_is_remembered_however_many_others_pass(seconds):
    queue = still()
    crowd(queue, "greedy", 1)
    crowd(queue, "busy", 1)
    queue.charge(queue.pop(), seconds)
    for k in range(3 * PRUNE):
        passing = Client(f"address {k}")
        queue.push(passing, passing)
        taken = queue.pop()
        queue.charge(taken, 0.0)
        if taken.address == "busy":
            queue.push(taken, taken)
    crowd(queue, "greedy", 1)
    assert served(queue, round(900 * seconds))["greedy"] == 0


def test_of_the_tokens_of_an_address_none_is_remembered_that_waits_for_nothing():
    queue = still()
    for k in range(500):
        passing = Client("one", f"token {k}")
        queue.push(passing, passing)
        queue.charge(queue.pop(), 0.001)
    assert not queue.addresses.members["one"].waiting.members


def test_who_is_served_at_once_owes_what_one_owes_that_waited_in_an_empty_queue():
    both = []
    for at_once in (True, False):
        queue = still()
        for client, seconds in (("a", 0.3), ("b", 0.05), ("a", 0.02), ("c", 0.0), ("b", 0.2)):
            if at_once:
                queue.serve(Client(client), seconds)
            else:
                queue.push(Client(client), None)
                queue.pop()
                queue.charge(Client(client), seconds)
        for name in "abcd":
            queue.push(Client(name), Client(name))
        order = []
        for _ in range(400):
            client = queue.pop()
            queue.charge(client, 0.001)
            queue.push(client, client)
            order.append(client.address)
        both.append(order)
    assert both[0] == both[1]
    # The clock is at 0.45, where b is; the others are CREDIT before it, a with its 0.32 too.
    assert set(both[0][:290]) == {"a", "c", "d"}
