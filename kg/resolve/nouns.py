"""What a common noun says by itself: its determiner, what narrows it down, what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from spacy.tokens import Token

from kg import lexicons
from kg.model import EntityType

DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
INDEFINITES = frozenset({"a", "an", "another", "some", "any", "no", "each", "every", "such"})
CHAIRS = frozenset({"chair", "chairman", "chairwoman", "chairperson", "president"})
SHORT_FORM = frozenset({"det", "amod", "compound", "nummod", "det:predet", "nmod:poss"})


class Determiner(StrEnum):
    """How a nominal is determined: "the body", "that body", "her body", "a body", "bodies"."""

    DEFINITE = "definite"
    DEMONSTRATIVE = "demonstrative"
    POSSESSIVE = "possessive"
    INDEFINITE = "indefinite"
    BARE = "bare"


def is_title(token: Token) -> bool:
    """True for what describes a name before it: "Prime Minister Li", "airline Arkon Air".

    UD writes it as nmod:desc (or compound) of the name, older trees as the head of a flat name.
    """
    before = token.i < token.head.i and token.pos_ == "NOUN" and not token.ent_type_
    if before and token.dep_ == "nmod:desc" and token.head.ent_type_:
        return True
    if before and token.dep_ == "compound" and token.head.ent_type_ in {"PER", "PERSON"}:
        return True
    if not lexicons.is_role(noun_of(token)):
        return False
    if token.dep_ in {"nmod:desc", "compound", "nmod"} and token.head.pos_ == "PROPN":
        return token.i < token.head.i and token.head.i - token.i <= 3
    return any(c.dep_ == "flat" and c.pos_ == "PROPN" and c.i > token.i for c in token.children)


def is_apposed(token: Token) -> bool:
    """True for "Arkon" of "the firm Arkon" and "the firm, Arkon", however the tree writes it."""
    if token.dep_ in {"appos", "flat"}:
        return True
    bare = token.dep_ in {"nmod", "nmod:desc"} and token.i > token.head.i and token.pos_ == "PROPN"
    return bare and not any(c.dep_ == "case" for c in token.children)


def noun_of(token: Token) -> str:
    """The lower-case noun; a prefix that the tokeniser cut off is put back: "co-chair"."""
    lemma = (token.lemma_ or token.text).lower()
    if (
        token.i >= 2
        and token.nbor(-1).text == "-"
        and token.nbor(-2).lower_ in {"co", "vice", "ex"}
    ):
        prefix = token.nbor(-2).lower_
        return f"{prefix}-{'chair' if prefix == 'co' and lemma in CHAIRS else lemma}"
    for prefix in ("co-", "co"):
        rest = lemma.removeprefix(prefix)
        if rest != lemma and rest in CHAIRS:
            return "co-chair"
    for suffix in ("spokesman", "spokeswoman", "spokesperson"):
        if lemma == suffix:
            return "spokesperson"
    return lemma


def is_counted(token: Token) -> bool:
    """True for amounts: "200 acres", "five million dollars"."""
    return any(c.dep_ == "nummod" for c in token.children)


def determiner_of(token: Token) -> Determiner:
    """How a noun is determined; an indefinite article outranks everything else."""
    found = Determiner.BARE
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "nmod:poss":
            found = Determiner.POSSESSIVE
        elif child.dep_ in {"det", "det:predet"}:
            if lower in INDEFINITES:
                return Determiner.INDEFINITE
            if lower in DEMONSTRATIVES:
                return Determiner.DEMONSTRATIVE
            if lower in {"the", "both"}:
                found = Determiner.DEFINITE
    return found


def restrictions(token: Token) -> Iterator[tuple[str, str]]:
    """What narrows a noun down, each word with its preposition or "".

    "the deputy mayor of Lima" gives ("", "deputy") and ("of", "lima"). Where a thing is narrows it
    down only in part ("the commission in Lima"), so "in" and "at" are left out.
    """
    for child in token.children:
        if child.dep_ not in RESTRICTING or child.pos_ == "PRON":
            continue
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        case = "" if child.dep_ == "nmod:poss" else case
        if case in {"in", "at", "on", "during"} or (child.dep_ == "nmod" and not case):
            continue
        inner = (c for c in child.children if c.dep_ in SHORT_FORM or c.dep_ == "conj")
        for word in map(_as_restriction, (child, *inner)):
            if word not in {"", "the", "a", "an", "co", "also"}:
                yield case, word


RESTRICTING = frozenset({"amod", "compound", "nmod", "nmod:poss", "nummod"})


def _as_restriction(token: Token) -> str:
    if token.pos_ in {"DET", "PRON", "PUNCT"}:
        return ""
    country = lexicons.country(token.text) if token.text[:1].isupper() else None
    return country.code if country is not None else (token.lemma_ or token.text).lower()


def noun_type(noun: str, token: Token) -> EntityType | None:
    """What a common noun stands for: a person, an organisation, a country, a city, a place."""
    if lexicons.is_role(noun) or lexicons.is_person_noun(noun):
        return EntityType.PERSON
    if lexicons.country_of_people(token.text) is not None and token.text[:1].isupper():
        return EntityType.PERSON
    if noun in COUNTRY_NOUNS:
        return EntityType.COUNTRY
    if noun in CITY_NOUNS:
        return EntityType.CITY
    if lexicons.is_org_noun(noun):
        return EntityType.ORGANIZATION
    if lexicons.is_place_noun(noun) and not _is_condition(noun, token):
        return EntityType.PLACE
    return None


def _is_condition(noun: str, token: Token) -> bool:
    """As in "the current state of the talks", unlike "the state of Ohio"."""
    return noun == "state" and any(
        c.dep_ == "nmod" and c.pos_ != "PROPN" and any(x.lower_ == "of" for x in c.children)
        for c in token.children
    )


COUNTRY_NOUNS = frozenset({"country", "nation"})
CITY_NOUNS = frozenset({"city", "town", "village", "capital"})
