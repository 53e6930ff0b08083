"""What something is: copulas, appositions, titles and possessive kinship, as one kind of clause.

"Ek is the head of Acme", "Ek, head of Acme", "Acme head Ek", "Acme's head, Ek" all give predicate
"head", subject Ek, "of" Acme.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.arguments import participants, subjects
from kg.lexicons import country_of_adjective, is_person_noun, is_role
from kg.model import Argument
from kg.trees.arguments import CALLING

#: The role of "Norwegian" in "the Norwegian head of Acme": a country, but not what one is head of.
NATIONALITY = "nationality"
#: Nouns for one party's share in something.
SIDES = frozenset({"side", "part", "half", "delegation", "team"})
#: Verbs that make a noun a description of their subject: "became a member", "serves as head".
LINKING = frozenset({"become", "remain"})
LINKING_AS = frozenset({"act", "function", "operate", "serve", "work"})
#: Whom a family has: "they had a son, Bo".
CHILDREN = frozenset(
    {"child", "daughter", "kid", "son", "stepdaughter", "stepson", "subsidiary", "twin"}
)
#: Kinds of companies by who owns whom.
OWNERSHIP = frozenset({"parent", "subsidiary"})
COMPANIES = frozenset({"company", "corporation", "firm", "group", "organisation", "organization"})
HAVING = frozenset({"adopt", "bear", "have", "raise", "welcome"})


def described(noun: Token) -> list[Token]:
    """Who or what the noun phrase describes; [] when it describes nothing else."""
    if noun.dep_ in ("case", "fixed") or noun.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return subjects(noun) if _is_passive_infinitive(noun) else []
    if _next_title(noun) is not None:
        return []
    if noun.lower_ in syntax.NAME_NOUNS and syntax.kid(noun, "cop") is None:
        return []
    link = linking_verb(noun)
    if link is not None:
        return [t for s in subjects(link) for t in syntax.conjuncts(s)]
    copular = noun.head if noun.dep_ == "conj" and noun.pos_ == "NOUN" else noun
    if syntax.kid(copular, "cop") is not None or _drops_copula(copular):
        return [t for s in subjects(copular) for t in syntax.conjuncts(s)]
    named = _named_by_predicate(noun)
    if named is not None:
        return [named]
    return list(_by_apposition(noun)) or ([noun] if is_identifying(noun) else [])


def _drops_copula(adjective: Token) -> bool:
    """ "Three dead in Bergen": a headline's adjective that has a subject of its own."""
    bare = syntax.kid(adjective, "aux", "mark") is None
    alone = syntax.is_root(adjective) or adjective.dep_ == "parataxis"
    return adjective.tag_ == "JJ" and alone and bare and any(syntax.kids(adjective, "nsubj"))


def _named_by_predicate(noun: Token) -> Token | None:
    """ "Bo Lund" of "Her husband was Bo Lund", "The mayor is the painter Bo Lund"."""
    said = noun.head
    if noun.dep_ != "nsubj" or noun.ent_type_ or noun.tag_ != "NN":
        return None
    if syntax.kid(said, "cop") is None or syntax.kid(noun, "det", "nmod:poss") is None:
        return None
    behind = [c for c in syntax.kids(said, "appos", "flat") if c.i > said.i]
    names = [t for t in (said, *behind) if t.ent_type_ == "PER"]
    known = is_role(noun.lemma_.lower()) or is_person_noun(noun.lemma_.lower())
    return syntax.name_head(names[0]) if names and known else None


def linking_verb(noun: Token) -> Token | None:
    """ "became" in "Ek became a member", "serves" in "Ek serves as head and treasurer"."""
    first = noun.head if noun.dep_ == "conj" else noun
    verb = first.head
    if first.dep_ == "xcomp" and verb.lemma_ in LINKING:
        return verb
    named_so = syntax.base(first) == "obl" and syntax.preposition(first) == "as"
    return verb if named_so and verb.lemma_ in LINKING_AS else None


def kind_of(noun: Token) -> Token:
    """ "towers" of "The belfry is one of the oldest towers in Peru": what one of them is."""
    if noun.lower_ == "one":
        for child in syntax.kids(noun, "nmod"):
            if syntax.preposition(child) == "of" and child.tag_ == "NNS" and not child.ent_type_:
                return child
    return noun


