"""Names of an article: one form has one reading, the one that its sentences together favour."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from kg import lexicons
from kg.language.names import KINDS, Span

Form = tuple[str, ...]
_DOUBT = -8.0  # nats; no single place may speak louder against a kind
_KNOWN = 3.0  # nats; what a country, capital or state has in favour of being a place


def consistent(
    found: Sequence[Span], words: Sequence[str], starts: set[int], beliefs: np.ndarray
) -> list[Span]:
    """The names of an article, read alike wherever they stand.

    `starts` are sentence-initial tokens, whose capital proves nothing; `beliefs` are the log
    probabilities [tokens, tags] of all tokens.
    """
    kinds = _kinds(found, words, beliefs)
    spans = {(s.start, s.end): Span(s.start, s.end, kinds[_form(s, words)]) for s in found}
    counts = Counter(_form(span, words) for span in found)
    for form, places in _places(words, counts).items():
        if not _is_established(counts[form], len(places), len(form)):
            continue
        for start in places:
            span = Span(start, start + len(form), kinds[form])
            if (span.start, span.end) not in spans and (len(form) > 1 or start not in starts):
                _insert(spans, span)
    return sorted(spans.values())


def _form(span: Span, words: Sequence[str]) -> Form:
    return tuple(words[span.start : span.end])


def _kinds(found: Sequence[Span], words: Sequence[str], beliefs: np.ndarray) -> dict[Form, str]:
    """The kind of each form: what its places favour, then what longer names say."""
    sums: dict[Form, np.ndarray] = defaultdict(lambda: np.zeros(len(KINDS)))
    for span in found:
        sums[_form(span, words)] += _support(span, beliefs)
    for form in sums:
        if _is_known_place(form):
            sums[form][KINDS.index("LOC")] += _KNOWN
    kinds = {form: KINDS[int(sums[form].argmax())] for form in sums}
    settled = {
        form: next((said for sieve in SIEVES if (said := sieve(form, kinds))), kind)
        for form, kind in kinds.items()
    }
    for long, short in _acronyms(found, words):
        if settled[long] != "PER":
            settled[short] = settled[long]
    return settled


def _support(span: Span, beliefs: np.ndarray) -> np.ndarray:
    """The log probability of each kind for the span, with a floor."""
    inside = beliefs[span.start + 1 : span.end, 2::2].sum(0)
    return np.maximum(beliefs[span.start, 1::2] + inside, _DOUBT)


def _kind_of_surname(form: Form, kinds: dict[Form, str]) -> str | None:
    """ "Dahl", once taken for a firm, is a person where "Anders Dahl" is one; "Paris" is not."""
    if len(form) > 1 or _is_known_place(form):
        return None
    full = [kind for other, kind in kinds.items() if len(other) > 1 and other[-1:] == form]
    return "PER" if "PER" in full else None


def _kind_of_last_words(form: Form, kinds: dict[Form, str]) -> str | None:
    """ "Iris" is what "Hurricane Iris" is, "Ada" what "MV Ada" is, unless a person is called so."""
    longer = {
        kind
        for other, kind in kinds.items()
        if len(other) > len(form) and other[-len(form) :] == form and "of" not in other
    }
    return "MISC" if longer == {"MISC"} and not _is_known_place(form) else None


def _kind_of_first_words(form: Form, kinds: dict[Form, str]) -> str | None:
    """ "Saxo", taken for a person, is what "Saxo Air" is, unless "Ann Saxo" is a person."""
    if kinds[form] != "PER" or len(form) > 1:
        return None
    longer = {
        kind for other, kind in kinds.items() if len(other) > 1 and form[0] in (other[0], other[-1])
    }
    return "ORG" if longer == {"ORG"} else None


SIEVES = (_kind_of_surname, _kind_of_last_words, _kind_of_first_words)


def _is_known_place(form: Form) -> bool:
    return lexicons.is_known_place(" ".join(form))


def _acronyms(found: Sequence[Span], words: Sequence[str]) -> Iterator[tuple[Form, Form]]:
    """Forms of a name and of its acronym: "Democratic Republic of the Congo (DRC)"."""
    for long, short in pairwise(found):
        before, after = words[long.end : short.start], words[short.end : short.end + 1]
        if (*before, *after) == ("(", ")") and short.end == short.start + 1:
            initials = [word[0] for word in _form(long, words) if word[0].isupper()]
            if initials == [c for c in words[short.start] if c.isupper()]:
                yield _form(long, words), _form(short, words)


def _places(words: Sequence[str], forms: Counter[Form]) -> dict[Form, list[int]]:
    """Where each form stands in the article; the longest forms first.

    So "Aker Invest" is settled before "Aker".
    """
    by_first: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        by_first[form[0]].append(form)
    order = sorted(forms, key=lambda form: (-len(form), form))
    places: dict[Form, list[int]] = {
        form: [] for form in order if any(word[:1].isupper() for word in form)
    }
    for index, word in enumerate(words):
        for form in by_first.get(word, ()):
            if form in places and tuple(words[index : index + len(form)]) == form:
                places[form].append(index)
    return places


def _is_established(count: int, places: int, length: int) -> bool:
    """Whether a form found at `count` of its places is a name at all of them.

    It is one with the majority of them, a single word with two thirds of three.
    """
    if length > 1:
        return 2 * count > places
    return count == places or (count >= 3 and 3 * count >= 2 * places)


def _insert(spans: dict[tuple[int, int], Span], span: Span) -> None:
    """Add a span; shorter ones inside give way, a longer or crossing one keeps it out."""
    near = [key for key in spans if key[0] < span.end and key[1] > span.start]
    if all(span.start <= start and end <= span.end for start, end in near):
        for key in near:
            del spans[key]
        spans[span.start, span.end] = span
