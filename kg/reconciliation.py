"""What people do with links: find them at a target, take them in from a file, take them back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from kg import linking
from kg.errors import NotFoundError
from kg.linking import DEFAULT_THRESHOLD, Link, LinkReport
from kg.model import EntityType
from kg.slugs import segment
from kg.stores import Store
from kg.views.rows import Reader
from kg.views.show import find_entity


def link(
    store: Store,
    url: str,
    *,
    kinds: Collection[EntityType] = (),
    threshold: float = DEFAULT_THRESHOLD,
    entity: str | None = None,
    scan: bool = False,
    seconds: float = 30,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> LinkReport:
    """Link the entities of `store` to what a SPARQL endpoint or reconciliation service knows.

    `kinds` are the classes asked about, all that others may know if empty; `entity` names one
    entity. With `scan` all names of a SPARQL endpoint are read, to find other spellings. Links are
    kept in the store unless it is a `dry_run`. LinkError when no good answer comes in `seconds`;
    NotFoundError when there is no such entity.
    """
    only = find_entity(Reader(store), entity) if entity is not None else None
    target = linking.open_target(url, scan=scan, seconds=seconds)
    try:
        return linking.link(
            store,
            target,
            kinds=kinds or linking.LINKED,
            threshold=threshold,
            only=only,
            dry_run=dry_run,
            progress=progress,
        )
    finally:
        target.close()


def add_links(store: Store, path: str | Path) -> int:
    """Take the links of a file into the store; gives their number. InputError for a bad file."""
    found = linking.read(path)
    linking.keep(store, found)
    return len(found)


def forget_links(store: Store, entity: str) -> tuple[Link, ...]:
    """Take back the links of an entity, by name, IRI or reference; gives them.

    An entity that no article mentions any more can be named by its reference. NotFoundError when
    there is no such entity, or it has no links.
    """
    known = {one.entity for one in linking.links(store)}
    references = {entity} & known
    if not references:
        node = find_entity(Reader(store), entity)
        references = {
            ref
            for article, local, other in linking.mentioned(store)
            if other == node
            for ref in (local, f"{segment(article.value)}#{local}")
        } & known
    if not references:
        raise NotFoundError(f"{entity} has no links; `kg link` lists those there are")
    return tuple(one for ref in sorted(references) for one in linking.forget(store, ref))


def written_links(links: Store | Iterable[Link]) -> str:
    """Links, or all of a store, as JSON Lines: what `add_links` reads."""
    return linking.written(linking.links(links) if isinstance(links, Store) else links)
