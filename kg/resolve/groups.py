"""Phrases that stand for several: "both leaders", "the two countries", "the co-chairs", "they"."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg import lexicons
from kg.model import EntityType
from kg.resolve.discourse import Discourse
from kg.resolve.mentions import Kind
from kg.resolve.nouns import is_apposed
from kg.resolve.wordlists import word_list

_ANY = (EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.PERSON)
PAIR_TYPES: dict[str, tuple[EntityType, ...]] = {
    **dict.fromkeys(("side", "party", "delegation", "partner", "neighbour", "neighbor"), _ANY),
    **dict.fromkeys(("ally", "rival", "government"), _ANY),
    **dict.fromkeys(("country", "nation", "state", "capital"), (EntityType.COUNTRY,)),
    **dict.fromkeys(("company", "firm", "club", "team"), (EntityType.ORGANIZATION,)),
    **dict.fromkeys(("organisation", "organization", "union"), (EntityType.ORGANIZATION,)),
}
REPRESENTATIVES = word_list("representatives")


def pair(d: Discourse, number: int) -> tuple[int, ...]:
    """As in "Both leaders" and "the two countries" are the two that were last spoken of.

    The nearest sentences that name two of the right type must name exactly two; of more, a pair
    that the text itself coordinates ("Peru and Chile") is taken, else none.
    """
    phrase = d.phrases[number]
    token = d.doc[phrase.head]
    if not (phrase.plural and says_two(token)):
        return ()
    types = PAIR_TYPES.get(phrase.words) or (
        (EntityType.PERSON,) if _is_person(phrase.words) else ()
    )
    for distance in range(len(d.phrases)):
        for type_ in types:
            found = _nearby(d, number, type_, distance)
            if len(found) == 2:
                return found
            if len(found) > 2:
                return _coordinated(d, number, type_)
        if d.phrases[number].sentence - distance < 0:
            break
    return ()


def one_of_two(d: Discourse, number: int) -> int | None:
    """As in "Peru and Chile signed it. The former ..., the latter ...": each by its place.

    The two are the only ones of their kind that this sentence names before, else the one before.
    """
    phrase = d.phrases[number]
    if phrase.words not in ORDER:
        return None
    for sentence in (phrase.sentence, phrase.sentence - 1):
        named: dict[int, int] = {}
        for other in d.before(number, 1):
            here = d.phrases[other].sentence == sentence
            if here and d.phrases[other].words not in ORDER and _is_one_of(d, other):
                named[d.root(other)] = other
        in_order = sorted(named.values())
        if len(in_order) == 2:
            return in_order[ORDER.index(phrase.words)]
        if named:
            return None
    return None


ORDER = ("former", "latter")


def _is_one_of(d: Discourse, number: int) -> bool:
    """Somebody or a body that is named, not a place where something was."""
    profile, token = d.profile(number), d.doc[d.phrases[number].head]
    located = any(c.lower_ in {"in", "at"} for c in token.children if c.dep_ == "case")
    return bool(profile.names) and profile.type in _ANY and not located


def says_two(token: Token) -> bool:
    """As in "both leaders", "the two leaders", "both of the leaders"."""
    return any(
        (c.lower_ == "both" and c.dep_ in {"det", "det:predet", "amod", "advmod", "cc:preconj"})
        or (c.lower_ in {"two", "2"} and c.dep_ == "nummod" and _is_definite(token))
        for c in token.children
    )


def _is_definite(token: Token) -> bool:
    return any(
        c.dep_ == "nmod:poss" or (c.dep_ == "det" and c.lower_ in {"the", "these", "those"})
        for c in token.children
    )


def _is_person(noun: str) -> bool:
    return lexicons.is_role(noun) or lexicons.is_person_noun(noun)


def _nearby(d: Discourse, number: int, type_: EntityType, distance: int) -> tuple[int, ...]:
    """Clusters of a type named in the last `distance` sentences before a phrase, in text order."""
    sentence = d.phrases[number].sentence
    found = set()
    for other in d.before(number, distance):
        if d.phrases[other].sentence < sentence - distance or other in d.groups:
            continue
        profile = d.profile(other)
        if profile.type is type_ and (profile.names or profile.country) and not profile.plural:
            found.add(d.root(other))
    return tuple(sorted(found))


def _coordinated(d: Discourse, number: int, type_: EntityType) -> tuple[int, ...]:
    """The last pair "A and B" of a type before a phrase."""
    for other in d.before(number, 6):
        token = d.doc[d.phrases[other].head]
        pair_ = members(d, token)
        if len(pair_) == 2 and all(d.profile(n).type is type_ for n in pair_):
            return tuple(sorted({d.root(n) for n in pair_}))
    return ()


def members(d: Discourse, token: Token) -> tuple[int, ...]:
    """Phrases coordinated under a token, itself first: "Berg, Diallo and Ruiz"."""
    tokens = [token, *(c for c in token.children if c.dep_ == "conj")]
    return tuple(d.at[t.i] for t in tokens if t.i in d.at) if len(tokens) > 1 else ()


def holders(d: Discourse, number: int) -> tuple[int, ...]:
    """As in "the co-chairs", "the ministers": the persons described so, when there are two.

    Offices held together ("co-") may be told later in the article; others must come before.
    """
    phrase = d.phrases[number]
    if (
        not phrase.plural
        or not lexicons.is_role(phrase.words)
        or not _is_definite(d.doc[phrase.head])
    ):
        return ()
    later = phrase.words.startswith("co-")
    found: set[int] = set()
    for other, candidate in enumerate(d.phrases):
        if (
            candidate.kind is not Kind.NOMINAL
            or candidate.plural
            or candidate.words != phrase.words
        ):
            continue
        profile = d.profile(other)
        if profile.names and profile.type is EntityType.PERSON and (later or other < number):
            found.add(d.root(other))
    return tuple(sorted(found)) if len(found) == 2 else ()


def listed(d: Discourse, number: int) -> tuple[int, ...]:
    """As in "the firms Arkon and Belta" are the two; "executives of Arkon" stand for Arkon."""
    phrase = d.phrases[number]
    token = d.doc[phrase.head]
    if not phrase.plural or phrase.kind is not Kind.NOMINAL:
        return ()
    named = _named(d, (c for c in token.children if is_apposed(c)))
    if named:
        return named
    if phrase.words not in REPRESENTATIVES:
        return ()
    owners = [c for c in token.children if c.dep_ == "nmod" and _case(c) in {"of", "from"}]
    return _named(d, owners) or tuple(
        root for c in owners if c.i in d.at for root in listed(d, d.at[c.i])
    )


def _case(token: Token) -> str | None:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), None)


def _named(d: Discourse, tokens: Iterable[Token]) -> tuple[int, ...]:
    """Clusters of the organisations named by tokens and what is coordinated with them."""
    found: list[int] = []
    for token in tokens:
        for member in members(d, token) or ((d.at[token.i],) if token.i in d.at else ()):
            if d.phrases[member].kind is Kind.NAME and d.profile(member).type in NAMED_TYPES:
                found.append(d.root(member))
    return tuple(dict.fromkeys(found))


NAMED_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.THING, EntityType.COUNTRY})
