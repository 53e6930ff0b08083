"""Reading articles: every format, and a clear line for everything that is no article."""

from __future__ import annotations

import http.server
import io
import json
import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.articles import read
from kg.errors import InputError, SlugClash, UnsupportedLanguage
from kg.model import Article

BODY = (
    "The mayor of Tromsø, Ingrid Dahl, met the governor of Kiruna on Friday.\n"
    "They agreed to build a railway between both towns.\n"
)


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def one(source: str, **options: object) -> Article:
    inputs = read([source], **options)  # type: ignore[arg-type]
    assert inputs.failures == ()
    (article,) = inputs.articles
    return article


def failure(source: str) -> InputError:
    inputs = read([source])
    assert inputs.articles == ()
    (error,) = inputs.failures
    return error


def test_the_first_line_of_a_text_is_its_title_and_stays_in_the_text(tmp_path: Path) -> None:
    content = f"Two towns agree on a railway\n\n{BODY}"
    article = one(write(tmp_path / "two-towns.txt", content))
    assert article.title == "Two towns agree on a railway"
    assert article.text == content
    assert (article.id, article.slug) == ("two-towns", "two-towns")
    assert (article.publisher, article.published, article.url) == (None, None, None)


def test_one_source_or_several_as_text_or_as_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Title\n\nText.", encoding="utf-8")
    found = read([str(tmp_path)])
    assert [article.slug for article in found.articles] == ["a"]
    assert read(tmp_path) == read(str(tmp_path)) == read([tmp_path / "a.txt"]) == found


def test_the_last_short_title_case_line_after_a_blank_one_is_the_publisher(tmp_path: Path) -> None:
    signed = write(tmp_path / "signed.txt", f"A railway\n\n{BODY}\n\nHerald of the North")
    unsigned = write(tmp_path / "unsigned.txt", f"A railway\n\n{BODY}\nThe work begins in May.")
    short = write(tmp_path / "short.txt", "A railway\n\nNorth")
    assert one(signed).publisher == "Herald of the North"
    assert one(unsigned).publisher is None
    assert one(short).publisher is None


def test_bom_and_line_ends_do_not_shift_offsets(tmp_path: Path) -> None:
    article = one(
        write(tmp_path / "a.txt", b"\xef\xbb\xbfTitle\r\n\r\nOslo \xf0\x9f\x9a\x82 Bergen.\r")
    )
    assert article.text == "Title\n\nOslo 🚂 Bergen.\n"
    assert article.text.index("Bergen") == 14


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.toml", 'title = "Railway agreed"\ndate = 2023-04-05\npublisher = "Herald"\n'),
        ("a.json", '{"title": "Railway agreed", "date": "2023-04-05", "publisher": "Herald"}'),
    ],
)
def test_metadata_beside_a_text(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path / name, content)
    article = one(write(tmp_path / "a.txt", BODY))
    assert article.title == "Railway agreed"
    assert (article.published, article.publisher) == ("2023-04-05", "Herald")
    assert article.text == f"Railway agreed\n\n{BODY}"
    # In a directory the metadata is no article of its own.
    assert [a.slug for a in read([str(tmp_path)]).articles] == ["a"]


@pytest.mark.parametrize("key", ["license", "licence"])
def test_a_licence_is_read_by_either_spelling(tmp_path: Path, key: str) -> None:
    write(tmp_path / "a.toml", f'{key} = "CC BY-SA 3.0"\n')
    assert one(write(tmp_path / "a.txt", BODY)).license == "CC BY-SA 3.0"


def test_a_title_that_is_already_the_first_line_is_not_repeated(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'title = "Railway  agreed"')
    content = f"RAILWAY AGREED\n\n{BODY}"
    assert one(write(tmp_path / "a.txt", content)).text == content


