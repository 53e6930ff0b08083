"""Pronouns that grammar resolves: relatives, reflexives, and the "I" of one who speaks."""

from __future__ import annotations

from spacy.tokens import Token

from kg.clauses import syntax
from kg.model import EntityType
from kg.predicates import predicates
from kg.resolve.discourse import SUBJECTS, Discourse
from kg.resolve.mentions import FIRST_SINGULAR, Kind, relative_noun


def resolve_pronoun(d: Discourse, number: int) -> bool:
    """Whether grammar tells what a pronoun stands for; it is then joined with it."""
    phrase = d.phrases[number]
    token = d.doc[phrase.head]
    if phrase.kind is Kind.RELATIVE:
        return _relative(d, number, token)
    if phrase.words in FIRST_SINGULAR:
        return _speaker(d, number, token)
    if phrase.words.endswith(("self", "selves")):
        return _reflexive(d, number, token)
    return phrase.gender is not None and _client(d, number, token)


def _relative(d: Discourse, number: int, token: Token) -> bool:
    """As in "the envoy, who resigned"; "Berg was an envoy who resigned" speaks of Berg."""
    noun = relative_noun(token)
    if noun is None:
        return False
    if noun.dep_ == "appos" and not noun.ent_type_:
        noun = noun.head  # "Berg, an envoy who resigned"
    bearer = syntax.name_head(syntax.bearer(noun))
    return bearer.i in d.at and d.join(d.at[bearer.i], number)


def _reflexive(d: Discourse, number: int, token: Token) -> bool:
    """As in "Berg defended herself"."""
    subject = next((c for c in token.head.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.i not in d.at or d.at[subject.i] == number:
        return False
    return d.join(d.at[subject.i], number)


def _speaker(d: Discourse, number: int, token: Token) -> bool:
    """As in "I will stay," Berg said."""
    speaker = speaker_of(token)
    if speaker is None or speaker.i not in d.at or d.at[speaker.i] == number:
        return False
    named = d.at[speaker.i]
    return d.profile(named).type in {EntityType.PERSON, None} and d.join(named, number)


#: Those who speak for somebody, and of them when they say "he".
SPEAKING_FOR = frozenset(
    {"agent", "attorney", "barrister", "counsel", "lawyer", "manager", "publicist",
     "representative", "solicitor", "spokesman", "spokesperson", "spokeswoman"}
)  # fmt: skip


def _client(d: Discourse, number: int, token: Token) -> bool:
    """As in "Bo Lund's lawyer said he was ill", "her lawyer, Eva Dahl, said she would appeal".

    Only the first in what is said: "Bo Lund's lawyer said the judge knew he was ill" is open.
    """
    node = token
    while node.head.i != node.i and node.dep_ not in {"ccomp", "parataxis"}:
        node = node.head
    verb = node.head
    if node.i == verb.i or verb.lemma_ not in predicates().speech:
        return False
    noun = _subject(verb)
    if noun is None or token.dep_ not in SUBJECTS or token.head.i != node.i:
        return False
    if noun.lemma_.lower() not in SPEAKING_FOR:
        noun = next((c for c in noun.children if c.lemma_.lower() in SPEAKING_FOR), noun)
    client = next((c for c in noun.children if c.dep_ == "nmod:poss"), None)
    if client is None or client.i not in d.at or noun.lemma_.lower() not in SPEAKING_FOR:
        return False
    named = d.at[client.i]
    fits = d.profile(named).gender in {None, d.phrases[number].gender}
    person = d.profile(named).type in {EntityType.PERSON, None} and not d.profile(named).plural
    return fits and person and d.join(named, number)


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
