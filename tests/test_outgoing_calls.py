"""Every call that leaves parley: who makes it, and whose address it goes to. docs/security.md tells the same."""

import ast
import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from fakes.company import a_company
from fakes.site import Site, serving
from parley.bootstrap import assemble_runtime
from parley.infra.http import HttpClient
from parley.models import Profile

SOURCE = Path(__file__).parent.parent / "src" / "parley"

# What opens a connection to somebody else, and where alone that may be done.
OPENERS = {
    # … and a stand-in of a messenger that calls parley back, on loopback alone.
    "ClientSession": {"infra/http.py", "simulator/telegram/webhooks.py"},
    "TCPConnector": {"infra/http.py"},
    "UnixConnector": set(),
    "open_connection": set(),
    "open_unix_connection": set(),
    "create_connection": set(),
    "create_datagram_endpoint": set(),
    "urlopen": set(),
}
CLIENT_LIBRARIES = {
    "aiosmtplib": {"infra/mail.py"},
    "smtplib": set(),
    "httpx": set(),
    "requests": set(),
    "urllib3": set(),
    "urllib.request": set(),
    "http.client": set(),
    "websockets": set(),
    "asyncpg": set(),
    "aio_pika": set(),
    "pika": set(),
    "ftplib": set(),
    "telnetlib": set(),
}
# Whose address a call goes to that is not held to the guard, or not always: every call names the rule, `guarded`. A
# call that says True may go anywhere the guard lets it.
UNGUARDED_CALLS = {
    # a company's, or the operator's for its own tenant
    ("crm/amocrm/client.py", "self.account.guarded"),
    ("llm/openai.py", "self.endpoint.guarded"),
    ("speech/base.py", "self.endpoint.guarded"),
    # the operator's: TELEGRAM_API_URL, GOOGLE_SHEETS_LINK, and PUBLIC_BASE_URL, which is our own
    ("companies/status.py", "False"),
    ("infra/telegram_api.py", "False"),
    ("verticals/isp/external_table.py", "False"),
    # steps of a redirect
    ("infra/redirects.py", "guarded or not is_at_home"),
    # one attempt of `request`
    ("infra/http.py", "guarded"),
}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            yield file.relative_to(SOURCE).as_posix(), node


NODES = list(nodes())


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize("opener", OPENERS)
def test_connections_are_opened_in_one_place(opener: str) -> None:
    found = {file for file, node in NODES if isinstance(node, ast.Call) and name_of(node) == opener}
    assert found == OPENERS[opener]


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.parametrize("library", CLIENT_LIBRARIES)
def test_other_clients_are_used_where_they_are_wrapped(library: str) -> None:
    found = {file for file, node in NODES if any(f"{name}.".startswith(f"{library}.") for name in imported(node))}
    assert found == CLIENT_LIBRARIES[library]


def outgoing(node: ast.AST) -> bool:
    """Whether this is a call of HttpClient or of what follows redirects."""
    if not isinstance(node, ast.Call):
        return False
    if name_of(node) == "get_following":
        return True
    if name_of(node) not in ("request", "stream") or not isinstance(node.func, ast.Attribute):
        return False
    return ast.unparse(node.func.value).rpartition(".")[2].lstrip("_") in ("http", "self")


def test_every_call_says_whose_address_it_goes_to() -> None:
    found = set()
    for file, node in NODES:
        if outgoing(node):
            assert isinstance(node, ast.Call)
            said = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "guarded"]
            found.add((file, *said))
    assert {call for call in found if call[1:] != ("True",)} == UNGUARDED_CALLS


async def test_a_model_at_a_forbidden_address_is_not_called_and_the_customer_is_answered(
    site: Site, guarded_http: HttpClient
) -> None:
    connections = []
    server = await asyncio.start_server(lambda _, writer: connections.append(writer), "127.0.0.1", 0)
    rt = assemble_runtime(site.rt.settings, site.rt.db, site.rt.queue, guarded_http)
    company = await a_company(rt)
    async with server, serving(rt) as own:
        for address in ("https://127.0.0.1", "http://127.0.0.1", "https://localhost"):
            # as it was stored before the installation became production
            async with rt.db.scoped(company.id) as session:
                url = f"{address}:{server.sockets[0].getsockname()[1]}/v1"
                await session.execute(update(Profile).values(ai_endpoint=url, model="openai/demo"))
            answer = await own.say(company.id, "v_k3j5h2g8q", "Сколько стоит доставка?")
            assert answer["response"]
    assert connections == []
