"""Bodies, whose they are and where: "the Norwegian embassy", "Peru's army", "a court in Lima"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicons
from kg.clauses import syntax
from kg.clauses.arguments import participants
from kg.clauses.status import status
from kg.clauses.types import STATE_BODIES, is_state_body, types
from kg.model import Clause, Document, Statement
from kg.statements import tie

#: Bodies that stand for their country abroad.
MISSIONS = frozenset({"embassy", "consulate", "mission", "delegation"})
#: Parts of bodies: "the army's 3rd brigade".
PARTS = frozenset(
    {
        "arm", "battalion", "branch", "brigade", "bureau", "committee", "component", "department",
        "directorate", "division", "element", "office", "panel", "regiment", "section", "squad",
        "subcommittee", "unit", "wing",
    }
)  # fmt: skip


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Countries of missions and state bodies, members of joint bodies, places of missions."""
    found: list[Statement] = []
    for token in document.doc:
        if token.pos_ == "NOUN" and not token.ent_type_ and token.dep_ != "compound":
            found.extend(_of_body(document, token))
        elif is_state_body(token):
            found.extend(_of_country(document, token))
    return tuple(found)


def _of_country(document: Document, body: Token) -> Iterator[Statement]:
    """ "Peru's Supreme Court": one that the country has, not one that is only in it."""
    for owner in syntax.kids(body, "nmod:poss"):
        if lexicons.country_named(syntax.name_text(owner)) and not syntax.same_name(body, owner):
            yield tie(document, body, "partOf", syntax.name_head(owner), "partOf.body")


def _of_body(document: Document, noun: Token) -> Iterator[Statement]:
    lemma = syntax.noun_lemma(noun)
    if lemma in MISSIONS:
        for owner in _owners(noun):
            yield tie(document, noun, "represents", owner, "represents.body")
        for child in syntax.kids(noun, "nmod"):
            if syntax.preposition(child) in ("in", "to") and _is_place(child):
                found = tie(document, noun, "locatedIn", child, "locatedIn.body")
                # "should open an embassy in Oslo": there is none yet
                yield replace(found, modality=status(noun).modality)
    elif lemma in PARTS:
        for whole in _wholes(noun):
            yield tie(document, noun, "partOf", whole, "partOf.unit")
    elif lemma in STATE_BODIES and noun.tag_ in ("NN", "NNS"):
        for owner in _owners(noun):
            yield tie(document, noun, "partOf", owner, "partOf.body")
    elif lexicons.is_org_noun(lemma):
        yield from _members(document, noun)
    elif lemma == "part" and syntax.preposition(noun) == "as":
        yield from _as_part(document, noun)
    if lemma not in MISSIONS and lexicons.is_org_noun(lemma):
        yield from _seat(document, noun)


def _as_part(document: Document, noun: Token) -> Iterator[Statement]:
    """ "Norway, as part of the Northern Council, voted"."""
    for child in syntax.kids(noun, "nmod"):
        named = noun.head.ent_type_ and child.ent_type_ == "ORG"
        if named and syntax.preposition(child) == "of":
            relation = "memberOf" if noun.head.ent_type_ == "PER" else "partOf"
            whole = syntax.name_head(child)
            yield tie(document, syntax.name_head(noun.head), relation, whole, f"{relation}.as")


def _seat(document: Document, noun: Token) -> Iterator[Statement]:
    """ "a court in Lima", "a Lima hospital": one body and where it is."""
    if noun.tag_ != "NN" or syntax.kid(noun, "det") is None:
        return
    for child in syntax.kids(noun, "compound"):
        town = child.ent_type_ == "LOC" and lexicons.country_named(syntax.name_text(child)) is None
        if town and syntax.name_span(child).end == noun.i:
            yield tie(document, noun, "locatedIn", syntax.name_head(child), "locatedIn.before")
    for child in syntax.kids(noun, "nmod"):
        if syntax.preposition(child) == "in" and child.ent_type_ == "LOC" and child.i > noun.i:
            yield tie(document, noun, "locatedIn", syntax.name_head(child), "locatedIn.body")


def _wholes(noun: Token) -> Iterator[Token]:
    """ "the army's 3rd brigade", "the Acme committee", "the 3rd brigade of the army"."""
    if syntax.kid(noun, "det", "nmod:poss") is None:
        return
    for child in noun.children:
        owns = child.dep_ == "nmod:poss" or syntax.preposition(child) == "of"
        before = child.dep_ == "compound" and child.ent_type_ == "ORG" and child.i < noun.i
        if before and any(t.is_punct for t in noun.doc[syntax.name_span(child).end : noun.i]):
            continue  # "the Brigade of Ek, an elite unit"
        if (owns or before) and child.pos_ != "PRON" and "organization" in types(child):
            yield syntax.name_head(child)


def _owners(noun: Token) -> Iterator[Token]:
    """ "Norwegian", "Norway's", "of Norway"."""
    for child in noun.children:
        if lexicons.country_of_adjective(child.text) is not None and child.i < noun.i:
            yield child
        if child.dep_ == "nmod:poss" and child.lower_ in ("country", "nation"):
            yield child
        named = child.ent_type_ == "LOC" and lexicons.country_named(syntax.name_text(child))
        owns = child.dep_ in ("nmod:poss", "compound") or syntax.preposition(child) == "of"
        if named and owns:
            yield syntax.name_head(child)


def _is_place(token: Token) -> bool:
    return token.ent_type_ == "LOC" or lexicons.is_place_noun(token.lemma_.lower())


def _members(document: Document, noun: Token) -> Iterator[Statement]:
    """ "the joint commission of Norway and Peru", "... of both countries": they are its members."""
    for child in syntax.kids(noun, "nmod"):
        if syntax.preposition(child) not in ("of", "between"):
            continue
        members = [m for c in syntax.conjuncts(child) for m in participants(c)]
        states = [m for m in members if _is_state(m)]
        group = len(states) == 1 and states[0].tag_ == "NNS"
        if len(states) > 1 or group:
            for state in states:
                yield tie(document, state, "memberOf", noun, "memberOf.body")


def _is_state(token: Token) -> bool:
    if token.ent_type_ == "LOC":
        return lexicons.country_named(syntax.name_text(token)) is not None
    return token.lemma_.lower() in ("country", "nation", "state")
