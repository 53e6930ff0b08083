"""How well mentions of one thing are found and put together: CoNLL F1 against OntoGUM.

    python benchmarks/coreference.py --trees gum-dev.conllu --names gum-dev.bio \
        --gold ontogum-dev.jsonl [--model] [--errors 20]

Without `--model` the resolver reads the gold trees and names, with it our own model's analysis of
the same words. Figures: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo
2005) and their mean, as the CoNLL-2012 scorer defines them; mentions are found by the system,
chains of one mention do not count, and a mention counts only with exactly its gold span.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
import spacy
from spacy.tokens import Doc, Token

from kg.resolve.coreference import Chains, find_chains
from kg.resolve.mentions import Kind

Span = tuple[int, int]
Chain = frozenset[Span]


@dataclass(frozen=True, slots=True)
class Gold:
    """One document: its words with their gold analysis, and its gold chains."""

    name: str
    genre: str
    doc: Doc
    chains: tuple[Chain, ...]


def read_rows(path: Path) -> dict[str, list[list[list[str]]]]:
    """Sentences of CoNLL-U rows by document; ranges of multi-word tokens are left out."""
    documents: dict[str, list[list[list[str]]]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        for line in block.splitlines():
            if line.startswith("# newdoc id = "):
                name = line.removeprefix("# newdoc id = ")
                documents[name] = []
        rows = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            documents[name].append(rows)
    return documents


def read_names(path: Path) -> dict[str, list[str]]:
    """BIO tags of all words by document."""
    tags: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# doc = "):
            tags[name := line.split()[3]] = []
        elif line:
            tags[name].append(line.split("\t")[1])
    return tags


def gold_doc(vocab: spacy.Vocab, sentences: list[list[list[str]]], tags: list[str]) -> Doc:
    """The words of a document with gold tree, tags, lemmas and names."""
    words, heads, starts = [], [], []
    for sentence in sentences:
        offset = len(words)
        for row in sentence:
            number, head = int(row[0]) - 1, int(row[6]) - 1
            heads.append(offset + (head if head >= 0 else number))
            starts.append(number == 0)
            words.append(row)
    return Doc(
        vocab,
        words=[row[1] for row in words],
        spaces=["SpaceAfter=No" not in row[9] for row in words],
        heads=heads,
        deps=[row[7] if row[7] != "root" else "ROOT" for row in words],
        pos=[row[3] for row in words],
        tags=[row[4] for row in words],
        lemmas=[row[2] for row in words],
        ents=tags,
        sent_starts=None,
    )


def read_gold(trees: Path, names: Path, gold: Path) -> list[Gold]:
    """All documents of the three files, which must hold the same words."""
    vocab = spacy.blank("en").vocab
    rows, tags = read_rows(trees), read_names(names)
    found = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        doc = gold_doc(vocab, rows[record["id"]], tags[record["id"]])
        if len(doc) != record["n_tokens"]:
            raise SystemExit(f"{record['id']}: {len(doc)} words in {trees}, not as in {gold}")
        chains = tuple(frozenset((a, b) for a, b in chain) for chain in record["clusters"])
        found.append(Gold(record["id"], record["genre"], doc, chains))
    return found


CLAUSAL = """
nsubj nsubj:pass nsubj:outer csubj cop aux aux:pass mark advcl advcl:relcl parataxis ccomp
discourse vocative dislocated expl obl obl:unmarked advmod reparandum orphan
"""


def gold_style_span(head: Token) -> Span:
    """The words OntoGUM counts as the mention headed by a token, both ends inclusive.

    "the results of the meeting": the whole phrase with relative clauses and appositions, without
    its preposition and without coordinated phrases; a possessive keeps its 's.
    """
    predicate = any(child.dep_ == "cop" for child in head.children)
    first = last = head.i
    for child in head.children:
        if child.dep_ in {"cc", "conj", "cc:preconj", "parataxis", "reparandum", "discourse"}:
            continue
        if child.dep_ in {"case", "mark"} and child.i < head.i:
            continue
        if child.dep_ == "punct" or (predicate and child.dep_ in CLAUSAL.split()):
            continue
        first, last = min(first, child.left_edge.i), max(last, child.right_edge.i)
    while last > head.i and head.doc[last].pos_ == "PUNCT" and head.doc[last].text not in ")]\"'”’":
        last -= 1
    return first, last


def group_span(head: Token) -> Span:
    """The words of "Berg and Ruiz" from the phrase headed by a token to the last beside it."""
    first, last = gold_style_span(head)
    for child in head.children:
        if child.dep_ == "conj":
            last = max(last, gold_style_span(child)[1])
    return first, last


def grouped(doc: Doc, found: Chains) -> Iterator[Chain]:
    """Phrases that stand for the same several things, with the words that coordinate these."""
    cluster_of = {n: k for k, cluster in enumerate(found.clusters) for n in cluster}
    at = {phrase.head: n for n, phrase in enumerate(found.phrases)}
    spans: dict[tuple[int, ...], set[Span]] = defaultdict(set)
    for number, group in sorted(found.groups.items()):
        spans[group].add(gold_style_span(doc[found.phrases[number].head]))
    for phrase in found.phrases:
        token = doc[phrase.head]
        together = [at[t.i] for t in (token, *_conjuncts(token)) if t.i in at]
        group = tuple(dict.fromkeys(cluster_of[n] for n in together))
        if len(together) > 1 and token.dep_ != "conj" and group in spans:
            spans[group].add(group_span(token))
    yield from (frozenset(chain) for chain in spans.values() if len(chain) > 1)


def _conjuncts(token: Token) -> Iterator[Token]:
    return (child for child in token.children if child.dep_ == "conj")


def system_chains(doc: Doc) -> list[Chain]:
    """What the resolver finds, in the shape of the gold: no singletons, adjectives, appositions."""
    found = find_chains(doc)
    chains = list(grouped(doc, found))
    for cluster in found.clusters:
        spans = set()
        for number in cluster:
            phrase = found.phrases[number]
            head = doc[phrase.head]
            if phrase.kind is Kind.ADJECTIVE or phrase.kind is Kind.RELATIVE or phrase.is_title:
                continue
            if head.dep_ in {"appos", "nmod:desc"} and head.head.i in {
                found.phrases[other].head for other in cluster
            }:
                continue
            spans.add(gold_style_span(head))
        if len(spans) > 1:
            chains.append(frozenset(spans))
    return unique(chains)


def unique(chains: Iterable[Chain]) -> list[Chain]:
    """Each span in one chain only: the first that has it."""
    seen: set[Span] = set()
    kept = []
    for chain in chains:
        rest = chain - seen
        seen |= rest
        if len(rest) > 1:
            kept.append(frozenset(rest))
    return kept


def muc(key: Sequence[Chain], response: Sequence[Chain]) -> tuple[float, float]:
    """Links of `key` that `response` has, and all of them."""
    where = {span: n for n, chain in enumerate(response) for span in chain}
    right = sum(
        len(chain)
        - len({where[s] for s in chain if s in where})
        - sum(s not in where for s in chain)
        for chain in key
    )
    return right, sum(len(chain) - 1 for chain in key)


def b_cubed(key: Sequence[Chain], response: Sequence[Chain]) -> tuple[float, float]:
    """The share of its chain that `response` keeps, summed over mentions; and their number."""
    where = {span: n for n, chain in enumerate(response) for span in chain}
    total = 0.0
    for chain in key:
        counts = Counter(where[s] for s in chain if s in where)
        total += sum(n * n for n in counts.values()) / len(chain)
    return total, sum(len(chain) for chain in key)


def ceaf_e(key: Sequence[Chain], response: Sequence[Chain]) -> float:
    """The best one-to-one alignment of chains by phi4: twice the shared mentions over the sizes."""
    where = {span: n for n, chain in enumerate(response) for span in chain}
    graph: nx.Graph = nx.Graph()
    for number, chain in enumerate(key):
        for other, shared in Counter(where[s] for s in chain if s in where).items():
            weight = 2 * shared / (len(chain) + len(response[other]))
            graph.add_edge(("key", number), ("response", other), weight=weight)
    pairs = nx.max_weight_matching(graph)
    return float(sum(graph.edges[pair]["weight"] for pair in pairs))


@dataclass(slots=True)
class Tally:
    """Sums over documents of one measure: of recall right and all, of precision right and all."""

    recall_right: float = 0
    recall_all: float = 0
    precision_right: float = 0
    precision_all: float = 0

    def add(self, recall: tuple[float, float], precision: tuple[float, float]) -> None:
        """One more document."""
        self.recall_right += recall[0]
        self.recall_all += recall[1]
        self.precision_right += precision[0]
        self.precision_all += precision[1]

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        precision = self.precision_right / self.precision_all if self.precision_all else 0.0
        recall = self.recall_right / self.recall_all if self.recall_all else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0


def score(pairs: Iterable[tuple[Sequence[Chain], Sequence[Chain]]]) -> dict[str, Tally]:
    """The measures over (gold chains, system chains) of all documents."""
    tallies = {name: Tally() for name in ("mentions", "MUC", "B3", "CEAFe")}
    for key, response in pairs:
        gold, found = set().union(*key), set().union(*response)
        shared = len(gold & found)
        tallies["mentions"].add((shared, len(gold)), (shared, len(found)))
        tallies["MUC"].add(muc(key, response), muc(response, key))
        tallies["B3"].add(b_cubed(key, response), b_cubed(response, key))
        aligned = ceaf_e(key, response)
        tallies["CEAFe"].add((aligned, len(key)), (aligned, len(response)))
    return tallies


def conll(tallies: dict[str, Tally]) -> float:
    """The mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(tallies[name].figures[2] for name in ("MUC", "B3", "CEAFe")) / 3


