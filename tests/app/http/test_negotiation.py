import pytest

from app.http.negotiation import best


@pytest.mark.parametrize(
    ("header", "offered", "expected"),
    [
        ("ko-KR,ko;q=0.9,en;q=0.8", ["en", "ko"], "ko"),
        ("en-GB", ["en", "ko"], "en"),
        ("fr, ko;q=0.5", ["en", "ko"], "ko"),
        ("fr", ["en", "ko"], None),
        ("", ["en", "ko"], None),
        ("*", ["en", "ko"], "en"),
        ("*/*", ["application/json", "application/octet-stream"], "application/json"),
        ("application/octet-stream", ["application/json", "application/octet-stream"],
         "application/octet-stream"),
        ("application/json;q=0.5, application/*", ["application/json", "application/octet-stream"],
         "application/octet-stream"),
        ("gzip;q=0", ["gzip"], None),
        ("*;q=0, gzip", ["gzip"], "gzip"),
        ("gzip;q=x", ["gzip"], None),
        (";;,,q=", ["gzip"], None),
        ("en;q=0.5, ko;q=1", ["en", "ko"], "ko"),
        ("ko, en;q=1", ["en", "ko"], "en"),  # none is said to be 1
        ("en", [], None),
    ],
)  # fmt: skip
def test_best(header, offered, expected):
    assert best(header, offered) == expected
