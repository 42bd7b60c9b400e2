"""The beacon of a visitor's page, and the numbers for staff."""

from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import VISITOR, Site, serving
from parley.companies import manage
from parley.infra.rate_limits import RATE_LIMITS
from parley.widgets.store import add_widget, update_widget


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    """A company with its manager's key and a widget of its own, which shop.kz may carry."""
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"stats-{other.id}")
    widget = await add_widget(site.rt, made["id"], "site", "Привет!", domains=["shop.kz"])
    return {**made, "widget": widget.id, "events": f"/sales/{made['id']}/widgets/{widget.id}/events"}


async def numbers(site: Site, own: dict[str, Any], query: str = "") -> dict[str, Any]:
    got = await site.get(f"/sales/{own['id']}/widgets/stats{query}", key=own["api_key"])
    assert got.status == 200, got.text
    rows = [row for row in got.json()["widgets"] if row["id"] == own["widget"]]
    return dict(rows[0])


async def test_a_conversation_is_counted_from_the_page_to_the_lead(site: Site, own: dict[str, Any]) -> None:
    for visitor, events in (
        (VISITOR, ["shown"]),
        (VISITOR + "2", ["shown", "opened"]),
        (VISITOR + "3", ["shown", "opened", "shown"]),
    ):
        for event in events:
            got = await site.post(own["events"], json={"event": event, "visitor": visitor})
            assert (got.status, got.json()) == (200, {"status": "ok"})
    source = str(own["widget"])
    await site.say(own["id"], VISITOR + "2", "Здравствуйте", source=source)
    await site.say(own["id"], VISITOR + "3", "Меня зовут Сакенбек, мой номер 8 701 234 56 78", "да", source=source)
    found = await numbers(site, own)
    assert [found[step] for step in ("shown", "opened", "talked", "leads", "confirmed")] == [3, 2, 2, 1, 1]
    assert found["conversion"]["talked"]["share"] == pytest.approx(2 / 3)
    low, high = found["conversion"]["talked"]["interval"]
    assert 0 < low < 2 / 3 < high < 1
    assert "Сакенбек" not in str(found)


async def test_a_beacon_needs_no_preflight(site: Site, own: dict[str, Any]) -> None:
    headers = {"Content-Type": "text/plain;charset=UTF-8", "Origin": "https://shop.kz"}
    got = await site.post(own["events"], data=b'{"event":"shown","visitor":"v_1"}', headers=headers)
    assert got.status == 200
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert (await numbers(site, own))["shown"] == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"x", 400), (b"[]", 400), (b'{"event":"bought","visitor":"v"}', 400), (b'{"event":"shown"}', 400),
     (b'{"event":"shown","visitor":""}', 400), (b'{"event":"shown","visitor":5}', 400), (b"\xff\xfe", 400),
     (b'{"event":"shown","visitor":"' + b"v" * 300 + b'"}', 400), (b" " * 5000, 413)],
)  # fmt: skip
async def test_an_unknown_event_is_refused(site: Site, own: dict[str, Any], body: bytes, status: int) -> None:
    assert (await site.post(own["events"], data=body)).status == status
    assert (await numbers(site, own))["shown"] == 0


async def test_a_page_that_may_not_carry_the_widget_counts_nothing(site: Site, own: dict[str, Any]) -> None:
    body = {"event": "shown", "visitor": VISITOR}
    assert (await site.post(own["events"], json=body, headers={"Origin": "https://evil.example"})).status == 403
    assert (await numbers(site, own))["shown"] == 0


async def test_an_unknown_widget_counts_nothing(site: Site, own: dict[str, Any]) -> None:
    body = {"event": "shown", "visitor": VISITOR}
    stranger = await a_company(site.rt)
    for path, status in (
        (f"/sales/{own['id']}/widgets/999999/events", 404),
        (f"/sales/{stranger.id}/widgets/{own['widget']}/events", 404),
        (f"/sales/{own['id']}/widgets/vk/events", 405),
    ):
        assert (await site.post(path, json=body)).status == status


async def test_the_funnel_is_shown_to_the_companys_staff_only(site: Site, own: dict[str, Any]) -> None:
    path = f"/sales/{own['id']}/widgets/stats"
    stranger = await manage.add_company(site.rt, name="Чужие", subdomain=f"{own['subdomain']}-others")
    assert (await site.get(path)).status == 401
    assert (await site.get(path, key=stranger["api_key"])).status == 403
    assert (await site.get("/sales/999999/widgets/stats", key=site.sup)).status == 404
    for days in (0, 366, "x"):
        assert (await site.get(f"{path}?days={days}", key=own["api_key"])).status == 422


async def test_an_experiment_is_listed_with_its_widgets(site: Site, own: dict[str, Any]) -> None:
    await update_widget(site.rt, own["id"], own["widget"], {"experiment": "words"})
    other = await add_widget(site.rt, own["id"], "site", "Эй!", experiment="words", weight=2)
    stats = (await site.get(f"/sales/{own['id']}/widgets/stats", key=own["api_key"])).json()
    (found,) = stats["experiments"]
    assert (found["name"], found["widgets"]) == ("words", [own["widget"], other.id])
    assert (found["p_value"], found["sample_ratio_mismatch"]) == (None, False)
    assert [(row["experiment"], row["weight"]) for row in stats["widgets"][-2:]] == [("words", 1), ("words", 2)]


async def test_beacons_have_their_own_rate_limit(site: Site, own: dict[str, Any]) -> None:
    settings = site.rt.settings.model_copy(update={"rate_limits": "on"})
    body = {"event": "shown", "visitor": VISITOR}
    async with serving(replace(site.rt, settings=settings)) as strict:
        responses = [await strict.get(f"/sales/{own['id']}/widget-enabled") for _ in range(101)]
        assert responses[-1].status == 429
        assert (await strict.post(own["events"], json=body)).status == 200
    assert RATE_LIMITS["beacon"].amount == 300
