"""The reference of the ontology, made from the ontology: as text, Markdown, HTML or Turtle.

`docs/ontology.md` is `ontology(format="markdown")`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import groupby, pairwise

from kg.errors import KgError
from kg.terms import REUSED, Term, find, terms, wikidata_label
from kg.vocab import ONTOLOGY_FILE, PREFIXES

FORMATS = ("text", "markdown", "html", "turtle")

TITLE = "The vocabulary of news-kg"
ABOUT = """\
What the classes and relations of the graph mean. Each has its label, a definition and an example.
*Domain and range* are what a relation goes from and to in a plain triple; the object of a statement
may be mere words instead. *Nearly the same* are terms of other vocabularies that say nearly the
same, *nearly the inverse* those that say it the other way round. *Event* is the class of the event
that an actual statement tells of; PLOVER and CAMEO are schemes of political events. *Rules* is the
file of the rules that make a relation.

`kg ontology TERM` tells the same of one term. This page is made by
`kg ontology --format markdown --out docs/ontology.md`.
"""
_WIDTH = 100
_NAME = re.compile(r"\b([a-z]+):([A-Za-z]\w*)\b")
_ANYTHING = {"rdfs:Resource": "anything"}
_PAGES = PREFIXES | {"wdt": "https://www.wikidata.org/wiki/Property:"}
"""Where terms are explained; ours are in the reference itself, open relations nowhere."""


def ontology(term: str | None = None, format: str = "text") -> str:
    """The reference in one of FORMATS: of all terms, of a group, or of the one called `term`.

    NotFoundError with near names when there is no such term or group.
    """
    if format not in FORMATS:
        raise KgError(f"no format {format!r}; choose one of {', '.join(FORMATS)}")
    if term is None:
        return {"text": _text, "markdown": _markdown, "html": _html, "turtle": _turtle}[format]()
    group = [found for found in terms() if found.group.casefold() == term.strip().casefold()]
    chosen = group or [find(term)]
    if format == "text":
        return "\n".join(_listed(chosen)) + "\n" if group else "".join(_text_of(chosen[0]))
    if format == "turtle":
        return _turtle_of(chosen)
    entries = "\n\n".join("\n".join(_entry(found, anchors={})) for found in chosen) + "\n"
    return entries if format == "markdown" else _page(group[0].group if group else term, entries)


def details(term: Term) -> Iterator[tuple[str, str]]:
    """What there is to say of a term beside its definition and example: (heading, what)."""
    if term.domain:
        yield "Domain and range", f"{_one_of(term.domain)} → {_one_of(term.range)}"
    elif term.range:
        yield "One of", _one_of(term.range)
    if term.symmetric:
        yield "Symmetric", f"A {term.name} B says that B {term.name} A"
    if term.transitive:
        yield "Transitive", f"A {term.name} B and B {term.name} C say that A {term.name} C"
    parents = [name for name in term.parents if name not in ("kg:relatedTo", "kg:Event")]
    for heading, names in (
        ("Subclass of" if term.kind in ("class", "reused") else "Subproperty of", parents),
        ("Inverse", term.inverse),
        ("Nearly the same", term.close_match),
        ("Nearly the inverse", term.inverse_match),
    ):
        if names:
            yield heading, ", ".join(_explained(name) for name in names)
    if term.event:
        yield "Event", term.event + _codes(find(term.event))
    if term.told_by:
        yield "Told by", ", ".join(term.told_by)
    for heading, codes in (("PLOVER", term.plover), ("CAMEO", term.cameo)):
        if codes:
            yield heading, ", ".join(codes)
    if term.rule_file:
        yield "Rules", term.rule_file
    elif "kg:relatedTo" in term.parents and not term.deprecated:
        yield "Rules", "none; read by code (kg/extractors)"
    if term.deprecated:
        yield "Deprecated", term.note
    elif term.note:
        yield "Note", term.note


def _one_of(names: Sequence[str]) -> str:
    named = [_ANYTHING.get(name, name) for name in names]
    return " or ".join([", ".join(named[:-1])] * (len(named) > 1) + named[-1:])


def _explained(name: str) -> str:
    return f"{name} ({wikidata_label(name)})" if name.startswith("wdt:") else name


def _codes(event: Term) -> str:
    codes = [f"PLOVER {code}" for code in event.plover] + [f"CAMEO {c}" for c in event.cameo]
    return f" ({', '.join(codes)})" if codes else ""


def _groups() -> Iterator[tuple[str, list[Term]]]:
    for group, found in groupby(terms(), key=lambda term: term.group):
        yield group, list(found)


# --- Text ---------------------------------------------------------------------------------------


def _text() -> str:
    """A line or two for each term, under the headings."""
    lines = [f"{TITLE}: {len(terms())} terms. All of one: kg ontology TERM"]
    for _, found in _groups():
        lines += ["", *_listed(found)]
    return "\n".join(lines) + "\n"


def _listed(group: Sequence[Term]) -> Iterator[str]:
    """The terms of a group under its heading, each with the beginning of its definition."""
    yield group[0].group
    margin = max(len(term.name) for term in group) + 4
    for term in group:
        first = re.split(r"(?<=\.) ", term.definition)[0]
        yield _wrapped(f"  {term.name}".ljust(margin), first)


def _text_of(term: Term) -> Iterator[str]:
    """Everything that is said of a term."""
    yield f'{term.name}  "{term.label}"\n' if term.label != term.name else f"{term.name}\n"
    yield f"{_wrapped('  ', term.definition)}\n"
    if term.example:
        yield f"{_wrapped('  ', f'Example: {term.example}')}\n"
    rows = [*details(term), ("Group", term.group), ("IRI", term.iri)]
    if term.rules:
        rows.append(("kg:rule", ", ".join(term.rules)))
    margin = max(len(heading) for heading, _ in rows) + 4
    yield "\n"
    for heading, what in rows:
        yield f"{_wrapped(f'  {heading}'.ljust(margin), what)}\n"


def _wrapped(start: str, text: str) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- Markdown and HTML --------------------------------------------------------------------------


def _markdown() -> str:
    anchors = _anchors()
    lines = [f"# {TITLE}", "", ABOUT]
    lines += ["| prefix | namespace |", "| --- | --- |"]
    lines += [f"| `{prefix}:` | {iri} |" for prefix, iri in sorted(PREFIXES.items())]
    lines += [""] + [f"- [{group}](#{anchors[group]})" for group, _ in _groups()]
    for group, found in _groups():
        lines += ["", f"## {group}"]
        if group == REUSED:
            lines += ["", "| term | in this graph |", "| --- | --- |"]
            lines += [
                f"| {_linked(term.name, {})} | {_linked(term.definition, anchors)} |"
                for term in found
            ]
            continue
        for term in found:
            lines += ["", *_entry(term, anchors)]
    return "\n".join(lines) + "\n"


def _entry(term: Term, anchors: dict[str, str]) -> Iterator[str]:
    yield f"### {term.name}"
    yield ""
    yield f"**{term.label}**: {_linked(term.definition, anchors)}"
    if term.example:
        yield ""
        yield f"*Example: {term.example}*"
    rows = list(details(term))
    if rows:
        yield ""
    for heading, what in rows:
        yield f"- {heading}: {_linked(what, anchors)}"


def _linked(text: str, anchors: dict[str, str]) -> str:
    """`text` with each name of a term linked: ours to its heading, another to its own page."""

    def link(found: re.Match[str]) -> str:
        name, (prefix, local) = found[0], found.groups()
        if name in anchors:
            return f"[{name}](#{anchors[name]})"
        if prefix in _PAGES and prefix not in ("kg", "rel"):
            return f"[{name}]({_PAGES[prefix]}{local})"
        return name

    return _NAME.sub(link, text)


def _anchors() -> dict[str, str]:
    """Heading -> the anchor that GitHub gives it; the second of two alike has a number."""
    taken: dict[str, int] = {}
    anchors: dict[str, str] = {}
    for group, found in _groups():
        for heading in [group, *(term.name for term in found if group != REUSED)]:
            plain = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            number = taken[plain] = taken.get(plain, -1) + 1
            anchors[heading] = f"{plain}-{number}" if number else plain
    return anchors


def _html() -> str:
    return _page(TITLE, _markdown())


def _page(title: str, markdown: str) -> str:
    """The Markdown as a page of HTML whose headings have their anchors."""
    from jinja2 import Environment, StrictUndefined
    from markdown_it import MarkdownIt
    from markupsafe import Markup

    anchors = _anchors()
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open" and inline.content in anchors:
            heading.attrSet("id", anchors[inline.content])
    body = reader.renderer.render(tokens, reader.options, {})
    source = (files("kg") / "data/reference.html").read_text("utf-8")
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(source).render(title=title, body=Markup(body))


# --- Turtle -------------------------------------------------------------------------------------


def _turtle() -> str:
    return ONTOLOGY_FILE.read_text("utf-8")


def _turtle_of(chosen: Sequence[Term]) -> str:
    """The lines of the ontology that describe some terms, with the prefixes."""
    text = _turtle()
    prefixes = re.findall(r"^@prefix .*\n", text, re.MULTILINE)
    names = "|".join(re.escape(term.name) for term in chosen)
    blocks = re.findall(rf"^(?:{names}) .*? \.\n", text, re.MULTILINE | re.DOTALL)
    return "".join([*prefixes, "\n", *blocks])
