"""From dependency trees to clauses: one shape for the many wordings of one thing.

`extract` finds every predicate of an article (verbs, event nouns, descriptions), gathers its
participants, and says whether it happened, when, where, and according to whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments, hyphened_agent, is_passive, verb_lemma
from kg.clauses.circumstances import place_of, topic_of
from kg.clauses.dating import times_of
from kg.clauses.descriptions import (
    described,
    description_arguments,
    description_lemma,
    linking_verb,
)
from kg.clauses.memo import once
from kg.clauses.nominal import accompanied, event_arguments, event_noun, light_verb
from kg.clauses.speech import Speech, read_speech
from kg.clauses.status import Status, status
from kg.datelines import is_dateline
from kg.model import Argument, Clause, Document, TimeExpression

__all__ = ["Speech", "extract", "read_speech"]


def extract(document: Document) -> tuple[Clause, ...]:
    """All clauses of an article in text order; worked out once per document."""
    return once(document.doc, "kg.clauses", lambda: _read(document))


def _read(document: Document) -> tuple[Clause, ...]:
    doc = document.doc
    speech = read_speech(doc)
    told = [token for sent in doc.sents if not is_dateline(sent.text) for token in sent]
    found = [(token, kind, parts) for token in told for kind, parts in _predicates(token)]
    heads = {token.i for token, _, _ in found}
    times = times_of(document, heads)
    return tuple(_clause(token, kind, parts, speech, times) for token, kind, parts in found)


def _predicates(token: Token) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    """The clauses a token heads: usually none or one; a noun may describe several."""
    is_copular = syntax.kid(token, "cop") is not None
    verbal = token.pos_ == "VERB" or syntax.kid(token, "aux:pass") is not None  # "was hurt"
    if verbal and not is_copular and not _is_modifier(token):
        yield "verb", arguments(token)
    event = event_noun(token)
    if event is not None and (not is_copular or accompanied(token) is not None):
        yield "noun", event_arguments(token, event)
    subjects = described(token)
    if is_copular and len(subjects) > 1 and token.tag_ == "NNS":
        # "Norway and Peru are allies": of each other, one clause for both
        together = {a for s in subjects for a in description_arguments(token, s)}
        yield "copula", tuple(sorted(together, key=lambda a: (a.head, a.role)))
        return
    for subject in subjects:
        yield "copula", description_arguments(token, subject)


def _is_modifier(verb: Token) -> bool:
    """A participle that is only an adjective ("the ruling party"), or part of a name."""
    if hyphened_agent(verb) is not None:
        return False  # "Peru-backed rebels"
    return verb.dep_ in ("compound", "flat", "fixed", "case", "mark") or (
        verb.dep_ == "amod" and not any(True for _ in syntax.kids(verb, "obl", "obj"))
    )


def _clause(
    head: Token,
    kind: str,
    parts: tuple[Argument, ...],
    speech: Speech,
    times: dict[int, TimeExpression],
) -> Clause:
    real = _status(head, kind)
    chain = speech.chains.get(head.i, ())
    verb = light_verb(head) if kind == "noun" else None
    quoted = head.i in speech.quoted
    link = linking_verb(head) if kind == "copula" else None
    if kind == "copula" and syntax.kid(head, "cop") is None and link is None and not quoted:
        chain = ()  # the narrator's own words for someone: "she said the mayor, Ann Ek, had left"
    event = event_noun(head) if kind == "noun" else None
    carrier = verb if verb is not None else link
    return Clause(
        predicate=event.verb if event else _lemma(head, kind),
        kind=kind,
        head=head.i,
        arguments=parts,
        tokens=(head.i,) if verb is None else tuple(sorted((verb.i, head.i))),
        modality=real.modality,
        negated=real.negated,
        ended=real.ended,
        passive=kind == "verb" and is_passive(head),
        quoted=quoted,
        identifying=kind == "copula" and any(a.head == head.i for a in parts),
        light=verb.lemma_.lower() if verb is not None else None,
        speaker=chain[0] if chain else None,
        reported_by=chain[1] if len(chain) > 1 else None,
        time=times.get(head.i) or (times.get(carrier.i) if carrier is not None else None),
        place=place_of(head, parts) or (place_of(verb, parts) if verb is not None else None),
        topic=topic_of(verb or head, parts) or topic_of(head, parts),
    )


def _lemma(head: Token, kind: str) -> str:
    if kind == "verb":
        return verb_lemma(head)
    return description_lemma(head) if kind == "copula" else syntax.noun_lemma(head)


def _status(head: Token, kind: str) -> Status:
    """Descriptions by apposition hold as such: "Ek, former head of Acme" is no plan, but over."""
    if kind != "copula":
        return status(head)
    link = linking_verb(head)
    real = status(link) if link is not None else Status()
    if syntax.kid(head, "cop") is not None:
        real = status(head)
    former = any(a.lemma_.lower() in FORMER for a in syntax.kids(head, "amod", "advmod"))
    return replace(real, ended=real.ended or former)


FORMER = frozenset({"former", "ex", "late", "onetime", "then"})
