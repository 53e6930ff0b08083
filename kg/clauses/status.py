"""Whether a predicate is told as having happened: modality, negation, "no longer"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from kg.clauses import syntax
from kg.clauses.arguments import addressee, coordinated_with, is_deed, is_infinitive
from kg.clauses.nominal import accompanied, object_effect
from kg.model import Modality
from kg.predicates import ENDED, NEGATING, predicates, stronger

AUXILIARY = {
    "will": Modality.PLANNED, "wo": Modality.PLANNED, "'ll": Modality.PLANNED,
    "’ll": Modality.PLANNED, "shall": Modality.PLANNED,
    "may": Modality.POSSIBLE, "might": Modality.POSSIBLE, "could": Modality.POSSIBLE,
    "can": Modality.POSSIBLE, "ca": Modality.POSSIBLE,
    "should": Modality.HYPOTHETICAL, "must": Modality.HYPOTHETICAL, "ought": Modality.HYPOTHETICAL,
}  # fmt: skip
UNSURE = frozenset(
    {
        "allegedly", "apparently", "maybe", "perhaps", "possibly", "potentially", "presumably",
        "probably", "purportedly", "reportedly", "supposedly", "likely",
    }
)  # fmt: skip
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "hardly", "scarcely"})
#: Nouns whose "that" clause is so.
SURE = frozenset({"confirmation", "evidence", "fact", "news", "proof", "reminder", "announcement"})
NOBODY = frozenset({"nobody", "none", "nothing", "nowhere"})
#: What is done to do something, and does it: "used the speech to thank Ek", "came to see her".
SERVING = frozenset(
    {"arrive", "come", "fly", "gather", "go", "return", "travel", "turn", "use", "visit"}
)
#: What is decided by it, and then is so: "beat Porvik to win the cup", "survived to become king".
WINNING = frozenset(
    {"beat", "defeat", "edge", "outclass", "overcome", "rally", "recover", "survive"}
)
WON = frozenset(
    {
        "advance", "become", "book", "claim", "clinch", "earn", "lift", "progress", "qualify",
        "reach", "regain", "retain", "seal", "secure", "take", "win",
    }
)  # fmt: skip
#: What a vote does by itself: "voted to elect Ek"; "voted to send aid" sends none yet.
DECIDING = frozenset(
    {
        "acquit", "adopt", "approve", "censure", "condemn", "confirm", "convict", "elect",
        "endorse", "expel", "impeach", "pass", "ratify", "reject", "repeal", "uphold",
    }
)  # fmt: skip
#: What one does by saying that one would: "we would ask everybody to stay at home".
POLITE = frozenset({"advise", "appeal", "argue", "ask", "encourage", "recommend", "say", "urge"})
CONDITIONS = frozenset({"if", "unless", "whether", "should", "lest"})


@dataclass(frozen=True, slots=True)
class Status:
    """How real a predicate is."""

    modality: Modality = Modality.ACTUAL
    negated: bool = False
    ended: bool = False

    def under(self, effect: str | None) -> Status:
        """This status seen through a governing word: "failed to" + actual -> negated."""
        if effect is None or effect == Modality.ACTUAL:
            return self
        if effect == NEGATING:
            return replace(self, negated=not self.negated)
        if effect == ENDED:
            return replace(self, ended=True)
        return replace(self, modality=stronger(self.modality, Modality(effect)))

    def within(self, outer: Status) -> Status:
        """This status inside another: "did not manage to win", "will try to win"."""
        return Status(
            stronger(self.modality, outer.modality),
            self.negated != outer.negated,
            self.ended or outer.ended,
        )


def status(predicate: Token, depth: int = 0) -> Status:
    """The status of a verb, of what a copula says, or of an event noun."""
    own = _own(predicate)
    if depth > 10:
        return own
    if predicate.pos_ == "NOUN" and syntax.kid(predicate, "cop") is None:
        return _of_event(predicate, own, depth)
    return own.within(_inherited(predicate, own, depth))


def _own(predicate: Token) -> Status:
    found = Status(negated=is_negated(predicate))
    for auxiliary in syntax.kids(predicate, "aux"):
        found = _through_auxiliary(found, auxiliary, predicate)
    for adverb in syntax.kids(predicate, "advmod"):
        found = found.under(Modality.POSSIBLE if adverb.lower_ in UNSURE else None)
        if adverb.lower_ in ("longer", "anymore"):
            found = replace(found, negated=False, ended=True)
    if _is_bare_infinitive(predicate):
        found = found.under(Modality.PLANNED)
    if _over_since(predicate):
        found = replace(found, ended=True)
    if _is_question(predicate.sent) or _in_fiction(predicate):
        found = found.under(Modality.HYPOTHETICAL)
    return found


def _is_question(sentence: Span) -> bool:
    last = next((token for token in reversed(sentence) if not token.is_space), None)
    return last is not None and last.text.endswith("?")


FICTION = frozenset(
    {"book", "comedy", "drama", "episode", "fantasy", "film", "movie", "novel", "play", "scenario"}
)


def _over_since(predicate: Token) -> bool:
    """ "worked for Acme until 2014": a state that is over; "did not leave until Monday" is none."""
    cop = syntax.kid(predicate, "cop")
    verb = cop if cop is not None else predicate
    past = verb.tag_ in ("VBD", "VBN") and verb.lemma_ in predicates().states
    return past and any(syntax.preposition(c) == "until" for c in syntax.kids(predicate, "obl"))


def _in_fiction(predicate: Token) -> bool:
    """ "In the film, Norway attacks Peru"; but "Ek stars in the film"."""
    return any(
        c.lemma_.lower() in FICTION and c.i < predicate.i and syntax.preposition(c) == "in"
        for c in syntax.kids(predicate, "obl")
    )


def _through_auxiliary(found: Status, auxiliary: Token, predicate: Token) -> Status:
    word = auxiliary.lower_
    if word in ("would", "'d") and auxiliary.tag_ == "MD":
        return found.under(_would(predicate))
    if word == "used":
        return replace(found, ended=True)
    effect = AUXILIARY.get(word)
    return found.under(effect.value) if effect and auxiliary.tag_ in ("MD", "VB", "VBP") else found


def _would(predicate: Token) -> Modality:
    """ "She said the talks would resume": a plan seen from the past; else it is imagined."""
    condition = any(_condition(c) for c in syntax.kids(predicate, "advcl"))
    polite = not condition and predicate.lemma_.lower() in POLITE
    if polite and any(c.lower_ in ("i", "we") for c in syntax.kids(predicate, "nsubj")):
        return Modality.ACTUAL  # "I would urge you to come" urges
    node = predicate
    while not condition and not syntax.is_root(node):
        if syntax.base(node) in ("ccomp", "parataxis") and node.head.tag_ in ("VBD", "VBN"):
            return Modality.PLANNED
        node = node.head
    speech = predicates().speech
    told = any(c.lemma_ in speech for c in syntax.kids(predicate, "parataxis", "ccomp"))
    return Modality.PLANNED if told and not condition else Modality.HYPOTHETICAL


def is_negated(predicate: Token) -> bool:
    """True for "did not meet", "no one met", "met nobody", "without meeting", "no longer" aside."""
    for child in predicate.children:
        word, dep = child.lower_, syntax.base(child)
        if dep in ("advmod", "cc", "cc:preconj") and word in NEGATIONS:
            return True
        if dep in ("mark", "case") and word in ("without", "instead"):
            return True
        if dep in ("nsubj", "obj", "det") and (word in NOBODY or _is_no(child)):
            return True
    return predicate.pos_ == "NOUN" and syntax.preposition(predicate) == "without"


def _is_no(token: Token) -> bool:
    """ "no soldiers", "neither side", "neither A nor B"; "no" itself, of an event: "no talks"."""
    if token.dep_ == "det":
        return bool(token.lower_ in ("no", "neither"))
    return any(c.lower_ in ("no", "neither") for c in syntax.kids(token, "det", "cc"))


def _is_bare_infinitive(predicate: Token) -> bool:
    """A headline's infinitive is its future: "Norway to send troops"; so is "is to meet"."""
    if not is_infinitive(predicate) or syntax.kid(predicate, "cop") is not None:
        return False  # "Acme is to blame" is so now
    head = predicate.head
    told = predicate.dep_ == "ccomp" and head.lemma_.lower() in predicates().speech
    told = told and syntax.kid(predicate, "nsubj") is not None  # "Norway to send troops, Ek says"
    return syntax.is_root(predicate) or told or (predicate.dep_ == "xcomp" and head.lemma_ == "be")


