"""Every shipped rule reads its own examples on the real model, and a wrong rule file is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from kg import rules
from kg.analysis import analyse
from kg.clauses import extract as clauses_of
from kg.clauses import syntax
from kg.errors import RuleError
from kg.extractors.relations import extract as statements_of
from kg.language import load
from kg.model import Article, Document, End, Mention, Modality, PostEnd, Statement
from kg.rules import Rule
from kg.statements import words


@dataclass(frozen=True)
class Reading:
    """What the relations of one example sentence came to."""

    document: Document
    statements: tuple[Statement, ...]

    def of(self, rule: Rule) -> set[tuple[str, str, Modality, bool]]:
        """Subject, object, modality and negation of each statement that `rule` made."""
        return {
            (self._text(s.subject), self._text(s.object), s.modality, s.negated)
            for s in self.statements
            if s.rule == rule.id
        }

    def _text(self, end: End) -> str:
        if isinstance(end, Mention):
            head = self.document.doc[end.head]
            if head.ent_type_:
                return bare(syntax.name_text(head))
            phrase = words(self.document.doc, range(end.first, end.last + 1))
            return bare(phrase.partition(",")[0])
        return bare(end.label if isinstance(end, PostEnd) else end.text)


def bare(phrase: str) -> str:
    """A phrase without its article or possessive, in small letters."""
    return re.sub(r"^(the|a|an|his|her|its|their) ", "", phrase.strip().lower())


@cache
def read(sentence: str) -> Reading:
    article = Article("example", "example", sentence, sentence, "example")
    document = analyse(article, load())
    return Reading(document, statements_of(document, clauses_of(document)))


def expected(example: str) -> tuple[str, tuple[str, str, Modality, bool]]:
    """ "S. => not planned: A | B" -> "S." and A, B, PLANNED, True."""
    sentence, _, fact = example.partition(" => ")
    marks, colon, pair = fact.partition(": ")
    marked = marks.split() if colon else []
    subject, _, obj = (pair if colon else fact).partition(" | ")
    modality = next((Modality(m) for m in marked if m != "not"), Modality.ACTUAL)
    return sentence, (bare(subject), bare(obj), modality, "not" in marked)


ALL = rules.every_rule()
YES = [(rule, example) for rule in ALL for example in rule.yes]
NO = [(rule, sentence) for rule in ALL for sentence in rule.no]


@pytest.mark.parametrize(("rule", "example"), YES, ids=[f"{r.id}: {e}" for r, e in YES])
def test_rule_states_its_example(rule: Rule, example: str) -> None:
    sentence, fact = expected(example)
    assert fact in read(sentence).of(rule)


@pytest.mark.parametrize(("rule", "sentence"), NO, ids=[f"{r.id}: {s}" for r, s in NO])
def test_rule_leaves_its_counter_example_alone(rule: Rule, sentence: str) -> None:
    assert read(sentence).of(rule) == set()


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in ALL}) == len(ALL)


GOOD = """
relation = "meets"
[[rule]]
id = "meet"
predicates = ["meet"]
subject = "agent"
object = "agent"
yes = ["Ann Ek met Bo Lund. => Ann Ek | Bo Lund"]
no = ["Ann Ek met the deadline."]
"""


def test_a_rule_file_gives_its_rules() -> None:
    (rule,) = rules.parse(GOOD, "meets.toml")
    assert (rule.id, rule.relation.name, rule.roles) == ("meets.meet", "meets", ("object",))
    assert rule.kinds == {"verb", "noun"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"meets"', '"mets"', "mets"),
        ("relation =", "relations =", "relation"),
        ("relation =", "= relation =", "meets.toml"),
        ("[[rule]]", "[[rules]]", "rule"),
        ('relation = "meets"', 'relation = "meets"\nlabel = "x"', "unknown key 'label'"),
        ("predicates =", "predicate =", "unknown key 'predicate'"),
        ('subject = "agent"', 'subject = "animal"', "'animal' is no type"),
        ('subject = "agent"\n', "", "'subject' is missing"),
        ('object = "agent"', 'object = "agent"\nkinds = ["adverb"]', "'adverb' is no kind"),
        ('object = "agent"', 'object = "agent"\nwords = ["man"]', "'words' gives lists by role"),
        ('no = ["Ann Ek met the deadline."]', "no = []", "'no' is missing"),
        ('yes = ["Ann Ek met Bo Lund. => Ann Ek | Bo Lund"]', "", "'yes' is missing"),
        (" => Ann Ek | Bo Lund", "", "is not 'sentence => subject | object'"),
    ],
)
def test_a_wrong_rule_file_is_refused_by_name(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RuleError, match=re.escape(message)) as caught:
        rules.parse(GOOD.replace(old, new, 1), "meets.toml")
    assert "meets.toml" in str(caught.value)
    assert "\n" not in str(caught.value).strip()
