"""What something is: copulas, appositions, titles and possessive kinship, as one kind of clause.

"Ek is the head of Acme", "Ek, head of Acme", "Acme head Ek", "Acme's head, Ek" all give predicate
"head", subject Ek, "of" Acme.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import subjects
from kg.lexicons import country_of_adjective
from kg.model import Argument


def described(noun: Token) -> list[Token]:
    """Who or what the noun phrase describes; [] when it describes nothing else."""
    if noun.pos_ not in ("NOUN", "PROPN", "ADJ") or noun.dep_ in ("case", "fixed"):
        return []
    if syntax.kid(noun, "cop") is not None:
        return [t for s in subjects(noun) for t in syntax.conjuncts(s)]
    return list(_by_apposition(noun))


def _by_apposition(noun: Token) -> Iterator[Token]:
    if noun.pos_ == "ADJ":
        return
    head = noun.head
    if noun.dep_ in ("appos", "nmod:desc") and head.i != noun.i:
        yield from _name_and_noun(noun, head)
    elif noun.dep_ == "conj" and head.dep_ in ("appos", "nmod:desc"):
        # "Ek, founder and head of Acme"
        yield from _name_and_noun(noun, head.head)
    if noun.ent_type_:
        return
    for child in syntax.kids(noun, "appos", "flat", "nmod:desc"):
        # "the head of Acme, Ann Ek"; "Acme head Ann Ek"
        if child.ent_type_ and child.i > noun.i:
            yield from _named_members(child)


def _name_and_noun(noun: Token, other: Token) -> Iterator[Token]:
    if not noun.ent_type_ or (noun.ent_type_ == "LOC" and other.ent_type_ == "LOC"):
        yield from [other] if not syntax.same_name(noun, other) else []


def _named_members(name: Token) -> list[Token]:
    return [t for t in syntax.conjuncts(name) if t.ent_type_]


def description_arguments(noun: Token, subject: Token) -> tuple[Argument, ...]:
    """The subject and what the noun relates it to ("of", "in", "to", ...)."""
    target = syntax.name_head(syntax.antecedent(subject) or subject)
    found = {Argument("subject", target.i, syntax.phrase(target))}
    for child in noun.children:
        role = _role(child)
        if role is None:
            continue
        for member in syntax.conjuncts(child):
            related = syntax.name_head(syntax.antecedent(member) or member)
            if related.i != target.i:
                found.add(Argument(role, related.i, syntax.phrase(related)))
    return tuple(sorted(found, key=lambda a: (a.head, a.role)))


def _role(child: Token) -> str | None:
    label = syntax.base(child)
    if child.dep_ == "nmod:poss":
        return "of"
    if label in ("nmod", "obl"):
        return syntax.preposition(child) or None
    if label == "compound" and child.ent_type_:
        return "of"
    if label in ("amod", "compound") and country_of_adjective(child.text) is not None:
        return "of"
    return None
