"""Everything known about one entity, each line with the sentence it was read in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.slugs import segment
from kg.stores import Store
from kg.views.rows import Properties, Reader, local_name, only, text
from kg.vocab import KG, NIF, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, Node

_PARAGRAPH = re.compile(r"\n+")
# "U.S. ", "Mr. " and the like end no sentence.
_ABBREVIATION = "".join(
    rf"(?<!\b{short})" for short in ("[A-Z]", "Mr", "Ms", "Mrs", "Dr", "St", "Gen", "Sen", "Gov")
)
_SENTENCE_END = re.compile(rf"{_ABBREVIATION}[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Line:
    """One statement about the entity, in words and with its marks.

    `start` and `end` are the evidence as offsets in the article; `sentence` is the text around
    it. `marks` says why a statement is not a plain fact: "planned", "not", "former", "says X".
    """

    text: str
    marks: tuple[str, ...]
    time: str | None
    place: str | None
    sentence: str
    article: str
    headline: str
    start: int
    end: int

    @property
    def bracketed(self) -> str:
        """Its marks, time and place as "  [planned; May 2024; Arden]", "" without any."""
        details = [*self.marks, *(d for d in (self.time, self.place) if d)]
        return f"  [{'; '.join(details)}]" if details else ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entity and everything that is said of it, facts first, then in text order.

    `elsewhere` are IRIs of the same thing at others: owl:sameAs, skos:exactMatch.
    """

    iri: str
    label: str
    type: str
    names: tuple[str, ...]
    lines: tuple[Line, ...]
    elsewhere: tuple[str, ...] = ()

    def to_text(self) -> str:
        """For a terminal: a heading, then the statements, those of one sentence above it."""
        also = [name for name in self.names if name != self.label]
        heading = f"{self.label} ({self.type})" + (f", also {', '.join(also)}" if also else "")
        parts = [_one_line(heading), self.iri, *(f"= {iri}" for iri in self.elsewhere), ""]
        for (headline, sentence), group in groupby(self.lines, lambda x: (x.headline, x.sentence)):
            lines = list(group)
            parts += [_one_line(line.text + line.bracketed) for line in lines]
            parts.append(_one_line(f"    “{sentence}”"))
            places = ", ".join(f"{line.start}-{line.end}" for line in lines)
            parts += [_one_line(f"    {headline}, {places}"), ""]
        if not self.lines:
            parts.append("Mentioned, but nothing is stated about it.")
        return "\n".join(parts).rstrip() + "\n"


def show(store: Store, entity: str) -> Dossier:
    """What the graph knows of an entity, given by IRI, by name or by a part of its name.

    NotFoundError, naming similar ones, when there is none or when several fit equally.
    """
    reader = Reader(store)
    node = find_entity(reader, entity)
    about = [properties for _, properties in reader.statements(_concerned(store, node))]
    reader.fetch(only(properties, KG.statedIn) for properties in about)
    reader.fetch(_context(properties, reader) for properties in about)
    lines = [_line(properties, reader) for properties in about]
    lines.sort(key=lambda line: bool(line.marks))
    found = reader.describe(node)
    return Dossier(
        found.iri, found.label, found.type, found.names, tuple(lines), _elsewhere(store, node)
    )


def _elsewhere(store: Store, node: ox.NamedNode) -> tuple[str, ...]:
    """What else names the same, sorted; a link may come from a file, and be of any length."""
    links = store.described([node], (OWL.sameAs, SKOS.exactMatch))
    found = (link.object.value for link in links if isinstance(link.object, ox.NamedNode))
    return tuple(sorted(map(_one_line, found)))


