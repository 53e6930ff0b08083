"""Event nouns as clauses: "Ek's visit to Oslo", "talks between A and B", "held talks with A"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments, is_passive, spread, subjects, verb_lemma
from kg.clauses.types import types
from kg.lexicons import country_of_adjective
from kg.model import Argument, Modality
from kg.predicates import ENDED, NEGATING, EventNoun, event_nouns, predicates


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
    if syntax.is_root(node) or verb.pos_ != "VERB":
        return None
    if node.dep_ in ("obj", "nsubj:pass"):
        words = predicates()
        carries = lemma in words.light or lemma in words.scaling or ends_event(verb)
        return verb if carries or _is_received(noun, verb) else None
    case = syntax.preposition(node) if syntax.base(node) == "obl" else ""
    into = case in ("in", "into") and lemma in ("engage", "enter")
    taken = syntax.kid(verb, "obj")
    part = case == "in" and taken is not None and taken.lemma_ == "part"  # "took part in talks"
    onto = case == "on" and lemma == "go"  # "went on strike"
    return verb if into or part or onto or _comes_under(node, verb) else None


def ends_event(verb: Token) -> bool:
    """ "lifted sanctions on X", "called off the talks": who ends or puts off an event is in it."""
    return object_effect(verb) in (ENDED, NEGATING, Modality.PLANNED.value)


def object_effect(verb: Token) -> str | None:
    """What a verb does to the event it acts on, looked up with its particle first."""
    effects = predicates().objects
    return effects.get(verb_lemma(verb).replace(" ", "_"), effects.get(verb.lemma_.lower()))


def _comes_under(noun: Token, verb: Token) -> bool:
    """ "came under attack from X": the subject is attacked; "went on trial": it is tried."""
    event, words, lemma = event_noun(noun), syntax.preposition(noun), verb.lemma_.lower()
    tried = words == "on" and lemma == "go" and event is not None and event.of == "object"
    return tried or (words == "under" and lemma in ("come", "be"))


def _is_received(noun: Token, verb: Token) -> bool:
    """ "received a visit from X", "faces charges": the event happens to the subject."""
    lemma, event = verb.lemma_.lower(), event_noun(noun)
    if event is None or noun.dep_ != "obj":
        return False
    if lemma in predicates().bearing:
        return True
    return lemma in predicates().receiving and any(_givers(noun, verb))


def _givers(noun: Token, verb: Token) -> Iterator[Token]:
    """Who does what the subject receives: "aid [from X]", "[X's] backing", "the praise [of X]"."""
    for child in (*noun.children, *verb.children):
        if child.dep_ == "nmod:poss" or (child.dep_ == "compound" and child.ent_type_):
            yield child
        elif syntax.base(child) in ("nmod", "obl"):
            link = syntax.preposition(child)
            if link == "by" or (link in ("from", "of") and "agent" in types(child)):
                yield child


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
    verb = light_verb(noun)
    received = verb is not None and _happens_to_subject(noun, verb)
    beneath = syntax.kid(noun, "cop") is not None and syntax.preposition(noun) == "under"
    host = verb if received else noun if beneath else None
    givers = {c.i for c in _givers(noun, host)} if host is not None else set()
    slots: list[tuple[str, Token]] = []
    for child in noun.children:
        role = "subject" if child.i in givers else _role(child, noun, event)
        if role is not None:
            slots.append((role, child))
    slots.extend(_of_whole(noun, event))
    slots.extend(_of_circumstance(noun))
    shared = []
    if verb is not None:
        shared = [a for a in arguments(verb) if _is_shared(a, noun, verb)]
        if received:
            shared = [_received(a, givers) for a in shared]
    return tuple(sorted({*spread(slots), *shared}, key=lambda a: (a.head, a.role)))


def _happens_to_subject(noun: Token, verb: Token) -> bool:
    return _is_received(noun, verb) or _comes_under(noun, verb)


def _received(argument: Argument, givers: set[int]) -> Argument:
    if argument.role == "subject":
        return replace(argument, role="object")
    return replace(argument, role="subject") if argument.head in givers else argument


#: What a subject is in or at, by a bare event noun: "in cooperation with X", "at war with X".
STATES = frozenset({"in", "at", "on"})
MOTION = frozenset({"arrive", "come", "fly", "gather", "go", "head", "return", "travel", "visit"})


def accompanied(noun: Token) -> Token | None:
    """The verb or copula whose subject takes part in an event that its clause names beside it.

    "Ek is in talks with Lund", "Norway, in cooperation with Peru, built a dam", "Ek flew to Oslo
    for talks with Lund", "Norway is under attack".
    """
    words = syntax.preposition(noun)
    if syntax.kid(noun, "cop") is not None:
        return noun if words in STATES or words == "under" else None
    verb = noun.head
    if syntax.base(noun) != "obl" or verb.pos_ != "VERB":
        return None
    bare = syntax.kid(noun, "det", "nmod:poss", "amod", "nummod") is None
    if words == "for" and verb.lemma_.lower() in MOTION:
        return verb
    tied = any(syntax.preposition(c) in ("with", "of", "for", "to") for c in noun.children)
    return verb if words == "in" and bare and noun.tag_ == "NN" and tied else None


def _of_circumstance(noun: Token) -> list[tuple[str, Token]]:
    """Who takes part in an event that stands beside another predicate."""
    host = accompanied(noun)
    if host is None:
        return []
    event = event_noun(noun)
    undergone = event is not None and event.of == "object" and host.i == noun.i
    role = "object" if undergone or syntax.preposition(noun) == "under" else "subject"
    if host.pos_ == "VERB" and is_passive(host):
        return []
    return [(role, s) for s in subjects(host) if s.lower_ not in ("it", "there", "this")]


#: What is done from a place: "the withdrawal of troops from Peru".
LEAVING = frozenset({"deport", "evacuate", "expel", "remove", "retreat", "withdraw"})


def _of_whole(noun: Token, event: EventNoun) -> list[tuple[str, Token]]:
    """What the parse hangs on the "of" phrase, though it is of the event.

    "a session of the council in Oslo": the session is in Oslo; "the purchase of the mill by Acme":
    Acme purchases; "the withdrawal of troops from Peru": they leave Peru.
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
            elif words in ("to", "into", "as") or (words == "from" and event.verb in LEAVING):
                found.append((words, child))
    return found


