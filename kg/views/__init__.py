"""What people take out of a store: the graph in any format, the network, what is known of one."""

from kg.views.formats import FORMATS, TABLES, Format, export, pieces, write, write_text
from kg.views.networks import network
from kg.views.rows import rows

__all__ = [
    "FORMATS",
    "TABLES",
    "Format",
    "export",
    "network",
    "pieces",
    "rows",
    "write",
    "write_text",
]
