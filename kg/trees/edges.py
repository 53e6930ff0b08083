"""What the repairs do to the edges of a tree."""

from __future__ import annotations

from spacy.tokens import Token


def attach(token: Token, head: Token, label: str) -> None:
    """Hang `token` on `head`."""
    token.head, token.dep_ = head, label


def case_of(token: Token) -> str:
    """The preposition of a phrase: "of" in "of Oslo"; "" where it has none."""
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")
