"""Repairs of names, for mistakes that recognisers of any quality make on news.

Each repair is a rule of the language with an example, over word classes and short closed lists;
none knows a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from kg import gazetteer, lexicons
from kg.datelines import dateline_places, is_dateline

#: Words that make a longer office out of a shorter: "Special Representative", "Prime Minister".
RANKS = frozenset(
    {
        "acting", "assistant", "chief", "deputy", "first", "foreign", "general", "high", "interim",
        "joint", "permanent", "prime", "senior", "special", "under", "vice",
    }
)  # fmt: skip


def repair(doc: Doc) -> None:
    """Cut the names of `doc` to the names alone, and type them by what is said around them."""
    doc.ents = _with_datelines(doc)
    cut = (kept for name in doc.ents if (kept := _without_edges(name)) is not None)
    parts = (_without_dateline(part) for name in cut for part in _after_office(name))
    formed = (_typed_by_form(name) for name in parts)
    whole = (_for_all(name) for name in formed)
    bare = (kept for name in whole if (kept := _without_office(name)) is not None)
    typed = _typed_by_context([_without_people(name) for name in bare])
    doc.ents = [_seat(name) for name in typed]


def repair_lists(doc: Doc) -> None:
    """Type names by those listed with them, once the tree tells which they are."""
    doc.ents = tuple(_typed_by_company(name) for name in doc.ents)


def _with_datelines(doc: Doc) -> list[Span]:
    """The names, those of "LIMA, Peru (Agency) -" typed by where they stand."""
    opening = [sent for sent in doc.sents if is_dateline(sent.text)]
    places = [
        place
        for sent in opening
        for start, end in dateline_places(sent.text)
        if (place := doc.char_span(sent.start_char + start, sent.start_char + end, label="LOC"))
    ]
    taken = {token.i for place in places for token in place}
    dated = {token.i for sent in opening for token in sent}
    others = [name for name in doc.ents if taken.isdisjoint(range(name.start, name.end))]
    kept = [_labelled(name, "ORG") if name.start in dated else name for name in others]
    return sorted([*places, *kept], key=lambda name: name.start)


def _without_edges(name: Span) -> Span | None:
    """ "Institute for Glass and" is "Institute for Glass": no name ends in a conjunction."""
    start, end = name.start, name.end
    while end > start and name.doc[end - 1].tag_ in ("CC", "IN", "DT", ",", ":", "-LRB-"):
        end -= 1
    if end < len(name.doc) - 1 and name.doc[end].text in ("-", "–") and name.doc[end + 1].like_num:
        end -= name.doc[end - 1].like_num  # "beat [United 2]-1"
    while end > start and name.doc[start].tag_ in ("CC", ",", ":", "-RRB-"):
        start += 1
    return Span(name.doc, start, end, label=name.label_) if end > start else None


def _after_office(name: Span) -> Iterator[Span]:
    """ "the mayor of Bergen Anders Dahl" has two names: where, and who."""
    before = name.doc[max(0, name.start - 2) : name.start].text.lower().split()
    if (
        name.label_ == "PER"
        and len(name) > 2
        and before[1:] == ["of"]
        and lexicons.is_office(before[0])
    ):
        yield _labelled(name[:1], "LOC")
        yield _labelled(name[1:], "PER")
    else:
        yield name


def _labelled(name: Span, kind: str) -> Span:
    return Span(name.doc, name.start, name.end, label=kind)


def _typed_by_form(name: Span) -> Span:
    """ "Norvik ASA" is a company, whatever it was taken for; "Norvik v. Dahl ASA" is a case."""
    case = any(token.lower_ in ("v.", "vs.", "versus") for token in name)
    company = len(name) > 1 and lexicons.is_legal_suffix(name[-1].text) and not case
    return _labelled(name, "ORG") if company else name


def _for_all(name: Span) -> Span:
    """ "Housing for All": a programme, of which no name is only the first word."""
    behind = name.doc[name.end : name.end + 2].text.lower()
    apt = name.label_ in ("ORG", "MISC") and behind == "for all"
    after = name.doc[name.end + 2].tag_ if name.end + 2 < len(name.doc) else "."
    closed = after in (".", ",", ":", "''", "CC", "-RRB-", "_SP", "IN", "MD") or after[:2] == "VB"
    return Span(name.doc, name.start, name.end + 2, label="MISC") if apt and closed else name


def _without_dateline(name: Span) -> Span:
    """ "OSLO - Norvik" is where the news is from; "Harbour Watch - North" is one name."""
    for dash in name[1:]:
        place = name.doc[name.start : dash.i]
        apart = dash.text in ("-", "–", "—") and dash.nbor(-1).whitespace_
        if apart and (place.text.isupper() or lexicons.is_known_place(place.text)):
            return _labelled(place, "LOC")
    return name


def _without_office(name: Span) -> Span | None:
    """ "Peru Special Envoy" is the office of a country, "King Olav" a king called Olav."""
    ranks = all(word.lower_ in RANKS for word in name)
    if ranks and (lexicons.is_office(_word_behind(name)) or _word_behind(name) in RANKS):
        return None  # "the [Vice] President"
    if name.label_ == "PER" and len(name) > 1 and _begins_with_title(name):
        return _labelled(name[1:], "PER")
    # "[Peru Special] Envoy"
    cut = name[-1].lower_ in RANKS and lexicons.is_office(_word_behind(name))
    if name.label_ != "ORG" or not (cut or lexicons.is_office(name[-1].lower_)):
        return name
    end = name.end
    while end > name.start and (
        lexicons.is_office(name.doc[end - 1].lower_) or name.doc[end - 1].lower_ in RANKS
    ):
        end -= 1
    rest = name.doc[name.start : end]
    if end == name.start or any(t.lower_ in ("of", "the", "and", "for") for t in rest):
        return name if end > name.start else None
    return _labelled(rest, "LOC" if lexicons.country_named(rest.text) is not None else "ORG")


#: Titles that are given names, too, as occupations are.
GIVEN = frozenset({"dean", "don", "duke", "earl"})


def _begins_with_title(name: Span) -> bool:
    """ "King Olav", "Dean Ann Ek", and not "Dean Ek", "Hunter Ek" or "Hunter S. Ek"."""
    word, category = name[0], lexicons.role_category(name[0].lower_)
    if word.text.islower() or not (category == "occupation" or word.lower_ in GIVEN):
        return category is not None
    return len(name) > 2 and not name[1].text.endswith(".")


def _without_people(name: Span) -> Span:
    """ "Ethiopians Abel Tesfaye and Kidus Alemu": people of a country are no part of a name."""
    people = name[0].text.endswith("s") and lexicons.country_of_people(name[0].text) is not None
    return _labelled(name[1:], "PER") if people and name.label_ == "PER" and len(name) > 1 else name


def _typed_by_context(names: Sequence[Span]) -> Sequence[Span]:
    """Names of the kind that the words around one of their places say."""
    said = ((name.text, _family(name) or _band(name) or _described(name)) for name in names)
    kinds = {text: kind for text, kind in said if kind is not None}
    known = {word for n in names if n.label_ == "PER" and len(n) > 1 for word in n.text.split()}
    for name in names:
        if name.label_ in ("ORG", "MISC") and _is_city(name):
            kinds.setdefault(name.text, "LOC")
        if name.label_ == "PER" and len(name) == 1 and name.text not in known and _is_inside(name):
            kinds.setdefault(name.text, "LOC")
    return [_labelled(name, kinds.get(name.text, name.label_)) for name in names]


#: Where a seat of power is a place: "at the Kremlin", "visited the White House".
LOCATING = frozenset(
    {"around", "at", "behind", "from", "in", "inside", "into", "near", "outside", "to", "towards"}
)
REACHING = frozenset(
    {"attack", "bomb", "enter", "evacuate", "hit", "leave", "occupy", "reach", "storm", "surround",
     "tour", "visit"}
)  # fmt: skip


def _seat(name: Span) -> Span:
    """ "The Kremlin condemned the White House": those in it, unless one is or goes there."""
    root = name.root
    if lexicons.metonym(name.text) is None or len(name) == len(name.doc):
        return name
    case = next((c.lower_ for c in root.children if c.dep_ == "case"), "")
    gone_to = root.dep_ in ("obj", "nsubj:pass") and root.head.lemma_.lower() in REACHING
    there = (root.dep_ in ("obl", "nmod") and case in LOCATING) or gone_to
    return _labelled(name, "LOC" if there and name.label_ != "ORG" else "ORG")


#: What stands behind the name of a person: "the Dahl family".
HOUSES = frozenset({"family", "brothers", "couple", "regime"})
#: Those whom the name of an armed group or a party stands before: "Osk fighters".
MEMBERS = frozenset(
    {
        "fighter", "fighters", "gunman", "gunmen", "loyalist", "loyalists", "member", "members",
        "militant", "militants", "militia", "operative", "operatives", "rebel", "rebels",
    }
)  # fmt: skip


def _band(name: Span) -> str | None:
    """ "a high-ranking al-Osk member", "Osk rebels": nobody is a member of a person."""
    followed = _word_behind(name) in MEMBERS
    return "ORG" if name.label_ == "PER" and len(name) == 1 and followed else None


def _family(name: Span) -> str | None:
    """ "the Dahl family" has a person's name, "the Oslo regime" and "the NATO family" have none."""
    place = lexicons.country(name.text) is not None or lexicons.is_known_place(name.text)
    apt = _word_behind(name) in HOUSES and len(name) == 1 and not place and not name.text.isupper()
    return "PER" if apt and name.label_ in ("ORG", "LOC") else None


