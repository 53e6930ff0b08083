"""Which words of an article refer to something: names, nationality adjectives, nouns, pronouns.

The inventory follows the mention detection of the deterministic multi-pass sieve (Lee et al. 2013,
"Deterministic coreference resolution based on entity-centric, precision-ranked rules"), on UD.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Doc, Span, Token

from kg import hints, lexicons
from kg.clauses import syntax
from kg.clauses.types import is_demonym
from kg.model import EntityType
from kg.resolve.nouns import (
    DEMONSTRATIVES,
    SHORT_FORM,
    Determiner,
    determiner_of,
    is_title,
    noun_of,
    noun_type,
    restrictions,
)
from kg.resolve.wordlists import word_list


class Kind(StrEnum):
    """How a phrase refers."""

    NAME = "name"
    ADJECTIVE = "adjective"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    RELATIVE = "relative"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that refer to something.

    `head` is a token, `first` and `last` the tokens [first, last) of a name or of a nominal's short
    form (determiner to head). `words` is a name as written, else the head's lower-case lemma
    ("co-chair" for "co - chair"). `modifiers` are the lower-case words before a nominal that
    restrict it and every country that does, as its code ("PE"); `complements` the words after it,
    each with its preposition. `gender` is "m", "f" or None. `is_title` marks the office before a
    name ("President" in "President Putin"). Where another annotator marked the words, `hinted`
    is the class and `ident` the IRI that it gave.
    """

    head: int
    first: int
    last: int
    kind: Kind
    words: str
    sentence: int
    type: EntityType | None = None
    plural: bool = False
    gender: str | None = None
    determiner: Determiner = Determiner.BARE
    modifiers: frozenset[str] = frozenset()
    complements: frozenset[tuple[str, str]] = frozenset()
    is_title: bool = False
    hinted: EntityType | None = None
    ident: str | None = None


BODIES_OF_STATE = word_list("bodies_of_state")
NAME_TYPES = {
    "PER": EntityType.PERSON,
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "LOC": EntityType.PLACE,
    "GPE": EntityType.PLACE,
    "FAC": EntityType.PLACE,
    "EVENT": EntityType.EVENT,
}
EVENT_NAMES = word_list("event_names")
INSIDE_NAMES = frozenset({"compound", "flat", "fixed", "goeswith", "nmod:desc"})
REFERRING_PRONOUNS = frozenset({"PRP", "PRP$"})
RELATIVE_PRONOUNS = frozenset({"WP", "WDT", "WP$"})
PRONOUN_GENDERS = {"he": "m", "him": "m", "his": "m", "himself": "m"} | {
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
}
PLURAL_PRONOUNS = frozenset(
    {"they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours", "ourselves"}
)
FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
SECOND = frozenset({"you", "your", "yours", "yourself", "yourselves"})
PERSON_PRONOUNS = frozenset(PRONOUN_GENDERS) | FIRST_SINGULAR | SECOND


def find_phrases(doc: Doc) -> tuple[Phrase, ...]:
    """All phrases of a document in the order of their heads; no token heads two of them."""
    sentence_of = _sentence_numbers(doc)
    found: dict[int, Phrase] = {}
    inside: set[int] = set()
    for phrase in (*_names(doc, sentence_of), *_loose_names(doc, sentence_of)):
        words = range(phrase.first, phrase.last)
        if inside.isdisjoint(words):
            inside.update(words)
            found[phrase.head] = phrase
    for token in doc:
        if token.i in inside and not _names_its_country(token):
            continue
        phrase_at = _phrase_at(token, sentence_of)
        if phrase_at is not None:
            found[token.i] = phrase_at
    marked = hints.heads(doc)
    return tuple(
        _as_hinted(found[head], marked[head]) if head in marked else found[head]
        for head in sorted(found)
    )


