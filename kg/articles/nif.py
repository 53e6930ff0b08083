"""Reads NIF 2.0: texts (nif:Context) with the phrases that another annotator marked in them.

A phrase with itsrdf:taIdentRef or itsrdf:taClassRef is a hint: its words name a thing of that
class, and the thing has that IRI. Sources: NIF 2.0 core for contexts, phrases and offsets
(Unicode code points), ITS 2.0 section 8.9 for text analysis, RFC 5147 for `#char=` addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

import pyoxigraph as ox

from kg.articles import checks
from kg.articles.metadata import Metadata
from kg.articles.sources import Found
from kg.errors import InputError
from kg.model import EntityType, Hint
from kg.slugs import local_name
from kg.vocab import DCTERMS, ITSRDF, NIF, SCHEMA

SYNTAXES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
"""Kind of a `Found` -> the syntax of RDF that it is in."""

_FIELDS = {
    SCHEMA.headline: "title",
    DCTERMS.title: "title",
    SCHEMA.datePublished: "date",
    DCTERMS.issued: "date",
    SCHEMA.publisher: "publisher",
    SCHEMA.url: "url",
    NIF.sourceUrl: "url",
    SCHEMA.inLanguage: "language",
    SCHEMA.license: "license",
    DCTERMS.license: "license",
}
_KEPT = frozenset(_FIELDS) | {
    *(NIF.isString, NIF.anchorOf, NIF.beginIndex, NIF.endIndex, NIF.referenceContext),
    *(ITSRDF.taIdentRef, ITSRDF.taClassRef),
}
# Local names, in lower case, of classes in the vocabularies that annotators use (schema.org,
# DBpedia, NERD, FOAF, OntoNotes): a class that is none of them says only that it is a name.
_CLASSES = {
    EntityType.PERSON: "person per agent politician athlete artist",
    EntityType.ORGANIZATION: "organization organisation org company corporation agency band"
    " newspaper politicalparty governmentorganization sportsteam",
    EntityType.COUNTRY: "country",
    EntityType.CITY: "city town settlement",
    EntityType.PLACE: "place location loc gpe populatedplace administrativearea region",
    EntityType.EVENT: "event",
    EntityType.THING: "thing product creativework work misc miscellaneous",
}
_CLASS_OF = {name: kind for kind, names in _CLASSES.items() for name in names.split()}

_Node = ox.NamedNode | ox.BlankNode
_Values = dict[ox.NamedNode, list[ox.NamedNode | ox.BlankNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class NifText:
    """One context: its text, what is known about it, and the hints in it; `name` for the slug."""

    name: str
    text: str
    source: str
    metadata: Metadata = field(default_factory=Metadata)
    hints: tuple[Hint, ...] = ()


def texts(found: Found) -> Iterator[NifText | InputError]:
    """The contexts of a file or page, sorted by IRI; one that is malformed is an InputError."""
    nodes = _read(found)
    contexts = sorted((n for n, known in nodes.items() if NIF.isString in known), key=str)
    if not contexts:
        raise InputError(
            found.name,
            "holds no text in NIF (no nif:Context with nif:isString)",
            "give NIF 2.0, or the article as text",
        )
    phrases: dict[_Node, list[_Node]] = {context: [] for context in contexts}
    for node, known in nodes.items():
        for context in known.get(NIF.referenceContext, ()):
            if not isinstance(context, ox.Literal) and context in phrases:
                phrases[context].append(node)
    for number, context in enumerate(contexts, start=1):
        alone = len(contexts) == 1
        source = found.name if alone else f"{found.name}: {context}"
        name = found.stem if alone and found.stem else _name(context, found, number)
        try:
            yield _text(name, source, context, nodes, phrases[context])
        except InputError as error:
            yield error


def _read(found: Found) -> dict[_Node, _Values]:
    """Subject -> predicate -> values, of the predicates that count."""
    base = found.url or f"file:///{found.stem or 'article'}"
    form = SYNTAXES[found.kind]
    nodes: dict[_Node, _Values] = {}
    if form == ox.RdfFormat.RDF_XML:
        checks.check_entities(found.data, found.name)
    try:
        for quad in ox.parse(found.data, form, base_iri=base):
            if quad.predicate in _KEPT and not isinstance(quad.object, ox.Triple):
                known = nodes.setdefault(quad.subject, {})
                known.setdefault(quad.predicate, []).append(quad.object)
    except SyntaxError as error:
        reason = str(error).split("\n")[0]
        raise InputError(
            found.name, f"is not {form.name} ({reason})", "correct it there, or write it again"
        ) from None
    return nodes


def _name(context: _Node, found: Found, number: int) -> str:
    """The last segment of the address of the document, with the file's name if it has no letter."""
    document = _document(context)
    segment = unquote(re.split(r"[/#?]", document.rstrip("/"))[-1]) if document else ""
    if re.search(r"[^\W\d_]", segment):
        return segment
    return f"{found.stem or 'nif'}-{segment or number}"