def _word_behind(name: Span) -> str:
    return str(name.doc[name.end].lower_) if name.end < len(name.doc) else ""


def _described(name: Span) -> str | None:
    """ "Basla Dam, a lawyer", "Osk, a city": what an apposition with an article calls the name."""
    for noun in name.root.children:
        # Not so in "Doug Miller of Saxo, a firm", where the tree may be wrong.
        close = noun.dep_ == "appos" and name.end <= noun.i and noun.left_edge.i <= name.end + 1
        if close and noun.tag_ == "NN" and not noun.ent_type_ and _has_article(noun):
            kinds = _kinds_of_noun(noun.lemma_.lower())
            if len(kinds) == 1 and (name.label_, kinds[0]) != ("MISC", "LOC"):
                return kinds[0]  # "Osloers, a quarter of them" are no place
    return None


def _has_article(noun: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in ("a", "an", "the") for c in noun.children)


def _kinds_of_noun(noun: str) -> list[str]:
    """What a thing called so may be: a "lawyer" a person, a "city" a place."""
    person = lexicons.is_role(noun) or lexicons.is_person_noun(noun)
    organisation, place = lexicons.is_org_noun(noun), lexicons.is_place_noun(noun)
    found = zip(("PER", "ORG", "LOC"), (person, organisation, place), strict=True)
    return [kind for kind, holds in found if holds]


