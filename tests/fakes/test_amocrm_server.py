"""The fake keeps amoCRM's trickier promises."""

from typing import Any

import aiohttp
import pytest

from fakes.amocrm_server import CLIENT, FakeAmo


async def call(amo: FakeAmo, method: str, path: str, sent: Any = None, token: str = "") -> tuple[int, Any]:
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {token or amo.access}"}
        async with session.request(method, f"{amo.url}{path}", json=sent, headers=headers) as answer:
            body = await answer.read()
            return answer.status, await answer.json(content_type=None) if body else None


async def renew(amo: FakeAmo, refresh: str) -> int:
    sent = {**CLIENT, "grant_type": "refresh_token", "refresh_token": refresh, "redirect_uri": ""}
    return (await call(amo, "POST", "/oauth2/access_token", sent))[0]


async def test_an_empty_list_is_204_without_a_body(amo: FakeAmo) -> None:
    assert await call(amo, "GET", "/api/v4/contacts?query=7075456987") == (204, None)


async def test_a_post_wants_an_array(amo: FakeAmo) -> None:
    status, said = await call(amo, "POST", "/api/v4/leads", {"name": "x"})
    assert (status, said["title"]) == (400, "Bad Request")


async def test_a_search_returns_near_misses(amo: FakeAmo) -> None:
    ids = [amo.store.person("A", "+7 (707) 545-69-87"), amo.store.person("B", "+77015456987")]
    amo.store.person("C", "+77010000000")
    _, found = await call(amo, "GET", "/api/v4/contacts?query=7075456987")
    assert [person["id"] for person in found["_embedded"]["contacts"]] == ids


async def test_a_filter_by_id_may_be_ignored_and_one_by_field_always_is(amo: FakeAmo) -> None:
    ids = [lead["id"] for lead in amo.store.add("leads", [{"name": "a"}, {"name": "b"}])]

    async def asked(query: str) -> list[int]:
        _, found = await call(amo, "GET", f"/api/v4/leads?{query}")
        return [lead["id"] for lead in found["_embedded"]["leads"]]

    assert await asked(f"filter[id][]={ids[1]}") == ids[1:]
    assert await asked("filter[custom_fields_values][1]=a") == ids
    amo.ignores_filters = True
    assert await asked(f"filter[id][]={ids[1]}") == ids


async def test_the_old_refresh_token_works_until_the_new_pair_was_used(amo: FakeAmo) -> None:
    old = amo.refresh
    assert [await renew(amo, old), await renew(amo, old)] == [200, 200]
    await call(amo, "GET", "/api/v4/leads")
    assert await renew(amo, old) == 401
    newer = amo.refresh
    assert await renew(amo, newer) == 200
    assert await renew(amo, amo.refresh) == 200
    assert await renew(amo, newer) == 401


async def test_an_unknown_token_is_401(amo: FakeAmo) -> None:
    assert (await call(amo, "GET", "/api/v4/leads", token="another"))[0] == 401
    amo.expire()
    assert (await call(amo, "GET", "/api/v4/leads"))[0] == 401


@pytest.mark.parametrize(
    ("field", "path"),
    [
        ({"field_id": 1, "values": [{"value": "x"}]}, "custom_fields_values.0.field_id"),
        ({"field_id": 2578411, "values": [{"value": "25.11.2026"}]}, "custom_fields_values.0.values.0.value"),
        ({"field_id": 2578891, "values": [{"value": "да"}]}, "custom_fields_values.0.values.0.value"),
    ],
)
async def test_a_wrong_field_fails_the_whole_call_and_is_named(
    amo: FakeAmo, field: dict[str, Any], path: str
) -> None:
    sent = [{"name": "good"}, {"name": "bad", "custom_fields_values": [field]}]
    status, said = await call(amo, "POST", "/api/v4/leads", sent)
    (wrong,) = said["validation-errors"]
    assert (status, wrong["request_id"], wrong["errors"][0]["path"]) == (400, "1", path)
    assert amo.store.leads == {}


async def test_a_cut_line_leaves_the_work_done(amo: FakeAmo) -> None:
    amo.cut(on="POST /api/v4/leads")
    with pytest.raises(aiohttp.ClientError):
        await call(amo, "POST", "/api/v4/leads", [{"name": "x"}])
    assert len(amo.store.leads) == 1


async def test_too_many_calls_are_refused_and_then_everything_is_blocked(amo: FakeAmo) -> None:
    amo.limit, amo.blocks_after = 2, 2
    answers = [await call(amo, "GET", "/api/v4/leads/pipelines") for _ in range(2)]
    assert [status for status, _ in answers] == [200, 200]
    status, said = await call(amo, "GET", "/api/v4/leads/pipelines")
    assert (status, said["retry_after"]) == (429, 300)
    await call(amo, "GET", "/api/v4/leads/pipelines")
    async with aiohttp.ClientSession() as session, session.get(f"{amo.url}/api/v4/leads") as blocked:
        assert (blocked.status, await blocked.text()) == (403, "403 Forbidden")
