"""Sieves over names: the same name, its short forms, acronyms, aliases, titles and appositions.

They run over the whole article before anything else, each on its own more precise than the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from spacy.tokens import Token

from kg import lexicons
from kg.clauses.aliases import aliases, identified
from kg.model import EntityType
from kg.resolve.discourse import LOOSE_TYPES, PLACES, Discourse, name_words
from kg.resolve.mentions import Kind, Phrase
from kg.resolve.nouns import CITY_NOUNS, is_apposed
from kg.resolve.wordlists import word_list

FORMS = frozenset({"group", "company", "corporation", "holding", "holdings", "international"})
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv", "junior", "senior"})
NAMED_KINDS = word_list("named_kinds")
PLACE_OF = CITY_NOUNS | {"state", "province", "island", "region", "republic", "district", "county"}


def join_names(discourse: Discourse) -> None:
    """Run all sieves over names, in order."""
    for sieve in SIEVES:
        sieve(discourse)


def same_ident(d: Discourse) -> None:
    """What another annotator linked with one IRI is one thing, whatever it is called."""
    seen: dict[str, int] = {}
    for number, phrase in enumerate(d.phrases):
        if phrase.ident is not None:
            d.join(seen.setdefault(phrase.ident, number), number)


def same_name(d: Discourse) -> None:
    """As in "Lagos" and "Lagos", "Tamil" and "Tamils"; whatever classes the recogniser saw.

    A known city or country stays apart from a person of that name: "Paris", "Paris Duval".
    """
    seen: dict[tuple[str, bool], int] = {}
    for number in _names(d):
        phrase = d.phrases[number]
        words = " ".join(name_words(phrase.words))
        if " " not in words and len(words) > 5:
            words = words.removesuffix("s")
        known = lexicons.capital_of(phrase.words) or lexicons.country_named(phrase.words)
        key = (words, known is not None and phrase.type in PLACES)
        d.join(seen.setdefault(key, number), number)


def same_country(d: Discourse) -> None:
    """As in "U.S.", "the United States" and the adjective in "American troops" are one country."""
    seen: dict[str, int] = {}
    for number, phrase in enumerate(d.phrases):
        country = d.profile(number).country
        if country is not None and phrase.kind in {Kind.NAME, Kind.ADJECTIVE}:
            d.join(seen.setdefault(country.code, number), number)


def same_institution(d: Discourse) -> None:
    """As in "10 Downing Street" and "Downing Street": seats of one institution."""
    seen: dict[str, int] = {}
    for number in _names(d):
        seat = lexicons.metonym(d.phrases[number].words)
        if seat is not None:
            d.join(seen.setdefault(seat.organization, number), number)


def without_suffix(d: Discourse) -> None:
    """As in "Halden Robotics Inc." and "Halden Robotics"; "Solar Party" and "Solar"."""
    seen = {" ".join(name_words(d.phrases[n].words)): n for n in reversed(_names(d))}
    for number in _names(d):
        phrase = d.phrases[number]
        if phrase.type is not EntityType.ORGANIZATION:
            continue
        for shorter in _without_suffix(phrase.words.split()):
            other = seen.get(" ".join(name_words(" ".join(shorter))))
            if other is not None and d.phrases[other].type not in PLACES:
                d.join(other, number)


def _without_suffix(words: list[str]) -> Iterator[list[str]]:
    """The name without its legal form, and without the one noun that says what it is."""
    while len(words) > 1 and (lexicons.is_legal_suffix(words[-1]) or words[-1].lower() in FORMS):
        words = words[:-1]
        yield words
    if len(words) > 1 and lexicons.is_org_noun(words[-1].lower().removesuffix("s")):
        yield words[:-1]


def last_words(d: Discourse) -> None:
    """As in "Lima Harbour Council" and "Harbour Council", "Hurricane Iris" and "Iris".

    One longer name alone must end so. A single word must not be a place of its own, and of a
    place only the noun is taken up ("Bristol Channel", "the Channel"; "West Virginia" is not
    Virginia).
    """
    ends: dict[str, dict[int, None]] = defaultdict(dict)
    for number in _names(d):
        words = name_words(d.phrases[number].words)
        if d.profile(number).type is EntityType.PERSON or {"of", "for", "and"} & set(words):
            continue
        for first in range(1, len(words)):
            ends[" ".join(words[first:])][number] = None
    for number in _names(d):
        words = name_words(d.phrases[number].words)
        longer = {d.root(n) for n in ends.get(" ".join(words), ())} - {d.root(number)}
        if len(longer) != 1:
            continue
        (whole,) = longer
        if len(words) > 1 or _may_be_last_word(d, whole, number, words[0]):
            d.join(whole, number)


def _may_be_last_word(d: Discourse, whole: int, number: int, word: str) -> bool:
    if d.profile(number).country is not None or lexicons.capital_of(d.phrases[number].words):
        return False
    if d.profile(number).type is EntityType.PERSON:
        return False  # "Berg" is no short form of the song "Mountain and Berg"
    if lexicons.is_place_noun(word) or lexicons.is_org_noun(word):
        return True
    return d.profile(whole).type not in PLACES and d.profile(number).type not in PLACES


def acronyms(d: Discourse) -> None:
    """As in "World Trade Organization" and "WTO", and what follows a name in brackets: "(BNZ)"."""
    by_initials: dict[str, list[int]] = defaultdict(list)
    for number in _names(d):
        if len(d.phrases[number].words.split()) > 1:
            for initials in _initials(d.phrases[number].words):
                by_initials[initials].append(d.root(number))
    for number in _names(d):
        phrase = d.phrases[number]
        short = phrase.words.replace(".", "").replace("&", "")
        if not (short.isupper() and 2 <= len(short) <= 8 and " " not in short):
            continue
        if d.profile(number).country:
            continue
        before = _before_bracket(d, phrase)
        if before is not None and _abbreviates(short, d.phrases[before].words):
            d.join(before, number)
        elif len(found := {d.root(n) for n in by_initials.get(short, ())}) == 1:
            (only,) = found
            if d.profile(only).type not in {EntityType.PERSON} and not d.profile(only).country:
                d.join(only, number)


def _initials(name: str) -> tuple[str, ...]:
    words = [w for w in name.replace("-", " ").split() if w[:1].isalnum()]
    while len(words) > 2 and lexicons.is_legal_suffix(words[-1]):
        words.pop()
    capitals = "".join(w[0] for w in words if w[0].isupper())
    every = "".join(w[0].upper() for w in words)
    return tuple(dict.fromkeys((capitals, every)))


def _before_bracket(d: Discourse, phrase: Phrase) -> int | None:
    if phrase.first < 2 or d.doc[phrase.first - 1].text not in "([":
        return None
    before = d.at.get(phrase.first - 2)
    return before if before is not None and d.phrases[before].kind is Kind.NAME else None


def _abbreviates(short: str, name: str) -> bool:
    """True when the letters of the short form stand in that order in the name, the first first."""
    letters = iter(name.upper())
    return name[:1].upper() == short[0] and all(letter in letters for letter in short)


def parts_of_person_names(d: Discourse) -> None:
    """As in "Amina Diallo" is later "Diallo" or "Amina", when one person alone can be meant."""
    by_word: dict[str, set[int]] = defaultdict(set)
    full = [n for n in _names(d) if d.profile(n).type is EntityType.PERSON]
    for number in full:
        words = name_words(d.phrases[number].words)
        for part in _parts(words):
            by_word[part].add(d.root(number))
    for number in _names(d):
        words = name_words(d.phrases[number].words)
        profile = d.profile(number)
        if profile.country or profile.type is EntityType.EVENT:
            continue
        whole = " ".join(words)
        owners = {d.root(n) for n in by_word.get(whole, ())} - {d.root(number)}
        owner = owners.pop() if len(owners) == 1 else _chief_of(d, owners, number)
        if owner is not None and _may_be_person(d, number):
            d.join(owner, number)


def _chief_of(d: Discourse, family: set[int], number: int) -> int | None:
    """As in "Ana Ruiz", "Ana Ruiz", "her son Ivo Ruiz": a bare "Ruiz" is who came first.

    Only one who is also named more often than each other of the family, and before this mention.
    """
    if len(family) < 2 or _has_title(d, number):
        return None
    first, *others = sorted(family)
    sizes = [len(d.profile(other).members) for other in others]
    return first if first < number and len(d.profile(first).members) > max(sizes) else None


def _has_title(d: Discourse, number: int) -> bool:
    """As in "Mrs Ruiz", "Senator Ruiz": says which of several is meant."""
    phrase = d.phrases[number]
    before = d.doc[phrase.first - 1] if phrase.first > 0 else None
    titled = before is not None and (
        lexicons.is_role(before.lower_) or lexicons.gender(before.text) is not None
    )
    return titled or phrase.gender is not None


def _parts(words: list[str]) -> list[str]:
    """Proper suffixes (the family name with its particles), the first name, initials dropped."""
    if len(words) < 2:
        return []
    if words[-1] in GENERATIONS:
        return [" ".join(words[:-1]), *_parts(words[:-1])]
    parts = [" ".join(words[n:]) for n in range(1, len(words))]
    if len(words) > 2:
        parts.append(f"{words[0]} {words[-1]}")
        parts.append(" ".join(w for w in words if len(w) > 1))
    return [*dict.fromkeys((*parts, words[0])), words[-1].rpartition("-")[2]]


def _may_be_person(d: Discourse, number: int) -> bool:
    """Anything but an event; a place only where the article never says "in" or "to" it."""
    profile = d.profile(number)
    if profile.type not in PLACES:
        return profile.type is not EntityType.EVENT
    return not any(_is_located_at(d, n) for n in profile.members)


def _is_located_at(d: Discourse, number: int) -> bool:
    token = d.doc[d.phrases[number].head]
    return token.dep_ in {"appos", "compound"} or any(c.dep_ == "case" for c in token.children)


def reordered_names(d: Discourse) -> None:
    """As in "Department of Justice" and "Justice Department"."""
    seen: dict[tuple[str, ...], int] = {}
    for number in _names(d):
        words = [
            w for w in name_words(d.phrases[number].words) if w not in {"of", "the", "for", "and"}
        ]
        if len(words) > 1 and d.profile(number).type is not EntityType.PERSON:
            d.join(seen.setdefault(tuple(sorted(words)), number), number)


def titles(d: Discourse) -> None:
    """As in "Prime Minister Ilse Berg": the office describes the person."""
    for number, phrase in enumerate(d.phrases):
        if not phrase.is_title:
            continue
        token = d.doc[phrase.head]
        name = d.at.get(token.head.i)
        if name is None or d.phrases[name].kind is not Kind.NAME:
            name = next(
                (d.at[c.i] for c in token.children if c.dep_ == "flat" and c.i in d.at), None
            )
        if name is not None and d.phrases[name].kind is Kind.NAME:
            types = {phrase.type, d.profile(name).type} - LOOSE_TYPES
            if len(types) < 2 or types <= PLACES:
                d.join(name, number)


def appositions(d: Discourse) -> None:
    """As in "Ilse Berg, the minister", "the minister, Ilse Berg", "the daily Tagblatt"."""
    for number, phrase in enumerate(d.phrases):
        token = d.doc[phrase.head]
        if not is_apposed(token) or phrase.kind not in {Kind.NAME, Kind.NOMINAL}:
            continue
        host = d.at.get(token.head.i)
        if host is None or host == number:
            continue
        if is_plural_list(d, d.doc[d.phrases[host].head]):
            continue
        if not _one_thing(d, host, number):
            host = _office_around(d, host, number)
        if host is not None:
            d.join(host, number)


def _office_around(d: Discourse, host: int, apposed: int) -> int | None:
    """As in "the mayor of Lima, Ana Torres", where the tree hangs her on Lima."""
    token = d.doc[d.phrases[host].head]
    if d.profile(apposed).type is not EntityType.PERSON or token.dep_ != "nmod":
        return None
    office = d.at.get(token.head.i)
    if office is None or d.profile(office).type is not EntityType.PERSON:
        return None
    return office if _one_thing(d, office, apposed) else None


def is_plural_list(d: Discourse, token: Token) -> bool:
    """True for "the firms Arkon, Belta and Corvid": one plural noun over several names."""
    number = d.at.get(token.i)
    return (
        number is not None and d.phrases[number].kind is Kind.NOMINAL and d.phrases[number].plural
    )


def _one_thing(d: Discourse, host: int, apposed: int) -> bool:
    one, other = d.phrases[host], d.phrases[apposed]
    if other.kind is Kind.NAME and d.profile(host).names:
        return False
    if one.kind not in {Kind.NAME, Kind.NOMINAL} or one.plural != other.plural:
        return False
    types = {d.profile(host).type, d.profile(apposed).type} - LOOSE_TYPES
    if EntityType.PERSON in types:
        return types == {EntityType.PERSON} and all(may_mean_person(p) for p in (one, other))
    return len(types) <= 1 or types <= PLACES


def other_names(d: Discourse) -> None:
    """As in "Karl Ode, alias Kako": a name that nobody else in the article has is his, too."""
    for who, name in aliases(d.doc):
        one, other = d.at.get(who.i), d.at.get(name.i)
        if one is None or other is None or d.phrases[other].kind is not Kind.NAME:
            continue
        own = {d.phrases[other].words} == set(d.profile(other).names)
        types = {d.profile(one).type, d.profile(other).type} - LOOSE_TYPES
        if own and len(types) < 2 and d.phrases[one].kind in {Kind.NAME, Kind.NOMINAL}:
            d.aliases |= {n for n in d.profile(other).members if d.phrases[n].kind is Kind.NAME}
            d.join(one, other, renamed=True)


def identified_persons(d: Discourse) -> None:
    """As in "the driver, identified as Karl Ode": the driver is he."""
    for who, name in identified(d.doc):
        one, other = d.at.get(who.i), d.at.get(name.i)
        if one is not None and other is not None and not d.profile(one).names:
            d.join(other, one)


def named_kinds(d: Discourse) -> None:
    """As in "the Tagblatt newspaper", "the Sulu region": the noun says what the name names."""
    for number, phrase in enumerate(d.phrases):
        if phrase.words not in NAMED_KINDS or phrase.plural or phrase.kind is not Kind.NOMINAL:
            continue
        for child in d.doc[phrase.head].children:
            name = d.at.get(child.i)
            if child.dep_ != "compound" or name is None or d.phrases[name].kind is not Kind.NAME:
                continue
            types = {phrase.type, d.profile(name).type} - LOOSE_TYPES
            if (len(types) < 2 or types <= PLACES) and not d.profile(name).country:
                d.join(name, number)


def may_mean_person(phrase: Phrase) -> bool:
    """A noun for a person, or one that looks like it: "the forklift driver"."""
    if phrase.kind is Kind.NAME or phrase.type is EntityType.PERSON:
        return True
    return phrase.words.endswith(("er", "or", "ist", "ant", "ian", "man", "woman", "ee"))


def place_of(d: Discourse) -> None:
    """As in "the port town of Mersin": the noun and the name are one place."""
    for number, phrase in enumerate(d.phrases):
        if phrase.kind is not Kind.NOMINAL or phrase.words not in PLACE_OF or phrase.plural:
            continue
        for child in d.doc[phrase.head].children:
            of = any(c.lower_ == "of" for c in child.children if c.dep_ == "case")
            name = d.at.get(child.i)
            if (
                child.dep_ == "nmod"
                and of
                and name is not None
                and d.phrases[name].kind is Kind.NAME
            ):
                if phrase.words == "capital" or d.profile(name).country:
                    continue
                if d.profile(name).type in PLACES:
                    d.join(name, number)


def _names(d: Discourse) -> list[int]:
    return [n for n, phrase in enumerate(d.phrases) if phrase.kind is Kind.NAME]


SIEVES: tuple[Callable[[Discourse], None], ...] = (
    same_ident,
    same_name,
    same_country,
    same_institution,
    acronyms,
    without_suffix,
    reordered_names,
    parts_of_person_names,
    last_words,
    titles,
    place_of,
    named_kinds,
    appositions,
    other_names,
    identified_persons,
)
