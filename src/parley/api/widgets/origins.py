"""Checks which pages may carry a widget: the browser's Origin against the widget's domains (contract §1.3)."""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from parley.api.cross_site import own_hosts
from parley.errors import Forbidden
from parley.models import Widget
from parley.runtime import Runtime
from parley.widgets.domains import is_allowed_origin
from parley.widgets.store import find_widget


def require_allowed_site(rt: Runtime, connection: HTTPConnection, widget: Widget) -> None:
    """Raises Forbidden for a page of a site that may not carry the widget.

    Programs send no Origin and pass: this keeps others' pages from posing as the company's, and keeps no visitor
    from writing.
    """
    site = _foreign_origin(connection)
    if site and not is_allowed_origin(site, widget.allowed_domains):
        raise Forbidden("Forbidden")


async def is_site_allowed(rt: Runtime, connection: HTTPConnection, company_id: int, source: str) -> bool:
    """Whether a message may come from this page. `source` is a widget's id or something else.

    The database is asked only for other sites' pages.
    """
    site = _foreign_origin(connection)
    if not site or not source.isascii() or not source.isdigit() or len(source) > 9:
        return True
    widget = await find_widget(rt, company_id, int(source))
    return widget is None or is_allowed_origin(site, widget.allowed_domains)


def _foreign_origin(connection: HTTPConnection) -> str:
    """Returns the Origin of another site's page; empty for programs and our own, which may show every widget."""
    origin = connection.headers.get("origin", "")
    try:
        site = urlsplit(origin).netloc.lower()
    except ValueError:
        return origin
    return "" if site and site in own_hosts(connection) else origin
