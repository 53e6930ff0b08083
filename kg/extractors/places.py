"""Where things are: "Bergen, Norway", "the port of Bergen in Norway", "the crash in Bergen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicons, vocab
from kg.clauses import syntax
from kg.clauses.arguments import subjects
from kg.clauses.dating import time_within
from kg.clauses.descriptions import described
from kg.clauses.nominal import event_noun
from kg.clauses.status import Status, status
from kg.clauses.types import event_words, is_occasion, is_state_body
from kg.model import Clause, Document, Statement
from kg.statements import mention, statement, tie

INSIDE = frozenset({"in", "at"})
HELD_IN = frozenset({"in", "at", "near", "off", "outside"})
WITHIN = frozenset({"of", "at", "in", "within"})
DIRECTIONS = frozenset(
    {
        "central", "east", "eastern", "north", "northeast", "northeastern", "northern", "northwest",
        "northwestern", "south", "southeast", "southeastern", "southern", "southwest",
        "southwestern", "the", "west", "western",
    }
)  # fmt: skip
CONTINENTS = frozenset(
    {"Africa", "America", "Asia", "Caribbean", "East", "Europe", "Indies", "Ocean", "Pacific"}
)
CHAIN = frozenset({"appos", "nmod:unmarked", "obl:unmarked", "nmod", "flat", "dep", "list"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Places inside places, bodies in places, and events that happened somewhere."""
    found: list[Statement] = []
    for token in document.doc:
        if token.ent_type_ and syntax.name_head(token).i == token.i:
            found.extend(_around(document, token))
        elif token.lower_ in ("headquarters", "headquarter") or _is_head_office(token):
            found.extend(_seat(document, token))
        elif token.pos_ == "NOUN" and lexicons.is_place_noun(token.lemma_.lower()):
            found.extend(_kind_of_place(document, token))
            found.extend(_part_of_place(document, token))
            found.extend(_site(document, token))
        elif is_occasion(token) and event_noun(token) is None:
            found.extend(_occasion(document, token))
    for clause in clauses:
        found.extend(_occurs(document, clause))
    return tuple(found)


#: What does not make another seat of it: "its main headquarters", but not "its new ...".
SEAT_WORDS = frozenset({"corporate", "current", "global", "head", "international", "main", "world"})


def _is_head_office(noun: Token) -> bool:
    main = {c.lower_ for c in syntax.kids(noun, "compound", "amod")} & {"head", "main"}
    return noun.lower_ == "office" and bool(main)


def _around(document: Document, name: Token) -> Iterator[Statement]:
    """What a name is in, near or part of."""
    after = _next_place(name)
    if after is not None:
        relation, outer = after
        yield tie(document, name, relation, outer, f"{relation}.place")
        return
    for child in name.children:
        outer = syntax.name_head(child)
        if syntax.same_name(name, outer) or syntax.base(child) != "nmod":
            continue
        if child.dep_ == "nmod:poss":
            yield from _owned(document, name, outer)
        if outer.i < name.i:
            continue
        link, kinds = syntax.preposition(child), (name.ent_type_, outer.ent_type_)
        if link in syntax.EXAMPLES and kinds == ("LOC", "LOC"):
            # "parts of Norway, including Bergen and Molde"
            for one in syntax.conjuncts(child):
                if one.ent_type_ == "LOC":
                    yield tie(document, syntax.name_head(one), "locatedIn", name, "locatedIn.place")
            continue
        if kinds == ("ORG", "ORG") and link in WITHIN:
            # "the Office of Works at the Ministry of Trade"
            yield tie(document, name, "partOf", outer, "partOf.name")
        elif is_event_name(name) and outer.ent_type_ == "LOC" and link in HELD_IN:
            # "the Oslo Summit at Bergen", "the World Cup in Peru"
            yield tie(document, name, "occursIn", outer, "occursIn.name")
        elif kinds in (("ORG", "LOC"), ("LOC", "LOC")) and link in INSIDE:
            if event_noun(name.head) is not None:
                continue  # "a session of the Arctic Council in Oslo": the session is
            yield tie(document, name, "locatedIn", outer, "locatedIn.place")


def _owned(document: Document, name: Token, owner: Token) -> Iterator[Statement]:
    """ "Acme's Institute of Glass", "the army's Western Command": part of what owns it."""
    between = syntax.name_span(name).start - syntax.name_span(owner).end
    if name.ent_type_ != "ORG" or between > 1:
        return  # "Acme's rival Bolt"
    if owner.ent_type_ == "LOC":
        if not is_state_body(name):  # "Peru's Supreme Court" is part of it, see `bodies`
            yield tie(document, name, "locatedIn", owner, "locatedIn.owned")  # "Peru's Acme Bank"
        return
    body = owner.ent_type_ == "ORG" or (
        not owner.ent_type_ and lexicons.is_org_noun(owner.lemma_.lower())
    )
    if body:
        yield tie(document, name, "partOf", owner, "partOf.owned")


