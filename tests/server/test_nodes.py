"""Nodes at the paths of their IRIs: the form that the client prefers, and all of them the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic
from samples import council, harbour

from kg import rdf
from kg.stores import open_store
from kg.views.turtle import SEGMENTS
from tests.server.conftest import filled
from tests.server.running import Reply, Server, serving

BASE = "https://example.org/kg/"
OTHER = "https://other.example/graph/"
OKORO = "/entity/ines-okoro"
FORMS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"


def get(server: Server, path: str, accept: str = "", method: str = "GET", **more: str) -> Reply:
    headers = {name.replace("_", "-"): value for name, value in more.items()}
    return server.ask(method, path, headers=headers | ({"Accept": accept} if accept else {}))


def graph(reply: Reply) -> Graph:
    assert reply.status == 200, reply.text
    forms = {media_type: name for name, media_type in FORMS.items()}
    name = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
    form = forms[reply.media_type]
    return Graph().parse(data=reply.body, format=name.get(form, form))


@pytest.fixture(scope="module")
def everything(server: Server) -> set[str]:
    """All triples of the graph."""
    found = server.query("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples").body
    return {str(quad.triple) for quad in ox.parse(found, format=ox.RdfFormat.N_TRIPLES)}


@pytest.fixture(scope="module")
def nodes(server: Server) -> list[str]:
    """The path of every minted node."""
    rows = server.query(
        f"SELECT DISTINCT ?x {{ ?x ?p ?o FILTER(STRSTARTS(STR(?x), '{BASE}')) }} ORDER BY ?x"
    ).rows
    iris = [row["x"] for row in rows if "#" not in row["x"]]
    assert {iri.removeprefix(BASE).partition("/")[0] for iri in iris} == set(SEGMENTS)
    return ["/" + iri.removeprefix(BASE) for iri in iris]


# --- Forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle, application/rdf+xml;q=0.5, text/html;q=0.1", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html;q=0.5, application/ld+json;q=0.6", "application/ld+json"),
    ],
)
def test_the_client_chooses_the_form(server: Server, accept: str, media_type: str) -> None:
    reply = get(server, OKORO, accept)
    assert (reply.status, reply.media_type) == (200, media_type)
    assert "Accept" in reply.headers["vary"]


def test_what_the_client_does_not_take_is_406_and_names_what_there_is(server: Server) -> None:
    reply = get(server, OKORO, "image/png, text/csv")
    assert reply.status == 406
    assert "text/turtle" in reply.text and "text/html" in reply.text


def test_all_forms_of_every_node_say_the_same_and_only_what_the_graph_says(
    server: Server, nodes: list[str], everything: set[str]
) -> None:
    for path in nodes:
        lines = get(server, path, "application/n-triples").body
        told = {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
        assert told <= everything, path
        first = graph(get(server, f"{path}.nt"))
        assert (URIRef(BASE + path[1:]), None, None) in first
        for ending in ("ttl", "jsonld", "rdf"):
            assert isomorphic(graph(get(server, f"{path}.{ending}")), first), (path, ending)
        turtle = get(server, f"{path}.ttl").body
        assert {str(q.triple) for q in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == told


def test_each_form_has_an_address_that_the_others_tell(server: Server) -> None:
    reply = get(server, OKORO, "text/turtle")
    assert reply.headers["content-location"] == "ines-okoro.ttl"
    links = dict(re.findall(r'<([^>]*)>; rel="alternate"; type="([^"]*)"', reply.headers["link"]))
    assert links == {
        f"ines-okoro.{ending}": media_type
        for ending, media_type in (FORMS | {"html": "text/html"}).items()
        if ending != "ttl"
    }
    assert f'<{BASE}entity/ines-okoro>; rel="describes"' in reply.headers["link"]
    for address, media_type in links.items():
        reply = get(server, f"/entity/{address}", "text/csv")  # the address wins
        assert (reply.status, reply.media_type) == (200, media_type)


# --- What is said ---------------------------------------------------------------------------------


def test_an_entity_comes_with_its_statements_their_words_and_names(server: Server) -> None:
    found = graph(get(server, OKORO, "text/turtle"))
    asked = """
        PREFIX kg: <https://w3id.org/news-kg/ontology#>
        PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?relation ?other ?words WHERE {
          ?st a kg:Statement ; rdf:subject ?s ; rdf:predicate/rdfs:label ?relation ;
              rdf:object/rdfs:label ?other ; kg:evidence/nif:anchorOf ?words
        }"""
    told = {tuple(map(str, row)) for row in found.query(asked)}
    assert ("meets", "Karl Lind", "Inès Okoro, met Karl Lind") in told
    assert ("holds", "Mayor", "mayor of Tarn, Inès Okoro") in told
    assert ("is a post in", "Tarn", "mayor of Tarn") in told
    assert ("is allied with", "Arden", "Arden is our reliable friend") in told


def test_an_article_is_all_that_it_contributes(server: Server) -> None:
    found = graph(get(server, "/article/council", "application/ld+json"))
    whole = open_store()
    whole.replace("council", rdf.triples(council()))
    own = {str(t) for t in whole.triples() if "/article/council" in str(t.subject)}
    told = {f"{s.n3()} {p.n3()}" for s, p, _ in found}
    assert {" ".join(line.split(" ")[:2]) for line in own} <= told


def test_an_unknown_node_is_404_and_names_near_ones(server: Server) -> None:
    reply = get(server, "/entity/ines-okorro", "text/turtle")
    assert reply.status == 404
    assert f"similar: {BASE}entity/ines-okoro" in reply.text
    page = get(server, "/entity/okoro")
    assert (page.status, page.media_type) == (404, "text/html")
    assert 'href="../entity/ines-okoro"' in page.text
    assert 'href="../article/harbour"' in get(server, "/article/habour").text
    assert get(server, "/statement/0000000000000000", "text/turtle").status == 404
    assert get(server, "/entity/").status == 404
    assert get(server, "/post/ines-okoro").status == 404


@pytest.mark.parametrize(
    "path",
    ["/entity/%3Cscript%3E", "/entity/%00%ff", "/entity/a%2Fb/../c", "/entity/" + "x" * 5000],
)
def test_a_strange_name_is_only_unknown(server: Server, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        reply = get(server, path, accept)
        assert reply.status == 404
        assert "<script>" not in reply.body.decode("latin-1") or accept != "text/html"


# --- HTTP -----------------------------------------------------------------------------------------


def test_head_tells_what_get_would(server: Server) -> None:
    head, whole = get(server, OKORO, method="HEAD"), get(server, OKORO)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert get(server, OKORO, method="POST").status == 405


def test_what_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    store = filled(tmp_path / "store")
    with serving(store, "--writable", KG_TOKEN="a-token-for-tests") as server:
        html, turtle = get(server, OKORO), get(server, OKORO, "text/turtle")
        assert html.headers["etag"] != turtle.headers["etag"]
        for tag in (html.headers["etag"], f'"other", W/{html.headers["etag"]}', "*"):
            again = get(server, OKORO, if_none_match=tag)
            assert (again.status, again.body) == (304, b"")
        assert get(server, OKORO, "text/turtle", if_none_match=html.headers["etag"]).status == 200
        assert server.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
        assert get(server, OKORO, if_none_match=html.headers["etag"]).status == 200


def test_a_description_beyond_the_limits_says_so(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), "--max-rows", "10") as server:
        reply = get(server, OKORO, "text/turtle")
        assert reply.status == 422
        assert "more than 10 rows" in reply.text


# --- Several bases --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def two_bases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("bases") / "store"
    with open_store(path) as store:
        store.replace("harbour", rdf.triples(harbour()))
        store.replace("council", rdf.triples(council(), OTHER))
    with serving(path) as server:
        yield server


def test_a_name_of_one_base_needs_no_base(two_bases: Server) -> None:
    assert (URIRef(f"{OTHER}article/council"), None, None) in graph(
        get(two_bases, "/article/council", "text/turtle")
    )
    assert (URIRef(f"{BASE}post/mayor-tarn"), None, None) in graph(
        get(two_bases, "/post/mayor-tarn.ttl")
    )


def test_a_name_of_several_bases_is_a_choice(two_bases: Server) -> None:
    choice = get(two_bases, OKORO, "text/turtle")
    assert choice.status == 300
    addresses = re.findall(r"at \.\.(\S+)", choice.text)
    assert len(addresses) == 2
    found = [graph(get(two_bases, address, "text/turtle")) for address in addresses]
    for base, one in zip((BASE, OTHER), found, strict=True):
        assert (URIRef(f"{base}entity/ines-okoro"), None, None) in one
    for address in addresses:
        html = get(two_bases, address).text
        links = set(re.findall(r'href="\.\.(/(?:entity|statement|article)/[^"]+)"', html))
        assert links
        for link in links:
            assert get(two_bases, link.replace("&amp;", "&")).status == 200, link


def test_every_link_of_every_page_leads_somewhere(server: Server, nodes: list[str]) -> None:
    links = set()
    for path in nodes:
        html = get(server, path).text
        links |= set(re.findall(r'href="\.\.(/[a-z]+/[^"#]+)"', html))
        links |= {
            f"{path.rpartition('/')[0]}/{a}" for a in re.findall(r'href="([\w-]+\.\w+)"', html)
        }
    assert len(links) > len(nodes)
    for link in links:
        assert get(server, link).status == 200, link


def test_json_for_programs_is_json(server: Server) -> None:
    assert json.loads(get(server, OKORO, "application/json").body)["@graph"]
