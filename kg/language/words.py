"""Words: spaCy's English tokeniser, with what the treebanks keep whole or cut and it does not."""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.en import English, EnglishDefaults
from spacy.tokens import Doc, Token

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
#: "U.S.-led": so is the hyphen behind initials.
INITIALS = r"(?<=[A-Z]\.)-(?=[A-Za-z])"

EXCEPTIONS = {
    **EnglishDefaults.tokenizer_exceptions,
    **{abbreviation: [{"ORTH": abbreviation}] for abbreviation in ABBREVIATIONS},
}
INFIXES = [*(EnglishDefaults.infixes or ()), FIGURES, *CLOSING, INITIALS]


class Defaults(EnglishDefaults):
    """What the tokeniser is made from."""

    tokenizer_exceptions = EXCEPTIONS
    infixes = INFIXES


class News(English):
    """A blank English pipeline that cuts text into words as the treebanks do."""

    Defaults = Defaults

    def __init__(self) -> None:
        """As any blank pipeline."""
        super().__init__()
        self.tokenizer = Tokeniser(self.tokenizer)


class Tokeniser:
    """Cuts text into words, as spaCy calls it."""

    def __init__(self, plain: Callable[[str], Doc]) -> None:
        """Start from another tokeniser."""
        self._plain = plain

    def __call__(self, text: str) -> Doc:
        """The words of `text`."""
        doc = self._plain(text)
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