def _condition(clause: Token) -> bool:
    if any(m.lower_ in CONDITIONS for m in syntax.kids(clause, "mark", "aux")):
        return True
    subject, first = syntax.kid(clause, "nsubj"), syntax.kid(clause, "aux", "cop")
    if subject is None or first is None:
        return False
    return first.lower_ in ("had", "were") and first.i < subject.i  # "Had Norway attacked, ..."


def _inherited(predicate: Token, own: Status, depth: int) -> Status:
    """What the construction around the predicate makes of it."""
    outer = Status()
    conditional = any(_condition(c) for c in syntax.kids(predicate, "advcl"))
    if conditional and own.modality is not Modality.ACTUAL:
        outer = outer.under(Modality.HYPOTHETICAL)
    if syntax.is_root(predicate):
        return outer
    dep = syntax.base(predicate)
    if dep == "conj":
        return outer.within(_from_coordination(predicate, depth))
    if dep in ("xcomp", "csubj", "ccomp"):
        return outer.within(_from_matrix(predicate, depth))
    if predicate.dep_ == "acl":
        return outer.within(_from_noun(predicate, depth))
    if dep == "advcl":
        return outer.within(_from_adverbial(predicate, depth))
    return outer


def _from_coordination(predicate: Token, depth: int) -> Status:
    """ "will meet and sign": the second verb shares what it does not say itself."""
    head, _ = coordinated_with(predicate)
    whole = status(head, depth + 1)
    shares = (
        syntax.kid(predicate, "nsubj", "aux") is None
        and predicate.tag_ == head.tag_
        and head.pos_ in ("VERB", "AUX")
    )
    if shares:
        neither = is_negated(head) and any(c.lower_ == "or" for c in syntax.kids(predicate, "cc"))
        return whole if neither else replace(whole, negated=False)
    inherited = _inherited(head, Status(), depth + 1)
    return inherited


