"""Requests to a target, with messages for what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

import requests

from kg.errors import LinkError

MOST_BYTES = 100_000_000
"""The longest answer that is read."""


class Connection:
    """Sends requests to one address, and says what is wrong with answers."""

    def __init__(self, url: str, seconds: float) -> None:
        """LinkError when `url` is no web address; nothing is sent yet."""
        try:
            parts = urlsplit(url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            usable = False
        if not usable:
            raise LinkError(f"{url}: is no web address; give one like https://example.org/sparql")
        self.url, self._seconds, self._session = url, seconds, requests.Session()
        self._session.headers["User-Agent"] = "news-kg (kg link)"

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def get(self, accept: str) -> requests.Response | None:
        """What the address shows, None when it shows nothing (an endpoint without a query)."""
        response = self._send("GET", {}, accept)
        return response if response.ok else None

    def post(self, form: Mapping[str, str], accept: str) -> object:
        """The JSON that answers a form; LinkError when there is none."""
        response = self._send("POST", form, accept)
        if not response.ok:
            raise LinkError(f"{self.url}: {_refusal(response)}")
        return self.json_of(response)

    def json_of(self, response: requests.Response) -> object:
        """The JSON of an answer; LinkError when it is something else."""
        try:
            return json.loads(response.content)
        except (ValueError, RecursionError):
            kind = response.headers.get("Content-Type", "nothing").partition(";")[0]
            raise LinkError(
                f"{self.url}: answers with {kind}, not with JSON;"
                " give the address of a SPARQL endpoint or reconciliation service"
            ) from None

    def _send(self, method: str, form: Mapping[str, str], accept: str) -> requests.Response:
        try:
            response = self._session.request(
                method,
                self.url,
                data=form or None,
                headers={"Accept": accept},
                timeout=(10, self._seconds),
                stream=True,
            )
            response._content = _read(response)  # so that a long answer can be cut off
        except requests.Timeout:
            raise LinkError(
                f"{self.url}: no answer in {self._seconds:g} s;"
                " wait longer with --timeout, or ask about one entity with --entity"
            ) from None
        except (requests.RequestException, ValueError, OSError) as error:
            refused = "refused" in str(error)
            what = "no server is running there" if refused else "cannot be reached"
            raise LinkError(f"{self.url}: {what}; check the address") from None
        return response


def _read(response: requests.Response) -> bytes:
    """All of an answer; ValueError when it is too long."""
    parts, size = [], 0
    for part in response.iter_content(1 << 16):
        size += len(part)
        if size > MOST_BYTES:
            raise ValueError("too long")
        parts.append(part)
    return b"".join(parts)


def _refusal(response: requests.Response) -> str:
    words = " ".join(response.text.split())[:120] if "html" not in _kind(response) else ""
    reason = f" ({words})" if words else ""
    status = response.status_code
    if status in (429, 502, 503, 504):
        return f"is too busy (HTTP {status}); try again later"
    if status in (401, 403):
        return f"does not let everybody ask (HTTP {status}); put user and password into the address"
    return f"refuses the question (HTTP {status}){reason}; check the address"


def _kind(response: requests.Response) -> str:
    return str(response.headers.get("Content-Type", ""))
