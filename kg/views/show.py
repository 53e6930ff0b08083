"""Everything known about one entity, each line with the sentence it was read in."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import cast

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.slugs import local_name, segment
from kg.stores import Store
from kg.views.lines import End, Line, end_of, lines
from kg.views.rows import Reader, text
from kg.views.sentences import one_line
from kg.vocab import KG, OWL, RDFS, SCHEMA, SEM, SKOS


@dataclass(frozen=True, slots=True)
class Dossier:
    """An entity and everything that is said of it, facts first, then in text order.

    `elsewhere` are IRIs of the same thing at others (owl:sameAs, skos:exactMatch), `country_code`
    is ISO 3166-1 alpha-2, `roles` are the actors, places and times of an event, and `articles`
    those that mention it.
    """

    iri: str
    label: str
    type: str
    names: tuple[str, ...]
    lines: tuple[Line, ...]
    elsewhere: tuple[str, ...] = ()
    country_code: str | None = None
    roles: tuple[tuple[str, End], ...] = ()
    articles: tuple[End, ...] = ()

    def to_text(self) -> str:
        """For a terminal: a heading, then the statements, those of one sentence above it."""
        also = [name for name in self.names if name != self.label]
        heading = f"{self.label} ({self.type})" + (f", also {', '.join(also)}" if also else "")
        parts = [one_line(heading), self.iri, *(f"= {iri}" for iri in self.elsewhere), ""]
        for (headline, sentence), group in groupby(self.lines, lambda x: (x.headline, x.sentence)):
            told = list(group)
            parts += [one_line(line.text + line.bracketed) for line in told]
            parts.append(one_line(f"    “{sentence}”"))
            places = ", ".join(f"{line.start}-{line.end}" for line in told)
            parts += [one_line(f"    {headline}, {places}"), ""]
        if not self.lines:
            parts.append("Mentioned, but nothing is stated about it.")
        return "\n".join(parts).rstrip() + "\n"


def show(store: Store, entity: str) -> Dossier:
    """What the graph knows of an entity, given by IRI, by name or by a part of its name.

    NotFoundError, naming similar ones, when there is none or when several fit equally.
    """
    reader = Reader(store)
    return dossier(reader, find_entity(reader, entity))


def dossier(reader: Reader, node: ox.NamedNode) -> Dossier:
    """What the graph knows of an entity, an office or an event."""
    found, own = reader.describe(node), reader.properties(node)
    told = lines(reader, concerned(reader.store, node))
    told.sort(key=lambda line: bool(line.marks))
    # A link may come from a file, and be of any length and kind.
    links = [*own.get(OWL.sameAs, ()), *own.get(SKOS.exactMatch, ())]
    articles = sorted(
        {article for article, _, _ in reader.store.match(None, KG.mentions, node)}, key=str
    )
    reader.fetch(articles)
    return Dossier(
        iri=found.iri,
        label=found.label,
        type=found.type,
        names=found.names,
        lines=tuple(told),
        elsewhere=tuple(
            sorted(one_line(link.value) for link in links if isinstance(link, ox.NamedNode))
        ),
        country_code=text(own, KG.countryCode),
        roles=tuple(
            (role, end_of(value, reader))
            for predicate, role in _ROLES.items()
            for value in own.get(predicate, ())
        ),
        articles=tuple(headline(reader, article) for article in articles),
    )


_ROLES = {SEM.hasActor: "who", SEM.hasPlace: "where", SEM.hasTimeStamp: "when"}


def headline(reader: Reader, article: ox.NamedNode) -> End:
    """An article under its headline."""
    title = text(reader.properties(article), SCHEMA.headline)
    return End(title or segment(article.value), article.value, "NewsArticle")


def find_entity(reader: Reader, wanted: str) -> ox.NamedNode:
    """The one entity that has this IRI, slug or name, or this as a part of its name."""
    known = named(reader.store)
    asked = wanted.strip().casefold()
    tests: tuple[Callable[[str, Names], bool], ...] = (
        lambda iri, _: asked == iri.casefold() or wanted.strip() == segment(iri),
        lambda _, names: asked == names[0].casefold(),
        lambda _, names: asked in (name.casefold() for name in names),
        lambda _, names: any(asked in name.casefold() for name in names),
    )
    for test in tests:
        fitting = [node for node, names in known.items() if asked and test(node.value, names)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            reader.fetch_names(fitting[:_NAMED_AT_MOST])
            raise NotFoundError(_ambiguous(wanted, fitting, reader))
    raise NotFoundError(_unknown(wanted, list(known.values()), reader.store.name))


Names = tuple[str, ...]
_NAMED_AT_MOST = 6


def named(store: Store) -> dict[ox.NamedNode, Names]:
    """Every entity that an article mentions, in order, with its names, the label first.

    Three patterns over the whole graph: a remote store is asked three times, not once a node.
    """
    mentioned = {node for _, _, node in store.match(None, KG.mentions)}
    labels = {node: value.value for node, _, value in store.match(None, RDFS.label)}
    others: dict[ox.NamedNode, set[str]] = {}
    for node, _, value in store.match(None, SKOS.altLabel):
        others.setdefault(node, set()).add(value.value)
    named = {}
    for node in sorted((n for n in mentioned if isinstance(n, ox.NamedNode)), key=str):
        label = labels.get(node) or local_name(node.value)
        named[node] = (label, *sorted(others.get(node, set()) - {label}))
    return named


def _ambiguous(wanted: str, fitting: list[ox.NamedNode], reader: Reader) -> str:
    some = [reader.describe(node) for node in fitting[:_NAMED_AT_MOST]]
    named = ", ".join(f"{entity.label} ({segment(entity.iri)})" for entity in some)
    more = f" and {len(fitting) - len(some)} more" if len(fitting) > len(some) else ""
    return f"{wanted!r} may be {named}{more}; give the whole name or the slug"


def _unknown(wanted: str, known: list[Names], store: str) -> str:
    if not known:
        return f"no entity {wanted!r}: {store} holds no article; build one with kg build SOURCE"
    by_name = {name.casefold(): name for names in known for name in names}
    near = difflib.get_close_matches(wanted.casefold(), sorted(by_name), n=4, cutoff=0.5)
    hint = (
        f"similar: {', '.join(by_name[name] for name in near)}"
        if near
        else ("`kg query entities` lists them")
    )
    return f"no entity {wanted!r} in {store}; {hint}"


_CONCERNED = """
SELECT DISTINCT ?statement WHERE {{
  {{ ?statement rdf:subject|rdf:object|kg:place|kg:event {node} }}
  UNION {{ ?statement prov:wasAttributedTo|kg:reportedBy {node} }}
  UNION {{
    ?held rdf:subject {node} ; rdf:predicate org:holds ; rdf:object ?post .
    ?statement rdf:subject ?post ; rdf:predicate org:postIn
  }}
  UNION {{
    ?seat rdf:object {node} ; rdf:predicate org:postIn ; rdf:subject ?post .
    ?statement rdf:object ?post ; rdf:predicate org:holds
  }}
}}"""


def concerned(store: Store, node: ox.NamedNode) -> set[ox.NamedNode]:
    """Statements it is part of, where the offices are that it holds, and who holds those in it."""
    found = cast("ox.QuerySolutions", store.query(_CONCERNED.format(node=node)))
    return {cast("ox.NamedNode", row["statement"]) for row in found}
