"""Weights that come in again: safetensors of a Sequential, or .npz. Nothing in a file is run."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.exchange.sequential import sequential_names
from engine.exchange.weight_fault import WeightFault, fault
from engine.experiment.value import Experiment
from engine.op import Array

LARGEST = 8 * 1024 * 1024
"""Bytes of all arrays of a file, unpacked."""

HEADER = 100_000
"""Bytes of a header of safetensors."""

ARRAYS = 500
"""Most arrays in a file."""

DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}
WRAPPED = ("_orig_mod.", "module.")
"""Beginnings that PyTorch puts before names of a model that is compiled or in parallel."""

KEPT = ("num_batches_tracked", "running_mean", "running_var")
"""What layers keep beside their parameters: an experiment begins without it."""

_IN_ORDER = re.compile(r"^(?:.*\D)?(\d+)\.(weight|bias)$")


class BadWeights(ValueError):
    """A file whose weights cannot be read, or do not fit: everything that is wrong with it."""

    def __init__(self, *faults: WeightFault) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def weights(data: bytes, experiment: Experiment) -> dict[str, Array]:
    """The parameters of an experiment as a file has them; raises BadWeights.

    Each has the shape it has in the program.
    """
    return fitted(arrays(data), experiment)


def arrays(data: bytes) -> dict[str, Array]:
    """The arrays of a file as float64, by name: what it is shows in how it begins.

    Shapes are those of the file. Raises BadWeights for what cannot be read or is not finite.
    """
    found = _npz(data) if data.startswith(b"PK\x03\x04") else _safetensors(data)
    for name, array in found.items():
        if not np.isfinite(array).all():
            raise BadWeights(fault("not_finite", theirs=name))
    return found


def fitted(found: Mapping[str, Array], experiment: Experiment) -> dict[str, Array]:
    """The arrays by the names of parameters: by our own names, or in the order of a Sequential.

    Each with the shape it has in the program. Raises BadWeights where names or shapes do not fit.
    """
    program = experiment.program(1)
    plain = {_unwrapped(name): array for name, array in found.items()}
    names = _own(plain, program.parameters) or _in_order(
        plain, sequential_names(program), program.parameters
    )
    faults = []
    for here in program.parameters:
        needed = program.tensors[here].shape
        if here not in names:
            faults.append(fault("missing", ours=here, needed=needed))
        elif (shape := plain[names[here]].shape) != needed:
            faults.append(fault("shape", theirs=names[here], shape=shape, ours=here, needed=needed))
    faults += [
        fault("extra", theirs=there, shape=array.shape)
        for there, array in plain.items()
        if there not in names.values() and not there.endswith(KEPT)
    ]
    if faults:
        raise BadWeights(*faults)
    return {here: plain[names[here]] for here in program.parameters}


def _own(found: Mapping[str, Array], parameters: tuple[str, ...]) -> dict[str, str]:
    """Our own names, as soon as one of them is there."""
    return {n: n for n in parameters if n in found}


def _in_order(
    found: Mapping[str, Array], ours: Mapping[str, str], parameters: tuple[str, ...]
) -> dict[str, str]:
    """The first module with weights is our first layer with weights, whatever its number."""
    theirs: dict[int, dict[str, str]] = {}
    for name in found:
        if told := _IN_ORDER.match(name):
            theirs.setdefault(int(told[1]), {})[told[2]] = name
    layers: dict[str, dict[str, str]] = {}
    for here in parameters:
        number, _, what = ours[here].partition(".")
        layers.setdefault(number, {})[what] = here
    pairs = zip((theirs[k] for k in sorted(theirs)), layers.values(), strict=False)
    return {
        layer[what]: module[what] for module, layer in pairs for what in layer if what in module
    }


def _unwrapped(name: str) -> str:
    while name.startswith(WRAPPED):
        name = name.split(".", 1)[1]
    return name


def _safetensors(data: bytes) -> dict[str, Array]:
    if not data:
        raise BadWeights(fault("empty"))
    length = int.from_bytes(data[:8], "little")
    if len(data) < 10 or length > min(HEADER, len(data) - 8) or data[8:9] != b"{":
        raise BadWeights(fault("format"))
    try:
        header = json.loads(data[8 : 8 + length])
        rows = {str(k): v for k, v in header.items() if k != "__metadata__"}
        told = {name: _row(row) for name, row in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise BadWeights(fault("header")) from None
    _check_count(len(told))
    raw = data[8 + length :]
    return {name: _one(name, raw, *row) for name, row in told.items()}


def _row(row: dict[str, Any]) -> tuple[str, tuple[int, ...], int, int]:
    """Kind of number, shape, and where the numbers begin and end."""
    begin, end = map(int, row["data_offsets"])
    return str(row["dtype"]), tuple(map(int, row["shape"])), begin, end


def _one(name: str, raw: bytes, dtype: str, shape: tuple[int, ...], begin: int, end: int) -> Array:
    if dtype not in DTYPES:
        raise BadWeights(fault("dtype", theirs=name, dtype=dtype[:20], allowed=", ".join(DTYPES)))
    kind = np.dtype(DTYPES[dtype])
    count = 1
    for side in shape:
        count *= side
    inside = 0 <= begin <= end <= len(raw)
    if min(shape, default=0) < 0 or not inside or end - begin != count * kind.itemsize:
        raise BadWeights(fault("place", theirs=name))
    values = np.frombuffer(raw[begin:end], kind)
    if dtype == "BF16":
        values = (values.astype("<u4") << 16).view("<f4")
    return values.astype(float).reshape(shape)


def _npz(data: bytes) -> dict[str, Array]:
    found: dict[str, Array] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_count(len(archive.infolist()))
            left = LARGEST
            for entry in archive.infolist():
                with archive.open(entry) as file:
                    raw = file.read(left + 1)
                left -= len(raw)
                if left < 0:
                    raise BadWeights(fault("large", most=LARGEST))
                array = np.lib.format.read_array(io.BytesIO(raw), allow_pickle=False)
                if array.dtype.kind not in "fiu":
                    raise BadWeights(fault("words", theirs=entry.filename))
                found[entry.filename.removesuffix(".npy")] = array.astype(float)
    except BadWeights:
        raise
    except (ValueError, OSError, EOFError, MemoryError, NotImplementedError, RuntimeError,
            SyntaxError, zipfile.BadZipFile, zlib.error):  # fmt: skip
        raise BadWeights(fault("archive")) from None
    return found


def _check_count(count: int) -> None:
    if count > ARRAYS:
        raise BadWeights(fault("count", count=count, most=ARRAYS))
