"""Readable ASCII names for IRIs and files from any text in any script."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from anyascii import anyascii

MAX_LENGTH = 80


def segment(iri: str) -> str:
    """The last segment of a minted IRI, which is its slug."""
    return iri.rsplit("/", 1)[-1]


def local_name(iri: str) -> str:
    """`Person` of `https://schema.org/Person`, `schema:Person` and `Person/` alike."""
    for separator in ("#", "/", ":"):
        iri = iri.rstrip(separator).rsplit(separator, 1)[-1]
    return iri


def base_of(article_iri: str) -> str:
    """The base that the IRI of an article was minted under."""
    return article_iri.rsplit("article/", 1)[0]


def latin(text: str) -> str | None:
    """`text` in Latin letters without accents; None where leaving out the accents gives that.

    "Łódź" gives "Lodz", "京都" "JingDou"; "Inès" None.
    """
    letters = filter(str.isalnum, unicodedata.normalize("NFKD", text))
    return None if all(map(str.isascii, letters)) else anyascii(text)


def slug(text: str, separator: str = "-") -> str:
    """`text` as lower-case ASCII words joined by `separator`; never empty, at most 80 characters.

    "Inès Okoro" gives "ines-okoro", "京都" "jingdou". Text without any letter or digit gives
    "x" and a hash of it, so that different texts stay apart.
    """
    words = re.sub(r"[^a-z0-9]+", separator, anyascii(text).lower()).strip(separator)
    if not words:
        return "x" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if len(words) <= MAX_LENGTH:
        return words
    return words[:MAX_LENGTH].rsplit(separator, 1)[0].strip(separator) or words[:MAX_LENGTH]
