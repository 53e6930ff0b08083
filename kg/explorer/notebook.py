"""What a notebook cell shows of a graph: its page in a frame, or all that is known of an entity."""

from __future__ import annotations

import html
from typing import overload

from kg.explorer.page import page
from kg.stores import Store
from kg.views import show as dossiers

FRAME_HEIGHT = 760  # in pixels: drawing, panel and article are all in sight
UNTRUSTED = "The graph is seen here once this notebook is trusted, or the cell is run again."


class Frame(str):
    """A page that a notebook shows in a frame; as a text it is the page itself."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """The frame: what is in it runs apart from the notebook, and may save files and copy.

        A notebook that somebody else ran takes the frame out and leaves the words that are in it.
        """
        return (
            f'<iframe srcdoc="{html.escape(self, quote=True)}" title="Explorer of the graph" '
            'sandbox="allow-scripts allow-downloads allow-modals allow-popups" '
            f'allow="clipboard-write" width="100%" height="{FRAME_HEIGHT}" '
            f'style="border: 1px solid #8884; border-radius: 6px">{UNTRUSTED}</iframe>'
        )

    def __repr__(self) -> str:
        """Short, since a notebook keeps it beside the frame."""
        return f"<a page of {len(self):,} characters; write it to a file, or show it in a notebook>"


@overload
def show(store: Store) -> Frame: ...
@overload
def show(store: Store, entity: str) -> dossiers.Dossier: ...
def show(store: Store, entity: str | None = None) -> Frame | dossiers.Dossier:
    """The graph to look at, or with an entity all that is known of that.

    As the last line of a notebook cell, `kg.show(store)` is the page of `kg viz`, to be used there.
    `entity` is an IRI, a name or a part of one: NotFoundError, naming similar ones, when there is
    none or when several fit equally.
    """
    return Frame(page(store)) if entity is None else dossiers.show(store, entity)
