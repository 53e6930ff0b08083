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
    "0 objects": -1.67, "1 objects": 0.87, "2 objects": 0.71, "3 objects": 0.17, "any": 0.09,
    "apposition": -0.07, "attributed": -0.45, "clause as object": -0.74, "copula acl": 0.04,
    "copula advcl": -0.62, "copula ccomp": -0.18, "copula elsewhere": 0.06, "copula main": 0.15,
    "copula relcl": -0.02, "log objects": 0.23, "log relation": 0.54, "log sentence": -0.43,
    "named": 0.41, "not actual": -0.45, "other description": -0.70, "pronoun": -0.08,
    "shared subject": -0.21, "title": 0.26, "verb acl": -0.09, "verb advcl": 0.31,
    "verb ccomp": 0.27, "verb elsewhere": -0.27, "verb main": 0.78, "verb relcl": 0.16,
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
