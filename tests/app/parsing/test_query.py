"""What a query says, it says as JSON does, whichever address it belongs to."""

from urllib.parse import quote

import pytest

from app.api.examples import Asked as AskedExample
from app.api.lesson_query import Answered, Asked
from app.limits import Limits
from app.parsing.query import Query
from app.parsing.settings_query import SettingsQuery
from engine.data import datasets
from engine.tables import TableOptions

LESSON = "/api/v1/lessons/step-at-t-plus-1"
MOONS = "/api/v1/datasets/moons"
ANSWER = "task=1&answer=1"
ODD = {" 30": 30, "30 ": 30, "+30": 30, "1_00": 100, "030": 30, "３０": 30, "٣٠": 30, "3_0.0": 30}
NONE = ["", "thirty", "0x1e", "30,0", "nan", "Infinity", "true", "½", "--3", "3e", ".", "1 0"]


def numbers(client):
    """Every parameter of every address that takes a number alone."""
    paths = client.get("/openapi.json").json()["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            for one in operation.get("parameters", ()):
                if one["in"] == "query" and one["schema"].get("type") in ("integer", "number"):
                    yield path.replace("{id}", "step-at-t-plus-1"), method, one["name"]


def test_a_number_is_one_of_json_at_every_address(client, problem):
    found = list(numbers(client))
    assert len(found) > 30
    for path, method, name in found:
        needed = "task=1&answer=1&" if path.endswith(("marks", "plays")) else ""
        for text, nearest in ODD.items():
            response = client.request(method, f"{path}?{needed}{name}={quote(text)}")
            fault = problem(response, "invalid", f"/{name}")["errors"][0]
            assert "as in JSON" in fault["detail"]
            assert fault["nearest"] == nearest
        for text in NONE:
            response = client.request(method, f"{path}?{needed}{name}={quote(text)}")
            fault = problem(response, "invalid", f"/{name}")["errors"][0]
            assert fault["detail"] in ("This must be a number.", "This must be a whole number.")


@pytest.mark.parametrize("text", ["30", "30.0", "3e1", "3E+1", "300e-1"])
def test_a_whole_number_may_be_written_as_json_may(client, text):
    drawn = [client.get(f"{MOONS}?examples={quote(each)}") for each in ("30", text)]
    assert [each.status_code for each in drawn] == [200, 200]
    assert drawn[0].content == drawn[1].content


def test_a_seed_is_a_number_or_a_text_and_what_may_be_either_is_asked_about(client, problem):
    def seed(text):
        return client.get(f"{MOONS}?seed={quote(text)}")

    assert seed("7").content != seed("seven").content
    assert seed("a1").status_code == 200
    for text in ("007", "+7", "７"):
        assert problem(seed(text), "invalid", "/seed")["errors"][0]["nearest"] == 7


def test_what_no_address_knows_or_is_given_twice_is_refused(client, problem):
    for address in (LESSON, "/api/v1/examples/mazur-2-2-2", MOONS):
        problem(client.get(f"{address}?nothing=1"), "invalid", "")
    problem(client.get(f"{LESSON}?seed=1&seed=2"), "duplicate-field", "/seed")
    two = "/api/v1/examples/mazur-2-2-2?trace=true&trace=true"
    problem(client.get(two), "duplicate-field", "/trace")


def test_every_query_is_strict():
    settings = [SettingsQuery(of, Limits()).query for of in (*datasets.values(), TableOptions)]
    for query in (*settings, Query(Asked), Query(Answered), Query(AskedExample)):
        assert query.model.model_config["strict"]
        assert query.model.model_config["extra"] == "forbid"
