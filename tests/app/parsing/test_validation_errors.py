"""What does not fit is refused with its place, in plain words, and is never repeated."""

import pytest

SECRET = "s3cretmarker"


def at(*path, put=None, drop=False):
    """A change to an experiment: put a value at a path, or drop what is there."""

    def change(experiment):
        place = experiment
        for key in path[:-1]:
            place = place[key]
        if drop:
            del place[path[-1]]
        else:
            place[path[-1]] = put
        return experiment

    return change


WRONG = [
    (at("layers", drop=True), "invalid", "/experiment/layers"),
    (at("loss", drop=True), "invalid", "/experiment/loss"),
    (at("inputs", drop=True), "invalid", "/experiment/inputs"),
    (at("layers", put=[]), "out-of-range", "/experiment/layers"),
    (at("layers", put={}), "invalid", "/experiment/layers"),
    (at("layers", 0, put=SECRET), "invalid", "/experiment/layers/0"),
    (at("layers", 0, "kind", drop=True), "invalid", "/experiment/layers/0/kind"),
    (at("layers", 0, "kind", put=SECRET), "unknown-kind", "/experiment/layers/0/kind"),
    (at("layers", 0, "kind", put="tanh"), "unknown-kind", "/experiment/layers/0/kind"),
    (at("layers", 0, "units", drop=True), "invalid", "/experiment/layers/0/units"),
    (at("layers", 0, "units", put="2"), "invalid", "/experiment/layers/0/units"),
    (at("layers", 0, "units", put=2.5), "invalid", "/experiment/layers/0/units"),
    (at("layers", 0, "units", put=True), "invalid", "/experiment/layers/0/units"),
    (at("layers", 0, "units", put=10**30), "out-of-range", "/experiment/layers/0/units"),
    (at("layers", 0, SECRET, put=1), "invalid", "/experiment/layers/0"),
    (at("layers", 0, "activation", put=SECRET), "unknown-kind", "/experiment/layers/0/activation"),
    (at("loss", put="half"), "unknown-kind", "/experiment/loss"),
    (at("layers", 0, "activation", put={}), "invalid", "/experiment/layers/0/activation/kind"),
    (at("layers", 0, "activation", "alpha", put=1), "invalid", "/experiment/layers/0/activation"),
    (at("loss", put={"kind": "sgd"}), "unknown-kind", "/experiment/loss/kind"),
    (at("loss", put={"kind": SECRET}), "unknown-kind", "/experiment/loss/kind"),
    (at("loss", "reduction", put="max"), "invalid", "/experiment/loss/reduction"),
    (at("optimizer", put={"kind": "frozen"}), "unknown-kind", "/experiment/optimizer/kind"),
    (at("optimizer", put=None), "invalid", "/experiment/optimizer"),
    (at("learning_rate", put="0.1"), "invalid", "/experiment/learning_rate"),
    (at("learning_rate", put=None), "invalid", "/experiment/learning_rate"),
    (at("batch", put=0), "out-of-range", "/experiment/batch"),
    (at("batch", put=4), None, "/experiment/batch"),
    (at("batch", put=1.5), "invalid", "/experiment/batch"),
    (at("seed", put=0.5), "invalid", "/experiment/seed"),
    (at("frozen", put="W1"), "invalid", "/experiment/frozen"),
    (at("frozen", put=[SECRET]), "invalid", "/experiment/frozen"),
    (at("frozen", put=[1]), "invalid", "/experiment/frozen/0"),
    (at("frozen", put=["W3"]), "invalid", "/experiment/frozen"),
    (at("inputs", put=[]), "out-of-range", "/experiment/inputs"),
    (at("inputs", put=[[], [], []]), "out-of-range", "/experiment/inputs/0"),
    (at("inputs", put=[1.0, 2.0, 3.0]), "invalid", "/experiment/inputs/0"),
    (at("inputs", put=[[1.0], [1.0, 2.0], [1.0]]), "invalid", "/experiment/inputs"),
    (at("inputs", put=[[1.0, 2.0]]), "invalid", "/experiment/targets"),
    (at("inputs", 1, 1, put=None), "invalid", "/experiment/inputs/1/1"),
    (at("inputs", 1, 1, put="1"), "invalid", "/experiment/inputs/1/1"),
    (at("inputs", 1, 1, put=True), "invalid", "/experiment/inputs/1/1"),
    (at("inputs", 1, 1, put=[1.0]), "invalid", "/experiment/inputs/1/1"),
    (at("targets", put=[[1.0]]), "invalid", "/experiment/targets"),
    (at("targets", put=[[1.0, 2.0]] * 3), "invalid", "/experiment/targets"),
    (at("parameters", put=[]), "invalid", "/experiment/parameters"),
    (at("parameters", put={SECRET: [1.0]}), "invalid", "/experiment/parameters"),
    (at("parameters", put={SECRET: [[1.0], [1.0, 2.0]]}), "invalid", "/experiment/parameters"),
    (at("parameters", put={"W3": [[1.0]]}), "invalid", "/experiment/parameters"),
    (at("parameters", put={"W1": [1.0, 2.0]}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": [[1.0, 2.0]]}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": [[1.0], [1.0, 2.0]]}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": []}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": SECRET}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": None}), "invalid", "/experiment/parameters/W1"),
    (at("parameters", put={"W1": [[[1.0]]]}), "invalid", "/experiment/parameters/W1/0/0"),
    (at("parameters", put={"b1": [None, 1.0]}), "invalid", "/experiment/parameters/b1/0"),
    (at(SECRET, put=1), "invalid", "/experiment"),
    (at("learning_rat", put=1), "invalid", "/experiment"),
]


