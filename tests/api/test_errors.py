"""What the door answers to what it cannot use (contract §0.2)."""

import re
from typing import Any

import pytest
from prometheus_client import REGISTRY
from yarl import URL

from fakes.asgi import Asgi
from fakes.company import a_company
from fakes.site import Answer, Site
from parley.api.app import create_app
from parley.runtime import Runtime

HUGE = "9" * 25
JSON = {"Content-Type": "application/json"}


async def send(site: Site, path: str, body: bytes) -> Answer:
    return await site.post(path, data=body, headers=JSON, key=site.sup)


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"name": "\xff"}', b"[" * 100_000, b"nonsense"])
async def test_a_body_that_is_no_json_is_malformed(site: Site, body: bytes) -> None:
    got = await send(site, "/companies", body)
    assert got.status == 422
    assert [item["type"] for item in got.json()["detail"]] == ["json_invalid"]


@pytest.mark.parametrize("body", [b'{"name": NaN, "subdomain": "x"}', b"[]", b"null", b"1e999", b'{"name": "x"}'])
async def test_a_body_of_the_wrong_shape_is_malformed(site: Site, body: bytes) -> None:
    got = await send(site, "/companies", body)
    assert got.status == 422
    assert {"type", "loc", "msg"} <= got.json()["detail"][0].keys()


async def test_a_refusal_does_not_repeat_what_was_sent(site: Site) -> None:
    assert "verysecret" not in (await send(site, "/companies", b'{"name": ["verysecret"]}')).text


async def test_a_place_in_a_list_is_told_as_a_number(site: Site) -> None:
    company = await a_company(site.rt)
    got = await send(site, f"/sales/{company.id}/configure", b'{"supported_languages": ["ru", 5]}')
    assert got.json()["detail"][0]["loc"] == ["body", "supported_languages", 1]


@pytest.mark.parametrize("value", [b"[NaN]", b"-Infinity", b"1e999"])
async def test_a_number_that_is_none_is_refused(site: Site, value: bytes) -> None:
    company = await a_company(site.rt)
    got = await send(site, f"/sales/{company.id}/configure", b'{"product_parameters": {"a": %s}}' % value)
    assert got.status == 422


@pytest.mark.parametrize("depth", [10, 300, 900, 5000])
async def test_deep_nesting_is_kept_or_refused(site: Site, depth: int) -> None:
    company = await a_company(site.rt)
    body = b'{"product_parameters": %s1%s}' % (b'{"a":' * depth, b"}" * depth)
    got = await send(site, f"/sales/{company.id}/configure", body)
    assert got.status == (200 if depth == 10 else got.status)
    assert got.status in (200, 422)


@pytest.mark.parametrize("text", [rb"a\u0000b", rb"\ud800", rb"\udfff\ud83d"])
async def test_what_the_database_cannot_keep_is_left_out(site: Site, text: bytes) -> None:
    company = await a_company(site.rt)
    for path, body in (
        (f"/sales/{company.id}/configure", b'{"ai_prompt": "%s", "product_parameters": {"%s": "%s"}}'),
        ("/sales/company/upsert", b'{"name": "%s", "phone": "%s", "integration_type": "%s"}'),
        (f"/sales/{company.id}/contact-manager", b'{"user_id": "%s", "message": "%s", "x": "%s"}'),
        (f"/sales/companies/{company.id}/widgets", b'{"channel_name": "%s", "greeting_message": "%s", "x": "%s"}'),
    ):
        assert (await send(site, path, body % (text, text, text))).status == 200, path


@pytest.mark.parametrize("path", [
    "/companies/{}", "/sales/company/{}", "/sales/{}/leads", "/sales/{}/leads/count", "/sales/{}/leads/stats",
    "/sales/{}/deliveries", "/sales/{}/widget-enabled", "/companies/{}/widgets/1", "/companies/1/widgets/{}",
])  # fmt: skip
async def test_a_number_too_large_for_any_row_is_not_found(site: Site, path: str) -> None:
    assert (await site.get(path.format(HUGE), key=site.sup)).status == 404


async def test_a_word_instead_of_a_company_is_malformed_for_those_who_may_ask(site: Site) -> None:
    assert (await site.get("/sales/abc/leads", key=site.sup)).status == 422
    assert (await site.get("/sales/abc/leads")).status == 401


async def test_an_unknown_path_and_a_wrong_method_answer_in_json(site: Site) -> None:
    assert (await site.get("/nowhere/at/all")).json() == {"detail": "Not Found"}
    assert (await site.call("PUT", "/health")).status == 405


async def test_russian_is_not_escaped(site: Site) -> None:
    company = await a_company(site.rt, "Лавка")
    assert "Лавка" in (await site.get(f"/companies/{company.id}")).text


