"""When a clause takes place: the time it names, and the time it shares with another clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.clauses.anniversaries import times_of_anniversaries
from kg.clauses.arguments import TIME_NOUNS
from kg.clauses.memo import once
from kg.clauses.nominal import event_noun, light_verb
from kg.clauses.types import is_occasion
from kg.model import Document, TimeExpression
from kg.predicates import predicates
from kg.times import is_vague, stands_apart, time_expressions

#: "told her at the meeting": what is told and the meeting are at one time.
AT_EVENT = frozenset({"at", "during", "in", "on", "upon", "via"})
#: "as the storm came", "when the plane fell": at the same time.
SIMULTANEOUS = frozenset({"as", "when", "while"})
#: "flew to Oslo on Friday to meet Ek": the purpose is served there and then.
MOVES = frozenset(
    {"arrive", "assemble", "come", "convene", "drive", "fly", "gather", "go", "meet", "return",
     "sit", "travel", "visit"}
)  # fmt: skip
#: Those who are led or sent somewhere.
PARTIES = frozenset({"delegation", "mission", "party", "team"})
#: "voted on Tuesday to elect Ek": it is done by the vote.
VOTED = frozenset(
    {"adopt", "approve", "authorise", "authorize", "ban", "condemn", "confirm", "dismiss",
     "dissolve", "elect", "expel", "impeach", "oust", "pass", "ratify", "re-elect", "reelect",
     "reject", "remove", "repeal", "suspend"}
)  # fmt: skip
#: "won the election in May": who does this to an event is there while it happens.
TAKES_PART = frozenset(
    {"attend", "boycott", "contest", "disrupt", "host", "join", "lose", "miss", "skip", "stage",
     "watch", "win", "witness"}
)  # fmt: skip
#: "the attack killed three": what an event does as it happens.
EFFECTS = frozenset(
    {"begin", "cause", "claim", "damage", "destroy", "end", "erupt", "finish", "happen", "hit",
     "ignite", "injure", "involve", "kill", "leave", "occur", "rock", "start", "strike", "take",
     "trigger", "wound", "wreck"}
)  # fmt: skip
#: "in an advisory issued on Monday": what is done with words on the day they are said.
ISSUED = frozenset({"broadcast", "deliver", "issue", "post", "publish", "release", "send"})
#: "gave a speech in which she thanked Lund": what is told so is told then.
UTTERED = ISSUED | {"announce", "appear", "give", "hold", "make", "say", "speak", "write"}


def expressions(document: Document) -> tuple[TimeExpression, ...]:
    """Every time of an article but those of datelines; worked out once per document."""
    return once(document.doc, "kg.times", lambda: _read(document))


def _read(document: Document) -> tuple[TimeExpression, ...]:
    doc = document.doc
    found = time_expressions(doc, document.article.published)
    return tuple(one for one in found if not stands_apart(doc, one.first, one.last))


def times_of(document: Document, heads: set[int]) -> dict[int, TimeExpression]:
    """The time of each predicate in `heads` that has one, its own or one it shares."""
    doc = document.doc
    found: dict[int, TimeExpression] = {}
    for expression in expressions(document):
        predicate = _predicate_over(doc, expression, heads)
        for head in _dated(predicate, expression) if predicate is not None else ():
            if head not in found or _says_more(expression, found[head]):
                found[head] = expression
    for i in sorted(heads - found.keys()):
        started = _at_its_start(doc[i], expressions(document))
        if started is not None:
            found[i] = started
    for event, day in times_of_anniversaries(doc, heads, expressions(document), found):
        found[event] = day
    for share in (_with_governor, _with_events):
        for i in sorted(heads - found.keys()):
            shared = share(doc[i], found)
            if shared is not None:
                found[i] = shared
    return found


def time_within(document: Document, noun: Token) -> TimeExpression | None:
    """The time in a noun phrase: "according to a report on Friday by the police"."""
    inside = set(_phrase(noun))
    return next((one for one in expressions(document) if one.first in inside), None)


def _phrase(token: Token) -> Iterator[int]:
    """The tokens of a noun phrase but for remarks in clauses of their own."""
    yield int(token.i)
    for child in token.children:
        if child.dep_ not in syntax.REMARKS:
            yield from _phrase(child)


def _says_more(one: TimeExpression, other: TimeExpression) -> bool:
    """ "recently, on Monday": a date tells more than a vague word, whatever their order."""
    return is_vague(other) and not is_vague(one)


def _predicate_over(doc: Doc, expression: TimeExpression, heads: set[int]) -> Token | None:
    """The nearest predicate that governs a time, unless a noun between keeps the time."""
    token = doc[expression.first]
    hung = False
    while expression.first <= token.head.i <= expression.last and not syntax.is_root(token):
        token = token.head
    if token.lower_ == "aged" and not syntax.is_root(token):
        token = token.head  # "joined Acme aged 14"
    if " was " in expression.text and syntax.kid(token, "cop") is not None:
        token = token.head  # "moved when she was one"
    while token.i not in heads and not syntax.is_root(token):
        # "discuss the events of last week on Monday": the parse hangs one time on the other
        hung = hung or (token.dep_ == "nmod" and _is_time(token.head))
        kept = _tells_which(token) and token.head.i not in heads and not hung
        if kept or syntax.preposition(token).startswith("according"):
            return None
        token = token.head
    return token if token.i in heads else None


def _is_time(token: Token) -> bool:
    return token.lemma_.lower() in TIME_NOUNS


def _tells_which(token: Token) -> bool:
    """ "the events of this weekend", "Monday's decision": which ones, not when they are discussed.

    But "in last week's ruling" tells when the court ruled, "Monday's storm" when it killed.
    """
    noun = token.head
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    of_noun = syntax.base(token) == "nmod" and syntax.preposition(token) == "of"
    if token.dep_ != "nmod:poss" and not of_noun:
        return False
    role = syntax.base(noun)
    if role == "nsubj":
        return noun.head.lemma_.lower() not in EFFECTS
    apart = role == "obl" and syntax.preposition(noun) not in AT_EVENT
    return role in ("obj", "nmod") or (apart and not of_noun)


def _dated(predicate: Token, expression: TimeExpression) -> Iterator[int]:
    """The predicates that a time belongs to, where the parse hung it on `predicate`."""
    elsewhere = _said_then(predicate, expression) or _after_remark(predicate, expression)
    if elsewhere is not None:
        yield elsewhere
        return
    if predicate.pos_ == "NOUN" and expression.last < predicate.i:
        yield int(predicate.i)  # "the 3 May attacks"
        return
    # "since Ek's visit to Oslo in 2014": the visit right before the time has that time
    doc, last = predicate.doc, expression.first - 1
    if last > 0 and doc[last].pos_ == "ADP":
        last -= 1
    node = doc[max(last, 0)]
    if node.pos_ == "VERB" and node.sent.start == predicate.sent.start:
        yield int(node.i)  # "the talks held on Friday, would resume"
        return
    while node.i != predicate.i and not syntax.is_root(node):
        inside = node.right_edge.i == last and syntax.base(node) in ("obl", "nmod")
        if node.head.lemma_ == "anniversary" and not any(c.isdigit() for c in expression.text):
            break  # "marked the anniversary of her death on Friday"
        if inside and event_noun(node) is not None and light_verb(node) is None:
            yield int(node.i)
            if syntax.preposition(node) in AT_EVENT:
                break  # "announced it in a statement on Friday": both
            return
        node = node.head
    yield int(predicate.i)


def _said_then(predicate: Token, expression: TimeExpression) -> int | None:
    """ "Ek said on Friday he may go", "Ek appeared on Friday, charged with theft".

    A time between a verb and what depends on it belongs to that verb.
    """
    governor = predicate.head
    between = governor.i < expression.first < expression.last < predicate.i
    if not between and not governor.i < expression.first == expression.last < predicate.i:
        return None
    label = syntax.base(predicate)
    first = predicate.left_edge.i
    at_edge = expression.first - first <= 1
    if label == "ccomp" and at_edge and governor.lemma_.lower() in predicates().speech:
        return int(governor.i)
    if label in ("advcl", "acl") and predicate.tag_ in ("VBN", "VBG") and at_edge:
        return int(governor.i)
    return None


def _after_remark(predicate: Token, expression: TimeExpression) -> int | None:
    """ "Ek visited Oslo, which she likes, on Friday": behind a remark the sentence goes on."""
    doc, first = predicate.doc, expression.first
    if first > 0 and doc[first - 1].pos_ == "ADP":
        first -= 1
    edge = predicate.left_edge.i
    opens = "," in (doc[edge].text, doc[max(edge - 1, 0)].text)
    if predicate.dep_ != "acl:relcl" or not opens or doc[max(first - 1, 0)].text != ",":
        return None
    verb = predicate.head.head
    return int(verb.i) if predicate.i < first and verb.pos_ == "VERB" else None


# --- shared times -----------------------------------------------------------------------------


def _with_governor(predicate: Token, found: dict[int, TimeExpression]) -> TimeExpression | None:
    """A time that a verb has in common with the one it depends on."""
    node, steps = predicate, 0
    while steps < 4 and (shares_circumstances(node) or _simultaneous(node) or _fronted(node)):
        if _fronted(node) and not _before(found.get(node.head.i), node.head):
            return None
        lasts, node, steps = not shares_circumstances(node), _governor(node), steps + 1
        if node.i in found:
            time = found[node.i]
            # "was kept in Oslo until 2014 and then moved"
            after = any(c.lower_ == "then" for c in syntax.kids(predicate, "advmod"))
            ended = time.text.lower().startswith("until")
            bound = (lasts and _is_bound(time)) or (after and ended)
            return None if time.clock or bound else time
    return None


def shares_time_with(verb: Token) -> Token | None:
    """The verb at whose time this one is, by the syntax alone."""
    if shares_circumstances(verb) or (verb.pos_ == "VERB" and _simultaneous(verb)):
        governor = _governor(verb)
        return governor if governor.pos_ == "VERB" else None
    return None


def _at_its_start(predicate: Token, times: Iterable[TimeExpression]) -> TimeExpression | None:
    """ "has stood since 2014, when it was built": the clause behind the time is about 2014."""
    when = next((c for c in predicate.children if c.lower_ == "when" and c.i < predicate.i), None)
    if when is None:
        return None
    doc, last = predicate.doc, when.i - 1
    if doc[last].text == ",":
        last -= 1
    for one in times:
        if one.last == last and doc[one.first].lower_ == "since" and one.first < last:
            text = " ".join(doc[one.first + 1 : last + 1].text.split())
            return replace(one, text=text, first=one.first + 1, value=one.start, start=None)
    return None


def _is_bound(time: TimeExpression) -> bool:
    """ "since 2014", "until Friday": what happens at some moment of it does not last as long."""
    return time.value is None and bool(time.start or time.end)


def _governor(verb: Token) -> Token:
    """What a clause depends on; of one about a noun ("Oslo, where she spoke") the noun's verb."""
    if syntax.base(verb) != "acl":
        return verb.head
    node = verb.head.head
    return node.head if _in_words(verb) and node.pos_ != "VERB" else node


