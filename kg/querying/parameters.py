"""Values of parameters as terms of RDF: what a person types, as what the graph calls it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from typing import cast

import pyoxigraph as ox

from kg import vocab
from kg.errors import NotFoundError, QueryError
from kg.model import EntityType, Modality
from kg.querying.prepared import Parameter
from kg.slugs import segment
from kg.stores import Store
from kg.vocab import PREFIXES, XSD, Node

Names = dict[ox.NamedNode, set[str]]


def terms(parameter: Parameter, value: str, store: Store) -> list[Node]:
    """The terms that `value` stands for: one, or every node of the store that is called so.

    QueryError when it is no value of the parameter's type; NotFoundError, naming similar ones, when
    the graph has nothing of that name.
    """
    try:
        value = value if parameter.type == "text" else value.strip()
        return _READERS[parameter.type](value, store)
    except ValueError as error:
        raise QueryError(f"--param {parameter.name}: {value!r} {error}") from None
    except NotFoundError as error:
        raise NotFoundError(f"--param {parameter.name}: {error}") from None


def _text(value: str, store: Store) -> list[Node]:
    return [ox.Literal(value)]


def _number(value: str, store: Store) -> list[Node]:
    if not re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", value, re.ASCII):
        raise ValueError("is no number; give one such as 10 or 0.5")
    return [ox.Literal(value, datatype=XSD.decimal if "." in value else XSD.integer)]


def _date(value: str, store: Store) -> list[Node]:
    """A day, a month or a year; compared as text, each comes before the days in it."""
    day = vocab.partial_date(value)
    if day is None:
        raise ValueError("is no date; give YYYY-MM-DD, YYYY-MM or YYYY")
    return [day]


def _modality(value: str, store: Store) -> list[Node]:
    return [vocab.MODALITIES[Modality(_one_of(value.lower(), [kind.value for kind in Modality]))]]


def _type(value: str, store: Store) -> list[Node]:
    kinds = {kind.value.lower(): kind for kind in EntityType}
    _one_of(value.lower(), list(kinds), shown=[kind.value for kind in EntityType])
    return [vocab.ENTITY_CLASSES[kinds[value.lower()]]]


def _one_of(value: str, known: list[str], shown: list[str] | None = None) -> str:
    if value not in known:
        raise ValueError(f"is none of {', '.join(shown or known)}")
    return value


def _relation(value: str, store: Store) -> list[Node]:
    """By its label ("talks with"), its name (talksWith, kg:talksWith) or its IRI."""
    sparql = "SELECT ?node ?name WHERE { ?node rdfs:subPropertyOf kg:relatedTo ; rdfs:label ?name }"
    labels = _named(store, sparql)
    names = {node: {*found, *_spellings(node)} for node, found in labels.items()}
    return _chosen(value, names, "relation", "`kg query relations` lists them")


def _spellings(node: ox.NamedNode) -> Iterable[str]:
    yield node.value
    for prefix, namespace in PREFIXES.items():
        local = node.value.removeprefix(namespace)
        if local != node.value:
            yield from (local, f"{prefix}:{local}", local.replace("_", " "))


def _entity(value: str, store: Store) -> list[Node]:
    """By its IRI, else by a whole name, else by its slug or a part of a name."""
    if re.fullmatch(r"[a-z][a-z0-9+.-]*://[^\s<>\"{}|\\^`]+", value):
        return [ox.NamedNode(value)]
    named = ox.Literal(value)
    exact = _named(store, _ENTITIES.format(f"VALUES ?name {{ {named} }}"))
    if exact:
        return sorted(exact, key=str)
    # Looks at every name of the graph, so only when no name is exactly this.
    part = f"FILTER(CONTAINS(LCASE(?name), LCASE({named})) || STRENDS(STR(?node), {_slug(value)}))"
    names = {
        node: {*found, segment(node.value)}
        for node, found in _named(store, _ENTITIES.format(part)).items()
    }
    try:
        return _chosen(value, names, "entity", "")
    except NotFoundError:
        everyone = _named(store, _ENTITIES.format(""))
        return _chosen(value, everyone, "entity", "`kg query entities` lists them")


_ENTITIES = """SELECT ?node ?name WHERE {{ {}
  ?node rdfs:label|skos:altLabel ?name . FILTER EXISTS {{ ?article kg:mentions ?node }} }}"""


def _slug(value: str) -> ox.Literal:
    """How the IRI of an entity with the slug `value` ends."""
    return ox.Literal(f"/{value}")


def _named(store: Store, sparql: str) -> Names:
    names: Names = {}
    for solution in cast(ox.QuerySolutions, store.query(sparql)):
        node, name = solution["node"], solution["name"]
        if isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal):
            names.setdefault(node, set()).add(name.value)
    return names


def _chosen(value: str, names: Names, what: str, hint: str) -> list[Node]:
    """Those that are called exactly `value`, or so but for case, or that have it in a name."""
    if not value:
        raise ValueError(f"gives no name; give that of one {what}")
    asked = value.casefold()
    for fits in (
        lambda name: name == value,
        lambda name: name.casefold() == asked,
        lambda name: asked in name.casefold(),
    ):
        found = [node for node, known in names.items() if any(fits(name) for name in known)]
        if found:
            return sorted(found, key=str)
    by_name = {name.casefold(): name for known in names.values() for name in known}
    near = difflib.get_close_matches(asked, sorted(by_name), n=4, cutoff=0.5)
    hint = f"similar: {', '.join(by_name[name] for name in near)}" if near else hint
    raise NotFoundError(f"no {what} {value!r}; {hint}")


_READERS: dict[str, Callable[[str, Store], list[Node]]] = {
    "text": _text,
    "entity": _entity,
    "relation": _relation,
    "type": _type,
    "modality": _modality,
    "date": _date,
    "number": _number,
}
