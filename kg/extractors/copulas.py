"""What something is, in the words of the text: "Acme is one of the oldest firms in Peru"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg import wording
from kg.clauses import syntax
from kg.clauses.arguments import TIME_NOUNS
from kg.clauses.descriptions import NATIONALITY, description_lemma, linking_verb
from kg.clauses.types import is_demonym
from kg.lexicons import is_person_noun, is_role
from kg.model import Argument, Clause, Document, End, Mention, Statement, Text
from kg.rules import matches
from kg.statements import (
    end,
    evidence,
    is_specific,
    is_time,
    joined,
    statement,
    takes_part,
    words,
)
from kg.trees.arguments import CALLING

RULE = "open.is"
#: What one is the first or last of, and no more: "the best player of the year".
VAGUE = TIME_NOUNS | {"game", "kind", "lot", "matter", "season", "sort", "thing", "type", "world"}
SILENT_ROLES = ("subject", NATIONALITY)
EXPLETIVES = frozenset({"it", "this", "that", "these", "those"})


def extract(document: Document, clauses: Sequence[Clause]) -> tuple[Statement, ...]:
    """What no rule and no office tells of a description."""
    return tuple(s for c in clauses if c.kind == "copula" for s in _of_clause(document, c))


def _of_clause(document: Document, clause: Clause) -> Iterator[Statement]:
    head = document.doc[clause.head]
    known = is_role(syntax.noun_lemma(head)) or is_demonym(head)
    if not known and linking_verb(head) is None and not matches(clause, document):
        yield from _is(document, clause)


def _is(document: Document, clause: Clause) -> Iterator[Statement]:
    """What something is, in the text's words: "Acme, a software firm" -> is "a software firm"."""
    doc = document.doc
    head = doc[clause.head]
    tokens = _without_names(head)
    if head.dep_ == "nmod:desc" and head.pos_ == "PROPN" and not is_person_noun(head.lower_):
        return  # "Dr. Ek", "Hurricane Ida"; but "Voter Ann Ek"
    if head.pos_ == "NUM" and syntax.kid(head, "cop") is None:
        return  # "(4 May 1931, Oslo)"
    if head.tag_ == "NNS" and len(tokens) < 3 and syntax.kid(head, "cop") is None:
        return  # "the companies Aker and Orkla" only says what kind of thing they are
    preposition = syntax.preposition(head) if syntax.kid(head, "cop") is not None else ""
    if clause.negated:  # the statement is negated, not what it is about: "is not [a doctor]"
        tokens = tuple(i for i in tokens if doc[i].lower_ not in ("not", "n't", "never"))
    complement: End = Text(f"{preposition} {words(doc, tokens)}".strip())  # "is in contact with"
    if head.ent_type_ and not preposition:
        complement = Mention(syntax.name_head(head).i, tokens[0], tokens[-1])
    own = Argument("complement", head.i, tokens)
    for subject in clause.role("subject"):
        if not is_specific(doc[subject.head]) or doc[subject.head].lower_ in EXPLETIVES:
            continue
        if preposition and head.ent_type_:
            yield from _is_from(document, clause, subject, preposition)
            continue
        ends = (end(document, subject), complement)
        span = evidence(document, clause, subject, own)
        relation = wording.relation("is")
        yield statement(document, clause, relation, ends, span, RULE)
        for argument in clause.arguments:
            if argument.role in SILENT_ROLES or not _completes(clause, argument, doc):
                continue
            relation = wording.relation("be", description_lemma(head), argument.role)
            yield joined(document, clause, relation, subject, argument, RULE)


def _completes(clause: Clause, argument: Argument, doc: Doc) -> bool:
    """ "head of Acme", "dependent on donors": a name, or what an adjective asks for."""
    token = doc[argument.head]
    if token.ent_type_:
        return True
    if argument.role == "of" and doc[clause.head].pos_ != "ADJ":
        return _is_known(doc[clause.head], token)
    takes = doc[clause.head].pos_ == "ADJ" and token.tag_ != "PRP$"
    takes = takes and not is_time(clause, argument)
    return takes and (argument.role == "on" or takes_part(clause, argument, token))


def _is_known(head: Token, token: Token) -> bool:
    """ "the award" of "was the youngest winner of the award": something the text tells of."""
    if token.tag_ != "NN" or syntax.noun_lemma(token) in VAGUE or syntax.kid(head, "cop") is None:
        return False
    return syntax.is_definite(token)


def _without_names(noun: Token) -> tuple[int, ...]:
    """A description without the name it describes: "doctoral candidate" of "... Ann Ek"."""
    tokens = syntax.phrase(noun)
    for child in syntax.kids(noun, "flat", "appos"):
        if child.ent_type_ and child.i > noun.i and not syntax.same_name(noun, child):
            first = syntax.name_span(child).start
            tokens = tuple(i for i in tokens if i < first)
    for verb in syntax.kids(noun, "acl"):
        if verb.tag_ == "VBN" and verb.lemma_ in CALLING | {"know"}:
            tokens = tuple(i for i in tokens if i < verb.left_edge.i)  # "a feast called Lent"
    return tokens


def _is_from(
    document: Document, clause: Clause, subject: Argument, preposition: str
) -> Iterator[Statement]:
    """ "The crew were from Norway and Peru": one statement for each name."""
    for token in syntax.conjuncts(document.doc[clause.head]):
        name = syntax.name_head(token)
        other = Argument(preposition, name.i, syntax.phrase(name))
        relation = wording.relation("be", preposition)
        yield joined(document, clause, relation, subject, other, RULE)
