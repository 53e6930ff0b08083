"""Countries without their name: governments called by their capital, "this country", "here"."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from kg import lexicons
from kg.datelines import is_dateline
from kg.model import EntityType
from kg.resolve.discourse import SUBJECTS, Discourse
from kg.resolve.mentions import FIRST_PLURAL, Kind, Phrase
from kg.resolve.nouns import Determiner
from kg.resolve.wordlists import word_list

GOVERNMENT_ACTS = word_list("government_acts")
ACTS_OF_STATE = word_list("acts_of_state")
WITHOUT_PLACE = frozenset({"with", "against"})


def capitals_as_governments(d: Discourse) -> None:
    """As in "Oslo rejected the plan", "ties between Oslo and Lima" speak of Norway and Peru.

    "in Oslo", "a visit to Oslo" and "the road between Oslo and Bergen" speak of the cities.
    """
    for number, phrase in enumerate(d.phrases):
        if phrase.kind is not Kind.NAME:
            continue
        country = _country_of_capital(phrase)
        if country is None or not speaks_of_government(d, number):
            continue
        known = country_cluster(d, country)
        if known is not None:
            d.move(number, known)
        else:
            d.restart(number, country)


def _country_of_capital(phrase: Phrase) -> lexicons.Country | None:
    if phrase.type not in {EntityType.CITY, EntityType.PLACE, EntityType.ORGANIZATION}:
        return None
    metonym = lexicons.metonym(phrase.words)
    if metonym is not None:
        return None
    return lexicons.capital_of(phrase.words)


def speaks_of_government(d: Discourse, number: int) -> bool:
    """Whether the tree uses a capital as one that acts or has relations."""
    token = d.doc[d.phrases[number].head]
    first = token
    while first.dep_ == "conj" and first.head.i in d.at:
        first = first.head
    if first.dep_ in SUBJECTS:
        return first.head.lemma_ in GOVERNMENT_ACTS and first.dep_ != "nsubj:pass"
    case = next((c.lower_ for c in first.children if c.dep_ == "case"), None)
    if first.dep_ == "nmod:poss":
        return first.head.lemma_.lower() in ACTS_OF_STATE
    if case in WITHOUT_PLACE:
        return True
    if case == "between" and _in_pair(d, first):
        return first.head.lemma_.lower() in ACTS_OF_STATE
    return False


def _in_pair(d: Discourse, token: Token) -> bool:
    """As in "between Oslo and Lima", "between Oslo and the United States"."""
    others = [c for c in token.children if c.dep_ == "conj" and c.i in d.at]
    return any(
        d.profile(d.at[c.i]).country or lexicons.capital_of(d.phrases[d.at[c.i]].words)
        for c in others
    )


def country_cluster(d: Discourse, country: lexicons.Country) -> int | None:
    """The cluster of a country in this article."""
    return next((r for r in d.roots() if d.profile(r).country == country), None)


def home_country(d: Discourse, token: Token) -> int | None:
    """What "this country", "the country" and a speaker's "our" stand for; None when in doubt.

    The country of the dateline, else what was called "this country" before, else the country that
    the article speaks of most; never one that stands in the same phrase ("the Peruvian embassy in
    this country" is not in Peru) or in the subject of the same clause ("Peru is our ally", "the
    mayor of Lima arrived here").
    """
    barred = _named_beside(d, token)
    for other in token.sent:
        # "Peru is our ally, with whom we trade": both words stand for one country
        if other.lower_ in FIRST_PLURAL and token.lower_ in FIRST_PLURAL:
            barred |= _named_beside(d, other)
    dateline = dateline_city(d)
    if dateline is not None:
        country = lexicons.capital_of(d.phrases[dateline].words)
        cluster = country_cluster(d, country) if country else None
        if cluster is not None and cluster not in barred:
            return cluster
    called_so = _called_this_country(d, token)
    if called_so is not None and called_so not in barred:
        return called_so
    counts: Counter[int] = Counter()
    for number in range(len(d.phrases)):
        if d.profile(number).country is not None:
            counts[d.root(number)] += 1
    ranked = [
        (c, n) for c, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])) if c not in barred
    ]
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1] and not barred:
        return _latest(d, token, [c for c, n in ranked if n == ranked[0][1]])
    return ranked[0][0]


#: Offices that a country has one of.
HEADS = frozenset(
    {"chancellor", "emperor", "foreign minister", "foreign secretary", "king", "premier",
     "president", "prime minister", "queen"}
)  # fmt: skip
MINISTRIES = frozenset(
    {"defence", "defense", "education", "environment", "finance", "health", "home", "interior",
     "justice", "labour", "trade", "transport"}
)  # fmt: skip


#: How often an article names the country it is at home in, at least: alone, or beside another
#: that it names once.
ALONE, BESIDE = 3, 5


def only_country(d: Discourse) -> int | None:
    """The country an article is at home in, where no other is spoken of but in passing."""
    counts = Counter(
        d.root(n) for n in range(len(d.phrases)) if d.profile(n).country is not None
    ).most_common(2)
    if not counts:
        return None
    others = counts[1][1] if len(counts) > 1 else 0
    home = others == 0 and counts[0][1] >= ALONE
    return counts[0][0] if home or (others == 1 and counts[0][1] >= BESIDE) else None


def is_national(office: str) -> bool:
    """ "Prime Minister", "Deputy Foreign Minister", "Defence Secretary"; not "Club President"."""
    words = office.lower().removeprefix("deputy ").removeprefix("vice ")
    first, _, last = words.partition(" ")
    return words in HEADS or (first in MINISTRIES and last in {"minister", "secretary"})


def _latest(d: Discourse, token: Token, clusters: list[int]) -> int | None:
    """The one of several countries that was last mentioned before a token."""
    for number in range(len(d.phrases) - 1, -1, -1):
        if d.phrases[number].head < token.i and d.root(number) in clusters:
            return d.root(number)
    return None


def _named_beside(d: Discourse, token: Token) -> set[int]:
    """Countries in the phrase around a token, and the subject of its clause."""
    barred: set[int] = set()
    node = token
    while node.head.i != node.i and node.dep_ in {"nmod", "nmod:poss", "conj", "appos"}:
        node = node.head
    for inner in node.subtree:
        if inner.i != token.i and inner.i in d.at:
            barred.add(d.root(d.at[inner.i]))
    clause = node if any(c.dep_ == "cop" for c in node.children) else node.head
    for child in clause.children:
        if child.dep_ in SUBJECTS and child.i != node.i:
            barred.update(d.root(d.at[t.i]) for t in child.subtree if t.i in d.at)
    return {root for root in barred if d.profile(root).country is not None}


def _called_this_country(d: Discourse, token: Token) -> int | None:
    """The country that "this country" stood for before a token."""
    for number, phrase in enumerate(d.phrases):
        if phrase.head >= token.i:
            return None
        if phrase.words == "country" and phrase.determiner is Determiner.DEMONSTRATIVE:
            profile = d.profile(number)
            if profile.country is not None and not phrase.plural:
                return d.root(number)
    return None


def dateline_city(d: Discourse) -> int | None:
    """The place of "LIMA (Agency) —" or "Lima, May 4 -" before the first words of an article."""
    for number, phrase in enumerate(d.phrases):
        if phrase.sentence > 2:
            return None
        sentence = d.doc[phrase.first].sent
        place = phrase.kind is Kind.NAME and phrase.type in PLACE_TYPES
        if place and phrase.first == sentence.start and is_dateline(sentence.text):
            return number
    return None


PLACE_TYPES = frozenset({EntityType.CITY, EntityType.PLACE, EntityType.COUNTRY})


def this_country(d: Discourse, number: int) -> int | None:
    """As in "the Peruvian embassy in this country", "the country's president"."""
    phrase = d.phrases[number]
    if phrase.words not in {"country", "nation"} or phrase.plural:
        return None
    if phrase.determiner not in {Determiner.DEFINITE, Determiner.DEMONSTRATIVE}:
        return None
    if phrase.modifiers or phrase.complements:
        return None
    recent = [r for r in d.salience(number, 1) if d.profile(r).country]
    barred = _named_beside(d, d.doc[phrase.head])
    recent = [r for r in recent if r not in barred]
    if len(recent) == 1 and _points_back(d, number):
        return recent[0]
    home = home_country(d, d.doc[phrase.head])
    return home if home is not None or len(recent) != 1 else recent[0]


def _points_back(d: Discourse, number: int) -> bool:
    """As in "that country": the one just spoken of, not the one the article is about."""
    return any(c.lower_ == "that" for c in d.doc[d.phrases[number].head].children)
