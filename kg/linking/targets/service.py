"""A reconciliation service (W3C community group's Reconciliation Service API 0.2).

Sources: sections 3 (service manifest) and 4 (reconciliation queries) of the specification at
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.errors import LinkError
from kg.linking.choosing import Candidate, Subject
from kg.linking.links import is_iri
from kg.linking.targets.http import Connection

_JSON = "application/json"
_BATCH, _LIMIT = 10, 5


def manifest_of(connection: Connection) -> Mapping[str, object] | None:
    """The manifest that a service shows at its address; None for what is no service."""
    response = connection.get(_JSON)
    if response is None or "json" not in response.headers.get("Content-Type", ""):
        return None
    manifest = connection.json_of(response)
    required = {"name", "identifierSpace", "schemaSpace"}
    return manifest if isinstance(manifest, dict) and required <= manifest.keys() else None


class Service:
    """A service, asked in batches of the size that it likes."""

    def __init__(self, connection: Connection, manifest: Mapping[str, object]) -> None:
        """Nothing is sent yet."""
        self._connection, self._manifest = connection, manifest
        self.name = connection.url
        size = manifest.get("batchSize")
        self.batch = size if isinstance(size, int) and 0 < size < 1000 else _BATCH

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def candidates(self, subjects: Sequence[Subject]) -> list[Collection[Candidate]]:
        """What the service finds for the label of each."""
        queries = {
            f"q{number}": {"query": subject.names[0], "limit": _LIMIT}
            for number, subject in enumerate(subjects)
        }
        answer = self._connection.post({"queries": json.dumps(queries, ensure_ascii=False)}, _JSON)
        if not isinstance(answer, dict):
            raise self._broken("no object of results")
        found: list[Collection[Candidate]] = []
        for key in queries:
            result = answer.get(key)
            rows = result.get("result") if isinstance(result, dict) else None
            if not isinstance(rows, list):
                raise self._broken(f"no result for {key}")
            found.append([self._candidate(row) for row in rows])
        return found

    def _candidate(self, row: object) -> Candidate:
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise self._broken("a candidate without an id")
        name = row.get("name")
        return Candidate(
            self._iri(row["id"]),
            (name,) if isinstance(name, str) else (),
            tuple(_type_words(row.get("type"))),
            row.get("match") is True,
        )

    def _iri(self, identifier: str) -> str:
        """The IRI of an identifier: in the space that the manifest names, else its page."""
        space = self._manifest["identifierSpace"]
        view = self._manifest.get("view")
        page = view.get("url") if isinstance(view, dict) else None
        ways = [identifier] if "://" in identifier else []
        if isinstance(space, str) and space.endswith(("/", "#", "=", ":")):
            ways.append(space + identifier)
        if isinstance(page, str):
            ways.append(page.replace("{{id}}", identifier))
        for iri in ways:
            if is_iri(iri):
                return iri
        raise self._broken(f"an id that makes no IRI ({identifier[:40]!r})")

    def _broken(self, what: str) -> LinkError:
        return LinkError(
            f"{self.name}: answers with {what}, against the Reconciliation API 0.2;"
            " check the address, or tell those who run it"
        )


def _type_words(types: object) -> Iterator[str]:
    """Ids and names of classes, which 0.2 gives as objects and older services as words too."""
    for kind in types if isinstance(types, list) else ():
        words = (kind.get("id"), kind.get("name")) if isinstance(kind, dict) else (kind,)
        yield from (word for word in words if isinstance(word, str))
