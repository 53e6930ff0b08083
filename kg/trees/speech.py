"""Repairs of who says what."""

from __future__ import annotations

from spacy.tokens import Token

from kg import lexicons
from kg.predicates import predicates
from kg.times.words import WEEKDAYS
from kg.trees.edges import attach


def free_speech(verb: Token) -> None:
    """ "A new deal is near, the official assured.": the speech is about the whole sentence.

    A verb of speech with its own subject after a last comma is never part of a phrase before it.
    """
    if verb.dep_ not in ("acl", "advcl", "conj", "dep") or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return
    if verb.lemma_.lower() not in predicates().speech:
        return
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None:
        subject = _speaker_before(verb)
    if subject is None or subject.i > verb.i or subject.tag_ in ("WDT", "WP"):
        return
    start = min(verb.left_edge.i, subject.left_edge.i)
    own_mark = any(c.dep_ in ("cc", "mark", "aux", "aux:pass") for c in verb.children)
    comma = verb.doc[start].is_punct or verb.doc[start - 1].is_punct
    last = all(t.is_punct or t.is_space for t in verb.doc[verb.right_edge.i + 1 : verb.sent.end])
    if comma and last and not own_mark and start > verb.sent.start:
        attach(verb, verb.sent.root, "parataxis")
        attach(subject, verb, "nsubj")


def _speaker_before(verb: Token) -> Token | None:
    """Who stands right before the verb, where the parse made an apposition of it."""
    before = verb.doc[verb.i - 1]
    if before.ent_type_:
        before = next(e for e in verb.doc.ents if e.start <= before.i < e.end).root
    lemma = before.lemma_.lower()
    person = before.ent_type_ in ("PER", "ORG") or (
        lexicons.is_role(lemma) or lexicons.is_person_noun(lemma) or lexicons.is_org_noun(lemma)
    )
    return before if person and before.dep_ in ("appos", "conj", "list", "dep") else None


def inverted_speech(verb: Token) -> None:
    """ "The road is open, stated Mayor Ann Ek.": who speaks may stand behind the verb."""
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_.lower() not in predicates().speech:
        return
    doc, end = verb.doc, verb.sent.end
    if verb.dep_ not in ("amod", "acl", "compound", "nmod:desc") or verb.i == verb.sent.start:
        return
    if not doc[verb.i - 1].is_punct or any(c.dep_.startswith("nsubj") for c in verb.children):
        return
    root = verb.sent.root
    behind = [
        t
        for t in doc[verb.i + 1 : end]
        if t.head.i < verb.i and t.left_edge.i in (verb.i, verb.i + 1) and not t.is_punct
    ]
    speaker = max(behind, key=lambda t: t.right_edge.i, default=None)
    if speaker is None or root.i >= verb.i:
        return
    if speaker.right_edge.i + 1 == end or not doc[speaker.right_edge.i + 1].is_alpha:
        attach(verb, root, "parataxis")
        attach(speaker, verb, "nsubj")


PRONOUNS = frozenset({"he", "i", "it", "she", "they", "we"})


def moment_of_speech(word: Token) -> None:
    """ "Acme said on Monday it had agreed": then it spoke, whenever it agreed."""
    said = word.head
    verb = said.head
    if word.dep_ not in ("obl", "obl:unmarked") or said.dep_ != "ccomp":
        return
    if word.left_edge.i != verb.i + 1 or verb.lemma_.lower() not in predicates().speech:
        return
    behind = word.doc[word.right_edge.i + 1]
    pronoun = behind.lower_ in PRONOUNS and behind.head.i == said.i
    if pronoun or (word.lower_ in WEEKDAYS and not behind.is_punct):
        attach(word, verb, str(word.dep_))
