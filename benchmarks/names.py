"""Names in news, through the whole analysis: precision, recall and F1 by kind.

    python -m benchmarks.names --shared ../shared [--errors]

Every fifth of the articles annotated with names is kept out of training; each is read as raw text,
with sentences, names and their repairs as a build does it, and the names are compared by their
exact characters. `training.evaluate` measures the bare network on the same articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks import commands
from kg.analysis import analyse
from kg.language import load
from kg.model import Article

Name = tuple[int, int, str]  # first character, character after the last, kind

KINDS = ("PER", "ORG", "LOC", "MISC")
TOGETHER = "PER, ORG and LOC"


def held_out(path: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every fifth document of a .bio file: its name and its (word, tag) pairs."""
    blocks = path.read_text(encoding="utf-8").split("# doc = ")[1:]
    for block in blocks[4::5]:
        name, *lines = block.splitlines()
        yield name, [(word, tag) for word, tag in (line.split("\t") for line in lines if line)]


def gold_names(text: str, rows: list[tuple[str, str]]) -> list[Name]:
    """The names of tagged words, which stand in this order in `text`."""
    names: list[Name] = []
    at = 0
    for word, tag in rows:
        start = text.index(word, at)
        at = start + len(word)
        if tag[0] == "B":
            names.append((start, at, tag[2:]))
        elif tag[0] == "I":
            names[-1] = (names[-1][0], at, names[-1][2])
    return names


def found_names(text: str) -> list[Name]:
    """The names that the analysis of a build finds in `text`."""
    document = analyse(Article("x", "x", text, "x", "x"), load())
    return [(name.start_char, name.end_char, name.label_) for name in document.doc.ents]


def main() -> None:
    """Print the figures."""
    parser = commands.parser(__doc__)
    parser.add_argument("--errors", action="store_true", help="show every name missed or wrong")
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, TOGETHER)}
    for file, rows in held_out(options.shared / "data/ner/news-names.bio"):
        text = (options.shared / "data/news" / file).read_text(encoding="utf-8")
        gold, found = gold_names(text, rows), found_names(text)
        for kind, count in counts.items():
            own = [{n for n in names if n[2] in kind} for names in (gold, found)]
            count.update(gold=len(own[0]), found=len(own[1]), both=len(own[0] & own[1]))
        if options.errors:
            for start, end, kind in sorted(set(gold) ^ set(found)):
                sign = "-" if (start, end, kind) in gold else "+"
                shown = f"{text[start - 50 : start]}[{text[start:end]}]{text[end : end + 40]}"
                print(sign, kind, "|", shown.replace("\n", "⏎"))
    for kind, count in counts.items():
        precision, recall = count["both"] / count["found"], count["both"] / count["gold"]
        f1 = 2 * precision * recall / (precision + recall)
        share = f"({count['both']} of {count['gold']} found)"
        print(f"{kind:18s} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {share}")


if __name__ == "__main__":
    main()
