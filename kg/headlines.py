"""Repairs of headlines, whose grammar is their own: dropped auxiliaries and conjunctions.

"Mayor arrested over fraud", "Norway, Peru sign treaty", "Court rules against Acme". Each repair is
a rule of this grammar with an example, over word classes and short closed lists.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg import lexicons
from kg.language import verbs
from kg.predicates import predicates

#: What is done to somebody: without an object, a past form of these is a passive.
DONE_TO = frozenset(
    {
        "abduct", "accuse", "acquit", "appoint", "approve", "arrest", "assassinate", "attack",
        "award", "ban", "block", "bomb", "cancel", "charge", "clear", "deport", "destroy", "detain",
        "elect", "evacuate", "execute", "expel", "extradite", "fine", "free", "hospitalise",
        "hospitalize", "hit", "honor", "honour", "imprison", "indict", "injure", "jail", "kidnap",
        "kill", "murder", "name", "nominate", "oust", "postpone", "reject", "release", "rescue",
        "sack", "seize", "sentence", "shoot", "stab", "sue", "suspend", "upgrade", "wound",
    }
)  # fmt: skip
#: Of these, what makes somebody something: "Ann Ek elected mayor".
MADE = frozenset({"appoint", "choose", "elect", "name", "nominate"})
#: What opens the phrase that a verb has and a noun of the same form rarely: "rules against".
VERBAL = frozenset({"against", "out", "up", "off", "down", "to"})
SUBJECTS = ("nsubj", "nsubj:pass")


def repair(doc: Doc) -> None:
    """Read the title line of an article, when it is one, by the grammar of headlines; in place."""
    line = title_line(doc)
    _told_at_the_end(line)
    for token in line:
        _office(token)
        _future(token)
        _comma_for_and(token)
        _verb_taken_for_noun(token)
    for token in line:
        _dropped_auxiliary(token)


def title_line(doc: Doc) -> list[Token]:
    """The tokens of a first line that no full stop ends and that stands by itself; else none."""
    line: list[Token] = []
    for token in doc:
        if "\n" in token.text:
            return line if line and line[-1].text not in (".", "!", "?", "”", '"', ":") else []
        line.append(token)
    return []


def _told_at_the_end(line: list[Token]) -> None:
    """ "Pope to visit Norway, Vatican says": who speaks stands behind the comma."""
    words = [token for token in line if not token.is_space]
    commas = [n for n, token in enumerate(words) if token.text == ","]
    if not commas or len(words) - commas[-1] < 3:
        return
    told, (*teller, verb) = words[: commas[-1]], words[commas[-1] + 1 :]
    if verb.lemma_.lower() not in predicates().speech or verb.tag_ not in ("VBZ", "VBP", "VBD"):
        return
    below = [t for t in told if t.head.i == verb.i]
    future = next((t for t in below if t.tag_ == "VB"), None)
    if future is None or any(t.pos_ == "VERB" for t in teller):
        return
    future.dep_ = "ccomp"
    first = next((t for t in below if t.i < future.i), None)
    if first is not None and not any(c.dep_ in SUBJECTS for c in future.children):
        first.head, first.dep_ = future, "nsubj"
    heads = [t for t in teller if not verb.i > t.head.i > commas[-1] + line[0].i]
    for head in (h for h in heads[-1:] if not h.is_ancestor(verb)):
        head.head, head.dep_ = verb, "nsubj"


def _office(token: Token) -> None:
    """ "PM to visit Rome": the prime minister."""
    if token.text == "PM" and not token.ent_type_ and not token.nbor(-1 if token.i else 0).like_num:
        token.lemma_, token.pos_, token.tag_ = "prime minister", "NOUN", "NN"


def _future(noun: Token) -> None:
    """ "Norway to send troops": who will do it, and no noun with its purpose, as "plan to ban"."""
    if noun.head.i != noun.i or not (noun.ent_type_ or _is_somebody(noun)):
        return
    for verb in noun.children:
        to = any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
        only = not any(c.dep_ in ("amod", "advmod", "obl") and c.i > noun.i for c in noun.children)
        if verb.dep_ == "acl" and verb.tag_ == "VB" and to and only:
            verb.head, verb.dep_ = verb, "ROOT"
            noun.head, noun.dep_ = verb, "nsubj"
            return


def _comma_for_and(name: Token) -> None:
    """ "Norway, Peru sign treaty": a comma between the two subjects of a plural verb."""
    first = name.head
    verb = first.head
    if first.dep_ not in SUBJECTS or verb.tag_ not in ("VBP", "VB", "VBD") or name.i > verb.i:
        return
    listed = name.dep_ in ("flat", "appos", "list", "nmod", "dep") and name.left_edge.i > first.i
    comma = "," in (name.left_edge.text, name.doc[name.left_edge.i - 1].text)
    alike = bool(name.ent_type_) and name.ent_type_ == first.ent_type_
    if listed and comma and alike and name.doc[name.right_edge.i + 1].text != ",":
        name.dep_ = "conj"


def _verb_taken_for_noun(noun: Token) -> None:
    """ "Court rules against Acme", "Police arrest Bo Lund": the verb of a headline has a subject.

    "Peace talks in Oslo" has none: nobody does anything there.
    """
    if noun.head.i != noun.i or noun.tag_ not in ("NN", "NNS") or noun.i + 1 >= len(noun.doc):
        return
    tag = "VBZ" if noun.tag_ == "NNS" else "VBP"
    lemma = verbs.lemmas().get((tag, noun.lower_))
    subject = next((c for c in noun.children if c.i == noun.i - 1 and _acts(c)), None)
    if lemma is None or subject is None:
        return
    many = subject.tag_ in ("NNS", "NNPS") or subject.lower_ == "police"
    after = noun.doc[noun.i + 1]
    behind = next((c for c in noun.children if c.left_edge.i == after.i), None)
    if many == (tag == "VBZ") or behind is None:
        return
    is_object = behind.dep_ in ("appos", "flat", "obj") and after.ent_type_ != ""
    if not is_object and after.lower_ not in VERBAL:
        return
    noun.pos_, noun.tag_, noun.lemma_ = "VERB", tag, lemma
    subject.dep_ = "nsubj"
    if is_object:
        behind.dep_ = "obj"
    for phrase in noun.children:
        if phrase.dep_ == "nmod" and phrase.i > noun.i:
            phrase.dep_ = "obl"


def _acts(noun: Token) -> bool:
    """Somebody who can do something: a person, an office, a body; a name of a body."""
    if noun.dep_ not in ("compound", "nsubj", "amod", "nmod"):
        return False
    return noun.ent_type_ in ("PER", "ORG") or _is_somebody(noun)


def _is_somebody(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return lexicons.is_role(lemma) or lexicons.is_person_noun(lemma) or lexicons.is_org_noun(lemma)


def _is_office(noun: Token) -> bool:
    return noun.tag_ == "NN" and not noun.ent_type_ and lexicons.is_role(noun.lemma_.lower())


def _dropped_auxiliary(verb: Token) -> None:
    """ "Lund mayor arrested over fraud", "Bo Lund jailed": they do nothing, it is done to them."""
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_.lower() not in DONE_TO:
        return
    if verb.head.i != verb.i and verb.dep_ not in ("conj", "parataxis"):
        return
    children = list(verb.children)
    for office in children:
        bare = not any(c.dep_ in ("det", "nmod:poss") for c in office.children)
        if office.dep_ == "obj" and verb.lemma_ in MADE and bare and _is_office(office):
            office.dep_ = "xcomp"
    if any(c.dep_ in ("obj", "ccomp", "aux", "aux:pass", "iobj") for c in children):
        return
    for subject in children:
        if subject.dep_ == "nsubj":
            subject.dep_, verb.tag_ = "nsubj:pass", "VBN"
