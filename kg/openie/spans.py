"""Which words make up a part of an open triple: whole phrases, without what is a remark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.openie.triples import Words

#: What hangs on a phrase but is told on its own: "; he left", "- a pity -".
APART = frozenset({"parataxis", "discourse", "dep", "list", "vocative"})
EDGES = frozenset({",", ";", ":", ".", "!", "?", "-", "–", "—", "--", "(", ")", "[", "]", "…"})
#: What hangs on a predicate noun ("he is a singer in Oslo") but is no part of its phrase.
VERBAL = frozenset({"VERB", "AUX"})
CONJUNCTIONS = ("cc", "cc:preconj")
OF_PREDICATE = frozenset({"cop", "nsubj", "csubj", "aux", "mark", "advcl", "obl", "ccomp", "expl"})


def phrase(token: Token, *, without: Iterable[Token] = (), bare: bool = False) -> Words:
    """The words of a phrase with all its modifiers, in text order.

    `without` are parts to leave out, `bare` leaves out its preposition: "in [the old town]".
    """
    left_out = {t.i for t in without}
    if bare:
        left_out |= {t.i for t in prepositions(token)}
    return trim(token.doc, sorted(_below(token, left_out)))


def _below(token: Token, left_out: set[int]) -> Iterator[int]:
    yield token.i
    for child in token.children:
        if child.i not in left_out and child.dep_ not in APART and not child.is_space:
            yield from _below(child, left_out)


def participant(noun: Token, predicate: Token | None = None) -> Words:
    """Who or what takes part in `predicate`: without remarks, nor the clause that says so.

    "Ek, the mayor, who left" -> "Ek"; of "bought", "the firm that bought it" -> "the firm".
    """
    without = [c for c in noun.children if is_remark(c) or _holds(c, predicate)]
    without += [c for c in noun.children if c.tag_ == "POS"]  # "the group['s] ability to strike"
    if syntax.kid(noun, "cop") is not None:
        without += [c for c in noun.children if syntax.base(c) in OF_PREDICATE]
    return phrase(noun, without=without, bare=True)


def is_remark(child: Token) -> bool:
    """What is told on its own too: ", the mayor", ", who left", ", hurt by a tree"."""
    larger_place = child.ent_type_ == child.head.ent_type_ == "LOC"  # "Bergen, Norway"
    if syntax.same_name(child.head, child) or larger_place:
        return False
    set_off = child.doc[child.left_edge.i].text in (",", "--", "–", "—", "(")
    if child.dep_ == "conj":
        return any(c.lower_ == "not" for c in child.children)  # ", not Lund,"
    return child.dep_ in ("appos", "acl", "acl:relcl") and set_off


def _holds(child: Token, predicate: Token | None) -> bool:
    """ "the firm [that bought it]", and clauses that a parse coordinates with a noun."""
    if child.dep_ == "conj":
        return child.pos_ in VERBAL and child.head.pos_ not in VERBAL
    return (
        child.dep_ in ("acl", "acl:relcl")
        and predicate is not None
        and (child.i == predicate.i or child.is_ancestor(predicate))
    )


def whole(token: Token, *, bare: bool = False) -> Words:
    """An argument with all its modifiers, without remarks."""
    return phrase(token, without=[c for c in token.children if is_remark(c)], bare=bare)


def members(token: Token, *, bare: bool = False) -> list[Words]:
    """An argument member by member: "with Ek and Lund" -> "with Ek", "with Lund"."""
    conjuncts = [token, *(c for c in syntax.kids(token, "conj") if not is_remark(c))]
    alike = ("", syntax.preposition(token))  # no members: "in May and after lunch"
    if len(conjuncts) == 1 or not all(
        c.pos_ in syntax.NOMINAL and syntax.preposition(c) in alike for c in conjuncts
    ):
        return [whole(token, bare=bare)]
    shared = () if bare else tuple(p.i for p in prepositions(token))
    found: list[Words] = []
    for member in conjuncts:
        others = [c for c in member.children if is_remark(c) or c.dep_ in ("conj", *CONJUNCTIONS)]
        own = phrase(member, without=others, bare=bare)
        found.append(own if prepositions(member) else (*shared, *own))
    return found


def prepositions(token: Token) -> list[Token]:
    """The words of a phrase's case marking: "on", "behalf", "of"."""
    return [
        word
        for case in syntax.kids(token, "case")
        if case.tag_ != "POS" and case.i < token.i
        for word in (case, *syntax.kids(case, "fixed"))
    ]


def trim(doc: Doc, numbers: list[int]) -> Words:
    """Without punctuation at the edges or beside a gap, nor a conjunction that joins nothing."""
    kept = set(numbers)
    inside = [i for i in numbers if _has_neighbours(doc[i], kept)]
    first, last = 0, len(inside)
    while first < last and _is_edge(doc[inside[first]], doc, inside):
        first += 1
    while last > first and _is_edge(doc[inside[last - 1]], doc, inside):
        last -= 1
    return tuple(inside[first:last])


def _has_neighbours(token: Token, kept: set[int]) -> bool:
    """False for punctuation that belongs to words which are left out."""
    beside = {token.i - 1, token.i + 1} & kept
    if token.text in syntax.QUOTES:
        return bool(beside)
    return token.text not in EDGES or len(beside) == 2


def _is_edge(token: Token, doc: Doc, numbers: list[int]) -> bool:
    """Punctuation, a leading "and", or a quotation mark whose other half is not there."""
    if token.text in syntax.QUOTES:
        return sum(doc[i].text in syntax.QUOTES for i in numbers) % 2 == 1
    return token.text in EDGES or (token.dep_ == "cc" and token.i == numbers[0])


def with_prefixes(doc: Doc, numbers: Iterable[int]) -> Words:
    """Whole words where the tokens split at hyphens: "re-elected"."""
    found = set(numbers)
    for number in sorted(found):
        i = number
        while i > 1 and _is_hyphen(doc, i - 1):
            found |= {i - 1, i - 2}
            i -= 2
    return tuple(sorted(found))


def _is_hyphen(doc: Doc, number: int) -> bool:
    tight = not doc[number].whitespace_ and not doc[number - 1].whitespace_
    return tight and doc[number].text in ("-", "–")


def text(doc: Doc, numbers: Words) -> str:
    """The words as they stand in the text; a space where others lie between."""
    parts: list[str] = []
    for before, number in zip((None, *numbers), numbers, strict=False):
        joined = before is not None and number == before + 1 and not doc[before].whitespace_
        parts.append(("" if joined or before is None else " ") + doc[number].text)
    return " ".join("".join(parts).split())
