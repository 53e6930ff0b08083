"""Every error that `kg` raises on purpose.

KgError                      base: catch this to catch them all
├── InputError               an article could not be read (names the source and the remedy)
│   ├── SlugClash            two sources claim one article slug
│   └── UnsupportedLanguage  the text is not English
├── PipelineError            the language pipeline is missing or unusable
├── RuleError                a rule or lexicon file is malformed
├── StoreError               the store is locked, missing or not a store
│   ├── TooMuchError         a server takes less than that at once
│   └── CutOffError          a server gives fewer rows than an answer has
├── QueryError               a query is unknown, malformed or lacks a parameter
│   └── QueryRefused         a query asks for what is not allowed, such as other servers
├── LinkError                whom we ask for links gives no good answer
├── DecisionError            a decision on who is who against what is plain
├── OutputError              a file could not be written
├── ServerError              no server can listen at an address
└── NotFoundError            no such article or entity in the store
"""

from __future__ import annotations


class KgError(Exception):
    """What was wrong, where, and what to do next, in one or two lines."""


class InputError(KgError):
    """An article could not be read."""

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        """`source` names the input, `remedy` says what to do next."""
        self.source, self.problem, self.remedy = source, problem, remedy
        super().__init__(f"{source}: {problem}; {remedy}")


class SlugClash(InputError):
    """Two sources claim one article slug."""


class UnsupportedLanguage(InputError):
    """The text is not in a language the pipeline reads."""


class PipelineError(KgError):
    """The language pipeline is missing or unusable."""


class RuleError(KgError):
    """A rule or lexicon file is malformed."""


class StoreError(KgError):
    """The store is locked, missing or not a store."""


class TooMuchError(StoreError):
    """A server takes less than that at once."""


class CutOffError(StoreError):
    """A server gives fewer rows than an answer has."""


class QueryError(KgError):
    """A query is unknown, malformed or lacks a parameter."""


class QueryRefused(QueryError):
    """A query asks for what is not allowed, such as other servers."""


class LinkError(KgError):
    """A SPARQL endpoint or reconciliation service that is asked for links gives no good answer."""


class DecisionError(KgError):
    """A decision on who is who against what is plain."""


class OutputError(KgError):
    """A file could not be written."""


class ServerError(KgError):
    """No server can listen at an address."""


class NotFoundError(KgError):
    """No such article or entity in the store."""
