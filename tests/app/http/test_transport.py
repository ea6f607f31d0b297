"""An answer whose length is told goes out in one piece; nothing of any answer is held back."""

import pytest

from app.http.transport import Transport

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n"


class Raw:
    """What is written, a list for each time."""

    def __init__(self):
        self.sent, self.closed = [], False
        self.get_extra_info = self.pause_reading = self.resume_reading = None
        self.abort = self.close
        self.set_write_buffer_limits = int

    def write(self, data):
        self.sent.append([data])

    def writelines(self, parts):
        self.sent.append(list(parts))

    def is_closing(self):
        return self.closed

    def can_write_eof(self):
        return False

    def close(self):
        self.closed = True

    def get_write_buffer_size(self):
        return 0


@pytest.fixture
def raw():
    return Raw()


@pytest.fixture
def out(raw):
    return Transport(raw, close=raw.close, written=lambda more: None)


def test_a_head_goes_out_with_its_body(raw, out):
    for _ in range(2):
        out.write(HEAD)
        assert not out.written % (len(HEAD) + 2)
        out.write(b"ok")
    assert raw.sent == [[HEAD, b"ok"]] * 2
    assert out.written == 2 * (len(HEAD) + 2)


def test_that_of_a_stream_goes_out_at_once(raw, out):
    head = HEAD.replace(b"content-length: 2", b"transfer-encoding: chunked")
    out.write(head)
    out.write(b"2\r\nok\r\n")
    assert raw.sent == [[head], [b"2\r\nok\r\n"]]


@pytest.mark.parametrize("ending", [Transport.flush, lambda out: out.end(wait=False)])
def test_one_that_nothing_follows_goes_out_at_the_end(raw, out, ending):
    out.write(HEAD)
    ending(out)
    ending(out)
    assert b"".join(part for parts in raw.sent for part in parts) == HEAD
