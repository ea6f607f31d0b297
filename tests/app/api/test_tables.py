"""Tables over HTTP: every case, sheets, uses and kinds, and the worker without its libraries."""

import io
import sys

import openpyxl
import pytest

from app.compute.read_table import made
from app.problems import Problem
from engine.tables import Limits, TableOptions
from tests.engine.tables.cases import CASES, FOLDER, TARGETS

ADDRESS = "/api/v1/datasets/csv"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def post(client, body, query="", kind="application/octet-stream"):
    headers = {"Content-Type": kind}
    return client.request("POST", f"{ADDRESS}?{query}", content=body, headers=headers)


@pytest.mark.parametrize("name", CASES)
def test_a_case_comes_out_right(client, name):
    case, target = CASES[name], TARGETS.get(name)
    query = "standardise=false" + (f"&target={target}" if target else "")
    answer = post(client, (FOLDER / name).read_bytes(), query).json()
    assert tuple(answer["input_names"]) == case.inputs
    assert tuple(answer["inputs"][0]) == case.first
    assert tuple(answer["classes"]) == case.classes
    keys = ("code", "row", "column", "old", "new")
    told = {tuple(f[key] for key in keys) for f in answer["report"]["findings"]}
    assert told == set(case.findings)
    first = answer["report"]["preview"][0]
    assert first["used"]
    by_name = dict(zip(answer["report"]["columns"], first["read"], strict=True))
    assert tuple(float(by_name[name]) for name in case.inputs) == case.first


def sheet(*tables):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(tables, 1):
        page = book.create_sheet(f"Sheet {number}")
        for row in rows:
            page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


ROWS = [["size", "kind"], *([k / 8 + 1, "ab"[k % 2]] for k in range(12))]


@pytest.mark.parametrize("kind", [SHEET, "application/octet-stream", "text/csv"])
def test_a_spreadsheet_is_one_whatever_is_said_of_it(client, kind):
    answer = post(client, sheet(ROWS), kind=kind).json()
    assert answer["report"]["format"] == "xlsx"
    assert answer["inputs"][:3] == [[1.0], [1.125], [1.25]]
    assert answer["classes"] == ["a", "b"]


def test_another_sheet_is_chosen_by_its_name(client):
    body = sheet(ROWS, [["x", "y"], [1, 2], [3, 5]])
    answer = post(client, body).json()
    assert answer["report"]["sheets"] == ["Sheet 1", "Sheet 2"]
    assert "other_sheets" in [f["code"] for f in answer["report"]["findings"]]
    answer = post(client, body, "sheet=Sheet 2").json()
    assert answer["inputs"] == [[1], [3]]
    assert post(client, body, "sheet=hunter2").json()["errors"][0]["pointer"] == "/sheet"


def test_uses_and_kinds_are_chosen(client):
    table = "id,when,grade,size\n" + "".join(
        f"{k},2024-01-{k:02},{k % 3 + 1},{k / 2}\n" for k in range(1, 25)
    )
    answer = post(client, table).json()
    assert [u["use"] for u in answer["report"]["uses"]] == ["ignored", "ignored", "input", "target"]
    assert [u["reason"] for u in answer["report"]["uses"]] == ["counting", "date", None, None]
    query = "target=grade&input=when&ignore=size&standardise=false"
    answer = post(client, table, query).json()
    assert (answer["input_names"], answer["classes"]) == (["when"], ["1", "2", "3"])
    assert answer["inputs"][:3] == [[0], [1], [2]]
    codes = {f["code"] for f in answer["report"]["findings"]}
    assert codes == {"days", "classes", "counting"}
    answer = post(client, table, query + "&number=grade").json()
    assert (answer["classes"], answer["targets"][:3]) == ([], [[2], [3], [1]])


