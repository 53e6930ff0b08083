"""Pronouns: by type, number and gender, then by prominence, within three sentences.

Constraints after Lappin and Leass 1994: no antecedent in the same clause as a plain pronoun, none
that contains it; "himself" is the subject of its clause.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.clauses import syntax
from kg.model import EntityType
from kg.predicates import predicates
from kg.resolve.discourse import PLACES, SUBJECTS, Discourse
from kg.resolve.groups import members
from kg.resolve.mentions import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    SECOND,
    Determiner,
    Kind,
    relative_noun,
)
from kg.resolve.nominals import encloses


def resolve_pronoun(d: Discourse, number: int) -> None:
    """Join a pronoun with its antecedent, or give it the group it stands for; else leave it."""
    phrase = d.phrases[number]
    token = d.doc[phrase.head]
    if phrase.kind is Kind.RELATIVE:
        _relative(d, number, token)
    elif phrase.words in FIRST_SINGULAR | FIRST_PLURAL | SECOND:
        _first_or_second(d, number, token)
    elif phrase.words.endswith(("self", "selves")):
        _reflexive(d, number, token)
    elif phrase.words in {"they", "them", "their", "theirs"}:
        _plural(d, number, token)
    else:
        _singular(d, number, token)


def _relative(d: Discourse, number: int, token: Token) -> None:
    """As in "the envoy, who resigned"; "Berg was an envoy who resigned" speaks of Berg."""
    noun = relative_noun(token)
    if noun is None:
        return
    if noun.dep_ == "appos" and not noun.ent_type_:
        noun = noun.head  # "Berg, an envoy who resigned"
    bearer = syntax.name_head(syntax.bearer(noun))
    if bearer.i in d.at:
        d.join(d.at[bearer.i], number)


def _reflexive(d: Discourse, number: int, token: Token) -> None:
    """As in "Berg defended herself"."""
    subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.i in d.at and d.at[subject.i] != number:
        d.join(d.at[subject.i], number)


def _first_or_second(d: Discourse, number: int, token: Token) -> None:
    """As in "I will stay," Berg said: the speaker; else as the same word was understood before."""
    words = d.phrases[number].words
    if words in FIRST_SINGULAR:
        speaker = speaker_of(token)
        if speaker is not None and speaker.i in d.at and d.at[speaker.i] != number:
            named = d.at[speaker.i]
            if d.profile(named).type in {EntityType.PERSON, None} and d.join(named, number):
                return
    family = next(f for f in (FIRST_SINGULAR, FIRST_PLURAL, SECOND) if words in f)
    for other in d.before(number, 10):
        if d.phrases[other].kind is Kind.PRONOUN and d.phrases[other].words in family:
            d.join(other, number)
            return


def speaker_of(token: Token) -> Token | None:
    """The subject of the verb of speech over or beside the clause of a token."""
    node = token
    while True:
        for child in node.children:
            if (
                child.dep_ in {"parataxis", "ccomp"}
                and child.lemma_ in predicates().speech
                and child.i != token.i
            ):
                subject = _subject(child)
                if subject is not None and child.dep_ == "parataxis":
                    return subject
        if node.head.i == node.i:
            return None
        if node.dep_ in {"ccomp", "parataxis"} and node.head.lemma_ in predicates().speech:
            return _subject(node.head)
        node = node.head


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECTS), None)


def _singular(d: Discourse, number: int, token: Token) -> None:
    for root in d.salience(number):
        if _singular_fits(d, number, root) and _may_stand_for(d, number, token, root):
            d.join(root, number)
            return


def _singular_fits(d: Discourse, number: int, root: int) -> bool:
    profile = d.profile(root)
    if profile.plural:
        return False
    phrase = d.phrases[number]
    if phrase.words in {"it", "its"}:
        if profile.gender is not None or profile.type is EntityType.PERSON:
            return False
        return _is_referring(d, root)
    if profile.type is not EntityType.PERSON and profile.gender is None:
        return False
    return profile.gender in {None, phrase.gender}


def _is_referring(d: Discourse, root: int) -> bool:
    """Not "in fact", "by train": a thing that is taken up again has been introduced."""
    first = d.phrases[root]
    if first.kind is Kind.ADJECTIVE:
        return len(d.profile(root).members) > 1
    return first.kind is not Kind.NOMINAL or first.determiner is not Determiner.BARE


def _may_stand_for(d: Discourse, number: int, token: Token, root: int) -> bool:
    """Same-clause and containment constraints over the mentions in the pronoun's own sentence."""
    sentence = d.phrases[number].sentence
    for member in reversed(d.profile(root).members):
        if member >= number:
            continue
        if d.phrases[member].sentence != sentence:
            return True
        if encloses(d, member, number):
            return False
        if not token.dep_.endswith("poss") and _same_clause(d.doc[d.phrases[member].head], token):
            return False
    return True


def _same_clause(one: Token, other: Token) -> bool:
    """As in "Berg met him", "Berg spoke with him": not Berg."""
    return one.head.i == other.head.i and one.dep_ != "conj" and other.dep_ != "conj"


def _plural(d: Discourse, number: int, token: Token) -> None:
    """As in "Berg and Ruiz said they ...", "the residents ... they", "the ministry ... they"."""
    seen: set[int] = set()
    candidates: dict[int, tuple[int, ...]] = {}
    for other in d.before(number):
        together = members(d, d.doc[d.phrases[other].head])
        if len(together) > 1 and d.doc[d.phrases[other].head].dep_ != "conj":
            candidates.setdefault(d.root(other), together)
        if other in d.groups:
            candidates.setdefault(d.root(other), d.groups[other])
    for root in d.salience(number):
        if root in seen or not _may_stand_for(d, number, token, root):
            continue
        seen.add(root)
        if root in candidates and _all_of_one_kind(d, candidates[root]):
            d.groups[number] = tuple(dict.fromkeys(d.root(n) for n in candidates[root]))
            return
        if _plural_fits(d, root):
            d.join(root, number)
            return


def _all_of_one_kind(d: Discourse, group: tuple[int, ...]) -> bool:
    kinds = {d.profile(n).type in PLACES for n in group}
    types = {d.profile(n).type for n in group}
    return len(kinds) == 1 and (len(types) == 1 or EntityType.PERSON not in types)


def _plural_fits(d: Discourse, root: int) -> bool:
    profile = d.profile(root)
    if d.phrases[root].words in FIRST_PLURAL | SECOND:
        return False
    if profile.plural:
        return profile.type not in PLACES
    return profile.type is EntityType.ORGANIZATION
