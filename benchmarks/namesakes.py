"""Whether namesakes are told apart, and one person in several articles is still one.

    python -m benchmarks.namesakes --shared ../shared [--store DIR] [--half tuned] [--list 20]
    python -m benchmarks.namesakes --shared ../shared --store DIR --dated

Who bears a name twice is rarely known, so namesakes are made, as is usual where names are told
apart: two people of different articles are given one artificial name, and the rules
(`kg.identity`) must say who is who from what the articles tell. People are those whom the 222
news articles and the 500 texts of Re-DocRED name in full; one full name is taken for one person,
which reading them confirms. Beside these, names that KnowledgeNet links to Wikidata: what they
name is known there, and some name several ("Liberal Party").

B-cubed: for each article of a name, what share of those joined with it are right (precision), and
what share of those that should be are joined (recall). Two rules are measured beside: all of a
name are one, and only those are that share a companion. The cases fall into two halves by a hash
of the names; weights were set on the "tuned" one.

Texts of Wikipedia have no date. With `--dated` each appears in the middle one of the years that it
tells, as if it were news of that time, so that what times tell can be measured too.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import kg
from benchmarks import commands
from kg.identity.clusters import identify
from kg.identity.decisions import Verdicts
from kg.identity.profiles import ArticleProfiles
from kg.identity.settling import known
from kg.identity.units import Unit, units
from kg.model import EntityType
from kg.slugs import slug
from kg.stores import open_store

Key = tuple[str, str]
Rule = Callable[[Sequence[Unit]], Mapping[Key, Hashable]]
RARE, COMMON = "Ostrid Velmar", "John Smith"
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
OTHERS = 12  # people with whom each is given one name


@dataclass(frozen=True, slots=True)
class Case:
    """Those of one name, and who each of them is."""

    kind: str
    name: str
    half: str
    units: tuple[Unit, ...]
    truth: Mapping[Key, str]


# --- The texts ------------------------------------------------------------------------------------


def rows(shared: Path) -> Iterator[dict[str, str]]:
    """The news with its dates, Re-DocRED's texts, and KnowledgeNet's that name something twice."""
    with (shared / "data/news/manifest.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["file"].startswith("dev/"):
                path = shared / "data/news" / row["file"]
                text = path.read_bytes().decode("utf-8")
                dated = {"date": row["date"]} if row["date"] else {}
                yield {"id": path.stem, "text": text} | dated
    with (shared / "data/rel/redocred-dev.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            yield {"id": row["id"], "text": row["text"]}
    passages = _passages(shared)
    for doc in sorted({doc for docs in _linked(shared).values() for doc in docs}):
        found = sorted(passages[doc], key=lambda row: row["passage_start"])
        yield {"id": f"kn-{doc}", "text": "\n\n".join(row["text"] for row in found)}


def _passages(shared: Path) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = defaultdict(list)
    with (shared / "data/rel/knowledgenet-train.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            found[row["doc"]].append(row)
    return found


def _linked(shared: Path) -> dict[str, dict[str, str]]:
    """Name of several words -> document -> what it names there, where several documents do."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for doc, passages in _passages(shared).items():
        for entity in (e for row in passages for e in row["entities"]):
            if entity.get("uri") and " " in entity["text"]:
                found[slug(entity["text"])][doc].add(entity["uri"])
    sure = {n: {d: min(u) for d, u in ds.items() if len(u) == 1} for n, ds in found.items()}
    return {name: docs for name, docs in sure.items() if len(docs) > 1}


