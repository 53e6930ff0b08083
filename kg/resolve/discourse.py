"""The state in which sieves work: the phrases of an article and which of them belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg import lexicons
from kg.model import EntityType
from kg.resolve.mentions import Kind, Phrase

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
LOOSE_TYPES = frozenset({None, EntityType.THING})
PLACES = frozenset({EntityType.PLACE, EntityType.CITY, EntityType.COUNTRY})
WINDOW = 3
# What a hint says of the class of a thing outweighs all the words for it.
HINTED = 1000


@dataclass(slots=True)
class Profile:
    """What is known about one cluster; grows as phrases join it."""

    members: list[int]
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[EntityType] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)
    plural: bool = False
    country: lexicons.Country | None = None
    descriptions: list[int] = field(default_factory=list)
    ident: str | None = None

    @property
    def type(self) -> EntityType | None:
        """The type most of its phrases have; names decide before nouns (see `Discourse`)."""
        best = max(self.types.values(), default=0)
        return next((t for t in EntityType if self.types[t] == best), None) if best else None

    @property
    def gender(self) -> str | None:
        """The gender, "m" or "f", where the text tells one of them more often than the other."""
        male, female = self.genders["m"], self.genders["f"]
        return None if male == female else "m" if male > female else "f"


class Discourse:
    """The phrases of one article in clusters that sieves join, most precise sieve first.

    A union-find over phrase numbers with a `Profile` per cluster; `groups` are the phrases that
    stand for several clusters at once ("both leaders"), `aliases` the names that are told to be
    others of the same.
    """

    def __init__(self, doc: Doc, phrases: Sequence[Phrase]) -> None:
        """Every phrase in a cluster of its own."""
        self.doc = doc
        self.phrases = tuple(phrases)
        self.groups: dict[int, tuple[int, ...]] = {}
        self.aliases: set[int] = set()
        self.at: dict[int, int] = {}
        self._parent = list(range(len(phrases)))
        self._profiles = [self._first_profile(n, p) for n, p in enumerate(phrases)]
        for number, phrase in enumerate(self.phrases):
            if phrase.kind is Kind.NAME:
                for token in range(phrase.first, phrase.last):
                    self.at.setdefault(token, number)
            self.at[phrase.head] = number

    @staticmethod
    def _first_profile(number: int, phrase: Phrase) -> Profile:
        profile = Profile([number], plural=phrase.plural, ident=phrase.ident)
        if phrase.kind is Kind.NAME:
            profile.names[phrase.words] += 1
            if phrase.type is EntityType.COUNTRY:
                profile.country = lexicons.country_named(phrase.words)
        if phrase.kind is Kind.ADJECTIVE:
            words = phrase.words
            profile.country = lexicons.country_of_adjective(words) or lexicons.country_of_people(
                words
            )
        if phrase.kind is Kind.NOMINAL:
            profile.descriptions.append(number)
        if phrase.type is not None:
            weak = phrase.kind is not Kind.NAME
            profile.types[phrase.type] += 1 if weak or phrase.type is EntityType.THING else 3
        if phrase.hinted is not None:
            profile.types[phrase.hinted] += HINTED
        if phrase.gender is not None:
            profile.genders[phrase.gender] += 1
        return profile

    def root(self, number: int) -> int:
        """The cluster of a phrase, by the number of its first phrase."""
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def profile(self, number: int) -> Profile:
        """What is known about the cluster of a phrase."""
        return self._profiles[self.root(number)]

    def join(self, one: int, other: int, *, renamed: bool = False) -> bool:
        """Put two phrases into one cluster; not differently named persons or countries.

        `renamed` says that the text tells both names to be of the same.
        """
        a, b = self.root(one), self.root(other)
        if a == b:
            return True
        if not renamed and not self._may_join(self._profiles[a], self._profiles[b]):
            return False
        first, second = min(a, b), max(a, b)
        self._parent[second] = first
        kept, gone = self._profiles[first], self._profiles[second]
        kept.members = sorted(kept.members + gone.members)
        kept.names += gone.names
        kept.types += gone.types
        kept.genders += gone.genders
        kept.plural = kept.plural and gone.plural
        kept.country = kept.country or gone.country
        kept.descriptions += gone.descriptions
        kept.ident = kept.ident or gone.ident
        return True

    def move(self, number: int, target: int) -> None:
        """Let one phrase alone leave its cluster for another; it lends it no name or type."""
        self._leave(number)
        goal = self.root(target)
        first = min(number, goal)
        self._parent[max(number, goal)] = first
        self._profiles[first] = self._profiles[goal]
        self._profiles[first].members = sorted([*self._profiles[goal].members, number])

    def restart(self, number: int, country: lexicons.Country) -> None:
        """Let one phrase alone leave its cluster and stand for a country named nowhere else."""
        self._leave(number)
        self._profiles[number] = Profile([number], country=country)
        self._profiles[number].types[EntityType.COUNTRY] = 3

    def _leave(self, number: int) -> None:
        root = self.root(number)
        profile = self._profiles[root]
        rest = [n for n in profile.members if n != number]
        self._parent[number] = number
        if not rest:
            return
        for member in rest:
            self._parent[member] = rest[0]
        profile.members = rest
        profile.names -= Counter([self.phrases[number].words])
        self._profiles[rest[0]] = profile

    @staticmethod
    def _may_join(one: Profile, other: Profile) -> bool:
        if one.ident and other.ident:
            return one.ident == other.ident
        if one.country and other.country and one.country != other.country:
            return False
        if one.type is other.type is EntityType.PERSON:
            return not any(differ(a, b) for a in one.names for b in other.names)
        return True

    def roots(self) -> Iterator[int]:
        """Every cluster once, in text order."""
        return (n for n in range(len(self.phrases)) if self._parent[n] == n)

    def before(self, number: int, window: int = WINDOW) -> Iterator[int]:
        """Phrases before one, nearest first, as far back as `window` sentences."""
        earliest = self.phrases[number].sentence - window
        for other in range(number - 1, -1, -1):
            if self.phrases[other].sentence < earliest:
                return
            yield other

    def salience(self, number: int, window: int = WINDOW) -> list[int]:
        """Clusters mentioned shortly before a phrase, the most prominent first.

        Weights after Lappin and Leass 1994, "An Algorithm for Pronominal Anaphora Resolution":
        a subject outweighs an object, an object a phrase inside another, each halved per sentence.
        """
        weights: dict[int, float] = {}
        sentence = self.phrases[number].sentence
        for other in self.before(number, window):
            root = self.root(other)
            distance = sentence - self.phrases[other].sentence
            weights[root] = weights.get(root, 0.0) + self._prominence(other) / 2**distance
        nearest = {
            r: n for n, r in enumerate(dict.fromkeys(map(self.root, self.before(number, window))))
        }
        return sorted(weights, key=lambda r: (-weights[r], nearest[r]))

    def _prominence(self, number: int) -> float:
        phrase = self.phrases[number]
        token = self.doc[phrase.head]
        if token.dep_ in SUBJECTS:
            return 180.0
        if token.dep_ in {"obj", "iobj", "obl:agent"}:
            return 130.0
        if token.dep_ in {"obl", "conj", "appos", "ROOT"}:
            return 110.0
        return 40.0 if phrase.kind is Kind.ADJECTIVE else 80.0


def name_words(name: str) -> list[str]:
    """The words of a name for comparison: lower case, no dots, straight apostrophes."""
    return name.lower().replace(".", "").replace("’", "'").removeprefix("the ").split()


def differ(one: str, other: str) -> bool:
    """True for two person names that one person cannot have: "Ana Ruiz" and "Eva Ruiz".

    A name may add or drop middle names, initials and parts, but not exchange one for another.
    """
    a, b = name_words(one), name_words(other)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    missing = [w for w in short if w not in long and not _initial_of(w, long)]
    return bool(missing)


def _initial_of(word: str, words: list[str]) -> bool:
    return len(word) == 1 and any(w.startswith(word) for w in words)
