"""When and where a clause takes place, and what it is about."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments
from kg.clauses.nominal import event_noun, light_verb
from kg.lexicons import is_place_noun
from kg.model import Argument, TimeExpression
from kg.predicates import predicates
from kg.times import time_expressions

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "off", "around", "outside of", "across", "throughout"}
)
TOPIC_PREPOSITIONS = frozenset({"on", "about", "over", "regarding", "concerning"})
TOPIC_VERBS = frozenset({"discuss", "address", "review", "negotiate", "debate", "examine"})


def times_of(doc: Doc, heads: set[int], published: str | None) -> dict[int, TimeExpression]:
    """The time of each predicate in `heads` that has one, its own or one it shares."""
    found: dict[int, TimeExpression] = {}
    for expression in time_expressions(doc, published):
        token = doc[expression.first : expression.last + 1].root
        while token.i not in heads and not syntax.is_root(token):
            token = token.head
        if token.i in heads:
            found.setdefault(_dated(token, expression), expression)
    for i in sorted(heads):
        if i not in found:
            shared = _shared_time(doc[i], found)
            if shared is not None:
                found[i] = shared
    return found


def _dated(predicate: Token, expression: TimeExpression) -> int:
    """The predicate that a time belongs to, where the parse hung it on `predicate`."""
    said = _said_then(predicate, expression)
    if said is not None:
        return said
    # "since Ek's visit to Oslo in 2014": the visit right before the time has that time
    doc, last = predicate.doc, expression.first - 1
    if last > 0 and doc[last].pos_ == "ADP":
        last -= 1
    if doc[max(last, 0)].pos_ == "VERB" and doc[last].sent.start == predicate.sent.start:
        return last  # "the talks held on Friday, would resume"
    node = doc[max(last, 0)]
    while node.i != predicate.i and not syntax.is_root(node):
        inside = node.right_edge.i == last and syntax.base(node) in ("obl", "nmod")
        if inside and event_noun(node) is not None and light_verb(node) is None:
            return int(node.i)
        node = node.head
    return int(predicate.i)


def _said_then(predicate: Token, expression: TimeExpression) -> int | None:
    """ "Ek said on Friday he may go", "Ek appeared on Friday, charged with theft".

    A time between a verb and what depends on it belongs to that verb.
    """
    governor = predicate.head
    between = governor.i < expression.first < expression.last < predicate.i
    if not between and not governor.i < expression.first == expression.last < predicate.i:
        return None
    label = syntax.base(predicate)
    first = predicate.left_edge.i
    at_edge = expression.first - first <= 1
    if label == "ccomp" and at_edge and governor.lemma_.lower() in predicates().speech:
        return int(governor.i)
    if label in ("advcl", "acl") and predicate.tag_ in ("VBN", "VBG") and at_edge:
        return int(governor.i)
    return None


def _shared_time(predicate: Token, found: dict[int, TimeExpression]) -> TimeExpression | None:
    """A time that a verb has in common with the one it depends on."""
    node, steps = predicate, 0
    while shares_circumstances(node) and steps < 4:
        node, steps = node.head, steps + 1
        if node.i in found:
            return found[node.i]
    return None


def shares_circumstances(verb: Token) -> bool:
    """ "began to fire on Monday", "met and signed on Monday", "left on Monday, taking it"."""
    if syntax.is_root(verb) or verb.pos_ != "VERB":
        return False
    if verb.dep_ == "xcomp":
        # What was agreed or announced on Monday does not happen on Monday.
        return predicates().control.get(verb.head.lemma_.lower(), "actual") == "actual"
    own = syntax.kid(verb, "nsubj", "csubj") is not None
    if verb.dep_ == "conj":
        return not own and verb.tag_ == verb.head.tag_
    participle = syntax.base(verb) == "advcl" and verb.tag_ == "VBG"
    return participle and not own and syntax.kid(verb, "mark") is None


def place_of(head: Token, parts: tuple[Argument, ...]) -> int | None:
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
    if head.pos_ == "VERB" and shares_circumstances(head):
        return place_of(head.head, arguments(head.head))
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


def topic_of(head: Token, parts: tuple[Argument, ...]) -> str | None:
    """ "talks on fisheries", "met to discuss fisheries" -> "fisheries"."""
    doc = head.doc
    for part in parts:
        token = doc[part.head]
        is_noun = not token.ent_type_ and token.tag_ in ("NN", "NNS")  # "on Friday" is no topic
        if part.role in TOPIC_PREPOSITIONS and is_noun:
            return _words(doc, part.tokens)
    for purpose in syntax.kids(head, "advcl", "xcomp"):
        if purpose.lemma_.lower() in TOPIC_VERBS:
            theme = syntax.kid(purpose, "obj", "nsubj:pass")
            if theme is not None:
                return _words(doc, tuple(sorted(t.i for t in theme.subtree)))
    return None


def _words(doc: Doc, numbers: tuple[int, ...]) -> str:
    return str(doc[numbers[0] : numbers[-1] + 1].text)
