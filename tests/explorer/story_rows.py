"""Invented articles and statements in the form of `kg export --format jsonl`."""

from __future__ import annotations

import re
from typing import cast

from kg.explorer.story import ArticleText, Mention

BASE = "https://example.org/kg/"
KG = "https://w3id.org/news-kg/ontology#"
ORG = "http://www.w3.org/ns/org#"

HARBOUR = """\
Norland and Sudria agree on a shared harbour

🚢 The Norlandic Minister of Trade, Ada Brink, met her Sudrian colleague Tomas Wells in Port Anvil \
on Monday. Brink chairs the Straits Commission, a body of both countries.
The two sides will open a new ferry line before the end of 2031 🎉, and Brink is to visit Sudria \
in May. "Norland is our closest partner," Wells said.
Wells did not meet the union leader Mara Okafor, who heads the Dockers' League. The league may \
join the talks. Okafor, a former mayor of Port Anvil, praised Brink.
According to the Sudrian embassy, Norland cooperates with Sudria on piloting.

Harbour Wire"""

SCIENCE = """\
Ocean institute opens in Port Anvil

The Selkie Institute opened in Port Anvil on Tuesday. Its director, עדי לוי, thanked Ada Brink 🧪. \
Brink met Wells again at the opening.
مها الحسن joined the Selkie Institute. If Sudria agrees, the institute would work with the \
Dockers' League.

Coast Review"""


def entity(slug: str, label: str, type_: str, *names: str) -> dict[str, object]:
    kind = "post" if type_ == "Post" else "entity"
    return {
        "iri": f"{BASE}{kind}/{slug}",
        "label": label,
        "names": [label, *names],
        "type": type_,
    }


BRINK = entity("ada-brink", "Ada Brink", "Person", "Brink", "Åda Brink")
WELLS = entity("tomas-wells", "Tomas Wells", "Person", "Wells")
OKAFOR = entity("mara-okafor", "Mara Okafor", "Person", "Okafor")
LEVI = entity("adi-levi", "עדי לוי", "Person")
HASAN = entity("maha-alhasan", "مها الحسن", "Person")
NORLAND = entity("norland", "Norland", "Country")
SUDRIA = entity("sudria", "Sudria", "Country")
ANVIL = entity("port-anvil", "Port Anvil", "City")
COMMISSION = entity("straits-commission", "Straits Commission", "Organization")
LEAGUE = entity("dockers-league", "Dockers' League", "Organization", "the league")
INSTITUTE = entity("selkie-institute", "Selkie Institute", "Organization")
EMBASSY = entity("sudrian-embassy", "Sudrian embassy", "Organization")
FERRY = entity("ferry-line", "new ferry line", "Thing")
MINISTER = entity("minister-of-trade-norland", "Minister of Trade", "Post")
MAYOR = entity("mayor-port-anvil", "Mayor", "Post")

PEOPLE = [BRINK, WELLS, OKAFOR, LEVI, HASAN]
OTHERS = [NORLAND, SUDRIA, ANVIL, COMMISSION, LEAGUE, INSTITUTE, EMBASSY]


def mentions(text: str) -> tuple[Mention, ...]:
    """Where a text has a name of one of them, as a build would find it."""
    owners = {name: who for who in [*PEOPLE, *OTHERS] for name in cast(list[str], who["names"])}
    names = "|".join(map(re.escape, sorted(owners, key=len, reverse=True)))
    found = re.finditer(rf"\b(?:{names})\b", text)
    return tuple(Mention(name.start(), name.end(), owners[name[0]]) for name in found)


HARBOUR_ARTICLE = ArticleText(
    BASE + "article/harbour",
    "Norland and Sudria agree on a shared harbour",
    HARBOUR,
    publisher="Harbour Wire",
    date="2031-03-04",
    url="https://example.org/harbour",
    mentions=mentions(HARBOUR),
)
SCIENCE_ARTICLE = ArticleText(
    BASE + "article/science",
    "Ocean institute opens in Port Anvil",
    SCIENCE,
    "Coast Review",
    mentions=mentions(SCIENCE),
)
ARTICLES = [HARBOUR_ARTICLE, SCIENCE_ARTICLE]