def effect_of(governor: Token, complement: Token) -> str | None:
    """What a governing verb or adjective does to its complement: "agreed to" -> planned."""
    words, lemma = predicates(), governor.lemma_.lower()
    if lemma == "have" and any(c.lower_ == "yet" for c in syntax.kids(governor, "advmod")):
        return NEGATING  # "has yet to meet"
    if lemma == "have" and (not is_infinitive(complement) or governor.tag_ == "VBD"):
        return None  # "had him arrested", "had to leave"
    if governor.lower_ == "used" and is_infinitive(complement):
        return ENDED  # "used to work for Acme"
    if governor.lower_ == "going" and governor.tag_ == "VBG":
        return Modality.PLANNED
    if lemma == "vote" and complement.lemma_.lower() in DECIDING:
        return None
    finite = syntax.base(complement) == "ccomp"
    if finite:
        effect = words.reports.get(lemma, words.control.get(lemma))
        opinion = lemma in words.speech and lemma not in words.reports
        # "They agreed that it was late": a finite clause says itself whether it is planned.
        return None if opinion or effect == Modality.PLANNED else effect
    return words.control.get(lemma, words.reports.get(lemma))


def _from_matrix(predicate: Token, depth: int) -> Status:
    matrix = predicate.head
    outer = status(matrix, depth + 1)
    lemma = matrix.lemma_.lower()
    if any(m.lower_ in ("whether", "if") for m in syntax.kids(predicate, "mark")):
        return Status(stronger(Modality.POSSIBLE, outer.modality))  # "it is unclear whether"
    if syntax.base(predicate) == "ccomp" and lemma in predicates().speech:
        # A denied saying ("did not say that") leaves open what it would have said.
        outer = Status(Modality.POSSIBLE if outer.negated else outer.modality)
        if outer.modality is Modality.PLANNED:
            outer = Status()
    elif matrix.pos_ == "VERB" and lemma not in predicates().control:
        outer = replace(outer, negated=outer.negated and syntax.base(predicate) == "xcomp")
    return Status().under(effect_of(matrix, predicate)).within(outer)


def _from_noun(predicate: Token, depth: int) -> Status:
    """ "its plan to strike", "a move to ban": infinitives of nouns are not yet done."""
    noun = predicate.head
    if any(m.lower_ == "that" for m in syntax.kids(predicate, "mark")):
        # "rumours that they met", "the fact that they met"
        doubted = is_negated(noun) or any(a.lower_ == "little" for a in syntax.kids(noun, "amod"))
        sure = noun.lemma_.lower() in SURE and not doubted  # "no evidence that they met"
        return Status() if sure else Status(Modality.POSSIBLE)
    if not is_infinitive(predicate):
        return Status()
    effect = predicates().nouns.get(noun.lemma_.lower())
    if effect is None and _is_one_of_a_row(noun):
        return Status()
    return Status().under(effect or Modality.PLANNED)


