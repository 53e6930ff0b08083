"""Sieves over nouns: "the minister", "the foreign minister", "the commission", "that body".

After the head-match passes of Raghunathan et al. 2010, "A Multi-Pass Sieve for Coreference
Resolution": the same head noun and no modifier that the antecedent lacks.
"""

from __future__ import annotations

from collections.abc import Callable

from kg import lexicons
from kg.model import EntityType
from kg.resolve.discourse import PLACES, Discourse, name_words
from kg.resolve.mentions import Kind, Phrase
from kg.resolve.nouns import Determiner
from kg.resolve.wordlists import word_list

TIMES = word_list("times")
OFFICIALS = word_list("officials")
SETTLEMENTS = frozenset({"city", "town", "village", "district", "island", "port"})
PEOPLE = frozenset({"man", "woman", "person"})
BODIES = word_list("bodies")
COMPANIES = word_list("companies")
PUBLIC = word_list("public_bodies")
POINTING = frozenset({Determiner.DEFINITE, Determiner.DEMONSTRATIVE})


def antecedent(d: Discourse, number: int) -> int | None:
    """The cluster that a definite nominal takes up again, or None."""
    phrase = d.phrases[number]
    if phrase.is_title or phrase.words in TIMES or phrase.determiner is Determiner.INDEFINITE:
        return None
    if phrase.determiner is Determiner.POSSESSIVE:
        return _same_owner(d, number)
    if phrase.determiner not in POINTING and not _is_bare_office(phrase):
        return None
    for sieve in SIEVES:
        found = sieve(d, number)
        if found is not None:
            return found
    return None


def _is_bare_office(phrase: Phrase) -> bool:
    """As in "Deputy prime minister of Cuba" without an article, as in headlines."""
    narrowed = len(phrase.modifiers) + len(phrase.complements) > 1
    return lexicons.is_office(phrase.words) and not phrase.plural and narrowed


#: Phrases that one looks back; a whole article seldom has as many.
REACH = 1000


def within_reach(number: int) -> range:
    """The phrases before a phrase that it may take up, the last one first."""
    return range(number - 1, max(number - 1 - REACH, -1), -1)


def same_head(d: Discourse, number: int) -> int | None:
    """As in "the joint commission", "the commission"; "the Trade Ministry", "the ministry"."""
    phrase = d.phrases[number]
    for other in within_reach(number):
        before = d.phrases[other]
        if other in d.groups or before.kind not in {Kind.NOMINAL, Kind.NAME}:
            continue
        if before.kind is Kind.NAME:
            if not heads_name(phrase, before):
                continue
        elif before.words != phrase.words or before.plural != phrase.plural:
            continue
        if modifiers_fit(d, phrase, other) and not encloses(d, other, number):
            return other
    return None


def heads_name(phrase: Phrase, name: Phrase) -> bool:
    """As in "the court" for "Supreme Court", "the storm" for "Tropical Storm Iris"."""
    if phrase.plural or name.type is EntityType.PERSON:
        return False
    words = name_words(name.words)
    if "of" in words[1:]:
        words = words[: words.index("of")]
        return words[-1] == phrase.words
    if name.type is EntityType.ORGANIZATION or name.type in PLACES:
        return len(words) > 1 and words[-1] == phrase.words
    return len(words) > 1 and phrase.words in words


def modifiers_fit(d: Discourse, phrase: Phrase, other: int) -> bool:
    """No modifier that the antecedent lacks: "the Peruvian minister" is no Chilean one."""
    profile = d.profile(other)
    known: set[str] = set()
    complements: set[tuple[str, str]] = set()
    for description in profile.descriptions:
        known |= d.phrases[description].modifiers
        complements |= d.phrases[description].complements
    known |= {word for _, word in complements}
    for name in profile.names:
        known.update(name_words(name))
        known.update(c.code for word in name.split() if (c := lexicons.country(word)))
    if not phrase.modifiers <= known:
        return False
    return _complements_fit(phrase, known, complements)


def _complements_fit(phrase: Phrase, known: set[str], complements: set[tuple[str, str]]) -> bool:
    """A complement may be new where other words agree: "the joint commission", "... for trade"."""
    for case, word in phrase.complements:
        if word in known:
            continue
        if not phrase.modifiers or any(case == other for other, _ in complements):
            return False
    return True


def encloses(d: Discourse, outer: int, inner: int) -> bool:
    """True when one phrase stands inside the other without a clause between (i-within-i)."""
    token, goal = d.doc[d.phrases[inner].head], d.phrases[outer].head
    while token.head.i != token.i and token.dep_ not in CLAUSES:
        token = token.head
        if token.i == goal:
            return True
    return False


CLAUSES = frozenset({"acl:relcl", "acl", "ccomp", "advcl", "advcl:relcl", "parataxis", "conj"})