def _is_inside(name: Span) -> bool:
    """ "attacks in Osk and Hamra", "a plant at Osk": what something is in or at is a place."""
    first = name.root.head if name.root.dep_ == "conj" else name.root
    marked = any(c.dep_ == "case" and c.lower_ in ("in", "at", "near") for c in first.children)
    return marked and first.dep_ in ("obl", "nmod") and first.ent_type_ != "ORG"


def _is_city(name: Span) -> bool:
    """ "the summit at Osk in Norway": in or at a name that is a city of the country behind it."""
    doc, end = name.doc, name.end
    if name.start == 0 or end + 1 >= len(doc) or doc[end].lower_ not in (",", "in"):
        return False
    if doc[name.start - 1].lower_ not in ("at", "in", "near") or not doc[end + 1].ent_type_:
        return False
    country = next((e for e in doc.ents if e.start == end + 1), None)
    known = None if country is None else lexicons.country_named(country.text)
    return known is not None and gazetteer.is_city(name.text, known.code)


def _typed_by_company(name: Span) -> Span:
    """ "Aker, Orkla and Elkem": a name of unclear kind is of the kind of those around it."""
    if name.label_ != "MISC":
        return name
    first = name.root.head if name.root.dep_ == "conj" else name.root
    group = [first, *(c for c in first.children if c.dep_ == "conj")]
    others = {t.ent_type_ for t in group if t.i != name.root.i and t.ent_type_}
    if len(group) < 3 or len(others) != 1 or others == {"MISC"}:
        return name
    return _labelled(name, others.pop())
