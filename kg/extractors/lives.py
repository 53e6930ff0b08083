"""When lives begin and end: dates of birth and death, and of the founding of organisations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg import vocab
from kg.clauses import syntax
from kg.clauses.types import types
from kg.model import Argument, Clause, Document, Statement, Text, TimeExpression
from kg.statements import end, evidence, mention, statement, tie
from kg.times import time_expressions

BIRTH = frozenset({"bear"})
DEATH = frozenset({"die", "pass away", "perish", "drown"})
FOUNDING = frozenset(
    {"found", "co-found", "establish", "form", "create", "incorporate", "set up", "start"}
)
#: Where what a date tells took place.
PLACES = {"bornOn": "bornIn", "diedOn": "diedIn"}
DASHES = frozenset({"-", "–", "—", "to"})
BORN = frozenset({"born", "b.", "b", "*"})
DIED = frozenset({"died", "d.", "d", "†"})
#: How far behind a name its dates may stand: "Ann Ek, (" or 'Ann Ek ("Kit") ('.
NOTE_LENGTH = 40


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Dates told by verbs ("was born on 4 May 1931") and in brackets ("(1931–1999)")."""
    found = [s for clause in clauses for s in _by_clause(document, clause)]
    told = frozenset(s.time.first for s in found if s.time is not None)
    found.extend(_in_brackets(document, told))
    return tuple(found)


def _by_clause(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Ann Ek was born in 1931", "Ek died on 7 May 1999", "the firm was founded in 1902"."""
    time = clause.time
    if clause.kind == "copula" or time is None or time.value is None or time.start or time.end:
        return
    for relation, kind, who in _beginnings(document, clause):
        if kind in types(document.doc[who.head]):
            when = Argument("time", time.first, tuple(range(time.first, time.last + 1)))
            span = evidence(document, clause, who, when)
            ends = (end(document, who), Text(time.text))
            rule = f"{relation}.clause"
            said = statement(document, clause, vocab.relation(relation), ends, span, rule)
            yield replace(said, place=None, topic=None)
            there = _place_behind(document.doc, time, (",",))
            if there is not None and relation in PLACES:
                yield tie(document, document.doc[who.head], *_placed(relation, there))


def _beginnings(document: Document, clause: Clause) -> Iterator[tuple[str, str, Argument]]:
    """What began or ended: the relation, the kind of thing that has it, and the thing."""
    if clause.predicate in BIRTH:
        yield from (("bornOn", "person", who) for who in clause.role("object"))
    elif clause.predicate in DEATH:
        yield from (("diedOn", "person", who) for who in clause.role("subject"))
    elif clause.predicate in FOUNDING:
        # "the band formed in 1986": it is the band that began
        began = clause.role("object") or clause.role("subject")
        yield from (("foundedOn", "organization", what) for what in began)


def _in_brackets(document: Document, told: frozenset[int]) -> Iterator[Statement]:
    """ "Ann Ek (4 May 1931 – 7 May 1999)", "Ann Ek (b. 1931)"; not what a verb has `told`."""
    notes = list(_notes(document))
    if not notes:
        return
    times = time_expressions(document.doc, document.article.published)
    for person, first, last in notes:
        inside = [t for t in times if first < t.first and t.last < last]
        for relation, time in _life(document, first, inside):
            if time.value is None or time.first in told:
                continue
            yield _told(document, person, relation, time)
            there = _place_behind(document.doc, time, (",", "in"))
            if there is not None:
                yield tie(document, person, *_placed(relation, there))


def _place_behind(doc: Doc, time: TimeExpression, links: tuple[str, ...]) -> Token | None:
    """ "Oslo" in "(4 May 1931, Oslo – 7 May 1999, Bergen)", "(born 4 May 1931, Oslo)"."""
    at = time.last + 1
    if at + 1 >= len(doc) or doc[at].text not in links or doc[at + 1].ent_type_ != "LOC":
        return None
    return syntax.name_head(doc[at + 1])


def _placed(relation: str, there: Token) -> tuple[str, Token, str]:
    return PLACES[relation], there, f"{PLACES[relation]}.date"


def _notes(document: Document) -> Iterator[tuple[Token, int, int]]:
    """Names of persons with the brackets behind them that hold a number."""
    doc = document.doc
    for name in doc.ents:
        at = name.end + (name.end < len(doc) and doc[name.end].text == ",")
        if name.label_ != "PER" or at >= len(doc) or doc[at].text != "(":
            continue
        close = next((t.i for t in doc[at : at + NOTE_LENGTH] if t.text == ")"), None)
        if close is not None and any(c.isdigit() for c in doc[at:close].text):
            yield syntax.name_head(name.root), at, close


def _life(
    document: Document, first: int, times: Sequence[TimeExpression]
) -> Iterator[tuple[str, TimeExpression]]:
    """Which of the times in a bracket begins and which ends a life."""
    doc, last = document.doc, None
    for time in times:
        halves = _halves(document, time)
        marks = {t.lower_ for t in doc[max(first, time.first - 2) : time.first]}
        if len(halves) == 2:
            yield from zip(("bornOn", "diedOn"), halves, strict=True)
        elif marks & DIED:
            yield "diedOn", time
        elif marks & BORN:
            yield "bornOn", time
        elif last is not None and any(t.text in DASHES for t in doc[last.last : time.first]):
            # "(4 May 1931, Oslo – 7 May 1999, Bergen)"
            yield "bornOn", last
            yield "diedOn", time
        last = time


def _halves(document: Document, time: TimeExpression) -> list[TimeExpression]:
    """ "4 May 1931 – 7 May 1999", "1931–1999": one time with a beginning and an end, as two."""
    words = [part.strip() for part in re.split(r"[–—-]", time.text)]
    if time.start is None or time.end is None or len(words) != 2:
        return [time]
    dash = next((t.i for t in document.doc[time.first : time.last + 1] if t.text in DASHES), None)
    before, behind = (time.last, time.first) if dash is None else (dash - 1, dash + 1)
    return [
        TimeExpression(words[0], time.first, before, time.start),
        TimeExpression(words[1], behind, time.last, time.end),
    ]


def _told(document: Document, person: Token, relation: str, time: TimeExpression) -> Statement:
    last = document.doc[time.last]
    return Statement(
        subject=mention(document, person.i),
        relation=vocab.relation(relation),
        object=Text(time.text),
        first=syntax.name_span(person).start_char,
        last=last.idx + len(last),
        rule=f"{relation}.bracket",
        time=time,
    )
