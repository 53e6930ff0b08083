"""Links with real servers: found, shown, kept, taken back; and what goes wrong on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from authorities import served
from click.testing import CliRunner
from samples import LIND, OKORO, Reader, article, council, harbour, person, store_of

import kg
from kg import linking, rdf
from kg.cli import cli
from kg.errors import InputError, LinkError, NotFoundError
from kg.linking import Candidate, Link, choose
from kg.linking.choosing import Subject, kinds_of
from kg.model import EntityType
from kg.stores import Store
from kg.vocab import SKOS

ID = "https://authority.example/id/"


@pytest.fixture
def store() -> Iterator[Store]:
    with store_of(harbour(), council()) as store:
        yield store


def linked(store: Store) -> dict[str, str]:
    return {s.value.rsplit("/", 1)[-1]: o.value for s, _, o in store.match(None, SKOS.exactMatch)}


# --- At a SPARQL endpoint -------------------------------------------------------------------------


def test_entities_are_found_by_any_of_their_names(store: Store, endpoint: str) -> None:
    report = kg.link(store, endpoint)
    expected = {
        "ines-okoro": f"{ID}1",
        "karl-lind": f"{ID}2",
        "tarn-herald": f"{ID}3",
        "tarn": f"{ID}4",
    }
    assert linked(store) == expected
    assert {one.entity: one.same_as for one in report.links} == expected
    assert all(one.by == endpoint and one.reasons and one.score >= 0.95 for one in report.links)


def test_what_is_of_another_class_is_not_linked(store: Store, endpoint: str) -> None:
    verdicts = {v.subject.reference: v for v in kg.link(store, endpoint).verdicts}
    assert verdicts["arden"].candidate is None
    assert verdicts["arden"].reasons == ("of another class: https://schema.org/Person",)


def test_a_dry_run_shows_and_keeps_nothing(store: Store, endpoint: str) -> None:
    before = store.triples()
    assert len(kg.link(store, endpoint, dry_run=True).links) == 4
    assert store.triples() == before
    assert linking.links(store) == ()


def test_what_is_linked_is_not_asked_again(store: Store, endpoint: str) -> None:
    kg.link(store, endpoint)
    again = kg.link(store, endpoint)
    assert not again.links
    assert {v.subject.reference for v in again.verdicts} == {"arden"}


def test_one_entity_and_some_kinds(store: Store, endpoint: str) -> None:
    assert len(kg.link(store, endpoint, entity="Karl Lind", dry_run=True).verdicts) == 1
    cities = kg.link(store, endpoint, kinds=[EntityType.CITY], dry_run=True)
    assert [link.entity for link in cities.links] == ["tarn"]
    with pytest.raises(NotFoundError):
        kg.link(store, endpoint, entity="Nobody at All")


def test_other_spellings_are_found_by_scanning(endpoint: str) -> None:
    reader = Reader(article("visit", "A visit\n\nSerguei Lavrov met Karl Lind.\n"))
    lavrov = person("Serguei Lavrov")
    reader.says(lavrov, "meets", LIND, "Serguei Lavrov met Karl Lind")
    with store_of(reader.reading()) as store:
        assert "serguei-lavrov" not in {x.entity for x in kg.link(store, endpoint).links}
        report = kg.link(store, endpoint, scan=True, entity="Serguei Lavrov")
        (found,) = report.links
        assert (found.entity, found.same_as) == ("serguei-lavrov", f"{ID}7")
        assert "spelt otherwise: Lawrow, Lavrov" in found.reasons


def test_answers_come_in_pages(
    store: Store, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = kg.link(store, endpoint, scan=True, dry_run=True)
    monkeypatch.setattr("kg.linking.targets.sparql._PAGE", 2)
    assert kg.link(store, endpoint, scan=True, dry_run=True) == whole
    assert len(whole.links) == 4


def test_names_are_escaped(endpoint: str) -> None:
    name = 'Serguei "O\'Lavrov" \\ }'
    reader = Reader(article("quotes", f"Quotes\n\n{name} met Karl Lind.\n"))
    hostile = person(name)
    reader.says(hostile, "meets", LIND, f"{name} met Karl Lind")
    with store_of(reader.reading()) as store:
        report = kg.link(store, endpoint, dry_run=True)
        assert {x.same_as for x in report.links} == {f"{ID}2", f"{ID}6"}


# --- At a reconciliation service ------------------------------------------------------------------


def test_a_service_is_known_by_its_manifest(store: Store, service: str) -> None:
    report = kg.link(store, service)
    assert linked(store) == {
        "ines-okoro": "https://table.example/id/P1",
        "karl-lind": "https://table.example/id/P2",
        "tarn-herald": "https://table.example/id/O1",
    }
    assert {x.entity: x.score for x in report.links}["karl-lind"] == 1.0  # "Lind, Karl"


# --- Links are data -------------------------------------------------------------------------------


def test_links_survive_a_rebuild_and_go_with_the_articles(store: Store, endpoint: str) -> None:
    bare = store.triples()
    kg.link(store, endpoint)
    whole = store.triples()
    store.replace("harbour", rdf.triples(harbour()))
    linking.apply(store)
    assert store.triples() == whole
    assert set(kg_quads(store)) == set(whole)
    store.remove("council")
    store.remove("harbour")
    assert store.triples() == []
    for reading in (harbour(), council()):
        store.replace(reading.article.slug, rdf.triples(reading))
    assert store.triples() == bare
    linking.apply(store)
    assert store.triples() == whole


def kg_quads(store: Store) -> list:
    import pyoxigraph as ox

    quads = ox.parse(kg.export(store, "nquads"), format=ox.RdfFormat.N_QUADS)
    own = {str(t) for t in store.triples()}
    return [q.triple for q in quads if str(q.triple) in own]


def test_links_are_taken_back(store: Store, endpoint: str) -> None:
    before = store.triples()
    kg.link(store, endpoint)
    for entity in ("Karl Lind", "ines-okoro", "Tarn Herald", "tarn"):
        (gone,) = kg.forget_links(store, entity)
        assert gone.same_as.startswith(ID)
    assert store.triples() == before
    with pytest.raises(NotFoundError, match="has no links"):
        kg.forget_links(store, "Karl Lind")


def test_links_go_through_a_file(store: Store, endpoint: str, tmp_path: Path) -> None:
    kg.link(store, endpoint)
    path = tmp_path / "links.jsonl"
    path.write_text(kg.written_links(store), encoding="utf-8")
    with store_of(harbour(), council()) as other:
        assert kg.add_links(other, path) == 4
        assert other.triples() == store.triples()
        assert kg.written_links(other) == kg.written_links(store)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "is no JSON object"),
        ('{"entity": "a b", "same_as": "http://x.example/"}', '"entity" is no name of an IRI'),
        ('{"entity": "lind", "same_as": "not an iri"}', '"same_as" is no web address'),
        ('{"entity": "lind"}', '"same_as" is no web address'),
        ('{"entity": 3, "same_as": "http://x.example/"}', "a field of another kind"),
    ],
)
def test_bad_lines_are_named(line: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text(f"# mine\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"links\.jsonl:2: ") as error:
        linking.read(path)
    assert wrong in str(error.value)


def test_a_link_by_a_person_needs_two_fields_only(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "links.jsonl"
    path.write_text('{"entity": "karl-lind", "same_as": "http://x.example/lind"}\n', "utf-8")
    kg.add_links(store, path)
    assert linking.links(store) == (Link("karl-lind", "http://x.example/lind"),)
    assert linked(store) == {"karl-lind": "http://x.example/lind"}


# --- Choosing -------------------------------------------------------------------------------------

SUBJECT = Subject("ana-ruiz", "https://x.example/ana-ruiz", EntityType.PERSON, ("Ana Ruiz",))
HUMAN = ("http://www.wikidata.org/entity/Q5",)


def test_two_of_one_name_are_left_to_people() -> None:
    twins = [Candidate(f"{ID}{n}", ("Ana Ruiz",), HUMAN) for n in "12"]
    verdict = choose(SUBJECT, twins)
    assert verdict.candidate is None
    assert verdict.reasons == (f"as good: {ID}2",)
    sure = Candidate(f"{ID}3", ("Ana Ruiz",), HUMAN, sure=True)
    assert choose(SUBJECT, [*twins, sure]).candidate == sure


def test_the_same_iri_needs_no_link() -> None:
    assert choose(SUBJECT, [Candidate(SUBJECT.iri, ("Ana Ruiz",), HUMAN)]).candidate is None


def test_weak_names_are_no_link() -> None:
    for name in ("Ruiz", "A. Ruiz", "Ivan Ruiz", "Ana Ruiz Jr."):
        assert choose(SUBJECT, [Candidate(f"{ID}1", (name,), HUMAN)]).candidate is None
    lavrov = Subject("lavrov", "https://x.example/lavrov", EntityType.PERSON, ("Lavrov",))
    assert choose(lavrov, [Candidate(f"{ID}1", ("Lavrov",), HUMAN)]).candidate is None


def test_a_class_that_is_not_known_makes_less_sure() -> None:
    candidate = Candidate(f"{ID}1", ("Ana Ruiz",), ("https://x.example/Thing",))
    assert choose(SUBJECT, [candidate]).score == 0.98
    assert "class not known" in choose(SUBJECT, [candidate]).reasons


def test_classes_are_known_by_many_names() -> None:
    assert kinds_of(["http://xmlns.com/foaf/0.1/Person"]) == {EntityType.PERSON}
    assert kinds_of(["http://dbpedia.org/ontology/City"]) >= {EntityType.CITY, EntityType.PLACE}
    assert kinds_of(["https://x.example/Whatever"]) == frozenset()


# --- What goes wrong ------------------------------------------------------------------------------


class Broken(BaseHTTPRequestHandler):
    """Answers in ways in which no service should."""

    manifest: object = None
    body: bytes = b""
    kind = "application/json"
    status = 200
    seconds = 0.0

    def do_GET(self) -> None:
        self._write(200 if self.manifest else 404, json.dumps(self.manifest).encode(), self.kind)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.seconds)
        self._write(self.status, self.body, self.kind)

    def _write(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # who asked did not wait
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


MANIFEST = {"name": "x", "identifierSpace": "http://x.example/", "schemaSpace": "http://x/"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"body": b"<p>hello", "kind": "text/html"}, "answers with text/html, not with JSON"),
        ({"body": b"[]"}, "answers with no SPARQL results"),
        ({"body": b'{"results": {"bindings": 3}, "head": {"vars": []}}'}, "no SPARQL results"),
        ({"status": 500, "body": b"oops", "kind": "text/plain"}, "HTTP 500.*oops"),
        ({"status": 429}, "too busy"),
        ({"status": 401}, "does not let everybody ask"),
        ({"seconds": 3.0, "body": b"{}"}, "no answer in 1 s; wait longer with --timeout"),
        ({"manifest": MANIFEST, "body": b"[]"}, "no object of results"),
        ({"manifest": MANIFEST, "body": b'{"q0": {}}'}, "no result for q0"),
        ({"manifest": MANIFEST, "body": b'{"q0": {"result": [{}]}}'}, "candidate without an id"),
        (
            {
                "manifest": {**MANIFEST, "identifierSpace": "no space "},
                "body": b'{"q0": {"result": [{"id": "a b<>"}]}}',
            },
            "an id that makes no IRI",
        ),
    ],
)
def test_broken_answers_are_explained(fields: dict, message: str, store: Store) -> None:
    with served(type("Handler", (Broken,), fields)) as url:
        with pytest.raises(LinkError, match=message) as error:
            kg.link(store, url, entity="Karl Lind", seconds=1)
        assert str(error.value).startswith(url)
        assert "\n" not in str(error.value)


def test_nobody_there_and_no_address(store: Store) -> None:
    with pytest.raises(LinkError, match="no server is running there"):
        kg.link(store, "http://127.0.0.1:9/sparql")
    with pytest.raises(LinkError, match="is no web address"):
        kg.link(store, "authority.example")


# --- The command ----------------------------------------------------------------------------------


def run(*words: str) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command(endpoint: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "store")
    with kg.open_store(folder) as store:
        for reading in (harbour(), council()):
            store.replace(reading.article.slug, rdf.triples(reading))
    shown = run("link", "--store", folder, "--endpoint", endpoint, "--dry-run")
    assert f"{ID}2" in shown
    assert "4 of 5 entities would be linked." in shown
    assert "There are no links yet" in run("link", "--store", folder)
    assert "4 of 5 entities linked." in run("link", "--store", folder, "--endpoint", endpoint)
    lines = [json.loads(line) for line in run("link", "--store", folder).splitlines()]
    assert [line["entity"] for line in lines] == ["ines-okoro", "karl-lind", "tarn", "tarn-herald"]
    out = str(tmp_path / "links.jsonl")
    run("link", "--store", folder, "--out", out)
    assert "Taken back: karl-lind" in run("link", "--store", folder, "--forget", "Karl Lind")
    assert "Links taken in: 4" in run("link", "--store", folder, "--add", out)
    both = CliRunner().invoke(cli, ["link", "--add", out, "--forget", "x"])
    assert both.exit_code == 2
    assert "each go alone" in both.output
    dossier = run("show", "--store", folder, "okoro")
    assert OKORO.label in dossier
    assert f"= {ID}1\n" in dossier


# --- With identity across articles ----------------------------------------------------------------


def test_links_follow_an_entity_that_is_renamed(endpoint: str) -> None:
    with store_of(harbour(), council()) as store:
        kg.settle(store)
        kg.link(store, endpoint, entity="Karl Lind")
        (before,) = linked(store).values()
        named = kg.merge(store, "Karl Lind", "Tarn Herald")  # for once
        assert linked(store) == {named.iri.rsplit("/", 1)[-1]: before}
        kg.split(store, named.label)
        linking.apply(store)
        assert linked(store) == {"karl-lind": before}
