"""Where a clause takes place, and what it is about."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments
from kg.clauses.dating import shares_circumstances
from kg.lexicons import is_place_noun
from kg.model import Argument

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "off", "around", "outside of", "across", "throughout"}
)
TOPIC_PREPOSITIONS = frozenset({"on", "about", "over", "regarding", "concerning"})
TOPIC_VERBS = frozenset({"discuss", "address", "review", "negotiate", "debate", "examine"})


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
        if child.lower_ == "where" and head.dep_ == "advcl" and child.i < head.i:
            return _last_place(doc, head.head.i, child.i)
    if head.pos_ == "VERB" and shares_circumstances(head):
        return place_of(head.head, arguments(head.head))
    return None


def _last_place(doc: Doc, first: int, last: int) -> int | None:
    """ "visited Oslo on Monday, where she spoke": the place named last."""
    for token in reversed(doc[first:last]):
        if token.ent_type_ == "LOC":
            return _named_place(token)
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
