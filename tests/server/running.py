"""A server as a user starts it: `kg serve` in a process of its own, asked over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = "a-token-for-tests"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a SELECT in JSON, each variable's value as text."""
        assert self.status == 200, self.text
        bindings = json.loads(self.body)["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


@dataclass
class Server:
    process: subprocess.Popen[bytes]
    host: str
    port: int
    introduction: str
    log: list[str] = field(default_factory=list)

    def ask(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            connection.request(method, target, body or None, dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, named, answer.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "", **parameters: str) -> Reply:
        headers = FORM | ({"Accept": accept} if accept else {})
        fields = {"query": sparql} | {k.replace("_", "-"): v for k, v in parameters.items()}
        return self.ask("POST", "/sparql", urlencode(fields).encode(), headers)

    def update(self, sparql: str, token: str = TOKEN, target: str = "/sparql") -> Reply:
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/sparql-update",
        }
        return self.ask("POST", target, sparql.encode(), headers)

    def get(self, sparql: str) -> Reply:
        return self.ask("GET", f"/sparql?query={quote(sparql)}")


@contextmanager
def serving(store: Path, *options: str, **environment: str) -> Iterator[Server]:
    """`kg serve` on a store, on a free port; ended in the end if the test has not."""
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--store", str(store)]
    process = subprocess.Popen(
        [*command, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | environment,
    )
    assert process.stdout and process.stderr
    log: list[str] = []
    errors = process.stderr
    reader = threading.Thread(target=lambda: log.extend(_lines(errors)), daemon=True)
    reader.start()
    try:
        introduction = ""
        for line in process.stdout:
            introduction += line.decode()
            if line.startswith(b"Ctrl-C"):
                break
        else:
            reader.join(5)
            raise AssertionError(f"kg serve did not start: {''.join(log)}")
        found = re.search(r"http://\[?([^/\]]+)\]?:(\d+)/", introduction)
        assert found
        yield Server(process, found[1], int(found[2]), introduction, log)
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(20)
        reader.join(5)
        process.stdout.close()
        process.stderr.close()


def _lines(stream: Any) -> Iterator[str]:
    for line in stream:
        yield line.decode()
