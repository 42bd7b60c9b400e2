"""A lead in amoCRM's shape, and what is read back of one: no account is asked."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fakes.amo_shop import ORDER, order_notice
from fakes.outside import company, notice
from parley.crm.amocrm import wire
from parley.crm.amocrm.account import AmoCRMAccount
from parley.crm.amocrm.wire import Entity

ALMATY = ZoneInfo("Asia/Almaty")


def custom_field(number: int, value: Any = "x") -> Entity:
    return {"field_id": number, "values": [{"value": value}]}


# ── name and price


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"order": {"address": "Садовая,\n 5"}}, "Подключение: Садовая, 5"),
        ({"order": {"address": "Садовая, 5", "waiting_list": True}}, "Лист ожидания: Садовая, 5"),
        ({"order": {}}, "Заявка: Сакен"),
        ({"order": {}, "name": ""}, "Заявка: +77075456987"),
        ({"order": {"address": "у" * 300}}, "Подключение: " + "у" * 237),
    ],
)
def test_a_lead_is_named_by_what_is_known_in_250_characters(fields: dict[str, Any], name: str) -> None:
    assert wire.lead_name(notice(**fields)) == name
    assert len(name) <= 250


@pytest.mark.parametrize(
    ("name", "own"),
    [("Подключение: x", True), ("Лист ожидания: x", True), ("Заявка: x", True), ("VIP", False), (None, False)],
)
def test_a_name_of_ours_is_known_by_its_beginning(name: str | None, own: bool) -> None:
    assert wire.is_own_lead_name(name) is own


@pytest.mark.parametrize(
    ("price", "whole"),
    [(1290, 1290), (1290.5, 1290), ("1490", 1490), (-5, 0), (None, 0), ("дорого", 0), ([1], 0), (float("inf"), 0)],
)
def test_a_price_is_whole_and_never_negative(price: Any, whole: int) -> None:
    assert wire.lead_price(notice(order={"price": price})) == whole


# ── fields


@pytest.mark.parametrize(
    ("raw_value", "sent_value"),
    [(True, True), (False, False), ("Да", True), ("1", True), ("нет", False), ("", None), (1, None)],
)
def test_a_checkbox_is_yes_no_or_left_out(raw_value: Any, sent_value: bool | None) -> None:
    assert wire.field_values(notice(order={"static_ip": raw_value}), ALMATY).get("static_ip") is sent_value


@pytest.mark.parametrize(
    ("day", "seconds"), [("2026-11-25", 1795546800), ("25.11.2026", None), ("", None), (None, None)]
)
def test_a_day_is_its_midnight_where_the_company_is(day: Any, seconds: int | None) -> None:
    assert wire.field_values(notice(order={"date": day}), ALMATY).get("connection_date") == seconds


def test_a_field_is_called_by_its_id_or_its_code_and_left_out_without_either() -> None:
    bodies = wire.custom_field_bodies(
        {"tariff": "a", "router": "b", "cctv": "c"}, {"tariff": "31", "router": "RTR"}
    )
    assert [body | {"values": None} for body in bodies] == [
        {"field_id": 31, "values": None},
        {"field_code": "RTR", "values": None},
    ]
    assert [wire.field_reference(body) for body in bodies] == ["31", "RTR"]


def test_a_lead_has_its_tag_and_lies_where_the_account_says() -> None:
    account = AmoCRMAccount("https://demo.amocrm.ru", pipeline_id=7001, responsible_user_id=5)
    body = wire.lead_body(order_notice(order={}), company(), account, {})
    assert body == {
        "name": "Заявка: Сакен",
        "pipeline_id": 7001,
        "responsible_user_id": 5,
        "custom_fields_values": [],
        "_embedded": {"tags": [{"name": "parley-demo-bakery-41"}]},
    }


@pytest.mark.parametrize(
    ("phone", "digits"),
    [("+77075456987", "7075456987"), ("+996 555 123-456", "6555123456"), ("254", "254"), ("", "")],
)
def test_a_phone_is_searched_by_its_last_ten_digits(phone: str, digits: str) -> None:
    assert wire.phone_search_digits(phone) == digits


# ── the note


def test_a_note_has_ten_thousand_characters_and_its_key_behind_them() -> None:
    text = wire.note_text(order_notice(lines=[("Комментарий", "у" * 20_000)]))
    words, key = text.split("\n\n")
    assert (len(words), key) == (10_000, "[lead-41-test-1]")


def test_a_note_says_what_the_lines_leave_out_of_the_order() -> None:
    order = {**ORDER, "comment": "домофон не работает", "referrer": "Реклама"}
    assert "Тариф: Пакет Оптимальный\nАдрес: " in wire.note_text(order_notice(lines=[], order=order))
    listed = wire.note_text(
        order_notice(lines=[("Мой тариф", "Премиум"), ("Пожелание", order["comment"])], order=order)
    )
    assert "Пакет Оптимальный" not in listed
    assert listed.count("домофон не работает") == 1
    assert "Откуда узнали: Реклама" in listed


# ── what the account refuses


PLACED: Entity = {"name": "n", "pipeline_id": 1, "status_id": 2, "responsible_user_id": 3}


@pytest.mark.parametrize(
    ("paths", "remaining", "refused"),
    [
        (["responsible_user_id"], ["name", "pipeline_id", "status_id"], ["responsible_user_id"]),
        (["pipeline_id"], ["name", "responsible_user_id"], ["pipeline_id", "status_id"]),
        (["status_id"], ["name", "responsible_user_id"], ["pipeline_id", "status_id"]),
        ([], ["name"], ["pipeline_id", "status_id", "responsible_user_id"]),
    ],
    ids=["a person", "a pipeline takes its status along", "a status its pipeline", "nobody knows what"],
)
def test_a_refused_placement_is_left_out(paths: list[str], remaining: list[str], refused: list[str]) -> None:
    rest, parts = wire.without_refused(PLACED, (), paths)
    assert (list(rest), parts) == (remaining, refused)


def test_of_the_custom_fields_only_the_refused_are_left_out() -> None:
    fields = [custom_field(1), custom_field(2), custom_field(3)]
    rest, parts = wire.without_refused(
        {**PLACED, "custom_fields_values": fields}, {0, 2}, ["custom_fields_values.0"]
    )
    assert parts == [fields[0], fields[2]]
    assert rest == {**PLACED, "custom_fields_values": [fields[1]]}


def test_without_a_reason_fields_and_placement_are_left_out() -> None:
    fields = [custom_field(1)]
    rest, parts = wire.without_refused({"name": "n", "status_id": 2, "custom_fields_values": fields}, (), ["name"])
    assert (rest, parts) == ({"name": "n", "custom_fields_values": []}, [*fields, "status_id"])


def test_nothing_is_left_to_refuse_in_a_bare_lead() -> None:
    assert wire.without_refused({"name": "n"}, {0}, ["name"]) == ({"name": "n"}, [])


# ── what changed


def changes(remote: Entity, wanted: Entity) -> tuple[Entity, list[str]]:
    wanted = {"custom_fields_values": [], **wanted}
    return wire.lead_changes(remote, wanted, lambda field: f"поле {wire.field_reference(field)}")


@pytest.mark.parametrize(
    ("remote", "wanted", "body", "words"),
    [
        (
            {"name": "Заявка: Асель"},
            {"name": "Заявка: Сакен"},
            {"name": "Заявка: Сакен"},
            ["Название: Заявка: Сакен"],
        ),
        ({"name": "Заявка: Сакен"}, {"name": "Заявка: Сакен"}, {}, []),
        ({"name": "VIP"}, {"name": "Заявка: Сакен"}, {}, []),
        ({"name": "VIP", "price": 1}, {"name": "", "price": 2}, {"price": 2}, ["Бюджет: 2"]),
        ({"name": "VIP", "price": 2}, {"name": "", "price": 2}, {}, []),
        ({"name": "VIP", "price": 1}, {"name": ""}, {}, []),
    ],
    ids=["our name", "the same name", "a name of theirs", "a price", "the same price", "no price of ours"],
)
def test_name_and_price_change_where_they_are_ours(
    remote: Entity, wanted: Entity, body: Entity, words: list[str]
) -> None:
    assert changes(remote, wanted) == (body, words)


@pytest.mark.parametrize(
    ("remote", "changed"),
    [
        ([], True),
        ([custom_field(31, "Премиум")], False),
        ([custom_field(31, "Базовый")], True),
        ([{**custom_field(9, "Премиум"), "field_code": "31"}], False),
        ([{"field_id": 31, "values": None}], True),
        ([{"field_id": 31, "values": [{"value": "Премиум"}, {"value": "Базовый"}]}], True),
    ],
    ids=["empty", "the same", "another", "the same by its code", "no values", "more than ours"],
)
def test_a_custom_field_changes_where_it_has_another_value(remote: list[Entity], changed: bool) -> None:
    wanted = custom_field(31, "Премиум")
    body, words = changes({"custom_fields_values": remote}, {"name": "", "custom_fields_values": [wanted]})
    assert (body, words) == (({"custom_fields_values": [wanted]}, ["поле 31"]) if changed else ({}, []))


@pytest.mark.parametrize("entity", [{}, {"_embedded": None}, {"_embedded": {}}, {"_embedded": {"tags": None}}])
def test_what_has_nothing_embedded_has_no_tags(entity: Entity) -> None:
    assert wire.embedded(entity, "tags") == []