def read(shared: Path, store: Path) -> list[ArticleProfiles]:
    """What is known of every article; a store keeps them for the next time."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "texts.jsonl")
        texts.write_text("".join(json.dumps(row) + "\n" for row in rows(shared)), "utf-8")
        kg.build([str(texts)], store=store)  # passes over what it has
    with open_store(store, create=False) as opened:
        return [profiles for profiles, _ in known(opened).values()]


def dated(articles: Sequence[ArticleProfiles], shared: Path) -> Iterator[ArticleProfiles]:
    """The articles, those without a date in the middle one of the years that they tell."""
    texts = {slug(row["id"]): row["text"] for row in rows(shared)}
    for article in articles:
        years = sorted(map(int, _YEAR.findall(texts.get(article.article, ""))))
        told = years[(len(years) - 1) // 2] if years else None
        yield replace(article, year=article.year or told)


# --- The cases ------------------------------------------------------------------------------------


def conflated(articles: Sequence[ArticleProfiles], name: str) -> Iterator[Case]:
    """People of several articles, each with others, under one artificial name."""
    people: dict[str, dict[str, ArticleProfiles]] = defaultdict(dict)
    for article in (a for a in articles if not a.article.startswith("kn-")):
        for profile in article.entities:
            if profile.type is EntityType.PERSON and " " in profile.label and profile.names:
                people[profile.wanted][article.article] = article
    chance = random.Random(0)
    several = sorted(who for who, where in people.items() if len(where) > 1)
    everybody = sorted(people)
    for who in several:
        others = [
            o for o in chance.sample(everybody, OTHERS) if people[o].keys().isdisjoint(people[who])
        ]
        near = _nearest(people, who)
        for kind, found in (("any two", others), ("two of like articles", near)):
            for other in found:
                yield _case(kind, people, (who, other), name)
        yield _case("one alone", people, (who,), name)


def _nearest(people: Mapping[str, Mapping[str, ArticleProfiles]], who: str) -> list[str]:
    """Those whose articles name most of what the articles of `who` name, countries among them."""

    def named(one: str) -> set[str]:
        return {e.wanted for a in people[one].values() for e in a.entities if e.names}

    own = named(who)
    apart = (o for o in people if people[o].keys().isdisjoint(people[who]))
    ranked = sorted(apart, key=lambda o: (-len(own & named(o)), o))
    return ranked[:3]


def _case(
    kind: str, people: Mapping[str, Mapping[str, ArticleProfiles]], who: Sequence[str], name: str
) -> Case:
    found: list[Unit] = []
    truth: dict[Key, str] = {}
    for one in who:
        for article in people[one].values():
            called = _renamed(article, one, name)
            unit = next(u for u in units(called) if u.profile.local == slug(name))
            found.append(unit)
            truth[unit.order] = one
    return Case(kind, " / ".join(who), half(*who), tuple(found), truth)


def _renamed(article: ArticleProfiles, who: str, name: str) -> ArticleProfiles:
    """The article as if it called somebody so, and the offices named after somebody too."""
    old = next(p for p in article.entities if p.wanted == who and p.type is EntityType.PERSON)
    posts = {}
    offices: dict[str, str] = {}
    for post, (label, owner) in article.posts.items():
        offices[post] = slug(f"{label} {name}") if owner == old.local else post
        posts[offices[post]] = label, slug(name) if owner == old.local else owner
    new = replace(
        old,
        local=slug(name),
        names=(name,),
        offices=tuple(sorted({offices.get(o, o) for o in old.offices})),
        keys=(),
    )
    entities = tuple(new if p is old else p for p in article.entities)
    return replace(article, entities=entities, posts=posts)


def linked(articles: Sequence[ArticleProfiles], shared: Path) -> Iterator[Case]:
    """Names that KnowledgeNet links, where the texts' entities are found."""
    at: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for article in articles:
        for unit in units(article):
            if unit.profile.names:
                at[article.article, unit.profile.wanted].append(unit)
    for name, docs in sorted(_linked(shared).items()):
        found = [(u, uri) for d, uri in docs.items() for u in at[f"kn-{d}", name][:1]]
        if len(found) > 1:
            kind = "linked, several" if len({uri for _, uri in found}) > 1 else "linked, one"
            truth = {unit.order: uri for unit, uri in found}
            yield Case(kind, name, half(name), tuple(u for u, _ in found), truth)


