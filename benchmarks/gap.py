"""How well pronouns find the person they stand for: GAP's F1, by gender.

    python -m benchmarks.gap --shared ../shared [--errors 20]

GAP (Webster et al. 2018, "Mind the GAP") has 2000 passages of Wikipedia, each with one pronoun and
two names of the pronoun's gender; the annotation says whether the pronoun stands for each. Scored
as its own `gap_scorer.py` does: precision, recall and F1 over the 4000 decisions, by the pronoun's
gender, and the bias, feminine F1 over masculine. The resolver reads the passage alone, neither told
of the names nor of the title of the page.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc
from tqdm import tqdm

from benchmarks import commands
from kg import language
from kg.analysis import analyse
from kg.model import Article
from kg.resolve.coreference import find_chains
from kg.resolve.mentions import Kind, Phrase

FEMININE = frozenset({"she", "her", "hers", "herself"})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """One row: a text, the characters of its pronoun, and those of both names with the answer."""

    id: str
    text: str
    pronoun: Span
    names: tuple[tuple[Span, bool], ...]

    @property
    def feminine(self) -> bool:
        """Whether the pronoun is feminine."""
        return self.text[slice(*self.pronoun)].lower() in FEMININE


@dataclass(slots=True)
class Scores:
    """Counts of decisions, true and false."""

    right: int = 0
    found: int = 0
    gold: int = 0
    wrong: list[tuple[Passage, tuple[bool, ...]]] = field(default_factory=list)

    def add(self, passage: Passage, answer: tuple[bool, ...]) -> None:
        """Count the two decisions of a passage."""
        truth = tuple(is_same for _, is_same in passage.names)
        self.right += sum(a and t for a, t in zip(answer, truth, strict=True))
        self.found += sum(answer)
        self.gold += sum(truth)
        if answer != truth:
            self.wrong.append((passage, answer))

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def read_passages(path: Path) -> list[Passage]:
    """The rows of GAP's table."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Passage(
            id=row["ID"],
            text=row["Text"],
            pronoun=_span(row["Pronoun"], row["Pronoun-offset"]),
            names=tuple(
                (_span(row[name], row[f"{name}-offset"]), row[f"{name}-coref"].upper() == "TRUE")
                for name in ("A", "B")
            ),
        )
        for row in rows
    ]


def _span(words: str, offset: str) -> Span:
    return int(offset), int(offset) + len(words)


def answer_of(passage: Passage, doc: Doc) -> tuple[bool, ...]:
    """For each name whether the resolver puts the pronoun together with it."""
    chains = find_chains(doc)
    for cluster in chains.clusters:
        phrases = [chains.phrases[number] for number in cluster]
        if any(doc[phrase.head].idx == passage.pronoun[0] for phrase in phrases):
            return tuple(
                any(_mentions(doc, phrase, name) for phrase in phrases) for name, _ in passage.names
            )
    return tuple(False for _ in passage.names)


def _mentions(doc: Doc, phrase: Phrase, name: Span) -> bool:
    """Whether a phrase is the name at those characters, or a noun or name inside it."""
    words = range(phrase.first, phrase.last) if phrase.kind is Kind.NAME else (phrase.head,)
    return any(name[0] <= doc[word].idx < name[1] for word in words)


def main() -> None:
    """Print the table."""
    parser = commands.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print that many wrong passages")
    options = parser.parse_args()
    passages = read_passages(options.shared / "data/coref/gap-development.tsv")
    nlp = language.load()
    scores = {"masculine": Scores(), "feminine": Scores(), "overall": Scores()}
    for passage in tqdm(passages, unit="passage", disable=None):
        article = Article(passage.id, passage.id, passage.text, "", passage.id)
        answer = answer_of(passage, analyse(article, nlp).doc)
        scores["overall"].add(passage, answer)
        scores["feminine" if passage.feminine else "masculine"].add(passage, answer)
    for name, tally in scores.items():
        precision, recall, f1 = tally.figures
        print(f"{name:10s} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    bias = scores["feminine"].figures[2] / scores["masculine"].figures[2]
    print(f"bias       {bias:.3f}")
    for passage, answer in scores["overall"].wrong[: options.errors]:
        print(passage.id, answer, passage.text)


if __name__ == "__main__":
    main()