def test_a_first_line_that_is_a_paragraph_gives_a_shortened_title(tmp_path: Path) -> None:
    paragraph = "The mayor met the governor and they talked of many things. " * 5
    article = one(write(tmp_path / "a.txt", paragraph))
    assert article.text == paragraph
    assert article.title.endswith("…") and len(article.title) < 110


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('title = "unclosed', "not TOML"),
        ("title = 5", "title is 5, not text"),
        ('date = "05/04/2023"', "'05/04/2023' is not a date"),
        ('date = "2023-02-30"', "'2023-02-30' is not a date"),
        ('url = "javascript:alert(1)"', "not a web address"),
    ],
)
def test_bad_metadata_is_named(tmp_path: Path, content: str, problem: str) -> None:
    write(tmp_path / "a.toml", content)
    error = failure(write(tmp_path / "a.txt", BODY))
    assert problem in str(error)
    assert "a.toml" in error.source


def test_markdown_loses_its_markup_and_gives_its_front_matter(tmp_path: Path) -> None:
    article = one(
        write(
            tmp_path / "a.md",
            '---\ntitle: "Railway: agreed"\ndate: 2023-04-05\npublisher: Herald\n---\n\n'
            "# Railway: agreed\n\nThe *mayor* met the [governor](https://x.example)\non Friday.\n\n"
            "- Kiruna pays\n- Tromsø builds\n\n```\ncode\n```\n<script>alert(1)</script>\n",
        )
    )
    assert article.title == "Railway: agreed"
    assert (article.published, article.publisher) == ("2023-04-05", "Herald")
    assert article.text == (
        "Railway: agreed\n\nThe mayor met the governor on Friday.\n\nKiruna pays\n\nTromsø builds"
    )


def page(head: str = "", encoding: str = "utf-8") -> bytes:
    paragraphs = BODY.replace("\n", "</p><p>")
    return (
        f"<html><head><title>Railway agreed</title>{head}</head><body><nav>Home | Sports</nav>"
        f"<article><h1>Railway agreed</h1><p>{paragraphs} The work of the two towns is to begin in "
        "May, said the mayor, who was in Kiruna for three days.</p></article></body></html>"
    ).encode(encoding)


def test_html_gives_article_text_and_declared_metadata(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2123-04-05T10:00:00Z">'
        '<meta property="og:site_name" content="Herald">'
        '<link rel="canonical" href="https://herald.example/railway">'
        '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>'
    )
    article = one(write(tmp_path / "a.html", page(head)))
    assert article.title == "Railway agreed"
    assert article.text.startswith("Railway agreed\n\nThe mayor of Tromsø, Ingrid Dahl, met")
    assert "Sports" not in article.text
    assert (article.published, article.publisher) == ("2123-04-05", "Herald")
    assert (article.url, article.license) == ("https://herald.example/railway", "CC BY 4.0")


