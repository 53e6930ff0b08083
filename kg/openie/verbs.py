"""What verbs say, in the words of the text: verb group, subject, and all that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.clauses import read_speech, syntax
from kg.clauses.arguments import coordinated_with, is_infinitive, subjects
from kg.clauses.status import NEGATIONS
from kg.openie import spans
from kg.openie.spans import VERBAL
from kg.openie.triples import Draft, Words

#: Words that tie a sentence to the one before and say nothing of the event.
CONNECTIVES = frozenset(
    {
        "also", "besides", "consequently", "furthermore", "hence", "however", "instead",
        "meanwhile", "moreover", "nevertheless", "nonetheless", "otherwise", "so", "still",
        "then", "therefore", "though", "thus", "too", "yet",
    }
)  # fmt: skip
#: What introduces a clause that says when or on what condition.
CIRCUMSTANCES = frozenset({"after", "before", "if", "once", "since", "unless", "until", "when"})
QUESTIONS = frozenset({"how", "when", "where", "whether", "why", "while"})


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with those it leads to, as one relation: in "has been trying to buy", both verbs.

    `complement` is what a linking verb says of its subject: "remains [a threat]".
    """

    verbs: tuple[Token, ...]
    complement: Token | None
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What goes with a verb: where it hangs, and its words, several where it is coordinated."""

    head: Token
    members: tuple[Words, ...]


def of_verb(verb: Token) -> Iterator[Draft]:
    """ "Ek tried to buy a mill and a shop in May": one triple for the mill and one for the shop."""
    subject = None if is_told_with_another(verb) else subject_of(verb)
    if subject is None:
        return
    group = _group(verb)
    phrases = list(_phrases(verb, group, subject))
    expletive = syntax.kid(verb, "expl")
    if expletive is not None and expletive.lower_ == "there" and subject.head.i == verb.i:
        # "There were protests in Oslo": the protests are what there was
        phrases.insert(0, Phrase(verb, (spans.whole(subject),)))
        subject = expletive
    relation, phrases = _with_preposition(verb, group.words, phrases)
    words = spans.participant(subject, verb)
    for objects in _one_by_one(phrases):
        yield Draft(words, spans.with_prefixes(verb.doc, relation), objects, _lacks_is(verb))


def is_told_with_another(predicate: Token) -> bool:
    """ "buy" in "tried to buy", "safe" in "is said to be safe"."""
    if predicate.dep_ != "xcomp":
        return False
    group = _group(predicate.head)
    complement = () if group.complement is None else (group.complement,)
    return any(t.i == predicate.i for t in (*group.verbs, *complement))


def _group(verb: Token) -> Group:
    verbs, complement = [verb], None
    while (following := _next_verb(verbs[-1])) is not None:
        if following.pos_ not in VERBAL:
            complement = following
            break
        verbs.append(following)
    words = {i for member in verbs for i in _group_words(member)} | set(_shared_auxiliaries(verb))
    if complement is not None:
        words |= {c.i for c in syntax.kids(complement, "cop", "aux") if c.i < complement.i}
        words |= {c.i for c in syntax.kids(complement, "mark") if c.lower_ == "to"}
    return Group(tuple(verbs), complement, frozenset(words))


def _next_verb(verb: Token) -> Token | None:
    """The predicate a verb leads to with no participant in between: "began [to rise]"."""
    if syntax.kid(verb, "obj", "iobj") is not None:
        return None
    following = next((c for c in syntax.kids(verb, "xcomp") if c.i > verb.i), None)
    if following is None:
        return None
    between = any(verb.i < c.i < following.i for c in syntax.kids(verb, "obl"))
    return None if between else following


def _group_words(verb: Token) -> Iterator[int]:
    """ "has not been personally involved", "to buy", "took over", "rose sharply"."""
    yield verb.i
    auxiliaries = list(syntax.kids(verb, "aux", "cop"))
    yield from (c.i for c in auxiliaries)
    yield from (c.i for c in syntax.kids(verb, "compound:prt"))
    if verb.dep_ in ("xcomp", "acl"):
        yield from (c.i for c in syntax.kids(verb, "mark") if c.lower_ == "to")
    for adverb in syntax.kids(verb, "advmod"):
        word, alone = adverb.lower_, next(adverb.children, None) is None
        inside = any(a.i < adverb.i < verb.i for a in auxiliaries)
        beside = abs(adverb.i - verb.i) == 1 and word not in QUESTIONS
        if word in NEGATIONS or (alone and (inside or beside) and word not in CONNECTIVES):
            yield adverb.i


def _shared_auxiliaries(verb: Token) -> list[int]:
    """ "will meet and sign": will sign."""
    if verb.dep_ != "conj" or syntax.kid(verb, "nsubj", "aux", "cop") is not None:
        return []
    head, _ = coordinated_with(verb)
    if head.pos_ not in VERBAL or head.tag_ != verb.tag_:
        return []
    own = [a.i for a in syntax.kids(head, "aux")]
    if head.dep_ == "xcomp":
        own += [m.i for m in syntax.kids(head, "mark") if m.lower_ == "to"]
    return own or _shared_auxiliaries(head)


def subject_of(predicate: Token) -> Token | None:
    """Who it is about: a noun for its relative pronoun, without one "it", "there" or a clause."""
    found = next(iter(subjects(predicate)), None)
    if found is None:
        return syntax.kid(predicate, "expl") or syntax.kid(predicate, "csubj")
    if found.tag_ not in syntax.RELATIVE and found.lower_ != "that":
        return found
    if predicate.dep_ == "acl:relcl":
        return syntax.bearer(predicate.head)
    return syntax.antecedent(found) or found


def _phrases(verb: Token, group: Group, subject: Token) -> Iterator[Phrase]:
    """The arguments of a group, in text order."""
    inside = {t.i for t in group.verbs} | group.words
    content = _reported(verb)
    gap = _left_out(verb, group, subject)
    if gap is not None:
        yield Phrase(verb, (spans.participant(gap, verb),))
    children = [c for member in group.verbs for c in member.children if c.i not in inside]
    for child in sorted(children, key=lambda t: t.i):
        if group.complement is not None and child.i == group.complement.i:
            left_out = [c for c in child.children if c.i in group.words]
            yield Phrase(child, (spans.phrase(child, without=left_out),))
        elif is_argument(child) and child.i not in content:
            yield Phrase(child, tuple(spans.members(child)))
    if content:
        yield Phrase(verb, (content,))


def is_argument(child: Token) -> bool:
    """What belongs to a triple of its predicate; clauses of time and reason tell their own."""
    label = syntax.base(child)
    if child.tag_ in syntax.RELATIVE or child.tag_ == "WRB":
        return False
    if label == "obl":
        return syntax.preposition(child) != "according to"
    if label == "advmod":
        return child.lower_ not in CONNECTIVES and child.lower_ not in NEGATIONS
    if label == "advcl":
        return _is_circumstance(child)
    return label in ("obj", "iobj", "ccomp", "xcomp")


def _is_circumstance(clause: Token) -> bool:
    """ "to help them", "of taking it", "by selling it", "if it rains", "when it rained"."""
    marks = [c for c in syntax.kids(clause, "mark", "advmod") if c.i < clause.i]
    if clause.tag_ == "VBG":
        return any(c.tag_ == "IN" for c in marks)
    return is_infinitive(clause) or any(c.lower_ in CIRCUMSTANCES for c in marks)


def _reported(verb: Token) -> Words:
    """ "It is late, he said.": what is said, where it is no complement of the verb."""
    if syntax.kid(verb, "ccomp") is not None:
        return ()
    own = {verb.i, *(i for c in verb.children for i in syntax.descendants(c))}
    doc, sentence = verb.doc, verb.sent
    for report in read_speech(doc).reports:
        if report.verb == verb.i:
            inside = (i for i in sorted(report.content) if sentence.start <= i < sentence.end)
            return spans.trim(doc, [i for i in inside if i not in own and not doc[i].is_space])
    return ()


def _left_out(verb: Token, group: Group, subject: Token) -> Token | None:
    """What a relative clause leaves out after its verb: "the letter (that) Ek sent"."""
    if verb.dep_ != "acl:relcl":
        return None
    noun = syntax.bearer(verb.head)
    behind = [c for member in group.verbs for c in syntax.kids(member, "obj", "ccomp")]
    complete = any(c.tag_ not in syntax.RELATIVE for c in behind)
    elsewhere = any(t.tag_ == "WRB" for t in verb.children) or any(
        c.tag_ in syntax.RELATIVE for c in syntax.kids(verb, "obl")
    )
    return None if subject.i == noun.i or complete or elsewhere else noun


def _with_preposition(
    verb: Token, words: frozenset[int], phrases: list[Phrase]
) -> tuple[frozenset[int], list[Phrase]]:
    """The relation and the objects in order: those after the verb, then those before it.

    The preposition of the first belongs to the relation: "was named as | head of Acme | in May".
    """
    behind = [p for p in phrases if p.head.i >= verb.i]
    if behind and syntax.base(behind[0].head) == "obl" and behind[0].head.i != verb.i:
        first = behind[0].head
        words = words | {p.i for p in spans.prepositions(first)}
        behind[0] = Phrase(first, tuple(spans.members(first, bare=True)))
    return words, [*behind, *(p for p in phrases if p.head.i < verb.i)]


def _one_by_one(phrases: list[Phrase]) -> Iterator[tuple[Words, ...]]:
    """The objects, for each member of the first coordination among them."""
    split = next((n for n, p in enumerate(phrases) if len(p.members) > 1), None)
    for number in range(len(phrases[split].members) if split is not None else 1):
        chosen = (
            p.members[number if n == split else 0]
            if n == split or len(p.members) == 1
            else spans.whole(p.head)
            for n, p in enumerate(phrases)
        )
        yield tuple(words for words in chosen if words)


def _lacks_is(verb: Token) -> bool:
    """ "a panel drafting a law", "the bank founded by Ek": participles without an auxiliary."""
    if verb.dep_ == "conj" and verb.tag_ == verb.head.tag_:
        return _lacks_is(verb.head)
    participle = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBG")
    return participle and syntax.kid(verb, "aux", "mark") is None
