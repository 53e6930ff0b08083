"""Clusters -> entities: class, label, names, slug, and the spans that mention them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kg import lexicons
from kg.clauses import syntax
from kg.model import Article, Entity, EntityType
from kg.resolve.discourse import LOOSE_TYPES, Discourse, Profile
from kg.resolve.mentions import PERSON_PRONOUNS, SECOND, Kind, Phrase
from kg.resolve.nouns import CITY_NOUNS, Determiner, is_counted
from kg.slugs import slug
from kg.statements import words

AGENTIVE = frozenset(
    {
        EntityType.PERSON,
        EntityType.ORGANIZATION,
        EntityType.COUNTRY,
        EntityType.CITY,
        EntityType.PLACE,
    }
)


def is_named(d: Discourse, root: int) -> bool:
    """True for a cluster with a proper name, or a country known by adjective or capital only."""
    profile = d.profile(root)
    return bool(profile.names) or profile.country is not None


def is_in_every_reading(d: Discourse, root: int) -> bool:
    """True for what the article mentions by a name that the recogniser found, facts or not."""
    return any(
        d.phrases[n].kind is Kind.NAME and d.doc[d.phrases[n].head].ent_type_
        for n in d.profile(root).members
    )


def is_specific(d: Discourse, root: int) -> bool:
    """Whether an unnamed cluster is a thing to make statements about, rather than words.

    "the spokeswoman", "an anti-war coalition", "the report ... the report" are; "five people",
    "officials" and "a deal" are words.
    """
    profile = d.profile(root)
    if is_named(d, root):
        return True
    nominals = [d.phrases[n] for n in profile.members if d.phrases[n].kind is Kind.NOMINAL]
    if not nominals:
        return _is_left_unnamed(d, root)
    referring = [n for n in profile.members if d.phrases[n].kind is not Kind.RELATIVE]
    if len(referring) > 1 and any(_is_introduced(d, phrase) for phrase in nominals):
        return True
    return _is_specific_nominal(d, nominals[0])


def _is_introduced(d: Discourse, phrase: Phrase) -> bool:
    """As in "protesters ... they"; an amount or a kind stays words: "200 acres ... they"."""
    bare = phrase.determiner is Determiner.BARE
    return phrase.type in AGENTIVE or not (bare or is_counted(d.doc[phrase.head]))


def _is_left_unnamed(d: Discourse, root: int) -> bool:
    """As in an excerpt that begins "He was born in Oslo": nothing before could tell the name."""
    first = d.phrases[root]
    if first.kind is not Kind.PRONOUN or first.words not in PERSON_PRONOUNS - SECOND:
        return False
    before = (d.phrases[n] for n in range(root))
    return not any(p.type is EntityType.PERSON and p.kind is not Kind.PRONOUN for p in before)


def _is_specific_nominal(d: Discourse, phrase: Phrase) -> bool:
    if phrase.type not in AGENTIVE:
        return False
    if is_counted(d.doc[phrase.head]):
        return False
    if phrase.determiner is Determiner.INDEFINITE:
        return not phrase.plural and bool(phrase.modifiers or phrase.complements)
    return phrase.determiner is not Determiner.BARE


def class_of(d: Discourse, root: int) -> EntityType:
    """The class of a cluster; a place called a town anywhere in the article is a City."""
    profile = d.profile(root)
    if profile.country is not None:
        return EntityType.COUNTRY
    nouns = {d.phrases[n].words for n in profile.descriptions}
    type_ = profile.type
    if type_ is EntityType.PLACE and (nouns & CITY_NOUNS or _is_capital(profile)):
        return EntityType.CITY
    if type_ in LOOSE_TYPES:
        return EntityType.THING
    return type_ or EntityType.THING


def _is_capital(profile: Profile) -> bool:
    return any(lexicons.capital_of(name) for name in profile.names)


def label_of(d: Discourse, root: int) -> str:
    """The fullest name; a country's usual name for "U.S."; of an unnamed thing its description."""
    profile = d.profile(root)
    if profile.country is not None:
        return profile.country.name
    if profile.names:
        aliases = {d.phrases[n].words for n in profile.members if n in d.aliases}
        own = [name for name in profile.names if name not in aliases]
        return min(own or profile.names, key=_fullness)
    return _longest_description(d, root)


def _fullness(name: str) -> tuple[int, bool, int, str]:
    """Sort key, fullest first: more words, not in capitals, longer."""
    return (-len(name.split()), name.isupper(), -len(name), name)


def _longest_description(d: Discourse, root: int) -> str:
    texts = descriptions_of(d, root)
    if not texts:
        return d.phrases[root].words
    return max(texts, key=len)


def descriptions_of(d: Discourse, root: int) -> tuple[str, ...]:
    """The different nominals of a cluster, sorted: "attack", "bomb attack on a market"."""
    members = (d.phrases[n] for n in d.profile(root).members)
    return tuple(sorted({description(d, p) for p in members if p.kind is Kind.NOMINAL}))


