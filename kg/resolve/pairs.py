"""What a ranker sees of a phrase and each phrase before it that it may take up.

Every observation is one of a few words on an *axis* ("the same noun", "two sentences before"), so
that the weights of `kg.resolve.ranking` can be read and a link explained.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spacy.tokens import Token

from kg.model import EntityType
from kg.predicates import predicates
from kg.resolve.discourse import LOOSE_TYPES, PLACES, SUBJECTS, Discourse, name_words
from kg.resolve.groups import members
from kg.resolve.mentions import FIRST_PLURAL, FIRST_SINGULAR, SECOND, Determiner, Kind, Phrase
from kg.resolve.nominals import CLAUSES, TIMES, heads_name, modifiers_fit

Column = NDArray[np.int32]

PRONOUNS = {
    **dict.fromkeys(FIRST_SINGULAR, "i"),
    **dict.fromkeys(FIRST_PLURAL, "we"),
    **dict.fromkeys(SECOND, "you"),
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("this", "that", "these", "those"), "this"),
}
NOUNS = tuple(d.value for d in Determiner)
#: How a phrase refers; "group" is "Berg and Ruiz" taken together, "none" what takes up nothing.
FORMS = ("none", "name", *NOUNS, "group", *dict.fromkeys(PRONOUNS.values()))
TYPES = ("none", *(t.value for t in EntityType))
ROLES = ("subject", "passive", "object", "oblique", "modifier", "owner", "conjunct", "other")
MATCHES = ("none", "words", "noun", "number", "name", "part")

#: Which forms each form may take up.
_ALL_NOUNS = ("name", *NOUNS)
MAY_TAKE_UP = {
    **dict.fromkeys(NOUNS, _ALL_NOUNS),
    **{form: (*_ALL_NOUNS, form) for form in ("he", "she")},
    **dict.fromkeys(("it", "this"), (*_ALL_NOUNS, "it", "this")),
    "they": (*_ALL_NOUNS, "group", "they", "this"),
    **dict.fromkeys(("i", "you"), (*_ALL_NOUNS, "i", "you")),
    "we": (*_ALL_NOUNS, "group", "i", "we"),
}
#: How many sentences each form looks back; a noun also takes up the same noun from further away.
WINDOWS = {**dict.fromkeys(NOUNS, 6), **dict.fromkeys(("i", "we", "you"), 10)}
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
_SENTENCES = np.array([1, 2, 3, 4, 5, 7, 11])
_RANKS = np.array([1, 2, 3, 4, 6, 9, 17])

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


@dataclass(frozen=True, slots=True)
class Pairs:
    """Phrases that may take up something, each with what it may take up, nearest first.

    `starts[k]` is where the pairs of `anaphors[k]` begin in `antecedents`; a negative antecedent
    -n - 1 is the group whose first member is phrase n. `alone` and `together` have a column for
    each axis, by anaphor and by pair.
    """

    anaphors: tuple[int, ...]
    starts: tuple[int, ...]
    antecedents: tuple[int, ...]
    alone: Mapping[str, Column]
    together: Mapping[str, Column]


class Observer:
    """Looks at all phrases of a discourse whose names are already put together."""

    def __init__(self, d: Discourse, nouns: Mapping[str, int]) -> None:
        """Note what can be said of each phrase alone; `nouns` numbers the words of that axis."""
        self._d = d
        self._forms = [form_of(p) for p in d.phrases]
        self._types = [d.profile(n).type for n in range(len(d.phrases))]
        self._genders = [d.profile(n).gender for n in range(len(d.phrases))]
        self._plural = [d.profile(n).plural for n in range(len(d.phrases))]
        self._groups = {n: group for n in range(len(d.phrases)) if (group := group_at(d, n))}
        self._same_noun: dict[str, list[int]] = defaultdict(list)
        self._texts = [_text(d, p) for p in d.phrases]
        self._nouns = nouns

    def pairs(self) -> Pairs:
        """All pairs of a document."""
        anaphors: list[int] = []
        starts: list[int] = []
        seen: list[int] = []
        found: list[int] = []
        matches: list[int] = []
        modifiers: list[int] = []
        salience: list[int] = []
        clauses: list[int] = []
        offices: list[int] = []
        for number, phrase in enumerate(self._d.phrases):
            if self._forms[number] in MAY_TAKE_UP and not phrase.is_title:
                anaphors.append(number)
                starts.append(len(found))
                seen.append(int(bool(self._same_noun[phrase.words])))
                order = self._salience(number)
                above = {t.i for t in self._d.doc[phrase.head].ancestors}
                for other in self._candidates(number):
                    salience.append(order.get(other, 0))
                    clauses.append(self._clause(above, other))
                    offices.append(self._office(number, other))
                    match = self._match(number, other)
                    found.append(other)
                    matches.append(match)
                    modifiers.append(self._modifiers(number, other) if match > 1 else 0)
            self._remember(number)
        alone = self._alone(anaphors) | {"seen": np.array(seen, np.int32)}
        together = self._together(anaphors, starts, found)
        together |= {"match": np.array(matches, np.int32)}
        together |= {"modifiers": np.array(modifiers, np.int32)}
        together |= {"salience": np.array(salience, np.int32)}
        together |= {"clause": np.array(clauses, np.int32)}
        together |= {"its office": np.array(offices, np.int32)}
        return Pairs(tuple(anaphors), tuple(starts), tuple(found), alone, together)

    def _remember(self, number: int) -> None:
        """Note the nouns by which a phrase may be taken up from further away."""
        phrase = self._d.phrases[number]
        if phrase.kind is Kind.NOMINAL and not phrase.is_title:
            self._same_noun[phrase.words].append(number)
        elif phrase.kind is Kind.NAME and phrase.type is not EntityType.PERSON:
            for word in dict.fromkeys(name_words(phrase.words)):
                self._same_noun[word].append(number)

    def _candidates(self, number: int) -> list[int]:
        """What a phrase may take up, nearest first; a group comes with its first member."""
        d, form = self._d, self._forms[number]
        allowed = MAY_TAKE_UP[form]
        earliest = d.phrases[number].sentence - WINDOWS.get(form, WINDOW)
        barred = barred_from(d, number)
        found: list[int] = []
        other = number - 1
        while other >= 0 and d.phrases[other].sentence >= earliest:
            if other not in barred:
                if "group" in allowed and max(self._groups.get(other, (number,))) < number:
                    found.append(-other - 1)
                if self._forms[other] in allowed and self._agrees(number, other):
                    found.append(other)
            other -= 1
        if form in DETERMINERS:
            for same in reversed(self._same_noun[d.phrases[number].words]):
                if number - FURTHEST < same <= other:
                    found.append(same)
        return found

    def _salience(self, number: int) -> dict[int, int]:
        """For a pronoun, how prominent the person or thing of each phrase before it is."""
        if self._forms[number] not in {"he", "she", "it", "they"}:
            return {}
        order = 0
        found: dict[int, int] = {}
        for root in self._d.salience(number):
            if self._agrees(number, root):
                order = min(order + 1, 4)
                found.update((n, order) for n in self._d.profile(root).members if n < number)
        return found

    def _agrees(self, number: int, other: int) -> bool:
        """As in "he" for one man or person; "it" for one thing; nouns that two classes part."""
        phrase, before = self._d.phrases[number], self._d.phrases[other]
        if before.is_title or (before.kind is Kind.NOMINAL and before.words in TIMES):
            return False
        form, type_ = self._forms[number], self._types[other]
        if form in {"he", "she"}:
            person = type_ in PERSON_LIKE
            return person and not self._plural[other] and self._genders[other] in {None, phrase.gender}
        if form == "it":
            return not self._plural[other] and type_ is not EntityType.PERSON
        if form in {"i", "you", "we"} and before.kind is not Kind.PRONOUN:
            return type_ in SPEAKERS
        if form in DETERMINERS:
            if not self._of_one_country(number, other):
                return False
            types = {phrase.type, type_} - LOOSE_TYPES
            return len(types) < 2 or EntityType.PERSON not in types
        return True

    def _of_one_country(self, number: int, other: int) -> bool:
        """As in "the Peruvian minister", who is not the Chilean one."""
        own = {word for word in self._d.phrases[number].modifiers if word.isupper()}
        if not own:
            return True
        described = (self._d.phrases[n] for n in self._d.profile(other).descriptions)
        theirs = {word for phrase in described for word in phrase.modifiers if word.isupper()}
        return not theirs or not own.isdisjoint(theirs)

    def _match(self, number: int, other: int) -> int:
        """How the words of a noun are those of what it takes up, as on the axis "match"."""
        if other < 0 or self._forms[number] not in DETERMINERS:
            return 0
        phrase, before = self._d.phrases[number], self._d.phrases[other]
        if self._texts[number] == self._texts[other]:
            return MATCHES.index("words")
        if before.kind is Kind.NAME:
            if heads_name(phrase, before):
                return MATCHES.index("name")
            inside = phrase.words in name_words(before.words)
            return MATCHES.index("part") if inside else 0
        if before.words != phrase.words:
            return 0
        return MATCHES.index("noun" if before.plural == phrase.plural else "number")

    def _modifiers(self, number: int, other: int) -> int:
        phrase = self._d.phrases[number]
        if not phrase.modifiers and not phrase.complements:
            return 0
        return 1 if modifiers_fit(self._d, phrase, other) else 2

    def _clause(self, above: set[int], other: int) -> int:
        """As in "Berg said she left", "Berg lost her job": a subject over the pronoun's clause."""
        token = self._d.doc[self._d.phrases[other if other >= 0 else -other - 1].head]
        return int(token.dep_ in SUBJECTS and token.head.i in above)

    def _office(self, number: int, other: int) -> int:
        """Whether a person is described by the noun for a person that may take them up."""
        phrase = self._d.phrases[number]
        if other < 0 or phrase.kind is not Kind.NOMINAL or phrase.type is not EntityType.PERSON:
            return 0
        profile = self._d.profile(other)
        nouns = {self._d.phrases[n].words for n in profile.descriptions}
        return 2 if phrase.words in nouns else 3 if nouns else 1

    def _alone(self, anaphors: Sequence[int]) -> dict[str, Column]:
        phrases = [self._d.phrases[n] for n in anaphors]
        columns = {
            "form": [FORMS.index(self._forms[n]) for n in anaphors],
            "type": [TYPES.index(p.type or "none") for p in phrases],
            "role": [role_of(self._d, p) for p in phrases],
            "number": [int(p.plural) for p in phrases],
            "narrowed": [min(len(p.modifiers) + len(p.complements), 2) for p in phrases],
            "start": [min(p.sentence, 4) // 2 for p in phrases],
            "speaks": [int(_speaks(self._d.doc[p.head])) for p in phrases],
            "noun": [self._nouns.get(p.words, 0) for p in phrases],
        }
        return {axis: np.array(values, np.int32) for axis, values in columns.items()}

    def _together(
        self, anaphors: Sequence[int], starts: Sequence[int], found: Sequence[int]
    ) -> dict[str, Column]:
        d = self._d
        sizes = np.diff([*starts, len(found)])
        own = {
            axis: np.repeat(column, sizes)
            for axis, column in self._alone(anaphors).items()
        }
        second = np.array(found, np.int64)
        group = second < 0
        second = np.where(group, -second - 1, second)
        first = np.repeat(np.array(anaphors, np.int64), sizes)
        every = {
            "its form": [FORMS.index(f) for f in self._forms],
            "its type": [TYPES.index(t or "none") for t in self._types],
            "its role": [role_of(d, p) for p in d.phrases],
            "its number": [int(p) for p in self._plural],
            "its gender": [("m", "f").index(g) + 1 if g else 0 for g in self._genders],
            "its count": [int(_is_counted(d.doc[p.head])) for p in d.phrases],
            "its size": [SIZES[min(len(d.profile(n).members), 6)] for n in range(len(d.phrases))],
        }
        its = {axis: np.array(values, np.int32)[second] for axis, values in every.items()}
        its["its form"] = np.where(group, FORMS.index("group"), its["its form"]).astype(np.int32)
        its["its number"] = np.where(group, 1, its["its number"]).astype(np.int32)
        sentence = np.array([p.sentence for p in d.phrases], np.int64)
        rank = np.arange(len(found)) - np.repeat(np.array(starts, np.int64), sizes)
        between = {
            "sentences": _bucket(sentence[first] - sentence[second], _SENTENCES),
            "rank": _bucket(rank, _RANKS),
        }
        return own | its | between


DETERMINERS = frozenset(d.value for d in Determiner)
PERSON_LIKE = LOOSE_TYPES | {EntityType.PERSON}
SPEAKERS = PERSON_LIKE | {EntityType.ORGANIZATION, EntityType.COUNTRY}
SIZES = (0, 0, 1, 2, 2, 2, 3)


def form_of(phrase: Phrase) -> str:
    """How a phrase refers, as on the axis "form"."""
    if phrase.kind is Kind.NAME:
        return "name"
    if phrase.kind is Kind.NOMINAL:
        return phrase.determiner.value
    return PRONOUNS.get(phrase.words, "none") if phrase.kind is Kind.PRONOUN else "none"


def group_at(d: Discourse, number: int) -> tuple[int, ...]:
    """The phrases of "Berg, Diallo and Ruiz" that begins with one, if all are of one kind."""
    token = d.doc[d.phrases[number].head]
    together = members(d, token) if token.dep_ != "conj" else ()
    if len(together) < 2:
        return ()
    types = {d.profile(n).type for n in together}
    of_one_kind = len({t in PLACES for t in types}) == 1
    return together if of_one_kind and (len(types) == 1 or EntityType.PERSON not in types) else ()


_ROLES = {
    **dict.fromkeys(("nsubj", "nsubj:outer", "csubj"), "subject"),
    "nsubj:pass": "passive",
    **dict.fromkeys(("obj", "iobj", "obl:agent"), "object"),
    **dict.fromkeys(("obl", "obl:unmarked", "obl:tmod", "obl:npmod"), "oblique"),
    **dict.fromkeys(("nmod", "nmod:desc", "compound"), "modifier"),
    "nmod:poss": "owner",
    "conj": "conjunct",
}


def role_of(d: Discourse, phrase: Phrase) -> int:
    """The grammatical function of a phrase, as on the axis "role"."""
    return ROLES.index(_ROLES.get(d.doc[phrase.head].dep_, "other"))


def _speaks(token: Token) -> bool:
    """As in "it said", "they believe": those who speak or think are people or their bodies."""
    return token.dep_ == "nsubj" and token.head.lemma_ in predicates().speech


def _is_counted(token: Token) -> bool:
    """As in "five million dollars": an amount is seldom taken up as "it"."""
    return any(c.dep_ == "nummod" for c in token.children)


def _text(d: Discourse, phrase: Phrase) -> str:
    words = (d.doc[n].lower_ for n in range(phrase.first, phrase.last))
    return " ".join(w for w in words if w not in {"the", "a", "an", "this", "that"})


def _bucket(values: NDArray[np.int64], edges: NDArray[np.int64]) -> Column:
    return np.searchsorted(edges, values, side="right").astype(np.int32)


def barred_from(d: Discourse, number: int) -> set[int]:
    """Phrases that one cannot take up: those around it, and those beside a plain pronoun.

    "the firm" in "the firm's owner"; "Berg" in "Berg met him", but not in "Berg met his wife".
    """
    found = _around(d, number)
    token = d.doc[d.phrases[number].head]
    plain = d.phrases[number].kind is Kind.PRONOUN and not token.dep_.endswith("poss")
    if plain and token.dep_ != "conj":
        for beside in token.head.children:
            if beside.i != token.i and beside.dep_ in ARGUMENTS and beside.i in d.at:
                found.add(d.at[beside.i])
    return found


ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl", "obl:agent"}


def _around(d: Discourse, number: int) -> set[int]:
    """Phrases that hold another without a clause between: "the firm" in "the firm's owner"."""
    found: set[int] = set()
    token = d.doc[d.phrases[number].head]
    while token.head.i != token.i and token.dep_ not in CLAUSES:
        token = token.head
        if token.i in d.at:
            found.add(d.at[token.i])
    return found
