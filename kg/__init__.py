"""News articles in, a knowledge graph out: offline, deterministic, with evidence for everything."""

__version__ = "0.1.0"
