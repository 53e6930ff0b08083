"""Where a clause takes place, and what it is about."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.arguments import arguments
from kg.clauses.dating import AT_EVENT, MOVES, shares_circumstances
from kg.clauses.speech import read_speech
from kg.lexicons import is_country_or_region, is_place_noun
from kg.model import Argument
from kg.predicates import predicates

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "outside", "inside", "off", "around", "outside of", "across", "throughout"}
)
#: What these verbs are done to, not where: "invested in Peru".
COMPLEMENT_IN = frozenset(
    {"believe", "confide", "interest", "invest", "result", "specialise", "specialize", "trust"}
)
#: What stands on the ground rather than in it: "on Main Street", "on the island of Senja".
GROUND = frozenset(
    {"avenue", "beach", "border", "bridge", "coast", "farm", "highway", "island", "lake",
     "mountain", "peninsula", "railway", "river", "road", "route", "street"}
)  # fmt: skip
#: Organisations that are also the place where they are.
BUILDINGS = frozenset(
    {"academy", "church", "clinic", "college", "embassy", "consulate", "hospital", "institute",
     "library", "monastery", "mosque", "museum", "school", "studio", "synagogue", "temple",
     "theater", "theatre", "university"}
)  # fmt: skip
#: "was stolen from Bergen Palace": it was done there.
TAKEN_FROM = frozenset(
    {"abduct", "evacuate", "kidnap", "loot", "rescue", "seize", "snatch", "steal"}
)
#: "captured Bergen": who comes into a place is there.
ENTERED = frozenset(
    {"besiege", "capture", "enter", "liberate", "occupy", "overrun", "recapture",
     "retake", "seize", "storm"}
)  # fmt: skip
#: "took control of Bergen": then they are there.
CONTROLLING = frozenset({"assume", "gain", "regain", "seize", "take", "win"})
#: "sentenced by a court in Oslo": it is done where the court is.
COURTS = frozenset({"court", "jury", "tribunal"})
#: "fled after the attack in Paris", "the first since the war in Peru": what was there is not here.
ELSEWHERE = frozenset(
    {"about", "after", "against", "because", "before", "despite", "following", "like", "over",
     "since", "than", "unlike", "until"}
)  # fmt: skip
AROUND = frozenset({"at", "near", "outside", "outside of", "inside"})
TRIPS = frozenset({"tour", "trip", "visit"})
TOPIC_PREPOSITIONS = frozenset({"on", "about", "over", "regarding", "concerning"})
#: "met on trade": whoever does this together does it about something.
TOGETHER = frozenset({"agree", "confer", "consult", "debate", "meet", "negotiate", "talk"})
TOPIC_VERBS = frozenset({"discuss", "address", "review", "negotiate", "debate", "examine"})


def place_of(head: Token, parts: tuple[Argument, ...]) -> int | None:
    """ "in Oslo", "here": where it happened."""
    named = _by_argument(head, parts) or _by_adverb(head)
    court = _of_court(head) if named is None or _is_large(head.doc[named]) else None
    if court is not None or named is not None:
        return named if court is None else court
    for child in syntax.kids(head, "advcl"):
        # "was killed while working in Oslo"
        if child.tag_ == "VBG" and any(m.lower_ == "while" for m in syntax.kids(child, "mark")):
            return place_of(child, arguments(child))
    # "studied at Oslo College and worked for Acme": one may live here and work there
    lasts = head.head.lemma_.lower() in predicates().states
    if head.pos_ == "VERB" and shares_circumstances(head) and not lasts:
        return place_of(head.head, arguments(head.head))
    return _destination(head)


def _of_court(verb: Token) -> int | None:
    """ "A court in Oslo sentenced Ek", "she was sentenced to a year by a court in Oslo"."""
    if verb.pos_ != "VERB":
        return None
    nouns = list(syntax.kids(verb, "nsubj"))
    near = [
        *syntax.kids(verb, "obl"),
        *(n for o in syntax.kids(verb, "obl", "obj") for n in o.children),
    ]
    nouns += [noun for noun in near if syntax.preposition(noun) == "by"]
    for noun in nouns:
        if noun.lemma_.lower() in COURTS and not noun.ent_type_:
            for child in syntax.kids(noun, "nmod"):
                if syntax.preposition(child) == "in" and child.ent_type_ == "LOC":
                    return int(syntax.name_head(child).i)
    return None


def _is_large(place: Token) -> bool:
    """A country or state, which tells less than a town in it."""
    return is_country_or_region(syntax.name_text(place))


def _destination(purpose: Token) -> int | None:
    """ "flew to Oslo to meet Ek": she is met in Oslo."""
    move = purpose.head
    if syntax.base(purpose) != "advcl" or move.lemma_.lower() not in MOVES:
        return None
    for part in arguments(move):
        if part.role == "to" or (part.role == "object" and move.lemma_.lower() == "visit"):
            token = move.doc[part.head]
            if token.ent_type_ == "LOC" and token.i < purpose.i:
                return int(syntax.name_head(token).i)
    return None


def _by_argument(head: Token, parts: tuple[Argument, ...]) -> int | None:
    doc = head.doc
    if head.lemma_.lower() in COMPLEMENT_IN:
        return None
    for part in parts:
        token = doc[part.head]
        named = _named_place(token) if part.role in PLACE_PREPOSITIONS else None
        if named is None and part.role in AROUND and head.pos_ == "VERB":
            named = _building(token)
        if named is not None:
            return named
    for part in parts:
        named = _named_place(doc[part.head]) if part.role == "on" else None
        if named is not None and _is_ground(doc[part.head]):
            return _wider(doc[part.head], named)
    lemma = head.lemma_.lower()
    for part in parts:
        there = part.role == "from" and lemma in TAKEN_FROM
        there = there or (part.role == "object" and lemma in ENTERED)
        token = doc[part.head]
        if part.role == "object" and token.lemma_ == "control" and lemma in CONTROLLING:
            near = (*syntax.kids(token, "nmod"), *syntax.kids(head, "obl", "nmod"))
            of = [c for c in near if syntax.preposition(c) == "of"]
            token, there = (of[0], True) if of else (token, False)
        if there and token.ent_type_ == "LOC":
            return int(syntax.name_head(token).i)
    for part in parts:
        # "met Ek in Oslo", "hit a market in Oslo": the parse often hangs the place on the noun
        if part.role.partition(" ")[0] in ELSEWHERE:
            continue
        if doc[part.head].ent_type_ in ("ORG", "LOC") or (
            doc[part.head].ent_type_ == "MISC" and part.role not in AT_EVENT | {"for"}
        ):
            continue
        for child in syntax.kids(doc[part.head], "nmod"):
            link = syntax.preposition(child)
            if link in PLACE_PREPOSITIONS or (link == "to" and _is_trip(doc[part.head], part.role)):
                named = _named_place(child)
                if named is not None:
                    return named
            if link == "on" and child.ent_type_ == "LOC" and _is_ground(child):
                return _wider(child, int(syntax.name_head(child).i))
    return None


def _by_adverb(head: Token) -> int | None:
    doc = head.doc
    for child in syntax.kids(head, "advmod"):
        if child.lower_ == "here":
            return _place_before(child) or int(child.i)
        if child.lower_ == "there" and child.i > head.i:
            return _last_place(doc, head.sent.start, head.i)
        if child.lower_ == "where" and head.dep_ in ("acl:relcl", "advcl:relcl", "acl"):
            return _named_place(head.head)
        if child.lower_ == "where" and head.dep_ == "advcl" and child.i < head.i:
            return _last_place(doc, head.head.i, child.i)
    return None


def _place_before(here: Token) -> int | None:
    """ "She was sent to a camp in Oslo. Here, she met Lund": the place of the last sentence."""
    if not here.is_sent_start or here.i == 0 or here.i in read_speech(here.doc).quoted:
        return None
    before = here.doc[here.i - 1]
    return None if "\n" in before.text else _last_place(here.doc, before.sent.start, here.i)


def _is_ground(token: Token) -> bool:
    """ "on Main Street", "on the island": what one is on; not "on Peru" in "sanctions on Peru"."""
    if token.ent_type_ not in ("", "LOC"):
        return False
    return any(word.lower() in GROUND for word in syntax.name_text(token).split())


def _wider(token: Token, named: int) -> int:
    """ "on Route 3 in Oslo": the town tells more than the road."""
    for child in syntax.kids(token, "nmod"):
        if child.ent_type_ == "LOC" and syntax.preposition(child) in ("in", "near"):
            return int(syntax.name_head(child).i)
    return named


def _is_trip(noun: Token, role: str) -> bool:
    """ "on her visit to Oslo": what is done on it is done there."""
    return role in AT_EVENT and noun.lemma_.lower() in TRIPS


def _last_place(doc: Doc, first: int, last: int) -> int | None:
    """ "visited Oslo on Monday, where she spoke": the place named last."""
    for token in reversed(doc[first:last]):
        if token.ent_type_ == "LOC":
            return _named_place(token)
    return None


def _named_place(token: Token) -> int | None:
    """ "Oslo", "the city of Oslo", "the Oslo area": the name of a place, if there is one."""
    if token.ent_type_ == "LOC":
        return int(syntax.name_head(token).i)
    if is_place_noun(token.lemma_.lower()) and not token.ent_type_:
        inner = [c for c in syntax.kids(token, "nmod", "compound", "appos") if c.ent_type_ == "LOC"]
        for link in ("of", ""):  # "the North Sea port of Bergen"
            for child in inner:
                if syntax.preposition(child) == link:
                    return int(syntax.name_head(child).i)
    return None


def _building(name: Token) -> int | None:
    """ "spoke at Oslo University": an organisation named after the house it is in."""
    words = syntax.name_text(name).lower().split() if name.ent_type_ == "ORG" else []
    housed = any(word in BUILDINGS or is_place_noun(word) for word in words)
    return int(syntax.name_head(name).i) if housed else None


def topic_of(head: Token, parts: tuple[Argument, ...]) -> str | None:
    """ "talks on fisheries", "met to discuss fisheries" -> "fisheries"."""
    doc = head.doc
    for part in parts:
        token = doc[part.head]
        is_noun = not token.ent_type_ and token.tag_ in ("NN", "NNS")  # "on Friday" is no topic
        if part.role in TOPIC_PREPOSITIONS and is_noun and _can_be_about(head, part.role):
            return _words(doc, part.tokens)
    for purpose in syntax.kids(head, "advcl", "xcomp"):
        if purpose.lemma_.lower() in TOPIC_VERBS:
            theme = syntax.kid(purpose, "obj", "nsubj:pass")
            if theme is not None:
                return _words(doc, tuple(sorted(t.i for t in theme.subtree)))
    return None


def _can_be_about(head: Token, preposition: str) -> bool:
    """ "spoke on trade", "talks on trade"; not "put pressure on the owners", "died on the road"."""
    if preposition not in ("on", "over") or head.pos_ == "NOUN":
        return True
    lemma = head.lemma_.lower()
    return lemma in predicates().speech or lemma in TOGETHER


def _words(doc: Doc, numbers: tuple[int, ...]) -> str:
    return str(doc[numbers[0] : numbers[-1] + 1].text)
