"""Repairs of the participants of verbs."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicons
from kg.trees.edges import attach


def fronted(participle: Token) -> None:
    """ "Responding to the report Ann Ek said: ...": the verb's subject stands behind it."""
    verb = participle.head
    fronted = participle.dep_ == "advcl" and participle.tag_ == "VBG" and verb.i > participle.i
    if not fronted or any(c.dep_.startswith("nsubj") for c in verb.children):
        return
    for token in participle.subtree:
        behind = token.i > participle.i and token.dep_ in ("nsubj", "appos")
        if behind and (token.dep_ == "nsubj" or _runs_on(token)):
            attach(token, verb, "nsubj")
            return


def _runs_on(name: Token) -> bool:
    """A name right behind a common noun with its article, and no comma: no apposition."""
    before = name.doc[name.i - 1]
    definite = any(c.dep_ == "det" for c in before.children)
    return bool(name.ent_type_) and before.i == name.head.i and before.tag_ == "NN" and definite


#: Verbs after which a name says who or what the subject is.
LINKING = frozenset({"be", "become", "remain", "seem", "appear", "look", "stay"})


def lone_object(name: Token) -> None:
    """ "Prosecutors charged Acme with fraud": the only object is no indirect one, nor a predicate.

    So for names as "complements" of active verbs: "they chose [Ann Ek] as head", and for whoever
    is told to do something: "she urged [residents] to stay".
    """
    verb = name.head
    if name.dep_ not in ("iobj", "xcomp") or verb.pos_ != "VERB":
        return
    told = name.dep_ == "iobj" and any(c.dep_ == "xcomp" and c.i > name.i for c in verb.children)
    if not name.ent_type_ and not told:
        return
    if verb.lemma_ in CALLING and verb.tag_ == "VBN":
        return
    taken = {"obj", "ccomp", "aux:pass", "nsubj:pass", "cop"}
    if name.dep_ == "xcomp":
        taken.add("xcomp")
    others = [c for c in verb.children if c.i != name.i]
    own = any(c.dep_ in ("cop", "nsubj", "mark") for c in name.children)
    if not own and verb.lemma_ not in LINKING and not any(c.dep_ in taken for c in others):
        name.dep_ = "obj"


#: Verbs that give a name: "nicknamed Kako", "born Karl Meyer".
CALLING = frozenset({"bear", "call", "christen", "dub", "name", "nickname", "rename", "style"})


def called_so(name: Token) -> None:
    """ "Karl Ode, nicknamed Kako", "born Karl Meyer": what he is called, not whom he called."""
    verb = name.head
    called = name.dep_ == "obj" and bool(name.ent_type_) and verb.lemma_ in CALLING
    bare = not any(c.dep_.startswith(("nsubj", "aux", "xcomp", "mark")) for c in verb.children)
    if called and bare and verb.tag_ == "VBN" and verb.dep_ == "acl":
        name.dep_ = "xcomp"


NAMING = frozenset({"appoint", "choose", "designate", "elect", "make", "name", "nominate"})


def named_to_office(noun: Token) -> None:
    """ "Ek appointed Bo Lund minister": two complements, not one name with a title behind it."""
    verb = noun.head
    if noun.dep_ not in ("obj", "xcomp") or verb.lemma_ not in NAMING:
        return
    if noun.ent_type_ or not lexicons.is_role(noun.lemma_.lower()):
        return
    for name in [c for c in noun.children if c.ent_type_ == "PER" and c.i < noun.i]:
        if name.dep_ in ("compound", "nmod", "flat", "nmod:desc"):
            attach(name, verb, "obj")
            noun.dep_ = "xcomp"


def particle_object(noun: Token) -> None:
    """ "Norway called off talks": what stands behind a particle is no predicate."""
    verb = noun.head
    particle = any(c.dep_ == "compound:prt" for c in verb.children)
    own = any(c.dep_ in ("cop", "nsubj", "mark") for c in noun.children)
    taken = own or any(c.dep_ == "obj" for c in verb.children)
    if noun.dep_ == "xcomp" and noun.pos_ == "NOUN" and particle and not taken:
        noun.dep_ = "obj"


def stolen_subject(verb: Token) -> None:
    """ "Norvik joined Acme and Orkla left Elkem": Orkla leaves, it is not joined."""
    if verb.dep_ not in ("parataxis", "conj", "ccomp") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    own = any(c.dep_.startswith(("nsubj", "cc", "mark", "expl")) for c in verb.children)
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > verb.sent.start else verb
    while before.dep_ != "conj" and before.head.i < verb.i and before.head.right_edge.i < verb.i:
        if before.head.i == before.i:
            return
        before = before.head
    after_verb = verb.head.i < before.head.i and before.head.dep_ in ("obj", "obl", "nmod")
    joined = any(c.dep_ == "cc" for c in before.children)
    if not own and joined and before.dep_ == "conj" and after_verb:
        attach(before, verb, "nsubj")


def object_before_participle(noun: Token) -> None:
    """ "violated a truce brokered by Peru": the truce was violated, and Peru brokered it."""
    participle = noun.head
    verb = participle.head
    beside = noun.dep_ == "compound" and noun.i == participle.i - 1 and participle.tag_ == "VBN"
    if not beside or noun.ent_type_ or verb.pos_ != "VERB" or verb.i > noun.i:
        return
    agent = any(c.dep_ == "obl:agent" for c in participle.children)
    taken = any(c.dep_ in ("obj", "ccomp") for c in verb.children)
    if agent and not taken:
        for child in [c for c in participle.children if c.i < noun.i]:
            child.head = noun
        attach(noun, verb, "obj")
        attach(participle, noun, "acl")