def description_lemma(noun: Token) -> str:
    """What a noun says one is: "parent" for "parent company"."""
    noun = kind_of(noun)
    kinds = {c.lower_ for c in syntax.kids(noun, "compound", "amod")} & OWNERSHIP
    if kinds and noun.lemma_.lower() in COMPANIES:
        return min(kinds)
    return syntax.noun_lemma(noun)


def _is_passive_infinitive(verb: Token) -> bool:
    """ "Acme is to blame": the one active infinitive that says what somebody is."""
    return verb.lower_ == "blame" and verb.pos_ == "VERB" and syntax.kid(verb, "cop") is not None


def is_identifying(noun: Token) -> bool:
    """ "the mayor of Oslo resigned": a definite office that stands for its holder."""
    if noun.ent_type_ or noun.tag_ != "NN" or not is_role(syntax.noun_lemma(noun)):
        return False
    if syntax.base(noun) not in ("nsubj", "obj", "obl", "nmod", "iobj"):
        return False
    return syntax.is_definite(noun) and any(_role(c) in ("of", NATIONALITY) for c in noun.children)


def _next_title(noun: Token) -> Token | None:
    """The next word of a title that the parse hangs beside this one: "Deputy" "Minister" Ek."""
    if noun.dep_ != "nmod:desc" or noun.i + 1 >= len(noun.doc):
        return None
    after = noun.doc[noun.i + 1]
    while after.head.i > after.i and after.dep_ != "nmod:desc":
        after = after.head
    beside = after.dep_ == "nmod:desc" and after.head.i == noun.head.i and after.i > noun.i
    return after if beside and after.left_edge.i == noun.i + 1 else None


def title_start(noun: Token) -> int:
    """The first token of a title, with the parts that the parse hangs beside its last word."""
    first = noun.left_edge.i
    while first > 0:
        before = noun.doc[first - 1]
        if before.dep_ != "nmod:desc" or before.head.i != noun.head.i or before.is_punct:
            return first
        first = before.left_edge.i
    return first


def _by_apposition(noun: Token) -> Iterator[Token]:
    if noun.pos_ == "ADJ":
        return
    head = noun.head
    if noun.dep_ in ("appos", "nmod:desc") and head.i != noun.i:
        yield from _name_and_noun(noun, head)
    elif noun.dep_ == "conj" and head.dep_ in ("appos", "nmod:desc"):
        # "Ek, founder and head of Acme"
        yield from _name_and_noun(noun, head.head)
    elif noun.dep_ == "conj" and not noun.ent_type_:
        # "Singer and painter Ann Ek"
        for child in syntax.kids(head, "appos", "flat"):
            if child.ent_type_ == "PER" and syntax.name_span(child).start == noun.i + 1:
                yield syntax.name_head(child)
    if noun.ent_type_:
        return
    for child in syntax.kids(noun, "nmod"):
        # "ports including Bergen"
        if syntax.preposition(child) in syntax.EXAMPLES:
            yield from _named_members(child)
    yield from _called(noun)
    for child in syntax.kids(noun, "appos", "flat", "nmod:desc"):
        # "the head of Acme, Ann Ek"; "Acme head Ann Ek"
        if child.ent_type_ and child.i > noun.i:
            # "Acme head Ann Ek, Bo Lund and a lawyer": one of them is the head
            yield from _named_members(child) if noun.tag_ == "NNS" else [child]


def _called(noun: Token) -> Iterator[Token]:
    """ "a painter named Ann Ek", "a feast known as Harvest Day": who or what it is."""
    for verb in syntax.kids(noun, "acl"):
        if verb.tag_ != "VBN" or syntax.kid(verb, "aux") is not None:
            continue
        for name in syntax.kids(verb, "xcomp", "obl"):
            so = syntax.preposition(name) == ("as" if verb.lemma_ == "know" else "")
            if so and name.ent_type_ and verb.lemma_ in CALLING | {"know"}:
                yield syntax.name_head(name)


def _name_and_noun(noun: Token, other: Token) -> Iterator[Token]:
    if not noun.ent_type_ and not syntax.same_name(noun, other):
        # "Ek is a lawyer, head of Acme" tells of Ek
        yield other if other.ent_type_ else syntax.bearer(other)


