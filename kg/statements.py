"""What extractors share: a statement's ends, its evidence, and what its clause says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from kg import vocab
from kg.clauses import read_speech, syntax
from kg.clauses.types import types
from kg.model import Argument, Clause, Document, End, Mention, Relation, Statement, Text
from kg.predicates import predicates

NO_DESCRIPTION = frozenset(
    {"part", "result", "consequence", "whole", "well", "child", "time", "number", "many", "much"}
)
#: Roles that say when or how rather than to whom, unless they name someone or something.
CIRCUMSTANCE = frozenset(
    {
        "amid", "as", "because", "before", "after", "by", "despite", "during", "following",
        "like", "per", "since", "than", "until", "upon", "via", "while", "within", "without",
    }
)  # fmt: skip
PLACES = frozenset({"in", "at", "near", "on", "outside", "inside", "off", "around", "across"})
CIRCUMSTANCE_OR_PLACE = CIRCUMSTANCE | PLACES
VISITING = frozenset({"visit", "tour"})


def words(doc: Doc, tokens: Iterable[int]) -> str:
    """The text from the first to the last of `tokens`, on one line."""
    numbers = sorted(tokens)
    return " ".join(str(doc[numbers[0] : numbers[-1] + 1].text).split())


def mention(document: Document, head: int) -> Mention:
    """A mention by its head token, spanning its noun phrase."""
    tokens = syntax.phrase(document.doc[head])
    return Mention(head, tokens[0], tokens[-1])


def end(document: Document, argument: Argument) -> End:
    """An argument as an end of a statement; clauses and adjectives are words, not things."""
    token = document.doc[argument.head]
    if argument.role == "content" or (token.pos_ not in syntax.NOMINAL and not token.ent_type_):
        return Text(words(document.doc, argument.tokens))
    return mention(document, argument.head)


def evidence(document: Document, clause: Clause, *arguments: Argument) -> tuple[int, int]:
    """Characters [first, last) of the smallest run that holds predicate and arguments."""
    doc = document.doc
    tokens = {*clause.tokens, *(i for a in arguments for i in a.tokens)}
    sentence = doc[clause.head].sent
    inside = [i for i in tokens if sentence.start <= i < sentence.end]
    first, last = doc[min(inside)], doc[max(inside)]
    return first.idx, last.idx + len(last)


def statement(
    document: Document,
    clause: Clause,
    relation: Relation,
    ends: tuple[End, End],
    span: tuple[int, int],
    rule: str,
) -> Statement:
    """A statement with everything its clause says of it."""
    return Statement(
        subject=ends[0],
        relation=relation,
        object=ends[1],
        first=span[0],
        last=span[1],
        rule=rule,
        modality=clause.modality,
        negated=clause.negated,
        ended=clause.ended,
        speaker=clause.speaker,
        reported_by=clause.reported_by,
        time=clause.time,
        place=_place(clause, ends),
        topic=clause.topic,
        identifying=clause.identifying,
        predicate=None if clause.kind == "copula" else clause.head,
    )


def joined(
    document: Document,
    clause: Clause,
    relation: Relation,
    subject: Argument,
    other: Argument,
    rule: str,
    *within: Argument,
) -> Statement:
    """What a clause says of two of its participants; the evidence holds those `within`, too."""
    ends = (end(document, subject), end(document, other))
    span = evidence(document, clause, subject, other, *within)
    return statement(document, clause, relation, ends, span, rule)


def tie(
    document: Document,
    subject: Token,
    relation: str,
    other: Token,
    rule: str,
    value: End | None = None,
) -> Statement:
    """A statement that two phrases make without a predicate: "Bergen, Norway"; "Ann Ek, 47".

    `value` stands for `other` where that is no thing. In direct speech it is the speaker's.
    """
    parts = sorted((_extent(subject), _extent(other)), key=lambda part: part.start)
    speech = read_speech(document.doc)
    chain = speech.chains.get(other.i, ()) if other.i in speech.quoted else ()
    return Statement(
        subject=mention(document, subject.i),
        relation=vocab.relation(relation),
        object=mention(document, other.i) if value is None else value,
        first=parts[0].start_char,
        last=max(part.end_char for part in parts),
        rule=rule,
        speaker=chain[0] if chain else None,
        reported_by=chain[1] if len(chain) > 1 else None,
    )


def _extent(token: Token) -> Span:
    if token.ent_type_:
        return syntax.name_span(token)
    numbers = syntax.phrase(token)
    return token.doc[numbers[0] : numbers[-1] + 1]


def _place(clause: Clause, ends: tuple[End, End]) -> int | None:
    """The place of the event, unless it acts itself; a visit is where one visits."""
    subject, other = ends
    if clause.place is None and clause.predicate in VISITING and isinstance(other, Mention):
        return other.head
    if isinstance(subject, Mention) and subject.head == clause.place:
        return None
    return clause.place


def plain(found: Statement) -> Statement:
    """The statement without time, place and topic, for what holds as such."""
    return replace(found, time=None, place=None, topic=None, predicate=None)


def is_specific(token: Token) -> bool:
    """A name, a number, or a noun that is more than a bare pronoun like "it" in "it rains"."""
    return token.dep_ != "expl" and token.lower_ not in ("there", "what", "something", "anything")


def is_description(predicate: str, token: Token) -> bool:
    """What "as" says someone or something is: "described as a failure"; not "left as part of"."""
    known = predicates()
    says_what = predicate in known.describing or predicate in known.posing
    return says_what and syntax.noun_lemma(token) not in NO_DESCRIPTION


def takes_part(clause: Clause, argument: Argument, token: Token) -> bool:
    """Whether a phrase without a name says to whom or what, rather than when, where and how."""
    role = argument.role
    if role == "as":
        whole = clause.role("subject") and clause.role("object")  # see predications
        return not whole and is_description(clause.predicate, token)
    if role == "on":
        return "place" not in types(token)  # "focus on trade", not "die on the street"
    if role in ("in", "at"):
        return clause.predicate in predicates().into or is_occasion_phrase(token)
    return role.split(" ")[0] not in CIRCUMSTANCE_OR_PLACE


def is_occasion_phrase(token: Token) -> bool:
    """ "in a stampede", "at the talks"; not the bare noun of an idiom, "in order"."""
    definite = token.tag_ == "NNS" or syntax.kid(token, "det", "nmod:poss", "amod") is not None
    return definite and "event" in types(token)


def is_time(clause: Clause, argument: Argument) -> bool:
    """ "on Monday" is when it happens, not whom it involves."""
    time = clause.time
    return time is not None and any(time.first <= i <= time.last for i in argument.tokens)
