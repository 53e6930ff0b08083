"""Reading a UD tree: children by label, prepositions, noun phrases, coordination, names."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

#: Prefixes that make another noun, where UD's tokens split at the hyphen.
HYPHENED = frozenset({"co", "vice", "ex", "sub", "under", "non", "anti", "counter"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})
#: What introduces members of a kind: "ports including Bergen".
EXAMPLES = frozenset({"including", "such as"})
QUOTES = frozenset('"“”„«»')
#: Words before another name, set off by a comma or in brackets: "Ann Berg, née Holm".
ALIAS_MARKS = frozenset({"alias", "aka", "a.k.a", "a.k.a.", "formerly", "né", "née", "nee"})
#: Nouns for names: "by his stage name Kako" tells of no thing but him.
NAME_NOUNS = frozenset({"alias", "moniker", "name", "nickname", "pseudonym"})
#: What hangs on a noun but is a remark of its own, not part of its name.
REMARKS = frozenset(
    {"appos", "acl:relcl", "parataxis", "conj", "cc", "cc:preconj", "dep", "discourse", "list"}
)


def base(token: Token) -> str:
    """The universal part of a label: `nsubj:pass` -> `nsubj`."""
    return str(token.dep_).partition(":")[0]


def kids(token: Token, *labels: str) -> Iterator[Token]:
    """Children whose label, with or without its subtype, is one of `labels`."""
    for child in token.children:
        label = child.dep_
        if label in labels or label.partition(":")[0] in labels:
            yield child


def kid(token: Token, *labels: str) -> Token | None:
    """The first such child, or None."""
    return next(kids(token, *labels), None)


def is_root(token: Token) -> bool:
    """True for the head of its sentence."""
    return bool(token.head.i == token.i)


def preposition(token: Token) -> str:
    """The words of its case marking: "with", "according to", "on behalf of"; "" for none."""
    words: list[Token] = []
    for case in kids(token, "case"):
        if case.tag_ == "POS" or case.text in ("'s", "’s", "'", "’"):
            continue
        if words and case.i != words[-1].i + 1:
            break
        words += [case, *kids(case, "fixed")]  # "out of" may be two marks or one of two words
    return " ".join(w.lower_ for w in words)


def name_head(token: Token) -> Token:
    """The token that stands for the whole name `token` is part of, or `token` itself.

    The root of a name is its head even when the parse would single out another part.
    """
    return name_span(token).root if token.ent_type_ else token


def name_span(token: Token) -> Span:
    """The span of the name that `token` is part of; of the token alone when it is in none."""
    first = last = token.i
    if not token.ent_type_:
        return token.doc[first : last + 1]
    doc = token.doc
    while doc[first].ent_iob_ == "I" and first > 0:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return doc[first : last + 1]


def name_text(token: Token) -> str:
    """The whole name that `token` is part of, as written."""
    return str(name_span(token).text)


def noun_lemma(noun: Token) -> str:
    """The lemma with a hyphened prefix that UD sets apart: "co-chairs" -> "co-chair"."""
    lemma = str(noun.lemma_).lower()
    doc, i = noun.doc, noun.i
    if i >= 2 and doc[i - 1].text == "-" and not doc[i - 1].whitespace_:
        prefix = doc[i - 2]
        if not prefix.whitespace_ and prefix.lower_ in HYPHENED:
            return f"{prefix.lower_}-{lemma}"
    return lemma


#: Prefixes that say how something stands to a name rather than whose it is.
STANCES = frozenset({"anti", "counter", "non", "pro"})


def stance(name: Token) -> str:
    """ "anti" in "an anti-Kenya march", in which Kenya takes no part; mostly ""."""
    first = name_span(name).start
    before = name.doc[max(first - 2, 0) : first]
    words = [name.doc[first].lower_, before[0].lower_ if before[-1:].text == "-" else ""]
    return next((word for word in words if word in STANCES), "")


def apposed_persons(noun: Token) -> list[Token]:
    """ "the envoy of Peru, Ann Ek", "a Peruvian, Ann Ek": the persons named beside a noun."""
    return [child for child in kids(noun, "appos") if child.ent_type_ == "PER"]


def same_name(first: Token, second: Token) -> bool:
    """True when both tokens are part of one name."""
    low, high = sorted((first.i, second.i))
    return bool(first.ent_type_) and all(
        first.doc[i].ent_iob_ == "I" for i in range(low + 1, high + 1)
    )


def is_likened(name: Token) -> bool:
    """ "the Peruvian Mozart", "the Mozart of Peru": somebody else, by whom they are like."""
    extra = kids(name, "amod", "compound", "nmod", "acl")
    is_described = any(not same_name(name, child) for child in extra)
    return is_described and name.ent_type_ == "PER" and kid(name, "det") is not None


def conjuncts(token: Token) -> list[Token]:
    """`token` and what is coordinated with it, in text order: "Ann, Bo and Cy" -> three."""
    found = [token]
    for child in kids(token, "conj"):
        if any(c.lower_ == "not" for c in child.children):
            continue  # "Ek, not Lund, leads"
        if child.pos_ in NOMINAL or child.ent_type_ or token.pos_ not in NOMINAL:
            found.extend(conjuncts(child))
    return sorted(found, key=lambda t: t.i)


def phrase(token: Token) -> tuple[int, ...]:
    """The token numbers of a noun phrase without remarks, coordination, and its preposition.

    "with the mayor of Oslo, Ann Ek, and others" -> "the mayor of Oslo".
    """
    tokens: list[int] = []
    _collect(token, tokens, top=True)
    return _trim(token, sorted(tokens))


def is_definite(noun: Token) -> bool:
    """ "the club", "this club": one that the text knows."""
    return any(c.lower_ in ("the", "this", "that") for c in kids(noun, "det"))


#: Words of a description that tells which one is meant; a longer one tells a story of it.
MAX_WORDS = 14


def restricted(token: Token) -> tuple[int, ...]:
    """A noun phrase with the clauses that tell which one is meant: "men whose boat sank".

    The phrase alone where there is none, where a comma sets it off, or where it runs on.
    """
    numbers = phrase(token)
    behind = [c for c in token.children if c.i > token.i and base(c) in ("nmod", "acl")]
    last = max((c.right_edge.i for c in behind), default=token.i)
    run = range(numbers[0], last + 1)
    broken = any(token.doc[i].is_punct and token.doc[i].text not in "-–" for i in run)
    return numbers if broken or len(run) > MAX_WORDS or last <= numbers[-1] else tuple(run)


def _collect(token: Token, into: list[int], *, top: bool) -> None:
    into.append(token.i)
    for child in token.children:
        if top and child.dep_ in REMARKS and not same_name(token, child):
            continue
        if top and preposition(child) in EXAMPLES and not same_name(token, child):
            continue
        if child.dep_ == "acl" and _after_comma(child):
            continue
        if top and _only_locates(child) and not same_name(token, child):
            continue
        if top and base(child) in (
            "case",
            "cop",
            "nsubj",
            "aux",
            "mark",
            "advcl",
            "ccomp",
            "punct",
        ):
            if not same_name(token, child) and base(child) != "punct":
                continue
            if child.text in QUOTES or child.text in ".,;:":
                continue
        _collect(child, into, top=False)


def _only_locates(child: Token) -> bool:
    """ "special forces in Peru": where they are, which is no part of what they are."""
    return child.dep_ == "nmod" and child.ent_type_ == "LOC" and preposition(child) in ("in", "at")


def _after_comma(token: Token) -> bool:
    """ "the talks, held on Friday": a remark, set off by a comma."""
    first = token.left_edge.i
    return token.doc[first].text == "," or (first > 0 and token.doc[first - 1].text == ",")


def _trim(token: Token, numbers: list[int]) -> tuple[int, ...]:
    """The run of `numbers` around the head, without punctuation at its edges."""
    doc = token.doc
    at = numbers.index(token.i)
    first = last = at
    while first > 0 and _joined(doc, numbers[first - 1], numbers[first]):
        first -= 1
    while last + 1 < len(numbers) and _joined(doc, numbers[last], numbers[last + 1]):
        last += 1
    while first < at and _is_blank(doc[numbers[first]]):
        first += 1
    while last > at and _is_blank(doc[numbers[last]]):
        last -= 1
    return tuple(numbers[first : last + 1])


def _is_blank(token: Token) -> bool:
    return bool(token.is_punct or token.is_space)


def _joined(doc: object, left: int, right: int) -> bool:
    """True when nothing or only skipped punctuation stands between two tokens."""
    return all(doc[i].is_punct for i in range(left + 1, right))  # type: ignore[index]


def descendants(token: Token, *, but: Token | None = None) -> list[int]:
    """Token numbers below and including `token`, leaving out the subtree of `but`."""
    found = [token.i]
    for child in token.children:
        if but is None or child.i != but.i:
            found.extend(descendants(child, but=but))
    return found


def antecedent(token: Token) -> Token | None:
    """What a relative pronoun stands for: "the firm that bought it" -> "firm"."""
    if token.tag_ not in RELATIVE and token.lower_ != "that":
        return None
    node = token
    while not is_root(node):
        if node.dep_ == "acl:relcl":
            return name_head(bearer(node.head))
        node = node.head
    return None


def bearer(noun: Token) -> Token:
    """Who a predicate noun is said of: in "Ek was the first woman to win", "woman" -> "Ek".

    Not in "it was Ek who won": there "Ek" is who won.
    """
    host = noun if kid(noun, "cop") is not None else noun.head
    if host is not noun and not (host.lemma_ in ("become", "remain") and noun.dep_ == "xcomp"):
        return noun
    subject = kid(host, "nsubj")
    if subject is None or subject.lower_ in ("it", "this", "that", "there", "these", "those"):
        return noun
    return subject
