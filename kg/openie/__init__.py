"""Open triples: what each sentence says, in its own words, whether or not a rule knows it.

"In May, Ann Ek, the mayor, has been trying to buy the mill, said Bo Lund." gives
"Ann Ek | has been trying to buy | the mill | In May" and "Ann Ek | [is] | the mayor". The triples
come from the same clauses as the graph, which know negation, modality and speaker; here their
parts are whole phrases of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.clauses import extract, syntax
from kg.model import Clause, Document
from kg.openie.confidence import confidence
from kg.openie.copulas import of_copula, of_description
from kg.openie.triples import Draft, OpenTriple
from kg.openie.verbs import of_verb

__all__ = ["OpenTriple", "read"]


def read(document: Document) -> tuple[OpenTriple, ...]:
    """All open triples of an article, in text order."""
    return tuple(
        OpenTriple(draft, clause, confidence(document.doc, draft, clause))
        for clause in extract(document)
        for draft in _drafts(document, clause)
    )


def _drafts(document: Document, clause: Clause) -> Iterator[Draft]:
    """A clause in its own words; an event noun only repeats what the verbs around it say."""
    head = document.doc[clause.head]
    if clause.kind == "verb":
        yield from of_verb(head)
    elif clause.kind == "copula" and syntax.kid(head, "cop") is not None:
        yield from of_copula(head)
    elif clause.kind == "copula" and not clause.identifying:
        yield from of_description(head, clause)
