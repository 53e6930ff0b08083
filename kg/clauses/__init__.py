"""From dependency trees to clauses: one shape for the many wordings of one thing.

`extract` finds every predicate of an article (verbs, event nouns, descriptions), gathers its
participants, and says whether it happened, when, where, and according to whom.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments, is_passive, verb_lemma
from kg.clauses.descriptions import described, description_arguments
from kg.clauses.nominal import event_arguments, event_noun, light_verb
from kg.clauses.speech import Speech, read_speech
from kg.clauses.status import Status, status
from kg.lexicons import is_place_noun
from kg.model import Argument, Clause, Document, TimeExpression
from kg.times import time_expressions

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "off", "around", "outside of", "across", "throughout"}
)
TOPIC_PREPOSITIONS = frozenset({"on", "about", "over", "regarding", "concerning"})
TOPIC_VERBS = frozenset({"discuss", "address", "review", "negotiate", "debate", "examine"})

__all__ = ["Speech", "extract", "read_speech"]


def extract(document: Document) -> tuple[Clause, ...]:
    """All clauses of an article in text order."""
    doc = document.doc
    speech = read_speech(doc)
    found = [(token, kind, parts) for token in doc for kind, parts in _predicates(token)]
    heads = {token.i for token, _, _ in found}
    times = _times_by_head(doc, heads, time_expressions(doc, document.article.published))
    return tuple(_clause(token, kind, parts, speech, times) for token, kind, parts in found)


def _predicates(token: Token) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    """The clauses a token heads: usually none or one; a noun may describe several."""
    is_copular = syntax.kid(token, "cop") is not None
    if token.pos_ == "VERB" and not is_copular and not _is_modifier(token):
        yield "verb", arguments(token)
    event = event_noun(token)
    if event is not None and not is_copular:
        yield "noun", event_arguments(token, event)
    for subject in described(token):
        yield "copula", description_arguments(token, subject)


def _is_modifier(verb: Token) -> bool:
    """A participle that is only an adjective ("the ruling party"), or part of a name."""
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
    if kind == "copula" and syntax.kid(head, "cop") is None and not quoted:
        chain = ()  # the narrator's own words for someone: "she said the mayor, Ann Ek, had left"
    event = event_noun(head) if kind == "noun" else None
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
        time=times.get(head.i) or (times.get(verb.i) if verb is not None else None),
        place=_place(head, parts) if verb is None else _place(head, parts) or _place(verb, parts),
        topic=_topic(head if verb is None else verb, parts) or _topic(head, parts),
    )


def _lemma(head: Token, kind: str) -> str:
    return verb_lemma(head) if kind == "verb" else syntax.noun_lemma(head)


def _status(head: Token, kind: str) -> Status:
    """Descriptions by apposition hold as such: "Ek, head of Acme" is no plan."""
    if kind == "copula" and syntax.kid(head, "cop") is None:
        former = any(a.lemma_.lower() in FORMER for a in syntax.kids(head, "amod", "advmod"))
        return Status(ended=former)
    found = status(head)
    if kind == "copula" and any(a.lemma_.lower() in FORMER for a in syntax.kids(head, "amod")):
        return Status(found.modality, found.negated, True)
    if kind == "copula" and any(c.lower_ in ("was", "were") for c in syntax.kids(head, "cop")):
        return found
    return found


FORMER = frozenset({"former", "ex", "late", "onetime", "then"})


def _times_by_head(
    doc: Doc, heads: set[int], expressions: tuple[TimeExpression, ...]
) -> dict[int, TimeExpression]:
    """Each time goes to the nearest predicate above it; the first one named wins."""
    found: dict[int, TimeExpression] = {}
    for expression in expressions:
        token = doc[expression.first : expression.last + 1].root
        while token.i not in heads and not syntax.is_root(token):
            token = token.head
        if token.i in heads:
            found.setdefault(_dated(doc, token, expression), expression)
    return found


def _dated(doc: Doc, predicate: Token, expression: TimeExpression) -> int:
    """ "since Ek's visit to Oslo in 2014": the visit right before the time has that time."""
    last = expression.first - 1
    if last > 0 and doc[last].pos_ == "ADP":
        last -= 1
    node = doc[last]
    while node.i != predicate.i and not syntax.is_root(node):
        inside = node.right_edge.i == last and syntax.base(node) in ("obl", "nmod")
        if inside and event_noun(node) is not None and light_verb(node) is None:
            return int(node.i)
        node = node.head
    return int(predicate.i)


def _place(head: Token, parts: tuple[Argument, ...]) -> int | None:
    """ "in Oslo", "here": where it happened."""
    doc = head.doc
    for part in parts:
        if part.role in PLACE_PREPOSITIONS:
            named = _named_place(doc[part.head])
            if named is not None:
                return named
    for part in parts:
        # "met Ek in Oslo", "hit a market in Oslo": the parse often hangs the place on the noun
        if doc[part.head].ent_type_ not in ("ORG", "LOC", "MISC"):
            for child in syntax.kids(doc[part.head], "nmod"):
                if syntax.preposition(child) in PLACE_PREPOSITIONS:
                    named = _named_place(child)
                    if named is not None:
                        return named
    for child in syntax.kids(head, "advmod"):
        if child.lower_ == "here":
            return int(child.i)
        if child.lower_ == "where" and head.dep_ in ("acl:relcl", "advcl:relcl", "acl"):
            return _named_place(head.head)
    return None


def _named_place(token: Token) -> int | None:
    """ "Oslo", "the city of Oslo", "the Oslo area": the name of a place, if there is one."""
    if token.ent_type_ == "LOC":
        return int(syntax.name_head(token).i)
    if is_place_noun(token.lemma_.lower()) and not token.ent_type_:
        for child in syntax.kids(token, "nmod", "compound", "appos"):
            if child.ent_type_ == "LOC" and syntax.preposition(child) in ("of", ""):
                return int(syntax.name_head(child).i)
    return None


def _topic(head: Token, parts: tuple[Argument, ...]) -> str | None:
    """ "talks on fisheries", "met to discuss fisheries" -> "fisheries"."""
    doc = head.doc
    for part in parts:
        if part.role in TOPIC_PREPOSITIONS and not doc[part.head].ent_type_:
            return _words(doc, part.tokens)
    for purpose in syntax.kids(head, "advcl", "xcomp"):
        if purpose.lemma_.lower() in TOPIC_VERBS:
            theme = syntax.kid(purpose, "obj", "nsubj:pass")
            if theme is not None:
                return _words(doc, _theme(theme))
    return None


def _theme(token: Token) -> tuple[int, ...]:
    numbers = sorted(t.i for t in token.subtree)
    return tuple(numbers)


def _words(doc: Doc, numbers: tuple[int, ...]) -> str:
    return str(doc[numbers[0] : numbers[-1] + 1].text)