def half(*names: str) -> str:
    """ "tuned" or "reported", by chance, the same on every machine."""
    digest = hashlib.sha256("|".join(sorted(names)).encode()).digest()
    return "tuned" if digest[0] % 2 else "reported"


# --- The rules ------------------------------------------------------------------------------------


def ours(found: Sequence[Unit]) -> Mapping[Key, Hashable]:
    """What `kg build` makes of them."""
    return identify(found, Verdicts(())).names


def all_one(found: Sequence[Unit]) -> Mapping[Key, Hashable]:
    """One name, one entity."""
    return {unit.order: 0 for unit in found}


def with_companions(found: Sequence[Unit]) -> Mapping[Key, Hashable]:
    """One where a chain of articles shares somebody or some body beside the name."""
    groups: list[set[Key]] = []
    for unit in found:
        near = [u.order for u in found if u.people() & unit.people() or u.bodies() & unit.bodies()]
        joined = {unit.order, *near}
        groups = [
            *(g for g in groups if g.isdisjoint(joined)),
            joined.union(*(g for g in groups if not g.isdisjoint(joined))),
        ]
    return {key: number for number, group in enumerate(groups) for key in group}


def b_cubed(case: Case, rule: Rule) -> tuple[float, float]:
    """Precision and recall of one case."""
    made = rule(case.units)
    keys = list(case.truth)
    precision = recall = 0.0
    for key in keys:
        joined = {k for k in keys if made[k] == made[key]}
        right = {k for k in keys if case.truth[k] == case.truth[key]}
        precision += len(joined & right) / len(joined)
        recall += len(joined & right) / len(right)
    return precision / len(keys), recall / len(keys)


def table(cases: Iterable[Case]) -> None:
    """Mean precision and recall of each kind of case under each rule."""
    kinds: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        kinds[case.kind].append(case)
    rules: dict[str, Rule] = {"ours": ours, "one name": all_one, "companions": with_companions}
    print(f"{'':24s}{'cases':>6s}  " + "  ".join(f"{name + ' P/R':>14s}" for name in rules))
    for kind, found in sorted(kinds.items()):
        cells = []
        for rule in rules.values():
            scores = [b_cubed(case, rule) for case in found]
            means = (sum(column) / len(scores) for column in zip(*scores, strict=True))
            cells.append("{:.3f} / {:.3f}".format(*means))
        print(f"{kind:24s}{len(found):6d}  " + "  ".join(f"{cell:>14s}" for cell in cells))


def main() -> None:
    """Measure."""
    parser = commands.parser(__doc__)
    parser.add_argument("--store", type=Path, help="a store of the texts, or where to keep one")
    parser.add_argument("--half", default="reported", choices=("reported", "tuned"))
    parser.add_argument("--dated", action="store_true", help="date texts by what they tell")
    parser.add_argument("--list", type=int, default=0, help="show so many errors of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles = read(options.shared, options.store or Path(folder, "store"))
    if options.dated:
        articles = list(dated(articles, options.shared))
    for name in (RARE, COMMON):
        print(f"\nPeople under the name of {name}")
        cases = [c for c in conflated(articles, name) if c.half == options.half]
        table(cases)
        errors(cases, options.list)
    print("\nNames that KnowledgeNet links to Wikidata")
    cases = [case for case in linked(articles, options.shared) if case.half == options.half]
    table(cases)
    errors(cases, options.list)


def errors(cases: Sequence[Case], most: int) -> None:
    """Show cases that went wrong."""
    wrong = [(case, *b_cubed(case, ours)) for case in cases]
    for place, what in ((1, "joined"), (2, "split")):
        found = [entry for entry in wrong if entry[place] < 1]
        for case, *scores in found[:most]:
            print(f"  {what} {scores[place - 1]:.2f}: {case.kind}: {case.name}")


if __name__ == "__main__":
    main()
