"""The values that flow from article to graph; all frozen, none knows the step after it.

source -> Article -> Document -> Clause -> Statement -> Fact -> quads

Offsets are Unicode code points of `Article.text`, end exclusive. Token numbers index the spaCy
`Doc` of the article.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


class EntityType(StrEnum):
    """What an entity is; the value is the local name of its class in the graph."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    PLACE = "Place"
    COUNTRY = "Country"
    CITY = "City"
    EVENT = "Event"
    THING = "Thing"
    POST = "Post"


class Modality(StrEnum):
    """Whether the text tells a thing as having happened (DESIGN section 4)."""

    ACTUAL = "actual"
    PLANNED = "planned"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Hint:
    """What another annotator says of the characters [start, end) of an article: they name a thing.

    `type` is the class of the thing and `ident` its IRI, each None when it is not said.
    """

    start: int
    end: int
    type: EntityType | None = None
    ident: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One news article with what is known about it.

    `text` begins with the title line, has LF line ends and no BOM. `published` is an ISO date
    (YYYY-MM-DD) or None: a date that is not known is never invented. `source` says where it was
    read ("seeds/a.txt", "rows.jsonl:12"), for messages only.
    """

    id: str
    slug: str
    text: str
    title: str
    source: str
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "en"
    license: str | None = None
    hints: tuple[Hint, ...] = ()


Progress = Callable[[str, int, int], None]
"""Called before each article is worked on, with its title, how many are done and of how many."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article and its linguistic analysis: tags, lemmas, UD tree, names, sentences."""

    article: Article
    doc: Doc


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time as the text words it, and as ISO 8601 where it can be resolved.

    `value` is YYYY, YYYY-MM or YYYY-MM-DD for a point; `start`/`end` the same for an interval that
    the words give ("since 2014", "from May to June", "before the end of this year"). `clock` marks
    a time of day without its day ("10 p.m. local time").
    """

    text: str
    first: int
    last: int
    value: str | None = None
    start: str | None = None
    end: str | None = None
    clock: bool = False


@dataclass(frozen=True, slots=True)
class Argument:
    """A participant of a clause: its role, its head token, and the tokens it spans.

    `role` is "subject" (who acts), "object" (who or what is acted on), "recipient", "content" (a
    reported proposition), "complement" (what a copula says), or a preposition ("with", "to").
    """

    role: str
    head: int
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with its arguments, whatever construction the text used for it.

    `predicate` is a lemma ("meet", "take over"); "Diaz's visit to Oslo", "Diaz visited Oslo" and
    "Diaz paid a visit to Oslo" all give predicate "visit". `kind` is "verb", "noun" (an event
    noun; `light` is the verb that carries it, "pay") or "copula" (what something is: "X is",
    ", the head of Y,", "President X"). `speaker` is the token of the one who is reported to say
    it, `reported_by` of the one who passes that on; `quoted` marks direct speech. A description
    that stands for someone ("the mayor of Oslo resigned") is `identifying`: it tells something
    only about one who is known by name.
    """

    predicate: str
    kind: str
    head: int
    arguments: tuple[Argument, ...]
    tokens: tuple[int, ...]
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    ended: bool = False
    passive: bool = False
    quoted: bool = False
    identifying: bool = False
    light: str | None = None
    speaker: int | None = None
    reported_by: int | None = None
    time: TimeExpression | None = None
    place: int | None = None
    topic: str | None = None

    def role(self, *roles: str) -> tuple[Argument, ...]:
        """The arguments that have one of `roles`, in text order."""
        return tuple(a for a in self.arguments if a.role in roles)


@dataclass(frozen=True, slots=True)
class Relation:
    """A predicate of the graph: `kg:meets`, `org:holds`, or an open `rel:collide_with`."""

    prefix: str
    name: str
    label: str

    @property
    def is_open(self) -> bool:
        """True for a relation minted from the text's own words."""
        return self.prefix == "rel"


@dataclass(frozen=True, slots=True)
class Mention:
    """A token that heads a span [first, last] of tokens which refers to something."""

    head: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Text:
    """An end of a statement that names nothing: a literal, as worded."""

    text: str


@dataclass(frozen=True, slots=True)
class PostEnd:
    """An office as an end of a statement: its label, and the token of where it is, if any.

    "the Peruvian deputy prime minister, Ana Ruiz": label "Deputy Prime Minister", place the
    token "Peruvian", holder the token "Ruiz".
    """

    label: str
    where: int | None
    holder: int | None


End = Mention | Text | PostEnd


@dataclass(frozen=True, slots=True)
class Statement:
    """What one place in one article says, before its ends are resolved to entities.

    `first`, `last` are the evidence: the smallest run of characters [first, last) that holds
    predicate and arguments. An `identifying` statement holds only of a subject with a name
    ("the mayor of Oslo" makes a mayor of whom the article names so). `unless` is the token of an
    "it": the statement reads it as standing for nothing, and gives way where it does not. `event`
    is the local name of an event class ("Meeting") or None; `predicate` the token that tells what
    happens, None for what holds as such. `wording` is what a closed relation is called in the
    words of the text, "pull out of" where that is `kg:withdrawsFrom`.
    """

    subject: End
    relation: Relation
    object: End
    first: int
    last: int
    rule: str
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    ended: bool = False
    speaker: int | None = None
    reported_by: int | None = None
    time: TimeExpression | None = None
    place: int | None = None
    topic: str | None = None
    confidence: float = 1.0
    event: str | None = None
    identifying: bool = False
    unless: int | None = None
    predicate: int | None = None
    wording: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that statements are about.

    `slug` is its last IRI segment under `entity/` (`post/` for an office). `names` are proper
    names only, sorted, label included when it is a name; an unnamed entity has none and its
    longest description as label, all of them in `descriptions`. `spans` are the character spans
    [first, last) that mention it in the article at hand, in text order. `ident` is the IRI that
    another annotator gave it, if any.
    """

    slug: str
    type: EntityType
    label: str
    names: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    ident: str | None = None

    @property
    def is_post(self) -> bool:
        """True for an office (`org:Post`)."""
        return self.type is EntityType.POST


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verified character offsets [start, end) and the exact words there."""

    start: int
    end: int
    text: str


FactEnd = Entity | Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement whose ends are entities or literals: what becomes one `kg:Statement` node."""

    subject: FactEnd
    relation: Relation
    object: FactEnd
    evidence: Evidence
    rule: str
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    ended: bool = False
    speaker: Entity | None = None
    reported_by: Entity | None = None
    time: TimeExpression | None = None
    place: Entity | None = None
    topic: str | None = None
    confidence: float = 1.0
    event: str | None = None
    wording: str | None = None

    @property
    def is_plain(self) -> bool:
        """True when it may stand as a plain triple: actual, positive, unattributed, lasting."""
        return (
            self.modality is Modality.ACTUAL
            and not self.negated
            and not self.ended
            and self.speaker is None
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one article contributes: its facts in text order and every entity it mentions."""

    article: Article
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...]
