"""What a ranker sees of a phrase and of each phrase before it that it may take up.

Every observation is one of a few words on an *axis* ("the same noun", "two sentences before"), so
that the weights of `kg.resolve.ranking` can be read and a link explained.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import EntityType
from kg.resolve.mentions import (
    FIRST_PLURAL,
    FIRST_SINGULAR,
    PLURAL_PRONOUNS,
    PRONOUN_GENDERS,
    SECOND,
    Kind,
    Phrase,
)
from kg.resolve.nouns import DEMONSTRATIVES, Determiner

PRONOUNS = {
    **dict.fromkeys(FIRST_SINGULAR, "i"),
    **dict.fromkeys(FIRST_PLURAL, "we"),
    **dict.fromkeys(SECOND, "you"),
    **dict.fromkeys((word for word, gender in PRONOUN_GENDERS.items() if gender == "m"), "he"),
    **dict.fromkeys((word for word, gender in PRONOUN_GENDERS.items() if gender == "f"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(PLURAL_PRONOUNS - FIRST_PLURAL, "they"),
    **dict.fromkeys(DEMONSTRATIVES, "this"),
}
DETERMINERS = tuple(d.value for d in Determiner)
#: How a phrase refers; "group" is "Berg and Ruiz" taken together, "none" what takes up nothing.
FORMS = ("none", "name", *DETERMINERS, "group", *dict.fromkeys(PRONOUNS.values()))
TYPES = ("none", *(t.value for t in EntityType))
ROLES = ("subject", "passive", "object", "oblique", "modifier", "owner", "conjunct", "other")
MATCHES = ("none", "words", "noun", "number", "name", "part")

#: The word on the axis "role" for each relation of the tree; any other is "other".
ROLE_OF = {
    **dict.fromkeys(("nsubj", "nsubj:outer", "csubj"), "subject"),
    "nsubj:pass": "passive",
    **dict.fromkeys(("obj", "iobj", "obl:agent"), "object"),
    **dict.fromkeys(("obl", "obl:unmarked", "obl:tmod", "obl:npmod"), "oblique"),
    **dict.fromkeys(("nmod", "nmod:desc", "compound"), "modifier"),
    "nmod:poss": "owner",
    "conj": "conjunct",
}

#: Which forms each form may take up.
_ALL_NOUNS = ("name", *DETERMINERS)
MAY_TAKE_UP = {
    **dict.fromkeys(DETERMINERS, _ALL_NOUNS),
    **{form: (*_ALL_NOUNS, form) for form in ("he", "she")},
    **dict.fromkeys(("it", "this"), (*_ALL_NOUNS, "it", "this")),
    "they": (*_ALL_NOUNS, "group", "they", "this"),
    **dict.fromkeys(("i", "you"), (*_ALL_NOUNS, "i", "you")),
    "we": (*_ALL_NOUNS, "group", "i", "we"),
}
#: How many sentences each form looks back; a noun also takes up the same noun from further away.
WINDOWS = {**dict.fromkeys(DETERMINERS, 6), **dict.fromkeys(("i", "we", "you"), 10)}
WINDOW = 4
FURTHEST = 400

#: The words on every axis; those of "noun" are learned.
AXES: Mapping[str, tuple[str, ...]] = {
    "form": FORMS,
    "type": TYPES,
    "role": ROLES,
    "number": ("one", "several"),
    "narrowed": ("no", "once", "more"),
    "seen": ("no", "yes"),
    "start": ("first", "early", "later"),
    "speaks": ("no", "yes"),
    "its form": FORMS,
    "its type": TYPES,
    "its role": ROLES,
    "its number": ("one", "several"),
    "its gender": ("none", "m", "f"),
    "its size": ("1", "2", "3+", "6+"),
    "its count": ("no", "yes"),
    "match": MATCHES,
    "modifiers": ("none", "fit", "differ"),
    "sentences": ("0", "1", "2", "3", "4", "6", "10", "further"),
    "rank": ("0", "1", "2", "3", "5", "8", "16", "further"),
    "salience": ("none", "1", "2", "3", "4+"),
    "clause": ("other", "subject over it"),
    "its office": ("no person", "unknown", "same", "other"),
}
#: The word on the axis "its size" for each number of phrases, from none to six or more.
SIZES = (0, 0, 1, 2, 2, 2, 3)
#: Where each word on the axes "sentences" and "rank" begins, but for the first.
SENTENCE_EDGES = (1, 2, 3, 4, 5, 7, 11)
RANK_EDGES = (1, 2, 3, 4, 6, 9, 17)

#: What is weighed together for a phrase that takes up nothing, and for a pair.
ALONE = (
    ("form", "seen", "number"),
    ("form", "role"),
    ("form", "narrowed", "seen"),
    ("form", "type"),
    ("form", "start"),
    ("noun",),
)
TOGETHER = (
    ("form", "its form", "match"),
    ("form", "its form", "sentences"),
    ("form", "rank"),
    ("form", "match", "sentences"),
    ("form", "match", "modifiers", "narrowed"),
    ("form", "role", "its role"),
    ("form", "its role", "sentences"),
    ("form", "type", "its type"),
    ("form", "number", "its number"),
    ("form", "its gender"),
    ("form", "clause", "role", "its form"),
    ("form", "its office"),
    ("form", "its form", "its size"),
    ("form", "its form", "salience"),
    ("form", "its role", "rank"),
    ("form", "speaks", "its type"),
    ("form", "its form", "its count"),
    ("noun", "its type"),
)


def form_of(phrase: Phrase) -> str:
    """How a phrase refers, as on the axis "form"."""
    if phrase.kind is Kind.NAME:
        return "name"
    if phrase.kind is Kind.NOMINAL:
        return phrase.determiner.value
    return PRONOUNS.get(phrase.words, "none") if phrase.kind is Kind.PRONOUN else "none"
