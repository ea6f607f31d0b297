import gzip

import pytest

from app.site.paths import STATIC
from app.site.static_files import StaticTree


@pytest.fixture
def base(client):
    page = client.get("/").text
    return page.partition('data-static="')[2].partition('"')[0]


def test_a_file_is_kept_for_ever_and_is_what_is_on_disk(client, base):
    response = client.get(f"{base}/css/app.css")
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.content == (STATIC / "css" / "app.css").read_bytes()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("view/ui/words.js", "text/javascript; charset=utf-8"),
        ("locales/en.json", "application/json"),
        ("favicon.svg", "image/svg+xml"),
        ("css/app.css", "text/css; charset=utf-8"),
    ],
)
def test_types_do_not_depend_on_the_machine(client, base, name, kind):
    assert client.get(f"{base}/{name}").headers["content-type"] == kind


def test_text_is_compressed_for_those_who_take_it(client, base):
    path = f"{base}/vendor/preact.js"
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    zipped = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in plain.headers
    assert zipped.headers["content-encoding"] == "gzip"
    assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < len(plain.content) / 2


def test_fonts_are_compressed_already(client, base):
    font = next(STATIC.rglob("*.woff2"))
    response = client.get(f"{base}/{font.relative_to(STATIC).as_posix()}")
    assert response.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("path", ["{base}/nothing.css", "{base}/..%2fapp/main.py", "{base}/"])
def test_what_is_not_there_is_a_problem(client, base, problem, path):
    problem(client.get(path.replace("{base}", base)), "not-found")


def test_a_page_of_another_version_gets_the_file_and_does_not_keep_it(client, base):
    response = client.get("/static/0123456789ab/css/app.css")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.content == client.get(f"{base}/css/app.css").content


def test_the_version_changes_with_any_byte(tmp_path):
    (tmp_path / "a.js").write_text("1")
    first = StaticTree(tmp_path)
    assert StaticTree(tmp_path).version == first.version
    (tmp_path / "a.js").write_text("2")
    assert StaticTree(tmp_path).version != first.version
    assert gzip.decompress(first.files["a.js"].zipped) == b"1"


def test_every_file_of_the_page_is_served():
    for_people_and_tools = (".md", ".d.ts", "NOTICE", "LICENSE")
    on_disk = {p.relative_to(STATIC).as_posix() for p in STATIC.rglob("*") if p.is_file()}
    left_out = on_disk - set(StaticTree(STATIC).files)
    assert not {name for name in left_out if not name.endswith(for_people_and_tools)}
