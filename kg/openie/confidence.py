"""How likely a triple is one that a careful reader would write down too.

A logistic model over a few traits of the triple, its weights fitted by `benchmarks/carb_fit.py`:
the target is the share of a triple's words that a triple written by annotators confirms.
"""

from __future__ import annotations

from math import exp, log

from spacy.tokens import Doc, Token

from kg.clauses import syntax
from kg.model import Clause, Modality
from kg.openie.triples import Draft

WEIGHTS: dict[str, float] = {
    "0 objects": -1.63, "1 objects": 0.86, "2 objects": 0.74, "3 objects": 0.13, "any": 0.11,
    "apposition": -0.05, "attributed": -0.44, "clause as object": -0.72, "copula acl": 0.06,
    "copula advcl": -0.64, "copula ccomp": -0.14, "copula main": 0.14, "copula relcl": -0.01,
    "log objects": 0.18, "log relation": 0.58, "log sentence": -0.41, "named": 0.47,
    "not actual": -0.45, "other description": -0.93, "pronoun": -0.12, "shared subject": -0.30,
    "title": 0.25, "verb acl": -0.05, "verb advcl": 0.34, "verb ccomp": 0.28,
    "verb elsewhere": -0.08, "verb main": 0.75, "verb relcl": 0.19,
}  # fmt: skip
#: What a predicate's place in its sentence is called, as far as it makes a difference.
PLACES = {
    "ROOT": "main", "conj": "main", "parataxis": "main", "acl": "acl", "acl:relcl": "relcl",
    "ccomp": "ccomp", "advcl": "advcl",
}  # fmt: skip
DESCRIPTIONS = {"appos": "apposition", "conj": "apposition", "nmod:desc": "title"}


def confidence(doc: Doc, draft: Draft, clause: Clause) -> float:
    """Between 0 and 1, to two digits."""
    found = traits(doc, draft, clause)
    total = sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + exp(-total)), 2)


def traits(doc: Doc, draft: Draft, clause: Clause) -> dict[str, float]:
    """What the confidence depends on."""
    head = doc[clause.head]
    subject = doc[draft.subject[0] : draft.subject[-1] + 1].root
    others = [i for numbers in draft.objects for i in numbers]
    flags = {
        "any": True,
        _kind(draft, head): True,
        f"{min(len(draft.objects), 3)} objects": True,
        "pronoun": subject.pos_ == "PRON",
        "named": bool(subject.ent_type_),
        "shared subject": subject.head.i != head.i,
        "not actual": clause.modality is not Modality.ACTUAL,
        "attributed": clause.speaker is not None,
        "clause as object": any(doc[i].pos_ == "VERB" for i in others),
    }
    return {name: 1.0 for name, holds in flags.items() if holds} | {
        "log relation": log(1 + len(draft.relation)),
        "log objects": log(1 + len(others)),
        "log sentence": log(len(head.sent)),
    }


def _kind(draft: Draft, head: Token) -> str:
    if draft.implied and not draft.relation:
        return DESCRIPTIONS.get(head.dep_, "other description")
    kind = "copula" if syntax.kid(head, "cop") is not None else "verb"
    return f"{kind} {PLACES.get(head.dep_, 'elsewhere')}"
