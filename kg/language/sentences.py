"""Sentence boundaries over the tokens of a spaCy `Doc`, by rule, before anything else is known."""

from __future__ import annotations

import re
from itertools import pairwise

from spacy.tokens import Doc, Token

from kg.datelines import dateline_end

_TITLES = {
    "mr.", "mrs.", "ms.", "dr.", "drs.", "prof.", "profs.", "gen.", "gens.", "lt.", "col.", "sgt.",
    "capt.", "maj.", "cpl.", "cmdr.", "brig.", "hon.", "msgr.", "supt.", "pte.", "pvt.", "spc.",
    "pfc.", "insp.", "det.", "amb.", "atty.", "cllr.", "mme.", "mlle.", "adm.", "sen.", "sens.",
    "rep.", "reps.", "gov.", "govs.",
    "rev.", "st.", "ft.", "mt.", "messrs.", "pres.", "fr.", "vs.", "v.", "e.g.", "i.e.", "cf.",
    "approx.", "sec.", "wm.", "al.",
}  # fmt: skip
_BEFORE_NUMBERS = {"no.", "nos.", "vol.", "p.", "pp.", "art.", "fig.", "figs.", "tel.", "c.", "ca."}
_CLOCK = {"a.m.", "p.m.", "a.m", "p.m"}
_CALENDAR = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
    "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "eastern", "pacific", "central", "local",
}  # fmt: skip
_STARTERS = {
    "The", "A", "An", "He", "She", "It", "They", "We", "You", "This", "That", "These", "Those",
    "There", "Here", "But", "And", "Or", "So", "Yet", "In", "On", "At", "As", "If", "When",
    "While", "After", "Before", "Since", "Until", "Although", "Though", "Because", "However",
    "Meanwhile", "Moreover", "Also", "Both", "Some", "Many", "Most", "Several", "Other", "Others",
    "No", "Not", "Now", "Then", "Once", "His", "Her", "Their", "Its", "Our", "My", "For", "From",
    "By", "With", "To", "Of", "Under", "During", "Despite", "According", "Earlier", "Later",
    "Last", "Next", "What", "Who", "Why", "How", "Where", "Which", "Mr.", "Mrs.", "Ms.", "Dr.",
    "One", "Two", "Three", "All", "Each", "Such",
}  # fmt: skip
_SPEECH = {
    "said", "says", "asked", "asks", "told", "replied", "replies", "added", "adds", "wrote",
    "writes", "shouted", "cried", "declared", "explained", "tweeted", "wondered",
}  # fmt: skip
_FINAL = {".", "!", "?", "...", "…", "?!", "!?", "!!", "??", "!!!", "....", "..", "。", "！", "？"}
_CLOSERS = {"”", "’", ")", "]", "}", "»", "''", "’’"}
_STRAIGHT = {'"', "'"}
_OPENERS = {"“", "‘", "(", "[", "{", "«", "``", "-", "–", "—", "--", "•", "*", "¿", "¡", *_STRAIGHT}
_DASHES = {"-", "–", "—", "--"}
_MARKS = _FINAL | _CLOSERS | _STRAIGHT
_TERMINAL_LINE = re.compile(r"[.!?:…][\"'”’)\]]*\s*$")


def mark_sentences(doc: Doc) -> list[tuple[int, int]]:
    """[start, end) token ranges that cover the doc; space tokens belong to what stands before."""
    starts = _starts(doc)
    return list(zip(starts, [*starts[1:], len(doc)], strict=True))


def _starts(doc: Doc) -> list[int]:
    if not len(doc):
        return []
    wrapped = _is_wrapped(doc.text)
    starts = [0]
    for index, token in enumerate(doc):
        if token.is_space:
            after = _next_word(doc, index)
            if after is not None and "\n" in token.text and _line_ends(doc, token, after, wrapped):
                starts.append(after)
        elif _may_end(token.text):
            after = _boundary(doc, index)
            if after is not None:
                starts.append(after)
    bounds = [*sorted(_around_datelines(doc, set(starts))), len(doc)]
    first = next((a for a, b in pairwise(bounds) if not _only_space(doc, a, b)), 0)
    return [0] + [a for a, b in pairwise(bounds) if a > first and not _only_marks(doc, a, b)]


