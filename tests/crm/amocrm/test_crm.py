"""A lead becomes one contact, one lead and one note in amoCRM, whatever the account looks like."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fakes.amo_shop import ORDER, Shop, order_notice
from parley.errors import RemoteError

LEADS, CONTACTS, NOTES = "POST /api/v4/leads", "POST /api/v4/contacts", "POST /api/v4/leads/notes"


async def failed(provider: Shop, **fields: object) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await provider.push(**fields)
    return caught.value


def the_note(provider: Shop) -> str:
    (note,) = provider.amo.store.notes.values()
    return str(note["params"]["text"])


async def test_an_order_becomes_a_contact_a_lead_and_a_note(provider: Shop) -> None:
    lead_id = int(await provider.push())
    (contact,) = provider.amo.store.contacts.values()
    lead = provider.amo.store.leads[lead_id]
    assert contact["name"] == "Сакен"
    assert [field["values"][0] for field in contact["custom_fields_values"]] == [
        {"value": "+77075456987", "enum_code": "WORK"},
        {"value": "saken@example.kz", "enum_code": "WORK"},
    ]
    assert (lead["name"], lead["price"]) == (f"Подключение: {ORDER['address']}", 1290)
    assert lead["contacts"] == [contact["id"]]
    midnight = datetime(2026, 11, 25, tzinfo=ZoneInfo("Asia/Almaty")).timestamp()
    assert {field["field_id"]: field["values"][0]["value"] for field in lead["custom_fields_values"]} == {
        2578883: "Пакет Оптимальный",
        2578887: ORDER["address"],
        2578411: int(midnight),
        2578413: "с 14:00 до 18:00",
        2578885: "в подарок",
        2578889: "нет",
        2578891: True,
        2375289: "vk",
    }
    assert provider.amo.requests() == ["GET /api/v4/contacts", CONTACTS, LEADS, NOTES]


async def test_the_note_is_for_people_to_read(provider: Shop) -> None:
    await provider.push()
    text = the_note(provider)
    assert text.startswith("Имя: Сакен\nТелефон: +77075456987\nE-mail: saken@example.kz\nТариф: Пакет Оптимальный")
    assert "Комментарий: домофон не работает" in text
    assert text.count(str(ORDER["address"])) == 1
    assert text.endswith("[lead-41-test-1]")


async def test_what_is_not_configured_or_not_known_is_left_out(provider: Shop) -> None:
    lead_id = int(await provider.push(order={"tariff": "", "static_ip": None, "date": "скоро"}, utm={}, lines=[]))
    lead = provider.amo.store.leads[lead_id]
    assert lead["custom_fields_values"] == []
    assert {"price", "pipeline_id", "status_id", "responsible_user_id"}.isdisjoint(lead)
    assert lead["name"] == "Заявка: Сакен"


async def test_a_lead_of_another_flow_comes_by_name_and_phone_with_the_summary(provider: Shop) -> None:
    lead_id = int(await provider.push(order={"size": "XL"}, utm={}, lines=[("Размер", "XL")], email=""))
    assert provider.amo.store.leads[lead_id]["name"] == "Заявка: Сакен"
    assert "Размер: XL\nИтог разговора: Маркетинг" in the_note(provider)


@pytest.mark.parametrize("status", [404, 405, 501])
async def test_where_nothing_can_be_searched_the_lead_arrives_all_the_same(provider: Shop, status: int) -> None:
    provider.amo.script(status, on="GET /api/v4/contacts")
    lead_id = int(await provider.push())
    assert len(provider.amo.store.leads[lead_id]["contacts"]) == 1


async def test_a_summary_that_repeats_the_lines_is_left_out(provider: Shop) -> None:
    await provider.push(lines=[("Тариф", "Пакет Премиум")], summary="Тариф: Пакет Премиум; Роутер: в подарок")
    assert "Итог разговора" not in the_note(provider)


async def test_a_lead_of_the_waiting_list_is_named_so(provider: Shop) -> None:
    lead_id = int(await provider.push(order={**ORDER, "waiting_list": True}))
    assert provider.amo.store.leads[lead_id]["name"] == f"Лист ожидания: {ORDER['address']}"


async def test_the_lead_lies_where_the_settings_say(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=7001, amo_status_id=8002, amo_responsible_user_id=504141)
    lead = provider.amo.store.leads[int(await provider.push())]
    assert (lead["pipeline_id"], lead["status_id"], lead["responsible_user_id"]) == (7001, 8002, 504141)


@pytest.mark.parametrize("phone", ["+7 (707) 545-69-87", "87075456987", "7075456987"])
async def test_a_known_contact_is_found_however_the_phone_is_written(provider: Shop, phone: str) -> None:
    person = provider.amo.store.person("Сакен Демо", phone)
    provider.amo.store.person("Похожий", "+7 701 545-69-87")
    lead = provider.amo.store.leads[int(await provider.push())]
    assert lead["contacts"] == [person]
    assert len(provider.amo.store.contacts) == 2


async def test_a_similar_phone_is_not_the_same_contact(provider: Shop) -> None:
    near = [provider.amo.store.person("Похожий", phone) for phone in ("+77015456987", "+1 707 545 6987")]
    (lead,) = [provider.amo.store.leads[int(await provider.push())]]
    assert lead["contacts"][0] not in near
    assert len(provider.amo.store.contacts) == 3


async def test_an_email_is_added_to_those_a_person_has(provider: Shop) -> None:
    person = provider.amo.store.person("Сакен Демо", "+77075456987")
    old = [{"field_code": "EMAIL", "values": [{"value": "old@example.kz", "enum_code": "PRIV"}]}]
    provider.amo.store.change("contacts", person, {"custom_fields_values": old})
    await provider.push()
    fields = provider.amo.store.contacts[person]["custom_fields_values"]
    emails = [item["value"] for field in fields if field["field_code"] == "EMAIL" for item in field["values"]]
    assert emails == ["saken@example.kz", "old@example.kz"]
    assert provider.amo.store.contacts[person]["name"] == "Сакен Демо"
    await provider.push(lead_id=42)
    assert len(provider.amo.requests("PATCH")) == 1


# ── what the account refuses


async def test_a_refused_contact_does_not_cost_the_lead(provider: Shop) -> None:
    provider.amo.store.refused.add("+77075456987")
    lead = provider.amo.store.leads[int(await provider.push())]
    assert lead["contacts"] == []
    assert "Телефон: +77075456987" in the_note(provider)


async def test_a_field_the_account_lacks_is_left_out_and_named_in_the_note(provider: Shop) -> None:
    del provider.amo.store.fields[2578885], provider.amo.store.fields[2375289]
    lead_id = int(await provider.push())
    assert provider.amo.store.value(lead_id, 2578885) is None
    assert provider.amo.store.value(lead_id, 2578883) == "Пакет Оптимальный"
    assert "Не записано в поля (amoCRM не принимает): utm_source (2375289), Роутер (2578885)" in the_note(provider)
    assert provider.amo.requests(LEADS) == [LEADS, LEADS, NOTES]


async def test_a_pipeline_the_account_lacks_does_not_cost_the_lead(provider: Shop) -> None:
    provider.settings(amo_pipeline_id=1, amo_status_id=8002)
    lead_id = int(await provider.push())
    assert "pipeline_id" not in provider.amo.store.leads[lead_id]
    assert provider.amo.store.value(lead_id, 2578883) == "Пакет Оптимальный"


@pytest.mark.parametrize("status", [400, 422])
async def test_a_refusal_without_a_reason_leaves_the_bare_lead(provider: Shop, status: int) -> None:
    provider.amo.script(status, on=LEADS, body=b"no JSON")
    lead = provider.amo.store.leads[int(await provider.push())]
    assert lead["custom_fields_values"] == []
    assert (lead["price"], len(lead["contacts"])) == (1290, 1)
    assert "Тариф (2578883)" in the_note(provider)


async def test_a_lead_refused_even_without_fields_is_a_permanent_failure(provider: Shop) -> None:
    for _ in range(2):
        provider.amo.script(400, on=LEADS)
    assert (await failed(provider)).permanent


async def test_an_answer_without_hal_is_understood(provider: Shop) -> None:
    provider.amo.script(200, on=CONTACTS, body=b'[{"id":77,"request_id":["0"]}]')
    provider.amo.store.contacts[77] = {"id": 77, "name": "", "custom_fields_values": []}
    lead = provider.amo.store.leads[int(await provider.push())]
    assert lead["contacts"] == [77]


@pytest.mark.parametrize(
    ("status", "body", "permanent", "wait"),
    [
        (402, None, True, None),
        (404, None, True, None),
        (429, b'{"status":429,"retry_after":300}', False, 300),
        (429, b"slow down", False, 60),
        (403, b"403 Forbidden", False, 900),
        (500, b"", False, None),
        (504, b"<html>504</html>", False, None),
    ],
)
async def test_refusals_say_whether_and_when_to_try_again(
    provider: Shop, status: int, body: bytes | None, permanent: bool, wait: float | None
) -> None:
    # A search that is not there is no refusal; an account that is not there takes no contact.
    provider.amo.script(status, on=CONTACTS if status == 404 else "", body=body)
    error = await failed(provider)
    assert (error.permanent, error.retry_after, error.status_code) == (permanent, wait, status)


# ── what comes later


async def test_the_referrer_comes_later_into_its_field(provider: Shop) -> None:
    first = await provider.push()
    later = {"order": {**ORDER, "referrer": "Соседи уже подключены"}, "corrected": True, "key": "lead-41-test-2"}
    assert await provider.push(external_id=first, **later) == first
    assert provider.amo.store.value(int(first), 2564027) == "Соседи уже подключены"
    assert (len(provider.amo.store.leads), len(provider.amo.store.contacts)) == (1, 1)
    notes = [note["params"]["text"] for note in provider.amo.store.notes.values()]
    assert notes[1].startswith("Изменения: Рекомендация: Соседи уже подключены\n")
    (patch,) = [call for call in provider.amo.calls if call.method == "PATCH"]
    assert patch.json == {
        "custom_fields_values": [{"field_id": 2564027, "values": [{"value": "Соседи уже подключены"}]}]
    }


async def test_a_refused_referrer_becomes_a_note(provider: Shop) -> None:
    first = await provider.push()
    del provider.amo.store.fields[2564027]
    await provider.push(external_id=first, order={**ORDER, "referrer": "Реклама"}, corrected=True, key="second")
    last = list(provider.amo.store.notes.values())[-1]["params"]["text"]
    assert "Откуда узнали: Реклама" in last
    assert "Рекомендация (2564027)" in last


async def test_an_update_keeps_what_the_staff_changed(provider: Shop) -> None:
    first = int(await provider.push())
    provider.amo.store.leads[first] |= {"name": "VIP", "status_id": 142, "pipeline_id": 7001}
    provider.settings(amo_pipeline_id=7001, amo_status_id=8002)
    await provider.push(external_id=str(first), order={**ORDER, "price": 1490}, key="second")
    lead = provider.amo.store.leads[first]
    assert (lead["name"], lead["status_id"], lead["price"]) == ("VIP", 142, 1490)


async def test_an_update_without_changes_sends_nothing(provider: Shop) -> None:
    first = await provider.push()
    await provider.push(external_id=first, key="second")
    assert provider.amo.requests("PATCH") == []
    assert len(provider.amo.store.notes) == 1


async def test_a_corrected_phone_is_added_to_the_contact(provider: Shop) -> None:
    first = await provider.push()
    await provider.push(external_id=first, phone="+77011234567", corrected=True, key="second")
    (person,) = provider.amo.store.contacts.values()
    phones = [item["value"] for item in person["custom_fields_values"][0]["values"]]
    assert phones == ["+77011234567", "+77075456987"]
    assert "Изменения: Телефон: +77011234567" in list(provider.amo.store.notes.values())[-1]["params"]["text"]


async def test_a_corrected_phone_of_a_known_contact_links_that_contact(provider: Shop) -> None:
    first = await provider.push()
    known = provider.amo.store.person("Сакен Демо", "8 701 123-45-67")
    await provider.push(external_id=first, phone="+77011234567", corrected=True, key="second")
    assert known in provider.amo.store.leads[int(first)]["contacts"]


async def test_an_update_makes_no_contact_while_the_search_does_not_find_ours(provider: Shop) -> None:
    first = await provider.push()
    provider.amo.store.unindexed |= set(provider.amo.store.contacts)
    await provider.push(external_id=first, order={**ORDER, "referrer": "Реклама"}, key="second")
    assert (len(provider.amo.store.contacts), provider.amo.requests("PATCH /api/v4/contacts")) == (1, [])


async def test_an_update_of_a_deleted_lead_is_a_permanent_failure(provider: Shop) -> None:
    assert (await failed(provider, external_id="999")).permanent


# ── what is shown


async def test_the_preview_shows_the_lead_and_no_token(provider: Shop) -> None:
    preview_text = str(provider.crm.preview(provider.company, order_notice()))
    assert "Пакет Оптимальный" in preview_text
    assert "demo-access" not in preview_text
    assert provider.crm.address(provider.company) == provider.amo.url.removeprefix("http://")
