"""What verbs side by side have in common: the object and the phrases behind the last of them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.clauses import syntax

#: Verbs that are not done to what follows another verb: "went and saw the play".
ALONE = frozenset(
    {
        "apologise", "apologize", "appear", "arrive", "begin", "come", "continue", "cry", "die",
        "fall", "fly", "go", "laugh", "lie", "live", "smile",
        "remain", "resign", "retire", "return", "rise", "sit", "sleep", "speak", "stand", "stay",
        "stop", "talk", "travel", "try", "turn", "wait", "work",
    }
)  # fmt: skip


def shared_object(verb: Token) -> list[Token]:
    """ "shot and killed Ek", "train, advise and assist the army": what stands behind the last."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    row = syntax.conjuncts(first)
    places = [n for n, other in enumerate(row) if other.i == verb.i]
    lonely = verb.lemma_.lower() in ALONE or syntax.kid(verb, "compound:prt", "xcomp") is not None
    if len(row) < 2 or not places or lonely:
        return []
    at = places[0]
    while at + 1 < len(row) and _is_next(row[at], row[at + 1]):
        at += 1
    behind = [o for v in row for o in syntax.kids(v, "obj") if o.i > row[at].i]
    return [o for o in behind if not any(row[at].i < v.i < o.i for v in row)]


def _is_next(verb: Token, other: Token) -> bool:
    """Nothing but "and", "or", a comma or "to" stands between two verbs."""
    between = verb.doc[verb.i + 1 : other.i]
    return all(t.dep_ in ("cc", "punct") or t.lower_ == "to" for t in between)


def shared_obliques(verb: Token) -> Iterator[Token]:
    """ "born and raised in Oslo": what follows verbs side by side is said of each."""
    partners = [verb.head] if verb.dep_ == "conj" else []
    partners += list(syntax.kids(verb, "conj"))
    for other in partners:
        if abs(other.i - verb.i) == 2 and verb.doc[min(verb.i, other.i) + 1].dep_ == "cc":
            yield from (c for c in syntax.kids(other, "obl") if c.i > max(verb.i, other.i))
