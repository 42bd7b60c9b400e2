"""The widget's pages as the server fills them in and serves them: policy, addresses, escaped values."""

from html import escape
from pathlib import Path

from playwright.async_api import Page, Route

from fakes.site import Site

STATIC = Path(__file__).parents[2] / "src" / "parley" / "static"
POLICY = (
    "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: https:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'"
)


async def served(page: Page, site: Site, name: str, **values: str) -> None:
    """`name` at any address that is a page of this site, its script at /widget.js."""
    text = (STATIC / name).read_text()
    values = {"lang": "ru", "theme": "#007bff", **values}
    for key, value in values.items():
        text = text.replace("{{" + key + "}}", escape(value))

    async def html(route: Route) -> None:
        if route.request.resource_type != "document":
            return await route.fallback()
        headers = {"Content-Security-Policy": POLICY}
        return await route.fulfill(body=text, content_type="text/html", headers=headers)

    async def script(route: Route) -> None:
        await route.fulfill(response=await route.fetch(url=f"{site.base}/static/widget.js"))

    await page.route(f"{site.base}/**", html)
    await page.route(f"{site.base}/widget.js", script)
