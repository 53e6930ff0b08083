"""The pipeline on invented news sentences and on hostile text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import PipelineError
from kg.language import load

PACT = (
    "Norland and Sudmark sign railway pact\n\n"
    "Foreign Minister Anna Lindqvist of Norway met her Kenyan counterpart, Peter Otieno, in "
    "Nairobi on Tuesday. The talks, which were organised by the African Union, lasted three hours. "
    'Lindqvist\'s visit was announced last week. "We will not leave the treaty," said Otieno.'
)
HOSTILE = [
    "",
    " ",
    "\n\n",
    "\n\n \t Hello",
    "😀 The envoy 👩‍👩‍👧 smiled 😀.",
    "\u202eThe envoy\u202c met \u200fthem\u200e.",
    "\u200b\u200b",
    "a" * 5000,
    "((( ))) --- ... !!! ???",
    "\ufeffThe envoy left.\r\nThe other stayed.",
    "Привет мир. 你好，世界。",
]


def test_sentences_tags_and_roots() -> None:
    doc = load()(PACT)
    sentences = list(doc.sents)
    assert [s.root.text for s in sentences[1:]] == ["met", "lasted", "announced", "said"]
    assert all(token.dep_ == "ROOT" for token in (s.root for s in sentences))
    met = sentences[1].root
    assert (met.tag_, met.pos_, met.lemma_) == ("VBD", "VERB", "meet")


def test_dependencies_have_ud_labels_with_subtypes() -> None:
    doc = load()(PACT)
    edges = {(t.text, t.dep_, t.head.text) for t in doc}
    assert ("counterpart", "obj", "met") in edges
    assert ("her", "nmod:poss", "counterpart") in edges
    assert ("visit", "nsubj:pass", "announced") in edges
    assert ("was", "aux:pass", "announced") in edges
    assert ("organised", "acl:relcl", "talks") in edges
    assert ("Union", "obl:agent", "organised") in edges
    assert ("treaty", "obj", "leave") in edges


def test_lemmas() -> None:
    lemmas = {t.text: t.lemma_ for t in load()(PACT)}
    assert lemmas["talks"] == "talk"
    assert lemmas["were"] == "be"
    assert lemmas["said"] == "say"
    assert lemmas["countries" if "countries" in lemmas else "hours"] in {"country", "hour"}
    assert lemmas["Otieno"] == "Otieno"


def test_names_without_titles_and_possessives() -> None:
    ents = {(ent.text, ent.label_) for ent in load()(PACT).ents}
    assert ("Anna Lindqvist", "PER") in ents
    assert ("Peter Otieno", "PER") in ents
    assert ("Lindqvist", "PER") in ents
    assert ("Nairobi", "LOC") in ents
    assert ("Norway", "LOC") in ents
    assert ("African Union", "ORG") in ents


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_and_has_one_root_per_sentence(text: str) -> None:
    doc = load()(text)
    assert doc.text == text
    for sentence in doc.sents:
        assert [token for token in sentence if token.head == token] == [sentence.root]


def test_sentence_longer_than_the_encoder_reads() -> None:
    text = "The list names " + ", ".join(f"Delegate {i} of Norland" for i in range(200)) + "."
    doc = load()(text)
    assert len(doc) > 700
    assert len(list(doc.sents)) == 1
    assert all(token.has_head() or token.dep_ == "ROOT" for token in doc)


def _dump(text: str) -> list[tuple[str, ...]]:
    doc = load()(text)
    rows = [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_, str(t.head.i)) for t in doc]
    return [*rows, *((e.text, e.label_, str(e.start)) for e in doc.ents)]


def test_same_text_same_result_whatever_came_before() -> None:
    first = _dump(PACT)
    for text in HOSTILE:
        load()(text)
    assert _dump(PACT) == first
    assert _dump("Another title\n\n" + PACT.split("\n\n")[1])[3:] != []


def test_a_sentence_reads_the_same_in_every_article() -> None:
    sentence = "The envoy of Kenya praised the pact."
    alone = [(t.text, t.tag_, t.dep_) for t in load()(sentence)]
    inside = [(t.text, t.tag_, t.dep_) for t in list(load()(f"It rained. {sentence}").sents)[1]]
    assert inside == alone


def test_loaded_once() -> None:
    assert load() is load()


def test_missing_pipeline_is_named() -> None:
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_needs_no_torch() -> None:
    code = "import sys; sys.modules['torch'] = None; from kg.language import load; load()('Hi.')"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_needs_no_commands_of_spacy_and_leaves_them_usable() -> None:
    program = (
        "import sys; from kg.language import load; load();"
        "assert 'spacy.cli' not in sys.modules, 'half the time to start';"
        "import spacy; assert spacy.info(silent=True)['spacy_version'] == spacy.__version__;"
        "import spacy.cli; spacy.cli.info(silent=True)"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)
