"""Somebody else's web site that embeds the chat: strict about what may run, careless about its styles."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape

from aiohttp import web

# Every rule here has been seen to break somebody's widget.
HOSTILE = """
* { box-sizing: content-box !important; font-family: "Comic Sans MS" !important; letter-spacing: 4px !important; }
div { display: inline !important; position: static !important; transform: rotate(1deg); color: red !important; }
button, textarea, select { all: unset !important; width: 900px !important; text-transform: uppercase !important; }
body > div:last-child { opacity: 0 !important; width: 50px !important; pointer-events: none !important; }
html, body { overflow-x: hidden; }
html { font-size: 40px !important; line-height: 3 !important; }
:host { display: none }
"""

PAGE = """<!doctype html><html lang="{lang}"><head><title>Чужой сайт</title>
<meta name="viewport" content="width=device-width,initial-scale=1">{head}</head>
<body><main><h1>Чужой сайт</h1><p>Текст</p><button>Своя кнопка</button></main></body></html>"""


class Hosts:
    """`origin`: where the pages are. `of` makes the address of a page with this embed code."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.pages: dict[str, tuple[str, str, str]] = {}
        self.files: dict[str, str] = {}

    def of(self, head: str = "", *, script: str = "", hostile: bool = True, lang: str = "ru") -> str:
        """`head`: tags as an integrator writes them; `script`: what the page's own file runs."""
        name = f"page{len(self.pages)}"
        self.files[name] = script
        style = '<link rel="stylesheet" href="/hostile.css">' if hostile else ""
        self.pages[name] = (lang, f"{style}{head}", f'<script src="/{name}.js" defer></script>' if script else "")
        return f"{self.origin}/{name}"

    def embed(
        self, site: str, company: int, widget: int, /, *, lang: str = "ru", more: str = "", **data: str
    ) -> str:
        told = "".join(f' data-{name.replace("_", "-")}="{escape(value)}"' for name, value in data.items())
        data_of = f'data-company="{company}" data-widget="{widget}"{told}'
        return self.of(f'<script src="{site}/widget.js" {data_of} async></script>{more}', lang=lang)


@asynccontextmanager
async def hosting(parley: str) -> AsyncIterator[Hosts]:
    """`parley`: the origin that the pages' policy allows, as docs/widget.md tells integrators."""
    own = socket.socket()
    own.bind(("127.0.0.1", 0))
    hosts = Hosts(f"http://127.0.0.1:{own.getsockname()[1]}")
    socket_origin = parley.replace("http", "ws", 1)
    policy = (
        f"default-src 'self'; script-src 'self' {parley}; connect-src {parley} {socket_origin}; "
        f"img-src 'self' {parley} data:; style-src 'self'"
    )

    async def answer(request: web.Request) -> web.Response:
        name = request.path.strip("/")
        if name == "hostile.css":
            return web.Response(text=HOSTILE, content_type="text/css")
        if name.endswith(".js"):
            return web.Response(text=hosts.files[name[:-3]], content_type="text/javascript")
        if name not in hosts.pages:
            return web.Response(status=404)
        lang, head, tail = hosts.pages[name]
        page = PAGE.format(lang=lang, head=head + tail)
        return web.Response(text=page, content_type="text/html", headers={"Content-Security-Policy": policy})

    app = web.Application()
    app.router.add_get("/{tail:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.SockSite(runner, own).start()
    yield hosts
    await runner.cleanup()