def _as_hinted(phrase: Phrase, hint: Span) -> Phrase:
    """The phrase with what a hint says of the words that hang on its head."""
    hinted = EntityType(hint.label_) if hint.label_ else None
    return replace(phrase, type=hinted or phrase.type, hinted=hinted, ident=hint.kb_id_ or None)


def _names_its_country(token: Token) -> bool:
    """As in "Peruvian" in the name "Peruvian Foreign Ministry"; not in that of a firm."""
    return token.head.lemma_.lower() in BODIES_OF_STATE and is_adjective_of_country(token)


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for i in range(sentence.start, sentence.end):
            numbers[i] = number
    return numbers


def _names(doc: Doc, sentence_of: list[int]) -> Iterator[Phrase]:
    for ent in doc.ents:
        span = trimmed_name(ent)
        if span is None:
            continue
        head = name_head(span)
        if _is_nationality(span, head) or _is_portfolio(ent, head):
            continue
        type_ = name_type(span.text, ent.label_)
        yield Phrase(
            head=head.i,
            first=span.start,
            last=span.end,
            kind=Kind.NAME,
            words=clean(span.text),
            sentence=sentence_of[head.i],
            type=type_,
            plural=head.tag_ == "NNPS" and type_ is not EntityType.PLACE,
            gender=_title_gender(span),
        )


def clean(text: str) -> str:
    """A name on one line: line breaks and runs of blanks are one blank."""
    return " ".join(text.split())


def trimmed_name(ent: Span) -> Span | None:
    """A name without article, possessive mark, titles and stray punctuation: "the EU's" -> "EU"."""
    first, last = ent.start, ent.end
    while first < last and (
        ent.doc[first].pos_ in {"DET", "PUNCT", "ADP", "CCONJ"}
        or ent.doc[first].lower_ == "the"
        or _is_title_in_name(ent, first, last)
    ):
        first += 1
    while last > first and (
        ent.doc[last - 1].tag_ in {"POS", "IN"}
        or ent.doc[last - 1].lower_ in {"'s", "’s"}
        or (ent.doc[last - 1].pos_ == "PUNCT" and ent.doc[last - 1].text not in ")!")
    ):
        last -= 1
    return ent.doc[first:last] if last > first else None


def _is_title_in_name(ent: Span, first: int, last: int) -> bool:
    token = ent.doc[first]
    return (
        ent.label_ in {"PER", "PERSON"}
        and last - first > 1
        and (lexicons.is_role(token.lower_) or lexicons.is_role(token.lower_.rstrip(".")))
    )


def name_head(span: Span) -> Token:
    """The token by which the tree holds a name; the first where the tree splits it."""
    for token in span:
        if token.head.i == token.i or not span.start <= token.head.i < span.end:
            return token
    return span[0]


def _is_nationality(span: Span, head: Token) -> bool:
    """As in "Russian" alone, as an adjective or as people, is no name."""
    text = span.text
    if lexicons.country_named(text) is not None:
        return False
    if head.tag_ == "NNPS" or head.tag_ == "NNS":
        return lexicons.country_of_people(text) is not None
    return lexicons.country_of_adjective(text) is not None


def _is_portfolio(ent: Span, head: Token) -> bool:
    """As in "Minister of Foreign Affairs": what a minister is in charge of is no thing."""
    return (
        ent.label_ not in {"PER", "LOC"}
        and head.dep_ == "nmod"
        and head.head.lemma_.lower() in {"minister", "secretary", "undersecretary"}
        and not lexicons.is_org_noun(head.lemma_.lower())
        and any(c.lower_ in {"of", "for"} for c in head.children if c.dep_ == "case")
    )


