"""Offices: who holds which post, and where the post is.

"The Norwegian Minister of Trade, Ann Ek" -> Ek org:holds [Minister of Trade], which is org:postIn
Norway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicons, vocab
from kg.clauses import syntax
from kg.clauses.descriptions import (
    NATIONALITY,
    description_arguments,
    linking_verb,
    title_start,
)
from kg.clauses.types import is_polity
from kg.model import Argument, Clause, Document, PostEnd, Statement, Text
from kg.statements import end, evidence, mention, plain, statement, words

WHERE = ("of", "for", "at", "in", "with", "to", NATIONALITY)
#: Those whose "of" names a field: "Minister of Trade", "Secretary of State".
PORTFOLIO_HOLDERS = frozenset(
    {"minister", "secretary", "undersecretary", "commissioner", "envoy", "representative"}
)
NOT_IN_TITLE = frozenset(
    {"also", "current", "ex", "former", "incoming", "last", "late", "latest", "longtime", "new",
     "next", "old", "only", "outgoing", "previous", "same", "sole", "then", "veteran"}
)  # fmt: skip


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Posts from copulas, appositions, titles, and definite descriptions."""
    found: list[Statement] = []
    for clause in clauses:
        head = document.doc[clause.head]
        if clause.kind == "copula" and is_post(head) and linking_verb(head) is None:
            for subject in clause.role("subject"):
                found.extend(_holds(document, clause, head, subject))
        elif clause.kind == "verb":
            found.extend(_by_verb(document, clause))
    return tuple(found)


