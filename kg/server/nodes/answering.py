"""The answer to a request for a node, made in a worker."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox

from kg.server import answers, negotiation
from kg.server.answers import Answer, Sink, problem
from kg.server.limits import Limits
from kg.server.nodes import pages
from kg.server.nodes.finding import Addresses, found, kind_of, near
from kg.server.nodes.forms import FORMS, HTML
from kg.stores import Store
from kg.views.describing import article_description, description
from kg.views.interchange import jsonld_document
from kg.views.turtle import Names, describe, parts, trig_document, writer

_BY_ENDING = {form.ending: form for form in FORMS}
_BY_TYPE = {form.media_type: form for form in FORMS}
_OFFERS = dict.fromkeys([HTML, *negotiation.GRAPHS])
_ASCII = ":/?#[]@!$&'()*+,;=%~"  # what an IRI keeps as a URI (RFC 3987, section 3.1)


def answer(store: Store, addresses: Addresses, task: Mapping[str, Any], limits: Limits) -> Answer:
    """The node that a task asks for, in the form that its client prefers.

    300 when nodes of several bases are meant, 404 with near names when none is, 406 when the client
    takes no form there is, 304 when it has this already. TooLarge when there is more to say than
    `limits` allow.
    """
    kind, name, base = task["kind"], task["name"], task["base"]
    media_type = negotiation.chosen(task["accept"], _OFFERS)
    nodes = found(store, addresses, kind, name, base)
    stem, dot, ending = name.rpartition(".")
    if not nodes and dot and ending in _BY_ENDING:
        name, media_type = stem, _BY_ENDING[ending].media_type
        nodes = found(store, addresses, kind, name, base)
    if media_type is None:
        return problem(406, f"this can be given as {', '.join(_OFFERS)}")
    if not nodes:
        return _nothing(store, addresses, kind, name, media_type)
    if len(nodes) > 1:
        return _choice(addresses, nodes)
    headers = _headers(task, addresses, nodes[0], media_type)
    if _is_known(headers["ETag"], task["known"]):
        return Answer(304, media_type, headers=headers)
    if media_type == HTML:
        html = pages.page(store, nodes[0], addresses, max(task["page"], 1))
        return Answer(200, HTML, html.encode(), headers=headers)
    names = Names(addresses.bases)
    return _rdf(store, nodes[0], names, media_type, limits, Path(task["file"]), headers)


def _is_known(tag: str, known: str) -> bool:
    """Whether If-None-Match, compared weakly, says that the client has it (RFC 9110, 13.1.2)."""
    return known == "*" or tag in re.findall(r'"[^"]*"', known)


def _headers(
    task: Mapping[str, Any], addresses: Addresses, node: ox.NamedNode, media_type: str
) -> dict[str, str]:
    """Where this form is, where the others are, whose description it is, and of which snapshot."""
    others = [
        f'<{addresses.form(node, form)}>; rel="alternate"; type="{form.media_type}"'
        for form in FORMS
        if form.media_type != media_type
    ]
    version = hashlib.sha256(f"{task['snapshot']} {media_type}".encode()).hexdigest()[:16]
    headers = {
        "ETag": f'"{version}"',
        "Link": ", ".join([f'<{quote(node.value, safe=_ASCII)}>; rel="describes"', *others]),
    }
    if media_type in _BY_TYPE:
        headers["Content-Location"] = addresses.form(node, _BY_TYPE[media_type])
    return headers


def _rdf(
    store: Store,
    node: ox.NamedNode,
    names: Names,
    media_type: str,
    limits: Limits,
    file: Path,
    headers: Mapping[str, str],
) -> Answer:
    is_article = kind_of(store, node) == "article"
    told: Iterable[ox.Triple] = (article_description if is_article else description)(store, node)
    form = negotiation.GRAPHS[media_type]
    with Sink(limits, file) as sink:
        told = sink.counted(told)
        if form == ox.RdfFormat.TURTLE:
            body = parts(describe(told), writer(names))
            sink.write(trig_document([(None, body)], names).encode())
        elif form == ox.RdfFormat.JSON_LD:
            sink.write(jsonld_document(told, names).encode())
        else:
            answers.write(sorted(told, key=str), form, sink, names.prefixes)
        given = sink.answer(media_type)
    return Answer(200, media_type, given.body, given.file, headers)


def _nothing(store: Store, addresses: Addresses, kind: str, name: str, media_type: str) -> Answer:
    alike = near(store, kind, name)
    if media_type == HTML:
        html = pages.nothing(store, kind, name, alike, addresses)
        return Answer(404, HTML, html.encode())
    hint = ", ".join(node.value for node in alike)
    hint = f"similar: {hint}" if hint else "ask /search?q=... for names"
    return problem(404, f"no {kind} {name!r} in this graph; {hint}")


def _choice(addresses: Addresses, nodes: Iterable[ox.NamedNode]) -> Answer:
    lines = [f"{node.value} is at ../{addresses.path(node.value)}" for node in nodes]
    told = "several are called so; add base=... to choose one\n" + "\n".join(lines) + "\n"
    return Answer(300, body=told.encode())