async def test_a_failure_of_ours_tells_nothing(runtime: Runtime) -> None:
    app = create_app(runtime)

    @app.get("/broken/{what}")
    async def broken(what: str) -> Any:
        raise ValueError("verysecret")

    got = await Asgi(app).get("/broken/thing")
    assert (got.status, got.json()) == (500, {"detail": "Internal error"})
    assert REGISTRY.get_sample_value(
        "parley_http_request_seconds_count", {"method": "GET", "route": "/broken/{what}", "status": "500"}
    )


async def test_a_made_up_method_makes_no_metric_of_its_own(runtime: Runtime) -> None:
    got = await Asgi(create_app(runtime)).call("BREW", "/health")
    assert got.status == 405
    methods = {sample.labels.get("method") for metric in REGISTRY.collect() for sample in metric.samples}
    assert "BREW" not in methods
    assert "other" in methods


async def test_an_answer_carries_its_requests_id(site: Site) -> None:
    assert (await site.get("/health", headers={"X-Request-ID": "abc-1"})).headers["X-Request-ID"] == "abc-1"
    made = (await site.get("/health", headers={"X-Request-ID": "two words"})).headers["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", made)


@pytest.mark.parametrize("path", ["/brands/{}", "/companies/{}", "/w/{}/1", "/logos/{}.png", "/sales/{}/leads"])
@pytest.mark.parametrize("text", ["a%00b", "%00", "%ff%00"])
async def test_a_null_byte_in_a_path_names_nothing(site: Site, path: str, text: str) -> None:
    assert (await site.get(URL(site.base + path.format(text), encoded=True), key=site.sup)).status in (
        404,
        405,
        422,
    )


@pytest.mark.parametrize("query", ["brand=%00", "api_key=%00", "%00=1", "session_id=a%00"])
async def test_a_null_byte_in_a_query_is_any_other_unreadable_character(site: Site, query: str) -> None:
    company = await a_company(site.rt)
    for path in ("/conversations/1/flow", f"/sales/{company.id}/history", "/sales/widget/config"):
        assert (await site.get(URL(f"{site.base}{path}?{query}", encoded=True))).status < 500, path


@pytest.mark.parametrize(
    "authorization", ["Basic", "Basic é", "Basic !", "Basic YQ", "Basic /w==", "Basic AA==", "Bearer é", "Digest x"]
)
async def test_a_malformed_key_is_no_key(site: Site, authorization: str) -> None:
    got = await site.get("/uploads", headers={"Authorization": authorization})
    assert (got.status, got.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("address", ["http://[::1", "http://[abc]/", "https://[v1.x]/?utm_source=a", "http://[]"])
async def test_what_looks_like_an_address_in_a_message_is_a_message(site: Site, address: str) -> None:
    company = await a_company(site.rt)
    assert (await site.say(company.id, "v_1", f"Посмотрите {address}"))["response"]


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
async def test_chat_of_a_company_that_cannot_be_is_not_found(site: Site, number: int) -> None:
    got = await site.post(f"/sales/{number}/chat", json={"message": "Здравствуйте"})
    assert (got.status, got.json()) == (404, {"detail": "Company not found"})
    assert (await site.get(f"/sales/{number}/history?session_id=x")).status == 404


@pytest.mark.parametrize("source", ["²", "9" * 5000, str(2**63)])
async def test_a_source_that_is_no_widget_of_ours_is_a_name(site: Site, source: str) -> None:
    company = await a_company(site.rt)
    await site.say(company.id, "v_1", "start_session", source=source)


async def test_nesting_without_end_is_malformed_where_bodies_are_read_leniently(site: Site) -> None:
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    company = await a_company(site.rt)
    for method, path in (("POST", "/brands"), ("PUT", f"/brands/{company.slug}/flow")):
        got = await site.call(method, path, data=deep, headers=JSON, key=site.sup)
        assert (got.status, got.json()["detail"][0]["type"]) == (422, "json_invalid"), path


async def test_an_id_is_as_long_as_the_document_says(site: Site) -> None:
    company = await a_company(site.rt)
    path = f"/sales/{company.id}/chat"
    assert (await site.post(path, json={"message": "Привет", "user_id": "u" * 500})).status == 200
    assert (await site.post(path, json={"message": "Привет", "user_id": "u" * 501})).status == 422


async def test_the_document_tells_the_limits_of_ids_and_texts(site: Site) -> None:
    document = (await site.get("/openapi.json")).json()
    (company_id, *_) = document["paths"]["/sales/{company_id}/leads"]["get"]["parameters"]
    assert (company_id["schema"]["minimum"], company_id["schema"]["maximum"]) == (1, 2**31 - 1)
    parameters = document["paths"]["/companies/{company_id}/widgets/{widget_id}"]["get"]["parameters"]
    assert {one["schema"]["maximum"] for one in parameters} == {2**31 - 1}
    user_id = document["components"]["schemas"]["SalesMessage"]["properties"]["user_id"]
    assert user_id["anyOf"][0]["maxLength"] == 500
