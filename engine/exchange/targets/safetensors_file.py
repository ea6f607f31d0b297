"""The weights that the iteration begins with, as safetensors: names as in a PyTorch Sequential."""

import json

import numpy as np

from engine.exchange.moment import Moment
from engine.exchange.sequential import sequential_names
from engine.exchange.target import Target


class SafetensorsFile(Target):
    """Eight bytes with the length of a JSON header, the header, and the numbers, little-endian.

    The format of huggingface/safetensors, by hand: names sorted, float64, C order.
    """

    id = "safetensors"
    media_type = "application/octet-stream"
    ending = "safetensors"
    readable = False

    def write(self, moment: Moment) -> bytes:
        names = sequential_names(moment.program)
        header: dict[str, object] = {"__metadata__": {"format": "pt"}}
        raw = b""
        for there, here in sorted((there, here) for here, there in names.items()):
            values = np.ascontiguousarray(moment.trace[here], "<f8").tobytes()
            header[there] = {
                "dtype": "F64",
                "shape": list(moment.trace[here].shape),
                "data_offsets": [len(raw), len(raw) + len(values)],
            }
            raw += values
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)  # the numbers begin at a multiple of 8
        return len(text).to_bytes(8, "little") + text + raw
