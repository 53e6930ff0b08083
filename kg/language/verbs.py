"""The inflected forms of the verbs of news: "bombed" is of "bomb", whatever the treebanks held."""

from __future__ import annotations

from functools import cache

from kg.lexicons import read_table

_VOWELS = frozenset("aeiou")

# Endings of long verbs that bear the stress: "referred", "compelled", but "rendered", "offered".
_STRESSED = (
    "bmit", "cur", "dmit", "efer", "emit", "gret", "mmit", "nfer", "omit", "pel", "quip", "rmit",
    "sfer", "smit", "trol",
)  # fmt: skip


@cache
def lemmas() -> dict[tuple[str, str], str]:
    """Penn tag and form of every verb in `data/lexicons/verbs.tsv`, to its lemma.

    ("VBD", "found") is of "find", ("VB", "found") of "found".
    """
    found: dict[tuple[str, str], str] = {}
    rows = read_table("verbs", "verb", "past", "participle")
    for verb, past, participle in rows:
        if past:
            found["VBD", past] = found["VBN", participle] = verb
    for verb, past, participle in rows:
        if past:  # taggers take the one for the other
            found.setdefault(("VBD", participle), verb)
            found.setdefault(("VBN", past), verb)
        found["VB", verb] = found["VBP", verb] = verb
        for form in regular(verb, past == ""):
            for tag in _tags(form):
                found.setdefault((tag, form), verb)
    for verb, past, _ in rows:
        if past and ("VB", past) not in found:  # "forgave", taken for a present
            found["VB", past] = found["VBP", past] = verb
    found.setdefault(("VBD", "lied"), "lie")  # who lies down lay
    return found


def is_past(form: str) -> bool:
    """ "retook" is only a past, whatever a tagger says; "found" and "put" are more than that."""
    return form.lower() in _pasts()


@cache
def _pasts() -> dict[str, str]:
    """Irregular pasts that are no other form of any verb, to their verbs."""
    rows = read_table("verbs", "verb", "past", "participle")
    verbs = {verb for verb, _, _ in rows}
    return {past: verb for verb, past, _ in rows if past and past not in verbs}


def participle(verb: str) -> str:
    """The past participle: "choose" -> "chosen", "stop" -> "stopped", "render" -> "rendered"."""
    known = _participles().get(verb)
    forms = [form for form in regular(verb) if form.endswith("ed")]
    return known or forms[-1 if verb.endswith(_STRESSED) else 0]


@cache
def _participles() -> dict[str, str]:
    rows = read_table("verbs", "verb", "past", "participle")
    return {verb: form for verb, _, form in rows if form}


def _tags(form: str) -> tuple[str, ...]:
    if form.endswith("ing"):
        return ("VBG",)
    return ("VBD", "VBN") if form.endswith("ed") else ("VBZ", "VBP")


def regular(verb: str, past: bool = True) -> tuple[str, ...]:
    """What spelling rules give: "stop" -> "stops", "stopping", and with `past` "stopped".

    A long verb is given both ways ("travelled", "traveled"), for its stress is not spelt.
    """
    endings = ("ing", "ed") if past else ("ing",)
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (f"{verb[:-1]}ies", f"{verb}ing", *([f"{verb[:-1]}ied"] if past else []))
    if verb.endswith("ie"):
        return (f"{verb}s", f"{verb[:-2]}ying", *([f"{verb}d"] if past else []))
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return (f"{verb}s", *(f"{verb[:-1]}{ending}" for ending in endings))
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{verb}s"
    plain = [f"{verb}{ending}" for ending in endings]
    if verb.endswith("ee"):
        plain = [f"{verb}ing", *([f"{verb}d"] if past else [])]
    doubled = [f"{verb}{verb[-1]}{ending}" for ending in endings] if _may_double(verb) else []
    return (plural, *([] if doubled and _syllables(verb) == 1 else plain), *doubled)


def _may_double(verb: str) -> bool:
    """One vowel letter before one last consonant: "stop", "travel", "quit"; not "rain", "fix"."""
    verb = verb.replace("qu", "q")
    last, vowel, before = verb[-1], verb[-2], verb[-3:-2]
    return last not in _VOWELS | set("wxyh") and vowel in _VOWELS and before not in _VOWELS


def _syllables(verb: str) -> int:
    return sum(c in _VOWELS and p not in _VOWELS for p, c in zip(" " + verb, verb, strict=False))
