"""Repairs of the classes of words, and of words that only serve others."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicons
from kg.trees.edges import attach


def common_noun(token: Token) -> None:
    """ "the commission of both countries": a word in small letters outside a name is no name."""
    if token.pos_ == "PROPN" and token.text.islower() and not token.ent_type_:
        token.pos_, token.tag_ = "NOUN", "NNS" if token.tag_ == "NNPS" else "NN"


def one_of_two(word: Token) -> None:
    """ "The former sued the latter": words for one of two are nouns there."""
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in word.children)
    if word.lower_ in ("former", "latter") and definite and word.dep_ != "amod":
        word.pos_, word.tag_ = "NOUN", "NN"


def passive_is_verb(word: Token) -> None:
    """ "Nobody was hurt": what has the auxiliary of a passive is a verb, whatever it looks like."""
    if word.pos_ == "ADJ" and any(c.dep_ == "aux:pass" for c in word.children):
        word.pos_, word.tag_ = "VERB", "VBN"


#: Verbs whose passive with "it" and an infinitive never speaks of a thing.
NOT_RAISING = frozenset(
    {"agree", "decide", "hope", "propose", "recommend", "resolve", "suggest", "forbid"}
)


def empty_it(it: Token) -> None:
    """ "It was agreed to hold talks": "it" is no participant."""
    verb = it.head
    if it.lower_ != "it" or it.dep_ != "nsubj:pass" or verb.lemma_.lower() not in NOT_RAISING:
        return
    if any(c.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass") for c in verb.children):
        it.dep_ = "expl"


def be_to(verb: Token) -> None:
    """ "Ek is to visit Peru", "is due to visit Peru": "be" is an auxiliary here."""
    copula = next((c for c in verb.children if c.dep_ == "cop"), None)
    due = next((c for c in verb.children if c.lower_ == "due" and c.dep_ == "case"), None)
    marked = any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
    if verb.tag_ != "VB" or copula is None or not (marked or due) or verb.lower_ == "blame":
        return
    copula.dep_ = "aux"
    for subject in [c for c in verb.children if c.dep_ == "nsubj:outer"]:
        subject.dep_ = "nsubj"
    if due is not None:
        for to in [c for c in due.children if c.dep_ == "fixed"]:
            attach(to, verb, "mark")
        due.dep_ = "advmod"


def hyphened_office(hyphen: Token) -> None:
    """ "the UN Secretary-General, Ann Ek": what stands behind the hyphen is the head of both."""
    first, last = _around(hyphen)
    named = first.ent_type_ or last.ent_type_
    if last.head.i == first.i and not named and lexicons.is_office(f"{first.lower_}-{last.lower_}"):
        _led_by_last(first, hyphen, last)


PREFIXES = frozenset({"co", "mis", "over", "pre", "re", "under"})


def prefix_of_verb(hyphen: Token) -> None:
    """ "who was re-elected": what stands before the hyphen is no verb of its own."""
    prefix, verb = _around(hyphen)
    if verb.pos_ != "VERB" or prefix.lower_ not in PREFIXES:
        return
    if prefix.dep_ not in ("compound", "advmod"):
        _led_by_last(prefix, hyphen, verb)
        prefix.pos_, prefix.tag_ = "X", "AFX"


def _around(hyphen: Token) -> tuple[Token, Token]:
    """What a hyphen joins; the hyphen itself, twice, where it joins nothing."""
    if hyphen.text != "-" or not 0 < hyphen.i < len(hyphen.doc) - 1:
        return hyphen, hyphen
    first, last = hyphen.nbor(-1), hyphen.nbor(1)
    joined = not first.whitespace_ and not hyphen.whitespace_ and first.sent == last.sent
    return (first, last) if joined else (hyphen, hyphen)


def _led_by_last(first: Token, hyphen: Token, last: Token) -> None:
    """Hang the first of two joined words on the last, and on that all that hung on the first."""
    if any(a.i == first.i for a in last.ancestors):
        last.head = last if first.head.i == first.i else first.head
        last.dep_ = first.dep_
    for child in [c for c in first.children if c.i != last.i]:
        child.head = last
    attach(first, last, "compound")
    attach(hyphen, first, "punct")


def acting_office(acting: Token) -> None:
    """ "She will serve as acting mayor": a mayor for a while, and no play."""
    office = acting.nbor(1) if acting.i + 1 < len(acting.doc) else acting
    held = acting.lower_ == "acting" and lexicons.is_role(office.lemma_.lower())
    if not held or acting.pos_ != "VERB" or office.head.i != acting.i or office.i == acting.i:
        return
    verb, marks = acting.head, [c for c in acting.children if c.dep_ == "mark"]
    attach(office, verb if verb.i != acting.i else office, "obl" if marks else str(acting.dep_))
    for child in [*acting.children]:
        child.head = office
    for mark in marks:
        mark.dep_ = "case"
    attach(acting, office, "amod")
    acting.pos_, acting.tag_ = "ADJ", "JJ"
