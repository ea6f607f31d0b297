"""Data over HTTP: as the engine makes it, bounded, and politely refused where it does not fit."""

import json
from urllib.parse import urlencode

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.schemas.tables import SHOWN
from engine.data import datasets
from engine.tables import TableOptions

ADDRESS = "/api/v1/datasets"
FLOWERS = "length,width,kind\n1.5,2,rose\n2.5,3,tulip\n3.5,1,rose\n"


def post(client, body, query="", kind="text/csv"):
    headers = {"Content-Type": kind}
    return client.request("POST", f"{ADDRESS}/csv?{query}", content=body, headers=headers)


def test_every_kind_is_listed_with_its_settings(client):
    rows = {row["kind"]: row for row in client.get(ADDRESS).json()["datasets"]}
    assert rows.keys() == datasets.keys()
    for kind, row in rows.items():
        assert row["schema"] == datasets[kind].schema()
        assert row["task"] == datasets[kind].task
        assert row["description"]
        assert row["meaning"]["inputs"]
    assert rows["iris"]["licence"] == "CC BY 4.0"
    assert rows["moons"]["source"] is None


@pytest.mark.parametrize("kind", datasets)
def test_what_is_sent_is_what_the_engine_makes(client, kind):
    answer = client.get(f"{ADDRESS}/{kind}?seed=5&test=0.25&standardise=true").json()
    made = datasets[kind](test=0.25, standardise=True).make(5)
    assert answer["inputs"] == made.inputs.tolist()
    assert answer["targets"] == made.targets.tolist()
    assert answer["classes"] == list(made.classes)
    assert answer["labels"] == (None if made.labels is None else made.labels.tolist())
    assert answer["test"] == made.test.tolist()
    assert sorted(answer["test"] + answer["training"]) == list(range(len(made.inputs)))
    assert answer["scaling"] == {
        "mean": made.scaling.mean.tolist(),
        "sd": made.scaling.sd.tolist(),
    }
    assert answer["seed"] == 5
    assert answer["settings"]["test"] == 0.25
    again = client.get(f"{ADDRESS}/{kind}?" + urlencode(_lower(answer["settings"]) | {"seed": 5}))
    assert again.json() == answer


def _lower(chosen):
    return {k: json.dumps(v) if isinstance(v, bool) else v for k, v in chosen.items()}


def test_an_answer_can_be_posted_to_traces(client):
    data = client.get(f"{ADDRESS}/spirals?arms=3&targets=one_hot&noise=0.1").json()
    experiment = {
        "layers": [{"kind": "dense", "units": 3, "activation": {"kind": "softmax"}}],
        "loss": {"kind": "cross_entropy"},
        "inputs": data["inputs"],
        "targets": data["targets"],
    }
    assert client.trace(experiment).status_code == 200


@pytest.mark.parametrize(
    ("query", "slug", "pointer", "limit", "nearest"),
    [
        ("noise=0.6", "out-of-range", "/noise", 0.5, 0.5),
        ("noise=-1", "out-of-range", "/noise", 0, 0),
        ("noise=nan", "invalid", "/noise", None, None),
        ("noise=", "invalid", "/noise", None, None),
        ("examples=9", "out-of-range", "/examples", 10, 10),
        ("examples=2001", "out-of-range", "/examples", 2000, 2000),
        ("examples=20.5", "invalid", "/examples", None, None),
        ("examples=" + "9" * 5000, "out-of-range", "/examples", 2000, 2000),
        ("seed=4294967296", "out-of-range", "/seed", 4294967295, 4294967295),
        ("seed=-1", "out-of-range", "/seed", 0, 0),
        ("targets=onehot", "invalid", "/targets", ["zero_one", "plus_minus", "one_hot"], "one_hot"),
        ("arms=3", "invalid", "/targets", ["one_hot"], "one_hot"),
        ("standardise=perhaps", "invalid", "/standardise", None, None),
        ("nois=0.1", "invalid", "", None, "noise"),
        ("hunter2=1", "invalid", "", None, None),
        ("noise=0.1&noise=0.2", "duplicate-field", "/noise", None, None),
        ("secret=1&secret=1", "duplicate-field", "", None, None),
    ],
)
def test_a_query_that_does_not_fit(client, problem, query, slug, pointer, limit, nearest):
    response = client.get(f"{ADDRESS}/spirals?{query}")
    fault = problem(response, slug, pointer)["errors"][0]
    assert (fault.get("limit"), fault.get("nearest")) == (limit, nearest)
    assert "secret" not in response.text
    assert "hunter2" not in response.text


def test_an_unknown_kind(client, problem):
    document = problem(client.get(f"{ADDRESS}/secret"), "not-found")
    assert "moons" in document["detail"]
    assert "secret" not in str(document)


