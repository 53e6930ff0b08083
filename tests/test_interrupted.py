"""kg build, killed at any moment: each article wholly in or out, and the next run finishes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from kg import identity
from kg.stores import open_store

ROOT = Path(__file__).parent.parent
PEOPLE = ("Ines Okoro", "Karl Lind", "Aino Niska", "Ivo Duval", "Mara Quist", "Tomas Berg")
TOWNS = ("Lagos", "Bergen", "Hamburg", "Lima", "Osaka")
ARTICLES, ROUNDS, MOST_ROUNDS = 40, 6, 24


def write_articles(folder: Path) -> None:
    folder.mkdir()
    for n in range(ARTICLES):
        one, other, town = PEOPLE[n % 6], PEOPLE[(n + 1 + n // 6) % 6], TOWNS[n % 5]
        (folder / f"a{n:02d}.txt").write_text(
            f"News of day {n}\n\nThe mayor of {town}, {one}, met {other} in {town} on Monday. "
            f"{one} said the harbour of {town} would be opened in May. {other} visited Oslo.\n",
            encoding="utf-8",
        )


# The batches are as old as those of a long build are beside it, so that it is killed between them.
BUILD = "import kg.stores.batches as b; b.SECONDS = 0.02; from kg.cli import main; main()"


def start_build(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, "build", str(folder), "--store", str(store)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def brought(store: Path) -> dict[str, tuple[object, object]]:
    """What each article in the store brought, in its own wording; the store must open."""
    with open_store(store) as opened:
        found = {a.value: identity.own_wording(opened, a) for a in opened.article_iris()}
        return {article: (own.triples, own.notes) for article, own in found.items()}


def exports(store: Path) -> list[str]:
    with open_store(store, create=False) as opened:
        return [kg.export(opened, form) for form in ("turtle", "nquads", "jsonl")]


@pytest.mark.slow
def test_a_build_killed_again_and_again_ends_as_if_never_stopped(tmp_path: Path) -> None:
    folder, whole, store = tmp_path / "news", tmp_path / "whole", tmp_path / "store"
    write_articles(folder)
    started = time.monotonic()
    assert start_build(folder, whole).wait() == 0
    duration = time.monotonic() - started
    wanted, expected = exports(whole), brought(whole)
    assert len(expected) == ARTICLES

    moments, unfinished, number = random.Random(4), [], 0
    for round_ in range(MOST_ROUNDS):
        if round_ >= ROUNDS and unfinished:
            break
        build = start_build(folder, store)
        time.sleep(moments.uniform(0.3, 0.95) * duration)
        build.kill()
        build.wait()
        found = brought(store)
        assert {iri: expected[iri] for iri in found} == found
        if len(found) == ARTICLES:  # once more from nothing
            assert start_build(folder, store).wait() == 0
            assert exports(store) == wanted
            number += 1
            store = tmp_path / f"store{number}"
        elif found:
            unfinished.append(len(found))
    assert unfinished, "no kill came while articles went in"
    assert start_build(folder, store).wait() == 0
    assert exports(store) == wanted
