"""Articles that hypothesis makes, for laws about stores."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kg.model import Entity, EntityType, Reading
from kg.testing.samples import LIND, Reader, article

LABELS = st.sampled_from(["Inès Okoro", "Okoro", "Ines Okoro", "I. Okoro"])
KINDS = st.sampled_from([EntityType.PERSON, EntityType.THING, EntityType.PLACE, EntityType.CITY])
SHARED = st.builds(
    lambda label, kind, names: Entity("ines-okoro", kind, label, tuple(sorted({label, *names}))),
    LABELS,
    KINDS,
    st.sets(LABELS, max_size=2),
)


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Articles about the same entity, under several names and classes, with facts or claims."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        r = Reader(article(f"a{number}", "Okoro met Lind."))
        entity = draw(SHARED)
        r.sees(entity, "Okoro")
        if draw(st.booleans()):
            marks: dict[str, Any] = draw(
                st.sampled_from([{}, {"negated": True}, {"speaker": LIND}, {"ended": True}])
            )
            r.says(entity, "meets", LIND, "Okoro met Lind", **marks)
        found.append(r.reading())
    return found
