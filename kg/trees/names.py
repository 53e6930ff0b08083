"""Repairs around names: a name is one subtree, with its titles and larger places."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg import lexicons
from kg.trees.edges import attach, case_of


def free_dateline(name: Span) -> None:
    """ "OSLO - Norwegian group Norvik said": the dateline is no part of what follows the dash."""
    doc, root = name.doc, name.sent.root
    after = doc[name.end] if name.end < len(doc) else None
    dash = after is not None and after.text in ("-", "–", "—") and doc[name.end - 1].whitespace_
    opens = name.start == 0 or doc[name.start].is_sent_start or doc[name.start - 1].is_space
    if name.label_ == "LOC" and dash and opens and name.root.head.i > name.end:
        attach(name.root, root, "dep")


def make_subtree(name: Span) -> None:
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
            attach(top, root, "flat" if name.label_ == "PER" else "compound")
    for token in name:
        if token.i != root.i:
            for child in [c for c in token.children if not name.start <= c.i < name.end]:
                attach(child, root, str(child.dep_))


def _is_below(token: Token, name: Span) -> bool:
    """Whether `token` hangs on a part of the name: its head may not become a part of itself."""
    return any(a.i in range(name.start, name.end) for a in (token, *token.ancestors))


def is_place_chain(inner: Span, outer: Span) -> bool:
    """ "Bergen, Norway", "Mobile, Alabama": a larger place after one comma, and no list.

    In "Bergen, Norway and Peru" a conjunction makes it a list, as does a country that is first.
    """
    between = outer.start - inner.end == 1 and inner.doc[inner.end].text == ","
    if not between or inner.label_ != "LOC" or outer.label_ != "LOC":
        return False
    larger = any(map(lexicons.is_country_or_region, (outer.text, _name_behind(outer))))
    smaller = lexicons.country_named(inner.text) is None
    if outer.root.dep_ == "nmod:poss":
        return False  # "Bergen, Norway's second city"
    items = [c for c in inner.root.children if c.dep_ == "conj"]
    listed = any(c.dep_ == "cc" for item in items for c in item.children)
    return larger and smaller and not (listed and outer.root.dep_ == "conj")


def _name_behind(place: Span) -> str:
    """ "Norway" behind "Bergen, Hordaland" in "Bergen, Hordaland, Norway"."""
    doc, at = place.doc, place.end
    if at + 1 >= len(doc) or doc[at].text != ",":
        return ""
    return next((e.text for e in doc.ents if e.start == at + 1 and e.label_ == "LOC"), "")


def hang_place(inner: Token, outer: Token) -> None:
    """ "Bergen, Norway": the larger place stands beside the smaller."""
    if inner.head.i == outer.i and inner.i < outer.i and outer.head.i != outer.i:
        # "the coast of [Askim, Norway]", where the tree hangs the smaller on the larger
        attach(inner, outer.head, str(outer.dep_))
        for case in [c for c in outer.children if c.dep_ in ("case", "det") and c.i < inner.i]:
            case.head = inner
    if outer.head.i == outer.i or any(t.i == outer.i for t in inner.ancestors):
        return
    for child in [c for c in outer.children if c.dep_ in ("conj", "cc")]:
        child.head = inner  # what was coordinated with the larger place is with the smaller
    attach(outer, inner, "appos")


def title_beside_name(name: Span) -> None:
    """ "by painters Ann Ek and Bo Lund": the noun is a title, not somebody else."""
    noun, root = name.doc[max(name.start - 1, 0)], name.root
    beside = noun.i < name.start and noun.head.i == root.head.i and noun.i != noun.head.i
    same = noun.dep_ == root.dep_ and noun.pos_ == "NOUN" and not noun.ent_type_
    if beside and same and lexicons.is_role(noun.lemma_.lower()):
        for case in [c for c in noun.children if c.dep_ == "case"]:
            case.head = root
        attach(noun, root, "nmod:desc")


def named_office(name: Span) -> None:
    """ "the envoy of Peru, Ann Ek, and the mayor met": the name between commas is the envoy's."""
    doc, noun = name.doc, name.root.head
    closed = name.end < len(doc) and doc[name.end].text == "," and doc[name.start - 1].text == ","
    bare = not any(c.dep_ == "cc" or c.dep_ == "conj" for c in name.root.children)
    if name.root.dep_ != "conj" or noun.ent_type_ or noun.tag_ != "NN" or not (closed and bare):
        return
    definite = any(c.lower_ == "the" for c in noun.children if c.dep_ == "det")
    before = max(t.i for t in noun.subtree if t.i < name.start - 1)
    if definite and before == name.start - 2 and lexicons.is_role(noun.lemma_.lower()):
        name.root.dep_ = "appos"


def one_of_two_titles(name: Span) -> None:
    """ "party leader and Prime Minister Ann Ek resigned": two titles of one person."""
    first, root = name.root.head, name.root
    title = root.doc[name.start - 1]
    titled = title.head.i == root.i and lexicons.is_role(title.lemma_.lower())
    if root.dep_ != "conj" or not titled or first.ent_type_ or first.tag_ != "NN":
        return
    bare = not any(c.dep_ in ("det", "nmod:poss") for t in (first, root) for c in t.children)
    after = any(c.dep_ == "cc" and c.lower_ == "and" for c in root.children)
    alone = sum(c.dep_ == "conj" for c in first.children) == 1
    if bare and after and alone and lexicons.is_role(first.lemma_.lower()):
        is_root = first.head.i == first.i
        attach(root, root if is_root else first.head, str(first.dep_))
        attach(first, root, "nmod:desc")
        title.dep_, title.pos_ = "nmod:desc", "NOUN"
        for rank in [c for c in root.children if first.i < c.i < title.i and c.dep_ == "amod"]:
            rank.head = title


def roles_beside_name(name: Span) -> None:
    """ "Singer and painter Ann Ek left": she alone left, whatever the parse makes of the roles."""
    root, last = name.root, name.doc[max(name.start - 1, 0)]
    first = last.head
    beside = last.dep_ == "conj" and first.head.i == root.head.i and first.dep_ == root.dep_
    roles = all(t.tag_ == "NN" and lexicons.is_role(t.lemma_.lower()) for t in (first, last))
    if beside and roles and not any(c.dep_ in ("det", "nmod:poss") for c in first.children):
        attach(first, root, "nmod:desc")


def ministry_beside_name(name: Span) -> None:
    """ "from Minister of Transport Ann Ek": an office with its field is a title of the name."""
    root, field = name.root, name.doc[max(name.start - 1, 0)]
    office = field.head
    titled = field.dep_ == "nmod" and case_of(field) == "of" and not field.ent_type_
    beside = root.head.i == office.head.i or root.head.i == field.i or root.head.i == office.i
    bare = not any(c.dep_ in ("det", "nmod:poss") for c in office.children)
    if not (titled and beside and bare and lexicons.is_office(office.lemma_.lower())):
        return
    if office.i >= field.i or office.head.i == office.i or office.dep_ == "nmod:desc":
        return
    cases = [c for c in office.children if c.dep_ in ("case", "cc") and c.i < office.i]
    attach(root, office.head, str(office.dep_))
    attach(office, root, "nmod:desc")
    for word in cases:
        attach(word, root, str(word.dep_))
