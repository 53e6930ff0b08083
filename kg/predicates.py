"""The words that shape clauses, from `data/lexicons/`, each file read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.lexicons import read_table
from kg.model import Modality

Words = frozenset[str]

NEGATING = "negating"
ENDED = "ended"


@dataclass(frozen=True, slots=True)
class EventNoun:
    """A noun that names an event: its verb, and what its "of" phrase is.

    `of` is "subject", "object" or "matter": who acts, who is acted on, what it is about.
    """

    verb: str
    of: str


@dataclass(frozen=True, slots=True)
class Predicates:
    """Word lists by what they do to a clause; `control`, `reports`, ... map lemma -> effect.

    An effect is a `Modality` value, "negating", or "ended".
    """

    speech: Words
    documents: Words
    describing: Words
    into: Words
    posing: Words
    light: Words
    scaling: Words
    receiving: Words
    bearing: Words
    occurrence: Words
    states: Words
    reciprocal: Words
    representatives: Words
    control: dict[str, str]
    reports: dict[str, str]
    gerunds: dict[str, str]
    objects: dict[str, str]
    nouns: dict[str, str]
    adjectives: dict[str, str]


def _effects(table: dict[str, str]) -> dict[str, str]:
    return {word: effect for effect, words in table.items() for word in words.split()}


def _words(text: str) -> Words:
    return frozenset(text.split())


@cache
def predicates() -> Predicates:
    """The predicate lexicon."""
    raw = tomllib.loads((files("kg") / "data/lexicons/predicates.toml").read_text("utf-8"))
    return Predicates(
        speech=_words(raw["speech"]),
        documents=_words(raw["documents"]),
        describing=_words(raw["describing"]),
        into=_words(raw["into"]),
        posing=_words(raw["posing"]),
        light=_words(raw["light"]["verbs"]),
        scaling=_words(raw["light"]["scaling"]),
        receiving=_words(raw["light"]["receiving"]),
        bearing=_words(raw["light"]["bearing"]),
        occurrence=_words(raw["light"]["occurrence"]),
        states=_words(raw["states"]["verbs"]),
        reciprocal=_words(raw["light"]["reciprocal"]),
        representatives=_words(raw["representatives"]["nouns"]),
        control=_effects(raw["control"]),
        reports=_effects(raw["reports"]),
        gerunds=_effects(raw["gerunds"]),
        objects=_effects(raw["objects"]),
        nouns=_effects(raw["nouns"]),
        adjectives=_effects(raw["adjectives"]),
    )


@cache
def event_nouns() -> dict[str, EventNoun]:
    """Event nouns by lemma: "visit" -> EventNoun("visit", "subject")."""
    rows = read_table("event_nouns", "noun", "verb", "of")
    return {noun: EventNoun(verb, of) for noun, verb, of in rows}


#: Effects from weakest to strongest claim of unreality; the strongest on the way up wins.
STRENGTH = (Modality.ACTUAL, Modality.PLANNED, Modality.POSSIBLE, Modality.HYPOTHETICAL)


def stronger(first: Modality, second: Modality) -> Modality:
    """Of two modalities, the one further from fact."""
    return max(first, second, key=STRENGTH.index)