def test_a_table_becomes_data(client):
    answer = post(client, FLOWERS, "test=0.3&seed=2&standardise=true").json()
    assert answer["kind"] == "csv"
    assert answer["input_names"] == ["length", "width"]
    assert answer["classes"] == ["rose", "tulip"]
    assert answer["targets"] == [[1, 0], [0, 1], [1, 0]]
    assert len(answer["test"]) == 1
    training = np.array(answer["inputs"])[answer["training"]]
    assert training.mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    report = answer["report"]
    assert (report["delimiter"], report["header"], report["lines"]) == ("comma", True, [2, 3, 4])
    assert report["findings"] == []


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("kind", ["text/csv", "text/csv; charset=utf-8; header=present"])
def test_a_spreadsheets_mark_is_no_part_of_the_table(client, start, kind):
    answer = post(client, start + "größe,y\n1,2\n".encode(), kind=kind).json()
    assert answer["report"]["columns"] == ["größe", "y"]


def test_columns_are_chosen_by_name_or_number(client):
    answer = post(client, FLOWERS, "target=width&category=width").json()
    assert answer["classes"] == ["1", "2", "3"]
    assert answer["input_names"] == ["length", "kind = rose", "kind = tulip"]
    answer = post(client, FLOWERS, "target=1&target=width").json()
    assert answer["report"]["targets"] == [1, 2]


def test_what_is_wrong_is_told_with_row_and_column(client):
    answer = post(client, FLOWERS + "hunter2,1,rose\n,1,rose\n1,1\n").json()
    told = [(f["code"], f["row"], f["column"]) for f in answer["report"]["findings"]]
    assert told == [("not_a_number", 5, 1), ("missing", 6, 1), ("ragged", 7, None)]
    assert answer["report"]["findings"][0]["old"] == "hunter2"
    assert len(answer["inputs"]) == 3


def test_many_findings_are_counted(client):
    report = post(client, FLOWERS + "1,,rose\n" * (SHOWN + 7)).json()["report"]
    assert (len(report["findings"]), report["unshown"]) == (SHOWN, 7)


@pytest.mark.parametrize(
    ("body", "query", "slug", "pointer"),
    [
        ("", "", "bad-table", ""),
        ("a,b\n", "", "bad-table", ""),
        ('a,b\n"1,2\n', "", "bad-table", ""),
        (FLOWERS, "target=hunter2", "bad-table", "/target"),
        (FLOWERS, "category=hunter2", "bad-table", "/category"),
        (FLOWERS, "target=1&target=3", "bad-table", "/target"),
        (FLOWERS + "1,1,lily\n", "targets=zero_one", "bad-table", "/targets"),
        (FLOWERS, "target=" + "x" * 81, "out-of-range", "/target/0"),
        (FLOWERS, "delimiter=pipe", "invalid", "/delimiter"),
        (b"\xff\xfea\x00", "", "bad-table", ""),
        (b"gr\xf6\xdfe,y\n1,2\n", "encoding=utf-8", "bad-table", "/encoding"),
        ("1," * 1000 + "1\n", "", "bad-table", ""),
        ("1," * 100_000 + "1\n", "", "bad-table", ""),
        ("1\n" * 1_048_577, "", "too-large", None),
        ("hunter2,1\n" * 6, "images=list", "bad-table", "/images"),
        (FLOWERS, "sheet=a&sheet=b&target=x", "bad-table", "/target"),
        (FLOWERS, "target=1&ignore=length", "bad-table", ""),
    ],
)
def test_tables_that_are_refused(client, problem, body, query, slug, pointer):
    response = post(client, body, query)
    document = problem(response, slug, pointer)
    assert "hunter2" not in response.text
    if slug == "bad-table":
        assert document["findings"][0]["to_do"]


def test_tables_at_their_limits(client, client_with):
    assert len(post(client, "1,2\n2,3\n" * 1000).json()["inputs"]) == 2000
    assert len(post(client, "1," * 255 + "1\n").json()["inputs"][0]) == 255
    small = client_with(examples=2, magnitude=10.0, name_length=3)
    assert len(post(small, "1,2\n2,3\n").json()["inputs"]) == 2
    report = post(small, "1,2\n2,3\n3,4\n").json()["report"]
    assert ([f["code"] for f in report["findings"]], len(report["lines"])) == (["sampled"], 2)
    report = post(small, "1,2\n2,11\n", "standardise=false").json()["report"]
    assert [f["code"] for f in report["findings"]] == ["too_large"]


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "", "text/csv; charset=cp949"])
def test_only_types_of_tables_are_read(client, problem, kind):
    response = post(client, FLOWERS, kind=kind)
    problem(response, "unsupported-media-type")
    assert response.headers["accept"].startswith("text/csv, ")


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=80) | st.text(max_size=80).map(str.encode),
    query=st.dictionaries(
        st.sampled_from([*TableOptions.schema()["properties"], "target", "category", "seed", "x"]),
        st.sampled_from(["", "1", "auto", "comma", "0.5", "true", "-1", "no", "zero_one"]),
        max_size=3,
    ),
)
def test_no_table_breaks_the_server(client, body, query):
    response = post(client, body, urlencode(query))
    assert response.status_code in (200, 400, 422), response.text
    json.loads(response.text, parse_constant=lambda _: pytest.fail("a number is not finite"))


def test_digits_without_end_are_no_seed(client, problem):
    problem(client.get(f"/api/v1/datasets/moons?seed={'0' * 79}"), "invalid", "/seed")
    problem(client.get(f"/api/v1/datasets/moons?seed={'0' * 81}"), "out-of-range", "/seed")
