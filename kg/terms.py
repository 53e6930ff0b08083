"""The terms of the ontology as people read them: what each means, with an example and alignments.

`terms()` gives all of them in the order of `data/ontology.ttl`, `find` one by name. Names are
written with their prefix: "kg:meets", "org:holds", "schema:Person".
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

import pyoxigraph as ox

from kg.errors import NotFoundError
from kg.vocab import DESCRIBED, KG, KG_IRI, OWL, PREFIXES, RDF, RDFS, REL_IRI, SKOS, Node, Notes

ONTOLOGY = ox.NamedNode(KG_IRI.rstrip("#"))
REUSED = "Terms of other vocabularies"
"""The group of the terms that other vocabularies define and this graph only uses."""

WIKIDATA = "http://www.wikidata.org/prop/direct/"
_SPACES = {iri: prefix for prefix, iri in PREFIXES.items()} | {WIKIDATA: "wdt"}
_KINDS = {
    OWL.Class: "class",
    RDFS.Datatype: "datatype",
    OWL.ObjectProperty: "relation",
    OWL.DatatypeProperty: "relation",
    RDF.Property: "relation",
    OWL.AnnotationProperty: "note",
    KG.Modality: "value",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A term with what the ontology says of it.

    `kind` is "class", "datatype", "relation", "note" (said of terms, not of things), "value" (one
    of a class's members) or "reused". Of several names in `domain` or `range` one holds. `parents`
    are its superclasses or super-relations. `rule_file` is where the rules that make a relation
    are, if it has any; `told_by` are the relations that tell of a class of events.
    """

    name: str
    iri: str
    kind: str
    label: str
    definition: str
    example: str
    group: str
    note: str = ""
    deprecated: bool = False
    parents: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    symmetric: bool = False
    transitive: bool = False
    inverse: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    inverse_match: tuple[str, ...] = ()
    plover: tuple[str, ...] = ()
    cameo: tuple[str, ...] = ()
    event: str | None = None
    told_by: tuple[str, ...] = ()
    rule_file: str | None = None
    rules: tuple[str, ...] = ()


@cache
def terms() -> tuple[Term, ...]:
    """Every term, our own first, each group together, in the order of the file."""
    own = [_own(node, notes) for node, notes in DESCRIBED.items() if KG.group in notes]
    groups = list(dict.fromkeys(term.group for term in own))
    reused = [_reused(node, notes) for node, notes in DESCRIBED.items() if _is_reused(notes)]
    return (*sorted(own, key=lambda term: groups.index(term.group)), *reused)


def find(name: str) -> Term:
    """The term called `name`: "meets", "kg:meets", its IRI, or its label "is a member of".

    Upper and lower case matter only where they tell terms apart. NotFoundError with near names.
    """
    wanted = name.strip()
    for spellings in (_names_of, _labels_of):
        for fold in (str, str.casefold):
            for term in terms():
                if fold(wanted) in {fold(spelling) for spelling in spellings(term)}:
                    return term
    if wanted.startswith(("rel:", REL_IRI)):
        raise NotFoundError(
            f"{name} is an open relation, named by the words of a text, and in no ontology;"
            " what all of them are: kg ontology kg:relatedTo"
        )
    known = {s: term.name for term in terms() for s in (*_names_of(term), *_labels_of(term))}
    near = difflib.get_close_matches(wanted, known, n=5)
    hint = ", ".join(dict.fromkeys(known[spelling] for spelling in near))
    raise NotFoundError(
        f"no term {name!r} in the ontology; "
        + (f"similar: {hint}" if hint else "kg ontology lists them all")
    )


def _names_of(term: Term) -> tuple[str, ...]:
    return term.name, term.name.partition(":")[2], term.iri


def _labels_of(term: Term) -> tuple[str, ...]:
    return (term.label,)


def short_name(node: ox.NamedNode) -> str:
    """The node with its prefix: "kg:meets"."""
    cut = max(node.value.rfind("#"), node.value.rfind("/")) + 1
    return f"{_SPACES[node.value[:cut]]}:{node.value[cut:]}"