def row(
    article: ArticleText,
    subject: dict[str, object] | str,
    predicate: str,
    object_: dict[str, object] | str,
    evidence: str,
    **marks: object,
) -> dict[str, object]:
    """A row whose evidence is the first place where `evidence` stands in the article."""
    start = article.text.index(evidence)
    prefix, _, name = predicate.partition(":")
    return {
        "article": article.iri,
        "subject": {"text": subject} if isinstance(subject, str) else subject,
        "predicate": {
            "iri": {"kg": KG, "org": ORG}[prefix] + name,
            "label": "".join(f" {char.lower()}" if char.isupper() else char for char in name),
        },
        "object": {"text": object_} if isinstance(object_, str) else object_,
        "modality": "actual",
        "negated": False,
        "speaker": None,
        "time": None,
        "time_start": None,
        "time_end": None,
        "time_text": None,
        "ended": False,
        "place": None,
        "topic": None,
        "confidence": 1.0,
        "start": start,
        "end": start + len(evidence),
        "text": evidence,
        "rule": f"test-{name}",
        **marks,
    }


def rows() -> list[dict[str, object]]:
    h, s = HARBOUR_ARTICLE, SCIENCE_ARTICLE
    met = "met her Sudrian colleague Tomas Wells in Port Anvil on Monday"
    return [
        row(h, BRINK, "org:holds", MINISTER, "Minister of Trade, Ada Brink"),
        row(h, MINISTER, "org:postIn", NORLAND, "Norlandic Minister of Trade"),
        row(h, BRINK, "kg:meets", WELLS, met, place=ANVIL, time="2031-03-03", time_text="Monday"),
        row(h, BRINK, "kg:chairs", COMMISSION, "Brink chairs the Straits Commission"),
        row(h, COMMISSION, "kg:bodyOf", NORLAND, "Straits Commission, a body of both countries"),
        row(h, COMMISSION, "kg:bodyOf", SUDRIA, "Straits Commission, a body of both countries"),
        row(
            h,
            NORLAND,
            "kg:opens",
            FERRY,
            "The two sides will open a new ferry line before the end of 2031",
            modality="planned",
            time_end="2031",
            time_text="before the end of 2031",
        ),
        row(
            h,
            SUDRIA,
            "kg:opens",
            FERRY,
            "The two sides will open a new ferry line",
            modality="planned",
        ),
        row(
            h,
            BRINK,
            "kg:visits",
            SUDRIA,
            "Brink is to visit Sudria in May",
            modality="planned",
            time_text="in May",
        ),
        row(h, NORLAND, "kg:alliedWith", SUDRIA, "Norland is our closest partner", speaker=WELLS),
        row(
            h,
            WELLS,
            "kg:says",
            "Norland is our closest partner",
            '"Norland is our closest partner," Wells said',
        ),
        row(
            h,
            WELLS,
            "kg:meets",
            OKAFOR,
            "Wells did not meet the union leader Mara Okafor",
            negated=True,
        ),
        row(h, OKAFOR, "kg:heads", LEAGUE, "Mara Okafor, who heads the Dockers' League"),
        row(
            h, LEAGUE, "kg:joins", "the talks", "The league may join the talks", modality="possible"
        ),
        row(h, OKAFOR, "org:holds", MAYOR, "Okafor, a former mayor", ended=True),
        row(h, MAYOR, "org:postIn", ANVIL, "mayor of Port Anvil", ended=True),
        row(h, OKAFOR, "kg:praises", BRINK, "Okafor, a former mayor of Port Anvil, praised Brink"),
        row(
            h,
            NORLAND,
            "kg:cooperatesWith",
            SUDRIA,
            "Norland cooperates with Sudria on piloting",
            speaker=EMBASSY,
            topic="piloting",
        ),
        row(
            h,
            EMBASSY,
            "kg:says",
            "Norland cooperates with Sudria on piloting",
            "According to the Sudrian embassy, Norland cooperates with Sudria on piloting",
        ),
        row(
            s,
            INSTITUTE,
            "kg:locatedIn",
            ANVIL,
            "The Selkie Institute opened in Port Anvil",
            time_text="Tuesday",
        ),
        row(s, LEVI, "kg:directs", INSTITUTE, "Its director, עדי לוי"),
        row(s, LEVI, "kg:thanks", BRINK, "עדי לוי, thanked Ada Brink 🧪"),
        row(s, BRINK, "kg:meets", WELLS, "Brink met Wells again"),
        row(s, HASAN, "kg:joins", INSTITUTE, "مها الحسن joined the Selkie Institute"),
        row(
            s,
            INSTITUTE,
            "kg:cooperatesWith",
            LEAGUE,
            "the institute would work with the Dockers' League",
            modality="hypothetical",
        ),
    ]
