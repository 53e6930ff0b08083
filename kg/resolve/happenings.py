"""What an article tells as happening: each event with its kind, participants, time and place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Token

from kg import clauses
from kg.clauses import syntax
from kg.clauses.dating import is_one_event
from kg.clauses.types import is_occasion
from kg.lexicons import read_table
from kg.model import Clause, Document, Modality, TimeExpression
from kg.resolve.discourse import Discourse
from kg.times import is_vague

CORE_ROLES = ("subject", "object", "recipient", "with", "to", "against")
#: Kinds of events that are where the place is that they reach.
REACHING = frozenset({"journey", "quake", "storm", "violence"})
#: "The summit will open": not yet; but "the crash reportedly killed two" has happened.
AHEAD = frozenset({Modality.PLANNED, Modality.HYPOTHETICAL})


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as one place of the text tells it, by a verb or by a noun.

    `words` are its predicate and, of a noun, the noun; `who` are the participants: role, cluster
    (None for what is no entity) and noun. `time` is what the text says or what the story gave it,
    `day` the time to pass on, without a time of day.
    """

    head: int
    words: frozenset[str]
    kinds: frozenset[str]
    who: tuple[tuple[str, int | None, str], ...]
    modality: Modality
    negated: bool
    time: TimeExpression | None
    day: TimeExpression | None
    place: int | None

    def filling(self, role: str) -> frozenset[int | str]:
        """Who or what has a role."""
        return frozenset(
            noun if cluster is None else cluster for own, cluster, noun in self.who if own == role
        )

    @property
    def participants(self) -> frozenset[int]:
        """The entities that take part."""
        return frozenset(cluster for _, cluster, _ in self.who if cluster is not None)

    @property
    def is_told(self) -> bool:
        """Whether it happened, and when or where is known."""
        real = self.modality is Modality.ACTUAL and not self.negated
        return real and (self.day is not None or self.place is not None)

    def as_told(self, source: Happening) -> Happening:
        """This event with the time and place of another telling of it."""
        return replace(
            self.on(source.day), place=source.place if self.place is None else self.place
        )

    def on(self, day: TimeExpression | None) -> Happening:
        """This event on a day; "at 8 a.m." is at that time of the day."""
        if self.day is not None or day is None:
            return self
        clock = self.time is not None and self.time.clock
        time = replace(self.time, value=day.value) if self.time is not None and clock else day
        return replace(self, time=time, day=day)


@cache
def event_kinds() -> dict[tuple[str, str], frozenset[str]]:
    """The kinds of events that a noun, a verb or a participant may belong to."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for kind, *columns in read_table("event_kinds", "kind", "nouns", "verbs", "people"):
        for column, words in zip(("noun", "verb", "people"), columns, strict=True):
            for word in words.split():
                found[column, word] = found.get((column, word), frozenset()) | {kind}
    return found


def kinds_of(column: str, word: str) -> frozenset[str]:
    """The kinds of one word."""
    return event_kinds().get((column, word), frozenset())


def happenings(document: Document, d: Discourse) -> dict[int, Happening]:
    """All events of an article by the token that heads them, in text order."""
    found: dict[int, Happening] = {}
    for clause in clauses.extract(document):
        if clause.kind != "copula":
            found.setdefault(clause.head, _of_clause(d, clause))
    for token in document.doc:
        if is_occasion(token) and token.i not in found:
            found[token.i] = _of_occasion(d, token, found)
    return {head: found[head] for head in sorted(found)}


def _of_clause(d: Discourse, clause: Clause) -> Happening:
    token = d.doc[clause.head]
    lemma = syntax.noun_lemma(token)
    who = [
        (argument.role, cluster_of(d, argument.head), syntax.noun_lemma(d.doc[argument.head]))
        for argument in clause.role(*CORE_ROLES)
        if clause.time is None or not clause.time.first <= argument.head <= clause.time.last
    ]
    kinds = kinds_of("noun" if clause.kind == "noun" else "verb", lemma)
    struck = [a.head for a in clause.role("object") if d.doc[a.head].ent_type_ == "LOC"]
    place = clause.place
    if place is None and struck and kinds & REACHING and clause.modality is Modality.ACTUAL:
        place = struck[0]  # "a storm hit Oslo": it was there
    return Happening(
        head=clause.head,
        words=frozenset({clause.predicate, lemma}),
        kinds=kinds,
        who=tuple(who),
        modality=clause.modality,
        negated=clause.negated,
        time=clause.time,
        day=day_of(clause.time),
        place=place,
    )


def _of_occasion(d: Discourse, noun: Token, found: dict[int, Happening]) -> Happening:
    """ "An earthquake hit Peru on Friday": it has the time and place of what it does."""
    verb = found.get(noun.head.i)
    shared = verb is not None and noun.head.pos_ == "VERB" and is_one_event(noun.head, noun)
    inside = [c for c in syntax.kids(noun, "nmod") if syntax.preposition(c) in ("in", "at")]
    located = next((syntax.name_head(c).i for c in inside if c.ent_type_ == "LOC"), None)
    return Happening(
        head=noun.i,
        words=frozenset({syntax.noun_lemma(noun)}),
        kinds=kinds_of("noun", syntax.noun_lemma(noun)),
        who=(),
        modality=verb.modality if shared and verb and verb.modality in AHEAD else Modality.ACTUAL,
        negated=False,
        time=verb.time if shared and verb else None,
        day=verb.day if shared and verb else None,
        place=located if located is not None else verb.place if shared and verb else None,
    )


def day_of(time: TimeExpression | None) -> TimeExpression | None:
    """A time that one event has, to pass on to other tellings of it: no time of day or habit."""
    if time is None or time.clock:
        return None
    if time.value is not None:
        return time
    if time.start is not None and time.end is not None:
        return time if time.start[:7] == time.end[:7] else None  # "last week", not "since 2014"
    return None if time.start or time.end or is_vague(time) else time


def cluster_of(d: Discourse, token: int) -> int | None:
    """The cluster of a token, if it heads a mention of one thing."""
    number = d.at.get(token)
    return None if number is None or number in d.groups else d.root(number)


def in_title(document: Document, token: Token) -> bool:
    """Whether a token stands in the title line."""
    article = document.article
    return bool(token.idx < len(article.title) and article.text.startswith(f"{article.title}\n"))


def paragraphs_between(document: Document, first: int, last: int) -> int:
    """How many line breaks stand between two tokens."""
    return sum("\n" in t.text for t in document.doc[first:last])


def is_main_clause(verb: Token) -> bool:
    """Whether a verb tells the sentence's own story: its root or coordinated with it."""
    node = verb
    while node.dep_ == "conj" and node.head.pos_ == "VERB":
        node = node.head
    return syntax.is_root(node)
