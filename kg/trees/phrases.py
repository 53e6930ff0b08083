"""Repairs of what hangs on nouns, names and dates."""

from __future__ import annotations

import itertools

from spacy.tokens import Token

from kg import lexicons
from kg.trees.edges import attach, case_of


def chain_of_phrases(noun: Token) -> None:
    """ "the visit of the head of the board": the board is the head's."""
    of = [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and case_of(c) == "of"]
    for first, second in itertools.pairwise(of):
        if first.right_edge.i + 1 == second.left_edge.i:
            second.head = first


def listed(name: Token) -> None:
    """ "Aker, Orkla, Veidekke and Equinor": a name among coordinated names is coordinated too."""
    among_names = name.ent_type_ and name.head.ent_type_ and name.dep_ in ("list", "dep")
    if among_names and any(c.dep_ == "conj" for c in name.head.children):
        name.dep_ = "conj"


def left_dead(adjective: Token) -> None:
    """ "The blast left 12 people dead": they are dead because of it."""
    noun = adjective.head
    behind = adjective.dep_ == "amod" and adjective.i > noun.i
    if behind and noun.dep_ == "obj" and noun.head.lemma_ == "leave":
        attach(adjective, noun.head, "xcomp")


def place_behind_date(place: Token) -> None:
    """ "born on 4 May 1931 in Oslo": what took place then took place there."""
    date = place.head
    if place.ent_type_ != "LOC" or case_of(place) not in ("in", "at", "near") or date.i > place.i:
        return
    while date.dep_ in ("nmod:unmarked", "nmod", "nummod") and date.head.i < place.i:
        date = date.head
    numbered = date.like_num or any(c.like_num for c in date.children)
    dated = numbered and date.pos_ in ("NUM", "PROPN") and not date.ent_type_
    if dated and date.dep_ in ("obl", "obl:unmarked") and date.head.pos_ == "VERB":
        attach(place, date.head, "obl")


def place_before_title(case: Token) -> None:
    """ "In Turkey Minister Ann Ek met ...": she is a minister who is there, not Turkey's."""
    doc = case.doc
    if case.dep_ != "case" or case.text not in ("In", "At") or case.i + 1 >= len(doc):
        return
    place = next((e.root for e in doc.ents if e.start == case.i + 1), None)
    if place is None or place.ent_type_ != "LOC" or place.dep_ not in ("compound", "nmod"):
        return
    name = place.head
    while name.dep_ in ("compound", "nmod:desc", "nmod") and name.head.i > name.i:
        name = name.head
    if name.dep_ == "nsubj" and name.ent_type_ == "PER" and name.head.i > name.i:
        attach(place, name.head, "obl")
        case.head = place


#: What is said of an organisation behind a comma: "Acme, based in Oslo".
SEATED = frozenset({"base", "headquarter", "locate", "situate"})


#: What somebody or something is called behind a comma: "Karl Ode, known as Kako".
CALLED = frozenset({"call", "christen", "dub", "know", "nickname", "rename"})


def said_behind_name(verb: Token) -> None:
    """ "the head of Acme, based in Oslo", "cash from Acme, known as AC": it is said of Acme."""
    lemma = verb.lemma_.lower()
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or lemma not in SEATED | CALLED:
        return
    if verb.i < 2 or verb.doc[verb.i - 1].text != ",":
        return
    name = next((e for e in verb.doc.ents if e.end == verb.i - 1), None)
    if name is None or verb.head.i >= name.start or verb.is_ancestor(name.root):
        return
    noun = verb.head.lemma_.lower()
    person = lexicons.is_role(noun) or lexicons.is_person_noun(noun) or verb.head.ent_type_
    if name.label_ == "ORG" if lemma in SEATED else not person:
        verb.head = name.root


def score_behind_name(goals: Token) -> None:
    """ "Rovers beat United 2-1": United was beaten, by so much."""
    doc, dash = goals.doc, goals.i + 1
    if not goals.like_num or dash + 1 >= len(doc) or not doc[dash + 1].like_num:
        return
    name = next((e for e in doc.ents if e.end == goals.i), None)
    if name is None or doc[dash].text not in ("-", "–") or name.root.head.i != goals.i:
        return
    verb, label = goals.head, goals.dep_
    if verb.pos_ == "VERB" and not name.start <= verb.i < name.end:
        attach(name.root, verb, str(label))
        attach(goals, verb, "obl:unmarked")