def wikidata_label(name: str) -> str:
    """The label that Wikidata has for a property: "position held" for "wdt:P39"."""
    notes = DESCRIBED[ox.NamedNode(WIKIDATA + name.removeprefix("wdt:"))]
    return notes[RDFS.label][0].value


def _is_reused(notes: Notes) -> bool:
    return SKOS.scopeNote in notes and KG.group not in notes


def _reused(node: ox.NamedNode, notes: Notes) -> Term:
    name = short_name(node)
    note = notes[SKOS.scopeNote][0].value
    parents = _names(notes.get(RDFS.subClassOf, []))
    return Term(name, node.value, "reused", name, note, "", REUSED, parents=parents)


def _own(node: ox.NamedNode, notes: Notes) -> Term:
    kinds = notes.get(RDF.type, [])
    definition, _, example = notes[RDFS.comment][0].value.partition(" Example: ")
    kind = next((_KINDS[kind] for kind in _KINDS if kind in kinds), "class")
    file, rules = _rules().get(short_name(node), (None, ()))
    return Term(
        name=short_name(node),
        iri=node.value,
        kind=kind,
        label=notes[RDFS.label][0].value,
        definition=definition,
        example=example,
        group=notes[KG.group][0].value,
        note=" ".join(_texts(notes, SKOS.scopeNote)),
        deprecated=OWL.deprecated in notes,
        parents=_names([*notes.get(RDFS.subClassOf, []), *notes.get(RDFS.subPropertyOf, [])]),
        domain=_names(notes.get(RDFS.domain, [])),
        range=_names(notes.get(RDFS.range, [])) or _names(notes.get(OWL.equivalentClass, [])),
        symmetric=OWL.SymmetricProperty in kinds,
        transitive=OWL.TransitiveProperty in kinds,
        inverse=_names(notes.get(OWL.inverseOf, [])),
        close_match=_names(notes.get(SKOS.closeMatch, [])),
        inverse_match=_names(notes.get(KG.inverseMatch, [])),
        plover=_texts(notes, KG.plover),
        cameo=_texts(notes, KG.cameo),
        event=next(iter(_names(notes.get(KG.eventClass, []))), None),
        told_by=_telling().get(node, ()),
        rule_file=file,
        rules=rules,
    )


def _texts(notes: Notes, predicate: ox.NamedNode) -> tuple[str, ...]:
    return tuple(value.value for value in notes.get(predicate, []))


def _names(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The names of nodes, those of its members for a union."""
    return tuple(name for node in nodes for name in _members(node))


def _members(node: Node) -> Iterator[str]:
    if isinstance(node, ox.NamedNode):
        yield short_name(node)
        return
    rest = _value(node, OWL.unionOf)
    while rest != RDF.nil:
        yield from _members(_value(rest, RDF.first))
        rest = _value(rest, RDF.rest)


def _value(node: Node, predicate: ox.NamedNode) -> Node:
    """The one value that a node without a name has."""
    return DESCRIBED[cast(ox.NamedNode, node)][predicate][0]


@cache
def _telling() -> Mapping[Node, tuple[str, ...]]:
    """Class of events -> the relations that tell of it."""
    found: dict[Node, tuple[str, ...]] = {}
    for node, notes in DESCRIBED.items():
        for event in notes.get(KG.eventClass, []):
            found[event] = (*found.get(event, ()), short_name(node))
    return found


@cache
def _rules() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Relation -> its rule file and the ids of the rules there, as statements carry them.

    Only names are read here: kg.rules checks the files, but brings the whole language side.
    """
    found = {}
    for path in sorted((files("kg") / "data/rules").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            raw = tomllib.loads(path.read_text("utf-8"))
            ids = tuple(f"{raw['relation']}.{rule['id']}" for rule in raw["rule"])
            found[f"kg:{raw['relation']}"] = (f"kg/data/rules/{path.name}", ids)
    return found
