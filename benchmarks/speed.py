"""How fast: the language model beside spaCy's small pipeline, the whole way, and the start.

    python -m benchmarks.speed --shared ../shared [--rounds 3] [--articles 60]

spaCy's trained pipelines are no packages of the registry that this project uses, so the peer is
built here: the layers of en_core_web_sm (a CNN of width 96 and depth 4 over hashed features,
shared by tagger and parser, and one for names), with as many labels, trained for a minute on
ewt-train so that its parser makes sane moves. What it costs does not depend on how well it reads.
It runs on one thread, ours on two; rounds alternate, and the best of each counts.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import commands

# Threads of matrix products would add a third to our two, and more than one to the peer's.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

if TYPE_CHECKING:
    from spacy.language import Language

#: The kinds of name that en_core_web_sm knows.
ONTONOTES = (
    "CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL",
    "ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART",
)  # fmt: skip
EMBEDDING = {
    "@architectures": "spacy.MultiHashEmbed.v2",
    "width": 96,
    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
    "rows": [5000, 1000, 2500, 2500, 50, 50],
    "include_static_vectors": False,
}
ENCODER = {
    "@architectures": "spacy.MaxoutWindowEncoder.v2",
    "width": 96,
    "depth": 4,
    "window_size": 1,
    "maxout_pieces": 3,
}
OWN = {"@architectures": "spacy.Tok2Vec.v2", "embed": EMBEDDING, "encode": ENCODER}
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}


def transitions(kind: str, layers: dict[str, object], hidden: int) -> dict[str, object]:
    """The configuration of a transition-based parser or name finder."""
    return {
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": kind,
            "extra_state_tokens": False,
            "hidden_width": hidden,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": layers,
        }
    }


def peer(treebank: Path, seconds: float) -> Language:
    """A pipeline as small and as large as en_core_web_sm, trained for some seconds."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": OWN})
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": LISTENER}
    nlp.add_pipe("tagger", config={"model": tagger})
    nlp.add_pipe("parser", config=transitions("parser", LISTENER, hidden=64))
    names = nlp.add_pipe("ner", config=transitions("ner", OWN, hidden=64))
    for label in ONTONOTES:
        names.add_label(label)  # type: ignore[attr-defined]
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in trees(treebank, nlp)]
    shuffler = random.Random(0)
    optimizer = nlp.initialize(lambda: examples[:2000])
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        nlp.update(shuffler.sample(examples, 64), sgd=optimizer)
    return nlp


def trees(treebank: Path, nlp: Language) -> list:  # type: ignore[type-arg]
    """The projective sentences of a CoNLL-U file as Docs."""
    from spacy.tokens import Doc
    from spacy.training.example import Example

    docs = []
    for block in treebank.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        doc = Doc(
            nlp.vocab,
            words=[row[1] for row in rows],
            spaces=["SpaceAfter=No" not in row[9] for row in rows],
            tags=[row[4] for row in rows],
            heads=[int(row[6]) - 1 if row[6] != "0" else i for i, row in enumerate(rows)],
            deps=[row[7] if row[6] != "0" else "ROOT" for row in rows],
            ents=["O"] * len(rows),
        )
        if doc[:].text and len(Example(doc, doc).get_aligned_parse()[0]) == len(doc):
            docs.append(doc)
    return docs


def seconds_of(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def model(texts: list[str], treebank: Path, rounds: int, training: float) -> None:
    """Tokens per second of both, and the ratio."""
    from kg.language import load

    ours, theirs = load(), peer(treebank, training)
    tokens = sum(not token.is_space for text in texts for token in ours.make_doc(text))
    work = {
        "ours, two threads": lambda: [ours(text) for text in texts],
        "spaCy, one thread": lambda: [theirs(text) for text in texts],
    }
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for name, read in work.items():
            best[name] = min(best[name], seconds_of(read))
    print(f"Language model: {tokens:,} tokens of {len(texts)} articles")
    for name, seconds in best.items():
        print(f"  {name:20s} {tokens / seconds:9,.0f} tokens/s")
    own, other = best.values()
    print(f"  {'ratio':20s} {other / own:9.2f}")


def whole_way(texts: list[str], rounds: int) -> None:
    """Words per second from text to the store, and the share of each step."""
    from kg import rdf, stores
    from kg.language import load
    from kg.model import Article
    from kg.pipeline import read_one
    from kg.report import Tally

    nlp = load()
    best: dict[str, float] = {}
    for _ in range(rounds):
        tally = Tally()
        with stores.open_store(":memory:") as store:
            for number, text in enumerate(texts):
                name = f"article-{number}"
                reading = read_one(Article(name, name, text, name, name), nlp, tally.timed)
                with tally.timed("store"):
                    store.replace_all([rdf.contribution(reading)])
        seconds = tally.report().seconds
        if not best or sum(seconds.values()) < sum(best.values()):
            best = seconds
    total, words = sum(best.values()), sum(len(text.split()) for text in texts)
    print(f"From text to statements: {words / total:,.0f} words/s ({words:,} words)")
    for step, seconds in best.items():
        print(f"  {step:20s} {seconds:8.2f} s  {seconds / total:6.1%}")


# thinc imports torch where it is installed, as for training; kg does not need it.
START = """
import sys, time
sys.modules["torch"] = None
start = time.perf_counter()
import kg
imported = time.perf_counter()
from kg.language import load
load()
print(imported - start, time.perf_counter() - imported)
"""


def start(rounds: int) -> None:
    """Seconds to import kg and to load the model, in fresh processes."""
    command = [sys.executable, "-c", START]
    runs = [
        tuple(
            map(float, subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.split())
        )
        for _ in range(2 * rounds)
    ]
    imported, loaded = min(runs, key=sum)
    print(f"Start: {imported:.2f} s to import kg, {loaded:.2f} s to load the model")


def main() -> None:
    """Print all figures."""
    parser = commands.parser(__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--articles", type=int, default=60, help="how many articles are read")
    parser.add_argument("--training", type=float, default=60, help="seconds to train the peer")
    options = parser.parse_args()
    manifest = (options.shared / "data/news/manifest.jsonl").read_text(encoding="utf-8")
    files = [json.loads(line)["file"] for line in manifest.splitlines()]
    chosen = files[:: max(1, len(files) // options.articles)][: options.articles]
    texts = [(options.shared / "data/news" / f).read_text(encoding="utf-8") for f in chosen]
    start(options.rounds)
    model(texts, options.shared / "data/ud/ewt-train.conllu", options.rounds, options.training)
    whole_way(texts, options.rounds)


if __name__ == "__main__":
    main()
