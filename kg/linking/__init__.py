"""Which of our entities others know, too: reconciliation with SPARQL endpoints and services.

`link(store, target)` asks a target (`kg.linking.targets`) for candidates, scores them with
`kg.matching` and their classes (`kg.linking.choosing`), and keeps what is chosen as data
(`kg.linking.links`): a link survives every rebuild of the articles, and can be taken back.
"""

from kg.linking.choosing import DEFAULT_THRESHOLD, Candidate, Verdict, choose
from kg.linking.linking import LINKED, LinkReport, link, linkable
from kg.linking.links import Link, apply, forget, keep, links, mentioned, read, written
from kg.linking.targets import Target, open_target

__all__ = [
    "DEFAULT_THRESHOLD",
    "LINKED",
    "Candidate",
    "Link",
    "LinkReport",
    "Target",
    "Verdict",
    "apply",
    "choose",
    "forget",
    "keep",
    "link",
    "linkable",
    "links",
    "mentioned",
    "open_target",
    "read",
    "written",
]
