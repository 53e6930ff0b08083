"""The ontology keeps its own rules, reuses only terms that exist, and its reference is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result
from rdflib import namespace
from rdflib.compare import isomorphic

import kg
from kg import rules, vocab
from kg.cli import cli
from kg.cli.ontology import FORMATS
from kg.errors import NotFoundError
from kg.terms import ONTOLOGY, REUSED, Term, find, short_name, terms
from kg.views import reference
from kg.vocab import KG_IRI, PREFIXES, RELATIONS

ROOT = Path(__file__).parent.parent
PACKAGE = Path(kg.__file__).parent
OWN = [term for term in terms() if term.group != REUSED]
PROPERTIES = [term for term in OWN if term.kind in ("relation", "note")]
EVENTS = [term for term in OWN if "kg:Event" in term.parents]
LITERALS = {"kg:PartialDate", "xsd:boolean", "xsd:string", "xsd:decimal", "xsd:integer"}

#: The 16 event types of PLOVER as POLECAT uses them, and for each root code of CAMEO (the first
#: two digits) how many base codes it has and the types that it went into: PLOVER's README and
#: CAMEO2PLOVER-2021.txt. Convictions (116) became a mode of SANCTION, blockades and occupations
#: (191, 192) of COERCE.
CAMEO = {
    "01": (9, ""), "02": (8, ""), "03": (9, "AGREE"), "04": (6, "CONSULT"), "05": (7, "SUPPORT"),
    "06": (4, "COOPERATE"), "07": (5, "AID"), "08": (7, "CONCEDE RETREAT"), "09": (4, "ACCUSE"),
    "10": (8, "REQUEST"), "11": (6, "ACCUSE SANCTION"), "12": (9, "REJECT"), "13": (9, "THREATEN"),
    "14": (5, "PROTEST"), "15": (4, "MOBILIZE"), "16": (6, "SANCTION"), "17": (5, "COERCE"),
    "18": (6, "ASSAULT"), "19": (6, "ASSAULT COERCE"), "20": (4, "ASSAULT"),
}  # fmt: skip
PLOVER = {word for _, words in CAMEO.values() for word in words.split()}

#: All terms of SEM (sem.rdf of 2009-11), and those of NIF core 2.0 and ITS 2.0 that are of use to
#: a graph like this: their vocabularies are in no package.
SEM = """Actor ActorType Authority Constraint Core Event EventType Object Place PlaceType Role
RoleType Temporary Time TimeType Type View accordingTo actorType eventProperty eventType hasActor
hasBeginTimeStamp hasEarliestBeginTimeStamp hasEarliestEndTimeStamp hasEndTimeStamp
hasLatestBeginTimeStamp hasLatestEndTimeStamp hasPlace hasSubEvent hasSubType hasTime hasTimeStamp
placeType roleType subEventOf subTypeOf timeType type"""
NIF = """String CString Context RFC5147String OffsetBasedString Structure Paragraph Phrase Sentence
Title Word referenceContext isString beginIndex endIndex anchorOf annotation sourceUrl
wasConvertedFrom predLang"""
ITSRDF = "taAnnotatorsRef taClassRef taConfidence taIdent taIdentRef taPropRef taSource"
ELSEWHERE = {"sem": SEM.split(), "nif": NIF.split(), "itsrdf": ITSRDF.split()}
IN_RDFLIB = {
    "schema": namespace.SDO, "org": namespace.ORG, "prov": namespace.PROV, "skos": namespace.SKOS,
    "dcterms": namespace.DCTERMS, "dcat": namespace.DCAT, "void": namespace.VOID,
    "rdf": namespace.RDF, "rdfs": namespace.RDFS, "owl": namespace.OWL, "xsd": namespace.XSD,
}  # fmt: skip


def names(found: list[Term]) -> list[str]:
    return [term.name for term in found]


@cache
def triples() -> tuple[ox.Triple, ...]:
    return tuple(q.triple for q in ox.parse(path=vocab.ONTOLOGY_FILE, format=ox.RdfFormat.TURTLE))


# --- What every term has ------------------------------------------------------------------------


def test_every_term_of_ours_is_described() -> None:
    assert {f"kg:{name}" for name in vocab.KG} == {n for n in names(OWN) if n.startswith("kg:")}
    assert {term.name for term in OWN} >= {"org:Post", "org:holds", "org:postIn"}
    assert {f"{r.relation.prefix}:{name}" for name, r in RELATIONS.items()} <= set(names(OWN))


@pytest.mark.parametrize("term", OWN, ids=names(OWN))
def test_a_term_has_one_label_and_a_definition_that_ends_in_an_example(term: Term) -> None:
    node = ox.NamedNode(term.iri)
    for predicate in (vocab.RDFS.label, vocab.RDFS.comment, vocab.KG.group):
        assert len([t for t in triples() if (t.subject, t.predicate) == (node, predicate)]) == 1
    for text in (term.definition, term.example):
        assert re.fullmatch(r"\S(.*\S)?\.", text) and "Example" not in text
    assert term.definition[0].isupper()


def test_labels_tell_the_terms_of_a_kind_apart() -> None:
    for kind in {term.kind for term in OWN}:
        labels = [term.label for term in OWN if term.kind == kind]
        assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("term", PROPERTIES, ids=names(PROPERTIES))
def test_a_relation_has_a_domain_and_a_range_of_its_kind(term: Term) -> None:
    assert term.domain and term.range
    node = ox.NamedNode(term.iri)
    kinds = {o for s, p, o in triples() if (s, p) == (node, vocab.RDF.type)}
    if vocab.OWL.DatatypeProperty in kinds:
        assert set(term.range) <= LITERALS
    elif vocab.RDF.Property in kinds:  # its object is often mere words
        assert term.range == ("rdfs:Resource",)
    elif vocab.OWL.ObjectProperty in kinds:
        assert not set(term.range) & (LITERALS | {"rdfs:Resource"})
        assert all(find(name).kind in ("class", "reused") for name in term.range)
    else:  # a note says something of terms
        assert term.kind == "note"
    if term.symmetric:
        assert term.domain == term.range and vocab.OWL.ObjectProperty in kinds
    if term.transitive:
        assert vocab.OWL.ObjectProperty in kinds


def test_where_a_relation_takes_a_date_a_month_or_a_year_will_do() -> None:
    dated = {"kg:bornOn", "kg:diedOn", "kg:foundedOn", "kg:time", "kg:timeStart", "kg:timeEnd"}
    assert {term.name for term in OWN if "kg:PartialDate" in term.range} == dated
    assert find("kg:PartialDate").range == ("xsd:date", "xsd:gYearMonth", "xsd:gYear")


@pytest.mark.parametrize("term", EVENTS, ids=names(EVENTS))
def test_a_class_of_events_is_told_by_a_relation(term: Term) -> None:
    assert term.told_by and all(find(name).event == term.name for name in term.told_by)


def test_every_relation_is_made_by_something() -> None:
    code = "\n".join(p.read_text("utf-8") for p in sorted((PACKAGE / "extractors").glob("*.py")))
    for name in RELATIONS:
        term = find(name)
        made = bool(term.rules) or f'"{name}"' in code
        assert made != term.deprecated, f"{term.name}: made {made}, deprecated {term.deprecated}"


def test_rules_of_a_term_are_those_that_are_loaded() -> None:
    loaded: dict[str, list[str]] = {}
    for rule in rules.every_rule():
        name = f"{rule.relation.prefix}:{rule.relation.name}"
        loaded.setdefault(name, []).append(rule.id)
    told = {term.name: sorted(term.rules) for term in terms() if term.rules}
    assert told == {name: sorted(ids) for name, ids in loaded.items()}
    assert all((ROOT / str(term.rule_file)).is_file() for term in terms() if term.rules)


# --- Terms of others ----------------------------------------------------------------------------


def exists(prefix: str, name: str) -> bool:
    """Whether the vocabulary with this prefix has such a term."""
    if prefix in IN_RDFLIB:
        space = IN_RDFLIB[prefix]
        assert str(space._NS) == PREFIXES[prefix]
        if (prefix, name) == ("rdf", "reifies"):
            return True  # RDF 1.2 section 1.5 has it, rdflib does not yet
        return name in space  # asking for it would not do: some only warn of a wrong one
    return name in (vocab.KG if prefix == "kg" else ELSEWHERE[prefix])


def test_every_reused_term_exists_in_its_vocabulary() -> None:
    wikidata = {row[0] for row in properties()}
    nodes = {n for t in triples() for n in t if isinstance(n, ox.NamedNode)}
    for node in nodes - {ONTOLOGY}:
        prefix, _, local = short_name(node).partition(":")
        assert local in wikidata if prefix == "wdt" else exists(prefix, local), node


def test_terms_of_others_that_the_graph_uses_say_what_for() -> None:
    told = {term.name for term in terms() if term.group == REUSED} | set(names(OWN))
    spaces = (
        *(vocab.SCHEMA, vocab.ORG, vocab.PROV, vocab.NIF, vocab.ITSRDF, vocab.SEM),
        *(vocab.VOID, vocab.DCAT, vocab.DCTERMS),
    )
    assert {f"{space.prefix}:{name}" for space in spaces for name in space} <= told


def test_closed_namespaces_hold_terms_that_exist() -> None:
    for space in (vocab.SEM, vocab.NIF, vocab.ITSRDF):
        assert set(space) <= set(ELSEWHERE[space.prefix])


def properties() -> list[tuple[str, str, str]]:
    """Wikidata's properties: id, label, id of the inverse or ""."""
    lines = (ROOT / "tests/wikidata.tsv").read_text("utf-8").splitlines()[1:]
    return [(number, label, inverse) for number, label, inverse in (x.split("\t") for x in lines)]


