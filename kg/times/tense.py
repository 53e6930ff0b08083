"""Whether a sentence looks ahead, which decides what a bare "Friday" or "May" means."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_AHEAD_AUXILIARIES = frozenset(
    ("will", "'ll", "’ll", "shall", "wo", "would", "'d", "’d", "may", "might", "can", "could",
     "should", "must")
)  # fmt: skip
_PAST_AUXILIARIES = frozenset(("was", "were", "had", "has", "have", "did", "'ve", "’ve", "been"))
_PRESENT_AUXILIARIES = frozenset(("is", "are", "'s", "’s", "'re", "’re", "am", "be"))
# What these verbs name lies ahead whatever their own tense: "talks (were) scheduled for Friday".
_ARRANGED = frozenset(
    ("schedule", "plan", "set", "slate", "due", "expect", "postpone", "delay", "adjourn", "extend",
     "reschedule", "book", "announce", "call", "tip", "invite")
)  # fmt: skip
# The infinitive after these has happened with them: "managed to win on Friday".
_ACHIEVED = frozenset(
    ("manage", "fail", "begin", "start", "continue", "come", "help", "appear", "seem", "go", "use")
)  # fmt: skip
_SPEECH = frozenset(("say", "report", "tell", "announce", "write", "add", "quote", "cite", "claim"))
_LIMITS = frozenset(("until", "till", "by", "for"))
_STEPS = 6
_STOPS = frozenset((".", "!", "?", ";"))


def looks_ahead(doc: Doc, first: int, last: int) -> bool | None:
    """True when the words at tokens `first` to `last` are said of something to come.

    False when it is told as past; None where nothing tells. Uses the tree where there is one,
    else the nearest verb or auxiliary before the words.
    """
    if not doc.has_annotation("DEP"):
        return _from_words(doc, first)
    inside = range(first, last + 1)
    top = next((doc[i] for i in inside if doc[i].head.i not in inside), doc[last])
    if _according(top):
        return False  # "he is right, according to a report on Friday"
    verb = _verb_before(doc, first, last) or _verb_over(top, inside)
    if verb is None:
        return _from_words(doc, first)
    limit = doc[first - 1].lower_ if first else ""
    if {limit, doc[first].lower_} & _LIMITS and verb.lemma_ in _ARRANGED:
        return not any(child.lower_ == "had" for child in verb.children)
    return _tense(verb)


def _verb_before(doc: Doc, first: int, last: int) -> Token | None:
    """ "The deal announced (on) Friday is worth millions": wherever the parse hangs the time.

    So "said on Friday he is ill", but not "said Friday's talks will go on".
    """
    before = first - 1
    if before > 0 and doc[before].pos_ == "ADP":
        before -= 1
    if before < 0 or doc[before].pos_ != "VERB":
        return None
    owns = last + 1 < len(doc) and doc[last + 1].tag_ == "POS"
    said = doc[before].tag_ == "VBD" and doc[before].lemma_ in _SPEECH and not owns
    told = doc[before].tag_ == "VBN" and doc[before].dep_ == "acl"
    return doc[before] if said or told else None


def _according(token: Token) -> bool:
    """Whether a token is inside a phrase with "according to"."""
    for _ in range(_STEPS):
        if any(child.lower_ == "according" for child in token.children):
            return True
        token = token.head
        if _is_predicate(token):
            return False
    return False


def _verb_over(token: Token, inside: range) -> Token | None:
    """The nearest verb or copular predicate that governs a token."""
    for _ in range(_STEPS):
        if token.head.i == token.i:
            break
        token = token.head
        if token.i not in inside and _is_predicate(token):
            return token
    return None


def _is_predicate(token: Token) -> bool:
    return (
        token.tag_.startswith("VB")
        or token.pos_ in ("VERB", "AUX")
        or any(child.dep_ == "cop" for child in token.children)
    )


def _tense(verb: Token, steps: int = _STEPS) -> bool | None:
    words = {child.lower_ for child in verb.children if child.dep_.startswith(("aux", "cop"))}
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "aux")}
    if words & _AHEAD_AUXILIARIES:
        return True
    if verb.tag_ == "VBD" or words & _PAST_AUXILIARIES:
        return False
    if verb.tag_ == "VBG" and words & _PRESENT_AUXILIARIES:
        return True  # "is meeting her counterpart on Friday"
    if "to" in marks:
        return _tense_of_infinitive(verb, steps)
    if verb.tag_ == "VBN":
        return verb.lemma_ in _ARRANGED and verb.lemma_ not in _SPEECH
    if verb.tag_ == "VBG" and steps and verb.head.i != verb.i:
        over = _verb_over(verb, range(verb.i, verb.i + 1))
        return _tense(over, steps - 1) if over is not None else None
    if verb.tag_ in ("VBZ", "VBP") or words & _PRESENT_AUXILIARIES:
        return not _in_title(verb) and verb.lemma_ not in _SPEECH
    return None


def _tense_of_infinitive(verb: Token, steps: int) -> bool | None:
    """ "agreed to meet on Friday" lies ahead; "flew in to meet her on Friday" has happened."""
    head = verb.head
    if head.i == verb.i or not steps:
        return True
    if verb.dep_.startswith("advcl") or head.lemma_ in _ACHIEVED:
        return _tense(head, steps - 1) if _is_predicate(head) else None
    return True


def _in_title(token: Token) -> bool:
    """Whether a token stands in the title line, where the present tense tells the past."""
    line_end = token.doc.text.find("\n")
    return 0 <= token.idx < line_end


def _from_words(doc: Doc, first: int) -> bool | None:
    """The tense by the nearest telling word before, then behind, in the same sentence."""
    before: list[Token] = []
    for index in range(first - 1, -1, -1):
        if doc[index].text in _STOPS or "\n" in doc[index].text:
            break
        before.append(doc[index])
    behind: list[Token] = []
    for token in doc[first:]:
        if token.text in _STOPS or "\n" in token.text:
            break
        behind.append(token)
    for token in (*before, *behind):
        if token.lower_ in ("will", "'ll", "’ll", "shall", "wo", "would"):
            return True
        if token.tag_ == "VBD" or token.lower_ in ("was", "were", "had", "said", "did"):
            return False
        if not token.tag_ and token.lower_.endswith("ed"):
            return False
    return None
