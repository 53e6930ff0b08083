"""Article -> Document: the linguistic analysis that every later step reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import lexicons
from kg.model import Article, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

#: Words that make a longer office out of a shorter: "Special Representative", "Prime Minister".
RANKS = frozenset(
    {
        "acting", "assistant", "chief", "deputy", "first", "foreign", "general", "high", "interim",
        "joint", "permanent", "prime", "senior", "special", "under", "vice",
    }
)  # fmt: skip


def analyse(article: Article, nlp: Language) -> Document:
    """`article` with its tags, lemmas, UD tree, names and sentences, as `nlp` gives them.

    Token offsets (`token.idx`) are those of `article.text`. Names and tree are made to agree: a
    name is one subtree with one head, and an office is no part of a name.
    """
    doc = nlp(article.text)
    doc.ents = tuple(kept for name in doc.ents if (kept := _without_office(name)) is not None)
    for name in doc.ents:
        _make_subtree(name)
    for inner, outer in zip(doc.ents, doc.ents[1:], strict=False):
        if is_place_chain(inner, outer):
            _hang_place(inner.root, outer.root)
    return Document(article, doc)


def _without_office(name: Span) -> Span | None:
    """ "UK Special Representative" names a country and its office: only "UK" is the name."""
    if name.label_ != "ORG" or not lexicons.is_office(name[-1].lower_):
        return name
    end = name.end
    while end > name.start and (
        lexicons.is_office(name.doc[end - 1].lower_) or name.doc[end - 1].lower_ in RANKS
    ):
        end -= 1
    rest = name.doc[name.start : end]
    if end == name.start or any(t.lower_ in ("of", "the", "and", "for") for t in rest):
        return name if end > name.start else None
    label = "LOC" if lexicons.country_named(rest.text) is not None else "ORG"
    return name.doc.char_span(rest.start_char, rest.end_char, label=label)


def _make_subtree(name: Span) -> None:
    """Hang every part of a name, and what hangs on it from outside, on one head.

    In "in Auckland, New Zealand" a parse may make "New" and "Zealand" two phrases.
    """
    tops = [t for t in name if t.head.i < name.start or t.head.i >= name.end or t.head.i == t.i]
    if len(tops) < 2:
        return
    root = tops[0] if name.label_ == "PER" else tops[-1]
    if any(t.head.i == t.i for t in tops):
        root = next(t for t in tops if t.head.i == t.i)
    elif _is_below(root.head, name):
        return
    for top in tops:
        if top.i != root.i:
            _attach(top, root, "flat" if name.label_ == "PER" else "compound")
    for token in name:
        if token.i != root.i:
            for child in [c for c in token.children if not name.start <= c.i < name.end]:
                _attach(child, root, str(child.dep_))


def is_place_chain(inner: Span, outer: Span) -> bool:
    """ "Bergen, Norway", "Mobile, Alabama": a larger place after one comma, and no list.

    In "Bergen, Norway and Peru" a conjunction makes it a list, as does a country that is first.
    """
    between = outer.start - inner.end == 1 and inner.doc[inner.end].text == ","
    if not between or inner.label_ != "LOC" or outer.label_ != "LOC":
        return False
    larger = lexicons.is_region(outer.text) or lexicons.country_named(outer.text) is not None
    smaller = lexicons.country_named(inner.text) is None
    if outer.root.dep_ == "nmod:poss":
        return False  # "Bergen, Norway's second city"
    listed = any(t.dep_ == "cc" for t in (*outer.root.children, *outer.root.head.children))
    return larger and smaller and not (listed and outer.root.dep_ == "conj")


def _hang_place(inner: Token, outer: Token) -> None:
    if outer.head.i == outer.i or any(t.i == outer.i for t in inner.ancestors):
        return
    for child in [c for c in outer.children if c.dep_ in ("conj", "cc")]:
        child.head = inner  # what was coordinated with the larger place is with the smaller
    _attach(outer, inner, "appos")


def _is_below(token: Token, name: Span) -> bool:
    """Whether `token` hangs on a part of the name: its head may not become a part of itself."""
    return any(a.i in range(name.start, name.end) for a in (token, *token.ancestors))


def _attach(token: Token, head: Token, label: str) -> None:
    token.head, token.dep_ = head, label
