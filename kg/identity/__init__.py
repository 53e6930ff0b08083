"""Who is who across articles: one entity, one IRI, whatever the order in which articles came.

`settle(store)` brings a store up to date with the set of its articles and the decisions on them;
`merge` and `split` decide. Only the names that articles themselves give, and what they say, count.
"""

from kg.identity.settling import settle

__all__ = ["settle"]
