"""Bytes → text: UTF-8, UTF-16 with its mark, or an older code, which is told."""

import codecs
import re

from engine.tables.extra import library
from engine.tables.findings import Finding, UnusableTable

SAMPLE = 16 * 1024
"""Bytes that decide which older code it is."""

_OLDER = ["cp949", "cp932", "gb18030", "big5", "cp1252", "cp1250", "cp1251"]
_NAMES = {"cp932": "shift_jis", "cp1252": "windows-1252", "cp1250": "windows-1250"}
_NAMES |= {"cp1251": "windows-1251", "euc_kr": "cp949", "gbk": "gb18030", "gb2312": "gb18030"}
_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_WESTERN = re.compile(r"[\x00-\x7f€‚„…†‰‹›‘’“”•–—™\xa0£¥§©«»°±²³´µ·¹º½ÄÅÆÇÉÈÊÑÖØÜßà-öø-ÿŒœŠšŽž]*")


def decoded(data: bytes, encoding: str, findings: list[Finding]) -> tuple[str, str]:
    """The text and the encoding it is in; raises UnusableTable if it is in none."""
    if encoding == "auto":
        encoding = _guess(data)
        if not encoding.startswith("utf"):
            detail = f"This file is not UTF-8; it was read as {encoding}."
            findings.append(Finding("encoding", detail, new=encoding))
    try:
        text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        detail = f"This file is not {encoding}."
        raise UnusableTable(Finding("bad_encoding", detail, line), findings) from None
    return text.removeprefix("\ufeff"), encoding


def _guess(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if wide := _wide(data[:1000]):
        return wide
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    sample = _telling(data)
    best = library("charset_normalizer").from_bytes(sample, cp_isolation=_OLDER).best()
    found = best.encoding if best else "cp1252"
    # Among codes of one byte a few letters are too few to tell: West European ones go first.
    if found.startswith("cp125") and _WESTERN.fullmatch(sample.decode("cp1252", "replace")):
        found = "cp1252"
    return _NAMES.get(found, found)


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of digits, separators and line ends is 0."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if max(even, odd) < len(data) / 8 or max(even, odd) < 3 * min(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _telling(data: bytes) -> bytes:
    """Lines that are not ASCII, as many as fit: the others tell nothing."""
    lines = (line for line in data.splitlines(keepends=True) if not line.isascii())
    sample = bytearray()
    for line in lines:
        sample += line
        if len(sample) > SAMPLE:
            break
    return bytes(sample[:SAMPLE]) if len(sample) <= SAMPLE else _whole(bytes(sample[:SAMPLE]))


def _whole(sample: bytes) -> bytes:
    """Without the last line, which may be cut within a letter."""
    head, mark, _ = sample.rpartition(b"\n")
    return head + mark or sample
