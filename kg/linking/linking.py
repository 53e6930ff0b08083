"""The entities of a store, asked about at a target, a batch at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.linking.choosing import DEFAULT_THRESHOLD, Subject, Verdict, choose
from kg.linking.links import Link, keep, links, mentioned
from kg.linking.targets import Target
from kg.model import EntityType
from kg.slugs import segment
from kg.stores import Store
from kg.vocab import ENTITY_CLASSES, RDF, RDFS, SKOS

LINKED = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.CITY,
          EntityType.COUNTRY)  # fmt: skip
"""The classes of entities that others may know."""

Progress = Callable[[str, int, int], None]
"""Called with the name of an entity, the number of those asked about, and of all."""


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What was asked and decided: a verdict for each entity, and the links made of some."""

    verdicts: tuple[Verdict, ...]
    links: tuple[Link, ...]


def link(
    store: Store,
    target: Target,
    *,
    kinds: Collection[EntityType] = LINKED,
    threshold: float = DEFAULT_THRESHOLD,
    only: ox.NamedNode | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LinkReport:
    """Ask `target` about the entities of `store`, and keep the links that are sure enough.

    `only` names one entity; else all of these `kinds` that have no link by this target yet. With
    `dry_run` nothing is kept. LinkError when the target does not answer as it should; what was
    linked before stays.
    """
    subjects = linkable(store, kinds, only, target.name)
    verdicts: list[Verdict] = []
    for start in range(0, len(subjects), target.batch):
        if progress:
            progress(subjects[start].names[0], start, len(subjects))
        batch = subjects[start : start + target.batch]
        for subject, found in zip(batch, target.candidates(batch), strict=True):
            verdicts.append(choose(subject, found, threshold))
    found_links = tuple(
        Link(
            verdict.subject.reference,
            verdict.candidate.iri,
            verdict.score,
            verdict.reasons,
            target.name,
        )
        for verdict in verdicts
        if verdict.candidate is not None
    )
    if found_links and not dry_run:
        keep(store, found_links)
    return LinkReport(tuple(verdicts), found_links)


def linkable(
    store: Store,
    kinds: Collection[EntityType] = LINKED,
    only: ox.NamedNode | None = None,
    target: str | None = None,
) -> Sequence[Subject]:
    """The entities to ask about, by IRI; not those that have a link by `target`."""
    done = {one.entity for one in links(store) if one.by == target}
    references = {
        node: reference
        for node, reference in _references(store).items()
        if node == only or (only is None and reference not in done)
    }
    classes = {ENTITY_CLASSES[kind].value: kind for kind in kinds}
    types: dict[str, EntityType] = {}
    names: dict[str, list[str]] = {}
    for triple in store.described(references, (RDF.type, RDFS.label, SKOS.altLabel)):
        assert isinstance(triple.subject, ox.NamedNode)
        if triple.predicate == RDF.type and isinstance(triple.object, ox.NamedNode):
            if triple.object.value in classes:
                types[triple.subject.value] = classes[triple.object.value]
        elif isinstance(triple.object, ox.Literal):
            place = (
                0 if triple.predicate == RDFS.label else len(names.get(triple.subject.value, ()))
            )
            names.setdefault(triple.subject.value, []).insert(place, triple.object.value)
    return [
        Subject(reference, node.value, types[node.value], tuple(names.get(node.value, ())))
        for node, reference in sorted(references.items(), key=lambda item: item[0].value)
        if node.value in types and _is_named(names.get(node.value, []))
    ]


def _references(store: Store) -> dict[ox.NamedNode, str]:
    """How links refer to each entity: as most articles call it, if they call no other one so."""
    called: dict[str, set[ox.NamedNode]] = defaultdict(set)
    counts: dict[ox.NamedNode, Counter[tuple[str, str]]] = defaultdict(Counter)
    for article, local, node in mentioned(store):
        called[local].add(node)
        counts[node][local, segment(article.value)] += 1
    found: dict[ox.NamedNode, str] = {}
    for entity, parts in counts.items():
        locals_ = Counter(local for local, _ in parts)
        local = min(locals_, key=lambda name: (len(called[name]) > 1, -locals_[name], name))
        first = min(where for name, where in parts if name == local)
        found[entity] = local if len(called[local]) == 1 else f"{first}#{local}"
    return found


def _is_named(names: Sequence[str]) -> bool:
    """Not so for what has a description only: "spokeswoman for the port"."""
    return bool(names) and not names[0][:1].islower()
