"""The requests that go to a remote store and the answers, or what is wrong (SPARQL 1.1 over HTTP).

Where a server takes updates follows from where it takes queries, as servers have their customs:

    .../query               .../update          Oxigraph, Fuseki, Stardog
    .../sparql              .../update          Fuseki
    .../sparql              .../sparql-auth     Virtuoso, with a user
    .../repositories/NAME   .../statements      GraphDB, RDF4J
    anything else           the same address

Sources: SPARQL 1.1 Protocol sections 2.1 (query) and 2.2 (update); SPARQL 1.1 Graph Store HTTP
Protocol section 5.5 (POST).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self
from urllib.parse import urlsplit, urlunsplit

import pyoxigraph as ox
import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Retry

from kg.errors import StoreError, TooMuchError
from kg.stores.endpoint import Endpoint

CONNECT_SECONDS, ANSWER_SECONDS = 10, 300
"""How long to wait for a connection, and for an answer."""

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
"""What answers come in."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Refused(StoreError):
    """The server does not do what it was asked; `reason` is what it says, on one line."""

    def __init__(self, message: str, status: int, reason: str) -> None:
        """`status` is the HTTP status."""
        self.status, self.reason = status, reason
        super().__init__(message)


class Client:
    """Sends requests to an endpoint, over connections that it keeps."""

    def __init__(self, endpoint: Endpoint) -> None:
        """Nothing is sent yet. `requests` counts what is."""
        self.endpoint, self.requests = endpoint, 0
        # A query may be asked again when an answer is lost; an update is sent once.
        self._reading, self._writing = _session(retries=1), _session(retries=0)
        self._logins: dict[str, AuthBase] = {}
        self._server: str | None = None

    def close(self) -> None:
        """Let go of the connections."""
        self._reading.close()
        self._writing.close()

    def query(
        self, sparql: str, accept: str = RESULTS, graphs: Mapping[str, str] = _NOTHING
    ) -> requests.Response:
        """The answer to a query, to be read from the network, in a `with` block if not as a whole.

        `graphs` are the parameters of the protocol that name its graphs. Refused when the server
        does not answer, StoreError when there is no server.
        """
        form = {"query": sparql, **graphs}
        return self._send(self._reading, self.endpoint.url, form, {"Accept": accept})

    def update(self, sparql: str) -> None:
        """Run an update; Refused when the server does not."""
        headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
        self._send(self._writing, self._update_url(), sparql.encode(), headers)

    def load(self, graph: ox.NamedNode, ntriples: str) -> None:
        """Add triples to a named graph of a Virtuoso, past the limits that it has for updates."""
        login = "-auth" if self.endpoint.user else ""
        url = _sibling(self.endpoint.url, f"sparql-graph-crud{login}")
        body, headers = ntriples.encode(), {"Content-Type": "application/n-triples"}
        self._send(self._writing, url, body, headers, {"graph": graph.value})

    @property
    def is_virtuoso(self) -> bool:
        """Whether the server is a Virtuoso, which has no transactions, and limits of its own."""
        return "virtuoso" in self._known_server()

    def _known_server(self) -> str:
        if self._server is None:
            self.query("ASK { }").close()
        return self._server or ""

    def _update_url(self) -> str:
        url = self.endpoint.url
        if self.endpoint.update_url is not None:
            return self.endpoint.update_url
        last = urlsplit(url).path.rstrip("/").rpartition("/")[2]
        if last == "query" or (last == "sparql" and "fuseki" in self._known_server()):
            return _sibling(url, "update")
        if last == "sparql" and self.is_virtuoso and self.endpoint.user:
            return _sibling(url, "sparql-auth")
        if re.search(r"/repositories/[^/]+/?$", urlsplit(url).path):
            return _sibling(url, f"{last}/statements")
        return url

    def _send(
        self,
        session: requests.Session,
        url: str,
        data: Mapping[str, str] | bytes,
        headers: Mapping[str, str],
        params: Mapping[str, str] = _NOTHING,
    ) -> requests.Response:
        """POST; by its first refusal a server tells how it wants user and password."""
        if self.endpoint.token:
            headers = {**headers, "Authorization": f"Bearer {self.endpoint.token}"}
        while True:
            self.requests += 1
            try:
                response = session.post(
                    url,
                    data=data,
                    headers=headers,
                    params=params,
                    auth=self._logins.get(url),
                    timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                    stream=session is self._reading,
                    allow_redirects=False,  # a POST that is redirected becomes a GET
                )
            except (requests.RequestException, ValueError) as error:
                raise StoreError(_unreachable(url, error)) from None
            self._server = _server(response)
            if response.status_code == 401 and self.endpoint.user and url not in self._logins:
                self._logins[url] = _login(response, self.endpoint)
                continue
            if response.status_code >= 300:
                is_known = bool(self.endpoint.user or self.endpoint.token)
                raise _refused(url, response, is_known, session is self._writing)
            return response