def description(d: Discourse, phrase: Phrase) -> str:
    """A nominal as worded, without determiner and clauses: "commission of both countries".

    "the officer surrounded by protesters" is an "officer": the rest is what statements say of it.
    """
    head = d.doc[phrase.head]
    behind = (t.i for c in syntax.kids(head, "acl") for t in c.subtree if t.i > head.i)
    first = min(behind, default=len(d.doc))
    numbers = [n for n in syntax.phrase(head) if n < first]
    while len(numbers) > 1 and _is_determiner(d, numbers[0]):
        numbers.pop(0)
    remark = next((n for n in numbers if n > phrase.head and _opens_remark(d, n)), None)
    return words(d.doc, [n for n in numbers if remark is None or n < remark])


def _told_apart(d: Discourse, root: int) -> Iterator[str]:
    """The nominals of a cluster with the clauses that tell which one: "men whose boat sank"."""
    for number in d.profile(root).members:
        phrase = d.phrases[number]
        if phrase.kind is Kind.NOMINAL:
            numbers = list(syntax.restricted(d.doc[phrase.head]))
            while len(numbers) > 1 and _is_determiner(d, numbers[0]):
                numbers.pop(0)
            if len(numbers) <= syntax.MAX_WORDS:
                yield words(d.doc, numbers)


def _opens_remark(d: Discourse, number: int) -> bool:
    """The comma of "the commission, set up last year"."""
    if number + 1 >= len(d.doc) or d.doc[number].text not in {",", "–", "—", "("}:
        return False
    return d.doc[number + 1].pos_ in {"VERB", "AUX", "PRON", "SCONJ", "DET"}


def _is_determiner(d: Discourse, number: int) -> bool:
    token = d.doc[number]
    return token.dep_ in {"det", "det:predet"} or token.tag_ == "PRP$" or token.is_punct


def names_of(d: Discourse, root: int) -> tuple[str, ...]:
    """All proper names written of a cluster, its label with them when it has any; sorted."""
    names = set(d.profile(root).names)
    if names:
        names.add(label_of(d, root))
    return tuple(sorted(names))


def spans_of(d: Discourse, numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Character spans of phrases, sorted, each once."""
    return tuple(sorted({_span(d, d.phrases[n]) for n in numbers}))


def _span(d: Discourse, phrase: Phrase) -> tuple[int, int]:
    first, last = d.doc[phrase.first], d.doc[phrase.last - 1]
    return first.idx, last.idx + len(last)


class Registry:
    """The entities of one reading: one value per cluster, and no slug for two of them.

    `used` are the clusters that become entities; `adjectives` the nationality adjectives that
    statements use, the only ones which count as mentions.
    """

    def __init__(
        self,
        article: Article,
        d: Discourse,
        used: Collection[int],
        adjectives: Collection[int],
    ) -> None:
        """Make every entity at once, in text order."""
        self._taken: dict[str, int] = {}
        self._posts: dict[str, Entity] = {}
        self._article = article
        self._adjectives = frozenset(adjectives)
        self._entities = {root: self._entity(d, root) for root in sorted(used)}

    def __getitem__(self, root: int) -> Entity:
        """The entity of a cluster."""
        return self._entities[root]

    def __iter__(self) -> Iterator[Entity]:
        """All entities of clusters by first mention, then the posts by slug."""
        yield from sorted(self._entities.values(), key=lambda e: (e.spans[:1] or ((0, 0),), e.slug))
        yield from (self._posts[key] for key in sorted(self._posts))

    def _entity(self, d: Discourse, root: int) -> Entity:
        label, type_, names = label_of(d, root), class_of(d, root), names_of(d, root)
        described: tuple[str, ...] = ()
        own = slug(label)
        if not names and d.profile(root).country is None:
            own = slug(f"{self._article.slug} {label}")
            described = tuple(sorted({*descriptions_of(d, root), *_told_apart(d, root)}))
        shown = [
            n
            for n in d.profile(root).members
            if d.phrases[n].kind is not Kind.ADJECTIVE or n in self._adjectives
        ]
        return Entity(
            slug=self._unique(own, type_, root),
            type=type_,
            label=label,
            names=names,
            descriptions=described,
            spans=spans_of(d, shown),
            ident=d.profile(root).ident,
        )

    def _unique(self, wanted: str, type_: EntityType, root: int) -> str:
        candidates = [wanted, f"{wanted}-{type_.value.lower()}"]
        number = 2
        while candidates[0] in self._taken:
            candidates.pop(0)
            if not candidates:
                candidates.append(f"{wanted}-{type_.value.lower()}-{number}")
                number += 1
        self._taken[candidates[0]] = root
        return candidates[0]

    def post(self, label: str, where: Entity | None, holder: Entity | None) -> Entity:
        """An office: "Deputy Prime Minister" of Cuba, else of its holder, else of the article."""
        owner = where or holder
        key = slug(f"{label} {owner.slug if owner else self._article.slug}")
        return self._posts.setdefault(key, Entity(key, EntityType.POST, label))
