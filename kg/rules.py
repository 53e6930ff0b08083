"""Rules as data: `data/rules/<relation>.toml` says which clauses state a closed relation.

A file holds `relation = "meets"` and `[[rule]]` tables:

    id             short name; statements carry "<relation>.<id>"
    predicates     lemmas of verbs (or of what a copula says): ["meet", "sit down"]
    kinds          which clauses: "verb", "noun" (event nouns), "copula"; default verb and noun
    subject        type of the subject: person, organization, place, agent, event,
                   thing, number, name (of anything) or any
    object         type of the object
    subject_roles  roles the subject may have; default ["subject"]
    roles          roles the object may have; default ["object"]
    light          verbs one of which must carry an event noun: "deepened ties with X"
    words          by role, the head lemmas one of which must fill it ([] for any): object =
                   ["troop"] with roles ["to"] reads "sent troops to X", not "sent mail to X"
    without        roles that nothing may fill: "called on X", not "called it a win on X"
    through        true: the phrase may hang on the object, as in "demanded [a reply from X]";
                   always so behind what `words` names: "took [part in X]", "in [favour of X]"
    reciprocal     true: "A and B met" relates A and B
    modality       what the pair is at most: "planned" for aid that was pledged; default actual
    negated        true: the words say that the pair is not so: "acquitted of" for convictions
    swap           true: the graph's subject is the clause's object ("X was founded by Y")
    yes            "sentence => subject | object", also "not:", "planned:", ... before the subject
    no             sentences in which this rule must state nothing

Of several rules that fit one pair the most specific wins: narrower types, then fewer roles.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files

from kg import vocab
from kg.clauses import syntax
from kg.clauses.types import TYPES, types
from kg.errors import RuleError
from kg.model import Argument, Clause, Document, Modality, Relation

KINDS = ("verb", "noun", "copula")
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})
_WIDTH = {"any": 3, "agent": 2, "thing": 1}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of one relation, checked."""

    relation: Relation
    id: str
    predicates: frozenset[str]
    kinds: frozenset[str]
    subject: str
    object: str
    subject_roles: tuple[str, ...]
    roles: tuple[str, ...]
    words: tuple[tuple[str, frozenset[str]], ...]
    light: frozenset[str]
    without: tuple[str, ...]
    through: bool
    reciprocal: bool
    swap: bool
    modality: Modality
    negated: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]

    @property
    def width(self) -> tuple[int, int, int]:
        """How much the rule lets through; the narrowest of those that fit wins."""
        types = _WIDTH.get(self.subject, 0) + _WIDTH.get(self.object, 0)
        return (-len(self.words) - bool(self.light), types, len(self.roles))

    def allows(self, role: str, lemma: str) -> bool:
        """False for a word that `words` does not name for this role."""
        return all(not lemmas or lemma in lemmas for named, lemmas in self.words if named == role)


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that fits a pair of arguments of a clause."""

    rule: Rule
    subject: Argument
    object: Argument


@cache
def load() -> dict[str, tuple[Rule, ...]]:
    """All shipped rules by predicate. Raises RuleError naming the file and what is wrong in it."""
    folder = files("kg") / "data/rules"
    found: dict[str, list[Rule]] = {}
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            for rule in parse(path.read_text("utf-8"), path.name):
                for predicate in sorted(rule.predicates):
                    found.setdefault(predicate, []).append(rule)
    return {p: tuple(sorted(rules, key=lambda r: (r.width, r.id))) for p, rules in found.items()}


def every_rule() -> tuple[Rule, ...]:
    """Each shipped rule once, by id."""
    return tuple(sorted({r for rules in load().values() for r in rules}, key=lambda r: r.id))


def parse(text: str, name: str) -> tuple[Rule, ...]:
    """The rules of one file; `name` is for messages. Raises RuleError."""
    try:
        raw = tomllib.loads(text)
        relation = vocab.relation(raw.pop("relation"))
        tables = raw.pop("rule")
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RuleError(
            f"{name}: {error}; a rule file has `relation` and [[rule]] tables"
        ) from error
    if raw:
        raise RuleError(f"{name}: unknown key {min(raw)!r}; only `relation` and [[rule]] are known")
    return tuple(
        _rule(table, relation, f"{name} [[rule]] {n}") for n, table in enumerate(tables, 1)
    )


def _rule(table: dict[str, object], relation: Relation, where: str) -> Rule:
    known = {f.name for f in fields(Rule)} - {"relation"}
    for key in sorted(table):
        if key not in known:
            raise RuleError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")
    for key in ("id", "predicates", "subject", "object", "yes", "no"):
        if not table.get(key):
            raise RuleError(f"{where}: {key!r} is missing or empty")
    _check(table, where)
    return Rule(
        relation=relation,
        id=f"{relation.name}.{table['id']}",
        predicates=frozenset(_strings(table, "predicates")),
        kinds=frozenset(_strings(table, "kinds") or ("verb", "noun")),
        subject=str(table["subject"]),
        object=str(table["object"]),
        subject_roles=_strings(table, "subject_roles") or ("subject",),
        roles=_strings(table, "roles") or ("object",),
        words=_role_words(table),
        light=frozenset(_strings(table, "light")),
        without=_strings(table, "without"),
        through=bool(table.get("through", any(lemmas for _, lemmas in _role_words(table)))),
        reciprocal=bool(table.get("reciprocal", False)),
        swap=bool(table.get("swap", False)),
        modality=Modality(str(table.get("modality", "actual"))),
        negated=bool(table.get("negated", False)),
        yes=_strings(table, "yes"),
        no=_strings(table, "no"),
    )


def _strings(table: dict[str, object], key: str) -> tuple[str, ...]:
    value = table.get(key, ())
    return tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else ()


def _role_words(table: dict[str, object]) -> tuple[tuple[str, frozenset[str]], ...]:
    value = table.get("words", {})
    pairs = value.items() if isinstance(value, dict) else ()
    return tuple((str(role), frozenset(map(str, lemmas))) for role, lemmas in sorted(pairs))


def _check(table: dict[str, object], where: str) -> None:
    for key in ("subject", "object"):
        if table[key] not in TYPES:
            raise RuleError(f"{where}: {table[key]!r} is no type; use {', '.join(sorted(TYPES))}")
    if not isinstance(table.get("words", {}), dict):
        raise RuleError(f"{where}: 'words' gives lists by role; write words.object = [...]")
    if table.get("modality", "actual") not in list(Modality):
        raise RuleError(f"{where}: {table['modality']!r} is no modality; use {', '.join(Modality)}")
    for kind in _strings(table, "kinds"):
        if kind not in KINDS:
            raise RuleError(f"{where}: {kind!r} is no kind; use {', '.join(KINDS)}")
    for example in _strings(table, "yes"):
        if "=>" not in example or "|" not in example:
            raise RuleError(f"{where}: example {example!r} is not 'sentence => subject | object'")


def matches(clause: Clause, document: Document) -> tuple[Match, ...]:
    """For each pair of arguments, the most specific rule that fits it."""
    best: dict[tuple[int, ...], Match] = {}
    for rule in load().get(clause.predicate, ()):
        if clause.kind in rule.kinds:
            for match in _fitting(rule, clause, document):
                best.setdefault(tuple(sorted((match.subject.head, match.object.head))), match)
    return tuple(best[key] for key in sorted(best))


def carried(match: Match, clause: Clause) -> frozenset[int]:
    """The arguments that only help to name the relation: "pressure" in "put pressure on X"."""
    named = [role for role, lemmas in match.rule.words if lemmas]
    ends = (match.subject.head, match.object.head)
    return frozenset(a.head for a in clause.role(*named) if a.head not in ends)


def _fitting(rule: Rule, clause: Clause, document: Document) -> Iterator[Match]:
    if (rule.light and clause.light not in rule.light) or clause.role(*rule.without):
        return
    if rule.negated and clause.negated:
        return  # "was not acquitted" leaves it open
    if not all(any(_named(rule, a, document) for a in clause.role(r)) for r, _ in rule.words):
        return
    subjects = _fillers(rule, clause, rule.subject_roles, rule.subject, document)
    objects = _fillers(rule, clause, rule.roles, rule.object, document)
    for subject in subjects:
        for obj in objects:
            # "a part of Acme closed" is not said of the part itself.
            unsaid = clause.kind == "copula" and subject.head == clause.head
            if subject.head != obj.head and not (unsaid and rule.subject == "any"):
                yield Match(rule, obj, subject) if rule.swap else Match(rule, subject, obj)
    if rule.reciprocal and not objects:
        yield from _reciprocal(rule, clause, subjects, document)


def _reciprocal(
    rule: Rule, clause: Clause, subjects: list[Argument], document: Document
) -> Iterator[Match]:
    """ "A, B and C met": each pair; "both leaders met": the group with itself."""
    alone = len(subjects) == 1 and not clause.role("object")
    if alone and is_group(document, subjects[0].head):
        yield Match(rule, subjects[0], subjects[0])
    for i, first in enumerate(subjects):
        for second in subjects[i + 1 :]:
            yield Match(rule, first, second)


def is_group(document: Document, head: int) -> bool:
    """Known ones together: "both leaders", "the two sides", "they"; not "we" or "scientists"."""
    token = document.doc[head]
    if token.tag_ == "NNS":
        return syntax.kid(token, "det", "nmod:poss", "nummod") is not None
    return is_plural(document, head) and token.lower_ != "we"


def is_plural(document: Document, head: int) -> bool:
    """A plural common noun or pronoun: "both leaders", "they", "the two sides"."""
    token = document.doc[head]
    return token.tag_ == "NNS" or token.lower_ in ("they", "both", "we")


def _fillers(
    rule: Rule, clause: Clause, roles: tuple[str, ...], wanted: str, document: Document
) -> list[Argument]:
    """The arguments in `roles` that are of the type and the words wanted, and no mere time."""
    found = list(clause.role(*roles))
    if rule.through:
        found.extend(a for a in _behind(rule, clause, document) if a.role in roles)
    return [
        argument
        for argument in found
        if (wanted == "any" or wanted in types(document.doc[argument.head]))
        and document.doc[argument.head].lower_ not in REFLEXIVE
        and _named(rule, argument, document)
        and not _is_time(clause, argument)
    ]


def _behind(rule: Rule, clause: Clause, document: Document) -> Iterator[Argument]:
    """What hangs on the object, or on a named word: "to Kenya" in "sent [aid to Kenya]"."""
    for argument in clause.role("object", *(role for role, lemmas in rule.words if lemmas)):
        for child in syntax.kids(document.doc[argument.head], "nmod", "obl"):
            role = syntax.preposition(child)
            for member in syntax.conjuncts(child):
                head = syntax.name_head(member)
                yield Argument(role, head.i, syntax.phrase(head))


def _named(rule: Rule, argument: Argument, document: Document) -> bool:
    return rule.allows(argument.role, syntax.noun_lemma(document.doc[argument.head]))


def _is_time(clause: Clause, argument: Argument) -> bool:
    """ "in 2014" is when it happened, not a participant."""
    return clause.time is not None and clause.time.first <= argument.head <= clause.time.last
