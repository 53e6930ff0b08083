"""CaRB's files: gold triples, another system's output, and sentences as plain text."""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.carb_scorer import Triple, key

PLAIN = {"``": '"', "''": '"', "`": "'", "-LRB-": "(", "-RRB-": ")"}
#: Penn Treebank tokens that lean on the word before them, and on the one after.
LEFT = frozenset(
    {
        ",", ".", ";", ":", "!", "?", "%", ")", "]", "}", "''", "'", "-RRB-",
        "'s", "n't", "'re", "'ve", "'ll", "'d", "'m",
    }
)  # fmt: skip
RIGHT = frozenset({"``", "`", "(", "[", "{", "$", "#", "-LRB-"})


def gold(path: Path) -> tuple[dict[str, list[Triple]], dict[str, str]]:
    """Gold triples and sentences by sentence key: SENTENCE, RELATION, ARGUMENT... per line."""
    triples: dict[str, list[Triple]] = defaultdict(list)
    sentences: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        parts = [part.strip("\ufeff ") for part in line.strip().split("\t")]
        if len(parts) < 2:
            continue  # a sentence in which the annotators found nothing
        sentence, relation, *arguments = parts
        sentences.setdefault(key(sentence), sentence)
        words = tuple(tuple(argument.split()) for argument in arguments)
        triples[key(sentence)].append(Triple(tuple(relation.split()), words))
    return dict(triples), sentences


def openie5(path: Path) -> dict[str, list[Triple]]:
    """OpenIE 5's triples; a speaker it adds ("Context") goes before the subject, as CaRB reads it.

    A part reads `SimpleArgument(the words,List([20, 34)))`.
    """
    found: dict[str, list[Triple]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            confidence, context, subject, relation, objects, sentence = parts
            if not (subject and relation and objects):
                continue
            first, verb = _inner(subject), _inner(relation)
            speaker = _inner(context) if context else ""
            if not f"{first} {verb}".startswith(speaker):
                first = f"{speaker} {first}"
            others = [_inner(part) for part in objects.strip().split(");")]
            words = tuple(tuple(part.split()) for part in (first, *others))
            triple = Triple(tuple(verb.split()), words, float(confidence))
            found[key(sentence)].append(triple)
    return dict(found)


def _inner(part: str) -> str:
    return part[part.index("(") + 1 : part.index(",List(")]


def plain(token: str) -> str:
    """A Penn Treebank token as people write it."""
    return PLAIN.get(token, token).replace("\\/", "/")


def as_text(sentence: str) -> str:
    """A tokenised sentence as people write it: `He said : `` No . ''` -> `He said: "No."`."""
    tokens = sentence.split()
    # Most sentences set hyphens apart ("two - year"), some use them for dashes beside "two-year".
    hyphens = not any(re.search(r"\w-\w", token) for token in tokens)
    text, glued = "", True
    for token in tokens:
        hyphen = token == "-" and hyphens
        text += ("" if glued or hyphen or token in LEFT else " ") + plain(token)
        glued = hyphen or token in RIGHT
    return text


def as_tokens(words: str, sentence: str) -> tuple[str, ...]:
    """Words of the plain sentence as its Penn Treebank tokens."""
    forms: dict[str, list[str]] = defaultdict(list)
    for token in sentence.split():
        forms[plain(token)].append(token)
    longest_first = "|".join(re.escape(f) for f in sorted(forms, key=len, reverse=True))
    return tuple(_originals(re.findall(rf"{longest_first}|\S", words), forms))


def _originals(found: Sequence[str], forms: dict[str, list[str]]) -> Iterator[str]:
    """Each form's original; of quotation marks the first opens and the next closes."""
    seen: Counter[str] = Counter()
    for form in found:
        originals = forms.get(form, [form])
        yield originals[min(seen[form], len(originals) - 1)] if form in "\"'" else originals[0]
        seen[form] += 1