def other_office(d: Discourse, number: int) -> int | None:
    """As in "the also co-president": the last person told of with another office."""
    phrase = d.phrases[number]
    token = d.doc[phrase.head]
    if not lexicons.is_role(phrase.words) or phrase.plural:
        return None
    if not any(c.lower_ in {"also", "likewise"} and c.i < token.i for c in token.children):
        return None
    here = {d.root(n) for n in d.before(number, 0) if d.phrases[n].sentence == phrase.sentence}
    for other in d.before(number):
        if d.root(other) not in here and _has_office(d, other) and d.profile(other).names:
            return other
    return None


def _has_office(d: Discourse, number: int) -> bool:
    profile = d.profile(number)
    return profile.type is EntityType.PERSON and any(
        lexicons.is_office(d.phrases[n].words) for n in profile.descriptions
    )


def of_office(d: Discourse, number: int) -> int | None:
    """As in "the official": the most prominent person with an office."""
    phrase = d.phrases[number]
    if phrase.words not in OFFICIALS or phrase.plural or _narrowed(phrase):
        return None
    return next(
        (r for r in d.salience(number) if _has_office(d, r) and not d.profile(r).plural), None
    )


def _narrowed(phrase: Phrase) -> bool:
    return bool(phrase.modifiers or phrase.complements)


def person_meant(d: Discourse, number: int) -> int | None:
    """As in "the man", "the 42-year-old": the one person of that gender shortly before."""
    phrase = d.phrases[number]
    if phrase.words not in PEOPLE or phrase.plural or _narrowed(phrase):
        return None
    fitting = [
        r
        for r in d.salience(number)
        if d.profile(r).type is EntityType.PERSON
        and not d.profile(r).plural
        and d.profile(r).gender in {None, phrase.gender}
    ]
    return fitting[0] if len(fitting) == 1 else None


def kind_of_body(d: Discourse, number: int) -> int | None:
    """As in "that bilateral body": the organisation last spoken of."""
    phrase = d.phrases[number]
    if phrase.words not in BODIES or phrase.plural:
        return None
    if phrase.determiner is not Determiner.DEMONSTRATIVE and _narrowed(phrase):
        return None
    for other in d.before(number):
        profile = d.profile(other)
        if other in d.groups or profile.plural or encloses(d, other, number):
            continue
        if profile.type is EntityType.ORGANIZATION and _is_body(d, other):
            return other
    return None


def _is_body(d: Discourse, number: int) -> bool:
    profile = d.profile(number)
    return bool(profile.names) or any(
        d.phrases[n].determiner is not Determiner.BARE for n in profile.descriptions
    )


def kind_of_company(d: Discourse, number: int) -> int | None:
    """As in "the company": the most prominent named organisation that is no public body."""
    phrase = d.phrases[number]
    if phrase.words not in COMPANIES or phrase.plural or _narrowed(phrase):
        return None
    for root in d.salience(number):
        profile = d.profile(root)
        if profile.type is not EntityType.ORGANIZATION or not profile.names or profile.plural:
            continue
        words = {w for name in profile.names for w in name_words(name)}
        if words.isdisjoint(PUBLIC) and not encloses(d, root, number):
            return root
    return None


def kind_of_place(d: Discourse, number: int) -> int | None:
    """As in "the city": the place, no country, that the article names most, if just before."""
    phrase = d.phrases[number]
    if phrase.words not in SETTLEMENTS or phrase.plural or _narrowed(phrase):
        return None
    places = [root for root in d.roots() if _may_be_settlement(d, root)]
    sizes = [len(d.profile(root).members) for root in places]
    if not places or sizes.count(max(sizes)) > 1:
        return None
    most = places[sizes.index(max(sizes))]
    just_before = any(d.root(other) == most for other in d.before(number))
    return most if just_before and not encloses(d, most, number) else None


def _may_be_settlement(d: Discourse, root: int) -> bool:
    profile = d.profile(root)
    country = profile.country is not None and profile.country.kind == "country"
    return bool(profile.names) and profile.type in PLACES and not country


def _same_owner(d: Discourse, number: int) -> int | None:
    """As in "her report" ... "her report": the same noun of the same owner."""
    phrase = d.phrases[number]
    owner = owner_of(d, number)
    if owner is None:
        return None
    for other in within_reach(number):
        before = d.phrases[other]
        alike = before.words == phrase.words and before.plural == phrase.plural
        if before.kind is Kind.NOMINAL and alike and owner_of(d, other) == owner:
            return other
    return None


def owner_of(d: Discourse, number: int) -> int | None:
    """The cluster of "Berg" or "her" in "Berg's report", "her report"."""
    token = d.doc[d.phrases[number].head]
    for child in token.children:
        if child.dep_ == "nmod:poss" and child.i in d.at:
            return d.root(d.at[child.i])
    return None


SIEVES: tuple[Callable[[Discourse, int], int | None], ...] = (
    same_head,
    other_office,
    of_office,
    person_meant,
    kind_of_body,
    kind_of_company,
    kind_of_place,
)
