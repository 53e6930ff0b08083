"""Between HTTP and the service: the body of a request, and an answer as a response."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable

from starlette.concurrency import iterate_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from kg.server.answers import Answer, problem
from kg.server.limits import MIB
from kg.server.protocol import ProtocolError

_CHUNK = MIB // 4
_BODY_SECONDS = 30.0  # in which a client must have sent its request
_RETRY_AFTER = "5"


async def read_body(request: Request, most: int) -> bytes:
    """The body of a request, of at most so many bytes; ProtocolError when it is not to be had."""
    try:
        return await asyncio.wait_for(_body(request, most), _BODY_SECONDS)
    except TimeoutError:
        raise ProtocolError(408, "the body of the request did not come in time") from None
    except ClientDisconnect:
        raise ProtocolError(499, "the client has gone") from None


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise ProtocolError(413, f"a request may have {most // MIB} MiB; send less at once")
    return bytes(body)


def accepted(request: Request) -> str:
    """What the client accepts, as one header Accept says it."""
    return ",".join(request.headers.getlist("accept"))


async def answered(request: Request, work: Awaitable[Answer]) -> Response:
    """What comes of the work, as a response."""
    return response(await _while_connected(request, work))


async def _while_connected(request: Request, work: Awaitable[Answer]) -> Answer:
    """The answer, unless the client goes away: then the work is cancelled, and nobody reads 499."""
    answering = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return answering.result() if answering.done() else Answer(499)
    finally:
        answering.cancel()
        leaving.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def refusal(error: ProtocolError) -> Response:
    """What is answered to a request that is no good."""
    answer = response(problem(error.status, str(error)))
    if error.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="kg"'
    return answer


def response(answer: Answer) -> Response:
    """An answer with its headers; what is in a file is sent piece by piece."""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache", **answer.headers}
    if answer.status == 503:
        headers["Retry-After"] = _RETRY_AFTER
    if answer.status == 204:
        return Response(status_code=204, headers=headers)
    if answer.file is None:
        return Response(answer.body, answer.status, headers, answer.media_type)
    file = answer.file.open("rb")
    if os.name == "posix":  # elsewhere it stays until the server ends
        answer.file.unlink()
    headers["Content-Length"] = str(os.fstat(file.fileno()).st_size)

    async def chunks() -> AsyncIterator[bytes]:
        with file:
            async for chunk in iterate_in_threadpool(iter(lambda: file.read(_CHUNK), b"")):
                yield chunk

    return StreamingResponse(chunks(), answer.status, headers, answer.media_type)
