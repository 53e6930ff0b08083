"""Who does what to whom: the participants of a verb, also those it shares with other verbs."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.clauses import syntax
from kg.clauses.sharing import shared_object, shared_obliques
from kg.clauses.types import is_demonym, types
from kg.lexicons import is_role
from kg.model import Argument
from kg.predicates import predicates

#: "The law forbids smoking": who smokes is not said.
OPEN_CONTROL = frozenset(
    {
        "allow", "ban", "criminalise", "criminalize", "discourage", "encourage", "entail", "forbid",
        "include", "involve", "mean", "outlaw", "permit", "prohibit", "recommend", "require",
    }
)  # fmt: skip
#: "She promised him to come": the subject of the matrix verb comes, in spite of its object.
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "use", "take"})
#: What nobody does without doing it to somebody.
HARM = frozenset({"injure", "kill", "wound"})
TIME_NOUNS = frozenset(
    {
        "day", "time", "moment", "year", "month", "week", "hour", "night", "morning", "evening",
        "period", "date", "century", "weekend", "way", "reason",
    }
)  # fmt: skip


def verb_lemma(verb: Token) -> str:
    """The lemma with its particle or prefix: "took over" -> "take over", "co-led" -> "co-lead"."""
    particle = syntax.kid(verb, "compound:prt")
    lemma = syntax.noun_lemma(verb)
    return f"{lemma} {particle.lower_}" if particle is not None else lemma


def is_passive(verb: Token) -> bool:
    """True for "was hit", "(the man) hit by a car", and verbs coordinated with such."""
    if syntax.kid(verb, "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent") is not None:
        return True
    if syntax.kid(verb, "aux") is not None:
        return False
    if _is_harmed(verb):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod") or syntax.base(verb) == "advcl":
        return syntax.kid(verb, "obj") is None
    if verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "get", "see", "leave", "keep"):
        return syntax.kid(verb, "obj") is None  # "had Ek arrested"
    if verb.dep_ == "conj" and syntax.kid(verb, "nsubj") is None:
        return is_passive(verb.head)
    # Headlines drop the auxiliary: "Two men arrested in Oslo".
    return syntax.is_root(verb) and syntax.kid(verb, "obj") is None


def _is_harmed(verb: Token) -> bool:
    """ "with ten miners killed", "are confirmed killed": nobody does it without an object."""
    if verb.lemma_.lower() not in HARM or verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.dep_ == "acl:relcl" or any(
        syntax.kid(v, "obj") for v in (verb, *syntax.kids(verb, "conj"))
    ):
        return False
    harmed = syntax.kid(verb, "nsubj")
    return harmed is None or "person" in types(harmed)


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The surface subject, its own or the one it shares; [] when there is none."""
    own = [c for c in syntax.kids(verb, "nsubj") if c.dep_ != "nsubj:outer"]
    if own:
        return own
    if depth > 8 or syntax.is_root(verb) or syntax.kid(verb, "expl", "csubj") is not None:
        return []
    head, dep = coordinated_with(verb)
    if dep == "conj":
        return subjects(head, depth + 1)
    if dep == "xcomp":
        return _controller(head, verb, depth)
    if syntax.base(verb) in ("advcl", "acl") and is_deed(verb):
        # "accused him of killing"; "was responsible for killing"
        return _controller(head, verb, depth) if head.pos_ in ("VERB", "ADJ") else []
    if syntax.base(verb) == "advcl" and dep != "advcl:relcl":
        asked = addressee(head) if is_infinitive(verb) else None
        if asked is not None:
            return [asked]
        alone = verb.tag_ in ("VBD", "VBZ", "VBP") or _is_comment(verb)
        return [] if alone else subjects(head, depth + 1)
    if dep == "acl:relcl":
        return [syntax.bearer(head)] if not _relative_has_role(verb) else []
    if dep == "acl":
        return _noun_controller(verb, head, depth)
    return []


def _is_comment(verb: Token) -> bool:
    """ "As expected, Ek won": it is the whole that was expected."""
    return verb.tag_ == "VBN" and any(m.lower_ == "as" for m in syntax.kids(verb, "mark", "case"))


