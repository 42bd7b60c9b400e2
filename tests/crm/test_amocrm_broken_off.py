"""An answer lost, a refusal, a dead process, at every step: one contact, one lead, one note in the end."""

from datetime import timedelta

import pytest

from fakes.amo_shop import ORDER, Shop
from parley.errors import RemoteError

CONTACTS, LEADS, NOTES = "POST /api/v4/contacts", "POST /api/v4/leads", "POST /api/v4/leads/notes"
STEPS = ["GET /api/v4/contacts", CONTACTS, LEADS, NOTES]


def told(desk: Shop) -> tuple[int, int, int]:
    store = desk.amo.store
    return len(store.contacts), len(store.leads), len(store.notes)


async def breaks_off(desk: Shop, **fields: object) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await desk.push(**fields)
    assert not caught.value.permanent
    return caught.value


# A lost answer to a GET is asked for again by the HTTP client itself.
@pytest.mark.parametrize("step", STEPS[1:])
async def test_an_answer_lost_at_any_step_leaves_one_of_each(desk: Shop, step: str) -> None:
    desk.amo.cut(on=step)
    await breaks_off(desk)
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (1, 1, 1)
    (lead,) = desk.amo.store.leads.values()
    assert lead["contacts"] == list(desk.amo.store.contacts)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", [429, 500, 504])
async def test_a_refusal_at_any_step_leaves_one_of_each(desk: Shop, step: str, status: int) -> None:
    desk.amo.script(status, on=step, body=b"")
    await breaks_off(desk)
    desk.clock.forward(timedelta(minutes=2))
    await desk.push(repeated=True)
    assert told(desk) == (1, 1, 1)


@pytest.mark.parametrize("step", ["GET /api/v4/contacts", "GET /api/v4/leads", NOTES])
async def test_it_may_break_off_again_on_the_way_back(desk: Shop, step: str) -> None:
    desk.amo.script(500, on=NOTES)
    await breaks_off(desk)
    if step == NOTES:
        desk.amo.cut(on=step)
    else:
        desk.amo.script(502, on=step)
    await breaks_off(desk, repeated=True)
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (1, 1, 1)


async def test_a_push_that_arrived_whole_changes_nothing_when_repeated(desk: Shop) -> None:
    first = await desk.push()
    assert await desk.push(uncertain=True, repeated=True) == first
    assert told(desk) == (1, 1, 1)
    assert desk.amo.said("PATCH") == []


async def test_what_was_said_since_is_brought_up_to_date(desk: Shop) -> None:
    desk.amo.cut(on=LEADS)
    await breaks_off(desk)
    lead_id = int(await desk.push(repeated=True, order={**ORDER, "tariff": "Пакет Премиум", "price": 1490}))
    assert desk.amo.store.value(lead_id, 2578883) == "Пакет Премиум"
    assert (desk.amo.store.leads[lead_id]["price"], told(desk)) == (1490, (1, 1, 1))


async def test_a_lead_without_a_contact_is_found_by_its_name(desk: Shop) -> None:
    desk.amo.store.refused.add("+77075456987")
    desk.amo.cut(on=LEADS)
    await breaks_off(desk)
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (0, 1, 1)
    desk.amo.store.refused.clear()
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (1, 1, 1)
    (lead,) = desk.amo.store.leads.values()
    assert lead["contacts"] == list(desk.amo.store.contacts)


async def test_a_lead_without_a_phone_is_found_with_its_contact(desk: Shop) -> None:
    desk.amo.cut(on=LEADS)
    await breaks_off(desk, phone="")
    await desk.push(phone="", uncertain=True, repeated=True)
    assert told(desk) == (1, 1, 1)


async def test_another_lead_of_the_same_person_is_not_taken_for_ours(desk: Shop) -> None:
    await desk.push(lead_id=40, key="lead-40")
    desk.amo.cut(on=CONTACTS)
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (1, 2, 2)


async def test_an_ignored_filter_does_not_mislead(desk: Shop) -> None:
    desk.amo.ignores_filters = True
    desk.amo.store.add("leads", [{"name": f"Чужая {number}"} for number in range(3)])
    desk.amo.cut(on=LEADS)
    await breaks_off(desk)
    await desk.push(uncertain=True, repeated=True)
    assert told(desk) == (1, 4, 1)


async def test_a_change_that_broke_off_is_noted_once(desk: Shop) -> None:
    first = await desk.push()
    later = {"external_id": first, "order": {**ORDER, "referrer": "Реклама"}, "key": "second"}
    desk.amo.cut(on=NOTES)
    await breaks_off(desk, **later)
    await desk.push(**later, repeated=True, uncertain=True)
    desk.amo.cut(on=f"PATCH /api/v4/leads/{first}")
    later |= {"order": {**ORDER, "referrer": "Соцсети"}, "key": "third"}
    await breaks_off(desk, **later)
    await desk.push(**later, repeated=True, uncertain=True)
    assert told(desk) == (1, 1, 3)
    assert desk.amo.store.value(int(first), 2564027) == "Соцсети"
