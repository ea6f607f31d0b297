"""Weights as files: read by a parser of its own, come in again, and refused by name and shape."""

import io
import json
import pickle
import struct
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from engine import example
from engine.exchange import export
from engine.exchange.read_weights import ARRAYS, LARGEST, BadWeights, arrays, weights
from tests.engine.exchange.sample import drawn, worked

ROUNDED = {"F64": 0, "F32": 1e-7, "F16": 1e-3}
CASES = dict([*worked(), *drawn(10)])
MAZUR = example("mazur-2-2-2").experiment


def parsed(data: bytes) -> dict[str, np.ndarray]:
    """As the specification of safetensors says."""
    (length,) = struct.unpack_from("<Q", data)
    header = json.loads(data[8 : 8 + length])
    assert data[8:9] == b"{"
    found, ends = {}, [0]
    for name, row in header.items():
        if name == "__metadata__":
            assert all(isinstance(value, str) for value in row.values())
            continue
        begin, end = row["data_offsets"]
        assert row["dtype"] == "F64"
        assert begin == ends[-1], "a hole"
        ends.append(end)
        raw = data[8 + length + begin : 8 + length + end]
        found[name] = np.frombuffer(raw, "<f8").reshape(row["shape"])
    assert len(data) == 8 + length + ends[-1]
    return found


def written(found: dict[str, np.ndarray], dtype="F64") -> bytes:
    header, raw = {}, b""
    for name, array in found.items():
        part = array.astype({"F64": "<f8", "F32": "<f4", "F16": "<f2"}[dtype]).tobytes()
        header[name] = {"dtype": dtype, "shape": list(array.shape),
                        "data_offsets": [len(raw), len(raw) + len(part)]}  # fmt: skip
        raw += part
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + raw


def npz(**found: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **found)
    return out.getvalue()


def test_names_are_those_of_a_sequential():
    found = parsed(export(MAZUR, "safetensors").content)
    assert list(found) == ["0.bias", "0.weight", "2.bias", "2.weight"]
    np.testing.assert_array_equal(found["2.weight"], MAZUR.start["W2"])


@pytest.mark.parametrize("name", CASES)
def test_they_come_in_again_to_the_last_bit(name):
    experiment = CASES[name]
    back = weights(export(experiment, "safetensors").content, experiment)
    for parameter, value in experiment.start.items():
        np.testing.assert_array_equal(back[parameter], value)
    assert replace(experiment, parameters=back).parameters.keys() == experiment.start.keys()


@pytest.mark.parametrize("dtype", ["F64", "F32", "F16"])
def test_other_sequentials_count_otherwise(dtype):
    ours = MAZUR.start
    theirs = {"module.1.weight": ours["W1"], "module.1.bias": ours["b1"],
              "module.10.weight": ours["W2"], "module.10.bias": ours["b2"]}  # fmt: skip
    back = weights(written(theirs, dtype), MAZUR)
    for name, value in ours.items():
        np.testing.assert_allclose(back[name], value, rtol=ROUNDED[dtype])


def test_npz_has_our_names_or_theirs():
    np.testing.assert_array_equal(weights(npz(**MAZUR.start), MAZUR)["W2"], MAZUR.start["W2"])
    theirs = {"0.weight": MAZUR.start["W1"], "0.bias": MAZUR.start["b1"],
              "2.weight": MAZUR.start["W2"], "2.bias": MAZUR.start["b2"]}  # fmt: skip
    np.testing.assert_array_equal(weights(npz(**theirs), MAZUR)["b2"], MAZUR.start["b2"])


def test_what_does_not_fit_is_told_by_name_and_shape():
    wrong = {**MAZUR.start, "W1": np.ones((3, 2)), "W9": np.ones(4)}
    del wrong["b2"]
    with pytest.raises(BadWeights) as refused:
        weights(npz(**wrong), MAZUR)
    assert set(map(str, refused.value.faults)) == {
        "W9, shape 4, has no place here",
        "W1 has shape 3 × 2, and W1 needs shape 2 × 2",
        "b2 needs shape 2, and the file has nothing for it",
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"hello, this is no file", "format"), (npz(a=np.array(["x"])), "words"),
     (npz(**MAZUR.start)[:-30], "archive"), (written(MAZUR.start)[:-8], "place")],
)  # fmt: skip
def test_what_cannot_be_read_has_another_code_than_what_does_not_fit(data, code):
    with pytest.raises(BadWeights) as refused:
        weights(data, MAZUR)
    assert [fault.code for fault in refused.value.faults] == [code]


class Evil:
    def __reduce__(self):
        return exec, ("raise SystemExit('a file was run')",)


def bad_files():
    good = written(MAZUR.start)
    yield "nothing", b""
    yield "text", b"hello, this is no file of weights"
    yield "cut", good[:-8]
    yield "a header that never ends", struct.pack("<Q", 2**63) + good[8:]
    yield "no JSON", struct.pack("<Q", 4) + b"{abc" + b"\0" * 20
    yield "a list", struct.pack("<Q", 4) + b"[1] " + b"\0" * 20
    yield "a row that is none", struct.pack("<Q", 9) + b'{"a": 1 }'
    deep = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
    yield "very deep", struct.pack("<Q", len(deep)) + deep
    row = {"dtype": "F64", "shape": [2**40, 2**40], "data_offsets": [0, 8]}
    changes = (
        {}, {"shape": [-1, -1]}, {"dtype": "I64", "shape": [1]}, {"data_offsets": [0, 10**9]},
        {"data_offsets": [-8, 0], "shape": [1]}, {"dtype": ["F64"]}, {"shape": [float("inf")]},
    )  # fmt: skip
    for change in changes:
        text = json.dumps({"a": {**row, **change}}).encode()
        yield f"row {change}", struct.pack("<Q", len(text)) + text + b"\0" * 8
    yield "not finite", written({**MAZUR.start, "b1": np.array([np.nan, 1])})
    out = io.BytesIO()
    np.savez(out, a=np.array([Evil()], dtype=object))
    yield "objects", out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.npy", b"\0" * (LARGEST + 100))
    yield "a bomb", out.getvalue()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.npy", pickle.dumps(Evil()))
    yield "a pickle", out.getvalue()
    yield "words", npz(a=np.array(["x"]))
    yield "complex", npz(a=np.array([1j]))
    yield "too many", npz(**{f"a{k}": np.ones(1) for k in range(ARRAYS + 1)})
    yield "cut zip", npz(**MAZUR.start)[:-30]


@pytest.mark.parametrize(
    ("what", "data"), list(bad_files()), ids=lambda v: v if type(v) is str else ""
)
def test_a_file_that_is_none_is_refused(what, data):
    with pytest.raises(BadWeights):
        arrays(data)