def _by_verb(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Ek became mayor", "Ek served as mayor", "Ek was named mayor"."""
    doc = document.doc
    if clause.predicate in BECOME:
        posts, holders = clause.role("as", "complement", "object"), clause.role("subject")
        if clause.predicate not in ("become", "remain"):
            posts = clause.role("as")
    elif clause.predicate in APPOINT:
        posts = clause.role("as", "complement")
        holders = clause.role("object", "recipient")
    else:
        return
    for post in posts:
        if is_post(doc[post.head]):
            where = description_arguments(doc[post.head], doc[post.head])
            own = replace(clause, arguments=where)
            for holder in holders:
                for found in _holds(document, own, doc[post.head], holder):
                    yield replace(
                        found, modality=clause.modality, negated=clause.negated, time=clause.time
                    )


BECOME = frozenset(
    {"act", "become", "continue", "remain", "replace", "return", "serve", "succeed", "work"}
)
APPOINT = frozenset({"name", "appoint", "elect", "nominate", "choose", "make", "crown", "swear in"})


def is_post(noun: Token) -> bool:
    """A noun that names an office, rank or occupation: "minister", "general", "journalist"."""
    return not noun.ent_type_ and lexicons.is_role(syntax.noun_lemma(noun))


def _holds(
    document: Document, clause: Clause, noun: Token, subject: Argument
) -> Iterator[Statement]:
    where = _where(document, clause, noun)
    category = lexicons.role_category(syntax.noun_lemma(noun))
    if category == "honorific":
        return
    tokens = title(noun)
    label = title_label(document, tokens)
    if noun.tag_ in ("NNS", "NNPS") and label.lower().endswith(noun.lower_):
        label = label[: -len(noun)] + noun.lemma_.capitalize()  # "Senators Ek and Lund"
    span = evidence(document, clause, subject, Argument("post", noun.i, tokens))
    post = PostEnd(label, where, subject.head)
    holder = end(document, subject)
    if isinstance(holder, Text):
        return
    holds = vocab.relation("holds")
    held = plain(statement(document, clause, holds, (holder, post), span, "holds.post"))
    # "was mayor from 2008 to 2016": an office has a time of its own, where its words tell it
    yield replace(held, time=clause.time)
    if where is not None:
        inside = Argument("of", where, (where,))
        span = evidence(document, clause, inside, Argument("post", noun.i, tokens))
        ends = (post, mention(document, where))
        found = statement(document, clause, vocab.relation("postIn"), ends, span, "postIn.post")
        yield plain(found)


def _where(document: Document, clause: Clause, noun: Token) -> int | None:
    """The organisation or country of the post: a name before a mere noun."""
    doc, inside = document.doc, title(noun)
    candidates = [a for role in WHERE for a in clause.role(role) if a.head not in inside]
    named = [a for a in candidates if doc[a.head].ent_type_ in ("ORG", "LOC")]
    adjectives = [a for a in candidates if lexicons.country_of_adjective(doc[a.head].text)]
    bodies = [a for a in candidates if lexicons.is_org_noun(syntax.noun_lemma(doc[a.head]))]
    if lexicons.role_category(syntax.noun_lemma(noun)) == "occupation":
        # a Norwegian painter paints for nobody, nor does a US singer
        named = [a for a in named if a not in adjectives and not _is_origin(doc[a.head])]
        adjectives = []
    sites = [a for a in candidates if a.role == "of" and _is_known_place(doc[a.head])]
    for group in (named, adjectives, bodies, sites):
        if group:
            return group[0].head
    return None


def _is_known_place(noun: Token) -> bool:
    """ "the palace" of "director of the palace": one that the text knows."""
    definite = any(c.lower_ in ("the", "this") for c in syntax.kids(noun, "det"))
    return definite and noun.tag_ == "NN" and lexicons.is_place_noun(noun.lemma_.lower())


def _is_origin(name: Token) -> bool:
    """ "US" in "the US singer Ann Ek"."""
    return name.dep_ == "compound" and is_polity(name)


def title(noun: Token) -> tuple[int, ...]:
    """The tokens of the office itself: "deputy prime minister", "minister of foreign affairs"."""
    kept = {noun.i}
    for child in noun.children:
        if _is_rank(child, noun) or _is_portfolio(child, noun):
            kept.update(t.i for t in child.subtree)
    if syntax.noun_lemma(noun) != noun.lemma_.lower():
        kept.update((noun.i - 2, noun.i - 1))
    start = title_start(noun)
    if start < noun.left_edge.i:
        kept.update(range(start, noun.i))
    numbers = sorted(kept)
    while numbers[0] < noun.i and (numbers[0] + 1 not in kept or noun.doc[numbers[0]].is_punct):
        numbers.pop(0)
    quotes = [n for n in numbers if n < noun.i and noun.doc[n].text in syntax.QUOTES]
    if len(quotes) % 2:  # ""Our team" co-author Ann Ek said", where a quotation ends
        numbers = [n for n in numbers if n > quotes[-1]]
    return tuple(numbers)


def _is_rank(child: Token, noun: Token) -> bool:
    """ "deputy", "prime", "foreign" before "minister"; no "Norwegian", "only", "youngest", name."""
    if child.i > noun.i or syntax.base(child) not in ("amod", "compound") or child.ent_type_:
        return False
    named = any(t.ent_type_ for t in child.subtree) or child.tag_ in ("JJS", "VBD", "VBN")
    return (
        not named
        and child.lower_ not in NOT_IN_TITLE
        and lexicons.country_of_adjective(child.text) is None
    )


def _is_portfolio(child: Token, noun: Token) -> bool:
    """ "of foreign affairs" after "minister", which is a field and no body or place."""
    link = syntax.preposition(child)
    if noun.lemma_.lower() not in PORTFOLIO_HOLDERS or syntax.base(child) != "nmod":
        return False
    if child.ent_type_ == "LOC":
        return link == "for"  # "Minister for the Arctic"
    if link not in ("of", "for"):
        return False
    lemma = child.lemma_.lower()
    if child.pos_ not in ("NOUN", "PROPN") or lexicons.is_place_noun(lemma):
        return lemma == "state"
    return not lexicons.is_org_noun(lemma) or lemma == "state"


def title_label(document: Document, tokens: tuple[int, ...]) -> str:
    """The office in title case, small words aside: "Minister of Foreign Affairs"."""
    small = {"of", "for", "and", "the", "to", "in"}
    parts = words(document.doc, tokens).split(" ")
    return " ".join(p if p in small or p[:1].isupper() else p[:1].upper() + p[1:] for p in parts)
