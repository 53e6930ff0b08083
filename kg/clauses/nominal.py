"""Event nouns as clauses: "Ek's visit to Oslo", "talks between A and B", "held talks with A"."""

from __future__ import annotations

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments, is_passive, spread
from kg.lexicons import country_of_adjective
from kg.model import Argument
from kg.predicates import EventNoun, event_nouns, predicates


def event_noun(token: Token) -> EventNoun | None:
    """The event that a common noun names, if it does."""
    if token.pos_ != "NOUN" or token.ent_type_ or token.dep_ in ("compound", "fixed", "flat"):
        return None
    return event_nouns().get(token.lemma_.lower())


def light_verb(noun: Token) -> Token | None:
    """The verb that only carries the event: "held" in "held talks", "talks were held"."""
    participle = _held(noun)
    if participle is not None:
        return participle
    node = noun
    while node.dep_ == "conj" and node.head.pos_ == "NOUN":
        node = node.head
    verb = node.head
    lemma = verb.lemma_.lower()
    carries = lemma in predicates().light or lemma in predicates().scaling
    if syntax.is_root(node) or verb.pos_ != "VERB" or not carries:
        return None
    if node.dep_ in ("obj", "nsubj:pass"):
        return verb
    carried = syntax.base(node) == "obl" and syntax.preposition(node) in ("in", "into", "to")
    bare = carried and verb.lemma_.lower() in ("engage", "take", "enter")
    return verb if bare else None


HELD = frozenset({"hold", "stage", "organise", "organize", "conduct", "convene"})


def _held(noun: Token) -> Token | None:
    """ "the talks held in Oslo"; "the meeting of the boards of the funds, held on Friday".

    A participle set off by a comma belongs to the outermost event, wherever the parse hangs it.
    """
    for token in noun.subtree:
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_.lower() in HELD:
            set_off = noun.doc[token.i - 1].text == ","
            owner = _outermost_event(token.head) if set_off else token.head
            if owner.i == noun.i:
                return token
    return None


def _outermost_event(noun: Token) -> Token:
    """The event furthest up the chain of "of" and "for" phrases; without one, the noun itself."""
    found = node = noun
    while syntax.base(node) == "nmod":
        node = node.head
        if event_noun(node) is not None:
            found = node
    return found


def event_arguments(noun: Token, event: EventNoun) -> tuple[Argument, ...]:
    """The participants of an event noun, with those of the verb that carries it."""
    slots: list[tuple[str, Token]] = []
    for child in noun.children:
        role = _role(child, noun, event)
        if role is not None:
            slots.append((role, child))
    slots.extend(_of_whole(noun, event))
    verb = light_verb(noun)
    shared = []
    if verb is not None:
        shared = [a for a in arguments(verb) if _is_shared(a, noun, verb)]
    return tuple(sorted({*spread(slots), *shared}, key=lambda a: (a.head, a.role)))


def _of_whole(noun: Token, event: EventNoun) -> list[tuple[str, Token]]:
    """What the parse hangs on the "of" phrase, though it is of the event.

    "a session of the council in Oslo": the session is in Oslo; "the purchase of the mill by Acme":
    Acme purchases.
    """
    found: list[tuple[str, Token]] = []
    for whole in syntax.kids(noun, "nmod"):
        if syntax.preposition(whole) != "of":
            continue
        for child in syntax.kids(whole, "nmod"):
            words = syntax.preposition(child)
            if words == "in" and child.ent_type_ == "LOC" and whole.ent_type_ != "LOC":
                found.append(("in", child))
            elif words == "by" and event.of == "object":
                found.append(("subject", child))
    return found


def _role(child: Token, noun: Token, event: EventNoun) -> str | None:
    label = syntax.base(child)
    if child.dep_ == "nmod:poss":
        taken = any(syntax.preposition(c) == "of" for c in syntax.kids(noun, "nmod"))
        return "subject" if taken else event.of
    if label in ("nmod", "obl"):
        words = syntax.preposition(child)
        if words == "of":
            by_poss = syntax.kid(noun, "nmod:poss") is not None
            return "object" if by_poss else event.of
        if words == "between":
            return "subject"
        if words == "by":
            return "subject"
        return words or None
    if label == "compound" and child.ent_type_:
        return event.of
    if label == "amod" and country_of_adjective(child.text) is not None:
        return "subject"
    return None


def _is_shared(argument: Argument, noun: Token, verb: Token) -> bool:
    if argument.head in (noun.i, *(c.i for c in syntax.conjuncts(noun))):
        return False
    if verb.dep_ == "acl":
        return argument.role not in ("object", "content")
    return argument.role not in ("object", "content") or is_passive(verb)
