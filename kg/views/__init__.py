"""What people take out of a store: the graph in any format, the network, what is known of one."""

from kg.views.export import FORMATS, Format, export, write
from kg.views.network import network
from kg.views.rows import article_texts, rows

__all__ = ["FORMATS", "Format", "article_texts", "export", "network", "rows", "write"]
