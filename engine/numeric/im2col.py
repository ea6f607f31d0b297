"""A small square window that moves over images of shape (N, C, H, W).

What lies under it is a view of shape (N, C, H', W', k, k) with H' = ⌊(H + 2p − k) / s⌋ + 1, as
in torch.nn.Conv2d and its pools.
"""

import numpy as np

from engine.op import Array, Shape
from engine.settings import InvalidSetting


def moved(x: Shape, kernel: int, stride: int, padding: int = 0) -> tuple[int, int]:
    """(H', W'), the places of the window over images of shape (C, H, W).

    Raises ValueError for what is no image, InvalidSetting for a window that is too large.
    """
    if len(x) != 3:
        raise ValueError("images of shape (channels, height, width) are needed for each example")
    room = min(x[1:]) + 2 * padding
    if padding >= kernel:
        raise InvalidSetting("padding", "must be smaller than kernel", kernel - 1, kernel - 1)
    if kernel > room:
        why = f"must be at most {room}, the side of the image" + " with padding" * bool(padding)
        raise InvalidSetting("kernel", why, room, room)
    high, wide = ((side + 2 * padding - kernel) // stride + 1 for side in x[1:])
    return high, wide


def padded(x: Array, padding: int) -> Array:
    """The images with a frame of zeros, or themselves.

    (N, C, H, W) → (N, C, H + 2 padding, W + 2 padding).
    """
    if not padding:
        return x
    n, c, h, w = x.shape
    framed = np.zeros((n, c, h + 2 * padding, w + 2 * padding), x.dtype)
    framed[:, :, padding:-padding, padding:-padding] = x
    return framed


def under(x: Array, kernel: int, stride: int) -> Array:
    """What lies under the window at each place: a view, nothing is copied.

    (N, C, H, W) → (N, C, rows, columns, kernel, kernel).
    """
    n, c, h, w = x.shape
    high, wide = (h - kernel) // stride + 1, (w - kernel) // stride + 1
    a, b, row, column = x.strides
    return np.lib.stride_tricks.as_strided(
        x,
        (n, c, high, wide, kernel, kernel),
        (a, b, row * stride, column * stride, row, column),
        writeable=False,
    )


def put_back(out: Array, parts: Array, stride: int) -> None:
    """Add to `out` what belongs under the window at each place: `under` the other way round.

    parts have shape (k, k, N, C, H', W'); where windows overlap they add up.
    """
    high, wide = parts.shape[-2:]
    out.fill(0)
    for i, row in enumerate(parts):
        for j, part in enumerate(row):
            below, beside = i + stride * high, j + stride * wide
            place = out[:, :, i:below:stride, j:beside:stride]
            np.add(place, part, out=place)
