"""Which phrases of an article mean the same: a deterministic multi-pass sieve on UD trees.

After Raghunathan et al. 2010 and Lee et al. 2013: sieves from the most to the least precise, each
seeing whole clusters. Names first over the whole article, then nouns and pronouns in reading order;
what no sieve tells, a ranker with learned weights decides (`kg.resolve.ranking`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.model import EntityType
from kg.resolve.countries import capitals_as_governments, this_country
from kg.resolve.discourse import SUBJECTS, Discourse
from kg.resolve.groups import holders, listed, one_of_two, pair
from kg.resolve.mentions import Kind, Phrase, find_phrases
from kg.resolve.names import join_names
from kg.resolve.nominals import antecedent
from kg.resolve.pairs import barred_from, group_at
from kg.resolve.pronouns import resolve_pronoun
from kg.resolve.ranking import rank


@dataclass(frozen=True, slots=True)
class Chains:
    """The phrases of an article and their clusters, all in text order.

    `clusters` hold numbers of phrases, those with one phrase included. `groups` maps a phrase that
    stands for several things to the clusters it stands for.
    """

    phrases: tuple[Phrase, ...]
    clusters: tuple[tuple[int, ...], ...]
    types: tuple[EntityType | None, ...]
    groups: Mapping[int, tuple[int, ...]]


def find_chains(doc: Doc) -> Chains:
    """Cluster all phrases of a document."""
    return chains_of(read_discourse(doc))


def ruled_discourse(doc: Doc) -> tuple[Discourse, frozenset[int]]:
    """The phrases of a document after all rules, and which nouns and pronouns these resolved."""
    discourse = Discourse(doc, find_phrases(doc))
    join_names(discourse)
    capitals_as_governments(discourse)
    resolved = set()
    for number, phrase in enumerate(discourse.phrases):
        resolve = resolve_nominal if phrase.kind is Kind.NOMINAL else resolve_pronoun
        if resolve(discourse, number):
            resolved.add(number)
    return discourse, frozenset(resolved)


def read_discourse(doc: Doc) -> Discourse:
    """Run every sieve over a document."""
    discourse, resolved = ruled_discourse(doc)
    for number, candidates in rank(discourse).items():
        if number not in resolved:
            take_up(discourse, number, candidates.best(discourse))
    return discourse


def take_up(d: Discourse, number: int, candidates: Iterable[int]) -> None:
    """Join a phrase with the first candidate that it can be, or let it stand for a group."""
    barred = barred_from(d, number)
    for other in candidates:
        if other >= 0 and not barred.isdisjoint(d.profile(other).members):
            continue
        if other < 0:
            group = tuple(dict.fromkeys(d.root(n) for n in group_at(d, -other - 1)))
            if not _takes_part(d, number, group):
                d.groups[number] = group
                return
            continue
        if d.join(other, number):
            if other in d.groups:
                d.groups[number] = d.groups[other]
            return


def resolve_nominal(d: Discourse, number: int) -> bool:
    """Whether rules tell what a noun is: a group if it says several, else an antecedent."""
    for find_group in (pair, listed, holders):
        group = find_group(d, number)
        if group and not _takes_part(d, number, group):
            d.groups[number] = group
            return True
    if len(d.profile(number).names) > 0:
        return True
    found = one_of_two(d, number)
    if found is None:
        found = this_country(d, number)
    if found is None:
        found = antecedent(d, number)
    return found is not None and d.join(found, number)


def _takes_part(d: Discourse, number: int, group: Iterable[int]) -> bool:
    """As in "Peru called on both sides": Peru is neither of them."""
    token = d.doc[d.phrases[number].head]
    subjects = [c.i for c in token.head.children if c.dep_ in SUBJECTS and c.i != token.i]
    return any(d.root(d.at[i]) in group for i in subjects if i in d.at)


def chains_of(d: Discourse) -> Chains:
    """What the sieves found, as a value."""
    roots = list(d.roots())
    place = {root: n for n, root in enumerate(roots)}
    return Chains(
        phrases=d.phrases,
        clusters=tuple(tuple(d.profile(root).members) for root in roots),
        types=tuple(d.profile(root).type for root in roots),
        groups={n: tuple(place[d.root(m)] for m in group) for n, group in d.groups.items()},
    )