def shares_circumstances(verb: Token) -> bool:
    """ "began to fire on Monday", "met and signed on Monday", "left on Monday, taking it"."""
    if syntax.is_root(verb) or verb.pos_ != "VERB":
        return False
    if verb.dep_ == "xcomp":
        # What was agreed or announced on Monday does not happen on Monday.
        return predicates().control.get(verb.head.lemma_.lower(), "actual") == "actual"
    own = syntax.kid(verb, "nsubj", "csubj") is not None
    if verb.dep_ == "conj":
        # "was driving a van on Monday and hit a bus"
        lasts = "VBG" in (verb.tag_, verb.head.tag_) and _went_on(verb) and _went_on(verb.head)
        alike = verb.tag_ == verb.head.tag_ or lasts
        return not own and alike
    participle = syntax.base(verb) == "advcl" and verb.tag_ == "VBG"
    return participle and not own and syntax.kid(verb, "mark") is None


def _simultaneous(verb: Token) -> bool:
    """Clauses that tell what happens at the time of the clause they depend on."""
    if _at_event(verb):
        return True
    if syntax.is_root(verb) or verb.pos_ != "VERB" or verb.head.pos_ != "VERB":
        return False
    marks = {m.lower_ for m in syntax.kids(verb, "mark", "advmod", "case") if m.i < verb.i}
    if syntax.base(verb) == "advcl":
        if verb.tag_ == "VBG" and syntax.kid(verb, "nsubj") is not None:
            # "left on Monday, (with) the storm coming"
            return not marks - {"with"}
        if verb.tag_ == "VB" and "to" in marks:
            purpose = verb.head.lemma_.lower() in MOVES or _voted(verb)
            return purpose and verb.i > verb.head.i
        return bool(marks & SIMULTANEOUS) and verb.tag_ == verb.head.tag_ == "VBD"
    return False