def test_large_targets_are_scaled_and_the_constants_are_told(client):
    body = (FOLDER / "currency-target.csv").read_bytes()
    answer = post(client, body).json()
    scaling = answer["report"]["target_scaling"]
    targets = [scaling["mean"][0] + y * scaling["sd"][0] for [y] in answer["targets"]]
    assert targets == pytest.approx([107952, 145798, 246941, 169126, 322772, 454521])
    assert post(client, body, "standardise_targets=false").json()["targets"][0] == [107952]


@pytest.mark.parametrize("said", ["0", "1", "no", "FALSE", "off"])
def test_targets_are_standardised_by_true_and_false_alone(client, problem, said):
    body = (FOLDER / "currency-target.csv").read_bytes()
    problem(post(client, body, f"standardise_targets={said}"), "invalid", "/standardise_targets")
    assert post(client, body, f"standardise={said}").status_code == 200  # it was a switch once


def test_more_rows_than_can_be_used_are_drawn_by_the_seed(client):
    table = "x,y\n" + "".join(f"{k % 7 / 4},{'ab'[k % 4 == 0]}\n" for k in range(5000))
    answer = post(client, table, "seed=3").json()
    assert len(answer["inputs"]) == 2000
    assert answer["labels"].count(1) == 500  # classes in proportion
    assert [f["code"] for f in answer["report"]["findings"]] == ["sampled"]
    assert post(client, table, "seed=3").json() == answer
    assert post(client, table, "seed=4").json()["report"]["lines"] != answer["report"]["lines"]


def test_a_compact_table_can_be_posted_as_an_experiment(client):
    rows = (",".join(f"{(k * j * 37 % 9973) / 7:.6f}" for j in range(1, 31)) for k in range(2500))
    table = "\n".join(f"{row},{'ab'[k % 2]}" for k, row in enumerate(rows))
    data = post(client, table, "compact=true").json()
    experiment = {
        "layers": [{"kind": "dense", "units": 2, "activation": "softmax"}],
        "loss": "cross_entropy", "inputs": data["inputs"], "targets": data["targets"], "batch": 10,
    }  # fmt: skip
    assert len(data["inputs"]) > 900
    assert client.trace(experiment).status_code == 200


def test_images_are_offered_and_taken(client):
    head = ",".join(["label", *(f"pixel{k}" for k in range(64))])
    rows = (",".join(map(str, [k % 3, *((k * j) % 17 for j in range(64))])) for k in range(30))
    table = "\n".join([head, *rows])
    answer = post(client, table, "target=label").json()
    assert answer["report"]["can_be_images"]
    [offer] = [f for f in answer["report"]["findings"] if f["code"] == "images"]
    assert offer["change"] == {"images": "list"}
    answer = post(client, table, "target=label&images=list").json()
    assert (len(answer["inputs"][0]), answer["classes"]) == (64, ["0", "1", "2"])
    assert max(map(max, answer["inputs"])) == 1.0
    answer = post(client, table, "target=label&images=image").json()
    assert answer["report"]["images"] == [1, 8, 8]
    assert answer["inputs"][3][0][0][1] == 3 / 16


@pytest.mark.parametrize(
    ("library", "body"),
    [
        ("clevercsv", b"a,b\n1,2\n2,3\n"),
        ("charset_normalizer", b"gr\xf6\xdfe,b\n1,2\n2,3\n"),
        ("python_calamine", sheet(ROWS)),
    ],
)
def test_without_its_library_the_answer_names_what_to_install(monkeypatch, library, body):
    monkeypatch.setitem(sys.modules, library, None)
    if library == "clevercsv":
        monkeypatch.setitem(sys.modules, "clevercsv.detect", None)
    more = {name: [] for name in ("target", "input", "ignore", "category", "number", "sheet")}
    with pytest.raises(Problem) as error:
        made(body, TableOptions(), more | {"seed": 0}, Limits())
    document = error.value.document
    assert (document.status, document.type) == (501, "/problems/missing-extra")
    assert "pip install 'backprop-lab[tables]'" in document.detail
    told = TableOptions(delimiter="comma", encoding="windows-1252")
    if library != "python_calamine":  # what is told needs no library
        assert made(body, told, more | {"seed": 0}, Limits())
