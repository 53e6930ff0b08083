"""What someone or something is, in the words of the text: "X is Y", "X, Y", "Y X"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.status import NEGATIONS
from kg.model import Clause
from kg.openie import spans
from kg.openie.spans import VERBAL
from kg.openie.triples import Draft, Words
from kg.openie.verbs import is_argument, is_told_with_another, subject_of

HONORIFICS = frozenset(
    {
        "dame", "dr", "jr", "lady", "lord", "madam", "miss", "mr", "mrs", "ms", "mx", "sir", "sr",
        "st",
    }
)  # fmt: skip


def of_copula(noun: Token) -> Iterator[Draft]:
    """ "In May, Ek was not yet the head of Acme": was not | yet the head of Acme | In May."""
    subject = None if is_told_with_another(noun) else subject_of(noun)
    if subject is None:
        return
    copula = [*syntax.kids(noun, "cop", "aux")]
    first = min((c.i for c in copula), default=noun.i)
    impersonal = subject.lower_ in ("it", "there")
    negations = [c for c in syntax.kids(noun, "advmod") if c.lower_ in NEGATIONS]
    around = [
        c for c in noun.children if syntax.base(c) == "obl" or (c.dep_ == "advmod" and c.i < first)
    ]
    apart = [c for c in noun.children if _is_apart(c, impersonal)]
    relation = [*copula, *negations, *spans.prepositions(noun)]
    main = spans.phrase(noun, without=[*apart, *around, *relation])
    told = [c for c in around if is_argument(c) and not _asks(c)]
    ordered = [*(c for c in told if c.i > noun.i), *(c for c in told if c.i < noun.i)]
    words = spans.participant(subject, noun)
    if words and main:
        numbers, objects = _with_adjective(noun, main, ordered)
        numbers |= {t.i for t in relation}
        yield Draft(words, spans.with_prefixes(noun.doc, numbers), objects)


def _with_adjective(
    noun: Token, main: Words, others: list[Token]
) -> tuple[set[int], tuple[Words, ...]]:
    """An adjective with a phrase after it is part of the relation: "is subject to | the law"."""
    if noun.pos_ != "ADJ" or not others or others[0].i < noun.i:
        return set(), tuple(w for w in (main, *map(spans.phrase, others)) if w)
    first, *rest = others
    objects = (spans.phrase(first, bare=True), *map(spans.phrase, rest))
    return {*main, *(t.i for t in spans.prepositions(first))}, tuple(w for w in objects if w)


def _is_apart(child: Token, impersonal: bool) -> bool:
    """What is neither part of what the predicate says nor a circumstance of it."""
    label = syntax.base(child)
    if label in ("csubj", "ccomp"):
        return not impersonal  # "it is clear [that they won]"
    if label == "conj":
        return child.pos_ in VERBAL or syntax.kid(child, "nsubj", "cop") is not None
    return label in ("nsubj", "mark", "advcl", "cc", "expl") or spans.is_remark(child)


def _asks(child: Token) -> bool:
    """ "at [which] they were", "how he is"."""
    return any(t.tag_ in syntax.RELATIVE or t.tag_ == "WRB" for t in child.subtree)


def of_description(noun: Token, clause: Clause) -> Iterator[Draft]:
    """ "Ek, the head of Acme"; "Acme head Ann Ek": [is]."""
    target = next((noun.doc[a.head] for a in clause.role("subject")), noun)
    places = noun.ent_type_ == target.ent_type_ == "LOC"  # Bergen, Norway: in it, but not it
    denied = any(c.lower_ in NEGATIONS for c in noun.children)  # "the bank, not the state"
    if target.i == noun.i or places or denied or noun.lower_.strip(".") in HONORIFICS:
        return
    others = [c for c in noun.children if c.i == target.i or _is_beside(c)]
    example = next((c for c in noun.children if _is_example(c) and _holds(c, target)), None)
    if example is not None:
        link = tuple(p.i for p in spans.prepositions(example))
        member = spans.members(target, bare=True)[0]
        yield Draft(spans.phrase(noun, without=others, bare=True), link, (member,))
        return
    description = spans.phrase(noun, without=others, bare=True)
    beside = [c for c in target.children if c.i == noun.i or _is_beside(c)]
    words = spans.phrase(target, without=beside, bare=True)
    if words and description and not set(words) & set(description):
        yield Draft(words, (), (description,), implied=True)


def _is_beside(child: Token) -> bool:
    """What is told on its own, or is somebody else."""
    if syntax.same_name(child.head, child):
        return False
    beside = child.dep_ in ("appos", "nmod:desc", "acl:relcl", "conj", *spans.CONJUNCTIONS)
    return beside or _is_example(child)


def _is_example(child: Token) -> bool:
    """ "ports [including Bergen]"."""
    return syntax.preposition(child) in syntax.EXAMPLES


def _holds(phrase: Token, member: Token) -> bool:
    return phrase.i == member.i or phrase.is_ancestor(member)
