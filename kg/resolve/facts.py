"""Statement -> Fact: ends become entities or words, groups become pairs, evidence is verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from kg import vocab
from kg.clauses import read_speech
from kg.model import (
    Document,
    End,
    Entity,
    EntityType,
    Evidence,
    Fact,
    FactEnd,
    Mention,
    Modality,
    PostEnd,
    Reading,
    Statement,
    Text,
)
from kg.resolve.countries import dateline_city, home_country, is_national, only_country
from kg.resolve.discourse import Discourse
from kg.resolve.entities import Registry, is_in_every_reading, is_specific, label_of
from kg.resolve.mentions import FIRST_PLURAL, FIRST_SINGULAR, Kind
from kg.resolve.speakers import country_served, spoken_for
from kg.resolve.story import told
from kg.statements import words


@dataclass(frozen=True, slots=True)
class PostReferent:
    """An office with the clusters of where it is and of who holds it."""

    label: str
    where: int | None
    holder: int | None


ALIAS = vocab.relation("alsoKnownAs")
#: Pronouns and determiners that alone say nothing: "it", "who", "this".
EMPTY_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "DT", "EX"})

Referent = int | Text | PostReferent


@dataclass(frozen=True, slots=True)
class Resolved:
    """A statement with clusters (or words) for its tokens: one of the facts it expands into."""

    statement: Statement
    subject: Referent
    object: Referent
    speaker: int | None
    reported_by: int | None
    place: int | None


def read(document: Document, d: Discourse, statements: Sequence[Statement]) -> Reading:
    """The reading of an article from its clusters and statements."""
    statements = told(document, d, statements)
    posts = _posts_elsewhere(d, statements)
    found = (one for statement in statements for one in _resolve(document, d, statement, posts))
    resolved = list(_telling(d, found))
    used = {root for one in resolved for root in _clusters(one)}
    used |= {root for root in d.roots() if is_in_every_reading(d, root)}
    entities = Registry(document.article, d, used, _adjectives(d, statements))
    facts = list(_facts(document, resolved, entities))
    facts += _missing_places(facts, resolved, entities)
    facts = _distinct(facts)
    return Reading(document.article, tuple(facts), tuple(entities))


def _adjectives(d: Discourse, statements: Iterable[Statement]) -> set[int]:
    """Phrases that are nationality adjectives which statements use."""
    tokens: set[int | None] = set()
    for statement in statements:
        tokens |= {statement.speaker, statement.reported_by, statement.place}
        for end in (statement.subject, statement.object):
            tokens.add(end.head if isinstance(end, Mention) else None)
            tokens.add(end.where if isinstance(end, PostEnd) else None)
    found = {d.at[token] for token in tokens if token is not None and token in d.at}
    return {n for n in found if d.phrases[n].kind is Kind.ADJECTIVE}


def _clusters(one: Resolved) -> Iterator[int]:
    for end in (one.subject, one.object):
        if isinstance(end, PostReferent):
            yield from (root for root in (end.where, end.holder) if root is not None)
        elif not isinstance(end, Text):
            yield end
    yield from (r for r in (one.speaker, one.reported_by, one.place) if r is not None)


# --- Ends -------------------------------------------------------------------------------------


def _resolve(
    document: Document, d: Discourse, statement: Statement, posts: dict[tuple[str, int], int]
) -> Iterator[Resolved]:
    """One for each pair of things a statement joins; none when an end or speaker is unclear."""
    if statement.unless is not None and _named_clusters(d, statement.unless):
        return
    if statement.identifying and not _is_known(d, statement.subject):
        return
    speakers = _agents(d, statement.speaker)
    reporters = _agents(d, statement.reported_by)
    if not speakers or not reporters:
        return
    place = _place(d, statement.place)
    for speaker, reporter in product(speakers, reporters):
        subjects = _end(document, d, statement.subject, speaker, posts)
        objects = _end(document, d, statement.object, speaker, posts)
        if statement.relation == ALIAS and subjects == objects:
            objects = _as_words(d, subjects, statement.object)
        for subject, object_ in _pairs(statement, subjects, objects):
            yield Resolved(statement, subject, object_, speaker, reporter, place)


def _telling(d: Discourse, resolved: Iterable[Resolved]) -> Iterator[Resolved]:
    """Without "the ship, tonnage 900", where "tonnage 900" is the ship's longest description."""
    labels: dict[int, str] = {}
    for one in resolved:
        if isinstance(one.subject, int) and isinstance(one.object, Text):
            if one.subject not in labels:
                labels[one.subject] = label_of(d, one.subject).lower()
            if labels[one.subject] == one.object.text.lower():
                continue
        yield one