def test_html_without_a_declared_date_has_none(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.html", page())).published is None


def test_html_in_the_encoding_it_declares(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.html", page('<meta charset="latin-1">', "latin-1")))
    assert "Tromsø" in article.text


def test_html_without_an_article_is_named(tmp_path: Path) -> None:
    assert "no article text" in str(failure(write(tmp_path / "a.html", "<html></html>")))


def test_rows_with_all_fields(tmp_path: Path) -> None:
    row = {
        "id": "Tromsø/42",
        "text": BODY,
        "title": "Railway agreed",
        "date": "2023-04-05",
        "publisher": "Herald",
        "url": "https://herald.example/a b",
        "language": "en",
        "license": "CC BY 4.0",
        "more": [1],
    }
    assert one(write(tmp_path / "rows.jsonl", json.dumps(row))) == Article(
        id="Tromsø/42",
        slug="tromso-42",
        text=f"Railway agreed\n\n{BODY}",
        title="Railway agreed",
        source=f"{tmp_path}/rows.jsonl:1",
        publisher="Herald",
        published="2023-04-05",
        url="https://herald.example/a%20b",
        license="CC BY 4.0",
    )


def test_bad_rows_are_numbered_and_the_others_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": BODY})
    bad = [
        "not json",
        "[1]",
        '{"text": "x"}',
        '{"id": "a"}',
        '{"id": "a", "text": " "}',
        '{"id": "a", "text": "x\\u0000y"}',
        '{"id": "a", "text": "x\\ud800y"}',
        '{"id": "!?", "text": "x"}',
        '{"id": "a", "text": "x", "date": 2023}',
        '{"id": true, "text": "x"}',
        "[" * 100_000,
    ]
    inputs = read([write(tmp_path / "rows.jsonl", "\n".join([good, "", *bad]))])
    assert [a.slug for a in inputs.articles] == ["good"]
    assert [e.source.rsplit(":", 1)[-1] for e in inputs.failures] == [
        str(n) for n in range(3, 3 + len(bad))
    ]


def test_a_directory_gives_its_articles_sorted_and_skips_the_rest(tmp_path: Path) -> None:
    (tmp_path / "b" / ".git").mkdir(parents=True)
    write(tmp_path / "b" / "z.txt", BODY)
    write(tmp_path / "c.md", BODY)
    write(tmp_path / "a.txt", BODY)
    write(tmp_path / "b" / ".git" / "hidden.txt", BODY)
    write(tmp_path / "picture.png", b"\x89PNG\0")
    inputs = read([str(tmp_path)])
    assert [a.slug for a in inputs.articles] == ["a", "z", "c"]
    assert inputs.failures == ()
    assert inputs.passed_over == {".png": 1}


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    assert len(read([path, str(tmp_path), path]).articles) == 1


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (f"Railway agreed\n\n{BODY}".encode(), "railway-agreed"),
        (json.dumps({"id": "n 1", "text": BODY}).encode(), "n-1"),
        (page(), "railway-agreed"),
    ],
)
def test_standard_input_is_text_rows_or_html(content: bytes, slug: str) -> None:
    assert one("-", stdin=io.BytesIO(content)).slug == slug


def test_the_given_publication_date_is_for_articles_without_one(tmp_path: Path) -> None:
    rows = [{"id": "dated", "text": BODY, "date": "2020-01-01"}, {"id": "undated", "text": BODY}]
    source = write(tmp_path / "rows.jsonl", "\n".join(map(json.dumps, rows)))
    inputs = read([source], published="2023-04-05")
    assert [a.published for a in inputs.articles] == ["2020-01-01", "2023-04-05"]
    with pytest.raises(InputError, match="write it as YYYY-MM-DD"):
        read([source], published="yesterday")


def test_two_sources_of_one_slug_are_both_refused_in_any_order(tmp_path: Path) -> None:
    first = write(tmp_path / "Two towns.txt", BODY)
    second = write(tmp_path / "two-towns.md", BODY)
    third = write(tmp_path / "other.txt", BODY)
    for order in ([first, second, third], [third, second, first]):
        inputs = read(order)
        assert [a.slug for a in inputs.articles] == ["other"]
        (clash,) = inputs.failures
        assert isinstance(clash, SlugClash)
        assert first in str(clash) and second in str(clash)


def test_slugs_of_other_scripts_are_transliterated(tmp_path: Path) -> None:
    slug = one(write(tmp_path / "Встреча в Москве.txt", BODY)).slug
    assert slug.isascii() and len(slug.split("-")) == 3