def analysed(documents: Sequence[Gold]) -> Iterator[Doc]:
    """The gold words as our own model reads them."""
    from kg import language

    pipeline = language.load()
    for document in documents:
        doc = document.doc
        words, spaces = [t.text for t in doc], [bool(t.whitespace_) for t in doc]
        yield pipeline(Doc(pipeline.vocab, words=words, spaces=spaces))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trees", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", action="store_true", help="read with our model, not gold trees")
    parser.add_argument("--errors", type=int, default=0, help="print that many wrong links")
    options = parser.parse_args()
    documents = read_gold(options.trees, options.names, options.gold)
    docs = list(analysed(documents)) if options.model else [d.doc for d in documents]
    found = [system_chains(doc) for doc in docs]
    tallies = score((d.chains, chains) for d, chains in zip(documents, found, strict=True))
    for name, tally in tallies.items():
        precision, recall, f1 = tally.figures
        print(f"{name:10s} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    print(f"CoNLL F1   {conll(tallies):.3f}")
    by_genre: dict[str, list[tuple[Sequence[Chain], Sequence[Chain]]]] = defaultdict(list)
    for document, chains in zip(documents, found, strict=True):
        by_genre[document.genre].append((document.chains, chains))
    for genre, pairs in sorted(by_genre.items()):
        print(f"  {genre:14s} {conll(score(pairs)):.3f}")
    print_errors(documents, found, options.errors)


def print_errors(documents: Sequence[Gold], found: Sequence[Sequence[Chain]], limit: int) -> None:
    """Chains that no gold chain holds whole, words and all, to learn from."""
    for document, chains in zip(documents, found, strict=True):
        gold = {span: n for n, chain in enumerate(document.chains) for span in chain}
        for chain in chains:
            if limit and len({gold.get(span, -1) for span in chain}) > 1:
                limit -= 1
                words = [
                    f"[{gold.get((a, b), '-')}] {document.doc[a : b + 1].text}"
                    for a, b in sorted(chain)
                ]
                print(document.name, " | ".join(words))


if __name__ == "__main__":
    main()