def _as_words(d: Discourse, known: tuple[Referent, ...], end: End) -> tuple[Referent, ...]:
    """As in "Karl Ode, known as Kako": a further name of the same person is only a word."""
    if len(known) != 1 or not isinstance(known[0], int) or not isinstance(end, Mention):
        return ()
    name = d.phrases[d.at[end.head]].words
    return (Text(name),) if set(d.profile(known[0]).names) != {name} else ()


def _is_known(d: Discourse, end: End) -> bool:
    """As in "the mayor resigned": says who is mayor only where the article names the mayor."""
    token = (
        end.holder if isinstance(end, PostEnd) else end.head if isinstance(end, Mention) else None
    )
    return any(d.profile(root).names for root in _named_clusters(d, token))


def _pairs(
    statement: Statement, subjects: tuple[Referent, ...], objects: tuple[Referent, ...]
) -> Iterator[tuple[Referent, Referent]]:
    """As in "Both leaders met" joins each two of the group; nothing is related to itself."""
    one, other = statement.subject, statement.object
    same = isinstance(one, Mention) and isinstance(other, Mention) and one.head == other.head
    if same or (len(subjects) > 1 and set(subjects) == set(objects)):
        yield from combinations(subjects, 2)
        return
    for subject, object_ in product(subjects, objects):
        if subject != object_:
            yield subject, object_


def _end(
    document: Document,
    d: Discourse,
    end: End,
    speaker: int | None,
    posts: dict[tuple[str, int], int],
) -> tuple[Referent, ...]:
    """What an end stands for: clusters, words, or offices; empty when that is unclear."""
    if isinstance(end, Text):
        return (end,) if end.text.strip() else ()
    if isinstance(end, PostEnd):
        return _posts(d, end, posts)
    number = d.at.get(end.head)
    worded = Text(words(document.doc, range(end.first, end.last + 1)))
    if number is None:
        return () if document.doc[end.head].tag_ in EMPTY_TAGS else (worded,)
    phrase = d.phrases[number]
    if phrase.kind is Kind.PRONOUN and phrase.words in FIRST_SINGULAR | FIRST_PLURAL:
        return _first_person(d, number, speaker)
    if number in d.groups:
        return tuple(dict.fromkeys(d.root(n) for n in d.groups[number]))
    third_person = phrase.kind is Kind.PRONOUN and end.head in read_speech(document.doc).quoted
    if third_person and d.root(number) == speaker:
        return ()  # nobody says "he" of himself
    if is_specific(d, d.root(number)):
        return (d.root(number),)
    return () if phrase.kind in {Kind.PRONOUN, Kind.RELATIVE} else (worded,)


def _first_person(d: Discourse, number: int, speaker: int | None) -> tuple[Referent, ...]:
    """As in "I" is the speaker, "our" the country or body the speaker speaks for."""
    if speaker is None:
        root = d.root(number)
        return (root,) if is_specific(d, root) else ()
    if d.phrases[number].words in FIRST_SINGULAR:
        return (speaker,)
    body = spoken_for(d, speaker, d.doc[d.phrases[number].head])
    return (body,) if body is not None else ()


def _posts(d: Discourse, end: PostEnd, posts: dict[tuple[str, int], int]) -> tuple[Referent, ...]:
    holders = _named_clusters(d, end.holder)
    holder = holders[0] if len(holders) == 1 else None
    places = _named_clusters(d, end.where)
    if not places and holder is not None:
        known = posts.get((end.label.lower(), holder)) or country_served(d, holder, end.label)
        if known is None and is_national(end.label) and d.profile(holder).names:
            known = only_country(d)  # "Prime Minister Ek", in an article about Norway alone
        places = (known,) if known is not None else ()
    if not places:
        return (PostReferent(end.label, None, holder),)
    return tuple(PostReferent(end.label, where, None) for where in places)


def _posts_elsewhere(d: Discourse, statements: Iterable[Statement]) -> dict[tuple[str, int], int]:
    """Where an office of a holder is, told elsewhere: "the minister" is "minister of Peru"."""
    known: dict[tuple[str, int], int] = {}
    for statement in statements:
        for end in (statement.subject, statement.object):
            if not isinstance(end, PostEnd):
                continue
            for holder, where in product(
                _named_clusters(d, end.holder), _named_clusters(d, end.where)
            ):
                known.setdefault((end.label.lower(), holder), where)
    return known


