"""The ways in which a page may try to reach an address that it must not reach, and who listens there."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from tests.builders.sites import Answer, redirects, response

FORBIDDEN, ALSO = "127.0.0.2", "127.0.0.1"


class Listener(NamedTuple):
    """What came in, over TCP and UDP: the first bytes of each."""

    port: int
    heard: list[bytes]


@contextmanager
def listening() -> Iterator[Listener]:
    """Listen where no page may come: on another address of loopback, and on another port of the page's own."""
    heard: list[bytes] = []
    loop, ready = asyncio.new_event_loop(), threading.Event()
    found: list[int] = []
    ending = asyncio.Event()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(heard)
        heard.append(b"(connected)")
        try:
            heard[place] = await asyncio.wait_for(reader.read(2000), 5) or heard[place]
            writer.write(response(body=b"hello", Access_Control_Allow_Origin="*"))
        except (OSError, TimeoutError):
            pass
        writer.close()

    class Packets(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, _address: object) -> None:
            heard.append(b"UDP " + data[:100])

    async def serve() -> None:
        first = await asyncio.start_server(one, FORBIDDEN, 0)
        port = first.sockets[0].getsockname()[1]
        second = await asyncio.start_server(one, ALSO, port)
        both = [await loop.create_datagram_endpoint(Packets, (host, port)) for host in (FORBIDDEN, ALSO)]
        found.append(port)
        ready.set()
        await ending.wait()
        for transport, _protocol in both:
            transport.close()
        for server in (first, second):
            server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)

    def run() -> None:
        loop.run_until_complete(serve())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield Listener(found[0], heard)
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join(10)


def page(body: str, **headers: str) -> bytes:
    return response(body=f"<!doctype html><title>A way</title><p>Some text</p>{body}".encode(), **headers)


def script(text: str, **headers: str) -> bytes:
    return response(body=text.encode(), Content_Type="text/javascript", **headers)