def test_properties_of_wikidata_have_their_labels_and_inverses() -> None:
    aligned = {
        name
        for term in terms()
        for name in (*term.close_match, *term.inverse_match)
        if name.startswith("wdt:")
    }
    assert aligned == {f"wdt:{number}" for number, _, _ in properties()}
    for number, label, _ in properties():
        assert reference.wikidata_label(f"wdt:{number}") == label
    inverse = {f"wdt:{number}": f"wdt:{other}" for number, _, other in properties()}
    for term in terms():
        for name in term.close_match:
            assert inverse.get(name) not in term.close_match or term.symmetric
        for name in term.inverse_match:
            if inverse.get(name) in aligned:
                assert inverse[name] in term.close_match, f"{term.name}: {name}"


def test_codes_of_events_are_codes_of_plover_and_cameo() -> None:
    assert len(PLOVER) == 16
    for term in terms():
        assert set(term.plover) <= PLOVER
        for code in term.cameo:
            bases, types = CAMEO[code[:2]]
            assert code[2:] == "" or (len(code) == 3 and int(code[2]) <= bases), code
            if types:
                assert set(term.plover) & set(types.split()), f"{term.name}: {code} is {types}"
    assert len([term for term in EVENTS if term.cameo]) > len(EVENTS) / 2