def _is_one_of_a_row(noun: Token) -> bool:
    """ "the first woman to hold the office" holds it; "a woman to hold the office" may."""
    ordinals = ("first", "last", "second", "only")
    return any(c.lemma_ in ordinals for c in syntax.kids(noun, "amod", "nummod"))


def _from_adverbial(predicate: Token, depth: int) -> Status:
    """ "to discuss trade" is a purpose, "if he wins" a condition, "after they meet" shares."""
    matrix = predicate.head
    if _condition(predicate):
        return Status(Modality.HYPOTHETICAL)
    if is_infinitive(predicate) and _is_one_of_a_row(matrix):
        return Status()  # "the first African American to hold the office", its head an adjective
    if is_deed(predicate):
        effect = predicates().gerunds.get(matrix.lemma_.lower())
        return Status().under(effect).within(status(matrix, depth + 1)) if effect else Status()
    if is_infinitive(predicate):
        if addressee(matrix) is not None:  # "called on him to resign"
            return Status(Modality.HYPOTHETICAL)
        if _is_done_so(predicate, matrix):
            return status(matrix, depth + 1)
        return Status(Modality.PLANNED)
    outer = status(matrix, depth + 1) if matrix.i != predicate.i else Status()
    if predicate.tag_ in ("VBZ", "VBP", "VBG", "VB") and outer.modality is not Modality.ACTUAL:
        return Status(outer.modality)
    return Status()


def _is_done_so(purpose: Token, verb: Token) -> bool:
    """ "used a ladder to reach the roof", "voted to approve the plan", "beat Ek to win the cup"."""
    lemma, own = verb.lemma_.lower(), purpose.lemma_.lower()
    decided = (lemma == "vote" and own in DECIDING) or (lemma in WINNING and own in WON)
    return verb.pos_ == "VERB" and (lemma in SERVING or decided)


def _of_event(noun: Token, own: Status, depth: int) -> Status:
    """ "a planned visit", "called for talks", "agreed to hold a session"."""
    words = predicates()
    for adjective in syntax.kids(noun, "amod"):
        effect = words.adjectives.get(adjective.lower_)
        own = own.under(effect or words.adjectives.get(adjective.lemma_.lower()))
    if syntax.is_root(noun):
        return own
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return own.within(_of_event(head, Status(), depth + 1))
    if head.pos_ == "NOUN" and syntax.base(noun) == "nmod":
        return own.under(words.nouns.get(head.lemma_.lower()) if not syntax.is_root(head) else None)
    if head.pos_ != "VERB" or syntax.base(noun) not in ("obj", "obl", "nsubj", "csubj", "xcomp"):
        return own
    return own.within(_through_verb(noun, head, depth))


def _through_verb(noun: Token, verb: Token, depth: int) -> Status:
    words, lemma = predicates(), verb.lemma_.lower()
    outer = status(verb, depth + 1)
    role = noun.dep_
    is_subject = role == "nsubj"
    if accompanied(noun) is not None:  # "flew there for talks" is a plan, "in concert with" is not
        return outer.under(Modality.PLANNED) if syntax.preposition(noun) == "for" else outer
    effect = object_effect(verb)
    if role in ("obj", "nsubj:pass") and effect is not None:
        return Status().under(effect).within(replace(outer, negated=False))
    carried = lemma in words.occurrence if is_subject else lemma in words.light | words.bearing
    if carried or (role == "nsubj:pass" and lemma in words.light):
        return outer
    if is_subject:
        return Status()
    effect = words.control.get(lemma) or words.reports.get(lemma)
    governs = role in ("obj", "nsubj:pass") or syntax.preposition(noun) == "for"
    if governs and effect not in (None, Modality.ACTUAL) and lemma not in ("tell", "like"):
        return Status().under(effect).within(replace(outer, negated=False))
    definite = any(d.lower_ not in ("a", "an") for d in syntax.kids(noun, "det", "nmod:poss"))
    if not definite and outer.modality is not Modality.ACTUAL and role == "obj":
        return Status(outer.modality)
    return Status()