def _around_datelines(doc: Doc, starts: set[int]) -> set[int]:
    """A dateline is a sentence of its own: what it opens is read as if it were not there."""
    text = doc.text  # which is put together from its tokens each time
    for start in sorted(starts):
        opens_line = start == 0 or "\n" in doc[start - 1].text
        end = dateline_end(text, doc[start].idx) if opens_line else None
        behind = next((t.i for t in doc[start:] if t.idx >= end), None) if end else None
        if behind is not None:
            starts = {s for s in starts if not start < s < behind} | {behind}
    return starts


def _only_space(doc: Doc, start: int, end: int) -> bool:
    return all(token.is_space for token in doc[start:end])


def _only_marks(doc: Doc, start: int, end: int) -> bool:
    """A full stop or a closing quote by itself belongs to the sentence before it."""
    return all(token.is_space or token.text in _MARKS for token in doc[start:end])


def _next_word(doc: Doc, index: int) -> int | None:
    """The first token after `index` that is not white space."""
    for after in range(index + 1, len(doc)):
        if not doc[after].is_space:
            return after
    return None


# --- lines -----------------------------------------------------------------------------------


def _is_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, as in mail: then a line end means nothing."""
    lines = [line.rstrip() for line in text.split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    if len(pairs) < 3:
        return False
    longest = max(len(line) for line in lines)
    full = sum(
        len(a) + 1 + len(b.split()[0]) > longest - 2 and not _TERMINAL_LINE.search(a)
        for a, b in pairs
    )
    return longest <= 120 and full >= 0.5 * len(pairs)


def _line_ends(doc: Doc, token: Token, after: int, wrapped: bool) -> bool:
    """An empty line always separates; a single line end does unless the text is hard-wrapped."""
    if token.text.count("\n") > 1 or not wrapped:
        return True
    before = doc.text[: token.idx].rsplit("\n", 1)[-1]
    longest = max(map(len, doc.text.split("\n")))
    return len(before) + 1 + len(doc[after].text) < longest * 0.8


# --- punctuation -----------------------------------------------------------------------------


def _may_end(text: str) -> bool:
    return text in _FINAL or (text.endswith(".") and len(text) > 1)


def _boundary(doc: Doc, index: int) -> int | None:
    """Where the next sentence starts if this final punctuation ends one, else None."""
    last, closed = _after_closers(doc, index)
    following = _next_word(doc, last)
    if following is None or (following == last + 1 and not _separated(doc, last, following)):
        return None
    if doc[last + 1].is_space and "\n" in doc[last + 1].text:
        return None  # the line rule decides
    if doc[following].text in _DASHES:
        return None  # a dateline, or a thought that goes on
    word = _first_word(doc, following)
    text = doc[index].text
    if not word or (word[0].islower() and not _ends_plainly(doc, index, closed)):
        return None
    joined = doc[index - 1].lower_ + "." if text == "." and index else ""
    if joined in _TITLES or joined in _BEFORE_NUMBERS:
        ends = _abbreviation_ends(joined, word, _opens(doc, following))
    elif text in _FINAL:
        ends = _final_ends(doc, index, following, closed)
    else:
        ends = _is_unit(doc, index) or _abbreviation_ends(
            text.lower(), word, _opens(doc, following)
        )
    return following if ends else None


def _ends_plainly(doc: Doc, index: int, closed: bool) -> bool:
    """ "it is late. we go": a mark of its own after a whole word ends a sentence in any case.

    Not so in "the Jeopardy! host", "approx. five" (a short word), "“Why?” he asked", "well... yes".
    """
    before = doc[index - 1].text if index else ""
    plain = doc[index].text in {".", "!", "?"} and not doc[index - 1].whitespace_
    return plain and not closed and before.isalpha() and before.islower() and len(before) > 3


def _after_closers(doc: Doc, index: int) -> tuple[int, bool]:
    """The last token of the run of marks and closing quotes after `index`; any quote in it?"""
    last, closed = index, False
    while last + 1 < len(doc):
        token = doc[last + 1]
        attached = not doc[last].whitespace_ and not token.is_space
        if (attached and token.text in _FINAL) or (
            token.text in _CLOSERS and (attached or not _opens_here(doc, last + 1))
        ):
            closed = closed or token.text in _CLOSERS
        elif token.text in _STRAIGHT and (attached or _closes_straight(doc, last + 1)):
            closed = True
        elif _is_footnote(doc, last + 1):
            last += 2
        else:
            break
        last += 1
    return last, closed


def _is_footnote(doc: Doc, index: int) -> bool:
    """ "It was sold in 1805. [6] Then": the number of a footnote goes with what it is to."""
    words = [token.text for token in doc[index : index + 3]]
    return len(words) == 3 and words[0] == "[" and words[1].isdigit() and words[2] == "]"


def _opens_here(doc: Doc, index: int) -> bool:
    return not doc[index].whitespace_ and index + 1 < len(doc) and not doc[index + 1].is_space


def _closes_straight(doc: Doc, index: int) -> bool:
    """A straight quote with spaces on both sides closes when an odd number stands before it."""
    if not doc[index].whitespace_ and index + 1 < len(doc) and not doc[index + 1].is_space:
        return False
    count = 0
    for before in range(index - 1, -1, -1):
        if "\n" in doc[before].text:
            break
        count += doc[before].text == doc[index].text
    return count % 2 == 1


def _separated(doc: Doc, last: int, following: int) -> bool:
    """White space, or "said.Next" where the space was forgotten."""
    if doc[last].whitespace_:
        return True
    before = doc[last - 1].text if last else ""
    return (
        doc[last].text == "." and len(before) > 2 and before.islower() and before.isalpha()
        and doc[following].text.istitle() and len(doc[following].text) > 1
    )  # fmt: skip


def _first_word(doc: Doc, index: int) -> str:
    """The first token from `index` on with a letter or digit, skipping opening marks."""
    for token in doc[index : index + 4]:
        if any(char.isalnum() for char in token.text):
            return str(token.text)
        if token.text not in _OPENERS and not token.is_space:
            return "" if token.is_punct else "\U0001f4a1"  # a symbol starts a sentence
    return ""


def _opens(doc: Doc, index: int) -> bool:
    return doc[index].text in {"“", "‘", "(", "[", "``", *_STRAIGHT}


def _final_ends(doc: Doc, index: int, following: int, closed: bool) -> bool:
    text = doc[index].text
    if closed and text != "." and _speaker_follows(doc, following):
        return False  # “Why now?” Smith asked.
    if text == "." and index and doc[index - 1].text.isdigit():
        # "1. First point" at the beginning of a line is a number, not a sentence.
        return index >= 2 and "\n" not in doc[index - 2].text
    return not (text == "." and _is_initial(doc, index - 1) and not _starts_anew(doc, following))


def _is_initial(doc: Doc, index: int) -> bool:
    """A single capital split from its full stop."""
    return index >= 0 and len(doc[index].text) == 1 and doc[index].text.isupper()


def _is_unit(doc: Doc, index: int) -> bool:
    """ "It cost £20m. Shares fell": the tokeniser leaves the full stop on a unit of one letter."""
    before = doc[index - 1] if index else None
    return before is not None and not before.whitespace_ and before.text[-1].isdigit()


def _starts_anew(doc: Doc, index: int) -> bool:
    return _first_word(doc, index) in _STARTERS or _opens(doc, index)


def _speaker_follows(doc: Doc, index: int) -> bool:
    for token in doc[index : index + 4]:
        if token.lower_ in _SPEECH:
            return True
        if not token.text[:1].isupper():
            return False
    return False


def _abbreviation_ends(text: str, word: str, opens: bool) -> bool:
    """Whether an abbreviation's full stop is also the sentence's, given the next word."""
    if text in _TITLES:
        return False
    if text in _BEFORE_NUMBERS:
        return not word[0].isdigit()
    if word[0].isdigit():
        return text in _CLOCK or text == "etc."
    if text in _CLOCK:
        return word.lower() not in _CALENDAR and not (word.isupper() and len(word) > 1)
    if text == "etc.":
        return True
    return opens or word in _STARTERS
