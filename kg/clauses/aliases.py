"""Other names of the same: "Karl Ode, alias Kako", "known as", "born", "nicknamed"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments, is_passive
from kg.clauses.status import Status, status
from kg.trees.arguments import CALLING

#: "is known as Kako", "goes by the name Kako".
AS = {"know": ("as", "by"), "go": ("by",)}
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})


def marked_aliases(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """ "Karl Ode (aka Kako)", "Ann Berg, née Holm": who, and the other name; heads of both."""
    for mark in doc[2:-1]:
        if mark.lower_ not in syntax.ALIAS_MARKS or mark.nbor(-1).text not in (",", "("):
            continue
        who, name = mark.nbor(-2), mark.nbor(1)
        if name.text in syntax.QUOTES and name.i + 1 < len(doc):
            name = name.nbor(1)
        if who.ent_type_ and who.ent_type_ == name.ent_type_ and name.ent_iob_ == "B":
            yield syntax.name_head(who), syntax.name_head(name)


def aliases(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Everything that the text tells to have another name, with that name; heads of both."""
    yield from marked_aliases(doc)
    for verb in doc:
        lemma = verb.lemma_.lower()
        named = verb.pos_ == "VERB" and (lemma in AS or lemma in CALLING)
        if not named or status(verb) != Status():
            continue
        for who, name in _of_verb(verb):
            # "a man named Bo Lund" is called so; "Ann Ek was named Woman of the Year" is not
            awarded = verb.lemma_ == "name" and who.ent_type_
            if name.ent_type_ and not awarded and not syntax.is_likened(name):
                yield who, name


def identified(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """ "the driver, identified as Karl Ode": somebody, and who that is; heads of both."""
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() != "identify" or status(verb) != Status():
            continue
        found = arguments(verb)
        whom = [doc[a.head] for a in found if a.role == "object"]
        names = [doc[a.head] for a in found if a.role == "as"]
        if len(whom) == len(names) == 1 and whom[0].tag_ == "NN" and names[0].ent_type_ == "PER":
            yield whom[0], names[0]


def _of_verb(verb: Token) -> Iterator[tuple[Token, Token]]:
    lemma, found = verb.lemma_.lower(), arguments(verb)
    doc, passive = verb.doc, is_passive(verb)
    objects = [doc[a.head] for a in found if a.role == "object"]
    subjects = [doc[a.head] for a in found if a.role == "subject"]
    if lemma in AS:
        bearers = objects if lemma == "know" else subjects
        names = [doc[a.head] for a in found if a.role in AS[lemma]]
    else:
        itself = any(o.lower_ in REFLEXIVE for o in objects)
        bearers = objects if passive else subjects if itself else []
        names = [doc[a.head] for a in found if a.role == "complement"]
    if len(bearers) == 1:
        yield from ((bearers[0], name) for name in names if name.i != bearers[0].i)
