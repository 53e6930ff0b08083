"""Repairs of trees, for mistakes that parsers of any quality make on news.

Each repair is a rule of the language with an example sentence, over word classes and short closed
lists; none knows a name. Names are repaired first, see `kg.naming`.
"""

from __future__ import annotations

import itertools

from spacy.tokens import Doc, Span, Token

from kg import lexicons, naming
from kg.predicates import predicates

#: What is said of an organisation behind a comma: "Acme, based in Oslo".
SEATED = frozenset({"base", "headquarter", "locate", "situate"})


def repair(doc: Doc) -> None:
    """Make names and tree of `doc` agree, in place: a name is one subtree without an office."""
    naming.repair(doc)
    for name in doc.ents:
        _make_subtree(name)
        _free_dateline(name)
    for inner, outer in zip(doc.ents, doc.ents[1:], strict=False):
        if is_place_chain(inner, outer):
            _hang_place(inner.root, outer.root)
    for token in doc:
        _common_noun(token)
        _one_of_two(token)
        _passive_is_verb(token)
        _chain_of_phrases(token)
        _free_speech(token)
        _inverted_speech(token)
        _empty_it(token)
        _fronted(token)
        _listed(token)
        _lone_object(token)
        _called_so(token)
        _named_to_office(token)
        _particle_object(token)
        _stolen_subject(token)
        _left_dead(token)
        _be_to(token)
        _place_behind_date(token)
        _place_before_title(token)
        _seat_behind_name(token)
    for name in doc.ents:
        if name.label_ == "PER":
            _title_beside_name(name)
            _named_office(name)
            _one_of_two_titles(name)
    naming.repair_lists(doc)


def _free_dateline(name: Span) -> None:
    """ "OSLO - Norwegian group Norvik said": the dateline is no part of what follows the dash."""
    doc, root = name.doc, name.sent.root
    after = doc[name.end] if name.end < len(doc) else None
    dash = after is not None and after.text in ("-", "–", "—") and doc[name.end - 1].whitespace_
    opens = name.start == 0 or doc[name.start].is_sent_start or doc[name.start - 1].is_space
    if name.label_ == "LOC" and dash and opens and name.root.head.i > name.end:
        _attach(name.root, root, "dep")


def _common_noun(token: Token) -> None:
    """ "the commission of both countries": a word in small letters outside a name is no name."""
    if token.pos_ == "PROPN" and token.text.islower() and not token.ent_type_:
        token.pos_, token.tag_ = "NOUN", "NNS" if token.tag_ == "NNPS" else "NN"


def _one_of_two(word: Token) -> None:
    """ "The former sued the latter": words for one of two are nouns there."""
    definite = any(c.dep_ == "det" and c.lower_ == "the" for c in word.children)
    if word.lower_ in ("former", "latter") and definite and word.dep_ != "amod":
        word.pos_, word.tag_ = "NOUN", "NN"


def _passive_is_verb(word: Token) -> None:
    """ "Nobody was hurt": what has the auxiliary of a passive is a verb, whatever it looks like."""
    if word.pos_ == "ADJ" and any(c.dep_ == "aux:pass" for c in word.children):
        word.pos_, word.tag_ = "VERB", "VBN"


def _chain_of_phrases(noun: Token) -> None:
    """ "the visit of the head of the board": the board is the head's."""
    of = [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and _case(c) == "of"]
    for first, second in itertools.pairwise(of):
        if first.right_edge.i + 1 == second.left_edge.i:
            second.head = first


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


#: Verbs whose passive with "it" and an infinitive never speaks of a thing.
NOT_RAISING = frozenset(
    {"agree", "decide", "hope", "propose", "recommend", "resolve", "suggest", "forbid"}
)


