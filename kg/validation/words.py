"""A result of validation in words: what its node is, where it is, and what stands there."""

from __future__ import annotations

import pyoxigraph as ox

from kg.slugs import segment
from kg.stores import Store
from kg.validation.report import Result, Term, Violation
from kg.vocab import KG, NIF, PREFIXES, RDF, RDFS, SCHEMA, XSD, Node

_LONGEST = 160

_Properties = dict[ox.NamedNode, list[Node]]


def violation(store: Store, result: Result) -> Violation:
    """The result with what the store knows of its node."""
    node = result.focus
    known: _Properties = {}
    if not isinstance(node, ox.Literal):
        for _, predicate, value in store.match(node):  # type: ignore[arg-type]  # or a blank node
            known.setdefault(predicate, []).append(value)
    return Violation(
        result,
        articles=_articles(store, node, known),
        about=f"{_about(store, result, known)} {_short(node)}",
        words=_words(store, known),
        found=_found(result, known),
    )


def _about(store: Store, result: Result, known: _Properties) -> str:
    kinds = known.get(RDF.type, [])
    if result.shape.endswith("#PlainTriple"):
        ends = (result.focus, result.path, result.value)
        return "plain triple " + _quoted(" ".join(_label(store, end) for end in ends if end))
    if KG.Statement in kinds:
        ends = (RDF.subject, RDF.predicate, RDF.object)
        said = [_label(store, value) for end in ends for value in known.get(end, [])[:1]]
        return f"statement {_quoted(' '.join(said))}"
    if NIF.RFC5147String in kinds:
        return "text" if NIF.Context in kinds else "span"
    if SCHEMA.NewsArticle in kinds:
        return "article"
    if RDFS.subPropertyOf in known:
        return f"relation {_quoted(_label(store, result.focus))}"
    kind = _compact(kinds[0]) if kinds else "node"
    return f"{kind} {_quoted(_label(store, result.focus))}" if RDFS.label in known else kind


def _articles(store: Store, node: Term, known: _Properties) -> tuple[str, ...]:
    """The article itself, those that the node is stated in, or those that mention it."""
    if SCHEMA.NewsArticle in known.get(RDF.type, []):
        found = {node}
    elif KG.statedIn in known:
        found = set(known[KG.statedIn])
    else:
        found = {article for article, _, _ in store.match(None, KG.mentions, node)}  # type: ignore[arg-type]
    return tuple(sorted(segment(one.value) for one in found))


def _words(store: Store, known: _Properties) -> str | None:
    """The words of a span, or of the evidence of a statement."""
    for span in known.get(KG.evidence, []):
        if isinstance(span, ox.NamedNode):
            for _, _, words in store.match(span, NIF.anchorOf):
                return _shortened(words.value)
    return next((_shortened(words.value) for words in known.get(NIF.anchorOf, [])), None)


def _found(result: Result, known: _Properties) -> str | None:
    """The value that is wrong, or everything at a path that has too few or too many."""
    if result.value is not None:
        values = [_short(result.value)]
    elif result.path is not None:
        values = sorted(_short(value) for value in known.get(result.path, []))
    else:
        return None
    path = f"{_compact(result.path)} " if result.path else ""
    return path + (", ".join(values) if values else "(nothing)")


def _label(store: Store, term: Term) -> str:
    if isinstance(term, ox.NamedNode):
        for _, _, label in store.match(term, RDFS.label):
            return label.value
        return _compact(term)
    return term.value


def _compact(node: Term) -> str:
    """A term of a vocabulary with its prefix, another IRI in full."""
    for prefix, namespace in PREFIXES.items():
        if node.value.startswith(namespace):
            return f"{prefix}:{node.value.removeprefix(namespace)}"
    return f"<{node.value}>"


def _short(term: Term) -> str:
    """A term as in Turtle: `kg:Actual`, `"a text"`, `"2"^^xsd:decimal`."""
    if isinstance(term, ox.NamedNode):
        return _compact(term)
    if isinstance(term, ox.Literal) and not term.language and term.datatype != XSD.string:
        return f'"{_shortened(term.value)}"^^{_compact(term.datatype)}'
    return _shortened(str(term))


def _quoted(text: str) -> str:
    return f"“{_shortened(text)}”"


def _shortened(text: str) -> str:
    """On one line, and no longer than a reader wants."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " …"