def find_entity(reader: Reader, wanted: str) -> ox.NamedNode:
    """The one entity that has this IRI, slug or name, or this as a part of its name."""
    known = _named(reader.store)
    asked = wanted.strip().casefold()
    tests: tuple[Callable[[str, Names], bool], ...] = (
        lambda iri, _: asked == iri.casefold() or wanted.strip() == segment(iri),
        lambda _, names: asked == names[0].casefold(),
        lambda _, names: asked in (name.casefold() for name in names),
        lambda _, names: any(asked in name.casefold() for name in names),
    )
    for test in tests:
        fitting = [node for node, names in known.items() if asked and test(node.value, names)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            reader.fetch_names(fitting[:_NAMED_AT_MOST])
            raise NotFoundError(_ambiguous(wanted, fitting, reader))
    raise NotFoundError(_unknown(wanted, list(known.values()), reader.store.name))


Names = tuple[str, ...]
_NAMED_AT_MOST = 6


def _named(store: Store) -> dict[ox.NamedNode, Names]:
    """Every entity that an article mentions, in order, with its names, the label first.

    Three patterns over the whole graph: a remote store is asked three times, not once a node.
    """
    mentioned = {node for _, _, node in store.match(None, KG.mentions)}
    labels = {node: value.value for node, _, value in store.match(None, RDFS.label)}
    others: dict[ox.NamedNode, set[str]] = {}
    for node, _, value in store.match(None, SKOS.altLabel):
        others.setdefault(node, set()).add(value.value)
    named = {}
    for node in sorted((n for n in mentioned if isinstance(n, ox.NamedNode)), key=str):
        label = labels.get(node) or local_name(node)
        named[node] = (label, *sorted(others.get(node, set()) - {label}))
    return named


def _ambiguous(wanted: str, fitting: list[ox.NamedNode], reader: Reader) -> str:
    some = [reader.describe(node) for node in fitting[:_NAMED_AT_MOST]]
    named = ", ".join(f"{entity.label} ({segment(entity.iri)})" for entity in some)
    more = f" and {len(fitting) - len(some)} more" if len(fitting) > len(some) else ""
    return f"{wanted!r} may be {named}{more}; give the whole name or the slug"


def _unknown(wanted: str, known: list[Names], store: str) -> str:
    if not known:
        return f"no entity {wanted!r}: {store} holds no article; build one with kg build SOURCE"
    by_name = {name.casefold(): name for names in known for name in names}
    near = difflib.get_close_matches(wanted.casefold(), sorted(by_name), n=4, cutoff=0.5)
    hint = (
        f"similar: {', '.join(by_name[name] for name in near)}"
        if near
        else ("`kg query entities` lists them")
    )
    return f"no entity {wanted!r} in {store}; {hint}"


_CONCERNED = """
SELECT DISTINCT ?statement WHERE {{
  {{ ?statement rdf:subject|rdf:object|prov:wasAttributedTo|kg:reportedBy|kg:place {node} }}
  UNION {{ {node} org:holds ?post . ?statement rdf:subject ?post ; rdf:predicate org:postIn }}
}}"""


def _concerned(store: Store, node: ox.NamedNode) -> set[ox.NamedNode]:
    """Statements it is part of, and where the offices that it holds are."""
    found = cast("ox.QuerySolutions", store.query(_CONCERNED.format(node=node)))
    return {cast("ox.NamedNode", row["statement"]) for row in found}


def _context(found: Properties, reader: Reader) -> ox.NamedNode:
    """The text that the evidence of a statement is in."""
    return only(reader.properties(only(found, KG.evidence)), NIF.referenceContext)


def _line(found: Properties, reader: Reader) -> Line:
    start, end, _ = reader.evidence(found)
    article = only(found, KG.statedIn)
    relation = reader.relation_label(only(found, RDF.predicate))
    ends = (found[RDF.subject][0], found[RDF.object][0])
    subject, value = (_words(end, reader) for end in ends)
    context = reader.properties(_context(found, reader))
    return Line(
        text=f"{subject} {relation} {value}",
        marks=_marks(found, reader),
        time=_when(found),
        place=_words(found[KG.place][0], reader) if KG.place in found else None,
        sentence=sentence_around(text(context, NIF.isString) or "", start, end),
        article=article.value,
        headline=text(reader.properties(article), SCHEMA.headline) or article.value,
        start=start,
        end=end,
    )


def _words(end: Node, reader: Reader) -> str:
    return reader.describe(end).label if isinstance(end, ox.NamedNode) else f"“{end.value}”"


def _marks(found: Properties, reader: Reader) -> tuple[str, ...]:
    marks = []
    if text(found, KG.negated) == "true":
        marks.append("not so")
    modality = local_name(only(found, KG.modality)).lower()
    if modality != "actual":
        marks.append(modality)
    if text(found, KG.ended) == "true":
        marks.append("former")
    if PROV.wasAttributedTo in found:
        marks.append(f"says {reader.describe(only(found, PROV.wasAttributedTo)).label}")
    return tuple(marks)


def _when(found: Properties) -> str | None:
    """ "last Friday (2024-02-02)", as far as known."""
    worded, date = text(found, KG.timeText), text(found, KG.time)
    if date is None:
        limits = [text(found, KG.timeStart), text(found, KG.timeEnd)]
        date = " to ".join(limit or "…" for limit in limits) if any(limits) else None
    if worded and date and worded != date:
        return f"{worded} ({date})"
    return worded or date


def sentence_around(article: str, start: int, end: int) -> str:
    """The sentence or sentences of `article` that hold characters [start, end), on one line.

    The graph has no sentences, so they are found again by their punctuation; a paragraph is
    never left.
    """
    left = max((m.end() for m in _PARAGRAPH.finditer(article, 0, start)), default=0)
    right = _PARAGRAPH.search(article, end)
    paragraph_end = right.start() if right else len(article)
    first = max(
        (m.end() for m in _SENTENCE_END.finditer(article, left, start + 1) if m.end() <= start),
        default=left,
    )
    last = next(
        (m.end() for m in _SENTENCE_END.finditer(article, max(end - 1, first), paragraph_end)),
        paragraph_end,
    )
    return _one_line(article[first:last]).strip()


def _one_line(words: str) -> str:
    """Without line ends, and without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in words)