_RTC = (
    "const c = new RTCPeerConnection({iceServers: [{urls: 'stun:%(host)s'}, "
    "{urls: ['turn:%(host)s?transport=tcp', 'turn:%(host)s?transport=udp'], username: 'u', credential: 'c'}]});"
    "c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o));"
)
# what may not be heard of: the name of each stands in the address that it asks for
_PAGES = {
    "img": "<img src='%(there)s'>",
    "fetch": "<script>fetch('%(there)s', {mode: 'no-cors'})</script>",
    "xhr": "<script>const x = new XMLHttpRequest(); x.open('GET', '%(there)s'); x.send()</script>",
    "iframe": "<iframe src='%(there)s'></iframe>",
    "object": "<object data='%(there)s'></object><embed src='%(there)s'>",
    "media": "<video src='%(there)s' autoplay muted></video><audio src='%(there)s' autoplay></audio>",
    "script": "<script src='%(there)s'></script><script type=module src='%(there)s'></script>",
    "stylesheet": "<link rel=stylesheet href='%(there)s'>",
    "css": "<style>@import '%(there)s'; body {background: url(%(there)s)}</style>",
    "font": "<style>@font-face {font-family: x; src: url(%(there)s)} p {font-family: x}</style>",
    "icon": "<link rel=icon href='%(there)s'><link rel=manifest href='%(there)s'>",
    "image-redirect": "<img src='/to/image-redirect'>",
    "fetch-redirect": "<script>fetch('/to/fetch-redirect', {mode: 'no-cors'})</script>",
    "frame-redirect": "<iframe src='/to/frame-redirect'></iframe>",
    "websocket": "<script>new WebSocket('ws://%(host)s/websocket')</script>",
    "secure-websocket": "<script>new WebSocket('wss://%(host)s/')</script>",
    "service-worker": "<script>navigator.serviceWorker.register('/service.js')</script>",
    "popup": "<script>open('%(there)s')</script>",
    "popup-alone": "<script>open('%(there)s', '_blank', 'noopener')</script>",
    "popup-later": "<script>open('/pages/img'); open('/to/popup-later')</script>",
    "location": "<script>location = '%(there)s'</script>",
    "location-later": "<script>setTimeout(() => location.replace('/to/location-later'), 200)</script>",
    "meta-refresh": "<meta http-equiv=refresh content='0;url=%(there)s'>",
    "meta-refresh-redirect": "<meta http-equiv=refresh content='0;url=/to/meta-refresh-redirect'>",
    "name": "<script>fetch('http://evil.example:%(port)s/name', {mode: 'no-cors'})</script>",
    "localhost": "<img src='http://foo.localhost:%(port)s/x'><script>"
    "fetch('http://localhost:%(port)s/localhost', {mode: 'no-cors'})</script>",
    "prefetch": "<link rel=prefetch href='%(there)s'><link rel=preload as=fetch href='%(there)s'>"
    "<link rel=modulepreload href='%(there)s'><link rel=prerender href='%(there)s'>",
    "preconnect": "<link rel=preconnect href='%(there)s'><link rel=dns-prefetch href='%(there)s'>",
    "speculation": "<script type=speculationrules>"
    '{"prefetch": [{"source": "list", "urls": ["%(there)s", "/to/speculation"], "eagerness": "immediate"}],'
    ' "prerender": [{"source": "list", "urls": ["%(there)s", "/to/speculation"], "eagerness": "immediate"}]}</script>',
    "webrtc": f"<script>{_RTC}</script>",
    "webrtc-blank": "<iframe id=f></iframe><script>const C = f.contentWindow.RTCPeerConnection;"
    f"{_RTC.replace('RTCPeerConnection', 'C')}</script>",
    "webrtc-srcdoc": f'<iframe srcdoc="<script>{_RTC}</script>"></iframe>',
    "webtransport": "<script>new WebTransport('https://%(host)s/webtransport')</script>",
    "data": "<iframe src=\"data:text/html,<img src='%(there)s'><script>fetch('%(there)s')</script>\"></iframe>",
    "blob": "<script>const u = URL.createObjectURL(new Blob([`<script>fetch('%(there)s', {mode: 'no-cors'})<`"
    " + `/script>`], {type: 'text/html'})); const f = document.createElement('iframe'); f.src = u;"
    "document.body.append(f)</script>",
    "download": "<a id=a href='%(there)s' download>x</a><script>a.click()</script>",
    "download-redirect": "<a id=a href='/to/download-redirect' download>x</a><script>a.click()</script>",
    "beacon": "<script>navigator.sendBeacon('%(there)s', 'x')</script>",
    "keepalive": "<script>onpagehide = () => fetch('%(there)s', {keepalive: true, mode: 'no-cors'})</script>",
    "event-source": "<script>new EventSource('%(there)s')</script>",
    "worker": "<script>new Worker('/worker.js')</script>",
    "shared-worker": "<script>new SharedWorker('/worker.js')</script>",
    "blob-worker": "<script>new Worker(URL.createObjectURL(new Blob(["
    "\"fetch('%(there)s', {mode: 'no-cors'}); importScripts('%(there)s')\"])))</script>",
    "ping": "<a id=a href='#x' ping='%(there)s'>x</a><script>a.click()</script>",
    "decimal": "<script>fetch('http://2130706434:%(port)s/decimal', {mode: 'no-cors'})</script>",
    "mapped": "<script>fetch('http://[::ffff:127.0.0.2]:%(port)s/mapped', {mode: 'no-cors'})</script>",
    "short": "<img src='http://127.2:%(port)s/short'><script>fetch('http://127.2:%(port)s/short')</script>",
    "form": "<form id=f method=post action='%(there)s'><input name=x></form><script>f.submit()</script>",
    "form-frame": "<form id=f method=post target=t action='/to/form-frame'></form><iframe name=t></iframe>"
    "<script>f.submit()</script>",
    "dialogs": "<script>alert('%(there)s'); confirm('x'); prompt('y'); fetch('%(there)s', {mode: 'no-cors'})</script>",
    "print": "<script>print(); fetch('%(there)s', {mode: 'no-cors'})</script>",
    "file": "<iframe src='file:///etc/passwd'></iframe><script>fetch('file:///etc/passwd'); open('file:///etc/passwd');"
    "location = 'file:///etc/passwd'</script>",
    "other-schemes": "<iframe src='ftp://%(host)s/'></iframe><iframe src='chrome://version'></iframe>"
    "<script>location = 'view-source:%(there)s'; location = 'mailto:x@%(host)s'</script>",
    "rebinding": "<script>setTimeout(() => fetch('http://turning.example:%(port)s/rebinding', {mode: 'no-cors'}), 300)"
    "</script><script src='http://turning.example:%(own)s/own'></script>",
}
NAMES = tuple(sorted([*_PAGES, "redirect", "csp-report"]))
# a try of each without any hindrance; the rest go where nobody listens, or need what is off in any case
HEARD_IF_ALLOWED = frozenset(
    {
        "fetch", "xhr", "iframe", "script", "stylesheet", "fetch-redirect", "frame-redirect", "location", "redirect",
        "location-later", "meta-refresh", "meta-refresh-redirect", "websocket", "name", "beacon", "event-source",
        "worker", "blob-worker", "form", "form-frame", "dialogs", "print", "blob", "decimal", "prefetch",
    }
)  # fmt: skip


def ways(port: int, own: int) -> dict[str, Answer | bytes]:
    """Return a site with a page ``/pages/NAME`` for each way to a port."""
    host = f"{FORBIDDEN}:{port}"

    def filled(text: str, name: str) -> str:
        for key, value in {"there": f"http://{host}/{name}", "host": host, "port": str(port), "own": str(own)}.items():
            text = text.replace(f"%({key})s", value)
        return text

    worker = "fetch('%(there)s', {mode: 'no-cors'}); try { importScripts('%(there)s') } catch (e) {}"
    pages: dict[str, Answer | bytes] = {f"/pages/{name}": page(filled(text, name)) for name, text in _PAGES.items()}
    pages |= {f"/to/{name}": redirects(f"http://{host}/{name}") for name in NAMES}
    pages["/pages/redirect"] = redirects(f"http://{host}/redirect")
    policy = filled("img-src 'none'; report-uri %(there)s", "csp-report")
    pages["/pages/csp-report"] = page(
        "<img src=/x>", Content_Security_Policy=policy, Link=f"<http://{host}/x>; rel=preload; as=script"
    )
    pages["/worker.js"] = script(filled(worker, "worker"))
    pages["/service.js"] = script(filled(worker, "service-worker"), Service_Worker_Allowed="/")
    return pages
