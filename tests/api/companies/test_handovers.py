"""A company's staff sees who waits, says whose turn it is, and reads what became of hand-overs."""

from typing import Any

import pytest_asyncio

from fakes.company import a_company
from fakes.site import Site, a_visitor
from parley.companies import manage


class Desk:
    """A company's hand-overs through the API, with its manager's key."""

    def __init__(self, site: Site, company_id: int, key: str) -> None:
        self.site, self.company_id, self.key = site, company_id, key
        self.path = f"/companies/{company_id}/handovers"

    async def get(self, rest: str = "") -> Any:
        got = await self.site.get(self.path + rest, key=self.key)
        assert got.status == 200, got.text
        return got.json()

    async def post(self, rest: str, **body: Any) -> int:
        got = await self.site.post(self.path + rest, json=body, key=self.key)
        return got.status

    async def waits(self) -> int:
        """Somebody new asks for a person; returns the number of the hand-over."""
        await self.site.say(self.company_id, a_visitor(), "Позовите живого человека")
        numbers: list[int] = [one["id"] for one in (await self.get())["handovers"]]
        return max(numbers)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(site: Site) -> Desk:
    other = await a_company(site.rt)
    made = await manage.add_company(site.rt, name="Лавка", subdomain=f"handovers-{other.id}")
    return Desk(site, made["id"], made["api_key"])


async def test_a_handover_goes_through_its_states(desk: Desk) -> None:
    number = await desk.waits()
    states = ("asked", "acknowledged", "answered", "closed")

    async def state() -> list[str]:
        return [name for name in states if (await desk.get(f"?state={name}"))["count"]]

    assert await state() == ["asked"]
    assert await desk.post(f"/{number}/assign", name="Айгуль") == 200
    (one,) = (await desk.get())["handovers"]
    assert (one["state"], one["assigned_to"]) == ("asked", "Айгуль")
    await desk.post(f"/{number}/acknowledge", name="Айгуль")
    assert await state() == ["acknowledged"]
    await desk.post(f"/{number}/answer", text="Здравствуйте, это Айгуль", name="Айгуль")
    assert await state() == ["answered"]
    await desk.post(f"/{number}/return")
    assert await state() == ["closed"]
    assert (await desk.get())["count"] == 0, "who waits"


async def test_what_became_of_them_is_counted(desk: Desk) -> None:
    nothing = await desk.get("/numbers")
    assert (nothing["asked"], nothing["median_seconds_to_answer"]) == (0, None)
    answered, closed, _ = [await desk.waits() for _ in range(3)]
    await desk.post(f"/{answered}/answer", text="Здравствуйте", name="Марат")
    await desk.post(f"/{closed}/close")
    numbers = await desk.get("/numbers?days=7")
    counted = {name: numbers[name] for name in ("asked", "acknowledged", "answered", "never_answered", "waiting")}
    assert counted == {"asked": 3, "acknowledged": 1, "answered": 1, "never_answered": 1, "waiting": 1}
    assert 0 <= numbers["median_seconds_to_answer"] < 600


async def test_the_promise_is_read_and_changed(desk: Desk) -> None:
    usual = await desk.get("/settings")
    assert usual == {"acknowledge_minutes": 5, "answer_minutes": 15, "return_minutes": 120, "people": []}
    change = {"answer_minutes": 20, "people": ["Марат", "Айгуль"]}
    put = await desk.site.put(f"{desk.path}/settings", json=change, key=desk.key)
    assert put.json() == {**usual, **change}
    assert await desk.get("/settings") == {**usual, **change}
    for wrong in ({"answer_minutes": 0}, {"people": [""]}, {"minutes": 5}):
        assert (await desk.site.put(f"{desk.path}/settings", json=wrong, key=desk.key)).status == 422


async def test_strangers_and_other_companies_do_nothing(desk: Desk) -> None:
    number = await desk.waits()
    other = await a_company(desk.site.rt)
    made = await manage.add_company(desk.site.rt, name="Чужие", subdomain=f"strangers-{other.id}")
    theirs = f"/companies/{made['id']}/handovers"
    for rest in ("", "/numbers", "/settings"):
        assert (await desk.site.get(desk.path + rest)).status == 401
        assert (await desk.site.get(desk.path + rest, key=made["api_key"])).status == 403
    body = {"name": "чужой"}
    assert (await desk.site.post(f"{theirs}/{number}/assign", json=body, key=made["api_key"])).status == 404
    assert (await desk.site.post(f"{desk.path}/{number}/assign", json=body)).status == 401
    numbers = (await desk.site.get(f"{theirs}/numbers", key=made["api_key"])).json()
    assert numbers["asked"] == 0