def _named_members(name: Token) -> list[Token]:
    return [t for t in syntax.conjuncts(name) if t.ent_type_]


def description_arguments(noun: Token, subject: Token) -> tuple[Argument, ...]:
    """The subject and what the noun relates it to ("of", "in", "to", ...)."""
    target = syntax.name_head(syntax.antecedent(subject) or subject)
    found = {Argument("subject", target.i, syntax.phrase(target))}
    for role, child in _related(noun):
        for member in syntax.conjuncts(child):
            for related in participants(member):
                if related.i != target.i:
                    found.add(Argument(role, related.i, syntax.phrase(related)))
    return tuple(sorted(found, key=lambda a: (a.head, a.role)))


def _beside_title(noun: Token) -> Iterator[tuple[str, Token]]:
    """ "Oslo mayor Ann Ek": the parse may hang "Oslo" beside "mayor" instead of on it."""
    if syntax.kid(noun, "cop") is not None:
        return  # "unlike Peru, Ek was a doctor": no title, and what stands before is not on it
    before = noun.doc[max(title_start(noun) - 1, 0)]
    name = syntax.name_head(before)
    hung_on = name.head if name.head.head.i == noun.i else noun  # "Arabia" on "Ann" on "producer"
    beside = name.head.i in (noun.head.i, hung_on.i) and name.dep_ not in (
        "nsubj", "obj", "conj", "appos", "nmod:poss",
    )  # fmt: skip
    if name.ent_type_ in ("LOC", "ORG") and beside and before.i < noun.i and name.i < noun.i:
        yield "of", name


def _related(noun: Token) -> Iterator[tuple[str, Token]]:
    yield from _beside_title(noun)
    yield from _of_all_roles(noun)
    yield from _parents(noun)
    kind = kind_of(noun)
    for child in kind.children if kind.i == noun.i else (*kind.children, *noun.children):
        role = _role(child)
        if role is None or role in syntax.EXAMPLES:
            continue
        if child.tag_ in syntax.RELATIVE:  # "the party of which she was a member"
            stands_for = syntax.antecedent(child)
            if role == "of" and stands_for is not None and child.dep_ != "nmod:poss":
                yield role, stands_for
            continue
        if child.i == kind.i:
            continue
        yield role, child
        if child.lemma_.lower() in SIDES:
            # "co-chair for the Norwegian side of the council": co-chair of the council
            yield from (("of", c) for c in syntax.kids(child, "nmod") if _role(c) == "of")


def _of_all_roles(noun: Token) -> Iterator[tuple[str, Token]]:
    """ "the founder and head of Acme": founder of Acme as well, wherever the parse hangs it."""
    first = noun.head if noun.dep_ == "conj" else noun
    roles = [t for t in syntax.conjuncts(first) if is_role(syntax.noun_lemma(t))]
    joined = any(syntax.kid(t, "cc") is not None for t in roles)
    if len(roles) < 2 or not joined or any(_role(c) in ("of", "at") for c in noun.children):
        return
    for other in roles:
        for child in other.children:
            if child.i > roles[-1].i and _role(child) in ("of", "at", "for") and other.i != noun.i:
                yield _role(child) or "", child


def _parents(noun: Token) -> Iterator[tuple[str, Token]]:
    """ "They had a son, Bo Lund": a son of theirs."""
    first = noun.head if noun.dep_ == "conj" else noun
    had = first.dep_ == "obj" and first.head.lemma_ in HAVING
    if had and noun.lemma_.lower() in CHILDREN and syntax.kid(noun, "nmod:poss") is None:
        yield from (("of", s) for s in subjects(first.head))


def _role(child: Token) -> str | None:
    label = syntax.base(child)
    if child.dep_ == "nmod:poss":
        return "of"
    if label in ("nmod", "obl"):
        words = syntax.preposition(child)
        return None if words in ("", "according to") else words  # who says so: see `speech`
    if label == "compound" and child.ent_type_:
        return "of"
    if label in ("amod", "compound") and country_of_adjective(child.text) is not None:
        return NATIONALITY
    return None
