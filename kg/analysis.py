"""Article -> Document: the linguistic analysis that every later step reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import headlines, hints, trees
from kg.model import Article, Document

if TYPE_CHECKING:
    from spacy.language import Language


def analyse(article: Article, nlp: Language) -> Document:
    """`article` with its tags, lemmas, UD tree, names and sentences, as `nlp` gives them.

    Token offsets (`token.idx`) are those of `article.text`. Names and tree are made to agree, see
    `kg.trees`, and the title line is read as a headline, see `kg.headlines`.
    What others marked in the article (`article.hints`) says what is a name, see `kg.hints`.
    """
    doc = nlp(article.text)
    hints.mark(doc, article.hints)
    trees.repair(doc)
    headlines.repair(doc)
    hints.keep(doc)
    return Document(article, doc)
