"""Sentences and all their open triples, in the words of the text, read by the real model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg import openie
from kg.analysis import analyse
from kg.language import load
from kg.model import Article
from kg.openie import OpenTriple, spans
from kg.views.openie import row

GOLDEN = {
    # verbs and what goes with them
    "Ann Ek toured Peru in May.": ["Ann Ek | toured | Peru | in May"],
    "In 2009, Ann Ek moved to Oslo.": ["Ann Ek | moved to | Oslo | In 2009"],
    "She gave the museum a painting.": ["She | gave | the museum | a painting"],
    "The ferry left.": ["The ferry | left"],
    "She re-elected him.": ["She | re-elected | him"],
    "Norvik has been trying to buy the mill.": ["Norvik | has been trying to buy | the mill"],
    "Prices rose sharply in Peru.": ["Prices | rose sharply in | Peru"],
    "However, prices fell.": ["prices | fell"],
    # passives
    "Bo Lund was named as head of Acme by the board.": [
        "Bo Lund | was named as | head of Acme | by the board"
    ],
    "The bridge built by Norvik collapsed in May.": [
        "The bridge | [is] built by | Norvik",
        "The bridge built by Norvik | collapsed in | May",
    ],
    "Nobody was hurt in Oslo.": ["Nobody | was hurt in | Oslo [not]"],
    # coordination: each verb, each object; who acts stays together
    "Ann Ek and Bo Lund will sell the mill and the shop and leave Oslo.": [
        "Ann Ek and Bo Lund | will sell | the mill [planned]",
        "Ann Ek and Bo Lund | will sell | the shop [planned]",
        "Ann Ek and Bo Lund | will leave | Oslo [planned]",
    ],
    "They met in May and in June.": ["They | met in | May", "They | met in | June"],
    "They sailed to Oslo and from Bergen.": ["They | sailed to | Oslo and from Bergen"],
    # control
    "The group's ability to sell weapons worries Peru.": [
        "The group | to sell | weapons [possible]",
        "The group's ability to sell weapons | worries | Peru",
    ],
    "Ann Ek found a way to sell the mill.": ["Ann Ek | found | a way to sell the mill"],
    "The judge ordered Ann Ek to pay a fine.": [
        "The judge | ordered | Ann Ek | to pay a fine",
        "Ann Ek | to pay | a fine [planned]",
    ],
    "Ann Ek accused Norvik of stealing the plans.": [
        "Ann Ek | accused | Norvik | of stealing the plans",
        "Norvik | stealing | the plans [possible]",
    ],
    # relatives and remarks
    "The firm, which Ann Ek founded in 1990, was sold to Norvik.": [
        "Ann Ek | founded | The firm | in 1990",
        "The firm | was sold to | Norvik",
    ],
    "The road that leads to the port was closed in May.": [
        "The road | leads to | the port",
        "The road that leads to the port | was closed in | May",
    ],
    # being
    "Ann Ek is the head of Acme.": ["Ann Ek | is | the head of Acme"],
    "The deal is subject to approval.": ["The deal | is subject to | approval"],
    "Ann Ek was not in Oslo.": ["Ann Ek | was not in | Oslo [not]"],
    "There were protests in Oslo.": ["There | were | protests in Oslo"],
    "Ann Ek, the mayor of Oslo, resigned.": [
        "Ann Ek | [is] | the mayor of Oslo",
        "Ann Ek | resigned",
    ],
    "Acme head Ann Ek resigned.": ["Ann Ek | [is] | Acme head", "Acme head Ann Ek | resigned"],
    "The dam is said to be safe for boats.": ["The dam | is said to be | safe for boats"],
    "They visited ports including Bergen and Tarn.": [
        "They | visited | ports including Bergen and Tarn",
        "ports | including | Bergen",
        "ports | including | Tarn",
    ],
    # when and on what condition
    "If it rains, the match will be cancelled.": [
        "it | rains [hypothetical]",
        "the match | will be cancelled | If it rains [hypothetical]",
    ],
    "Ann Ek raised money by selling the mill.": [
        "Ann Ek | raised | money | by selling the mill",
        "Ann Ek | selling | the mill",
    ],
    "As expected, Ann Ek won the race.": ["Ann Ek | won | the race"],
    # quotation marks stay with what they enclose
    '"I am glad that they left Oslo", Ann Ek said.': [
        "I | am | glad <Ann Ek>",
        "they | left | Oslo <Ann Ek>",
        'Ann Ek | said | "I am glad that they left Oslo"',
    ],
    # who says it
    "The bank will close, Ann Ek said.": [
        "The bank | will close [planned] <Ann Ek>",
        "Ann Ek | said | The bank will close",
    ],
    "According to police, Bo Lund stole a car.": ["Bo Lund | stole | a car <police>"],
    # what is no triple of its own
    "Mr. Lund met Ann Ek in Bergen, Norway.": ["Mr. Lund | met | Ann Ek | in Bergen, Norway"],
    "Ann Ek, not Bo Lund, won the race.": ["Ann Ek | won | the race"],
}
HOSTILE = [
    'He said "\u202e🚢\u2028 }{ " <script>alert(1)</script> and \x07left.',
    "((((( - -- , ; . ' \" of of of the the",
    "Said said said said, said that that which who whom.",
    "a\n\n\tb \n c",
    "Ek, Ek, Ek, Ek and Ek and Ek, of Ek, by Ek, was were is been.",
    "To be or not to be, who is what, and which of them there is?",
    "re-re-re - elected -- pre- and post-war — “unclosed",
]


def lines(text: str) -> list[str]:
    """Each triple as "Ann Ek | met | Bo Lund [planned] <who says it>"."""
    doc, found = read(text)
    return [line(row(doc, triple)) for triple in found]


def read(text: str) -> tuple[Doc, tuple[OpenTriple, ...]]:
    document = analyse(Article("x", "x", text, text, "x"), load())
    return document.doc, openie.read(document)


def line(found: dict) -> str:
    marks = "" if found["modality"] == "actual" else f" [{found['modality']}]"
    marks += " [not]" if found["negated"] else ""
    marks += f" <{found['speaker']}>" if found["speaker"] else ""
    return " | ".join([found["subject"], found["relation"], *found["objects"]]) + marks


@pytest.mark.parametrize("text", GOLDEN)
def test_all_triples_of_a_sentence(text: str) -> None:
    assert lines(text) == GOLDEN[text]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text(text: str) -> None:
    check(text)


@settings(max_examples=30, deadline=None)
@given(st.text(st.sampled_from("Ek said that (,) who is not “in Oslo” -\n.'s and"), max_size=60))
def test_any_text(text: str) -> None:
    if text.strip():
        check(text)


def check(text: str) -> None:
    """Every part is words of one sentence, in text order, and none is empty."""
    doc, found = read(text)
    for triple in found:
        draft, sentence = triple.draft, doc[triple.clause.head].sent
        assert draft.subject and (draft.relation or draft.implied)
        for part in (draft.subject, draft.relation, *draft.objects):
            assert list(part) == sorted(set(part))
            assert all(sentence.start <= number < sentence.end for number in part)
        assert all(spans.text(doc, part) for part in (draft.subject, *draft.objects))
        assert 0 < triple.confidence < 1


def test_a_quotation_of_nobody_is_not_the_narrators() -> None:
    text = "It rained in Oslo.\n\n“We have sold the old mill to the council and we will leave.”"
    sold = next(found for found in lines(text) if "sold" in found)
    assert sold.endswith("<[unknown]>")


def test_surer_of_a_main_clause_than_of_a_verb_alone() -> None:
    _, (whole,) = read("Ann Ek sold the mill.")
    _, (alone,) = read("The ferry left.")
    assert whole.confidence > 0.6 > 0.4 > alone.confidence
