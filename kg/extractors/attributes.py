"""What a person is by the way: age, nationality, where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg import lexicons, vocab
from kg.clauses import syntax
from kg.clauses.descriptions import NATIONALITY, described
from kg.clauses.types import COUNTS, is_demonym, is_polity, types
from kg.model import Argument, Clause, Document, Statement, Text
from kg.statements import end, evidence, joined, mention, plain, statement, tie
from kg.times import is_vague

AFFILIATION = frozenset({"of", "at", "with"})
MAX_AGE = 120
#: Of other things that one did at an age the age says little without the time.
LAST = frozenset({"die", "pass away"})
#: What a participle behind a name and a hyphen says: "Oslo-based".
BEHIND_HYPHEN = {"based": "basedIn", "born": "bornIn", "winning": "wins"}
NAMED_BEFORE = {
    "basedIn": ("LOC", "ORG"),
    "livesIn": ("LOC", "ORG"),
    "bornIn": ("LOC",),
    "wins": ("MISC", "ORG"),
}
#: Parties by the adjective before an office.
PARTIES = frozenset(
    {
        "Communist", "Conservative", "Democrat", "Democratic", "Green",
        "Labor", "Labour", "Liberal", "Republican", "Socialist",
    }
)  # fmt: skip


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """Ages, nationalities and affiliations."""
    found: list[Statement] = []
    for token in document.doc:
        if token.ent_type_ == "PER" and syntax.name_head(token).i == token.i:
            found.extend(_age(document, token))
            found.extend(_affiliation(document, token))
            found.extend(_home(document, token))
        elif is_demonym(token) or _is_member(token):
            found.extend(_compatriot(document, token))
            found.extend(_age_before(document, token))
        elif token.dep_ == "compound" and syntax.name_head(token).i == token.i:
            found.extend(_local(document, token))
        elif token.pos_ == "NOUN" and not token.ent_type_:
            found.extend(_age_before(document, token))
            if syntax.kid(token, "det") is not None and "person" in types(token):
                found.extend(_age(document, token))
            if _is_private(token):
                found.extend(_from(document, token))
        elif token.lower_ in BEHIND_HYPHEN and token.dep_ == "amod":
            found.extend(_hyphened(document, token))
    for clause in clauses:
        if clause.kind == "verb":
            found.extend(_aged(document, clause))
        elif clause.kind == "copula":
            found.extend(_nationality(document, clause))
            found.extend(_of_a_people(document, clause))
            found.extend(_age_in_description(document, clause))
            found.extend(_party(document, clause))
    return tuple(found)


def _is_member(token: Token) -> bool:
    """ "Republican": somebody by their party, no longer name."""
    return token.text in PARTIES and token.ent_type_ == "MISC" and len(syntax.name_span(token)) == 1


def _age(document: Document, person: Token) -> Iterator[Statement]:
    """ "Ann Ek, 47, left"; "Ann Ek (47)"; "Ann Ek, aged 47"; "the nun, 47 years old"."""
    doc = person.doc
    at = syntax.name_span(person).end if person.ent_type_ else person.i + 1
    if at + 1 >= len(doc) or doc[at].text not in (",", "("):
        return
    at += 2 if doc[at + 1].lower_ == "aged" else 1
    if at + 1 >= len(doc) or not _is_age(doc[at]):
        return
    if doc[at + 1].text in (",", ")", ".") or doc[at + 1].lower_ == "years":
        yield tie(document, person, "age", doc[at], "age.apposition", Text(doc[at].text))


def _age_before(document: Document, noun: Token) -> Iterator[Statement]:
    """ "A 47-year-old sailor was hurt", "the 47-year-old Swede": nothing else tells the name."""
    old = next((c for c in syntax.kids(noun, "amod") if c.lower_ == "old" and c.i < noun.i), None)
    number = _age_of_description(noun) if old is not None and not described(noun) else None
    if number is not None and "person" in types(noun) and noun.tag_ in ("NN", "NNP"):
        yield tie(document, noun, "age", number, "age.before", Text(number.text))


def _is_age(token: Token) -> bool:
    """A number of years that a person can have, in figures or in words."""
    if token.text.isdigit():
        return int(token.text) <= MAX_AGE
    return bool(token.like_num) and token.text.isalpha() and token.lower_ not in COUNTS


def _aged(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Ann Ek died on Friday, aged 78", "She left at the age of 14": at that time."""
    doc = document.doc
    parts = list(doc[clause.head].children)
    # "died on Friday, aged 78": the parse may hang it on Friday
    parts += [c for part in parts if "person" not in types(part) for c in syntax.kids(part, "acl")]
    number = next(filter(None, map(_stated_age, parts)), None)
    for subject in clause.role("object" if clause.passive else "subject"):
        dated = clause.time is not None and not is_vague(clause.time)
        dated = dated or clause.predicate in LAST
        if number is not None and dated and "person" in types(doc[subject.head]):
            own = Argument("age", number.i, (number.i,))
            span = evidence(document, clause, subject, own)
            ends = (end(document, subject), Text(number.text))
            relation = vocab.relation("age")
            told = statement(document, clause, relation, ends, span, "age.aged")
            yield replace(told, place=None, topic=None, predicate=None)


