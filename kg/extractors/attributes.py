"""What a person is by the way: age, nationality, where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import lexicons, vocab
from kg.clauses import syntax
from kg.model import Argument, Clause, Document, Statement, Text
from kg.statements import end, evidence, mention, plain, statement

AFFILIATION = frozenset({"of", "from", "at", "with"})
MAX_AGE = 120


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Ages, nationalities and affiliations."""
    found: list[Statement] = []
    for token in document.doc:
        if token.ent_type_ == "PER" and syntax.name_head(token).i == token.i:
            found.extend(_age(document, token))
            found.extend(_affiliation(document, token))
    for clause in clauses:
        if clause.kind == "copula":
            found.extend(_nationality(document, clause))
            found.extend(_age_in_description(document, clause))
    return tuple(found)


def _age(document: Document, person: Token) -> Iterator[Statement]:
    """ "Ann Ek, 47, resigned"; "Ann Ek (47)"."""
    for child in person.children:
        years = _years(child)
        if years is not None and child.i > person.i and _set_off(child):
            yield _attribute(document, person, child, "age", Text(years), "age.apposition")


def _set_off(token: Token) -> bool:
    """Between commas or in brackets."""
    before = token.doc[token.left_edge.i - 1].text
    after = (
        token.doc[token.right_edge.i + 1].text if token.right_edge.i + 1 < len(token.doc) else ""
    )
    return before in (",", "(") and after in (",", ")", ".", "")


def _years(token: Token) -> str | None:
    """ "47", "aged 47" -> "47"; None for what is no age."""
    number = token if token.like_num else syntax.kid(token, "nummod", "obl", "nmod")
    if number is None or not number.text.isdigit() or int(number.text) > MAX_AGE:
        return None
    if token is not number and token.lemma_.lower() not in ("age", "aged", "year"):
        return None
    return str(number.text)


def _age_in_description(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "47-year-old engineer Ann Ek"; "Ann Ek is 47 years old"."""
    head = document.doc[clause.head]
    for token in head.subtree:
        number = token.doc[token.i - 2] if token.i >= 2 else token
        dashed = token.lower_ == "year" and token.doc[token.i - 1].text == "-"
        spaced = token.lower_ == "years" and token.i + 1 < len(token.doc)
        if spaced and token.doc[token.i + 1].lower_ == "old":
            number, dashed = token.doc[token.i - 1], True
        if dashed and number.text.isdigit() and int(number.text) <= MAX_AGE:
            for subject in clause.role("subject"):
                own = Argument("age", number.i, (number.i, token.i))
                span = evidence(document, clause, subject, own)
                ends = (end(document, subject), Text(number.text))
                relation = vocab.relation("age")
                yield plain(statement(document, clause, relation, ends, span, "age.description"))
            return


def _affiliation(document: Document, person: Token) -> Iterator[Statement]:
    """ "Ann Ek of the Harbour Institute", "the Institute's Ann Ek"."""
    for child in person.children:
        body = syntax.name_head(child)
        if body.ent_type_ != "ORG" or syntax.same_name(person, body):
            continue
        owned = child.dep_ == "nmod:poss"
        tied = syntax.base(child) == "nmod" and syntax.preposition(child) in AFFILIATION
        if owned or tied:
            yield _attribute(
                document, person, body, "affiliatedWith", mention(document, body.i),
                "affiliatedWith.name",
            )  # fmt: skip


def _attribute(
    document: Document, person: Token, other: Token, relation: str, value: object, rule: str
) -> Statement:
    first, last = sorted((syntax.name_span(person), syntax.name_span(other)), key=lambda s: s.start)
    return Statement(
        subject=mention(document, person.i),
        relation=vocab.relation(relation),
        object=value,  # type: ignore[arg-type]
        first=first.start_char,
        last=last.end_char,
        rule=rule,
    )


def _nationality(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Norwegian engineer Ann Ek", "Ann Ek, a Norwegian": a person's country, not an office's."""
    head = document.doc[clause.head]
    lemma = syntax.noun_lemma(head)
    personal = lexicons.is_person_noun(lemma) or lexicons.role_category(lemma) == "occupation"
    country = next(
        (c for c in head.children if lexicons.country_of_adjective(c.text) and c.i < head.i), None
    )
    if country is None and lexicons.country_of_people(head.text) is not None:
        country, personal = head, True
    if country is None or not personal:
        return
    for subject in clause.role("subject"):
        own = Argument("of", country.i, (country.i,))
        span = evidence(document, clause, subject, own)
        ends = (end(document, subject), mention(document, country.i))
        relation = vocab.relation("nationality")
        yield plain(statement(document, clause, relation, ends, span, "nationality.adjective"))