def _named_clusters(d: Discourse, token: int | None) -> tuple[int, ...]:
    """The clusters a token stands for, those that are entities."""
    number = d.at.get(token) if token is not None else None
    if number is None:
        return ()
    roots = dict.fromkeys(d.root(n) for n in d.groups.get(number, (number,)))
    return tuple(root for root in roots if is_specific(d, root))


def _agents(d: Discourse, token: int | None) -> tuple[int | None, ...]:
    """The speakers a token stands for, (None,) for no speaker; empty when a pronoun is unclear."""
    if token is None:
        return (None,)
    number = d.at.get(token)
    if number is None:
        return ()
    if number in d.groups:
        return tuple(dict.fromkeys(d.root(n) for n in d.groups[number]))
    root = d.root(number)
    if all(d.phrases[n].kind in {Kind.PRONOUN, Kind.RELATIVE} for n in d.profile(root).members):
        return ()
    return (root,)


def _place(d: Discourse, token: int | None) -> int | None:
    """The cluster of a place; "here" is where the article is written."""
    if token is None:
        return None
    if d.doc[token].lower_ == "here":
        dateline = dateline_city(d)
        return d.root(dateline) if dateline is not None else home_country(d, d.doc[token])
    found = _named_clusters(d, token)
    return found[0] if len(found) == 1 else None


# --- Facts ------------------------------------------------------------------------------------


def _facts(document: Document, resolved: Iterable[Resolved], entities: Registry) -> Iterator[Fact]:
    analysed = str(document.doc.text)
    for one in resolved:
        statement = one.statement
        evidence = verified(document.article.text, analysed, statement.first, statement.last)
        subject = _fact_end(one.subject, entities)
        if evidence is None or not _may_hold(statement, subject):
            continue
        yield Fact(
            subject=subject,
            relation=statement.relation,
            object=_fact_end(one.object, entities),
            evidence=evidence,
            rule=statement.rule,
            modality=statement.modality,
            negated=statement.negated,
            ended=statement.ended,
            speaker=None if one.speaker is None else entities[one.speaker],
            reported_by=None if one.reported_by is None else entities[one.reported_by],
            time=statement.time,
            place=None if one.place is None else entities[one.place],
            topic=statement.topic,
            confidence=statement.confidence,
            event=statement.event,
            wording=statement.wording,
        )


def _may_hold(statement: Statement, subject: FactEnd) -> bool:
    """As in "the port is host of the fair": only a person holds an office."""
    if statement.relation.name != "holds":
        return True
    return isinstance(subject, Entity) and subject.type is EntityType.PERSON


def verified(text: str, analysed: str, first: int, last: int) -> Evidence | None:
    """The words at [first, last), when they stand there in the article and its analysis alike.

    White space around them is no evidence.
    """
    if not 0 <= first < last <= len(text):
        return None
    found = text[first:last]
    if not found.strip() or analysed[first:last] != found:
        return None
    first += len(found) - len(found.lstrip())
    found = found.strip()
    return Evidence(first, first + len(found), found)


def _fact_end(end: Referent, entities: Registry) -> FactEnd:
    if isinstance(end, Text):
        return end
    if isinstance(end, PostReferent):
        where = None if end.where is None else entities[end.where]
        holder = None if end.holder is None else entities[end.holder]
        return entities.post(end.label, where, holder)
    return entities[end]


def _missing_places(
    facts: Sequence[Fact], resolved: Iterable[Resolved], entities: Registry
) -> Iterator[Fact]:
    """Where a post is, from the statement that tells of it, unless a statement says so itself."""
    inside = vocab.relation("postIn")
    placed = {fact.subject for fact in facts if fact.relation == inside}
    where = {
        _fact_end(end, entities): entities[end.where]
        for one in resolved
        for end in (one.subject, one.object)
        if isinstance(end, PostReferent) and end.where is not None
    }
    for fact in facts:
        for end in (fact.subject, fact.object):
            if end in where and end not in placed and isinstance(end, Entity):
                placed.add(end)
                yield replace(
                    fact,
                    subject=end,
                    relation=inside,
                    object=where[end],
                    modality=Modality.ACTUAL,
                    negated=False,
                    ended=False,
                    time=None,
                    place=None,
                    topic=None,
                    event=None,
                    wording=None,
                )


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Facts in text order; of those that say the same of the same words, the first."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(facts, key=lambda f: (f.evidence.start, f.evidence.end)):
        key = (
            *(fact.subject, fact.relation, fact.object, fact.evidence),
            *(fact.modality, fact.negated, fact.ended, fact.speaker),
        )
        kept.setdefault(key, fact)
    return list(kept.values())
