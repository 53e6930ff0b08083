"""The verbs of rules and lexicons are recognised in all their forms."""

from __future__ import annotations

import pytest

from kg import rules
from kg.language.verbs import lemmas, participle, regular
from kg.predicates import event_nouns


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stop", "stops stopping stopped"),
        ("bomb", "bombs bombing bombed"),
        ("carry", "carries carrying carried"),
        ("rule", "rules ruling ruled"),
        ("flee", "flees fleeing fleed"),
        ("tie", "ties tying tied"),
        ("catch", "catches catching catched"),
        ("travel", "travels traveling traveled travelling travelled"),
        ("quit", "quits quitting quitted"),
    ],
)
def test_regular_forms(verb: str, forms: str) -> None:
    assert sorted(regular(verb)) == sorted(forms.split())


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("render", "rendered"),
        ("visit", "visited"),
        ("develop", "developed"),
        ("stop", "stopped"),
        ("refer", "referred"),
        ("offer", "offered"),
        ("limit", "limited"),
        ("compel", "compelled"),
        ("admit", "admitted"),
        ("choose", "chosen"),
        ("carry", "carried"),
        ("name", "named"),
    ],
)
def test_participles(verb: str, form: str) -> None:
    assert participle(verb) == form


@pytest.mark.parametrize(
    ("tag", "form", "lemma"),
    [
        ("VBD", "shot", "shoot"),
        ("VBD", "found", "find"),
        ("VB", "found", "found"),
        ("VBD", "founded", "found"),
        ("VBN", "slain", "slay"),
        ("VBD", "fled", "flee"),
        ("VBG", "shelling", "shell"),
        ("VBN", "impeded", "impede"),
        ("VBP", "forgave", "forgive"),
        ("VBD", "ranged", "range"),
    ],
)
def test_form_and_tag_give_the_lemma(tag: str, form: str, lemma: str) -> None:
    assert lemmas()[tag, form] == lemma


def test_every_verb_of_a_rule_is_known() -> None:
    verbs = {p.split()[0] for r in rules.every_rule() if "verb" in r.kinds for p in r.predicates}
    verbs -= {noun for noun, e in event_nouns().items() if e.verb == noun}
    # "outcry" and "solidarity" stand for no verb
    verbs |= {e.verb.split()[0] for noun, e in event_nouns().items() if e.verb != noun}
    unknown = verbs - set(lemmas().values()) - {"have"}
    assert sorted(verb for verb in unknown if "-" not in verb) == []
