"""When and where, told by the story: "... on Friday. The attack killed three."

A statement takes the time and place of an event told elsewhere only where both are one event: a
definite noun takes an event up again; the same is told twice of the same participants; an event
causes its effects as it happens; "also" adds to what was just told. A plain past tense right after
a dated sentence, about a participant of it, goes on with its day. What holds for long, what is
habitual, and what has a time of its own, takes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from kg.clauses import read_speech, syntax
from kg.clauses.dating import (
    expressions,
    is_one_event,
    shares_circumstances,
    shares_time_with,
)
from kg.clauses.nominal import light_verb
from kg.model import Document, Modality, Statement, TimeExpression
from kg.predicates import predicates
from kg.resolve.discourse import Discourse
from kg.resolve.happenings import (
    Happening,
    cluster_of,
    happenings,
    in_title,
    is_main_clause,
    kinds_of,
    paragraphs_between,
)
from kg.resolve.occasions import at_occasions
from kg.times import ISO_DAY, is_vague

DEFINITE = frozenset({"the", "this", "these", "that", "those", "both"})
#: "another attack", "a second attack", "a similar attack" is not the one told before.
OTHER = frozenset(
    {"another", "different", "earlier", "fifth", "first", "former", "fourth", "further", "future",
     "last", "latest", "more", "new", "next", "other", "past", "planned", "possible", "previous",
     "recent", "second", "separate", "similar", "subsequent", "third"}
)  # fmt: skip
#: Adjectives that describe the event itself and tell it from no other.
DESCRIBING = frozenset(
    {"bloody", "brief", "brutal", "deadly", "entire", "fatal", "horrific", "main", "same", "tragic",
     "whole"}
)  # fmt: skip
#: Adverbs with which the story leaves the day that it tells of.
ELSEWHEN = frozenset(
    {"afterwards", "already", "always", "earlier", "eventually", "ever", "finally", "first",
     "formerly", "frequently", "initially", "later", "never", "occasionally", "often", "once",
     "originally", "previously", "rarely", "since", "sometimes", "soon", "still", "subsequently",
     "then", "usually"}
)  # fmt: skip
#: After these the story looks back: the dead, the sentenced and the chosen acted before.
LOOKS_BACK = frozenset(
    {"accuse", "acquit", "announce", "appoint", "arrest", "award", "bear", "charge", "convict",
     "die", "elect", "honor", "honour", "indict", "name", "nominate", "pass", "pass away",
     "resign", "retire", "sentence", "sue"}
)  # fmt: skip
#: What holds for some time, whatever words tell it.
LASTING = frozenset(
    {
        "age", "alliedWith", "childOf", "employedBy", "holds", "leads", "livesIn", "locatedIn",
        "locatedNear", "memberOf", "nationality", "ownedBy", "partOf", "playsFor", "postIn",
        "relativeOf", "represents", "siblingOf", "spouseOf", "studiedAt", "subsidiaryOf",
    }
)  # fmt: skip
#: "The attack took place in Oslo": what such a verb tells of an event.
PLACING = frozenset({"happen", "occur", "take", "unfold"})
BEGINNING = frozenset({"begin", "start"})
#: Prepositions of events that are told only to compare or to date another.
ASIDE = frozenset({"after", "before", "like", "since", "than", "unlike", "until"})
#: How long ago, in days, news still tells step by step.
NEWS = 14
AGENTS = ("subject", "object")
#: How many sentences a day told holds on.
REACH = 3


#: Events of one word that are compared; an article seldom has as many.
TELLINGS = 100


def told(
    document: Document, d: Discourse, statements: Iterable[Statement]
) -> tuple[Statement, ...]:
    """The statements, with the times and places that the story tells of their events."""
    events = Story(document, d).events
    return at_occasions(d, (_completed(d, statement, events) for statement in statements))


def _completed(d: Discourse, statement: Statement, events: dict[int, Happening]) -> Statement:
    event = events.get(statement.predicate) if statement.predicate is not None else None
    if event is None or statement.relation.name in LASTING:
        return statement
    time, place = statement.time, statement.place
    if event.time is not None and (time is None or time.clock or is_vague(time)):
        time = event.time
    if place is None and event.place is not None:
        where = cluster_of(d, event.place)
        ends = {cluster_of(d, head) for head in _heads(statement)}
        place = event.place if where is not None and where not in ends else None
    return replace(statement, time=time, place=place)


def _heads(statement: Statement) -> Iterator[int]:
    for end in (statement.subject, statement.object):
        head = getattr(end, "head", None)
        if head is not None:
            yield head


class Story:
    """The events of an article, each with the time and place that the article tells of it."""

    def __init__(self, document: Document, d: Discourse) -> None:
        """Completes the events in text order, then those told before their time is."""
        self.document = document
        self.doc = document.doc
        self.d = d
        self.events = happenings(document, d)
        self._worded: dict[str, list[int]] = defaultdict(list)
        for head, event in self.events.items():
            for word in event.words:
                self._worded[word].append(head)
        heads = (h for h in self.events if not in_title(document, self.doc[h]))
        self._backwards = sorted(heads, reverse=True)
        self._timed = {
            self.doc[one.first].sent.start for one in expressions(document) if not one.clock
        }
        for _ in range(2):
            for head in list(self.events):
                self.events[head] = self._complete(self.events[head])

    def _complete(self, event: Happening) -> Happening:
        own = event.time is not None and not (event.time.clock or is_vague(event.time))
        if event.negated or (own and event.place is not None):
            return event
        token = self.doc[event.head]
        if token.pos_ == "NOUN":
            placing = self._placing(token)
            event = event if placing is None else event.as_told(placing)
            carrier = light_verb(token)
            added = None if carrier is None else self._added(event, carrier)
            source = self._taken_up(event, token) or added
            if source is not None:
                self._told_again(event, source)
                return event.as_told(source)
            held = None if carrier is None or own else self.events.get(carrier.i)
            return event if held is None else event.on(held.day)
        adverbs = {c.lower_ for c in syntax.kids(token, "advmod")}
        present = token.tag_ in ("VBZ", "VBP") and not in_title(self.document, token)
        if adverbs & ELSEWHEN or (present and event.modality is Modality.ACTUAL):
            return event  # "once met", "regularly meets"
        cause = self._cause(token)
        if cause is not None:
            # "wept when the storm hit Oslo": then, but perhaps not there
            there = self.doc[cause.head].pos_ == "NOUN"
            event = event.as_told(cause) if there else event.on(cause.day)
        governor = shares_time_with(token)
        if governor is not None and governor.i in self.events and not own:
            event = event.on(self.events[governor.i].day)
        if token.lemma_.lower() in predicates().states:
            return event
        for source in (
            self._retold(event, token),
            self._added(event, token),
            self._of_its_kind(event, token),
        ):
            event = event if source is None else event.as_told(source)
        frame = None if event.day is not None or own else self._frame(event, token)
        if frame is None:
            return event
        there = _at_scene(token) or bool(frame.kinds & self._kinds_of_participants(event))
        return event.as_told(frame) if there else event.on(frame.day)

    def _before(self, token: Token) -> Iterator[Happening]:
        """The events told in earlier sentences of the text itself, the last one first."""
        start = token.sent.start
        for head in self._backwards:
            if head < start:
                yield self.events[head]

    def _taken_up(self, event: Happening, noun: Token) -> Happening | None:
        """ "A lorry hit a bus on Friday. The crash killed two." """
        if event.modality is not Modality.ACTUAL or not self._definite(noun):
            return None
        anew = self._placing(noun) is not None
        told = [
            e
            for e in self._before(noun)
            if (e.is_told or anew) and not self._aside(self.doc[e.head])
        ]
        alike = [e for e in told if e.words & event.words or e.kinds & event.kinds]
        # of those in the sentence nearest, the one that the same word names
        # rather than what went on beside it: "collided, the van catching fire"
        alike.sort(
            key=lambda e: (
                -self.doc[e.head].sent.start,
                not e.words & event.words,
                syntax.base(self.doc[e.head]) == "advcl",
            )
        )
        if not alike or not self._fits(event, noun, alike[0]):
            return None
        one = alike[0]
        several = any(self._differ(one, other) for other in alike[1:])
        return None if several and self._sentences(self.doc[one.head], noun) > 1 else one

    def _told_again(self, event: Happening, source: Happening) -> None:
        """ "Police shot a man. The shooting took place in Askim": that is where they shot him."""
        noun = self.doc[event.head]
        first = self.doc[source.head]
        if first.pos_ != "VERB" or source.negated or source.modality is not Modality.ACTUAL:
            return
        begun = {noun.head.lemma_, first.head.lemma_} <= BEGINNING and noun.dep_ == "nsubj"
        if begun or self._placing(noun) is not None:
            self.events[source.head] = self.events[source.head].as_told(event)

    def _placing(self, noun: Token) -> Happening | None:
        """ "The attack took place in Oslo", "happened on Monday": the verb that only says so."""
        verb = noun.head
        takes = verb.lemma_ != "take" or any(c.lower_ == "place" for c in verb.children)
        if noun.dep_ != "nsubj" or verb.lemma_ not in PLACING or not takes:
            return None
        return self.events.get(verb.i)

    def _differ(self, one: Happening, other: Happening) -> bool:
        """Whether two events were on different days or in different places."""
        days = {e.day.value for e in (one, other) if e.day is not None and e.day.value}
        places = {cluster_of(self.d, e.place) for e in (one, other) if e.place is not None}
        return len(days) > 1 or len(places) > 1

    def _aside(self, token: Token) -> bool:
        """ "the worst since an attack in May", "like the storm of 1999": told for comparison."""
        return syntax.preposition(token) in ASIDE

    def _definite(self, noun: Token) -> bool:
        """ "the crash", "this attack", "Ek's visit"; not "another attack", "the first visit"."""
        words = {c.lower_ for c in syntax.kids(noun, "det", "amod", "nummod", "nmod:poss")}
        if words & OTHER:
            return False
        owned = syntax.kid(noun, "nmod:poss") is not None
        return owned or bool(words & DEFINITE)

    def _fits(self, event: Happening, noun: Token, other: Happening) -> bool:
        """Nothing is said of the one that contradicts the other."""
        if event.place is not None and (other.place is not None or self._placing(noun) is None):
            where = cluster_of(self.d, event.place)
            there = {cluster_of(self.d, t.i) for t in self.doc[other.head].sent} - {None}
            if where not in (there if other.place is None else {cluster_of(self.d, other.place)}):
                return False
        if not event.participants <= other.participants:
            return False
        known = {t.lemma_.lower() for t in self.doc[other.head].sent}
        narrowing = {
            c.lemma_.lower()
            for c in syntax.kids(noun, "amod", "compound", "nummod")
            if c.lower_ not in DESCRIBING and c.i < noun.i and not _measures(c)
        }
        return narrowing <= known

    def _cause(self, verb: Token) -> Happening | None:
        """ "The crash killed two", "Ek spoke at the meeting": the event's time and place."""
        shared = verb.head.children if shares_circumstances(verb) else ()
        for child in (*verb.children, *shared):
            event = self.events.get(child.i)
            if event is not None and is_one_event(verb, child) and child.i != verb.i:
                return event
        return None

    def _retold(self, event: Happening, verb: Token) -> Happening | None:
        """ "Ek died on Friday ... Ek died of cancer": the same of the same participants."""
        lemma = verb.lemma_.lower()
        words = predicates()
        if lemma in words.speech or lemma in words.light or lemma in words.control:
            return None
        heads = {h for word in event.words for h in self._worded[word][:TELLINGS]}
        alike = [
            other
            for other in (self.events[head] for head in sorted(heads - {event.head}))
            if (other.modality, other.negated) == (event.modality, event.negated)
            and (other.day is not None or other.place is not None)
            and self._same_participants(event, other)
            and (lemma != "become" or _became(verb) == _became(self.doc[other.head]))
        ]
        times = {other.day.value for other in alike if other.day is not None}
        return alike[0] if alike and len(times) < 2 else None

    def _same_participants(self, one: Happening, other: Happening) -> bool:
        """At least one entity in the same role, and no role filled by others."""
        shared = False
        for role in {role for role, _, _ in (*one.who, *other.who)}:
            first, second = one.filling(role), other.filling(role)
            planned = one.modality is not Modality.ACTUAL
            if (
                role == "subject"
                and not planned
                and not (self._named(first) and self._named(second))
            ):
                # "Ek was hit", "a car hit Ek", "the vehicle hit Ek"
                shared = shared or bool(first & second)
                continue
            if not first & second:
                return False
            shared = shared or any(isinstance(filler, int) for filler in first & second)
        return shared

    def _named(self, fillers: frozenset[int | str]) -> bool:
        return any(isinstance(f, int) and self.d.profile(f).names for f in fillers)

    def _of_its_kind(self, event: Happening, verb: Token) -> Happening | None:
        """ "The board elected Ek on Friday ... Ek won with 30 votes": told in other words."""
        if event.day is not None or not event.kinds or not self._goes_on(event, verb):
            return None
        alike = [
            other
            for other in self._before(verb)
            if other.is_told and event.kinds & other.kinds and self._is_news(other.day)
        ]
        if not alike or any(self._differ(alike[0], other) for other in alike[1:]):
            return None
        named = {one for one in event.participants if self.d.profile(one).names}
        return alike[0] if named and named <= alike[0].participants else None

    def _added(self, event: Happening, verb: Token) -> Happening | None:
        """ "Ek will meet Lund in Oslo on Friday. She will also meet Dahl." """
        also = any(c.lower_ == "also" for c in syntax.kids(verb, "advmod"))
        if not also or verb.lemma_ == "become":
            return None
        for other in self._before(verb):
            if self._sentences(self.doc[other.head], verb) > 1:
                return None
            alike = other.words & event.words and other.modality is event.modality
            if alike and event.filling("subject") & other.filling("subject"):
                return other
        return None

    def _frame(self, event: Happening, verb: Token) -> Happening | None:
        """ "A man entered a bank on Friday. He shot a guard." """
        if not self._goes_on(event, verb):
            return None
        theme = self._theme(verb)
        if theme is not None and event.participants & self._cast(theme):
            return theme
        known = self._kinds_of_participants(event)
        for other in self._before(verb):
            there = self.doc[other.head]
            near = not paragraphs_between(self.document, other.head, verb.i)
            near = near and self._sentences(there, verb) <= REACH and not self._breaks(there)
            if not near and not known:
                return None
            if not self._is_news(other.day) or not other.is_told:
                continue
            if known & other.kinds:
                return other  # "the attacker" is known from the attack alone
            if not is_main_clause(there):
                continue
            looks_back = other.words & LOOKS_BACK
            if near and not looks_back and event.participants & self._cast(other):
                return other
        return None

    def _theme(self, verb: Token) -> Happening | None:
        """ "The meeting focused on trade, and Ek praised Lund": what the sentence is about."""
        subject = syntax.kid(verb.sent.root, "nsubj")
        theme = None if subject is None or verb.dep_ != "conj" else self.events.get(subject.i)
        return theme if theme is not None and theme.is_told and self._is_news(theme.day) else None

    def _is_news(self, time: TimeExpression | None) -> bool:
        """A day shortly before that of publication."""
        published = self.document.article.published
        if time is not None and published is None:
            return time.text.lower() in ("today", "yesterday")
        if time is None or time.value is None or len(time.value) != ISO_DAY or published is None:
            return False
        since = date.fromisoformat(published[:ISO_DAY]) - date.fromisoformat(time.value)
        return 0 <= since.days <= NEWS

    def _kinds_of_participants(self, event: Happening) -> frozenset[str]:
        """ "the gunman", "the attacker": of what kind the event is that makes them so."""
        found = (kinds_of("people", noun) for role, _, noun in event.who if role in AGENTS)
        return frozenset(kind for kinds in found for kind in kinds)

    def _cast(self, event: Happening) -> frozenset[int]:
        """Who and what takes part in the events of the same day."""
        same = (e for e in self.events.values() if e.is_told and e.day == event.day)
        return frozenset(one for e in same for one in e.participants)

    def _sentences(self, first: Token, last: Token) -> int:
        starts = {t.sent.start for t in self.doc[first.i : last.i + 1]}
        return len(starts) - 1

    def _breaks(self, verb: Token) -> bool:
        """A sentence that tells no step of the story: "He has lived in Oslo since 2014"."""
        root = verb.sent.root
        return not _in_past(root) and root.sent.start not in self._timed

    def _goes_on(self, event: Happening, verb: Token) -> bool:
        """Whether a verb tells the next step of a story."""
        if event.modality is not Modality.ACTUAL or not _in_past(verb):
            return False
        if verb.lemma_.lower() in predicates().speech or verb.sent.start in self._timed:
            return False
        adverbs = {c.lower_ for c in syntax.kids(verb, "advmod")}
        quoted = verb.i in read_speech(self.doc).quoted
        return is_main_clause(verb) and not adverbs & ELSEWHEN and not quoted


def _in_past(verb: Token) -> bool:
    """ "shot", "was shot"; not "has shot", "would shoot"."""
    helpers = {c.lower_ for c in syntax.kids(verb, "aux", "cop")}
    if verb.tag_ == "VBD":
        return not helpers
    return verb.tag_ == "VBN" and bool(helpers & {"was", "were"}) and not helpers & {"been", "had"}


def _became(verb: Token) -> set[str]:
    """ "became mayor", which is not "became known"."""
    return {c.lemma_.lower() for c in syntax.kids(verb, "xcomp", "obj")}


def _at_scene(verb: Token) -> bool:
    """ "was found dead at the scene": where the event was that the story tells of."""
    return any(
        c.lemma_ in ("scene", "site") and syntax.preposition(c) == "at" and not c.ent_type_
        for c in syntax.kids(verb, "obl")
    )


def _measures(token: Token) -> bool:
    """ "the 20-mile flight": how long, not which."""
    return token.pos_ == "NUM" or syntax.kid(token, "nummod") is not None