def _empty_it(it: Token) -> None:
    """ "It was agreed to hold talks": "it" is no participant."""
    verb = it.head
    if it.lower_ != "it" or it.dep_ != "nsubj:pass" or verb.lemma_.lower() not in NOT_RAISING:
        return
    if any(c.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass") for c in verb.children):
        it.dep_ = "expl"


def _fronted(participle: Token) -> None:
    """ "Responding to the report Ann Ek said: ...": the verb's subject stands behind it."""
    verb = participle.head
    fronted = participle.dep_ == "advcl" and participle.tag_ == "VBG" and verb.i > participle.i
    if not fronted or any(c.dep_.startswith("nsubj") for c in verb.children):
        return
    for token in participle.subtree:
        behind = token.i > participle.i and token.dep_ in ("nsubj", "appos")
        if behind and (token.dep_ == "nsubj" or _runs_on(token)):
            _attach(token, verb, "nsubj")
            return


def _runs_on(name: Token) -> bool:
    """A name right behind a common noun with its article, and no comma: no apposition."""
    before = name.doc[name.i - 1]
    definite = any(c.dep_ == "det" for c in before.children)
    return bool(name.ent_type_) and before.i == name.head.i and before.tag_ == "NN" and definite


def _listed(name: Token) -> None:
    """ "Aker, Orkla, Veidekke and Equinor": a name among coordinated names is coordinated too."""
    among_names = name.ent_type_ and name.head.ent_type_ and name.dep_ in ("list", "dep")
    if among_names and any(c.dep_ == "conj" for c in name.head.children):
        name.dep_ = "conj"


#: Verbs after which a name says who or what the subject is.
LINKING = frozenset({"be", "become", "remain", "seem", "appear", "look", "stay"})


def _lone_object(name: Token) -> None:
    """ "Prosecutors charged Acme with fraud": the only object is no indirect one, nor a predicate.

    So for names as "complements" of active verbs: "they chose [Ann Ek] as head".
    """
    verb = name.head
    if name.dep_ not in ("iobj", "xcomp") or not name.ent_type_ or verb.pos_ != "VERB":
        return
    if verb.lemma_ in CALLING and verb.tag_ == "VBN":
        return
    taken = {"obj", "ccomp", "aux:pass", "nsubj:pass", "cop"}
    if name.dep_ == "xcomp":
        taken.add("xcomp")
    others = [c for c in verb.children if c.i != name.i]
    own = any(c.dep_ in ("cop", "nsubj", "mark") for c in name.children)
    if not own and verb.lemma_ not in LINKING and not any(c.dep_ in taken for c in others):
        name.dep_ = "obj"


CALLING = frozenset({"bear", "call", "christen", "dub", "name", "nickname", "rename", "style"})


def _called_so(name: Token) -> None:
    """ "Karl Ode, nicknamed Kako", "born Karl Meyer": what he is called, not whom he called."""
    verb = name.head
    called = name.dep_ == "obj" and bool(name.ent_type_) and verb.lemma_ in CALLING
    bare = not any(c.dep_.startswith(("nsubj", "aux", "xcomp", "mark")) for c in verb.children)
    if called and bare and verb.tag_ == "VBN" and verb.dep_ == "acl":
        name.dep_ = "xcomp"


NAMING = frozenset({"appoint", "choose", "designate", "elect", "make", "name", "nominate"})


def _named_to_office(noun: Token) -> None:
    """ "Ek appointed Bo Lund minister": two complements, not one name with a title behind it."""
    verb = noun.head
    if noun.dep_ not in ("obj", "xcomp") or verb.lemma_ not in NAMING:
        return
    if noun.ent_type_ or not lexicons.is_role(noun.lemma_.lower()):
        return
    for name in [c for c in noun.children if c.ent_type_ == "PER" and c.i < noun.i]:
        if name.dep_ in ("compound", "nmod", "flat", "nmod:desc"):
            _attach(name, verb, "obj")
            noun.dep_ = "xcomp"


def _particle_object(noun: Token) -> None:
    """ "Norway called off talks": what stands behind a particle is no predicate."""
    verb = noun.head
    particle = any(c.dep_ == "compound:prt" for c in verb.children)
    own = any(c.dep_ in ("cop", "nsubj", "mark") for c in noun.children)
    taken = own or any(c.dep_ == "obj" for c in verb.children)
    if noun.dep_ == "xcomp" and noun.pos_ == "NOUN" and particle and not taken:
        noun.dep_ = "obj"


def _stolen_subject(verb: Token) -> None:
    """ "Norvik joined Acme and Orkla left Elkem": Orkla leaves, it is not joined."""
    if verb.dep_ not in ("parataxis", "conj", "ccomp") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return
    own = any(c.dep_.startswith(("nsubj", "cc", "mark", "expl")) for c in verb.children)
    before = verb.doc[verb.left_edge.i - 1] if verb.left_edge.i > verb.sent.start else verb
    while before.dep_ != "conj" and before.head.i < verb.i and before.head.right_edge.i < verb.i:
        if before.head.i == before.i:
            return
        before = before.head
    after_verb = verb.head.i < before.head.i and before.head.dep_ in ("obj", "obl", "nmod")
    joined = any(c.dep_ == "cc" for c in before.children)
    if not own and joined and before.dep_ == "conj" and after_verb:
        _attach(before, verb, "nsubj")


def _left_dead(adjective: Token) -> None:
    """ "The blast left 12 people dead": they are dead because of it."""
    noun = adjective.head
    behind = adjective.dep_ == "amod" and adjective.i > noun.i
    if behind and noun.dep_ == "obj" and noun.head.lemma_ == "leave":
        _attach(adjective, noun.head, "xcomp")


def _be_to(verb: Token) -> None:
    """ "Ek is to visit Peru", "is due to visit Peru": "be" is an auxiliary here."""
    copula = next((c for c in verb.children if c.dep_ == "cop"), None)
    due = next((c for c in verb.children if c.lower_ == "due" and c.dep_ == "case"), None)
    marked = any(c.dep_ == "mark" and c.lower_ == "to" for c in verb.children)
    if verb.tag_ != "VB" or copula is None or not (marked or due) or verb.lower_ == "blame":
        return
    copula.dep_ = "aux"
    for subject in [c for c in verb.children if c.dep_ == "nsubj:outer"]:
        subject.dep_ = "nsubj"
    if due is not None:
        for to in [c for c in due.children if c.dep_ == "fixed"]:
            _attach(to, verb, "mark")
        due.dep_ = "advmod"


def _free_speech(verb: Token) -> None:
    """ "A new deal is near, the official assured.": the speech is about the whole sentence.

    A verb of speech with its own subject after a last comma is never part of a phrase before it.
    """
    if verb.dep_ not in ("acl", "advcl", "conj", "dep") or verb.tag_ not in ("VBD", "VBZ", "VBN"):
        return
    if verb.lemma_.lower() not in predicates().speech:
        return
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    if subject is None:
        subject = _speaker_before(verb)
    if subject is None or subject.i > verb.i or subject.tag_ in ("WDT", "WP"):
        return
    start = min(verb.left_edge.i, subject.left_edge.i)
    own_mark = any(c.dep_ in ("cc", "mark", "aux", "aux:pass") for c in verb.children)
    comma = verb.doc[start].is_punct or verb.doc[start - 1].is_punct
    last = all(t.is_punct or t.is_space for t in verb.doc[verb.right_edge.i + 1 : verb.sent.end])
    if comma and last and not own_mark and start > verb.sent.start:
        _attach(verb, verb.sent.root, "parataxis")
        _attach(subject, verb, "nsubj")


def _speaker_before(verb: Token) -> Token | None:
    """Who stands right before the verb, where the parse made an apposition of it."""
    before = verb.doc[verb.i - 1]
    if before.ent_type_:
        before = next(e for e in verb.doc.ents if e.start <= before.i < e.end).root
    lemma = before.lemma_.lower()
    person = before.ent_type_ in ("PER", "ORG") or (
        lexicons.is_role(lemma) or lexicons.is_person_noun(lemma) or lexicons.is_org_noun(lemma)
    )
    return before if person and before.dep_ in ("appos", "conj", "list", "dep") else None


def _inverted_speech(verb: Token) -> None:
    """ "The road is open, stated Mayor Ann Ek.": who speaks may stand behind the verb."""
    if verb.tag_ not in ("VBD", "VBN") or verb.lemma_.lower() not in predicates().speech:
        return
    doc, end = verb.doc, verb.sent.end
    if verb.dep_ not in ("amod", "acl", "compound", "nmod:desc") or verb.i == verb.sent.start:
        return
    if not doc[verb.i - 1].is_punct or any(c.dep_.startswith("nsubj") for c in verb.children):
        return
    root = verb.sent.root
    behind = [
        t
        for t in doc[verb.i + 1 : end]
        if t.head.i < verb.i and t.left_edge.i in (verb.i, verb.i + 1) and not t.is_punct
    ]
    speaker = max(behind, key=lambda t: t.right_edge.i, default=None)
    if speaker is None or root.i >= verb.i:
        return
    if speaker.right_edge.i + 1 == end or not doc[speaker.right_edge.i + 1].is_alpha:
        _attach(verb, root, "parataxis")
        _attach(speaker, verb, "nsubj")


def _make_subtree(name: Span) -> None:
    """Hang every part of a name, and what hangs on it from outside, on one head.

    In "in Auckland, New Zealand" a parse may make "New" and "Zealand" two phrases.
    """
    tops = [t for t in name if t.head.i < name.start or t.head.i >= name.end or t.head.i == t.i]
    if len(tops) < 2:
        return
    root = tops[0] if name.label_ == "PER" else tops[-1]
    if any(t.head.i == t.i for t in tops):
        root = next(t for t in tops if t.head.i == t.i)
    elif _is_below(root.head, name):
        return
    for top in tops:
        if top.i != root.i:
            _attach(top, root, "flat" if name.label_ == "PER" else "compound")
    for token in name:
        if token.i != root.i:
            for child in [c for c in token.children if not name.start <= c.i < name.end]:
                _attach(child, root, str(child.dep_))


def is_place_chain(inner: Span, outer: Span) -> bool:
    """ "Bergen, Norway", "Mobile, Alabama": a larger place after one comma, and no list.

    In "Bergen, Norway and Peru" a conjunction makes it a list, as does a country that is first.
    """
    between = outer.start - inner.end == 1 and inner.doc[inner.end].text == ","
    if not between or inner.label_ != "LOC" or outer.label_ != "LOC":
        return False
    larger = any(map(lexicons.is_country_or_region, (outer.text, _name_behind(outer))))
    smaller = lexicons.country_named(inner.text) is None
    if outer.root.dep_ == "nmod:poss":
        return False  # "Bergen, Norway's second city"
    items = [c for c in inner.root.children if c.dep_ == "conj"]
    listed = any(c.dep_ == "cc" for item in items for c in item.children)
    return larger and smaller and not (listed and outer.root.dep_ == "conj")


def _name_behind(place: Span) -> str:
    """ "Norway" behind "Bergen, Hordaland" in "Bergen, Hordaland, Norway"."""
    doc, at = place.doc, place.end
    if at + 1 >= len(doc) or doc[at].text != ",":
        return ""
    return next((e.text for e in doc.ents if e.start == at + 1 and e.label_ == "LOC"), "")


def _place_behind_date(place: Token) -> None:
    """ "born on 4 May 1931 in Oslo": what took place then took place there."""
    date = place.head
    if place.ent_type_ != "LOC" or _case(place) not in ("in", "at", "near") or date.i > place.i:
        return
    while date.dep_ in ("nmod:unmarked", "nmod", "nummod") and date.head.i < place.i:
        date = date.head
    numbered = date.like_num or any(c.like_num for c in date.children)
    dated = numbered and date.pos_ in ("NUM", "PROPN") and not date.ent_type_
    if dated and date.dep_ in ("obl", "obl:unmarked") and date.head.pos_ == "VERB":
        _attach(place, date.head, "obl")


def _place_before_title(case: Token) -> None:
    """ "In Turkey Minister Ann Ek met ...": she is a minister who is there, not Turkey's."""
    doc = case.doc
    if case.dep_ != "case" or case.text not in ("In", "At") or case.i + 1 >= len(doc):
        return
    place = next((e.root for e in doc.ents if e.start == case.i + 1), None)
    if place is None or place.ent_type_ != "LOC" or place.dep_ not in ("compound", "nmod"):
        return
    name = place.head
    while name.dep_ in ("compound", "nmod:desc", "nmod") and name.head.i > name.i:
        name = name.head
    if name.dep_ == "nsubj" and name.ent_type_ == "PER" and name.head.i > name.i:
        _attach(place, name.head, "obl")
        case.head = place


def _seat_behind_name(verb: Token) -> None:
    """ "the head of Acme, based in Oslo": what stands right behind the name is said of it."""
    seat = verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.lemma_.lower() in SEATED
    if not seat or verb.i < 2 or verb.doc[verb.i - 1].text != ",":
        return
    name = next((e for e in verb.doc.ents if e.end == verb.i - 1), None)
    if name is not None and name.label_ == "ORG" and verb.head.i < name.start:
        verb.head = name.root


def _title_beside_name(name: Span) -> None:
    """ "by painters Ann Ek and Bo Lund": the noun is a title, not somebody else."""
    noun, root = name.doc[max(name.start - 1, 0)], name.root
    beside = noun.i < name.start and noun.head.i == root.head.i and noun.i != noun.head.i
    same = noun.dep_ == root.dep_ and noun.pos_ == "NOUN" and not noun.ent_type_
    if beside and same and lexicons.is_role(noun.lemma_.lower()):
        for case in [c for c in noun.children if c.dep_ == "case"]:
            case.head = root
        _attach(noun, root, "nmod:desc")


def _named_office(name: Span) -> None:
    """ "the envoy of Peru, Ann Ek, and the mayor met": the name between commas is the envoy's."""
    doc, noun = name.doc, name.root.head
    closed = name.end < len(doc) and doc[name.end].text == "," and doc[name.start - 1].text == ","
    bare = not any(c.dep_ == "cc" or c.dep_ == "conj" for c in name.root.children)
    if name.root.dep_ != "conj" or noun.ent_type_ or noun.tag_ != "NN" or not (closed and bare):
        return
    definite = any(c.lower_ == "the" for c in noun.children if c.dep_ == "det")
    before = max(t.i for t in noun.subtree if t.i < name.start - 1)
    if definite and before == name.start - 2 and lexicons.is_role(noun.lemma_.lower()):
        name.root.dep_ = "appos"


def _one_of_two_titles(name: Span) -> None:
    """ "party leader and Prime Minister Ann Ek resigned": two titles of one person."""
    first, root = name.root.head, name.root
    titled = any(c.dep_ == "nmod:desc" and c.i < root.i for c in root.children)
    if root.dep_ != "conj" or not titled or first.ent_type_ or first.tag_ != "NN":
        return
    bare = not any(c.dep_ in ("det", "nmod:poss") for t in (first, root) for c in t.children)
    after = any(c.dep_ == "cc" and c.lower_ == "and" for c in root.children)
    alone = sum(c.dep_ == "conj" for c in first.children) == 1
    if bare and after and alone and lexicons.is_role(first.lemma_.lower()):
        is_root = first.head.i == first.i
        _attach(root, root if is_root else first.head, str(first.dep_))
        _attach(first, root, "nmod:desc")


def _hang_place(inner: Token, outer: Token) -> None:
    if outer.head.i == outer.i or any(t.i == outer.i for t in inner.ancestors):
        return
    for child in [c for c in outer.children if c.dep_ in ("conj", "cc")]:
        child.head = inner  # what was coordinated with the larger place is with the smaller
    _attach(outer, inner, "appos")


def _is_below(token: Token, name: Span) -> bool:
    """Whether `token` hangs on a part of the name: its head may not become a part of itself."""
    return any(a.i in range(name.start, name.end) for a in (token, *token.ancestors))


def _attach(token: Token, head: Token, label: str) -> None:
    token.head, token.dep_ = head, label