def _next_place(name: Token) -> tuple[str, Token] | None:
    """ "Bergen, Norway", "Askim in Norway", "Askim, near Oslo": told by adjacency alone."""
    doc, span = name.doc, syntax.name_span(name)
    at = span.end
    if name.ent_type_ == "ORG":
        return _around_body(name)
    if name.ent_type_ != "LOC":
        return None
    if at + 2 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in ("near", "in"):
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ not in (",", "in", "near"):
        return None
    link = doc[at]
    while at + 2 < len(doc) and doc[at + 1].lower_ in DIRECTIONS:
        at += 1  # "Askim in the southern part" has none, "in southern Norway" one
    first = doc[at + 1]
    if first.ent_type_ != "LOC" or first.ent_iob_ != "B":
        return None
    outer = syntax.name_span(first)
    if link.text == ",":
        chain = outer.root.head.i == name.i and outer.root.dep_ in CHAIN
        return ("locatedIn", outer.root) if chain else None
    if outer.root.dep_ == "nmod:poss":
        return None  # "Askim in Norway's south"
    if lexicons.country_named(span.text) and not CONTINENTS & {t.text for t in outer}:
        return None  # "talks with Norway in Oslo", "Norway, Peru"
    return ("locatedNear" if link.lower_ == "near" else "locatedIn"), outer.root


def _around_body(name: Token) -> tuple[str, Token] | None:
    """ "Arden District Court, Norway"; not of a list, "Acme, Norway and Peru"."""
    for child in name.children:
        place = syntax.name_head(child)
        behind = place.i > name.i and child.dep_ in CHAIN and not syntax.preposition(child)
        text = syntax.name_text(place)
        large = lexicons.is_country_or_region(text)
        comma = place.doc[syntax.name_span(place).start - 1].text in (",", "(")
        if (
            behind
            and place.ent_type_ == "LOC"
            and large
            and comma
            and not syntax.kid(child, "conj")
        ):
            return "locatedIn", place
    return None


def _seat(document: Document, noun: Token) -> Iterator[Statement]:
    """ "Acme's headquarters in Oslo", "Its head office is located in Oslo": the seat of Acme."""
    told = noun.head if noun.dep_ == "obj" or syntax.base(noun) == "nsubj" else None
    if told is not None and status(told) != Status():
        return  # "Acme will have its headquarters in Oslo"
    if any(c.lower_ not in SEAT_WORDS for c in syntax.kids(noun, "amod")):
        return  # "its regional headquarters", "planned headquarters"
    is_subject = told is not None and noun.dep_ != "obj"
    places = [c for c in noun.children if syntax.preposition(c) in INSIDE]
    if told is not None and is_subject:
        places += [c for c in (told, *told.children) if syntax.preposition(c) in INSIDE]
    for owner in _seated(noun):
        for place in places:
            if place.ent_type_ == "LOC":
                yield tie(document, owner, "basedIn", syntax.name_head(place), "basedIn.seat")


def _seated(noun: Token) -> list[Token]:
    """Whose seat it is."""
    owners = list(syntax.kids(noun, "nmod:poss"))
    owners += [c for c in syntax.kids(noun, "nmod") if syntax.preposition(c) == "of"]
    owners += [c for c in syntax.kids(noun, "compound") if c.ent_type_ == "ORG"]
    has = noun.dep_ == "obj" and noun.head.lemma_ == "have"
    return owners or (subjects(noun.head) if has else [])


def _kind_of_place(document: Document, noun: Token) -> Iterator[Statement]:
    """ "the Norwegian city of Bergen", "the city of Bergen in Norway", "cities like these"."""
    inner = _named_places(noun)
    for child in noun.children:
        if child.i < noun.i and lexicons.country_of_adjective(child.text) is not None:
            for name in inner:
                yield tie(document, name, "locatedIn", child, "locatedIn.adjective")
        elif child.ent_type_ == "LOC" and syntax.preposition(child) == "in":
            outer = syntax.name_head(child)
            for name in inner:
                if name.i != outer.i and (name.i < outer.i or noun.tag_ == "NNS"):
                    yield tie(document, name, "locatedIn", outer, "locatedIn.place")


def _named_places(noun: Token) -> list[Token]:
    """ "the city of Bergen", "cities such as Bergen and Molde": the places that are of the kind."""
    found: list[Token] = []
    for child in syntax.kids(noun, "nmod", "appos", "flat"):
        example = syntax.preposition(child) in syntax.EXAMPLES
        if noun.tag_ == "NNS" and (example or _names_it(child)):
            found += [syntax.name_head(m) for m in syntax.conjuncts(child) if m.ent_type_ == "LOC"]
        elif noun.tag_ != "NNS" and not found and _names_it(child):
            found.append(syntax.name_head(child))
    after = noun.doc[min(noun.i + 1, len(noun.doc) - 1)]
    beside = after.ent_type_ == "LOC" and after.ent_iob_ == "B" and noun.tag_ == "NN"
    if not found and beside and syntax.name_head(after).dep_ != "nmod:poss":
        found.append(syntax.name_head(after))  # "the German capital Berlin", however it is parsed
    return found


