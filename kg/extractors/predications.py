"""What somebody calls or makes something: "called her a hero", "named him captain"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg import wording
from kg.clauses.arguments import TIME_NOUNS
from kg.language.verbs import participle
from kg.model import Argument, Clause, Document, Statement, Text
from kg.predicates import predicates
from kg.statements import (
    end,
    evidence,
    is_description,
    is_specific,
    joined,
    statement,
    words,
)

RULE = "predication"


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """One statement for each thing and each description of it."""
    return tuple(s for c in clauses if c.kind == "verb" for s in _of_clause(document, c))


def _of_clause(document: Document, clause: Clause) -> Iterator[Statement]:
    if not clause.role("subject"):
        return  # "was named captain": an open relation of who was named
    for thing in clause.role("object"):
        token = document.doc[thing.head]
        if not is_specific(token) or token.lemma_.lower() in TIME_NOUNS:
            continue  # "served eight years as mayor"
        for description in _descriptions(document, clause):
            if description.head != thing.head:
                yield from _predicated(document, clause, thing, description)


def _descriptions(document: Document, clause: Clause) -> Iterator[Argument]:
    for argument in clause.role("complement", "as"):
        token = document.doc[argument.head]
        if argument.role == "complement" or is_description(clause.predicate, token):
            yield argument


def _predicated(
    document: Document, clause: Clause, thing: Argument, description: Argument
) -> Iterator[Statement]:
    speaker = clause.role("subject")[0]
    if clause.predicate in predicates().describing and clause.speaker is None:
        # "Ek called Lund a hero": Lund is one, says Ek
        relation = wording.relation("is")
        found = joined(document, clause, relation, thing, description, RULE, speaker)
        yield replace(found, speaker=speaker.head, place=None)
        if clause.passive or document.doc[thing.head].i < clause.head:
            return  # "a camp that they call a retreat"
        called = Text(words(document.doc, (*thing.tokens, *description.tokens)))
        span = evidence(document, clause, speaker, thing, description)
        ends = (end(document, speaker), called)
        yield statement(document, clause, wording.relation(clause.predicate), ends, span, RULE)
    else:
        verb = participle(clause.predicate.split()[0])
        relation = wording.relation("be", verb, wording.preposition(description.role))
        yield joined(document, clause, relation, thing, description, RULE, speaker)