def coordinated_with(verb: Token) -> tuple[Token, str]:
    """The head and label of a verb; a coordinated infinitive belongs to the infinitive before it.

    "it was agreed to hold a session and to convene a group": "convene" goes with "hold".
    """
    head, dep = verb.head, str(verb.dep_)
    bare = verb.tag_ == "VB" and head.tag_ in ("VBD", "VBZ") and syntax.kid(verb, "aux") is None
    if dep == "conj" and (is_infinitive(verb) or bare) and not is_infinitive(head):
        for child in syntax.kids(head, "xcomp", "csubj", "advcl", "ccomp"):
            if is_infinitive(child) and child.i < verb.i:
                return child, "conj"
    return head, dep


def is_deed(verb: Token) -> bool:
    """ "of killing" in "accused him of killing": a deed named behind of, for or from.

    Behind "with" only where it is somebody else's: "charged him with killing".
    """
    marks = [m.lower_ for m in syntax.kids(verb, "mark", "case")]
    if verb.tag_ != "VBG" or not marks:
        return False
    with_deed = marks[0] == "with" and verb.head.lemma_.lower() in WITH_DEED
    return marks[0] in ("of", "for", "from") or with_deed


WITH_DEED = frozenset({"charge", "credit", "entrust", "task"})


def is_infinitive(verb: Token) -> bool:
    """Marked by "to"."""
    return any(m.lower_ == "to" for m in syntax.kids(verb, "mark"))


def is_impersonal(verb: Token, depth: int = 0) -> bool:
    """ "It was agreed to hold talks": nobody is said to hold them."""
    head, dep = coordinated_with(verb)
    if depth > 4 or dep not in ("xcomp", "csubj", "csubj:pass", "ccomp", "conj"):
        return False
    return syntax.kid(head, "expl") is not None or is_impersonal(head, depth + 1)


def perhaps_impersonal(verb: Token) -> Token | None:
    """The "it" of "it is expected to hold talks", which may or may not stand for something."""
    head, dep = coordinated_with(verb)
    if dep != "xcomp" or head.tag_ != "VBN":
        return None
    subject = syntax.kid(head, "nsubj:pass")
    return subject if subject is not None and subject.lower_ == "it" else None


def _relative_has_role(verb: Token) -> bool:
    return any(t.tag_ in syntax.RELATIVE for t in verb.children if syntax.base(t) != "nsubj")


#: Verbs that ask somebody behind a preposition: "called on Ek to resign".
ADDRESSING = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "prevail": ("on",)}


def addressee(matrix: Token) -> Token | None:
    """Who is asked to do the complement by "call on", "appeal to", "plead with"."""
    links = ADDRESSING.get(matrix.lemma_.lower(), ())
    asked = (c for c in syntax.kids(matrix, "obl") if syntax.preposition(c) in links)
    return next(asked, None)


def leaves_open(matrix: Token, verb: Token) -> bool:
    """True where a gerund is nobody's in particular: "the law forbids smoking"."""
    return verb.tag_ == "VBG" and matrix.lemma_.lower() in OPEN_CONTROL


def _controller(matrix: Token, verb: Token, depth: int) -> list[Token]:
    """Who does the complement: "asked her to go" -> "her"; "agreed to go" -> who agreed."""
    asked = addressee(matrix)
    if asked is not None:
        return [asked]
    objects = [*syntax.kids(matrix, "obj"), *syntax.kids(matrix, "iobj")]
    if not objects and leaves_open(matrix, verb):
        return []
    if objects and matrix.lemma_ not in SUBJECT_CONTROL and matrix.pos_ == "VERB":
        return objects[:1]
    return subjects(matrix, depth + 1)


def _noun_controller(verb: Token, noun: Token, depth: int) -> list[Token]:
    """Who does what a noun's clause says: "the man killed in Oslo", "its plan to strike"."""
    if is_infinitive(verb) and noun.lemma_.lower() in TIME_NOUNS:
        return []  # "a way to sell it" sells nothing
    author = _author(noun) if verb.tag_ == "VBG" else None
    if author is not None:
        return subjects(author, depth + 1)
    if not is_infinitive(verb) or noun.lemma_.lower() not in predicates().nouns:
        return [syntax.bearer(noun)]
    owner = syntax.kid(noun, "nmod:poss")
    if owner is not None:
        return [owner]
    if syntax.base(noun) in ("obj", "obl") and noun.head.pos_ == "VERB":
        return subjects(noun.head, depth + 1)
    return []


#: What is done with a document by who says what is in it.
ISSUING = frozenset(
    {"deliver", "issue", "make", "post", "release", "send", "sign", "tweet", "write"}
)  # fmt: skip


