"""A session -> a page on 127.0.0.1, for one browser of this machine. The only module that knows starlette and uvicorn.

Whoever asks needs the token in the address; another site, or a name that was pointed at this machine, is refused.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from importlib.resources import files

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from notes2anki.model import fault_of
from notes2anki.preview.frame import MATHJAX, frame_page, frame_policy
from notes2anki.preview.live import changes, follow
from notes2anki.preview.session import Nonsense, Session

ASSETS = {
    "": ("index.html", "text/html"),
    "app.js": ("app.js", "text/javascript"),
    "style.css": ("style.css", "text/css"),
    "mathjax.js": (MATHJAX, "text/plain"),  # run by the page in which cards are shown, not by this one
}
"""The files of the page by their addresses, and of which kind they are."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Scripts come from us alone and nothing leaves the machine; cards are shown in a page of their own."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_IN_FRAME = "frame-ancestors 'self'; sandbox allow-scripts"
_LARGEST = 64 * 1024  # bytes of a decision
_BEAT = 0.1  # seconds between two looks at the session
_ALIVE = 150  # beats after which the browser hears of us, whatever happens


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is to be had."""

    socket: socket.socket
    token: str

    @property
    def hosts(self) -> tuple[str, str]:
        """What the browser may call this machine."""
        port = self.socket.getsockname()[1]
        return f"127.0.0.1:{port}", f"localhost:{port}"

    @property
    def address(self) -> str:
        """The page's address."""
        return f"http://{self.hosts[0]}/{self.token}/"


def open_door(port: int) -> Door:
    """Take a port of this machine, a free one for 0. Raises OSError where another program has it."""
    return Door(socket.create_server(("127.0.0.1", port)), secrets.token_urlsafe(24))


def serve(
    session: Session, door: Door, *, ready: Callable[[], None] = lambda: None, stop: threading.Event | None = None
) -> None:
    """Serve the page until Ctrl-C, or until `stop` is set; `ready` is called as soon as it can be had."""
    stop = stop or threading.Event()
    config = uvicorn.Config(
        make_app(session, door, stop),
        log_level="error",
        access_log=False,
        lifespan="off",
        ws="none",
        loop="asyncio",
        http="h11",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config, stop, ready)
    told = changes(lambda: (session.snapshot.settings,), session.began, stop)
    watcher = threading.Thread(target=follow, args=(told, session.refresh, session.tell), daemon=True)
    watcher.start()
    try:
        server.run(sockets=[door.socket])
    finally:
        stop.set()
        watcher.join(timeout=3)


