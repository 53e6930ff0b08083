"""Who said what: a `kg:says` statement for every sentence of a report, with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from spacy.tokens import Doc, Token

from kg import vocab
from kg.clauses import read_speech, syntax
from kg.clauses.dating import time_within
from kg.clauses.speech import Report, Speech
from kg.clauses.status import status
from kg.model import Clause, Document, Modality, Statement, Text
from kg.predicates import NEGATING, predicates
from kg.statements import mention, words

#: Words in a sentence of a quotation that says something by itself: not "Yes."
SHORTEST = 3


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """The reports of an article as statements, themselves unattributed unless nested."""
    speech = read_speech(document.doc)
    by_head = {c.head: c for c in clauses}
    return tuple(s for report in speech.reports for s in _says(document, report, speech, by_head))


def _says(
    document: Document, report: Report, speech: Speech, by_head: dict[int, Clause]
) -> Iterator[Statement]:
    """One statement for each sentence of what is said; where the report stands is in the first."""
    doc = document.doc
    verb = doc[report.verb]
    chain = [s for s in speech.chains.get(report.verb, ()) if s != report.speaker]
    clause = by_head.get(report.verb)
    real = status(verb) if verb.pos_ == "VERB" else None
    own_time = time_within(document, verb) if verb.pos_ == "NOUN" else None
    for content in _by_sentence(document, report):
        own = _same_sentence(doc, content[0], report.verb)
        numbers = (*content, report.verb, report.speaker) if own else content
        first, last = doc[min(numbers)], doc[max(numbers)]
        yield Statement(
            subject=mention(document, report.speaker),
            relation=vocab.relation("says"),
            object=Text(_said(document, content, report)),
            first=first.idx,
            last=last.idx + len(last),
            rule="says.report",
            modality=real.modality if real else Modality.ACTUAL,
            negated=_denies(verb) != (real.negated if real else False),
            speaker=chain[0] if chain else None,
            reported_by=chain[1] if len(chain) > 1 else None,
            time=clause.time if clause else own_time,
            place=clause.place if clause else None,
        )


def _same_sentence(doc: Doc, first: int, second: int) -> bool:
    return bool(doc[first].sent.start == doc[second].sent.start)


def _denies(verb: Token) -> bool:
    """ "Ek denied that ...": these are not Ek's words but what Ek says is not so."""
    return predicates().reports.get(verb.lemma_.lower()) == NEGATING


def _closes(document: Document, tokens: list[int]) -> bool:
    """A last quotation mark or bracket that was opened within."""
    last = document.doc[tokens[-1]].text
    marks = [document.doc[i].text for i in tokens]
    if last in syntax.QUOTES:
        return sum(mark in syntax.QUOTES for mark in marks) % 2 == 0
    return (last == ")" and "(" in marks) or (last == "]" and "[" in marks)


def _said(document: Document, content: tuple[int, ...], report: Report) -> str:
    """What was said, " ... " where the words for who said it stand in between."""
    aside = {report.verb, report.speaker, *syntax.phrase(document.doc[report.speaker])}
    runs: list[list[int]] = [[]]
    for i in range(content[0], content[-1] + 1):
        if i in aside and i not in content:
            runs.append([])
        elif i in content or not document.doc[i].is_punct:
            runs[-1].append(i)
    parts = [words(document.doc, run) for run in runs if run]
    return " ... ".join(p for p in (part.strip(" ,;") for part in parts) if p)


def _by_sentence(document: Document, report: Report) -> Iterator[tuple[int, ...]]:
    """What is said, sentence by sentence, trimmed of marks and the speaker's own words."""
    doc = document.doc
    numbers = (i for i in sorted(report.content) if not doc[i].is_space)
    for _, group in groupby(numbers, key=lambda i: doc[i].sent.start):
        kept = _trimmed(document, list(group))
        if kept and (len(kept) >= SHORTEST or _same_sentence(doc, kept[0], report.verb)):
            yield kept


def _trimmed(document: Document, kept: list[int]) -> tuple[int, ...]:
    doc = document.doc
    while kept and (doc[kept[0]].is_punct or doc[kept[0]].lower_ == "that"):
        kept.pop(0)
    while kept and doc[kept[-1]].is_punct and not _closes(document, kept):
        kept.pop()
    return tuple(kept)
