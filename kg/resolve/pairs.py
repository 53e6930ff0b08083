"""The phrases that each noun and pronoun may take up, and what is observed of each pair.

`kg.resolve.axes` says what can be observed.
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
from kg.resolve.axes import (
    DETERMINERS,
    FORMS,
    FURTHEST,
    MATCHES,
    MAY_TAKE_UP,
    RANK_EDGES,
    ROLE_OF,
    ROLES,
    SENTENCE_EDGES,
    SIZES,
    TYPES,
    WINDOW,
    WINDOWS,
    form_of,
)
from kg.resolve.discourse import LOOSE_TYPES, PLACES, SUBJECTS, Discourse, name_words
from kg.resolve.groups import members
from kg.resolve.mentions import Kind, Phrase
from kg.resolve.names import may_mean_person
from kg.resolve.nominals import CLAUSES, TIMES, heads_name, modifiers_fit
from kg.resolve.nouns import is_counted

Column = NDArray[np.int32]


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
        self._predicative = [_is_predicative(d.doc[p.head]) for p in d.phrases]
        self._nouns = nouns

    def pairs(self) -> Pairs:
        """All pairs of a document."""
        anaphors: list[int] = []
        starts: list[int] = []
        found: list[int] = []
        seen: list[int] = []
        between: dict[str, list[int]] = {axis: [] for axis in BETWEEN}
        for number, phrase in enumerate(self._d.phrases):
            if self._forms[number] in MAY_TAKE_UP and not phrase.is_title:
                anaphors.append(number)
                starts.append(len(found))
                seen.append(int(bool(self._same_noun[phrase.words])))
                order = self._salience(number)
                above = {token.i for token in self._d.doc[phrase.head].ancestors}
                for other in self._candidates(number):
                    found.append(other)
                    match = self._match(number, other)
                    between["match"].append(match)
                    between["modifiers"].append(self._modifiers(number, other) if match > 1 else 0)
                    between["salience"].append(order.get(other, 0))
                    between["clause"].append(self._clause(above, other))
                    between["its office"].append(self._office(number, other))
            self._remember(number)
        alone = self._alone(anaphors) | {"seen": np.array(seen, np.int32)}
        together = self._together(anaphors, starts, found)
        together |= {axis: np.array(column, np.int32) for axis, column in between.items()}
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
        other, furthest = number - 1, max(number - FURTHEST, 0)
        while other >= furthest and d.phrases[other].sentence >= earliest:
            if other not in barred:
                if "group" in allowed and max(self._groups.get(other, (number,))) < number:
                    found.append(-other - 1)
                if self._forms[other] in allowed and self._agrees(number, other):
                    found.append(other)
            other -= 1
        if form in DETERMINERS:
            same_noun = self._same_noun[d.phrases[number].words]
            found += [n for n in reversed(same_noun[-FURTHEST:]) if furthest <= n <= other]
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
        if self._predicative[other] and phrase.kind is Kind.PRONOUN:
            return False
        form, type_ = self._forms[number], self._types[other]
        if form in {"he", "she"}:
            known = type_ is EntityType.PERSON or self._genders[other] is not None
            looks_so = before.kind is not Kind.NAME and may_mean_person(before)
            if not known and not (type_ in LOOSE_TYPES and looks_so):
                return False
            return not self._plural[other] and self._genders[other] in {None, phrase.gender}
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
        own = {axis: np.repeat(column, sizes) for axis, column in self._alone(anaphors).items()}
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
            "its count": [int(is_counted(d.doc[p.head])) for p in d.phrases],
            "its size": [SIZES[min(len(d.profile(n).members), 6)] for n in range(len(d.phrases))],
        }
        its = {axis: np.array(values, np.int32)[second] for axis, values in every.items()}
        its["its form"] = np.where(group, FORMS.index("group"), its["its form"]).astype(np.int32)
        its["its number"] = np.where(group, 1, its["its number"]).astype(np.int32)
        sentence = np.array([p.sentence for p in d.phrases], np.int64)
        rank = np.arange(len(found)) - np.repeat(np.array(starts, np.int64), sizes)
        between = {
            "sentences": _bucket(sentence[first] - sentence[second], SENTENCE_EDGES),
            "rank": _bucket(rank, RANK_EDGES),
        }
        return own | its | between


#: Axes on which each pair is looked at by itself.
BETWEEN = ("match", "modifiers", "salience", "clause", "its office")
SPEAKERS = LOOSE_TYPES | {EntityType.PERSON, EntityType.ORGANIZATION, EntityType.COUNTRY}


def group_at(d: Discourse, number: int) -> tuple[int, ...]:
    """The phrases of "Berg, Diallo and Ruiz" that begins with one, if all are of one kind."""
    token = d.doc[d.phrases[number].head]
    together = members(d, token) if token.dep_ != "conj" else ()
    if len(together) < 2:
        return ()
    types = {d.profile(n).type for n in together}
    of_one_kind = len({t in PLACES for t in types}) == 1
    return together if of_one_kind and (len(types) == 1 or EntityType.PERSON not in types) else ()


def role_of(d: Discourse, phrase: Phrase) -> int:
    """The grammatical function of a phrase, as on the axis "role"."""
    return ROLES.index(ROLE_OF.get(d.doc[phrase.head].dep_, "other"))


def _is_predicative(token: Token) -> bool:
    """As in "she is a mayor", "elected as mayor": says what somebody is, and names nobody else."""
    return token.pos_ == "NOUN" and any(
        c.dep_ == "cop" or (c.dep_ == "case" and c.lower_ == "as") for c in token.children
    )


def _speaks(token: Token) -> bool:
    """As in "it said", "they believe": those who speak or think are people or their bodies."""
    return token.dep_ == "nsubj" and token.head.lemma_ in predicates().speech


def _text(d: Discourse, phrase: Phrase) -> str:
    words = (d.doc[n].lower_ for n in range(phrase.first, phrase.last))
    return " ".join(w for w in words if w not in {"the", "a", "an", "this", "that"})


def _bucket(values: NDArray[np.int64], edges: Sequence[int]) -> Column:
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
