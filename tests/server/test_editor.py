"""The editor over HTTP: the page and its parts, and values put into parameters."""

from __future__ import annotations

import http.client
import json
import re

from kg.querying.prepared import questions
from kg.terms import terms
from kg.vocab import PREFIXES
from tests.server.running import Reply, Server

QUESTION = """# Who met whom?
# param: who (entity) = either of the two
# param: since (date) = then or later
SELECT ?who ?since WHERE { VALUES ?who { UNDEF } VALUES ?since { "2000"^^xsd:gYear } }
"""


def parts(server: Server) -> dict[str, Reply]:
    """What the page names, and what the scripts among it import."""
    page = server.ask("GET", "/query").text
    found: dict[str, Reply] = {}
    wanted = re.findall(r'(?:href|src)="(query/[^"]+)"', page)
    while wanted:
        path = wanted.pop()
        if path not in found:
            found[path] = server.ask("GET", f"/{path}")
            names = re.findall(r'(?:from |import\()"\./([\w.-]+)"', found[path].text)
            folder = path.rpartition("/")[0]
            wanted += [f"{folder}/{name}" for name in names if path.endswith(".js")]
    return found


def test_the_page_runs_and_asks_only_what_this_server_has(server: Server) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    connection.request("GET", "/query")
    answer = connection.getresponse()
    page, policies = answer.read().decode(), answer.headers.get_all("Content-Security-Policy", [])
    connection.close()
    assert answer.status == 200
    assert answer.headers.get_content_type() == "text/html"
    rules = dict(rule.split(" ", 1) for policy in policies for rule in policy.split("; "))
    assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in " ".join(policies)
    assert not re.search(r"<script>|<style| style=| on\w+=|(?:href|src)=\"(?:https?:)?//", page)


def test_every_part_is_there_and_may_be_kept_for_good(server: Server) -> None:
    found = parts(server)
    names = {path.rpartition("/")[2] for path in found}
    assert {
        "page.js",
        "page.css",
        "theme.css",
        "codemirror.js",
        "dom.js",
        "vis-network.js",
    } <= names
    for path, reply in found.items():
        assert reply.status == 200, path
        assert "immutable" in reply.headers["cache-control"]
        assert reply.media_type == ("text/css" if path.endswith(".css") else "text/javascript")


def test_an_address_of_another_version_is_not_kept(server: Server) -> None:
    path = next(path for path in parts(server) if path.endswith("page.js"))
    digest = path.split("/")[1]
    for wrong in (path.replace(digest, "0" * 16), path.replace("page.js", "page.html")):
        reply = server.ask("GET", f"/{wrong}")
        assert reply.status == 404
        assert "load /query anew" in reply.text
        assert "immutable" not in reply.headers["cache-control"]


def test_the_licences_of_what_is_bundled_are_served_with_it(server: Server) -> None:
    folder = next(iter(parts(server))).rpartition("/")[0]
    licences = server.ask("GET", f"/{folder}/codemirror.LICENSES.txt")
    assert licences.media_type == "text/plain"
    assert licences.text.count("Permission is hereby granted") > 10


def test_the_vocabulary_has_all_terms_prefixes_and_questions(server: Server) -> None:
    folder = next(iter(parts(server))).rpartition("/")[0]
    known = json.loads(server.ask("GET", f"/{folder}/vocabulary.json").body)
    assert known["prefixes"] == PREFIXES
    assert [term["name"] for term in known["terms"]] == [term.name for term in terms()]
    assert {question["name"]: question["sparql"] for question in known["questions"]} == {
        question.name: question.sparql for question in questions()
    }


def bind(server: Server, query: str, **values: str) -> Reply:
    body = json.dumps({"query": query, "values": values}).encode()
    return server.ask("POST", "/query/bind", body, {"Content-Type": "application/json"})


def test_values_are_read_as_on_the_command_line(server: Server) -> None:
    reply = bind(server, QUESTION, who="okoro", since="2024-02")
    assert reply.status == 200
    assert reply.media_type == "application/sparql-query"
    assert "VALUES ?who { <https://example.org/kg/entity/ines-okoro> }" in reply.text
    assert (
        'VALUES ?since { "2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> }' in reply.text
    )
    assert reply.text.startswith("# Who met whom?")


def test_what_is_bound_cannot_become_part_of_the_query(server: Server) -> None:
    question = "# Q\n# param: name (text) = a name\nSELECT ?name { VALUES ?name { UNDEF } }"
    evil = '" } } # \\ </script>'
    assert server.query(bind(server, question, name=evil).text).rows == [{"name": evil}]


def test_a_value_that_is_no_good_is_told_by_its_parameter(server: Server) -> None:
    nobody = bind(server, QUESTION, who="Okora")
    assert nobody.status == 400
    assert re.match(r"--param who: no entity 'Okora'; similar: .*Okoro", nobody.text)
    assert bind(server, QUESTION, since="soon").text.startswith("--param since: 'soon' is no date")
    assert "no parameter 'x'" in bind(server, QUESTION, x="1").text


def test_what_is_no_request_to_bind_is_refused(server: Server) -> None:
    for body in (b"", b"[]", b"{}", b'{"query": 1, "values": {}}', b'{"query": "", "values": []}'):
        reply = server.ask("POST", "/query/bind", body)
        assert reply.status == 400, body
        assert "send" in reply.text or "is a text" in reply.text
    lone = rb'{"query": "SELECT * { ?s ?p \"\ud800\" }", "values": {}}'
    assert server.ask("POST", "/query/bind", lone).status == 400
    assert server.ask("POST", "/query/bind", b" " * (4 * 1024 * 1024 + 1)).status == 413