def _author(noun: Token) -> Token | None:
    """ "Ek sent a letter demanding a reply": the verb whose subject demands it."""
    verb = noun.head
    if noun.lemma_.lower() not in predicates().documents or noun.dep_ not in ("obj", "obl"):
        return None
    worded = noun.dep_ == "obj" or syntax.preposition(noun) == "in"
    issued = verb.lemma_.lower() in ISSUING and verb.pos_ == "VERB"
    return verb if issued and worded and not is_passive(verb) else None


def arguments(verb: Token) -> tuple[Argument, ...]:
    """All participants of a verb by role, coordination spread out, in text order."""
    return spread(list(_slots(verb, is_passive(verb))))


def spread(slots: list[tuple[str, Token]]) -> tuple[Argument, ...]:
    """One argument per participant: coordination spread out, relative pronouns resolved."""
    seen: dict[tuple[str, int], Argument] = {}
    for role, token in slots:
        if role == "content":
            seen.setdefault((role, token.i), Argument(role, token.i, _clausal(token)))
            continue
        for member in _one_person(syntax.conjuncts(token)):
            own = syntax.preposition(member)
            name = own if own and role not in ("subject", "object", "recipient") else role
            for target in participants(member):
                argument = Argument(name, target.i, syntax.phrase(target))
                seen.setdefault((name, target.i), argument)
    return tuple(sorted(seen.values(), key=lambda a: (a.head, a.role)))


def participants(token: Token) -> list[Token]:
    """Who takes part when `token` is an argument: usually its name or noun itself.

    "the companies Aker and Orkla" -> both names; "executives of Aker" -> Aker.
    """
    token = syntax.antecedent(token) or token
    person = _compatriot(token)
    if person is not None:
        return [person]
    if token.ent_type_ or token.pos_ != "NOUN":
        return [syntax.name_head(token)]
    close = _close_name(token)
    if close is not None:
        return [close]
    apposed = _apposed_name(token)
    if apposed is not None:
        return [apposed]
    if token.lemma_.lower() in predicates().representatives:
        for child in syntax.kids(token, "nmod"):
            if syntax.preposition(child) in ("of", "from"):
                behind = [p for c in syntax.conjuncts(child) for p in participants(c)]
                named = [p for p in behind if p.ent_type_ in ("ORG", "LOC")]
                if named:
                    return named
    if token.tag_ == "NNS":
        listed = [c for c in syntax.kids(token, "appos", "flat", "nmod:desc") if c.i > token.i]
        named = [syntax.name_head(m) for c in listed for m in syntax.conjuncts(c) if m.ent_type_]
        if named:
            return list(dict.fromkeys(named))
        return [token, *_examples(token)]
    return [token]


def _compatriot(token: Token) -> Token | None:
    """ "A Peruvian, Ann Ek, spoke": she spoke."""
    persons = syntax.apposed_persons(token) if is_demonym(token) else []
    return syntax.name_head(persons[0]) if persons else None


def _apposed_name(noun: Token) -> Token | None:
    """ "the envoy of Peru, Ann Ek, met Bo Lund": she met him, Peru did not."""
    names = syntax.apposed_persons(noun)
    one = noun.tag_ == "NN" and len(names) == 1 and is_role(noun.lemma_.lower())
    return syntax.name_head(names[0]) if one else None


def _close_name(noun: Token) -> Token | None:
    """ "software firm Acme sued": the name right behind a singular noun is what is meant."""
    for child in syntax.kids(noun, "appos", "flat"):
        named = noun.tag_ == "NN" and child.ent_type_
        if named and syntax.name_span(child).start == noun.i + 1:
            return syntax.name_head(child)
    return None


def _one_person(members: list[Token]) -> list[Token]:
    """ "Singer and activist Ann Ek died": several roles of one person are one participant."""
    roles = all(m.tag_ == "NN" and is_role(m.lemma_.lower()) for m in members)
    bare = not any(True for m in members for _ in syntax.kids(m, "det", "nmod:poss"))
    if len(members) < 2 or not roles or not bare:
        return members
    named = [m for m in members for c in syntax.kids(m, "flat", "appos") if c.ent_type_ == "PER"]
    return named if len(named) == 1 else members


def _examples(noun: Token) -> list[Token]:
    """ "firms including Aker and Orkla left": Aker and Orkla left too."""
    found = [c for c in syntax.kids(noun, "nmod") if syntax.preposition(c) in syntax.EXAMPLES]
    listed = [p for c in found for m in syntax.conjuncts(c) for p in participants(m)]
    return [syntax.name_head(p) for p in listed if p.ent_type_]


