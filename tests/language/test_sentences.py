"""Sentence boundaries: a table of invented examples, `|` marking where a sentence begins."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.language import load
from kg.language.sentences import mark_sentences

EXAMPLES = [
    "Mr. Hale met Lt. Gen. Ada Brook on Jan. 5. |He left.",
    "Col. T. Vance and Sgt. Poole spoke. |Nobody else did.",
    'He said: "I will go." |She stayed. |“Yes.” |They left.',
    "“We are ready,” he said. |“So are they.” |Talks begin today.",
    "J. R. Smith lives in the U.S. |The head of the U.S. Senate left at 5 p.m. |Police came.",
    "The U.S. President spoke at 5 p.m. Monday. |He was calm.",
    "PORTO NOVO, Nov. 24 (Agency) - |Norland and Sudmark signed a pact. |It holds.",
    "WASHINGTON, D.C. — |The envoy arrived. |He rested.",
    "Route No. 5 is 3.5 km long. |It is closed.",
    "He said no. |Smith agreed.",
    "Really?! |Yes... |Maybe. |And... then he went.",
    '"Why now?" Smith asked. |"Because!" she said.',
    '"Why now?" asked the envoy. |Nobody knew.',
    "He works at Acme Inc. |The firm grew. |Acme Inc. President Doe left.",
    "It ended.|Next came the vote.",
    "He said 'no.' |Then he left. |(It rained.) |The end.",
    'It was " fun . " |He said so .',
    "Prices rose 4.5 percent to $3.20 a litre. |Demand fell.",
    "Yahoo! said it agreed. |Shares rose.",
    "They sell pens, paper, etc. |Customers like it.",
    "George W. Grant spoke. |Grant v. Hill was decided.",
    "Pact signed in Porto\n|By Ann Lee\n\n|The pact was signed. |It holds.",
    "The minister said:\n|- Taxes fall.\n|- Wages rise.",
    "He came late. |nobody waited. |The Jeopardy! host left. |“Why?” he asked.",
    "It was sold in 1805. [6] |Then it burnt. [7] [8] |Nobody was hurt.",
    "It cost A$20m. |Shares fell 3 kg. |Prices rose.",
    "A strike hit the town .\n.\n\n|Nobody was hurt.",
    "Her No. 2 left. |No. |We met 5 of them. |No. 5 is closed.",
    "Tues. was calm. |Cllr. Ann Lee of the 3rd Infantry Div. won.",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_boundaries(example: str) -> None:
    doc = load().make_doc(example.replace("|", ""))
    found = [doc[start:end] for start, end in mark_sentences(doc)]
    assert "|".join(span.text_with_ws for span in found) == example


def test_hard_wrapped_lines_do_not_end_sentences() -> None:
    text = (
        "The ministers of both countries met on Tuesday in the old town hall\n"
        "of Porto to discuss the new railway, which is to be built by a group\n"
        "of companies from three countries and should be open to everybody by\n"
        "the end of the decade. Neither side wanted to comment on what it may\n"
        "cost.\n"
    )
    doc = load().make_doc(text)
    assert len(mark_sentences(doc)) == 2


def test_ranges_cover_the_document() -> None:
    doc = load().make_doc("\n\n  One. \n\n Two \n")
    ranges = mark_sentences(doc)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == len(doc)
    assert all(a[1] == b[0] for a, b in pairwise(ranges))
