"""Lines of a list of results: "Harbour Party - 8 seats", "Norway: 12 gold medals"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from kg import wording
from kg.clauses import syntax
from kg.model import Clause, Document, Statement, Text
from kg.statements import mention

MARKS = frozenset({"-", "–", "—", ":"})
#: "8 seats", "12 gold medals".
MAX_COUNTED = 3


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """What the name of each line has: a number, and what that counts."""
    found: list[Statement] = []
    for name in document.doc.ents:
        counted = _counted(name) if _opens_line(name) else None
        if counted is not None:
            found.append(
                Statement(
                    subject=mention(document, syntax.name_head(name.root).i),
                    relation=wording.relation("have"),
                    object=Text(str(counted.text)),
                    first=name.start_char,
                    last=counted.end_char,
                    rule="list.result",
                )
            )
    return tuple(found)


def _opens_line(name: Span) -> bool:
    """Nothing but bullets before it."""
    at = name.start - 1
    while at >= 0 and not _ends_line(name.doc[at]):
        if name.doc[at].is_alpha or name.doc[at].is_digit:
            return False
        at -= 1
    return True


def _counted(name: Span) -> Span | None:
    """ "8 seats" after the mark, which ends the line; a remark in brackets may stand before it."""
    doc, at = name.doc, name.end
    if at < len(doc) and doc[at].text == "(":
        while at < len(doc) and doc[at].text != ")" and not _ends_line(doc[at]):
            at += 1
        at += 1
    if at + 2 >= len(doc) or doc[at].text not in MARKS or doc[at + 1].pos_ != "NUM":
        return None
    last = at + 1
    while last + 1 < len(doc) and not _ends_line(doc[last + 1]):
        last += 1
    counts = doc[last].pos_ == "NOUN" and last - at <= MAX_COUNTED
    return doc[at + 1 : last + 1] if counts else None


def _ends_line(token: Token) -> bool:
    return token.is_space and "\n" in token.text