def _part_of_place(document: Document, noun: Token) -> Iterator[Statement]:
    """ "the Oslo area of Norway", "the Lofoten region in Norway"."""
    inner = [c for c in syntax.kids(noun, "compound") if c.ent_type_ == "LOC" and c.i < noun.i]
    for child in syntax.kids(noun, "nmod"):
        outer = syntax.name_head(child)
        if outer.ent_type_ == "LOC" and syntax.preposition(child) in ("of", "in"):
            for name in map(syntax.name_head, inner):
                yield tie(document, name, "locatedIn", outer, "locatedIn.area")


#: What stands somewhere, among the nouns for places.
NO_SITE = frozenset(
    {
        "area", "city", "country", "home", "line", "location", "nation", "place", "region", "room",
        "scene", "site", "state", "summit", "territory", "venue", "world", "zone",
    }
)  # fmt: skip


def _site(document: Document, noun: Token) -> Iterator[Statement]:
    """ "the plant at Odda", "an Odda hospital": one without a name, and where it is."""
    one = noun.tag_ == "NN" and syntax.kid(noun, "det", "nmod:poss", "amod") is not None
    told = noun.dep_ in ("compound", "appos", "nmod:desc", "flat", "conj") or described(noun)
    if noun.ent_type_ or not one or told or noun.lemma_.lower() in NO_SITE:
        return
    if status(noun) != Status():
        return  # "should build a plant in Odda"
    for child in syntax.kids(noun, "compound"):
        before = child.i < noun.i and not any(t.is_punct for t in noun.doc[child.i : noun.i])
        if before and syntax.name_head(child).ent_type_ == "LOC":
            place = syntax.name_head(child)
            yield tie(document, noun, "locatedIn", place, "locatedIn.before")
    if lexicons.is_org_noun(noun.lemma_.lower()):
        return  # see `bodies`
    for child in syntax.kids(noun, "nmod"):
        place, link = syntax.name_head(child), syntax.preposition(child)
        if place.ent_type_ == "LOC" and place.i > noun.i and link in SITED:
            yield tie(document, noun, SITED[link], place, f"{SITED[link]}.site")


SITED = {"in": "locatedIn", "at": "locatedIn", "near": "locatedNear", "outside": "locatedNear"}


def _names_it(child: Token) -> bool:
    return child.ent_type_ == "LOC" and syntax.preposition(child) in ("of", "")


def _occurs(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "the explosion in Bergen", "the explosion killed two in Bergen": an event and its place."""
    doc = document.doc
    if clause.place is None or doc[clause.place].ent_type_ != "LOC":
        return
    place = doc[clause.place]
    if clause.kind == "noun":
        yield _occurs_at(document, clause, doc[clause.head], place)
    elif clause.kind == "verb" or (clause.kind == "copula" and clause.head == place.i):
        for subject in clause.role("subject"):
            if event_noun(doc[subject.head]) is not None and place.i >= clause.head:
                yield _occurs_at(document, clause, doc[subject.head], place)


def _occasion(document: Document, noun: Token) -> Iterator[Statement]:
    """ "the fire in Bergen", "an earthquake off Lima": an event that no verb stands for."""
    if status(noun) != Status():
        return
    for child in syntax.kids(noun, "nmod"):
        place = syntax.name_head(child)
        if place.ent_type_ == "LOC" and place.i > noun.i and syntax.preposition(child) in HELD_IN:
            found = tie(document, noun, "occursIn", place, "occursIn.event")
            yield replace(found, time=time_within(document, noun), predicate=noun.i)


def is_event_name(name: Token) -> bool:
    """A name such as "Oslo Summit", "World Cup": its last word, or that before "of" and a year."""
    if name.ent_type_ != "MISC":
        return False
    words = [word.lower() for word in syntax.name_text(name).split() if not word.isdigit()]
    lemmas = {word.removesuffix("s") for word in words} | set(words)
    return bool(lemmas & event_words())


def _occurs_at(document: Document, clause: Clause, noun: Token, place: Token) -> Statement:
    doc = document.doc
    numbers = (*syntax.phrase(noun), place.i, syntax.name_span(place).end - 1)
    last = doc[max(numbers)]
    span = (doc[min(numbers)].idx, last.idx + len(last))
    event = mention(document, noun.i)
    if place.head.i == noun.i and place.i > noun.i:
        # "the attacks in Bergen": of an event the place is part of what tells which
        event = replace(event, last=syntax.name_span(place).end - 1)
    relation = vocab.relation("occursIn")
    ends = (event, mention(document, place.i))
    found = statement(document, clause, relation, ends, span, "occursIn.event")
    return replace(found, ended=False, topic=None)