# --- Terms in use -------------------------------------------------------------------------------


WRITTEN = (
    *("queries/*.rq", "kg/**/*.py", "kg/data/*.ttl", "kg/data/*.html", "kg/explorer/assets/*/*"),
    *("README.md", "notebooks/*.ipynb", "benchmarks/*.py"),
)


def used_terms() -> Iterator[tuple[str, str, str]]:
    """Where a term is written with its prefix: (file, prefix, name)."""
    prefixes = "|".join([*ELSEWHERE, *IN_RDFLIB, "kg"])
    for path in (path for pattern in WRITTEN for path in sorted(ROOT.glob(pattern))):
        written = re.findall(rf"(?<![\w/.:-])({prefixes}):([A-Za-z]\w*)", path.read_text("utf-8"))
        yield from ((path.name, prefix, name) for prefix, name in written)


def test_terms_written_anywhere_exist() -> None:
    seen = set()
    for file, prefix, name in used_terms():
        seen.add(file)
        assert exists(prefix, name), f"{file}: {prefix}:{name}"
    assert {"ontology.ttl", "visits.rq", "page.py", "README.md"} <= seen


def test_rule_files_name_relations() -> None:
    files = sorted((PACKAGE / "data/rules").glob("*.toml"))
    assert files and {path.stem for path in files} <= set(RELATIONS)


# --- The reference ------------------------------------------------------------------------------


def kg_ontology(*words: str) -> Result:
    return CliRunner().invoke(cli, ["ontology", *words], prog_name="kg")


def test_the_committed_page_is_what_the_command_writes(tmp_path: Path) -> None:
    path, page = tmp_path / "ontology.md", ROOT / "docs/ontology.md"
    assert kg_ontology("--format", "markdown", "--out", str(path)).exit_code == 0
    is_true = path.read_text("utf-8") == page.read_text("utf-8")
    assert is_true, "write it again: kg ontology --format markdown --out docs/ontology.md"


