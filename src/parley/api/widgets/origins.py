"""Which pages may carry a widget: the browser's Origin against the widget's domains (contract §1.3)."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from parley.errors import Forbidden
from parley.models import Widget
from parley.runtime import Runtime
from parley.widgets import store as widgets
from parley.widgets.domains import allowed


def check(rt: Runtime, connection: HTTPConnection, widget: Widget) -> None:
    """Raises Forbidden for a page of a site that may not carry the widget. Programs send no Origin and pass: this
    keeps others' pages from posing as the company's, not visitors from talking."""
    site = _foreign(rt, connection)
    if site and not allowed(site, widget.sites):
        raise Forbidden("Forbidden")


async def may_talk(rt: Runtime, connection: HTTPConnection, company_id: int, source: str) -> bool:
    """The same for a message, whose `source` is a widget's id or something else. Asks the database only for other
    sites' pages."""
    site = _foreign(rt, connection)
    if not site or not source.isascii() or not source.isdigit() or len(source) > 9:
        return True
    widget = await widgets.find(rt, company_id, int(source))
    return widget is None or allowed(site, widget.sites)


def _foreign(rt: Runtime, connection: HTTPConnection) -> str:
    """The Origin of another site's page; empty for our own, which may show every widget, and for programs."""
    origin = connection.headers.get("origin", "")
    try:
        where = urlsplit(origin).netloc.lower()
    except ValueError:
        return origin
    own = (connection.headers.get("host", ""), urlsplit(rt.settings.public_base_url).netloc)
    return "" if where and where in {name.lower() for name in own} else origin