def name_type(text: str, label: str) -> EntityType:
    """The class of a name from its label, sharpened by the lexicons: LOC "Cuba" is a Country."""
    type_ = NAME_TYPES.get(label, EntityType.THING)
    country = lexicons.country_named(text)
    if type_ in {EntityType.PLACE, EntityType.THING} or (
        type_ is EntityType.ORGANIZATION and (text.isupper() or not lexicons.is_ambiguous(text))
    ):
        if country is not None and country.kind in {"country", "historic", "territory"}:
            return EntityType.COUNTRY
        if type_ is not EntityType.THING and country is None and lexicons.capital_of(text):
            return EntityType.CITY
    words = text.lower().split()
    if type_ is EntityType.THING and not EVENT_NAMES.isdisjoint(words):
        return EntityType.EVENT
    if type_ is EntityType.THING and _ends_in_org_noun(words):
        return EntityType.ORGANIZATION
    return type_


def _ends_in_org_noun(words: list[str]) -> bool:
    """As in "Ministry of Defence", "Cordoba Institute": the head noun of the name says so."""
    head = words[-1]
    if "of" in words[1:]:
        head = words[words.index("of", 1) - 1]
    return lexicons.is_org_noun(head)


def _title_gender(span: Span) -> str | None:
    """The gender that the word before a name tells: "Mrs" in "Mrs Alvarez"."""
    if span.start == 0:
        return None
    before = span.doc[span.start - 1]
    if before.text == "." and span.start > 1:
        before = span.doc[span.start - 2]
    return lexicons.gender(before.text)


def _loose_names(doc: Doc, sentence_of: list[int]) -> Iterator[Phrase]:
    """Proper nouns that the name recogniser missed: "The Foreign Ministry", outside headlines."""
    for token in doc:
        if token.pos_ != "PROPN" or token.dep_ in INSIDE_NAMES or token.ent_type_:
            continue
        if not token.text[:1].isupper() or not any(c.isalpha() for c in token.text):
            continue
        first, last = token.i, token.i + 1
        while first > 0 and _continues(doc[first - 1], token):
            first -= 1
        while last < len(doc) and _continues(doc[last], token):
            last += 1
        span = doc[first:last]
        noun = noun_of(token)
        if lexicons.is_role(noun) or lexicons.country_of_people(span.text) or _is_calendar(token):
            continue
        label = "ORG" if lexicons.is_org_noun(noun) else "LOC" if _is_place_name(span) else "MISC"
        yield Phrase(
            head=token.i,
            first=first,
            last=last,
            kind=Kind.NAME,
            words=clean(span.text),
            sentence=sentence_of[token.i],
            type=name_type(span.text, label),
            plural=token.tag_ == "NNPS",
        )


def _is_place_name(span: Span) -> bool:
    return (
        lexicons.country_named(span.text) is not None
        or lexicons.capital_of(span.text) is not None
        or lexicons.is_place_noun(span[-1].lower_)
    )


CALENDAR = word_list("calendar")


def _is_calendar(token: Token) -> bool:
    return token.lower_ in CALENDAR


def _continues(token: Token, head: Token) -> bool:
    """True for a capitalised word that belongs to the name which `head` heads."""
    return (
        token.head.i == head.i
        and token.dep_ in {"compound", "flat", "amod"}
        and token.pos_ in {"PROPN", "ADJ", "NOUN"}
        and token.text[:1].isupper()
        and not token.ent_type_
        and not token.is_sent_start
        and lexicons.country_of_adjective(token.text) is None
    )


def _phrase_at(token: Token, sentence_of: list[int]) -> Phrase | None:
    if token.pos_ == "PRON" or token.tag_ in REFERRING_PRONOUNS or _is_relative_body(token):
        return _pronoun(token, sentence_of)
    if is_adjective_of_country(token):
        return Phrase(
            head=token.i,
            first=token.i,
            last=token.i + 1,
            kind=Kind.ADJECTIVE,
            words=token.text,
            sentence=sentence_of[token.i],
            type=EntityType.COUNTRY,
        )
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"flat", "fixed", "goeswith"}:
        return _nominal(token, sentence_of)
    return None


