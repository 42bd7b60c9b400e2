"""Thousands of requests that mean no good, made of our own OpenAPI document by schemathesis: no answer is a 5xx.

The cases are the same in every run; `make fuzz` tries many times as many.
"""

from collections.abc import Awaitable, Callable
from itertools import islice
from typing import Any

import pytest
import pytest_asyncio
import schemathesis
from fastapi import FastAPI
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode

from fakes.asgi import Asgi
from fakes.company import a_company
from fakes.site import Site
from fuzz.examples import EFFORT, try_examples
from fuzz.hostile import (
    HOSTILE_TEXTS,
    HostileRequest,
    Operation,
    hostile_path,
    hostile_requests,
    sweep,
    sweep_headers,
)
from parley.api.app import create_app
from parley.companies.keys import create_key
from parley.runtime import Runtime

CASES_OF_AN_OPERATION = 4
# The run of every day takes every fourth request of the sweep: each kind in each place of some operation.
STEP = 4 if EFFORT == 1 else 1
# Not in the document: pages, files, and what is nowhere.
OTHER_PATHS = (
    *("/w/{}/{}", "/static/{}", "/logos/{}", "/{}", "/{}/{}/{}", "//{}", "/ws/chat/{}", "/ws/sales/{}"),
    *("/aida_chat.html", "/leads", "/metrics", "/docs", "/openapi.json", "/sales/{}/history?session_id={}"),
)


class Attacker:
    """Sends requests to one application and keeps those that were answered by a 5xx, or not at all."""

    def __init__(self, app: FastAPI) -> None:
        self._api = Asgi(app)
        self.failures: list[tuple[int, HostileRequest]] = []
        self.statuses: set[int] = set()

    async def send(self, request: HostileRequest) -> None:
        got = await self._api.call(request.method, request.target, headers=request.headers, content=request.body)
        self.statuses.add(got.status)
        if got.status >= 500:
            self.failures.append((got.status, request))


@pytest_asyncio.fixture(loop_scope="session")
async def attacker(live: Runtime) -> Attacker:
    return Attacker(create_app(live))


@pytest.mark.timeout(900)
async def test_nothing_hostile_in_any_place_of_an_operation_is_an_error_of_ours(
    live: Runtime, attacker: Attacker
) -> None:
    company = await a_company(live)
    known = {"company_id": str(company.id), "brand_id": company.slug, "widget_id": "1"}
    for operation in _operations(live):
        examples: list[Case[Any]] = []
        await try_examples(operation.as_strategy(), _collector(examples), 1)
        for request in islice(sweep(operation, examples[0], known, Site.sup), None, None, STEP):
            await attacker.send(request)
    assert attacker.failures == []
    assert {200, 400, 404, 422} <= attacker.statuses, "the requests did not get far"


async def test_no_header_is_an_error_of_ours(live: Runtime, attacker: Attacker) -> None:
    company = await a_company(live)
    for path in ("/", "/uploads", f"/sales/{company.id}/widgets/1/config", "/sales/widget/config", "/widget.js"):
        for request in sweep_headers(path):
            await attacker.send(request)
    assert attacker.failures == []


@pytest.mark.timeout(3600)
async def test_no_operation_of_the_document_fails(live: Runtime, attacker: Attacker) -> None:
    company = await a_company(live)
    known = {"company_id": str(company.id), "brand_id": company.slug, "widget_id": "1", "product_id": "p1"}
    manager_key = await create_key(live.db, "MGR", company=str(company.id))
    keys = (*[Site.sup] * 3, "svc-key-of-the-tests", manager_key, "", "wrong")
    # What deletes comes last: the others need something that is there.
    operations = sorted(_operations(live), key=lambda operation: operation.method.upper() == "DELETE")
    for operation in operations:
        for mode in GenerationMode if _can_be_wrong(operation) else (GenerationMode.POSITIVE,):
            requests = hostile_requests(operation, mode, known, keys)
            await try_examples(requests, attacker.send, CASES_OF_AN_OPERATION)
    assert attacker.failures == []
    assert {200, 400, 401, 403, 404, 405, 422} <= attacker.statuses, "the requests did not get far"


async def test_no_address_outside_the_document_fails(attacker: Attacker) -> None:
    addresses = st.builds(
        lambda path, method, texts: HostileRequest(method, path.format(*map(hostile_path, texts)), (), b""),
        st.sampled_from(OTHER_PATHS),
        st.sampled_from(("GET", "HEAD", "POST", "OPTIONS", "BREW")),
        st.lists(st.one_of(st.sampled_from(HOSTILE_TEXTS), st.text()), min_size=3, max_size=3),
    )
    await try_examples(addresses, attacker.send, 300)
    assert attacker.failures == []


def _collector(examples: list[Case[Any]]) -> Callable[[Case[Any]], Awaitable[None]]:
    async def collect(example: Case[Any]) -> None:
        examples.append(example)

    return collect


def _operations(rt: Runtime) -> list[Operation]:
    schema = schemathesis.openapi.from_dict(create_app(rt).openapi())
    return [found.ok() for found in schema.get_all_operations() if hasattr(found, "ok")]


def _can_be_wrong(operation: Operation) -> bool:
    """Whether there is anything that can break the document: every text in a path is right."""
    definitions: list[Any] = [parameter.definition for parameter in operation.path_parameters]
    return bool(operation.body or operation.query) or any(
        definition.get("schema", {}).get("type") != "string" for definition in definitions
    )
