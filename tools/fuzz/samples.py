"""Bytes, texts and values that are bad on their own."""

from typing import Any

ODD_LINES: list[str] = [
    "GET /\r\nHost: a\r\n\r\n",
    "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
    "get / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://elsewhere.example/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\nHost: a\n\n",
    "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nb c: d\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nx: y\r\n folded\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nx: \x00\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nx: \x7f\xff\r\n\r\n",
    "GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /% HTTP/1.1\r\nHost: a\r\n\r\n",
]
NOT_HTTP: list[bytes] = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200),  # TLS
    b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"EHLO school.example\r\n\r\n",
    b"\x00" * 64,
    b"\xff" * 64 + b"\r\n\r\n",
]
ENCODINGS: list[str] = ["gzip", "br", "identity", "*;q=0", "gzip;q=x", ",,,", "gzip" * 99, "\x01"]
NAMED: list[str] = [
    *("Accept", "Accept-Encoding", "Accept-Language", "Authorization", "Cookie", "Expect"),
    *("Forwarded", "If-None-Match", "Origin", "Range", "Referer", "TE", "Upgrade", "User-Agent"),
    *("X-Forwarded-For", "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-Request-Id", "Connection"),
]
VALUES: list[str] = [
    "",
    "*",
    "x" * 300,
    ";" * 99,
    ",".join("a" * 50),
    "100-continue",
    "websocket",
    "h2c",
]
VALUES += ["bytes=0-0,1-1", "/../..", "ko;q=", "language=" + "x" * 99, "keep-alive, Upgrade"]
CHUNKS: list[str] = [
    "0\r\n\r\n",
    "zz\r\n",
    "-1\r\n",
    "f" * 40 + "\r\n",
    "1;" + "x" * 5000 + "\r\na\r\n0\r\n\r\n",
]
CHUNKS += ["1\r\nab\r\n0\r\n\r\n", "0\r\nx: y\r\n\r\n", "5\r\n{}   \r\n0\r\n\r\n"]
LENGTHS: list[str] = [
    "-1",
    "x",
    "1e3",
    "9" * 30,
    "0x10",
    "+5",
    "3, 3",
    "",
    " ",
    "5\r\nContent-Length: 6",
]


BAD: list[Any] = [
    *(None, True, "", "x", "NaN", [], {}, [[]], [{}], [None], -1, 0, 300, 0.5, 1e308, 10**30, "-0"),
    *("\ud800", "\x00", "가" * 99, {"kind": []}, {"kind": "x" * 999}, [[1, 2], [3]], ["a", 1]),
    *([[0.0] * 300] * 20, [0] * 5_000, [[]] * 3_000, {"": 0}, "A" * 5_000, "////", 2**53 + 1),
]
LITERALS: list[bytes] = [
    b"NaN",
    b"Infinity",
    b"-Infinity",
    b"1e400",
    b"-1e400",
    b"1" * 400,
    b"1" * 50_000,
]
LITERALS += [b"01", b"+1", b".5", b"1.", b"0x1", b"1e99999999999", b"'a'", b"undefined", b"//"]
LITERALS += [b'"\\ud800"', b'"\\udc00\\ud800"', b'"\xed\xa0\x80"', b'"\xff"', b'"\x01"', b'"\\x"']
RAW: list[bytes] = [
    b"",
    b" ",
    b"null",
    b"0",
    b'""',
    b"[]",
    b"{",
    b"}",
    b"\xef\xbb\xbf{}",
    b"{}{}",
    b"\x1f\x8b",
]
RAW += ["{}".encode("utf-16"), "{}".encode("utf-32"), b'{"a":1,"a":2}', b'{"experiment":{}}x']
FILLINGS: list[bytes] = [b"x", b"1", b"1" * 299 + b"x", b"1e99", b"{}", b"\\n", b"[", b"\\u0041"]
FILLINGS += ["한".encode(), b"\xff", b"x" * 99 + b"\\n", b" ", b":,"]
TYPES: list[str] = [
    "",
    "text/plain",
    "text/csv",
    "application/xml",
    "application/json; charset=utf-16",
    "json",
]
TYPES += [
    "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded",
    "*/*",
    ";",
    "a" * 999,
]
TEXTS: list[str] = [
    "NaN",
    "1e400",
    "-1",
    "",
    "%",
    "%ff",
    "%00",
    "%ed%a0%80",
    "0x1",
    "[]",
    "a" * 300,
    "1_0",
]
