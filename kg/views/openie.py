"""The open triples of all articles as JSON Lines: each sentence in its own words.

The graph keeps what statements mean; what stands in the text is read from the texts again, so this
takes as long as building the graph did.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg import openie
from kg.analysis import analyse
from kg.clauses import syntax
from kg.language import load
from kg.model import Article, Progress
from kg.openie import OpenTriple, spans
from kg.slugs import local_name
from kg.stores import Store
from kg.views.rows import Reader, Row, only, text
from kg.views.tables import json_line
from kg.vocab import KG, NIF, SCHEMA

IMPLIED = "[is]"
#: The speaker of a quotation that the article ascribes to nobody.
UNKNOWN = "[unknown]"


def openie_lines(store: Store, progress: Progress | None = None) -> str:
    """One JSON object per open triple (DESIGN section 5): articles sorted, each in text order."""
    lines: list[str] = []
    articles = list(_articles(store))
    for number, (iri, article) in enumerate(articles):
        if progress:
            progress(article.title, number, len(articles))
        document = analyse(article, load())
        found = openie.read(document)
        lines.extend(json_line({"article": iri} | row(document.doc, triple)) for triple in found)
    return "".join(lines)


def _articles(store: Store) -> Iterator[tuple[str, Article]]:
    """The articles of a store as they were read, with their IRIs."""
    reader = Reader(store)
    contexts = {context: value.value for context, _, value in store.match(None, NIF.isString)}
    reader.fetch(contexts)
    texts = {
        only(reader.properties(context), KG.statedIn): value for context, value in contexts.items()
    }
    reader.fetch(texts)
    for node in sorted(texts, key=lambda node: node.value):
        known, slug = reader.properties(node), local_name(node.value)
        yield (
            node.value,
            Article(
                id=slug,
                slug=slug,
                text=texts[node],
                title=text(known, SCHEMA.headline) or slug,
                source=store.name,
                published=text(known, SCHEMA.datePublished),
            ),
        )


def row(doc: Doc, triple: OpenTriple) -> Row:
    """A triple as the contract has it, without its article."""
    draft, clause = triple.draft, triple.clause
    sentence = doc[clause.head].sent
    words = sentence.text.rstrip()
    relation = spans.text(doc, draft.relation)
    return {
        "sentence": {
            "start": sentence.start_char,
            "end": sentence.start_char + len(words),
            "text": words,
        },
        "subject": spans.text(doc, draft.subject),
        "relation": f"{IMPLIED} {relation}".rstrip() if draft.implied else relation,
        "objects": [spans.text(doc, numbers) for numbers in draft.objects],
        "confidence": triple.confidence,
        "negated": clause.negated,
        "modality": clause.modality.value,
        "speaker": _speaker(doc, clause.speaker),
    }


def _speaker(doc: Doc, speaker: int | None) -> str | None:
    """Who is said to say it, in the words of the text; None for the narrator."""
    if speaker is None:
        return None
    if doc[speaker].is_punct:
        return UNKNOWN
    return spans.text(doc, syntax.phrase(doc[speaker]))
