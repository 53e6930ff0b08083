"""Lines that are no sentences: results ("Harbour Party - 8 seats"), credits ("Image: Ann Ek")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from kg import wording
from kg.clauses import syntax
from kg.model import Clause, Document, Statement, Text
from kg.statements import mention, tie

MARKS = frozenset({"-", "–", "—", ":"})
#: What stands before the name of who made a picture.
CREDITS = frozenset(
    {"credit", "graphic", "illustration", "image", "photo", "photograph", "picture", "video"}
)
#: What is won where one of these is told of: the seats of a parliament in an election.
PRIZES = frozenset({"medal", "seat", "trophy", "vote"})
CONTESTS = frozenset({"championship", "election", "game", "games", "olympics", "vote"})
#: "8 seats", "12 gold medals".
MAX_COUNTED = 3


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """What the name of each line has, a number and what it counts; who made the pictures."""
    found: list[Statement] = []
    for name in document.doc.ents:
        counted = _counted(name) if _opens_line(name) else None
        if counted is not None:
            found.append(
                Statement(
                    subject=mention(document, syntax.name_head(name.root).i),
                    relation=wording.relation(_has(document, counted)),
                    object=Text(str(counted.text)),
                    first=name.start_char,
                    last=counted.end_char,
                    rule="list.result",
                )
            )
    for label in document.doc:
        if label.lower_ in CREDITS and syntax.is_root(label):
            found.extend(_credited(document, label))
    return tuple(found)


def _credited(document: Document, label: Token) -> Iterator[Statement]:
    """ "Image: Ann Ek (photo), Bo Lund." but not "Image: Ann Ek at home", who is in it."""
    rest = document.doc[label.i + 1 : label.sent.end]
    if label.i != label.sent.start or len(rest) < 2 or rest[0].text != ":":
        return
    depth, names = 0, list[Token]()
    for token in rest[1:]:
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0 or token.is_punct or token.is_space or token.tag_ == "CC":
            continue
        if token.ent_type_ not in ("PER", "ORG"):
            return
        if syntax.name_head(token).i == token.i:
            names.append(token)
    for name in names:
        yield tie(document, name, "creates", label, "creates.credit", Text(label.text))


def _has(document: Document, counted: Span) -> str:
    """ "win" for what an election or a contest gives: seats, votes, medals."""
    won = counted[-1].lemma_.lower() in PRIZES
    contest = won and any(t.lemma_.lower() in CONTESTS for t in document.doc)
    return "win" if contest else "have"


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