def _stated_age(part: Token) -> Token | None:
    """ "aged 78", "at the age of 78", "at age 78"."""
    if syntax.preposition(part) == "at" and part.lemma_.lower() == "age":
        found = [c for c in syntax.kids(part, "nmod", "nummod", "flat") if c.pos_ == "NUM"]
    elif part.lower_ == "aged":
        found = [c for c in part.children if c.pos_ == "NUM" and c.i == part.i + 1]
    else:
        return None
    return next((c for c in found if _is_age(c) and syntax.kid(c, "nmod") is None), None)


def _age_in_description(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "47-year-old engineer Ann Ek"; "Ann Ek is 47 years old"; "Ann Ek was 47"."""
    number = _age_of_description(document.doc[clause.head])
    if number is None:
        return
    for subject in clause.role("subject"):
        if "person" not in types(document.doc[subject.head]):
            continue  # "the date is October 31"
        own = Argument("age", number.i, (number.i,))
        span = evidence(document, clause, subject, own)
        ends = (end(document, subject), Text(number.text))
        relation = vocab.relation("age")
        yield plain(statement(document, clause, relation, ends, span, "age.description"))


def _age_of_description(head: Token) -> Token | None:
    doc = head.doc
    if head.pos_ == "NUM" and not any(c.i > head.i and not c.is_punct for c in head.children):
        return head if _is_age(head) and syntax.kid(head, "cop") is not None else None
    for token in head.subtree:
        if token.lower_ in ("year", "years") and token.i + 1 < len(doc) and token.i >= 1:
            dashed = doc[token.i - 1].text == "-"
            old = doc[token.i + 1].lower_ == "old" or doc[token.i + 1].text == "-"
            number = doc[token.i - 2] if dashed and token.i >= 2 else doc[token.i - 1]
            near = head.i in (token.i, token.head.i, token.head.head.i)
            if old and near and _is_age(number):
                return number
    return None


def _affiliation(document: Document, person: Token) -> Iterator[Statement]:
    """ "Ann Ek of the Harbour Institute", "the Institute's Ann Ek", "Ann Ek (Harbour Party)"."""
    for child in person.children:
        body = syntax.name_head(child)
        if not _is_body(body) or syntax.same_name(person, body):
            continue
        if child.dep_ == "appos" and child.left_edge.text == "(":
            yield tie(document, person, "affiliatedWith", body, "affiliatedWith.bracket")
            continue
        owned = child.dep_ == "nmod:poss"
        tied = syntax.base(child) == "nmod" and syntax.preposition(child) in AFFILIATION
        if owned or tied:
            yield tie(document, person, "affiliatedWith", body, "affiliatedWith.name")


def _is_body(body: Token) -> bool:
    """A named organisation, or "the water board"."""
    definite = any(c.lower_ == "the" for c in syntax.kids(body, "det"))
    known = definite and lexicons.is_org_noun(syntax.noun_lemma(body))
    return body.ent_type_ == "ORG" or (known and not body.ent_type_ and body.tag_ == "NN")


def _home(document: Document, person: Token) -> Iterator[Statement]:
    """ "Ann Ek, 47, of Bergen, resigned": where she lives; "Ann of Orkney" is called so."""
    for child in syntax.kids(person, "nmod"):
        home, first = syntax.name_head(child), child.left_edge.i
        set_off = {person.doc[first].text, person.doc[max(first - 1, 0)].text} & {",", ")"}
        if set_off and home.ent_type_ == "LOC" and syntax.preposition(child) == "of":
            yield tie(document, person, "livesIn", home, "livesIn.name")


def _local(document: Document, place: Token) -> Iterator[Statement]:
    """ "a Bergen man", "Bergen woman Ann Ek": where they live; not "a US man"."""
    noun = place.head
    lives = place.ent_type_ == "LOC" and not is_polity(place)
    if lives and lexicons.is_person_noun(syntax.noun_lemma(noun)):
        for whom in described(noun) or [noun]:
            yield tie(document, whom, "livesIn", place, "livesIn.local")


def _is_private(noun: Token) -> bool:
    """Somebody by what they are or do for a living: "man", "nurse"; not "minister"."""
    lemma = syntax.noun_lemma(noun)
    return lexicons.is_person_noun(lemma) or lexicons.role_category(lemma) == "occupation"


def _from(document: Document, noun: Token) -> Iterator[Statement]:
    """ "a nurse from Bergen", "Ann Ek, a nurse from Bergen"; of a country it tells the origin."""
    for child in syntax.kids(noun, "nmod"):
        place = syntax.name_head(child)
        several = len(syntax.conjuncts(child)) > 1  # "men from Oslo and Bergen": some from each
        if place.ent_type_ == "LOC" and syntax.preposition(child) == "from" and not several:
            nation = lexicons.country_named(syntax.name_text(place)) is not None
            relation = "nationality" if nation else "livesIn"
            for whom in described(noun) or [noun]:
                yield tie(document, whom, relation, place, f"{relation}.from")


def _hyphened(document: Document, word: Token) -> Iterator[Statement]:
    """ "the Oslo-based charity Acme", "Oslo-born Ann Ek", "the Nobel Prize-winning poet"."""
    noun, doc = word.head, word.doc
    name = doc[max(word.i - 2 if word.nbor(-1).text == "-" else word.i - 1, 0)]
    kinds = types(noun) & {"person", "organization"}
    if noun.i < word.i or not kinds:
        return
    relation = BEHIND_HYPHEN[word.lower_]
    if relation == "basedIn" and "person" in kinds:
        relation = "livesIn"
    country = lexicons.country_of_adjective(name.text) is not None
    if name.ent_type_ in NAMED_BEFORE[relation] or (country and relation == "bornIn"):
        for whom in described(noun) or [noun]:
            yield tie(document, whom, relation, syntax.name_head(name), f"{relation}.adjective")


def _party(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Democratic senator Ann Ek", "Ann Ek is a Republican member of the council"."""
    head = document.doc[clause.head]
    if not lexicons.is_office(syntax.noun_lemma(head)):
        return
    for party in syntax.kids(head, "amod", "compound"):
        if party.text in PARTIES and party.ent_type_ != "ORG":
            for subject in clause.role("subject"):
                whom = document.doc[subject.head]
                yield tie(document, whom, "affiliatedWith", party, "affiliatedWith.party")


def _compatriot(document: Document, people: Token) -> Iterator[Statement]:
    """ "A Peruvian, Ann Ek, spoke"; "Ann Ek, a Peruvian, spoke"; "Republican Ann Ek spoke"."""
    persons = syntax.apposed_persons(people)
    if people.dep_ in ("appos", "amod", "compound", "nmod:desc") and people.head.ent_type_ == "PER":
        persons.append(people.head)
    for person in persons:
        if _is_member(people):
            yield tie(document, person, "affiliatedWith", people, "affiliatedWith.party")
        elif people.dep_ not in ("amod", "compound", "nmod:desc"):
            yield tie(document, person, "nationality", people, "nationality.people")


def _of_a_people(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "The sailors were Peruvians"."""
    head = document.doc[clause.head]
    if not is_demonym(head):
        return
    people = Argument("complement", head.i, syntax.phrase(head))
    for subject in clause.role("subject"):
        if "person" in types(document.doc[subject.head]):
            relation = vocab.relation("nationality")
            yield plain(joined(document, clause, relation, subject, people, "nationality.people"))


def _nationality(document: Document, clause: Clause) -> Iterator[Statement]:
    """ "Norwegian engineer Ann Ek", "the Norwegian airline Wideroe": whose country they are of."""
    head = document.doc[clause.head]
    lemma = syntax.noun_lemma(head)
    kinds = lexicons.is_person_noun(lemma) or lexicons.is_org_noun(lemma)
    if not kinds and lexicons.role_category(lemma) != "occupation":
        return
    compounds = [
        a
        for a in clause.role("of")
        if document.doc[a.head].dep_ == "compound"
        and lexicons.country(syntax.name_text(document.doc[a.head])) is not None
    ]
    for country in (*clause.role(NATIONALITY), *compounds):
        for subject in clause.role("subject"):
            if document.doc[subject.head].ent_type_ in ("LOC", "MISC"):
                continue
            span = evidence(document, clause, subject, country)
            ends = (end(document, subject), mention(document, country.head))
            relation = vocab.relation("nationality")
            yield plain(statement(document, clause, relation, ends, span, "nationality.adjective"))
