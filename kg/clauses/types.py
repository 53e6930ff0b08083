"""What kind of thing a token refers to, as far as the sentence alone tells."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from kg import lexicons
from kg.clauses import syntax
from kg.predicates import event_nouns

PERSON_PRONOUNS = frozenset(
    {
        "i", "he", "she", "who", "whom", "you", "him", "her", "me", "himself", "herself", "his",
        "my", "whose",
    }
)  # fmt: skip
ANY_PRONOUNS = frozenset(
    {
        "they", "them", "it", "that", "which", "both", "all", "each", "themselves", "itself",
        "those", "we", "us", "our", "their", "its",
    }
)  # fmt: skip
NAME_TYPES = {
    "PER": frozenset({"person", "agent"}),
    "ORG": frozenset({"organization", "agent"}),
    "LOC": frozenset({"place"}),
    "MISC": frozenset({"thing", "event"}),
}
#: Bodies of a state: what a country has one of.
STATE_BODIES = frozenset(
    {
        "agency", "army", "assembly", "cabinet", "congress", "court", "force",
        "guard", "judiciary", "legislature", "military", "ministry", "navy", "parliament", "police",
        "senate",
    }
)  # fmt: skip
#: Nouns that count what follows them, and alone count people: "dozens of homes", "hundreds fled".
COUNTS = frozenset({"dozen", "hundred", "thousand", "million", "score"})
#: Nouns and determiners whose "of" phrase says what they are: "a group of men", "some of the men".
PARTITIVES = COUNTS | {
    "all", "both", "couple", "group", "half", "handful", "majority", "many", "more", "most",
    "number", "pair", "quarter", "rest", "series", "several", "some", "third",
}  # fmt: skip
COUNTED_PEOPLE = frozenset({"number", "person", "agent"})
EVERY = frozenset({"person", "organization", "place", "agent", "event", "thing", "number"})
#: "name" is any name, "any" anything.
TYPES = EVERY | {"any", "name"}


def types(token: Token) -> frozenset[str]:
    """The rule types that `token` satisfies: "person", "organization", "place", "agent", ..."""
    is_adjective = token.pos_ == "ADJ" and lexicons.country_of_adjective(token.text) is not None
    if token.ent_type_ and not is_adjective:
        return _of_name(token) | (set() if syntax.is_likened(token) else {"name"})
    word, lemma = token.lower_, syntax.noun_lemma(token)
    if word in ("former", "latter"):
        return EVERY - {"number"}
    if token.pos_ == "NUM" or lemma in PARTITIVES:
        return _of_quantity(token, lemma)
    if token.pos_ == "PRON":
        if word in PERSON_PRONOUNS:
            return frozenset({"person", "agent"})
        if word in ("it", "its", "itself"):
            return EVERY - {"number", "person"}
        return EVERY - {"number"} if word in ANY_PRONOUNS else frozenset({"thing"})
    if is_adjective:
        return frozenset({"place", "agent"})
    if syntax.kid(token, "nummod") is not None:
        return _of_noun(lemma) | {"number"}
    return _of_noun(lemma)


def _of_quantity(token: Token, lemma: str) -> frozenset[str]:
    """ "two of the miners" are miners; "12" and "hundreds" of "12 died, hundreds fled" people."""
    for child in syntax.kids(token, "nmod"):
        if syntax.preposition(child) == "of":
            return types(child) | {"number"}
    figure = token.text.replace(",", "")
    if lemma in COUNTS or (token.pos_ == "NUM" and (figure.isalpha() or _is_small(figure))):
        return COUNTED_PEOPLE
    return _of_noun(lemma) if token.pos_ == "NOUN" else frozenset({"number", "thing"})


def _is_small(figure: str) -> bool:
    """Not a year: "40", "1,426" (without its comma), not "2014"."""
    return figure.isdigit() and not (len(figure) == 4 and figure[:2] in ("18", "19", "20"))


def _of_name(token: Token) -> frozenset[str]:
    found = NAME_TYPES.get(token.ent_type_, frozenset({"thing"}))
    if token.ent_type_ == "LOC" and is_polity(token):
        found |= {"agent"}
    if token.ent_type_ == "MISC" and lexicons.country_of_people(token.text) is not None:
        found |= {"person", "agent"}
    return found


def is_demonym(token: Token) -> bool:
    """ "a Peruvian", "two Danes": somebody by their country, no longer name."""
    alone = token.ent_type_ == "MISC" and len(syntax.name_span(token)) == 1
    return alone and lexicons.country_of_people(token.text) is not None


def is_state_body(name: Token) -> bool:
    """The head of a name such as "Supreme Court", "Ministry of Trade"."""
    return name.ent_type_ == "ORG" and name.lemma_.lower().removesuffix("s") in STATE_BODIES


def is_polity(token: Token) -> bool:
    """A country, or a capital or building that can stand for its government."""
    text = syntax.name_text(token)
    known = (lexicons.country(text), lexicons.capital_of(text), lexicons.metonym(text))
    return any(k is not None for k in known)


def _of_noun(lemma: str) -> frozenset[str]:
    found: set[str] = set()
    if lexicons.is_role(lemma) or lexicons.is_person_noun(lemma):
        found |= {"person", "agent"}
    if lexicons.is_org_noun(lemma):
        found |= {"organization", "agent"}
    if lemma in event_nouns() or lemma in _occasions():
        found |= {"event", "thing"}
    if lexicons.is_place_noun(lemma):
        found |= {"place"}
        if lemma in ("country", "nation", "state", "republic"):
            found |= {"agent"}
    return frozenset(found or {"thing"})


def is_occasion(token: Token) -> bool:
    """A common noun for what takes place and stands for no verb: "earthquake", "festival"."""
    return token.pos_ == "NOUN" and not token.ent_type_ and token.lemma_.lower() in _occasions()


@cache
def event_words() -> frozenset[str]:
    """Every noun for what takes place."""
    return _occasions() | frozenset(event_nouns())


@cache
def _occasions() -> frozenset[str]:
    """Nouns for what takes place and stands for no verb: "earthquake", "festival"."""
    return frozenset(noun for (noun,) in lexicons.read_table("occasions", "noun"))
