"""build(): articles in, graph out; remove(): out again. The steps are `read_one`, a line each.

source -> Article -> Document -> Clause -> Statement -> Fact -> quads -> Store
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg import articles, identity, linking, rdf, stores, views
from kg.digests import article_digest
from kg.errors import InputError, KgError
from kg.language import load
from kg.model import Article, Progress, Reading
from kg.rdf import Minter
from kg.report import BuildReport, Tally
from kg.slugs import segment

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.stores import Endpoint, Store

logger = logging.getLogger(__name__)

DEFAULT_STORE = "kg-store"


def build(
    sources: articles.Sources,
    *,
    store: Store | Endpoint | str | Path = DEFAULT_STORE,
    out: str | Path | None = None,
    published: str | None = None,
    base: str = rdf.DEFAULT_BASE,
    pipeline: str | None = None,
    decisions: str | Path | None = None,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read the articles that `sources` name and put what they say into `store`.

    `store` is an open store, a directory, an `Endpoint`, or ":memory:". An article that is in it
    already is replaced if it has changed, or the program has, and else left as it is. With `out`,
    the whole store is also written there as graph.ttl and graph.html. `published` (YYYY-MM-DD)
    dates articles without a date, `base` is the IRI before minted names, `pipeline` names another
    spaCy pipeline with UD labels, `decisions` a file of decisions on who is who that are taken into
    the store.

    What cannot be read is in the report's `failures`; all else is done. Each article enters the
    store whole or not at all. Raises StoreError, PipelineError, and InputError for a `published`,
    `base` or `decisions` that is none.
    """
    base = rdf.check_base(base)
    decided = identity.read(decisions) if decisions is not None else ()
    tally = Tally()
    with tally.timed("read"):
        inputs = articles.read(sources, published=published, stdin=stdin)
    tally.failures.extend(inputs.failures)
    tally.passed_over.update(inputs.passed_over)
    if not inputs.articles:
        return tally.report()  # and no store is made for nothing
    with ExitStack() as stack:
        if not isinstance(store, stores.Store):
            store = stack.enter_context(stores.open_store(store))
        tally.known.update(store.articles())
        new = _changed(inputs.articles, store, tally.known, Minter(base), pipeline)
        tally.unchanged.extend(a.slug for a in inputs.articles if a.slug not in new)
        brought = _read_into(store, new, base, pipeline, tally, progress)
        with tally.timed("identity"):
            identity.settle(store, decided, progress, brought)
            linking.apply(store)
        if out is not None:
            with tally.timed("write"):
                tally.written.extend(_write(store, Path(out)))
    return tally.report()


def remove(store: Store, names: Iterable[str]) -> list[str]:
    """Take articles, given by name or IRI, out of an open store; gives their names.

    NotFoundError, naming similar ones, when the store has no such article: then none is taken out.
    """
    found = list(dict.fromkeys(store.article_iri(name) for name in names))
    for article in found:
        store.remove(article.value)
    identity.settle(store)
    linking.apply(store)
    return [segment(article.value) for article in found]


@dataclass(frozen=True, slots=True)
class _New:
    """An article that is to be read, and the note by which the next build knows it again."""

    article: Article
    note: ox.Triple


def _changed(
    found: Sequence[Article],
    store: Store,
    there: Collection[str],
    mint: Minter,
    pipeline: str | None,
) -> dict[str, _New]:
    """Slug -> article, for those not in the store, or not as this program reads them.

    `there` are the slugs of the articles in the store.
    """
    notes = {
        article.slug: stores.digest_note(
            mint.article(article.slug), article_digest(article, pipeline)
        )
        for article in found
    }
    noted = store.hiding(set(notes.values()), but=())
    return {
        a.slug: _New(a, notes[a.slug])
        for a in found
        if notes[a.slug] not in noted or a.slug not in there  # an update may have cleared the graph
    }


def _read_into(
    store: Store,
    new: Mapping[str, _New],
    base: str,
    pipeline: str | None,
    tally: Tally,
    progress: Progress | None,
) -> dict[ox.NamedNode, identity.ArticleProfiles]:
    """Read each article and put it in, whole; what fails is told and left as it was.

    Gives what tells who is who in those put in.
    """
    profiles: dict[ox.NamedNode, identity.ArticleProfiles] = {}
    if new:
        with tally.timed("load the language model"):
            nlp = load(pipeline)
    with stores.Batches(store) as batches:
        for number, one in enumerate(new.values()):
            if progress:
                progress(one.article.title, number, len(new))
            try:
                reading = read_one(one.article, nlp, tally.timed)
                brought = rdf.contribution(reading, base, [one.note])
                with tally.timed("identity"):
                    known = identity.profiles(brought.article, brought.triples)
            except Exception as error:  # one article that trips a bug must not lose the others
                tally.failures.append(_failure(one.article, error))
                continue
            keep = partial(profiles.update, {brought.article: known})
            with tally.timed("store"):
                batches.add(brought, partial(_tell, tally, reading, keep))
    return profiles


def _tell(
    tally: Tally, reading: Reading, keep: Callable[[], None], error: Exception | None
) -> None:
    if error is None:
        tally.count(reading)
        keep()
    else:
        tally.failures.append(_failure(reading.article, error))


Timer = Callable[[str], AbstractContextManager[None]]


def read_one(article: Article, nlp: Language, timed: Timer) -> Reading:
    """All that one article says: the steps from its text to facts about entities."""
    # Imported here, for they bring spaCy, which a build without a new article does not need.
    from kg.analysis import analyse
    from kg.clauses import extract as extract_clauses
    from kg.extractors import extract as extract_statements
    from kg.resolve import resolve

    with timed("analyse"):
        document = analyse(article, nlp)
    with timed("clauses"):
        clauses = extract_clauses(document)
    with timed("statements"):
        statements = extract_statements(document, clauses)
    with timed("resolve"):
        return resolve(document, statements)


def _write(store: Store, out: Path) -> tuple[Path, Path]:
    """The whole store as Turtle and as a page; a file is there whole or not at all."""
    from kg.explorer.page import page  # pyvis takes half a second to import

    turtle, html = out / "graph.ttl", out / "graph.html"
    views.write(store, "turtle", turtle)
    views.write_text(html, page(store))
    return turtle, html


def _failure(article: Article, error: Exception) -> KgError:
    if isinstance(error, KgError):
        return error
    logger.debug("%s could not be analysed", article.source, exc_info=error)
    return InputError(
        article.source,
        f"could not be analysed ({type(error).__name__}: {error})",
        "this is a bug in kg: please report it with the article",
    )