def _voted(verb: Token) -> bool:
    """ "voted to elect Ek"; not "voted to leave"."""
    return verb.head.lemma_.lower() == "vote" and verb.lemma_.lower() in VOTED


def _at_event(verb: Token) -> bool:
    """ "visited Oslo on Monday, where she met Ek": the clause is about the visit."""
    relative = verb.pos_ == "VERB" and syntax.base(verb) in ("acl", "advcl")
    if not relative or syntax.is_root(verb):
        return False
    adverbs = {t.lower_ for t in syntax.kids(verb, "advmod") if t.i < verb.i}
    return bool(adverbs & {"where", "when"}) or _in_words(verb)


def _in_words(verb: Token) -> bool:
    """ "issued a letter saying ...", "spoke at a rally, in which she thanked Lund"."""
    noun = verb.head
    governor = noun.head
    if syntax.base(verb) != "acl" or syntax.base(noun) not in ("obj", "obl", "nmod"):
        return False
    if syntax.base(noun) == "nmod" and governor.pos_ != "VERB":
        noun, governor = governor, governor.head  # "made an announcement in a video in which ..."
    if governor.pos_ != "VERB":
        return False
    document = verb.head.lemma_.lower() in predicates().documents | {"video"}
    uttered = document and governor.lemma_.lower() in UTTERED
    if verb.tag_ == "VBG":
        return uttered and verb.lemma_.lower() in predicates().speech | {"accuse", "request", "say"}
    which = any(
        c.tag_ == "WDT" and syntax.preposition(c) in ("in", "at", "during") and c.i < verb.i
        for c in syntax.kids(verb, "obl")
    )
    one = is_one_event(governor, verb.head) or light_verb(verb.head) is not None
    return which and verb.tag_ == governor.tag_ == "VBD" and (uttered or one)


