"""What names say before a noun: "the pro-Peru camp", "the Lund administration"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.types import types
from kg.model import Clause, Document, Statement
from kg.statements import tie

#: Governments that bear the name of who leads them.
LED = frozenset({"administration", "cabinet", "government", "junta", "regime"})
#: Nouns for those who are for or against somebody, beside the nouns for people and bodies.
CAMPS = frozenset({"bloc", "camp", "faction", "front", "lobby", "movement", "side", "wing"})
STANDS = {"anti": "opposes", "pro": "supports"}


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Leaders of governments named after them; whom people and bodies are for or against."""
    found: list[Statement] = []
    for token in document.doc:
        if token.ent_type_ and syntax.name_head(token).i == token.i:
            found.extend(_before_noun(document, token))
    return tuple(found)


def _before_noun(document: Document, name: Token) -> Iterator[Statement]:
    noun = name.head
    modifies = syntax.base(name) in ("compound", "amod", "nmod") and name.i < noun.i
    if not modifies or noun.pos_ != "NOUN" or noun.ent_type_:
        return
    stands = STANDS.get(syntax.stance(name))
    if stands is not None:
        # an "anti-Norvik tax" opposes nobody, "anti-Norvik parties" do
        if "agent" in types(noun) or syntax.noun_lemma(noun) in CAMPS:
            yield tie(document, noun, stands, name, f"{stands}.prefix")
    elif name.ent_type_ == "PER" and syntax.noun_lemma(noun) in LED:
        yield tie(document, name, "leads", noun, "leads.named")
