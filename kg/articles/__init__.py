"""Reads articles: files, directories, JSON Lines, Markdown, HTML, NIF, URLs, standard input.

`read` never stops at a bad input: what could not be read is returned beside what could, each with
its source, what is wrong with it and what to do next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from kg.articles.checks import iso_date
from kg.articles.formats import articles_in
from kg.articles.sources import PassedOver, Sources, find
from kg.errors import InputError, SlugClash
from kg.model import Article

__all__ = ["Inputs", "Sources", "read"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What `read` found: articles and failures, each in the order of their sources.

    `passed_over` counts, by suffix, the files in directories that are of no kind of article.
    """

    articles: tuple[Article, ...]
    failures: tuple[InputError, ...]
    passed_over: dict[str, int] = field(default_factory=dict)


def read(
    sources: Sources, *, published: str | None = None, stdin: BinaryIO | None = None
) -> Inputs:
    """Read every article that `sources` name.

    A source is a file (.txt, .md, .html, .jsonl, .nif), a directory of them, an http(s) URL, or
    "-" for standard input. `published` (YYYY-MM-DD) is the date of the articles that give none.
    Articles that share a slug are all failures, so that the order of sources does not matter.
    Raises InputError only for a `published` that is no date.
    """
    if published is not None:
        published = iso_date(published, "the publication date given for all")
    articles: list[Article] = []
    failures: list[InputError] = []
    passed_over: Counter[str] = Counter()
    for result in _results(sources, stdin):
        if isinstance(result, InputError):
            failures.append(result)
        elif isinstance(result, PassedOver):
            passed_over += result.suffixes
        else:
            articles.append(replace(result, published=result.published or published))
    clashes = _clashes(articles)
    unique = tuple(a for a in articles if a.slug not in {c.slug for c in clashes})
    errors = (*failures, *(clash.error for clash in clashes))
    return Inputs(unique, errors, dict(passed_over))


def _results(
    sources: Sources, stdin: BinaryIO | None
) -> Iterator[Article | PassedOver | InputError]:
    for found in find(sources, stdin=stdin):
        if isinstance(found, InputError | PassedOver):
            yield found
        else:
            yield from articles_in(found)


@dataclass(frozen=True, slots=True)
class _Clash:
    slug: str
    error: SlugClash


def _clashes(articles: Iterable[Article]) -> tuple[_Clash, ...]:
    by_slug: dict[str, list[Article]] = {}
    for article in articles:
        by_slug.setdefault(article.slug, []).append(article)
    return tuple(
        _Clash(
            slug,
            SlugClash(
                " and ".join(article.source for article in same),
                f'would both be the article "{slug}"',
                "rename a file or change an id, so that each has a name of its own",
            ),
        )
        for slug, same in by_slug.items()
        if len(same) > 1
    )
