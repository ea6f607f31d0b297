import pytest

from app.api import examples
from app.problems import KINDS
from app.schemas import serialize

READ, COMPUTED = {"GET", "HEAD", "OPTIONS"}, {"POST", "OPTIONS"}


def test_no_address(client, problem):
    problem(client.get("/nothing/<secret>"), "not-found")
    document = problem(client.get("/api/v1/examples/<secret>"), "not-found")
    assert "mazur-2-2-2" in document["detail"]
    assert "secret" not in str(document)
    problem(client.get("/problems/secret"), "not-found")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/api/v1/kinds", READ),
        ("GET", "/api/v1/traces", COMPUTED),
        ("HEAD", "/api/v1/runs", COMPUTED),
        ("GET", "/api/v1/datasets/csv", COMPUTED),
        ("PATCH", "/openapi.json", READ),
        ("POST", "/", READ),
        ("DELETE", "/healthz", READ),
    ],
)
def test_no_method(client, problem, method, path, allowed):
    response = client.request(method, path)
    assert response.status_code == 405
    if method != "HEAD":
        problem(response, "method-not-allowed")
    assert set(response.headers["allow"].split(", ")) == allowed


def test_a_mistake_of_ours_tells_nothing(client, small, problem, monkeypatch, caplog):
    def fail(*_, **__):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(serialize, "write_json", fail)
    response = client.trace(small | {"seed": 500})  # asked nowhere else: the answer is not kept
    problem(response, "internal")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "secret of the house" in caplog.text  # the operator learns it


def test_a_mistake_of_ours_is_a_problem_behind_fastapi_too(client, problem, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(examples, "_written", fail)
    problem(client.get("/api/v1/examples/mazur-2-2-2"), "internal")
    assert "secret of the house" in caplog.text


def test_titles_are_one_to_one():
    assert len({kind.title for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("path", ["/%0Aab", "/api/v1/lessons/%0Aab/plays", "/api/v1/%0A/a%0Db"])
def test_a_line_break_in_a_path_is_an_address_where_nothing_is(client, problem, path):
    problem(client.get(path), "not-found")
