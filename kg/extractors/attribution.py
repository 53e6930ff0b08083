"""Who said what: one `kg:says` statement for every report, with the words that were said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import vocab
from kg.clauses import read_speech, syntax
from kg.clauses.dating import time_within
from kg.clauses.speech import Report, Speech
from kg.clauses.status import status
from kg.model import Clause, Document, Modality, Statement, Text
from kg.predicates import NEGATING, predicates
from kg.statements import mention, words


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """The reports of an article as statements, themselves unattributed unless nested."""
    speech = read_speech(document.doc)
    by_head = {c.head: c for c in clauses}
    return tuple(s for report in speech.reports for s in _says(document, report, speech, by_head))


def _says(
    document: Document, report: Report, speech: Speech, by_head: dict[int, Clause]
) -> Iterator[Statement]:
    doc = document.doc
    verb = doc[report.verb]
    content = _sentence_part(document, report)
    if not content:
        return
    numbers = (*content, report.verb, report.speaker)
    first, last = doc[min(numbers)], doc[max(numbers)]
    chain = [s for s in speech.chains.get(report.verb, ()) if s != report.speaker]
    clause = by_head.get(report.verb)
    real = status(verb) if verb.pos_ == "VERB" else None
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
        time=clause.time
        if clause
        else time_within(document, verb)
        if verb.pos_ == "NOUN"
        else None,
        place=clause.place if clause else None,
    )


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


def _sentence_part(document: Document, report: Report) -> tuple[int, ...]:
    """What is said in the sentence of the report, trimmed of marks and the speaker's own words."""
    doc = document.doc
    sentence = doc[report.verb].sent
    inside = sorted(i for i in report.content if sentence.start <= i < sentence.end)
    if not inside:
        inside = sorted(report.content)[:60]
    kept = [i for i in inside if not doc[i].is_space]
    while kept and (doc[kept[0]].is_punct or doc[kept[0]].lower_ == "that"):
        kept.pop(0)
    while kept and doc[kept[-1]].is_punct and not _closes(document, kept):
        kept.pop()
    return tuple(kept)
