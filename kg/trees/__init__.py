"""Repairs of trees, for mistakes that parsers of any quality make on news.

Each repair is a rule of the language with an example sentence, over word classes and short closed
lists; none knows a name. Names are repaired first, see `kg.naming`.
"""

from __future__ import annotations

from spacy.tokens import Doc

from kg import naming
from kg.trees import arguments, names, phrases, speech, words


def repair(doc: Doc) -> None:
    """Make names and tree of `doc` agree, in place: a name is one subtree without an office."""
    naming.repair(doc)
    for name in doc.ents:
        names.make_subtree(name)
        names.free_dateline(name)
    for inner, outer in zip(doc.ents, doc.ents[1:], strict=False):
        if names.is_place_chain(inner, outer):
            names.hang_place(inner.root, outer.root)
    for token in doc:
        words.common_noun(token)
        words.one_of_two(token)
        words.passive_is_verb(token)
        phrases.chain_of_phrases(token)
        speech.free_speech(token)
        speech.inverted_speech(token)
        speech.moment_of_speech(token)
        words.empty_it(token)
        arguments.fronted(token)
        phrases.listed(token)
        arguments.lone_object(token)
        arguments.called_so(token)
        arguments.named_to_office(token)
        arguments.particle_object(token)
        arguments.stolen_subject(token)
        arguments.object_before_participle(token)
        phrases.left_dead(token)
        words.be_to(token)
        words.hyphened_office(token)
        words.prefix_of_verb(token)
        words.acting_office(token)
        phrases.place_behind_date(token)
        phrases.place_before_title(token)
        phrases.said_behind_name(token)
        phrases.score_behind_name(token)
    for name in doc.ents:
        if name.label_ == "PER":
            names.title_beside_name(name)
            names.named_office(name)
            names.one_of_two_titles(name)
            names.roles_beside_name(name)
            names.ministry_beside_name(name)
    naming.repair_lists(doc)
