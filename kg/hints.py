"""Names that others marked in an article, put among those of the recogniser.

A hint is a `Span` of `doc.spans["hints"]`: its label is the value of an EntityType or "", its
`kb_id_` the IRI of what it names or "". Those that are names are in `doc.ents`, too, where they
take the place of what the recogniser found there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from spacy.tokens import Doc, Span

from kg.model import EntityType, Hint

logger = logging.getLogger(__name__)

GROUP = "hints"
_LABELS = {
    EntityType.PERSON: "PER",
    EntityType.ORGANIZATION: "ORG",
    EntityType.PLACE: "LOC",
    EntityType.CITY: "LOC",
    EntityType.COUNTRY: "LOC",
    EntityType.EVENT: "EVENT",
}


def mark(doc: Doc, hints: Iterable[Hint]) -> None:
    """Put the hints into `doc`, and those that are names among its names."""
    found = [span for hint in hints if (span := _span(doc, hint)) is not None]
    if found:
        doc.spans[GROUP] = found
        keep(doc)


def keep(doc: Doc) -> None:
    """Let the names of `doc` be those of the hints where there are any, whatever repairs did."""
    if GROUP not in doc.spans:
        return
    names: list[Span] = []
    for hint in sorted(doc.spans[GROUP], key=lambda span: (-len(span), span.start)):
        if _is_name(hint) and not any(_overlap(hint, name) for name in names):
            names.append(Span(doc, hint.start, hint.end, label=_label(hint)))
    names += [ent for ent in doc.ents if not any(_overlap(ent, name) for name in names)]
    doc.ents = sorted(names, key=lambda span: span.start)


def heads(doc: Doc) -> dict[int, Span]:
    """Token -> the hint whose words hang on it, the longest of several."""
    hints = list(doc.spans[GROUP]) if GROUP in doc.spans else []
    return {hint.root.i: hint for hint in sorted(hints, key=len)}


def _span(doc: Doc, hint: Hint) -> Span | None:
    """The tokens of a hint, with the sign that the tokeniser may hold on to: "Lind" of "Lind." """
    words = doc.text[hint.start : hint.end]
    start = hint.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    around = span and doc.text[span.start_char : start] + doc.text[end : span.end_char]
    if span is None or any(c.isalnum() for c in around or ""):
        logger.debug("the hint %r is no words of their own", words)
        return None
    return Span(doc, span.start, span.end, label=hint.type or "", kb_id=hint.ident or "")


def _is_name(hint: Span) -> bool:
    """ "Ines Okoro", "eBay"; not "she", "The mayor", which others may link, too."""
    root = hint.root
    if root.ent_type_ or root.pos_ == "PROPN":
        return True
    opens = root.i == root.sent.start
    return root.pos_ not in ("PRON", "DET") and not opens and not root.text.islower()


def _label(hint: Span) -> str:
    """The label that the hint says, else that of the recogniser, else that of any name."""
    if hint.label_:
        return _LABELS.get(EntityType(hint.label_), "MISC")
    return next((ent.label_ for ent in hint.doc.ents if _overlap(ent, hint)), "MISC")


def _overlap(one: Span, other: Span) -> bool:
    return bool(one.start < other.end and other.start < one.end)
