"""Turns what a source gives (bytes, dates, addresses, names) into clean values, or says why not."""

from __future__ import annotations

import datetime
import re
import shlex
import urllib.parse
from pathlib import Path

from kg.errors import InputError, UnsupportedLanguage

# spaCy refuses longer texts; an article of this size would be a book of 170,000 words.
MAX_CHARACTERS = 1_000_000
# Four bytes is the longest UTF-8 character, so no permitted article is cut.
MAX_BYTES = 4 * MAX_CHARACTERS

_BINARY_KINDS = {
    b"%PDF": "a PDF; make a text of it first (pdftotext FILE.pdf FILE.txt)",
    b"PK\x03\x04": "a zip or office document; save it as plain text (.txt) or HTML first",
    b"\xd0\xcf\x11\xe0": "an old office document; save it as plain text (.txt) first",
    b"\x1f\x8b": "gzip-compressed; uncompress it first (gunzip)",
}
_UTF16_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def decode(data: bytes, source: str, file: Path | None = None) -> str:
    """The text of `data`, which must be UTF-8: without BOM, all line ends as LF.

    `file` is where it lies, for the remedy. Raises InputError for empty, huge, binary and
    otherwise encoded data.
    """
    if not data.strip():
        raise InputError(source, "is empty", "give it the text of an article")
    check_size(len(data), MAX_BYTES, source)
    for mark, encoding in _UTF16_MARKS.items():
        if data.startswith(mark):
            raise _wrong_encoding(source, encoding, file)
    for mark, kind in _BINARY_KINDS.items():
        if data.startswith(mark):
            problem, remedy = kind.split("; ")
            raise InputError(source, f"is {problem}, not text", remedy)
    if b"\0" in data:
        raise InputError(source, "is binary, not text", "give plain text, Markdown or HTML")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong_encoding(source, _likely_encoding(data), file) from None
    return clean(text, source)


def clean(text: str, source: str) -> str:
    """`text` with LF line ends and no BOM; InputError when it is empty, huge or not storable."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise InputError(source, "is empty", "give it the text of an article")
    check_size(len(text), MAX_CHARACTERS, source, unit="characters")
    if "\0" in text or re.search("[\ud800-\udfff]", text):
        raise InputError(
            source,
            "holds a NUL or half a surrogate pair, which no text may",
            "write the text again as proper UTF-8",
        )
    return text


def check_size(size: int, limit: int, source: str, unit: str = "bytes") -> None:
    """Raise InputError when `size` is over `limit`."""
    if size > limit:
        raise InputError(
            source,
            f"is huge (over {limit:,} {unit}) for one article",
            "split it into articles, or give them as rows of a .jsonl file",
        )


def check_entities(data: bytes, source: str) -> None:
    """Raise InputError for XML that declares entities: a few lines of them can fill any memory."""
    if b"<!ENTITY" in data or b"<\0!\0E\0N\0T" in data or b"\0<\0!\0E\0N\0T" in data:
        raise InputError(
            source, "declares XML entities, which are not read", "write it without, or as Turtle"
        )


def _likely_encoding(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return best.encoding if best else None


def _wrong_encoding(source: str, encoding: str | None, file: Path | None) -> InputError:
    if encoding is None:
        return InputError(source, "is not UTF-8 text", "save it as UTF-8 and try again")
    name = encoding.replace("_", "-").upper()
    remedy = "save it as UTF-8 and try again"
    if file is not None:
        copy = file.with_name(f"{file.stem}-utf8{file.suffix}")
        command = f"iconv -f {name} -t UTF-8 {shlex.quote(str(file))} > {shlex.quote(str(copy))}"
        remedy = f"save it as UTF-8, for instance: {command}"
    return InputError(source, f"is not UTF-8 (it looks like {name})", remedy)


def iso_date(value: object, source: str) -> str:
    """`value` (a date, a datetime, or ISO 8601 text) as YYYY-MM-DD; InputError otherwise."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = value.strip() if isinstance(value, str) else ""
    # Python 3.11 also reads 20230105 and week dates; only the common form is unmistakable.
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}([T ].*)?", text):
        try:
            return datetime.datetime.fromisoformat(text).date().isoformat()
        except ValueError:
            pass
    raise InputError(source, f"date {value!r} is not a date", "write it as YYYY-MM-DD")


def web_address(value: str, source: str) -> str:
    """`value` as a valid http(s) IRI: spaces and the like percent-encoded; InputError otherwise."""
    address = urllib.parse.quote(value.strip(), safe=":/?#[]@!$&'()*+,;=%~")
    try:
        parts = urllib.parse.urlsplit(address)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid or re.search(r"%(?![0-9A-Fa-f]{2})", address):
        raise InputError(
            source, f"url {value!r} is not a web address", "give http(s)://... or leave it out"
        )
    return address


def slug(name: str, source: str) -> str:
    """`name` as plain ASCII words joined by hyphens; other scripts are transliterated."""
    from anyascii import anyascii

    result = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
    if not result:
        raise InputError(
            source, f"its name {name!r} has no letter or digit", "give it a name that has one"
        )
    return result


# In nats. English news, cut to 60 to 400 characters, scored at most 19 below another language;
# single sentences of eight other languages scored 49 to 290 above English.
_FOREIGN_MARGIN = 40.0
_ENOUGH_TO_TELL = 5_000


def check_language(text: str, declared: str | None, source: str) -> None:
    """Raise UnsupportedLanguage when `text` is declared or clearly recognised as not English."""
    if declared:
        if declared.strip().lower().replace("_", "-").split("-")[0] not in ("en", "eng", "english"):
            raise UnsupportedLanguage(
                source,
                f"its language is given as {declared!r}; only English is read",
                "give an English translation, or correct the language",
            )
        return
    import py3langid

    ranking = py3langid.rank(text[:_ENOUGH_TO_TELL])
    best, score = ranking[0]
    if score - dict(ranking)["en"] > _FOREIGN_MARGIN:
        raise UnsupportedLanguage(
            source,
            f"is not English (it looks like {best!r})",
            'give an English translation; if it is English, say language = "en" in its metadata',
        )
