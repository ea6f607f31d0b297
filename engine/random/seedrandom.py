"""Uniform numbers from a text, the same as those of seedrandom, which many web pages draw from.

The stream cipher ARC4 (RC4) is keyed with the text and run; seven or eight of its bytes make one
number (David Bau, Random Seeds, Coded Hints, and Quintillions, 2010).
"""

WIDTH = 256
FULL, OVER = 2**52, 2**53
"""A number has all its digits from FULL on; from OVER on, float64 would round it up."""
ENOUGH = 8
"""Bytes of a number, but for one in millions."""


class SeedRandom:
    """A stream of numbers from 0 up to, and without, 1; `count` tells how many it has given."""

    def __init__(self, seed: str) -> None:
        self.count = 0
        self._cipher = _Arc4(_key(seed))
        self._bytes = self._cipher.more()
        self._at = WIDTH  # the first bytes of ARC4 tell too much of its key

    def __call__(self) -> float:
        """The next number: all of its 52 digits after the point are drawn."""
        self.count += 1
        at = self._at
        if at + ENOUGH > len(self._bytes):
            self._bytes, at = self._bytes[at:] + self._cipher.more(), 0
        drawn = self._bytes
        top, bottom, last = int.from_bytes(drawn[at : at + 6], "big"), WIDTH**6, 0
        at += 6
        while top < FULL:
            if at == len(drawn):  # after many zeros
                drawn = self._bytes = drawn + self._cipher.more()
            top, bottom, last = (top + last) * WIDTH, bottom * WIDTH, drawn[at]
            at += 1
        while top >= OVER:
            top, bottom, last = top >> 1, bottom >> 1, last >> 1
        self._at = at
        return float(top + last) / float(bottom)

    def between(self, low: float, high: float) -> float:
        """The next number, spread from low to high."""
        return self() * (high - low) + low

    def skip(self, numbers: int) -> None:
        """Let so many numbers go by."""
        for _ in range(numbers):
            self()


def _key(seed: str) -> list[int]:
    """At most 256 bytes, into which the letters of a text of any length are mixed.

    A letter counts as its UTF-16 units, as in JavaScript.
    """
    units = memoryview(seed.encode("utf-16-le", "surrogatepass")).cast("H")
    key, smear = list[int](), 0
    for k, unit in enumerate(units):
        place = k % WIDTH
        if k < WIDTH:
            key.append(0)
        smear ^= key[place] * 19
        key[place] = (smear + unit) % WIDTH
    return key or [0]


class _Arc4:
    """The bytes of ARC4 with a key."""

    def __init__(self, key: list[int]) -> None:
        box, j = list(range(WIDTH)), 0
        for i in range(WIDTH):
            j = (j + key[i % len(key)] + box[i]) % WIDTH
            box[i], box[j] = box[j], box[i]
        self.box, self.j = box, 0

    def more(self) -> bytes:
        """The next 2,048 bytes: eight times round the box."""
        box, j, found = self.box, self.j, bytearray()
        put = found.append
        for i in (*range(1, WIDTH), 0) * 8:
            a = box[i]
            j = (j + a) & 255
            b = box[i] = box[j]
            box[j] = a
            put(box[(a + b) & 255])
        self.j = j
        return bytes(found)
