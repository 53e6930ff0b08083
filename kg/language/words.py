"""Words: spaCy's English tokeniser, with what the treebanks keep whole or cut and it does not."""

from __future__ import annotations

from typing import Any, cast

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

#: Abbreviations that the blank tokeniser would split; treebanks keep them whole.
ABBREVIATIONS = (
    "Lt.", "Col.", "Sgt.", "Capt.", "Maj.", "Cpl.", "Cmdr.", "Brig.", "Hon.", "Msgr.", "Supt.",
    "Pte.", "Pvt.", "Pfc.", "Spc.", "Insp.", "Det.", "Amb.", "Atty.", "Cllr.", "Dept.", "Assn.",
    "Div.", "Regt.", "Mt.", "Ft.", "Blvd.", "Ave.", "Sr.", "Gens.", "Reps.", "Sens.", "Govs.",
    "Pres.", "Drs.", "Profs.", "Fr.", "Mme.", "Mlle.", "Nos.", "Fig.", "Figs.", "Vol.",
    "vol.", "approx.", "cf.", "Sec.", "Sept.", "Mon.", "Tues.", "Wed.", "Thurs.", "Fri.", "Tel.",
    "Univ.", "Wm.", "Esq.", "Tex.", "Vt.", "Wyo.", "W.Va.",
)  # fmt: skip
#: "won 2–0", "aged 8–10": a long dash between figures is a word, as a hyphen there is.
FIGURES = r"(?<=[0-9])[–—](?=[0-9])"
#: "the ‘zone’—in May": so are a closing mark and the dash behind it.
CLOSING = r"[’”\")](?=[’”\")]*[–—])", r"(?<=[’”\")])[–—]"


class Tokeniser:
    """Cuts text into words, as spaCy calls it."""

    def __init__(self, nlp: Language) -> None:
        """Start from the tokeniser of a blank English pipeline."""
        self._plain = cast(Any, nlp.tokenizer)  # spacy.tokenizer.Tokenizer, which has no types
        for abbreviation in ABBREVIATIONS:
            self._plain.add_special_case(abbreviation, [{"ORTH": abbreviation}])
        infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), FIGURES, *CLOSING])
        self._plain.infix_finditer = infixes.finditer

    def __call__(self, text: str) -> Doc:
        """The words of `text`."""
        doc: Doc = self._plain(text)
        with doc.retokenize() as change:
            for sign in doc[:-2]:
                if _is_before_number(sign):
                    change.merge(doc[sign.i : sign.i + 2])
        return doc


def _is_before_number(sign: Token) -> bool:
    """ "No. 5 is closed": the full stop belongs to "No." before a figure, and nowhere else."""
    if sign.text != "No" or sign.whitespace_:
        return False
    stop, figure = sign.nbor(1), sign.nbor(2)
    return stop.text == "." and bool(stop.whitespace_) and figure.text[0].isdigit()
