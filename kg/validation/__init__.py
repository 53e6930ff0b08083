"""Is the graph what `kg/data/shapes.ttl` says it must be? In words: what is wrong, and where.

    with kg.open_store("kg-store") as store:
        report = kg.validate(store)
        print(report.to("text"))

What one node tells by itself (SHACL Core) pySHACL checks, article by article, so that memory is
bounded by the longest article. What joins nodes (SHACL-SPARQL, section 6) the store answers, one
query a constraint for the whole graph.
"""

from kg.validation.checks import Progress, validate
from kg.validation.files import open_graph
from kg.validation.report import FORMATS, ValidationReport, Violation

__all__ = ["FORMATS", "Progress", "ValidationReport", "Violation", "open_graph", "validate"]
