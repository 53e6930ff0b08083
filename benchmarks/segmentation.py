"""Sentences and words of raw text: precision, recall and F1 on two treebanks.

    python -m benchmarks.segmentation --shared ../shared [--errors 20]

The text is rebuilt from the treebank (paragraphs apart by an empty line), read by the pipeline's
tokeniser and sentence rules, and compared span by span, as the CoNLL 2018 shared task does. A
sentence is right only if it begins and ends where the treebank's does. The parts of "don't" count
as words; a word whose parts do not spell it counts whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import commands
from kg.language import load
from kg.language.sentences import mark_sentences

Span = tuple[int, int]


@dataclass
class Text:
    """A document's raw text, with its words and sentences as character ranges."""

    name: str
    raw: str = ""
    words: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)


def read(path: Path) -> Iterator[Text]:
    """The documents of a CoNLL-U file (https://universaldependencies.org/format.html)."""
    text: Text | None = None
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.splitlines()
        names = [line.partition("= ")[2] for line in lines if line.startswith("# newdoc")]
        if names:
            if text is not None:
                yield text
            text = Text(names[0])
        assert text is not None, f"{path} does not begin with a document"
        if text.raw and any(line.startswith("# newpar") for line in lines):
            text.raw = text.raw.rstrip() + "\n\n"
        _add_sentence(text, [line.split("\t") for line in lines if line[:1].isdigit()])
    if text is not None:
        yield text


def _add_sentence(text: Text, rows: list[list[str]]) -> None:
    start, inside, whole = len(text.raw), 0, 0
    parts: dict[int, str] = {int(row[0]): row[1] for row in rows if row[0].isdigit()}
    for row in rows:
        number = row[0]
        if "." in number or (number.isdigit() and int(number) <= inside):
            continue  # an elided word, or a part of the word before
        forms = [row[1]]
        if "-" in number:
            whole, inside = map(int, number.split("-"))
            spelt = [parts[i] for i in range(whole, inside + 1)]
            forms = spelt if "".join(spelt) == row[1] else forms
        for form in forms:
            text.words.append((len(text.raw), len(text.raw) + len(form)))
            text.raw += form
        end = len(text.raw)
        text.raw += "" if "SpaceAfter=No" in row[9] else " "
    text.sentences.append((start, end))


def found_in(raw: str) -> tuple[list[Span], list[Span]]:
    """Words and sentences as our pipeline cuts them, white space left out."""
    doc = load().make_doc(raw)
    words = [(t.idx, t.idx + len(t)) for t in doc if not t.is_space]
    sentences = []
    for first, last in mark_sentences(doc):
        real = [t for t in doc[first:last] if not t.is_space]
        if real:
            sentences.append((real[0].idx, real[-1].idx + len(real[-1])))
    return words, sentences


def differences(text: Text, found: list[Span]) -> Iterator[str]:
    """Where only the treebank (`-`) or only we (`+`) end a sentence."""
    gold, ours = ({end for _, end in spans} for spans in (text.sentences, found))
    for end in sorted(gold ^ ours):
        before, after = text.raw[max(0, end - 60) : end], text.raw[end : end + 40]
        sign = "-" if end in gold else "+"
        yield f"{sign} {text.name}: {before} | {after}".replace("\n", "⏎")


def main() -> None:
    """Print the figures of each treebank."""
    parser = commands.parser(__doc__)
    parser.add_argument("--errors", type=int, default=0, help="show so many differing ends each")
    options = parser.parse_args()
    for name in ("ewt-dev", "gum-dev"):
        counts: dict[str, Counter[str]] = {"words": Counter(), "sentences": Counter()}
        errors: list[str] = []
        for text in read(options.shared / f"data/ud/{name}.conllu"):
            words, sentences = found_in(text.raw)
            for what, gold, ours in (
                ("words", text.words, words),
                ("sentences", text.sentences, sentences),
            ):
                both = len(set(gold) & set(ours))
                counts[what].update(gold=len(gold), found=len(ours), both=both)
            errors += differences(text, sentences)
        for what, count in counts.items():
            precision, recall = count["both"] / count["found"], count["both"] / count["gold"]
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{name:8s} {what:10s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
        for line in errors[:: max(1, len(errors) // options.errors)] if options.errors else ():
            print("  " + line)


if __name__ == "__main__":
    main()