def test_the_list_has_each_term_once_under_its_group() -> None:
    text = kg_ontology().stdout
    for term in terms():
        assert len(re.findall(rf"^  {re.escape(term.name)} ", text, re.MULTILINE)) == 1
        assert f"\n{term.group}\n" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_a_term_is_told_in_full() -> None:
    text = kg_ontology("memberOf").stdout
    for words in (
        'kg:memberOf  "is a member of"',
        "Example: Arden is a member of the Northern Council.",
        "kg:Agent → schema:Organization",
        "org:memberOf, schema:memberOf, wdt:P463 (member of)",
        "kg/data/rules/memberOf.toml",
        "memberOf.is, memberOf.belong",
    ):
        assert words in text
    assert "kg:Meeting (PLOVER CONSULT, CAMEO 040)" in kg_ontology("kg:meets").stdout
    assert "A kg:meets B says that B kg:meets A" in kg_ontology("meets").stdout
    assert "kg:Statement, nif:String or kg:Event" in kg_ontology("statedIn").stdout
    assert "acted upon" in " ".join(kg_ontology("sem:hasActor").stdout.split())
    assert "org:Organization too" in " ".join(kg_ontology("org:postIn").stdout.split())


@pytest.mark.parametrize("format", FORMATS)
def test_a_group_is_told_by_its_heading(format: str) -> None:
    text = kg_ontology("conflict", "--format", format).stdout
    assert all(term.name in text for term in terms() if term.group == "Conflict")
    assert "kg:attacks" in text and "kg:aids" not in text and "kg:meets" not in text


def test_headings_are_no_names_of_terms() -> None:
    spellings = {name.casefold() for term in terms() for name in (term.name, term.label)}
    assert not {term.group.casefold() for term in terms()} & spellings


def test_a_term_is_found_by_any_of_its_names() -> None:
    for name in ("meets", "kg:meets", f"{KG_IRI}meets", "MEETS", " meets "):
        assert find(name).name == "kg:meets"
    assert find("is a member of").name == "kg:memberOf"
    assert (find("modality").name, find("Modality").name) == ("kg:modality", "kg:Modality")
    assert {find(term.name) for term in terms()} == set(terms())


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("meetz", "kg:meets"),
        ("Organisation", "schema:Organization"),
        ("memberof it", "kg:memberOf"),
    ],
)
def test_a_wrong_name_is_answered_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(NotFoundError, match=near):
        find(name)


def test_an_open_relation_is_explained() -> None:
    for name in ("rel:collide_with", PREFIXES["rel"] + "collide_with"):
        result = kg_ontology(name)
        assert result.exit_code == 1 and "kg ontology kg:relatedTo" in result.stderr


def test_a_name_like_no_other_is_answered_in_a_line() -> None:
    result = kg_ontology("qx\x1b[31mzz\n")
    assert result.exit_code == 1 and result.stdout == ""
    assert "kg ontology lists them all" in result.stderr and "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) <= 2


class Anchors(HTMLParser):
    """Collects ids, links into the page, and where links lead outside."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.ids += [known["id"] or ""] if "id" in known else []
        self.links += [known["href"] or ""] if tag == "a" else []


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = Anchors()
    page.feed(kg.ontology(format="html"))
    assert len(set(page.ids)) == len(page.ids) >= len(OWN)
    inner = {link[1:] for link in page.links if link.startswith("#")}
    assert inner and inner <= set(page.ids)
    assert not [link for link in page.links if not re.match(r"#|https?://", link)]


def test_turtle_of_all_and_of_one_is_the_ontology() -> None:
    whole = rdflib.Graph().parse(data=kg.ontology(format="turtle"), format="turtle")
    assert len(whole) == len(triples())
    for name in ("kg:statedIn", "kg:meets", "org:postIn", "schema:Person", "kg:PartialDate"):
        one = rdflib.Graph().parse(data=kg.ontology(name, "turtle"), format="turtle")
        assert isomorphic(one, whole.cbd(rdflib.URIRef(find(name).iri)))


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_tells_of_one_term(format: str) -> None:
    text = kg_ontology("meets", "--format", format).stdout
    assert "Comes together with another to talk." in text
    assert "kg:visits" not in text


def test_the_command_offers_every_format() -> None:
    assert FORMATS == reference.FORMATS
    with pytest.raises(kg.KgError, match="text, markdown, html, turtle"):
        kg.ontology(format="pdf")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    result = kg_ontology("--out", str(tmp_path / "x" / "\0y"))
    assert result.exit_code != 0
    (tmp_path / "file").write_text("")
    result = kg_ontology("--out", str(tmp_path / "file" / "below.md"))
    assert result.exit_code == 1 and "cannot be written" in result.stderr