def is_adjective_of_country(token: Token) -> bool:
    """True for "Russian" in "the Russian minister", "Hungarian" in "the Hungarian side"."""
    return _tells_country(token) or (
        token.text[:1].isupper()
        and token.dep_ in {"amod", "compound", "nmod", "nmod:desc", "conj"}
        and lexicons.country_of_adjective(token.text) is not None
        and token.tag_ not in {"NNS", "NNPS"}
    )


def _tells_country(token: Token) -> bool:
    """ "Ann Ek, a Peruvian", "a Peruvian, Ann Ek", "she is a Peruvian": whose she is, not who."""
    if not is_demonym(token):
        return False
    apposed = token.dep_ == "appos" and token.head.ent_type_ == "PER"
    return apposed or bool(syntax.apposed_persons(token)) or syntax.kid(token, "cop") is not None


def _pronoun(token: Token, sentence_of: list[int]) -> Phrase | None:
    relative = token.tag_ in RELATIVE_PRONOUNS or _is_relative_body(token)
    referring = token.tag_ in REFERRING_PRONOUNS or token.lower_ in DEMONSTRATIVES
    if token.dep_ == "expl" or not (referring or relative):
        return None
    if relative and relative_noun(token) is None:
        return None
    if token.lower_ in {"it"} and _is_expletive(token):
        return None
    return Phrase(
        head=token.i,
        first=token.i,
        last=token.i + 1,
        kind=Kind.RELATIVE if relative else Kind.PRONOUN,
        words=token.lower_,
        sentence=sentence_of[token.i],
        type=EntityType.PERSON if token.lower_ in PERSON_PRONOUNS else None,
        plural=token.lower_ in PLURAL_PRONOUNS,
        gender=PRONOUN_GENDERS.get(token.lower_),
    )


def _is_relative_body(token: Token) -> bool:
    """As in "the Arctic Institute, where Berg works": the body; in "Oslo, where" only a place."""
    if token.lower_ != "where" or token.tag_ != "WRB":
        return False
    noun = relative_noun(token)
    return noun is not None and noun.ent_type_ == "ORG"


def relative_noun(token: Token) -> Token | None:
    """The noun a relative pronoun stands for: "the envoy" of "the envoy, who resigned"."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in {"acl:relcl", "acl"}:
            return node.head
        node = node.head
    return None


def _is_expletive(token: Token) -> bool:
    """As in "It was agreed to meet", "it is likely that ...", "it rained"."""
    verb = token.head
    if verb.lemma_ in {"rain", "snow", "seem", "appear", "turn"}:
        return True
    clausal = any(child.dep_ in {"csubj", "ccomp"} for child in verb.children)
    passive = any(child.dep_ == "aux:pass" for child in verb.children)
    infinitive = any(
        child.dep_ in {"xcomp", "advcl"} and child.i > verb.i for child in verb.children
    )
    copular = any(child.dep_ == "cop" for child in verb.children)
    return (clausal and (passive or copular)) or (passive and infinitive)


def _nominal(token: Token, sentence_of: list[int]) -> Phrase | None:
    title = is_title(token)
    if token.dep_ in {"compound", "nmod:desc"} and not title:
        return None
    if token.dep_ == "amod" or _is_calendar(token):
        return None
    noun = noun_of(token)
    narrowing = list(restrictions(token))
    return Phrase(
        head=token.i,
        first=min((c.i for c in token.lefts if c.dep_ in SHORT_FORM), default=token.i),
        last=token.i + 1,
        kind=Kind.NOMINAL,
        words=noun,
        sentence=sentence_of[token.i],
        type=noun_type(noun, token),
        plural=token.tag_ in {"NNS", "NNPS"},
        gender=lexicons.gender(token.lemma_.lower()) or lexicons.gender(noun),
        determiner=determiner_of(token),
        modifiers=frozenset(word for case, word in narrowing if not case or word.isupper()),
        complements=frozenset((case, word) for case, word in narrowing if case),
        is_title=title,
    )
