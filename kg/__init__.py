"""News articles in, a knowledge graph out: offline, deterministic, with evidence for everything.

    import kg

    with kg.open_store("kg-store") as store:
        report = kg.build(["seeds"], store=store)
        print(kg.query(store, "who-met-whom").to("table"))
        print(kg.show(store, report.busiest[0][0].label).to_text())

Every command of `kg` is one call of a function here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.articles import Inputs as Inputs
    from kg.articles import read as read
    from kg.curation import decisions as decisions
    from kg.curation import explain as explain
    from kg.curation import merge as merge
    from kg.curation import split as split
    from kg.errors import KgError as KgError
    from kg.explorer.notebook import show as show
    from kg.explorer.page import page as page
    from kg.identity import settle as settle
    from kg.linking import LinkReport as LinkReport
    from kg.pipeline import build as build
    from kg.pipeline import remove as remove
    from kg.querying.prepared import questions as questions
    from kg.querying.running import run_query as query
    from kg.reconciliation import add_links as add_links
    from kg.reconciliation import forget_links as forget_links
    from kg.reconciliation import link as link
    from kg.reconciliation import written_links as written_links
    from kg.report import BuildReport as BuildReport
    from kg.server.app import serve as serve
    from kg.stores import Endpoint as Endpoint
    from kg.stores import Store as Store
    from kg.stores import open_store as open_store
    from kg.validation import ValidationReport as ValidationReport
    from kg.validation import open_graph as open_graph
    from kg.validation import validate as validate
    from kg.views import export as export
    from kg.views import network as network
    from kg.views import write as write
    from kg.views import write_text as write_text
    from kg.views.reference import ontology as ontology

__version__ = "0.1.0"

__all__ = [
    "BuildReport",
    "Endpoint",
    "Inputs",
    "KgError",
    "LinkReport",
    "QueryResult",
    "Store",
    "add_links",
    "build",
    "decisions",
    "explain",
    "export",
    "forget_links",
    "link",
    "merge",
    "network",
    "ontology",
    "open_graph",
    "open_store",
    "page",
    "query",
    "questions",
    "read",
    "remove",
    "serve",
    "settle",
    "show",
    "split",
    "validate",
    "write",
    "write_text",
    "written_links",
]

# Where each name lives: `import kg` and `kg --help` must not wait for spaCy and rdflib.
_HOMES = {
    "BuildReport": "kg.report",
    "Endpoint": "kg.stores",
    "Store": "kg.stores",
    "Inputs": "kg.articles",
    "KgError": "kg.errors",
    "LinkReport": "kg.linking",
    "QueryResult": "kg.querying.results",
    "ValidationReport": "kg.validation",
    "add_links": "kg.reconciliation",
    "build": "kg.pipeline",
    "decisions": "kg.curation",
    "explain": "kg.curation",
    "export": "kg.views",
    "merge": "kg.curation",
    "forget_links": "kg.reconciliation",
    "link": "kg.reconciliation",
    "network": "kg.views",
    "ontology": "kg.views.reference",
    "open_graph": "kg.validation",
    "open_store": "kg.stores",
    "page": "kg.explorer.page",
    "query": "kg.querying.running:run_query",
    "questions": "kg.querying.prepared",
    "read": "kg.articles",
    "remove": "kg.pipeline",
    "serve": "kg.server.app",
    "settle": "kg.identity",
    "show": "kg.explorer.notebook",
    "split": "kg.curation",
    "validate": "kg.validation",
    "write": "kg.views",
    "write_text": "kg.views",
    "written_links": "kg.reconciliation",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    value = getattr(importlib.import_module(module), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted([*globals(), *_HOMES])