#: What names the place where it happens before itself: "the Oslo bombing", "a Bergen bus crash".
STRIKING = frozenset(
    {"attack", "bomb", "collide", "crash", "derail", "explode", "kill", "murder", "protest", "riot",
     "shoot", "stab"}
)  # fmt: skip


def _role(child: Token, noun: Token, event: EventNoun) -> str | None:
    label = syntax.base(child)
    owner = "object" if event.of == "object" else "subject"
    if child.dep_ == "nmod:poss":
        taken = any(syntax.preposition(c) == "of" for c in syntax.kids(noun, "nmod"))
        return "subject" if taken else owner
    if label in ("nmod", "obl"):
        words = syntax.preposition(child)
        if words == "of":
            if event.of == "matter":
                return "of"
            by_poss = syntax.kid(noun, "nmod:poss") is not None
            return "object" if by_poss else event.of
        if words == "between":
            return "subject"
        if words == "by":
            return "subject"
        return words or None
    if label == "compound" and child.ent_type_:
        if child.ent_type_ == "LOC" and event.verb in STRIKING:
            return "in"
        return None if syntax.stance(child) else owner
    if label == "amod" and country_of_adjective(child.text) is not None:
        return "subject"
    return None


def _is_shared(argument: Argument, noun: Token, verb: Token) -> bool:
    if argument.head in (noun.i, *(c.i for c in syntax.conjuncts(noun))):
        return False
    if verb.dep_ == "acl":
        return argument.role not in ("object", "content")
    return argument.role not in ("object", "content") or is_passive(verb)
