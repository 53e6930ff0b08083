"""What is known about an article beside its text: NAME.toml, NAME.json, front matter, fields."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.articles import checks
from kg.errors import InputError


@dataclass(frozen=True, slots=True)
class Metadata:
    """Checked metadata of one article; None is not known."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None

    @classmethod
    def of(cls, raw: Mapping[str, object], source: str) -> Metadata:
        """The known fields of `raw`; InputError when one of them has not the form it must have.

        Other keys are left alone: exports of other tools carry many.
        """
        date, url = raw.get("date"), _line(raw, "url", source)
        return cls(
            title=_line(raw, "title", source),
            date=checks.iso_date(date, source) if date not in (None, "") else None,
            publisher=_line(raw, "publisher", source),
            url=checks.web_address(url, source) if url else None,
            language=_line(raw, "language", source),
            license=_line(raw, "license", source) or _line(raw, "licence", source),
        )

    def over(self, other: Metadata) -> Metadata:
        """These values, and those of `other` where these are not known."""
        mine = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return dataclasses.replace(other, **{k: v for k, v in mine.items() if v is not None})


def _line(raw: Mapping[str, object], key: str, source: str) -> str | None:
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(source, f"{key} is {value!r}, not text", "put it in quotes")
    line = " ".join(value.split())
    return checks.clean(line, f"{source}: {key}") if line else None


def beside(path: Path) -> Metadata:
    """The metadata in NAME.toml or NAME.json beside the article `path`, if there is one."""
    for suffix, load in ((".toml", tomllib.loads), (".json", json.loads)):
        file = path.with_suffix(suffix)
        try:
            data = file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(
                str(path), f"its metadata {file.name} cannot be read ({reason})", "check that file"
            ) from None
        text = checks.decode(data, str(file))
        try:
            raw = load(text)
        except (ValueError, RecursionError) as error:
            raise InputError(str(file), f"is not {suffix[1:].upper()} ({error})", _FORM) from None
        if not isinstance(raw, Mapping):
            raise InputError(str(file), "is not an object with fields", _FORM)
        return Metadata.of(raw, str(file))
    return Metadata()


_FORM = 'write lines such as title = "..." and date = 2024-05-31 (.toml), or a JSON object (.json)'

_FRONT_MATTER = re.compile(
    r"\A(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)


def front_matter(text: str, source: str) -> tuple[Metadata, str]:
    """The metadata at the head of a Markdown text, and the text after it.

    Between `+++` lines it is TOML; between `---` lines only `key: value` lines are read of YAML.
    """
    found = _FRONT_MATTER.match(text)
    if found is None:
        return Metadata(), text
    if found[1] == "+++":
        try:
            raw: Mapping[str, object] = tomllib.loads(found[2])
        except tomllib.TOMLDecodeError as error:
            raise InputError(source, f"its front matter is not TOML ({error})", _FORM) from None
    else:
        pairs = (line.partition(":") for line in found[2].split("\n"))
        raw = {key.strip().lower(): _unquoted(value) for key, colon, value in pairs if colon}
    return Metadata.of(raw, source), text[found.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