@pytest.mark.parametrize(("change", "slug", "pointer"), WRONG, ids=map(str, range(len(WRONG))))
def test_what_does_not_fit(client, small, problem, change, slug, pointer):
    response = client.trace(change(small))
    assert response.status_code == 422
    assert SECRET not in response.text
    problem(response, slug or response.json()["type"].removeprefix("/problems/"), pointer)


def test_a_kind_alone_stands_for_its_defaults(client, small):
    whole = client.trace(small).json()
    small["loss"] = small["loss"]["kind"]
    small["layers"][0]["activation"] = small["layers"][0]["activation"]["kind"]
    assert client.trace(small).json() == whole


def test_a_loss_that_the_last_layer_cannot_feed(client, small, problem):
    small["loss"] = {"kind": "cross_entropy"}
    small["layers"][1]["activation"] = {"kind": "tanh"}
    problem(client.trace(small), "invalid", "/experiment/layers/1/activation")


@pytest.mark.parametrize("iteration", [-1, 1.5, "0", None, True, [], 10**30])
def test_iterations(client, small, iteration):
    assert client.trace(small, iteration).status_code == 422
    assert client.trace(small, iteration).json()["errors"][0]["pointer"] == "/iteration"


def test_a_misspelt_field_gets_the_nearest(client, small, problem):
    document = problem(client.trace(at("learning_rat", put=1)(small)), "invalid")
    assert document["errors"][0]["nearest"] == "learning_rate"


@pytest.mark.parametrize(
    ("change", "nearest"),
    [
        (at("iteration", put=1), None),  # it stands beside the experiment
        (at("layers", 0, "unit", put=1), "units"),
        (at("layers", 0, "activation", put={"kind": "elu", "alph": 1}), "alpha"),
        (at("layers", 0, "activation", put={"kind": "relu", "alpha": 1}), None),
        (at("optimizer", put={"kind": "adam", "beta_1": 0.5}), "beta1"),
    ],
    ids=["beside", "a layer's", "a setting", "of another kind", "a rule's"],
)
def test_the_nearest_field_is_one_that_may_stand_there(client, small, problem, change, nearest):
    assert problem(client.trace(change(small)), "invalid")["errors"][0].get("nearest") == nearest


def test_names_stay_as_they_are_written(client, small):
    told = client.trace(small | {"parameters": {"b1": [1, 2, 3, 4, 5]}}).json()["errors"][0]
    assert told["detail"].startswith("b1 has the shape")


def test_all_faults_come_at_once_but_not_without_end(client, small, problem):
    small |= {"seed": -1, "learning_rate": -1, "loss": {"kind": "x"}}
    faults = problem(client.trace(small), "unknown-kind")["errors"]
    assert [fault["pointer"] for fault in faults] == [
        "/experiment/loss/kind",
        "/experiment/learning_rate",
        "/experiment/seed",
    ]
    small["parameters"] = {f"W{k}": None for k in range(1000)}
    assert len(client.trace(small).json()["errors"]) == 10