class _Retry(Retry):
    """Tries again when a connection is lost, not when an answer takes too long."""

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        """As urllib3 does it."""
        error = kwargs.get("error")
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(*args, **kwargs)


def _session(retries: int) -> requests.Session:
    """Connections on which a request is sent again, if it was lost so many times."""
    retry = _Retry(
        connect=2,
        read=retries,
        status=retries,
        status_forcelist=(502, 503),
        allowed_methods=None,
        backoff_factor=0.2,
        raise_on_status=False,
    )
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session


def _login(response: requests.Response, endpoint: Endpoint) -> AuthBase:
    asked = response.headers.get("WWW-Authenticate", "").lower()
    kind = HTTPDigestAuth if asked.startswith("digest") else HTTPBasicAuth
    return kind(endpoint.user or "", endpoint.password)


def _server(response: requests.Response) -> str:
    """What tells the kind of server, also where a proxy takes its name away."""
    marks = [response.headers.get("Server", "")]
    marks += ["virtuoso"] * ("X-SPARQL-default-graph" in response.headers)
    marks += ["fuseki"] * ("Fuseki-Request-Id" in response.headers)
    return " ".join(marks).lower()


def _sibling(url: str, name: str) -> str:
    """The address with another last segment of its path."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/").rpartition("/")[0] + f"/{name}"))


# --- What is wrong, and what to do next -----------------------------------------------------------


def _unreachable(url: str, error: Exception) -> str:
    words = str(error)
    if isinstance(error, requests.ReadTimeout):
        return f"{url}: no answer in {ANSWER_SECONDS} s; ask for less, or when the server is idle"
    if isinstance(error, requests.ConnectTimeout):
        return f"{url}: no connection in {CONNECT_SECONDS} s; check the address, or the network"
    if isinstance(error, requests.exceptions.SSLError):
        return f"{url}: its certificate is not trusted; name its authority in REQUESTS_CA_BUNDLE"
    if "NameResolution" in words or "getaddrinfo" in words:
        return f"{url}: there is no such host; check the address"
    if "refused" in words:
        return f"{url}: no server is running there; start it, or check the address"
    return f"{url}: no connection ({_line(words)}); check the address, or the network"


def _refused(url: str, response: requests.Response, is_known: bool, is_write: bool) -> StoreError:
    status, reason = response.status_code, _reason(response)
    if status == 413:
        return TooMuchError(
            f"{url}: refuses so much at once; raise the server's limit for requests"
        )
    what = "updates" if is_write else "queries"
    known = (
        "asks for a user; set KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN",
        "does not know this user and password; check KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD",
    )
    if status == 401:
        message = known[is_known]
    elif status == 403 or "SR186" in reason:  # Virtuoso's "no permission" is another status
        message = f"does not allow {what} ({reason}); set a user who may, with KG_ENDPOINT_USER"
    elif status in (404, 405, 410, 415, 501):
        option = "--update-endpoint" if is_write else "--endpoint"
        place = "/query (Oxigraph, Fuseki) or /sparql (Virtuoso)" if not is_write else "/update"
        message = (
            f"takes no {what} (HTTP {status}); give {option} the address that does, like {place}"
        )
    elif status < 400:
        message = f"has moved to {_line(response.headers.get('Location', '?'))}; give that address"
    elif status in (429, 502, 503, 504):
        message = f"is too busy ({reason}); try again later"
    else:
        message = f"refuses this: {reason}"
    return Refused(f"{url}: {message}", status, reason)


def _reason(response: requests.Response) -> str:
    """The first line of what a server says, or the name of the status where it sends a page."""
    if "html" in response.headers.get("Content-Type", ""):
        return f"HTTP {response.status_code} {response.reason}"
    lines = response.text.strip().splitlines()
    return _line(lines[0]) if lines else f"HTTP {response.status_code} {response.reason}"


def _line(words: str, longest: int = 200) -> str:
    """What others say, on one line that steers no terminal."""
    line = "".join(c if c.isprintable() else " " for c in words)
    return line if len(line) <= longest else line[: longest - 1] + "…"
