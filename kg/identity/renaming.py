"""An article's triples under the IRIs that its entities have in the graph, and back again.

What was renamed is noted beside the article, so that its own wording is never lost: what it
contributes is read back exactly, whatever it was called in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from kg.stores.contributions import HIDDEN

Names = Mapping[ox.NamedNode, ox.NamedNode]
"""What an article calls an entity -> what the graph calls it, for those where it differs."""

_KNOWN_AS = ox.NamedNode(f"{HIDDEN}known-as")
_WORDED = ox.NamedNode(f"{HIDDEN}worded")
_SETTLED = ox.NamedNode(f"{HIDDEN}settled")
_OWN_NOTES = frozenset({_KNOWN_AS, _WORDED, _SETTLED})


@dataclass(frozen=True, slots=True)
class Worded:
    """An article in its own wording, and how it is renamed in the graph.

    `notes` are those that others made of it; `names` those renamed now.
    """

    triples: frozenset[ox.Triple]
    notes: frozenset[ox.Triple]
    names: Names


def worded(triples: Collection[ox.Triple], notes: Collection[ox.Triple]) -> Worded:
    """The own wording of an article that stands in the graph with these triples and notes."""
    names = {
        t.subject: t.object
        for t in notes
        if t.predicate == _KNOWN_AS
        and isinstance(t.subject, ox.NamedNode)
        and isinstance(t.object, ox.NamedNode)
    }
    kept = set(_parsed(t.object.value for t in notes if t.predicate == _WORDED))  # type: ignore[union-attr]
    rest = frozenset(t for t in notes if t.predicate not in _OWN_NOTES)
    ambiguous = _ambiguous(names, _ends(kept))
    back = {target: own for own, target in names.items()}
    plain = (t for t in triples if ambiguous.isdisjoint((t.subject, t.object)))
    return Worded(frozenset({*(_mapped(t, back) for t in plain), *kept}), rest, names)


def renamed(
    article: ox.NamedNode, own: Worded, names: Names, digest: str
) -> tuple[set[ox.Triple], set[ox.Triple]]:
    """The triples and the notes with which an article stands in the graph under these names.

    `digest` is that of what is known of the article (`settled`).
    """
    ambiguous = _ambiguous(names, _ends(own.triples))
    kept = {
        t
        for t in own.triples
        if not ambiguous.isdisjoint((_image(t.subject, names), _image(t.object, names)))
    }
    notes = {
        *own.notes,
        settled(article, digest),
        *(ox.Triple(node, _KNOWN_AS, target) for node, target in names.items()),
        *(ox.Triple(article, _WORDED, ox.Literal(str(t))) for t in kept),
    }
    return {_mapped(t, names) for t in own.triples}, notes


def settled(article: ox.NamedNode, digest: str) -> ox.Triple:
    """The note that an article stands in the graph as it should, given what `digest` is of."""
    return ox.Triple(article, _SETTLED, ox.Literal(digest))


def is_settled_note(note: ox.Triple) -> bool:
    """Whether a note is one that `settled` makes."""
    return note.predicate == _SETTLED


def _ambiguous(names: Names, nodes: Iterable[object]) -> set[object]:
    """The IRIs that several nodes of an article become."""
    own = {*names, *nodes}
    counts = Counter(_image(node, names) for node in own)
    return {target for target, number in counts.items() if number > 1}


def _ends(triples: Iterable[ox.Triple]) -> set[object]:
    return {end for t in triples for end in (t.subject, t.object)}


def _image(node: object, names: Names) -> object:
    return names.get(node, node) if isinstance(node, ox.NamedNode) else node


def _mapped(triple: ox.Triple, names: Names) -> ox.Triple:
    subject, value = triple.subject, triple.object
    if subject not in names and value not in names:
        return triple
    return ox.Triple(_image(subject, names), triple.predicate, _image(value, names))  # type: ignore[arg-type]


def _parsed(lines: Iterable[str]) -> Iterator[ox.Triple]:
    text = "".join(f"{line} .\n" for line in lines)
    for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
        yield quad.triple