def _fronted(verb: Token) -> bool:
    """ "On Monday, Ek left and Lund came": a time in front is for all that follows."""
    if verb.dep_ != "conj" or verb.pos_ != "VERB" or verb.head.pos_ != "VERB":
        return False
    return syntax.kid(verb, "nsubj") is not None and verb.tag_ == verb.head.tag_


def _before(expression: TimeExpression | None, verb: Token) -> bool:
    subject = syntax.kid(verb, "nsubj")
    return expression is not None and subject is not None and expression.last < subject.i


def _with_events(predicate: Token, found: dict[int, TimeExpression]) -> TimeExpression | None:
    """A time that a verb has in common with the event at which it happens."""
    if predicate.pos_ == "NOUN":
        return _of_its_verb(predicate, found)
    if predicate.pos_ != "VERB":
        return None
    for child in predicate.children:
        held = _held_then(child, found)
        if held is not None:
            return held
        if child.i in found and is_one_event(predicate, child) and not found[child.i].clock:
            during = any(m.lower_ == "while" for m in syntax.kids(child, "mark"))
            if during or not _is_bound(found[child.i]):
                return found[child.i]
    return None


def _held_then(part: Token, found: dict[int, TimeExpression]) -> TimeExpression | None:
    """ "said in a statement issued on Monday", "at talks held on Friday": then it was said."""
    if syntax.base(part) != "obl" or syntax.preposition(part) not in AT_EVENT:
        return None
    told = [c for c in syntax.kids(part, "acl") if c.tag_ == "VBN" and c.i in found]
    said = part.lemma_.lower() in predicates().documents or event_noun(part) is not None
    if not told or not (said or told[0].lemma_.lower() in ISSUED):
        return None
    return None if _is_bound(found[told[0].i]) else found[told[0].i]


def is_one_event(verb: Token, part: Token) -> bool:
    """Whether a verb and an event or clause that depends on it are one happening."""
    lemma, label = verb.lemma_.lower(), syntax.base(part)
    if label == "advcl":
        # "all died when the plane fell last May"
        marks = {m.lower_ for m in syntax.kids(part, "mark", "advmod")}
        return bool(marks & SIMULTANEOUS) and part.tag_ == "VBD" and _went_on(verb)
    if event_noun(part) is None and not is_occasion(part):
        return False
    if label == "obl":
        link = syntax.preposition(part)
        sent = {c.lemma_ for c in syntax.kids(verb, "obj")} & PARTIES
        # "flew to Oslo for talks on Friday", "will lead a delegation to Oslo for talks on Friday"
        bound_for = link == "for" and (lemma in MOVES or bool(sent))
        return link in AT_EVENT or (link == "by" and lemma in EFFECTS) or bound_for
    if part.dep_ == "nsubj":
        return lemma in EFFECTS
    return label == "obj" and lemma in TAKES_PART


def _went_on(verb: Token) -> bool:
    """ "died", "was working", "was killed": told in the past."""
    helpers = {c.lower_ for c in syntax.kids(verb, "aux")}
    return (verb.tag_ == "VBD" and not helpers) or bool(helpers & {"was", "were"})


def _of_its_verb(noun: Token, found: dict[int, TimeExpression]) -> TimeExpression | None:
    """ "lost the title in 1972 upon her marriage": the event has the time of its verb."""
    verb = noun.head
    if event_noun(noun) is None or verb.pos_ != "VERB" or not is_one_event(verb, noun):
        return None
    return found.get(verb.i)