def _document(context: _Node) -> str:
    """The IRI without the part that says which characters: `#char=0,20`, `#offset_0_20`."""
    if isinstance(context, ox.BlankNode):
        return ""
    return re.sub(r"[#?&](char=|offset_|nif=).*", "", context.value)


def _text(
    name: str, source: str, context: _Node, nodes: dict[_Node, _Values], phrases: Iterable[_Node]
) -> NifText:
    found = nodes[context][NIF.isString]
    if len(found) > 1 or not isinstance(found[0], ox.Literal):
        raise InputError(source, "has no one text (nif:isString)", "give each context one string")
    raw = found[0].value
    text = checks.clean(raw, source)
    hints = {_hint(raw, phrase, nodes[phrase], source) for phrase in phrases}
    document = nodes.get(ox.NamedNode(_document(context))) if _document(context) else None
    fields = {"language": found[0].language}
    for known in (document or {}, nodes[context]):
        for predicate, name_ in _FIELDS.items():
            for value in known.get(predicate, ()):
                fields.setdefault(name_, value.value)
    return NifText(
        name=name,
        text=text,
        source=source,
        metadata=Metadata.of(fields, source),
        hints=tuple(sorted((h for h in hints if h), key=lambda h: (h.start, h.end, str(h)))),
    )


def _hint(text: str, phrase: _Node, known: _Values, source: str) -> Hint | None:
    """What a phrase says; None when it links and classes nothing, InputError when it is wrong."""
    if ITSRDF.taIdentRef not in known and ITSRDF.taClassRef not in known:
        return None
    start, end = (_offset(phrase, known, p, source) for p in (NIF.beginIndex, NIF.endIndex))
    if not 0 <= start < end <= len(text):
        raise InputError(
            source,
            f"the phrase {phrase} is at [{start}, {end}) of a text of {len(text)} characters",
            "offsets count the Unicode characters of nif:isString from 0: correct or remove it",
        )
    for words in known.get(NIF.anchorOf, ()):
        if words.value != text[start:end]:
            raise InputError(
                source,
                f"the phrase {phrase} says {words.value[:60]!r}, its offsets [{start}, {end}) "
                f"{text[start:end][:60]!r}",
                "offsets count the Unicode characters of nif:isString from 0: correct or remove it",
            )
    idents = (v.value for v in known.get(ITSRDF.taIdentRef, ()) if isinstance(v, ox.NamedNode))
    kinds = (_class(v.value) for v in known.get(ITSRDF.taClassRef, ()))
    named = sorted((kind for kind in kinds if kind is not None), key=list(EntityType).index)
    return Hint(
        start=len(_cleaned(text[:start])),
        end=len(_cleaned(text[:end])),
        type=named[0] if named else None,
        ident=min(idents, default=None),
    )


def _cleaned(text: str) -> str:
    """As `checks.clean` makes it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _offset(phrase: _Node, known: _Values, predicate: ox.NamedNode, source: str) -> int:
    values = known.get(predicate, [])
    if len(values) != 1 or not re.fullmatch(r"-?[0-9]{1,9}", values[0].value):
        name = local_name(predicate.value)
        raise InputError(
            source, f"the phrase {phrase} has not one number as nif:{name}", "give it one"
        )
    return int(values[0].value)


def _class(iri: str) -> EntityType | None:
    return _CLASS_OF.get(re.split(r"[/#:]", iri)[-1].lower())
