"""`kg build`: articles into the store, and a summary of what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

import kg
from kg.cli import terminal
from kg.cli.options import store_option, told_store, update_option
from kg.errors import InputError
from kg.model import Entity, Fact, FactEnd, Modality
from kg.report import BuildReport

if TYPE_CHECKING:
    from kg.stores import Endpoint


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    from kg.articles.checks import iso_date

    try:
        return None if value is None else iso_date(value, "--published")
    except InputError as error:
        raise click.BadParameter(f"{error.problem}; {error.remedy}") from None


def _base(ctx: click.Context, param: click.Parameter, value: str) -> str:
    from kg.rdf import check_base

    try:
        return check_base(value)
    except InputError as error:
        raise click.BadParameter(f"{error.problem}; {error.remedy}") from None


@click.command(short_help="Read articles into the graph.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@update_option
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Also write graph.ttl and graph.html of the whole store there.",
)
@click.option(
    "--published",
    metavar="DATE",
    callback=_date,
    help="The date (YYYY-MM-DD) of the articles that give none.",
)
@click.option(
    "--base",
    metavar="IRI",
    default="https://example.org/kg/",
    callback=_base,
    show_default=True,
    help="What the names of new nodes begin with.",
)
@click.option(
    "--decisions",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Heed these decisions on who is who, as `kg decisions` writes them.",
)
@click.option("--pipeline", metavar="NAME", help="Another installed spaCy pipeline with UD labels.")
@click.option("--profile", is_flag=True, help="Tell on standard error how long each step took.")
def build(
    sources: tuple[str, ...],
    store: str | Endpoint,
    out: str | None,
    published: str | None,
    base: str,
    decisions: str | None,
    pipeline: str | None,
    profile: bool,
) -> None:
    """Read articles and put what they say into the graph.

    A SOURCE is a file (.txt, .md, .html, .jsonl, .nif), a directory of them, a web address, or -
    for standard input. An article that is in the graph already is left as it is, or read again if
    it has changed. Title, date, publisher, url, language and license of NAME.txt may stand in
    NAME.toml or NAME.json beside it; else its first line is the title. Texts that another tool
    annotated with names (NIF 2.0: .nif, .ttl, .nt, .rdf, .jsonld) are read with these names.

    It may be stopped at any time: what has been read is kept, and the same command goes on. An
    article whose file is gone stays in the graph, until kg remove takes it out.

    \b
    Examples
      kg build seeds --out out
      kg build today.html https://news.example/article --published 2024-05-31
      kg build rows.jsonl --store archive     # {"id": ..., "text": ..., "date": ...} per line
      pandoc -t plain report.docx | kg build -
      kg build annotated.ttl                  # NIF: names and links of another annotator
      kg build seeds --profile                # and how long each step took
      kg build seeds --endpoint http://localhost:7878/query

    Exit code 1 if some inputs could not be read: each is named, and all others are done.
    """
    with terminal.progress() as progress:
        report = kg.build(
            sources,
            store=store,
            out=out,
            published=published,
            base=base,
            decisions=decisions,
            pipeline=pipeline,
            progress=progress,
        )
    for failure in report.failures:
        terminal.complain(str(failure))
    if report.passed_over:
        click.echo(terminal.plain_line(_passed_over(report.passed_over)), err=True)
    if report.articles:
        _summary(report, store)
    elif report.unchanged:
        _nothing_new(report)
    if profile and report.words:
        _profile(report)
    if report.failures:
        click.get_current_context().exit(1)


def _passed_over(suffixes: dict[str, int]) -> str:
    """As in "Passed over: 3 files of other kinds (2 .pdf, 1 without ending)"."""
    kinds = [f"{n:,} {suffix or 'without ending'}" for suffix, n in suffixes.items()]
    told = ", ".join(kinds[:5]) + (", ..." if kinds[5:] else "")
    number = sum(suffixes.values())
    them = "it" if number == 1 else "them"
    return (
        f"Passed over: {number:,} {'file' if number == 1 else 'files'} of other kinds ({told});"
        f" make .txt, .md or .html of {them} if there is news in {them}"
    )


def _others(report: BuildReport) -> str:
    """ " (1 of them again, as it has changed; 2 others unchanged)", "" when all are new."""
    again, unchanged = len(report.replaced), len(report.unchanged)
    told = [f"{again} of them again, replacing what was there"] * bool(again)
    told += [f"{_number(unchanged, 'other')} unchanged"] * bool(unchanged)
    return f" ({'; '.join(told)})" if told else ""


def _nothing_new(report: BuildReport) -> None:
    number = len(report.unchanged)
    what = "the article is" if number == 1 else f"all {number:,} articles are"
    terminal.say(f"Nothing to read: {what} in the graph already, unchanged.")
    _files(report)


def _files(report: BuildReport) -> None:
    if report.written:
        terminal.say("\nWritten: " + ", ".join(str(path) for path in report.written))


def _summary(report: BuildReport, store: str | Endpoint) -> None:
    statements, facts = sum(report.statements.values()), sum(report.facts.values())
    heading = (
        f"{_number(len(report.articles), 'article')} read{_others(report)} in "
        f"{sum(report.seconds.values()):.1f} s: "
        f"{_number(sum(report.entities.values()), 'entity')}, "
        f"{_number(statements, 'statement')}, {facts} of them plain facts between two things."
    )
    terminal.say(heading)
    rows = [
        ("Entities", _counts(report.entities)),
        ("Statements", _counts(report.statements)),
        ("Facts", _counts(dict(list(report.facts.items())[:8]))),
        ("Most about", ", ".join(f"{entity.label} ({n})" for entity, n in report.busiest)),
    ]
    terminal.say()
    for name, value in rows:
        if value:
            terminal.say(f"  {name:12s} {terminal.plain(value)}")
    if report.samples:
        terminal.say("\nFor example")
        for fact in report.samples:
            terminal.say(f"  {_sentence(fact)}")
            terminal.say(f"      “{_shortened(fact.evidence.text)}”")
    _files(report)
    terminal.say("\nNext")
    for command, what in _suggestions(report, store):
        terminal.say(f"  {command:44s} {what}")


def _profile(report: BuildReport) -> None:
    """A table of the steps: seconds, share of all, words per second."""
    total = sum(report.seconds.values())
    click.echo(f"{'step':26s} {'seconds':>8s} {'share':>6s} {'words/s':>9s}", err=True)
    for step, seconds in [*report.seconds.items(), ("all", total)]:
        share, speed = seconds / (total or 1), report.words / (seconds or 1)
        click.echo(f"{step:26s} {seconds:8.2f} {share:6.1%} {speed:9,.0f}", err=True)


def _number(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _sentence(fact: Fact) -> str:
    words = [_end(fact.subject), fact.relation.label, _end(fact.object)]
    if fact.modality is not Modality.ACTUAL:
        words.append(f"({fact.modality.value}, so no fact yet)")
    if fact.speaker is not None:
        words.append(f"(says {fact.speaker.label}, so no fact of the graph)")
    return terminal.plain(" ".join(words))


def _end(end: FactEnd) -> str:
    return end.label if isinstance(end, Entity) else end.text


def _shortened(text: str, longest: int = 160) -> str:
    text = terminal.plain(text)
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"


# Names that every shell takes as they are between double quotes.
_QUOTABLE = re.compile(r"[\w .,'’&()-]+")


def _suggestions(report: BuildReport, store: str | Endpoint) -> Iterable[tuple[str, str]]:
    """Commands that work on this very store."""
    if store == ":memory:":
        sources = "the same sources"
        yield "kg build SOURCE...", f"{sources} again without --store :memory:, to ask questions"
        return
    place = told_store(store)
    names = [e.label for e, _ in report.busiest if _QUOTABLE.fullmatch(e.label)]
    if names:
        yield f'kg show "{names[0]}"{place}', "all that is said about it, with the words"
    question = _question(report)
    yield f"kg query {question}{place}", "one of the prepared questions; `kg query` lists them"
    if names:
        yield (
            f'kg viz --focus "{names[:2][-1]}"{place}',
            "its surroundings, to explore in a browser",
        )
    else:
        yield f"kg viz{place}", "the graph, to explore in a browser"


def _question(report: BuildReport) -> str:
    """A prepared question that has an answer."""
    for relation, question in (("meets", "who-met-whom"), ("holds", "offices")):
        if relation in report.facts:
            return question
    return "entities" if report.entities else "articles"
