"""Words: a table of invented examples, one space between two words."""

from __future__ import annotations

import pytest

from kg.language import load

EXAMPLES = {
    "Lt. Ada Brook won 3–1.": "Lt. Ada Brook won 3 – 1 .",
    "Route No. 5, No. 7": "Route No. 5 , No. 7",
    "He said no. 5 men left. No.": "He said no . 5 men left . No .",
    "U.S.-led troops won't go": "U.S. - led troops wo n't go",
    "Aged 8–10, the ‘zone’—in May (or “so”)—is": (
        "Aged 8 – 10 , the ‘ zone ’ — in May ( or “ so ” ) — is"
    ),
    "It cost $52 million (or €1.5bn).": "It cost $ 52 million ( or € 1.5bn ) .",
    "See https://news.example/a?b=1, ann@news.example.": (
        "See https://news.example/a?b=1 , ann@news.example ."
    ),
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_words(text: str) -> None:
    assert " ".join(token.text for token in load().make_doc(text)) == EXAMPLES[text]
