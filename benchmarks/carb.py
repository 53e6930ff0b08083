"""How well open triples agree with those people wrote: CaRB, by its own rules.

    python -m benchmarks.carb --shared ../shared

Every sentence of CaRB's development set becomes an article of its own, is built and exported with
`kg export --format openie`, and scored beside OpenIE 5, whose output comes with the data. The
sentences are Penn Treebank tokens; they are read as people write them, and the words of our
triples are turned into those tokens again. The implied "[is]" counts as "is".

The second table is about who says it, on CaRB's 120 sentences with a verb of speech: the gold has
the speaker of many triples as "C: authorities said".
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from benchmarks import carb_data, commands
from benchmarks.carb_scorer import Score, Triple, curve, match, score

Speaker = tuple[str, ...]

ARTICLES = {"A", "An", "The", "a", "an", "the", "of"}


def read(sentences: dict[str, str]) -> dict[str, list[tuple[Triple, Speaker]]]:
    """The open triples of sentences, each with its speaker, as the command line gives them."""
    numbers = {f"s{number}": name for number, name in enumerate(sentences)}
    rows = (
        json.dumps({"id": number, "text": carb_data.as_text(sentences[name]), "language": "en"})
        for number, name in numbers.items()
    )
    lines = commands.build_and_export(rows, "openie").decode("utf-8")
    found: dict[str, list[tuple[Triple, Speaker]]] = defaultdict(list)
    for line in lines.split("\n")[:-1]:
        row = json.loads(line)
        name = numbers[row["article"].rsplit("/", 1)[-1]]
        speaker = carb_data.as_tokens(row["speaker"] or "", sentences[name])
        found[name].append((_triple(row, sentences[name]), speaker))
    return dict(found)


def _triple(row: dict, sentence: str) -> Triple:
    implied = ("is",) if row["relation"].startswith("[is]") else ()
    relation = row["relation"].removeprefix("[is]")
    arguments = [
        carb_data.as_tokens(words, sentence) for words in (row["subject"], *row["objects"])
    ]
    words = (*implied, *carb_data.as_tokens(relation, sentence))
    return Triple(words, tuple(arguments), row["confidence"])


def speakers(folder: Path) -> dict[str, tuple[int, int]]:
    """Of gold triples that one of ours matches: how many have the right speaker, and of how many.

    A speaker is right who shares a word, and not only an article, with the gold's.
    """
    gold, sentences = carb_data.gold(folder / "said_type_sentences/said_type_annotations.tsv")
    counts = {"with a speaker": [0, 0], "without one": [0, 0]}
    found = read(sentences)
    for name, triples in gold.items():
        for triple in triples:
            said = next((a[1:] for a in triple.arguments if a[:1] == ("C:",)), ())
            ranked = [(sum(match(triple, ours)), who) for ours, who in found.get(name, ())]
            best, speaker = max(ranked, default=(0.0, ()))
            if best:
                right = bool(set(speaker) & set(said) - ARTICLES) if said else not speaker
                count = counts["with a speaker" if said else "without one"]
                count[0] += right
                count[1] += 1
    return {name: (right, whole) for name, (right, whole) in counts.items()}


def line(name: str, found: Score, triples: int) -> str:
    """One row of the table."""
    figures = (found.precision, found.recall, found.f1, found.area)
    return f"{name:24s} " + " ".join(f"{figure:9.3f}" for figure in figures) + f" {triples:8d}"


def main() -> None:
    """Read, score, print."""
    folder = commands.parser(__doc__).parse_args().shared / "data/oie/carb"

    gold, sentences = carb_data.gold(folder / "gold/dev.tsv")
    with_speakers = read(sentences)
    ours = {name: [triple for triple, _ in found] for name, found in with_speakers.items()}
    peer = carb_data.openie5(folder / "system_outputs/dev/openie5_output.txt.gz")
    print(f"{'':24s} precision    recall        F1       AUC  triples")
    for name, found in (("news-kg", ours), ("OpenIE 5", peer)):
        print(line(name, score(gold, found), sum(map(len, found.values()))))
    precision, recall = curve(gold, ours)[0]
    print(f"\nall triples of news-kg: precision {precision:.3f}, recall {recall:.3f}")
    for name, (right, whole) in speakers(folder).items():
        print(f"triples {name}: {right} of {whole} have the right speaker")


if __name__ == "__main__":
    main()
