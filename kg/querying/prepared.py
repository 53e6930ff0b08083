"""Prepared questions: SPARQL in files, each complete for any SPARQL tool.

A file of `queries/` begins with comments: what it answers, then what to know about it, then its
parameters, each as `# param: NAME (TYPE) = WHAT IT IS`. The place of a parameter is a line
`VALUES ?NAME { ... }` with its default; a default of UNDEF stands for anything. A value given here
takes the place of the default as a term of RDF, never as text of the query.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError

TYPES = ("text", "entity", "relation", "type", "modality", "date", "number")
"""What the value of a parameter can be; `kg.querying.parameters` tells how each is read."""

_PARAM = re.compile(r"param:\s*(?P<name>\w+)\s*(?:\((?P<type>\w+)\)\s*)?=\s*(?P<about>.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, one of TYPES, what it is, its default as SPARQL (None: anything)."""

    name: str
    type: str = "text"
    about: str = ""
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what it answers and its parameters by name."""

    name: str
    title: str
    sparql: str
    description: str = ""
    params: Mapping[str, Parameter] = field(default_factory=dict)

    @property
    def body(self) -> str:
        """The query without the comments it begins with."""
        lines = self.sparql.splitlines(keepends=True)
        return "".join(lines[len(_heading(self.sparql)) :]).lstrip("\n")


def questions() -> list[Question]:
    """The prepared questions, by name."""
    files = sorted(_directory().glob("*.rq"), key=lambda path: path.stem)
    return [read(path.stem, path.read_text("utf-8")) for path in files]


def find(query: str) -> Question:
    """A prepared question by its name, a file by its path, or SPARQL as it stands.

    QueryError, naming near ones, when it is none of them.
    """
    if "{" in query or "\n" in query.strip():
        return read("query", query)
    prepared = {path.stem: path for path in sorted(_directory().glob("*.rq"))}
    if query in prepared:
        return read(query, prepared[query].read_text("utf-8"))
    path = Path(query)
    try:
        if path.is_file():
            return read(str(path), path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{query}: cannot be read ({error}); give a file in UTF-8") from None
    if " " in query.strip():  # DESCRIBE <...>; a file may have such a name as well
        return read("query", query)
    near = difflib.get_close_matches(query, prepared, n=3, cutoff=0.5)
    hint = (
        f"did you mean {' or '.join(near)}?" if near else "`kg query --list` tells which there are"
    )
    raise QueryError(f"no question and no file {query!r}; {hint}")


def read(name: str, sparql: str) -> Question:
    """SPARQL with the comments it begins with; QueryError when a parameter has no such type."""
    words: list[str] = []
    declared: dict[str, Parameter] = {}
    for line in _heading(sparql):
        found = _PARAM.fullmatch(line)
        if found is None:
            words.append(line)
            continue
        kind = found["type"] or "text"
        if kind not in TYPES:
            raise QueryError(f"{name}: no type {kind!r} of parameters; choose {', '.join(TYPES)}")
        declared[found["name"]] = Parameter(found["name"], kind, found["about"])
    if not declared:  # in one's own query, any VALUES of one variable
        declared = {place: Parameter(place) for place in re.findall(_place(r"(\w+)"), sparql)}
    params = {name: _with_default(parameter, sparql) for name, parameter in declared.items()}
    title, _, rest = "\n".join(words).partition("\n")
    return Question(name, title, sparql, " ".join(rest.split()), params)


def bind(question: Question, values: Mapping[str, Iterable[ox.NamedNode | ox.Literal]]) -> str:
    """The query in which the terms of each value stand for the parameter's default.

    Where the default stands for anything, it is left out: Virtuoso 7 answers queries with UNDEF
    late, or wrongly.
    """
    sparql = question.sparql
    anything = (name for name, known in question.params.items() if known.default is None)
    for name in {*values, *anything}:
        block = f"VALUES ?{name} {{ {' '.join(map(str, values[name]))} }}" if name in values else ""
        sparql = re.sub(_place(re.escape(name)), lambda _, text=block: text, sparql)  # type: ignore[misc]
    return sparql


def _directory() -> Path:
    """`kg/queries` of an installed package, `queries` of a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "queries"
    return installed if installed.is_dir() else package.parent / "queries"


def _heading(sparql: str) -> list[str]:
    """The lines of comment that a query begins with, without their marks."""
    return list(_comments(sparql))


def _comments(sparql: str) -> Iterator[str]:
    for line in sparql.splitlines():
        if not line.startswith("#"):
            return
        yield line.lstrip("#").strip()


def _place(name: str) -> str:
    """The pattern of where the parameter `name` has its default."""
    return rf"(?i:VALUES)\s+\?{name}\s*\{{[^{{}}]*\}}"


def _with_default(parameter: Parameter, sparql: str) -> Parameter:
    found = re.search(_place(re.escape(parameter.name)), sparql)
    default = found[0].partition("{")[2].rstrip("}").strip() if found else "UNDEF"
    return replace(parameter, default=None if default == "UNDEF" else default)
