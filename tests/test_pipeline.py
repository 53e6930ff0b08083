"""build(): whole articles in, in any order, whatever befalls one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg import clauses, digests
from kg.errors import InputError, NotFoundError
from kg.model import Clause, Document

NEWS = {
    "railway": "Two towns agree on a railway\n\n"
    "The mayor of Bergen, Ingrid Dahl, met the governor of Lapland, Aino Niska, in Oslo on Friday. "
    "Dahl will visit Helsinki in May.\n",
    "harbour": "A harbour is opened\n\n"
    "Aino Niska visited Hamburg in 2019. The company Nordwerft opened a harbour there.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "news"
    articles.mkdir()
    for name, text in NEWS.items():
        (articles / f"{name}.txt").write_text(text, encoding="utf-8")
    return articles


def test_the_report_counts_what_is_in_the_store(folder: Path) -> None:
    with kg.open_store() as store:
        report = kg.build([str(folder)], store=store)
        count = kg.query(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s a kg:Statement }").rows
    assert report.articles == ("harbour", "railway")
    assert report.failures == ()
    assert int(count[0][0] or "") == sum(report.statements.values()) > 0
    assert report.entities["Person"] >= 2
    assert "Aino Niska" in {entity.label for entity, _ in report.busiest}
    assert set(report.seconds) >= {"read", "analyse", "clauses", "statements", "resolve", "store"}


def test_order_and_rebuilding_change_nothing(folder: Path, tmp_path: Path) -> None:
    first, second = str(folder / "railway.txt"), str(folder / "harbour.txt")
    once = kg.build([first, second], store=":memory:", out=tmp_path / "once")
    with kg.open_store() as store:
        kg.build([second], store=store)
        kg.build([second, first], store=store, out=tmp_path / "again")
    assert [path.name for path in once.written] == ["graph.ttl", "graph.html"]
    for path in once.written:
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_a_changed_article_replaces_what_it_said(folder: Path) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        (folder / "railway.txt").write_text("Karl Lind met Ines Okoro in Rome.", encoding="utf-8")
        kg.build([str(folder / "railway.txt")], store=store)
        turtle = kg.export(store, "turtle")
    assert "Ines Okoro" in turtle and "Niska" in turtle
    assert "Dahl" not in turtle


def test_an_unchanged_article_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "store"
    first = kg.build([str(folder)], store=place)
    assert (first.replaced, first.unchanged) == ((), ())
    again = kg.build([str(folder)], store=place, out=tmp_path / "out")
    assert (again.articles, again.unchanged) == ((), ("harbour", "railway"))
    assert "load the language model" not in again.seconds
    assert (tmp_path / "out" / "graph.ttl").exists()


def test_the_report_names_what_was_replaced(folder: Path) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        (folder / "harbour.txt").write_text("Aino Niska visited Hamburg.", encoding="utf-8")
        again = kg.build([str(folder)], store=store)
    assert (again.articles, again.replaced) == (("harbour",), ("harbour",))
    assert again.unchanged == ("railway",)


@pytest.mark.parametrize(
    "changes", [{"published": "2024-05-31"}, {"base": "https://news.example/"}]
)
def test_what_is_told_of_an_article_is_part_of_it(folder: Path, changes: dict[str, str]) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        assert kg.build([str(folder)], store=store, **changes).unchanged == ()


def test_another_program_reads_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        monkeypatch.setattr(digests, "program", lambda: "another")
        assert kg.build([str(folder)], store=store).unchanged == ()


def test_a_graph_that_an_update_cleared_is_read_again(folder: Path) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        before = kg.export(store, "turtle")
        store._store.update("CLEAR DEFAULT")  # as who has the token of a server may do
        assert kg.build([str(folder)], store=store).unchanged == ()
        assert kg.export(store, "turtle") == before


def test_where_an_article_was_found_does_not_count(folder: Path) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store)
        elsewhere = folder.rename(folder.with_name("moved"))
        assert kg.build([str(elsewhere)], store=store).articles == ()


def test_a_bad_input_costs_only_itself(folder: Path) -> None:
    (folder / "picture.txt").write_bytes(b"\x89PNG\0")
    report = kg.build([str(folder), "nowhere.txt"], store=":memory:")
    assert report.articles == ("harbour", "railway")
    assert [Path(getattr(f, "source", "")).name for f in report.failures] == [
        "picture.txt",
        "nowhere.txt",
    ]


def test_a_bug_in_one_article_costs_only_that_article(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = clauses.extract

    def trips(document: Document) -> tuple[Clause, ...]:
        if document.article.slug == "harbour":
            raise IndexError("no such token")
        return real(document)

    monkeypatch.setattr(clauses, "extract", trips)
    with kg.open_store() as store:
        report = kg.build([str(folder)], store=store)
        assert store.articles() == ["railway"]
    (failure,) = report.failures
    assert "harbour.txt" in str(failure)
    assert "IndexError: no such token" in str(failure)
    assert "report it" in str(failure)


def test_a_base_and_a_date_that_are_none_are_refused_at_once(folder: Path) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        kg.build([str(folder)], store=":memory:", published="31.5.2024")
    with pytest.raises(InputError, match="--base"):
        kg.build([str(folder)], store=":memory:", base="no iri")


def test_minted_names_stand_under_the_base(folder: Path) -> None:
    with kg.open_store() as store:
        kg.build([str(folder)], store=store, base="https://news.example/")
        assert "https://example.org/kg/" not in kg.export(store, "ntriples")


def test_progress_is_told_before_each_article(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    kg.build(
        [str(folder)],
        store=":memory:",
        progress=lambda what, done, total: told.append((what, done, total)),
    )
    titles = [("A harbour is opened", 0, 2), ("Two towns agree on a railway", 1, 2)]
    assert told[:2] == titles
    assert told[2:] == [("who is who in harbour", 0, 2), ("who is who in railway", 1, 2)]


def test_an_output_directory_that_cannot_be_written_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(kg.KgError, match="cannot be written"):
        kg.build([str(folder)], store=":memory:", out=tmp_path / "file" / "out")


def test_a_second_article_shares_entities_with_the_first(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Talks\n\nAnn Ek met Bo Lund in Oslo.\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("Visit\n\nBo Lund visited Peru.\n", encoding="utf-8")
    with kg.open_store() as store:
        kg.build([str(tmp_path)], store=store)
        shared = store.query(
            "PREFIX kg: <https://w3id.org/news-kg/ontology#> SELECT ?e (COUNT(?a) AS ?n) "
            "{ ?a kg:mentions ?e } GROUP BY ?e HAVING (COUNT(?a) > 1)"
        )
        assert [row[0].value for row in shared] == ["https://example.org/kg/entity/bo-lund"]


def test_an_article_after_the_seed_speaks_of_the_same_countries(tmp_path: Path) -> None:
    seeds = Path(__file__).parent.parent / "seeds"
    (tmp_path / "two.txt").write_text("Visit\n\nAnn Ek of Cuba visited Russia.\n", encoding="utf-8")
    with kg.open_store() as store:
        kg.build([str(seeds), str(tmp_path)], store=store)
        for name in ("cuba", "russia"):
            told = store.query(
                "PREFIX kg: <https://w3id.org/news-kg/ontology#> SELECT ?a { ?a kg:mentions "
                f"<https://example.org/kg/entity/{name}> }}"
            )
            assert len(list(told)) == 2


def test_remove_is_one_call_and_takes_out_all_or_none(folder: Path) -> None:
    with kg.open_store(":memory:") as store:
        kg.build([str(folder / "harbour.txt")], store=store)
        before = kg.export(store, "nquads")
        kg.build([str(folder)], store=store)
        others = sorted({path.stem for path in folder.glob("*.txt")} - {"harbour"})
        full = kg.export(store, "nquads")
        with pytest.raises(NotFoundError, match="nowhere"):
            kg.remove(store, [*others, "nowhere"])
        assert kg.export(store, "nquads") == full
        assert kg.remove(store, [*others, *others]) == others
        assert kg.export(store, "nquads") == before
