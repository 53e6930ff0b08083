"""The formats an article comes in: text, Markdown, HTML, JSON Lines, NIF."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.articles import checks, nif
from kg.articles.metadata import Metadata, beside, front_matter
from kg.articles.sources import Found
from kg.errors import InputError
from kg.model import Article, Hint


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, and what its own format says about it."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)


def articles_in(found: Found) -> Iterator[Article | InputError]:
    """The articles in `found`: one, or for JSON Lines one a row; a bad one is an InputError."""
    if found.kind == "rows":
        yield from _rows(found)
        return
    try:
        if found.kind in nif.SYNTAXES:
            yield from _nif(found)
            return
        given = beside(found.path) if found.path else Metadata()
        draft = _READERS[found.kind](found)
        metadata = given.over(draft.metadata)
        title = metadata.title or _first_line(draft.text)
        name = found.stem or title
        yield _article(
            id=name,
            slug=checks.slug(name if found.stem else " ".join(name.split()[:12]), found.name),
            text=draft.text,
            metadata=metadata,
            source=found.name,
        )
    except InputError as error:
        yield error


def _nif(found: Found) -> Iterator[Article | InputError]:
    """The articles of a NIF file; what lies beside it is about the only one."""
    given = beside(found.path) if found.path else Metadata()
    for one in nif.texts(found):
        if isinstance(one, InputError):
            yield one
            continue
        try:
            slug = checks.slug(one.name, one.source)
            metadata = given.over(one.metadata)
            yield _article(one.name, slug, one.text, metadata, one.source, one.hints)
        except InputError as error:
            yield error


def _article(
    id: str,
    slug: str,
    text: str,
    metadata: Metadata,
    source: str,
    hints: tuple[Hint, ...] = (),
) -> Article:
    checks.check_language(text, metadata.language, source)
    first = _first_line(text)
    if metadata.title and _squeezed(metadata.title) != _squeezed(first):
        before = f"{metadata.title}\n\n"
        text = before + text
        hints = tuple(
            replace(h, start=h.start + len(before), end=h.end + len(before)) for h in hints
        )
    return Article(
        id=id,
        slug=slug,
        text=text,
        title=metadata.title or _headline(first),
        source=source,
        publisher=metadata.publisher or _publisher_line(text),
        published=metadata.date,
        url=metadata.url,
        license=metadata.license,
        hints=hints,
    )


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0].strip()


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()


_LONGEST_TITLE = 200


def _headline(line: str) -> str:
    """`line` as a title: an article without a headline is named by its first words."""
    if len(line) <= _LONGEST_TITLE:
        return line
    return line[:100].rsplit(" ", 1)[0] + "…"


_SMALL_WORDS = {"a", "an", "and", "at", "de", "del", "for", "in", "la", "of", "on", "the", "to"}


def _publisher_line(text: str) -> str | None:
    """The last line when it is a name after a blank line: "…\\n\\nNorthern Herald"."""
    lines = text.rstrip().split("\n")
    if len(lines) < 4 or lines[-2].strip():
        return None
    line = lines[-1].strip()
    words = line.split()
    if not 1 <= len(words) <= 5 or len(line) > 50 or re.search(r"[.!?:;,\"“”]$", line):
        return None
    named = all(w[0].isupper() or w.lower() in _SMALL_WORDS for w in words)
    return line if named and words[0][0].isupper() else None


def _text(found: Found) -> Draft:
    return Draft(checks.decode(found.data, found.name, found.path))


def _markdown(found: Found) -> Draft:
    from markdown_it import MarkdownIt

    source = checks.decode(found.data, found.name, found.path)
    metadata, body = front_matter(source, found.name)
    blocks = [
        "".join(_INLINE.get(child.type, child.content) for child in token.children or ())
        for token in MarkdownIt("commonmark").parse(body)
        if token.type == "inline"
    ]
    return Draft(checks.clean("\n\n".join(b for b in blocks if b.strip()), found.name), metadata)


# What an inline token reads as; markup (emphasis, links) and raw HTML read as nothing.
_INLINE = {"softbreak": " ", "hardbreak": "\n", "html_inline": ""}


# Only a date that the page declares, whatever today is: the extensive search would guess one.
_DECLARED_DATE = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1700-01-01",
    "max_date": "2999-12-31",
}


def _html(found: Found) -> Draft:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    page = _decode_page(found)
    try:
        document = bare_extraction(
            page,
            url=found.url,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DECLARED_DATE,
        )
    except Exception as error:  # a page that trips the extractor must not lose the others
        reason = f"the page cannot be taken apart ({type(error).__name__}: {error})"
        raise InputError(found.name, reason, "save the text as .txt and give that") from error
    fields = document.as_dict() if isinstance(document, Document) else {}
    if not (fields.get("text") or "").strip():
        raise InputError(
            found.name, "no article text is found in it", "save the text as .txt and give that"
        )
    text = checks.clean(re.sub(r"\n+", "\n\n", str(fields["text"])), found.name)
    publisher = fields.get("sitename")
    if publisher == fields.get("hostname"):
        publisher = None
    raw = {
        "title": fields.get("title"),
        "date": fields.get("date"),
        "publisher": publisher,
        "url": found.url or fields.get("url"),
        "license": fields.get("license"),
    }
    return Draft(text, Metadata.of(raw, found.name))


_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def _decode_page(found: Found) -> str:
    """The page as text: UTF-8, or the encoding it declares in its head."""
    declared = _CHARSET.search(found.data[:4096])
    try:
        return found.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if declared is None:
            return checks.decode(found.data, found.name, found.path)
    encoding = declared[1].decode("ascii", "replace")
    try:
        # A codec that is no text encoding (zip, rot13) must not run on a page's bidding.
        return codecs.lookup(encoding).decode(found.data)[0]
    except (LookupError, UnicodeDecodeError):
        return checks.decode(found.data, found.name, found.path)


_READERS = {"text": _text, "markdown": _markdown, "html": _html}


def _rows(found: Found) -> Iterator[Article | InputError]:
    empty = True
    for number, line in enumerate(found.data.split(b"\n"), start=1):
        if not line.strip() or (number == 1 and line.strip() == b"\xef\xbb\xbf"):
            continue
        empty = False
        try:
            yield _row(line, f"{found.name}:{number}", found.url)
        except InputError as error:
            yield error
    if empty:
        yield InputError(found.name, "is empty", 'give one {"id": ..., "text": ...} per line')


_ROW_FORM = 'give each line one object: {"id": "...", "text": "...", "title": "...", ...}'


def _row(line: bytes, source: str, url: str | None) -> Article:
    """An article from one line of JSON Lines (https://jsonlines.org)."""
    text = checks.decode(line, source)
    try:
        row = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(source, f"is not JSON ({error.msg})", _ROW_FORM) from None
    except RecursionError:
        raise InputError(source, "is nested too deeply", _ROW_FORM) from None
    if not isinstance(row, Mapping):
        raise InputError(source, "is not a JSON object", _ROW_FORM)
    name = row.get("id")
    if not isinstance(name, str | int) or isinstance(name, bool) or not str(name).strip():
        raise InputError(source, 'has no "id"', _ROW_FORM)
    body = row.get("text")
    if not isinstance(body, str):
        raise InputError(source, 'has no "text"', _ROW_FORM)
    metadata = Metadata.of({"url": url, **row}, source)
    name = str(name)
    slug = checks.slug(name, source)
    return _article(name, slug, checks.clean(body, source), metadata, source)
