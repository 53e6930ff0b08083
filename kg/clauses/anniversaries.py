"""What happened on the day that an anniversary tells: "Friday is the 50th anniversary of ..."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.model import TimeExpression
from kg.times.words import ORDINALS


def times_of_anniversaries(
    doc: Doc,
    heads: set[int],
    times: Iterable[TimeExpression],
    found: Mapping[int, TimeExpression],
) -> Iterator[tuple[int, TimeExpression]]:
    """The predicates among `heads` that an anniversary is of, each with its own day or year.

    `times` are the times of the article, `found` those of its predicates.
    """
    for noun in doc:
        years = _years(noun) if noun.lemma_.lower() == "anniversary" else None
        day = _day_of(noun, times, found) if years else None
        if years is None or day is None or not day.value:
            continue
        year = int(day.value[:4]) - years
        for event in syntax.kids(noun, "nmod"):
            if event.i in heads and syntax.preposition(event) == "of":
                text = f"{years}{_ending(years)} anniversary"
                yield event.i, replace(day, text=text, value=f"{year:04d}{day.value[4:]}")


def _years(noun: Token) -> int | None:
    """The number in "the 50th anniversary", "the fifth anniversary"."""
    for child in syntax.kids(noun, "amod", "nummod", "compound"):
        digits = "".join(c for c in child.text if c.isdigit())
        if digits and child.text[-2:] in ("st", "nd", "rd", "th"):
            return int(digits)
        if child.lower_ in ORDINALS:
            return ORDINALS.index(child.lower_) + 1
    return None


def _ending(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _day_of(
    noun: Token, times: Iterable[TimeExpression], found: Mapping[int, TimeExpression]
) -> TimeExpression | None:
    """ "Friday is the anniversary", "Friday, which is ...", "Peru marked it on Friday"."""
    if syntax.kid(noun, "cop") is not None:
        subject = syntax.kid(noun, "nsubj")
        named = (
            [noun.head] if noun.dep_ == "acl:relcl" else [subject] if subject is not None else []
        )
        for one in times:
            if any(one.first <= token.i <= one.last for token in named):
                return one
    return found.get(noun.i) or (found.get(noun.head.i) if noun.dep_ == "obj" else None)
