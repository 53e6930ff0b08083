"""Who says it: quotations, reported speech, "according to".

Every token inside a report is given the chain of its speakers, innermost first: in "The embassy
said that Diaz denied it", "it" has the chain (Diaz, embassy).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import is_passive, subjects
from kg.clauses.memo import once
from kg.clauses.types import types
from kg.predicates import predicates

OPENING, CLOSING, STRAIGHT = "“„«", "”»", '"'
MIN_QUOTED_WORDS = 4
#: Words that show the speaker's own wording where no quotation mark does.
FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "ours"})


@dataclass(frozen=True, slots=True)
class Report:
    """One act of speech: who, by which word, and the tokens of what is said."""

    speaker: int
    verb: int
    content: frozenset[int]
    direct: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """The reports of an article; `chains[token]` is (innermost speaker, ..., outermost).

    `verbs` are the words that report, `quoted` the tokens of direct speech.
    """

    reports: tuple[Report, ...]
    verbs: frozenset[int]
    chains: dict[int, tuple[int, ...]]
    quoted: frozenset[int]


def quotations(doc: Doc) -> tuple[range, ...]:
    """Token ranges inside double quotation marks, one paragraph at a time."""
    found: list[range] = []
    opened: int | None = None
    for token in doc:
        if opened is not None and "\n" in token.text:
            found.append(range(opened + 1, token.i))
            opened = None
        elif opened is None and token.text in OPENING + STRAIGHT and token.text:
            opened = token.i
        elif opened is not None and token.text in CLOSING + STRAIGHT:
            found.append(range(opened + 1, token.i))
            opened = None
    if opened is not None:
        found.append(range(opened + 1, len(doc)))
    return tuple(r for r in found if len(r) > 0)


def read_speech(doc: Doc) -> Speech:
    """All reports of an article and, token by token, who speaks; worked out once per document."""
    return once(doc, "kg.speech", lambda: _read_speech(doc))


def _read_speech(doc: Doc) -> Speech:
    quotes = tuple(q for q in quotations(doc) if _is_said(doc, q))
    reports = [r for token in doc for r in _reports_at(token)]
    reports = [_whole_quotation(r, quotes) for r in reports]
    reports += _carried_over(doc, quotes, reports)
    reports += _announced(doc)
    reports.sort(key=lambda r: (-len(r.content), r.verb, r.speaker))
    chains: dict[int, tuple[int, ...]] = {}
    for report in reports:
        for number in report.content:
            chain = chains.get(number, ())
            if report.speaker not in chain and number != report.speaker:
                chains[number] = (report.speaker, *chain)
    quoted = frozenset(i for q in quotes for i in q)
    direct = frozenset(i for r in reports if r.direct for i in r.content)
    return Speech(
        reports=tuple(sorted(reports, key=lambda r: r.verb)),
        verbs=frozenset(r.verb for r in reports),
        chains=chains,
        quoted=quoted | direct,
    )


def _is_said(doc: Doc, quote: range) -> bool:
    """Words of somebody, not the title of a work: "Breaking Into Comics"."""
    words = [doc[i] for i in quote if doc[i].is_alpha]
    titled = all(w.text[0].isupper() or len(w) < MIN_QUOTED_WORDS for w in words)
    return len(quote) >= MIN_QUOTED_WORDS and not (titled and len(words) < 8)


def _reports_at(token: Token) -> Iterator[Report]:
    if token.pos_ == "VERB" and token.lemma_.lower() in predicates().speech:
        yield from _of_verb(token)
    elif token.lower_ == "according" and token.dep_ == "case":
        yield from _according_to(token.head)


def _of_verb(verb: Token) -> Iterator[Report]:
    """ "X said that Y", "Y, said X", "Y, X said", "as X said, Y"."""
    speaker = _speaker(verb)
    if speaker is None:
        return
    complements = list(syntax.kids(verb, "ccomp"))
    if complements:
        content = frozenset(i for c in complements for i in syntax.descendants(c))
        marked = any(m.lower_ == "that" for c in complements for m in syntax.kids(c, "mark"))
        ours = any(verb.doc[i].lower_ in FIRST_PERSON for i in content)
        direct = complements[0].i < verb.i and not marked and ours
        yield Report(speaker, verb.i, content, direct)
    host = verb.head
    as_remark = verb.dep_ == "parataxis" or (
        syntax.base(verb) == "advcl" and any(m.lower_ == "as" for m in syntax.kids(verb, "mark"))
    )
    told = syntax.kid(verb, "obj") is not None  # "fled as police opened fire", "as Ek claims a win"
    if as_remark and host.i != verb.i and not complements and not told:
        content = frozenset(syntax.descendants(host, but=verb))
        yield Report(speaker, verb.i, content, False)


def _speaker(verb: Token) -> int | None:
    """The one who says it: the subject, the "by" of a passive, for a document its issuer."""
    if is_passive(verb):
        agent = next((c for c in syntax.kids(verb, "obl") if syntax.preposition(c) == "by"), None)
        return issuer(agent) if agent is not None else None
    found = subjects(verb)
    return issuer(found[0]) if found else None


def issuer(token: Token) -> int:
    """ "a note from the embassy", "the firm's statement" -> who issued it."""
    token = syntax.antecedent(token) or token
    if token.lemma_.lower() not in predicates().documents or token.ent_type_:
        return syntax.name_head(token).i
    for child in token.children:
        if child.dep_ == "nmod:poss":
            return syntax.name_head(child).i
        if syntax.base(child) == "nmod" and syntax.preposition(child) in ("from", "by", "of"):
            return syntax.name_head(child).i
    named = next((c for c in syntax.kids(token, "compound") if c.ent_type_), None)
    return syntax.name_head(named).i if named is not None else token.i


def _according_to(source: Token) -> Iterator[Report]:
    host = source.head
    content = frozenset(syntax.descendants(host, but=source))
    yield Report(issuer(source), source.i, content, False)


def _whole_quotation(report: Report, quotes: tuple[range, ...]) -> Report:
    """Speech that touches a quotation covers all of it, also over several sentences."""
    low, high = min(report.content), max(report.content)
    near = (q for q in quotes if q.start <= high and low < q.stop)
    touched = [q for q in near if any(i in report.content for i in q)]
    if not touched or report.verb in {i for q in touched for i in q}:
        return report
    content = report.content | {i for q in touched for i in q}
    return Report(report.speaker, report.verb, frozenset(content), report.direct)


def _carried_over(doc: Doc, quotes: tuple[range, ...], reports: list[Report]) -> list[Report]:
    """Quotations that no verb of speech introduces, with who must be speaking there."""
    spoken = {i for r in reports for i in r.content}
    paragraphs = _paragraphs(doc)
    found: list[Report] = []
    for quote in quotes:
        if any(i in spoken for i in quote) or not any(doc[i].pos_ == "VERB" for i in quote):
            continue
        speaker = _who_is_quoted(doc, quote, paragraphs, reports + found)
        if speaker is not None:
            found.append(Report(speaker, speaker, frozenset(quote), True))
    return found


def _who_is_quoted(
    doc: Doc, quote: range, paragraphs: list[range], reports: list[Report]
) -> int | None:
    """The speaker of a quotation; the quotation mark itself, which names nobody, when in doubt.

    Words of somebody unknown are nobody's facts: what they state is dropped when its speaker
    cannot be resolved. None where the quotation is only a part of the narrator's sentence.
    """
    if doc[quote.start].sent.root.i not in quote and doc[quote.start].is_sent_start is False:
        return _agent(doc[quote.start].sent.root)  # Ek recalled that they "never gave up hope"
    number = next((n for n, p in enumerate(paragraphs) if p.start <= quote.start < p.stop), 0)
    paragraph = paragraphs[number] if paragraphs else range(len(doc))
    here = [r for r in reports if paragraph.start <= max(r.content) < quote.start]
    if here:  # "We won," Ek said. "We go on."
        return max(here, key=lambda r: max(r.content)).speaker
    before = [t for t in doc[paragraph.start : quote.start] if t.head.i == t.i and not t.is_space]
    if before:  # Ek left the council. "I have had enough."
        found = _agent(before[-1])
        return found if found is not None else quote.start - 1
    if quote.start - 1 <= paragraph.start and number > 0:
        last = paragraphs[number - 1]
        carried = [r for r in reports if last.start <= max(r.content) < last.stop and r.direct]
        if carried:  # the same speaker goes on in a new paragraph
            return max(carried, key=lambda r: max(r.content)).speaker
    introduced = _introducer(doc, quote)
    return introduced if introduced is not None else quote.start - 1


def _agent(root: Token) -> int | None:
    """The subject of a sentence when it is somebody who can speak."""
    found = [syntax.name_head(t) for t in subjects(root)]
    speaking = [t.i for t in found if "agent" in types(t)]
    return speaking[0] if speaking else None


def _announced(doc: Doc) -> list[Report]:
    """A statement in full without quotation marks: "Minister Ek said: The road is open. ..."

    It goes on over paragraphs until a heading, or until the narrator names the speaker again.
    """
    found: list[Report] = []
    paragraphs = _paragraphs(doc)
    for number, paragraph in enumerate(paragraphs):
        colon = _announcing_colon(doc, paragraph)
        verb = _announcing_verb(doc, paragraph, colon) if colon is not None else None
        speaker = _speaker(verb) if verb is not None else None
        if colon is None or verb is None or speaker is None:
            continue
        rest = range(colon + 1, paragraph.stop)
        names = {t.text for t in syntax.name_span(doc[speaker]) if doc[speaker].ent_type_}
        for said in (*([rest] if rest else []), *paragraphs[number + 1 :]):
            texts = [doc[i].text for i in said]
            if _is_heading(texts) or names & set(texts) or texts[0] in OPENING + STRAIGHT:
                break
            found.append(Report(speaker, verb.i, frozenset(said), True))
    return found


def _announcing_colon(doc: Doc, paragraph: range) -> int | None:
    """The first colon of a paragraph that ends it or comes right after a verb of speech."""
    for i in paragraph:
        if doc[i].text == ":":
            after_verb = i > paragraph.start and doc[i - 1].lemma_.lower() in predicates().speech
            return i if after_verb or i == paragraph[-1] else None
    return None


def _announcing_verb(doc: Doc, paragraph: range, colon: int) -> Token | None:
    """The last verb of speech before the colon."""
    verbs = [doc[i] for i in range(paragraph.start, colon) if doc[i].pos_ == "VERB"]
    speech = [v for v in verbs if v.lemma_.lower() in predicates().speech]
    return speech[-1] if speech else None


def _is_heading(texts: list[str]) -> bool:
    return len(texts) < 8 and texts[-1] not in (".", "!", "?", "”", '"')


def _paragraphs(doc: Doc) -> list[range]:
    """Token ranges between line breaks, white space left out at their ends."""
    found: list[range] = []
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                found.append(range(start, token.i))
            start = token.i + 1
    if start < len(doc):
        found.append(range(start, len(doc)))
    return found


def _introducer(doc: Doc, quote: range) -> int | None:
    """ "Gen. Diaz gave the following statement:" before a quotation."""
    i = quote.start - 2
    while i >= 0 and doc[i].is_space:
        i -= 1
    if i < 0 or doc[i].text != ":":
        return None
    root = doc[i].sent.root
    found = subjects(root)
    return syntax.name_head(found[0]).i if found else None
