"""For whom a speaker speaks: "our ally", said by a spokeswoman of the foreign ministry."""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import EntityType
from kg.resolve.countries import home_country
from kg.resolve.discourse import Discourse, name_words
from kg.resolve.mentions import BODIES_OF_STATE
from kg.resolve.wordlists import word_list

STATE_OFFICES = word_list("state_offices")


SIDES = frozenset({"side", "delegation", "part", "government", "team"})


def spoken_for(d: Discourse, speaker: int, word: Token) -> int | None:
    """The cluster that "we" or "our" of a speaker stands for; the speaker when nothing is known.

    An organisation or country speaks for itself, one who holds an office of state for the country
    of that office, who speaks for a firm for that firm.
    """
    profile = d.profile(speaker)
    if profile.type is not EntityType.PERSON:
        return d.root(speaker)
    places = [d.root(n) for n in _described_by(d, speaker)]
    countries = [n for n in places if d.profile(n).country is not None]
    if countries:
        return countries[0]
    bodies = [n for n in places if d.profile(n).type is EntityType.ORGANIZATION]
    if _holds_state_office(d, speaker) or any(_is_of_state(d, n) for n in bodies):
        return home_country(d, word)
    return bodies[0] if bodies else d.root(speaker)


def country_served(d: Discourse, holder: int, office: str) -> int | None:
    """The country of an office of state when only another description of its holder tells it.

    As in "Deputy Prime Minister Ruiz, co-chair for the Peruvian side".
    """
    if not _names_state_office(office):
        return None
    found = {d.root(n) for n in _described_by(d, holder) if d.profile(n).country is not None}
    return found.pop() if len(found) == 1 else None


def _names_state_office(office: str) -> bool:
    return not STATE_OFFICES.isdisjoint(office.lower().split())


def _described_by(d: Discourse, speaker: int) -> list[int]:
    """Phrases inside the descriptions of a person: "Foreign Ministry" of "its spokeswoman"."""
    found = []
    for description in d.profile(speaker).descriptions:
        for token in d.doc[d.phrases[description].head].children:
            inside = token.dep_ in {"amod", "compound", "nmod", "nmod:poss", "nmod:desc"}
            if not inside:
                continue
            for part in (token, *(token.children if token.lemma_ in SIDES else ())):
                if part.i in d.at and d.root(d.at[part.i]) != d.root(speaker):
                    found.append(d.at[part.i])
    return found


def _holds_state_office(d: Discourse, speaker: int) -> bool:
    return any(d.phrases[n].words in STATE_OFFICES for n in d.profile(speaker).descriptions)


def _is_of_state(d: Discourse, body: int) -> bool:
    words = {w for name in d.profile(body).names for w in name_words(name)}
    words |= {d.phrases[n].words for n in d.profile(body).descriptions}
    return not BODIES_OF_STATE.isdisjoint(words)
