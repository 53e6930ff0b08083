"""Who is who, decided by people: entities are named as `kg show` names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import identity
from kg.errors import DecisionError
from kg.identity import Decision, deciding
from kg.slugs import segment
from kg.stores import Store
from kg.views.rows import Described, Reader
from kg.views.show import find_entity


def merge(
    store: Store, one: str, other: str, *, why: str | None = None, force: bool = False
) -> Described:
    """Decide that two entities, given by name, slug or IRI, are one; gives that one.

    NotFoundError, naming similar ones, when there is no such entity or several fit equally;
    DecisionError for a person and a country, unless `force` says that an article has it wrong.
    """
    identity.settle(store)
    nodes = [find_entity(Reader(store), wanted) for wanted in (one, other)]
    if not force:
        _check_kinds(_described(store, nodes))
    return _described(store, deciding.merge(store, nodes[0], nodes[1], why))[0]


def _check_kinds(found: Collection[Described]) -> None:
    by_kind = {entity.type: entity for entity in found}
    person, country = by_kind.get("Person"), by_kind.get("Country")
    if person and country:
        raise DecisionError(
            f"{person.label} is a person and {country.label} a country; if an article takes one for"
            f" the other, first kg split {segment(country.iri)} --article ARTICLE, then merge what"
            " is split off with --force"
        )


def split(
    store: Store,
    entity: str,
    *,
    names: Collection[str] = (),
    articles: Collection[str] = (),
    why: str | None = None,
) -> list[Described]:
    """Decide that an entity is several; gives those, the ones of most articles first.

    The ones called by `names` or spoken of in `articles` are one, the rest another. Without
    either, what people merged is taken back; if nobody did, each name of it is one. NotFoundError
    when there is no such entity, name or article, or nothing to split.
    """
    identity.settle(store)
    node = find_entity(Reader(store), entity)
    return _described(store, deciding.split(store, node, names, articles, why))


def decisions(
    store: Store, add: str | Path | None = None, *, rules: bool = False
) -> list[Decision]:
    """What people decided, and with `rules` also what rules did, sorted.

    The decisions in the file `add` are taken into the store before; InputError when it has others.
    """
    identity.settle(store, identity.read(add) if add is not None else ())
    found = [*identity.person_decisions(store), *(identity.rule_decisions(store) if rules else ())]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entity is one, and not another.

    `names` are what articles call it and how many do; `decisions` those that concern it, and
    `labels` what their references are called.
    """

    entity: Described
    names: tuple[tuple[str, int], ...]
    decisions: tuple[Decision, ...]
    labels: Mapping[str, str]

    def to_text(self) -> str:
        """For a terminal: a heading, the names, then each decision with its reasons."""
        lines = [f"{self.entity.label} ({self.entity.type})", self.entity.iri, ""]
        lines += [f"{_articles(number)} it {name}" for name, number in self.names]
        for same, heading in ((True, "One because"), (False, "Kept apart")):
            told = [self._line(d) for d in self.decisions if d.same is same]
            lines += ["", heading, *told] if told else []
        if not self.decisions:
            lines += ["", "One because of the name, and nothing speaks against it."]
        return "\n".join(_one_line(line) for line in lines) + "\n"

    def _line(self, decision: Decision) -> str:
        ends = f" {'=' if decision.same else '≠'} ".join(self._end(ref) for ref in decision.pair)
        why = "; ".join(decision.reasons)
        if decision.by == identity.PERSON:
            return f"  {ends}: somebody decided so" + (f" ({why})" if why else "")
        return f"  {ends}: {why} ({decision.by}, {decision.score:g})"

    def _end(self, ref: str) -> str:
        article, mark, _ = ref.rpartition("#")
        return self.labels.get(ref, ref) + (f" in {article}" if mark else "")


def _articles(number: int) -> str:
    return "1 article calls" if number == 1 else f"{number} articles call"


def _one_line(words: str) -> str:
    return "".join(c if c.isprintable() else " " for c in words)


def explain(store: Store, entity: str) -> Explanation:
    """Why an entity, given by name, slug or IRI, is one, and not another.

    NotFoundError, naming similar ones, when there is none or when several fit equally.
    """
    reader = Reader(store)
    node = find_entity(reader, entity)
    names = Counter(part.label for part in deciding.Parts(store).of(node))
    ranked = sorted(names.items(), key=lambda item: (-item[1], item[0]))
    found = [*identity.person_decisions(store), *identity.rule_decisions(store)]
    concerned = tuple(deciding.concerning(store, node, found))
    return Explanation(reader.describe(node), tuple(ranked), concerned, deciding.labels(store))


def _described(store: Store, nodes: Collection[ox.NamedNode]) -> list[Described]:
    reader = Reader(store)
    return [reader.describe(node) for node in nodes]