class _Server(uvicorn.Server):
    """Ends the streams that wait for changes before it waits for them to end."""

    def __init__(self, config: uvicorn.Config, stop: threading.Event, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop = stop
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Say when the page can be had."""
        await super().startup(sockets)
        self._ready()

    async def on_tick(self, counter: int) -> bool:
        """Say whether to end."""
        return await super().on_tick(counter) or self._stop.is_set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams first."""
        self._stop.set()
        await super().shutdown(sockets)


def make_app(session: Session, door: Door, stop: threading.Event) -> ASGIApp:
    """Return the page as an ASGI application behind its guard."""
    pages = _Pages(session, stop)
    routes = [
        Route("/deck.json", pages.deck),
        Route("/card/{key}", pages.card),
        Route("/line/{first:int}/{path:path}", pages.line),
        Route("/frame", pages.frame),
        Route("/events", pages.events),
        Route("/decide", pages.decide, methods=["POST"]),
        Route("/undo", pages.undo, methods=["POST"]),
        Route("/{name}", pages.asset),
        Route("/", pages.asset),
    ]
    return _Guard(Starlette(routes=routes, exception_handlers={Exception: _failed}), door)


class _Guard:
    """Lets in whoever knows the token and comes from the page itself; every answer bears the same strict headers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self._app = app
        self._hosts = door.hosts
        self._prefix = f"/{door.token}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        fault = self._fault(scope)
        if fault:
            await PlainTextResponse(fault, status_code=403)(scope, receive, send_strict)
            return
        inner = scope["path"][len(self._prefix) - 1 :]
        with contextlib.suppress(Exception):  # `_failed` has answered
            await self._app({**scope, "path": inner, "raw_path": inner.encode()}, receive, send_strict)

    def _fault(self, scope: Scope) -> str:
        """Return why a request is refused; nothing where it is not."""
        if scope["type"] != "http":
            return "not spoken here"
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        is_write = scope["method"] not in ("GET", "HEAD")
        if host not in self._hosts:
            return "this page has no such name"
        if origin != f"http://{host}" and (origin is not None or is_write):
            return "another site may not ask here"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not self._is_opened(scope, headers):
            return "another site may not ask here"
        given = scope["path"][: len(self._prefix)]
        if not secrets.compare_digest(given.encode(), self._prefix.encode()):
            return "open the address that the program printed"
        return ""

    def _is_opened(self, scope: Scope, headers: Headers) -> bool:
        """Is it the page itself, as a window of its own? The file that the program opens leads there."""
        kind = headers.get("sec-fetch-mode"), headers.get("sec-fetch-dest")
        return scope["method"] == "GET" and kind == ("navigate", "document") and scope["path"] == self._prefix


class _Pages:
    """The answers to what the page asks."""

    def __init__(self, session: Session, stop: threading.Event) -> None:
        self._session = session
        self._stop = stop

    def asset(self, request: Request) -> Response:
        """Answer with one of the page's own files."""
        found = ASSETS.get(request.path_params.get("name", ""))
        if found is None:
            return _missing()
        name, kind = found
        return Response(files(__package__).joinpath("static", name).read_bytes(), media_type=kind)

    def deck(self, _: Request) -> Response:
        """Answer with the rows of all cards."""
        return _json(self._session.overview())

    def card(self, request: Request) -> Response:
        """Answer with one card; with null where it has gone since the page heard of it, which is no fault."""
        return _json(self._session.card(request.path_params["key"]))

    def line(self, request: Request) -> Response:
        """Answer with what stands about a skipped line."""
        line = self._session.line(request.path_params["path"], request.path_params["first"])
        return _missing() if line is None else _json(line)

    def frame(self, _: Request) -> Response:
        """Answer with the page in which cards are shown."""
        policy = f"{frame_policy(self._session.snapshot.note_types)}; {_IN_FRAME}"
        return HTMLResponse(frame_page(), headers={"content-security-policy": policy, "x-frame-options": "SAMEORIGIN"})

    def events(self, _: Request) -> Response:
        """Tell the number of the deck's newest state, and every later one."""
        return StreamingResponse(self._numbers(), media_type="text/event-stream")

    async def _numbers(self) -> AsyncIterator[str]:
        told, beats = -1, 0
        while not self._stop.is_set():
            number = self._session.snapshot.number
            beats += 1
            if number != told:
                yield f"data: {number}\n\n"
                told, beats = number, 0
            elif beats >= _ALIVE:
                yield ": still here\n\n"
                beats = 0
            await asyncio.sleep(_BEAT)

    async def decide(self, request: Request) -> Response:
        """Write a decision."""
        if request.headers.get("content-type") != "application/json":
            return PlainTextResponse("send JSON", status_code=415)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > _LARGEST:
                return PlainTextResponse("too long", status_code=413)
        try:
            sent = json.loads(body)
            if not isinstance(sent, dict):
                raise Nonsense("this is no decision")
            return _json((await run_in_threadpool(self._session.decide, sent)).json())
        except (Nonsense, ValueError, RecursionError) as error:
            return PlainTextResponse(str(error), status_code=400)

    async def undo(self, _: Request) -> Response:
        """Take the last decision back."""
        return _json((await run_in_threadpool(self._session.undo)).json())


def _json(value: object) -> Response:
    return JSONResponse(value)


def _failed(_: Request, error: Exception) -> Response:
    problem = fault_of(error)
    return PlainTextResponse(f"{problem.message}; {problem.hint}", status_code=500)


def _missing() -> Response:
    return PlainTextResponse("there is no such thing", status_code=404)
