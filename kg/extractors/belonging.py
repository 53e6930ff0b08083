"""To whom the unnamed belong: "a spokesperson for Acme", "an Acme engineer", "Ek's widow"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import vocab
from kg.clauses import syntax
from kg.clauses.descriptions import (
    described,
    description_arguments,
    description_lemma,
    is_identifying,
)
from kg.clauses.types import types
from kg.model import Clause, Document, Statement
from kg.predicates import predicates
from kg.rules import Match, matches
from kg.statements import joined, mention, plain, tie

#: What ties somebody to a body, where no rule knows the noun.
TIES = frozenset({"of", "at", "with", "from", "for"})
#: What a description tells of one who has no name; "our allies" names none of them.
TOLD = frozenset(
    {
        "childOf", "employedBy", "livesIn", "memberOf", "nationality", "playsFor", "relativeOf",
        "represents", "siblingOf", "spouseOf", "studiedAt", "supports",
    }
)  # fmt: skip
OF_A_LAND = frozenset({"livesIn", "nationality"})
#: Determiners of nobody in particular.
NOBODY = frozenset({"any", "no", "every", "each", "another", "what", "which"})
#: Bodies that stand without their name before what somebody does there: "a company engineer".
FIRST = frozenset({"army", "club", "company", "navy", "party", "police", "team", "union"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Bodies and people that a description of somebody names."""
    found: list[Statement] = []
    for noun in document.doc:
        if _describes_itself(noun):
            found.extend(_belongs(document, noun))
    for clause in clauses:
        if clause.kind == "copula":
            found.extend(_of_a_body(document, clause))
    return tuple(found)


def _describes_itself(noun: Token) -> bool:
    """Somebody without a name: "a spokesperson for Acme said"."""
    if noun.pos_ != "NOUN" or noun.ent_type_ or noun.dep_ in ("compound", "flat", "fixed"):
        return False
    if "person" not in types(noun) or is_identifying(noun):
        return False
    if any(c.lower_ in NOBODY for c in syntax.kids(noun, "det")):
        return False
    stands_for = noun.tag_ == "NNS" and noun.lemma_.lower() in predicates().representatives
    return not stands_for and not described(noun)


def _belongs(document: Document, noun: Token) -> Iterator[Statement]:
    arguments = description_arguments(noun, noun)
    own = [a for a in arguments if a.head != noun.i and _is_bound(noun, document.doc[a.head])]
    if not own:
        return
    me = next(a for a in arguments if a.head == noun.i)
    ends = tuple(sorted((me, *own), key=lambda a: (a.head, a.role)))
    clause = Clause(description_lemma(noun), "copula", noun.i, ends, (noun.i,))
    told = False
    for match in matches(clause, document):
        other = match.object if match.subject.head == noun.i else match.subject
        told = told or other.head != noun.i
        if _may_tell(match, document.doc[other.head]):
            pair = (match.subject, match.object)
            yield plain(joined(document, clause, match.rule.relation, *pair, match.rule.id))
    for body in own:
        if document.doc[body.head].ent_type_ == "ORG" and body.role in TIES and not told:
            relation = vocab.relation("affiliatedWith")
            yield plain(joined(document, clause, relation, me, body, "affiliatedWith.description"))


def _may_tell(match: Match, other: Token) -> bool:
    """Whether a description tells the relation to `other`; "US workers" have no body."""
    relation = match.rule.relation.name
    land = other.dep_ == "compound" and other.ent_type_ == "LOC"
    return relation in TOLD and _is_known(other) and (not land or relation in OF_A_LAND)


def _is_bound(noun: Token, other: Token) -> bool:
    """Right before the noun and of somebody: "an Acme engineer", but not any "Acme engineers"."""
    if other.lower_ == "their":
        return False
    if other.i > noun.i or other.dep_ == "nmod:poss" or not other.ent_type_:
        return True
    bare = noun.tag_ == "NNS" and syntax.kid(noun, "det", "nummod", "nmod:poss") is None
    between = noun.doc[syntax.name_span(other).end : noun.i]
    return not bare and all(t.head.i == noun.i and t.pos_ in ("ADJ", "NOUN") for t in between)


def _is_known(token: Token) -> bool:
    """A name, "her", or "the club": what a description may be told by."""
    return bool(token.ent_type_) or token.tag_ == "PRP$" or syntax.is_definite(token)


def _of_a_body(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Company engineer Ann Ek": of the company that the article tells of."""
    head = document.doc[clause.head]
    for body in syntax.kids(head, "compound"):
        first = body.i == head.left_edge.i and body.lower_ in FIRST and not body.ent_type_
        known = _told_before(body) if first else None
        for subject in clause.role("subject"):
            if known is not None and document.doc[subject.head].ent_type_ == "PER":
                whom = syntax.name_head(document.doc[subject.head])
                found = tie(document, whom, "affiliatedWith", body, "affiliatedWith.body")
                yield replace(found, object=mention(document, known.i))


def _told_before(body: Token) -> Token | None:
    """ "the company" or "Norvik Company" before "company engineer"."""
    for token in reversed(body.doc[: body.i]):
        if token.lower_ == body.lower_ and token.dep_ != "compound":
            return syntax.name_head(token)
    return None