@pytest.mark.parametrize(
    ("name", "content", "problem", "remedy"),
    [
        ("a.txt", b"", "is empty", "text of an article"),
        ("a.txt", b"\xef\xbb\xbf \r\n", "is empty", "text of an article"),
        ("a.txt", b"PK\x03\x04rest", "office document", "save it as plain text"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "is a PDF", "pdftotext"),
        ("a.txt", b"text \0 more", "is binary", "plain text"),
        ("a.txt", "Tromsø".encode("utf-16"), "looks like UTF-16", "iconv -f UTF-16 -t UTF-8"),
        ("a.txt", BODY.encode("latin-1"), "is not UTF-8", "save it as UTF-8"),
        ("a.md", b"# ", "is empty", "text of an article"),
        ("a.txt", b"word " * 300_000, "is huge", "split it"),
        ("a.txt", b"x" * 5_000_000, "is huge", "split it"),
        ("a.toml", b'title = "x"', "holds metadata", "article beside it"),
        ("a.jsonl", b"\n", "is empty", '{"id": ..., "text": ...}'),
        ("!!!.txt", BODY.encode(), "no letter or digit", "give it a name"),
    ],
)
def test_what_is_no_article_is_named_with_the_remedy(
    tmp_path: Path, name: str, content: bytes, problem: str, remedy: str
) -> None:
    error = failure(write(tmp_path / name, content))
    assert str(tmp_path / name) in error.source
    assert problem in error.problem
    assert remedy in error.remedy
    assert "\n" not in str(error)


def test_cyrillic_windows_text_is_recognised(tmp_path: Path) -> None:
    text = "Президент встретился с министром иностранных дел. Они обсудили сотрудничество. " * 5
    error = failure(write(tmp_path / "a b.txt", text.encode("cp1251")))
    assert "CP1251" in error.problem
    assert "'" in error.remedy and "a b-utf8.txt" in error.remedy


def test_missing_and_empty_places_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "does not exist" in str(failure(str(tmp_path / "none.txt")))
    assert "holds no article" in str(failure(str(tmp_path / "empty")))
    assert "cannot be read" in str(failure("a" * 5000))
    assert "cannot be read" in str(failure("a\0b"))


@pytest.fixture
def without_rights() -> Iterator[None]:
    """Root may read everything, so it becomes nobody for the time of the test."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no permissions of this kind")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_what_may_not_be_read_is_named_and_the_rest_is_read(without_rights: None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "open.txt"), BODY)
        closed = [Path(folder, "closed.txt"), Path(folder, "closed")]
        write(closed[0], BODY)
        closed[1].mkdir()
        for path in closed:
            path.chmod(0)
        inputs = read([folder])
        closed[1].chmod(0o700)
    assert [a.slug for a in inputs.articles] == ["open"]
    assert {e.source for e in inputs.failures} == {str(path) for path in closed}
    assert all("may not be read" in e.problem for e in inputs.failures)


def test_other_languages_are_refused_and_short_english_is_not(tmp_path: Path) -> None:
    norwegian = "Statsministeren møtte utenriksministeren i Oslo på fredag for å drøfte handel."
    error = failure(write(tmp_path / "a.txt", norwegian))
    assert isinstance(error, UnsupportedLanguage)
    assert one(write(tmp_path / "b.txt", "Dahl meets Niska in Kiruna")).language == "en"
    declared = {"id": "c", "text": BODY, "language": "no"}
    assert "'no'" in str(failure(write(tmp_path / "c.jsonl", json.dumps(declared))))
    trusted = {"id": "d", "text": norwegian, "language": "en-GB"}
    assert one(write(tmp_path / "d.jsonl", json.dumps(trusted))).slug == "d"


PAGES: dict[str, tuple[str, bytes]] = {
    "/news/railway.html": ("text/html; charset=utf-8", page()),
    "/notes/plain.txt": ("text/plain", BODY.encode()),
    "/rows": ("application/json", json.dumps({"id": "r1", "text": BODY}).encode()),
    "/film": ("video/mp4", b"\0"),
}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, content = PAGES.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/plain")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_pages_are_fetched(site: str) -> None:
    article = one(f"{site}/news/railway.html")
    assert (article.slug, article.url) == ("railway", f"{site}/news/railway.html")
    assert one(f"{site}/notes/plain.txt").text == BODY
    assert one(f"{site}/rows").slug == "r1"


def test_pages_that_are_none_are_named(site: str) -> None:
    assert "404" in str(failure(f"{site}/nothing"))
    assert "video/mp4" in str(failure(f"{site}/film"))
    assert "cannot be fetched" in str(failure("http://127.0.0.1:1/a"))
    assert "not a web address" in str(failure("http://"))
