"""Who is who across articles: one entity, one IRI, whatever the order in which articles came.

`settle(store)` brings a store up to date with the set of its articles and the decisions on them.
Rules decide (`kg.identity.clusters`) unless people did (`kg.identity.deciding`); only the names
that articles themselves give, and what they say, count.
"""

from kg.identity.decisions import PERSON, Decision, read, written
from kg.identity.profiles import ArticleProfiles, profiles
from kg.identity.settling import own_wording, person_decisions, rule_decisions, settle

__all__ = [
    "PERSON",
    "ArticleProfiles",
    "Decision",
    "own_wording",
    "person_decisions",
    "profiles",
    "read",
    "rule_decisions",
    "settle",
    "written",
]