def _named_after(verb: Token) -> Iterator[Token]:
    """ "Ek" in "three men were hurt, including Ek", where the parse hangs him on the verb."""
    for child in syntax.kids(verb, "obl"):
        if syntax.preposition(child) == "including" and child.ent_type_:
            yield from (m for m in syntax.conjuncts(child) if m.ent_type_)


def _clausal(token: Token) -> tuple[int, ...]:
    return tuple(sorted(syntax.descendants(token)))


#: "rebels backed by Peru" as one word: "Peru-backed"; not "Peru-based", "Peru-linked".
BACKED_BY = frozenset(
    {
        "administer", "arm", "back", "broker", "build", "control", "dominate", "equip", "finance",
        "found", "fund", "govern", "hold", "lead", "make", "manage", "mediate", "occupy", "operate",
        "organise", "organize", "own", "produce", "rule", "run", "sponsor", "supply", "support",
        "train",
    }
)  # fmt: skip


def hyphened_agent(participle: Token) -> Token | None:
    """The name in "Peru-backed rebels", "the Saudi-led alliance": who backs, who leads."""
    if participle.tag_ != "VBN" or participle.dep_ != "amod" or participle.i < 2:
        return None
    hyphen, name = participle.nbor(-1), participle.nbor(-2)
    joined = hyphen.text == "-" and not hyphen.whitespace_ and not name.whitespace_
    known = joined and participle.lemma_.lower() in BACKED_BY
    return name if known and name.ent_type_ else None


def _slots(verb: Token, passive: bool) -> Iterator[tuple[str, Token]]:
    agent = hyphened_agent(verb)
    if agent is not None:
        yield "subject", agent
        yield "object", verb.head
        return
    objects = list(syntax.kids(verb, "obj")) or ([] if passive else shared_object(verb))
    for subject in subjects(verb):
        if subject.dep_ == "expl" or subject.lower_ == "there":
            continue
        role = "subject" if not passive else ("recipient" if objects else "object")
        yield role, subject
        if subject.tag_ == "NNS" and (not objects or passive):
            # "three men were hurt, including Ek"
            yield from ((role, c) for c in _named_after(verb))
    for child in verb.children:
        yield from _slot(child, passive)
    yield from (("object", o) for o in objects if o.head.i != verb.i)
    for child in shared_obliques(verb):
        yield from _slot(child, passive)
    yield from _gap(verb, objects, passive)


def _slot(child: Token, passive: bool) -> Iterator[tuple[str, Token]]:
    label = syntax.base(child)
    if label == "obj":
        yield "object", child
    elif label == "iobj":
        yield "recipient", child
    elif label == "obl" and _is_agent(child, passive):
        yield "subject", child
    elif label == "obl":
        words = syntax.preposition(child)
        if words and words != "according to":
            yield words, child
    elif label in ("ccomp", "xcomp"):
        nominal = label == "xcomp" and child.pos_ in ("NOUN", "PROPN", "ADJ")
        yield ("complement" if nominal else "content"), child


def _is_agent(child: Token, passive: bool) -> bool:
    """ "by the police", not "by 1946" or "by Friday"."""
    if syntax.preposition(child) != "by" or not (passive or child.dep_ == "obl:agent"):
        return False
    if child.lemma_.lower() in syntax.NAME_NOUNS:
        return False  # "known by his stage name"
    dated = child.lemma_.lower() in TIME_NOUNS or (child.like_num and child.pos_ == "NUM")
    return not dated or bool(child.ent_type_)


def _gap(verb: Token, objects: list[Token], passive: bool) -> Iterator[tuple[str, Token]]:
    """The noun a relative clause leaves out: "the man (whom) she met" -> object "man"."""
    if verb.dep_ != "acl:relcl" or passive or objects:
        return
    own_subject = syntax.kid(verb, "nsubj")
    if own_subject is None or syntax.antecedent(own_subject) is not None:
        return
    if any(syntax.antecedent(t) is not None for t in verb.subtree if t.tag_ in syntax.RELATIVE):
        return
    if verb.head.lemma_.lower() in TIME_NOUNS or syntax.kid(verb, "ccomp", "xcomp") is not None:
        return
    stranded = next((t for t in verb.children if t.dep_ == "case" or t.tag_ == "RP"), None)
    if not any(c.lower_ == "where" for c in verb.children):  # "Paris, where she worked"
        yield (stranded.lower_ if stranded is not None else "object"), verb.head
