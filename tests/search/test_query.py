"""What a message asks to find."""

import pytest

from parley.domain.understanding import Phone, Understanding
from parley.search.query import parse_query


def test_a_phone_to_call_is_no_phone_to_buy() -> None:
    heard = Understanding(language="ru", phone=Phone("87071234567", "+77071234567"))
    assert not parse_query(heard, "телефон 87071234567", "KZT").tokens
    assert parse_query(Understanding(language="ru"), "какие есть телефоны?", "KZT").names_goods


def test_assent_is_no_colour_but_in_uzbek() -> None:
    assert not parse_query(Understanding(language="ru", ready_to_order=True), "ок, хочу заказать", "KZT").tokens
    assert (
        parse_query(Understanding(language="uz"), "oq muzlatgich bormi", "UZS").tokens[0].concept == "white-colour"
    )


def test_who_compares_asks_for_what_is_compared() -> None:
    heard = Understanding(language="ru", content_words=("чем", "отличается", "netvault"))
    assert [each.latin for each in parse_query(heard, "чем отличается NetVault", "USD").tokens] == ["netvault"]


@pytest.mark.parametrize(
    "text",
    ["понятно", "примерно", "пришлите", "можно завтра?", "простите", "пишіть", "маргааш", "qilish", "барайын"],
)
def test_an_everyday_word_is_no_slip_of_the_pen(text: str) -> None:
    assert not parse_query(Understanding(language="ru", content_words=tuple(text.split())), text, "KZT").names_goods


def test_what_is_included_is_asked_of_goods_and_a_service_by_what_it_costs() -> None:
    asked = parse_query(Understanding(language="ru", question=True), "матрас входит в стоимость?", "KZT")
    assert [each.concept for each in asked.tokens] == ["mattress", "included"]
    asked = parse_query(Understanding(language="ru", question=True), "сборка входит в цену?", "KZT")
    assert [each.concept for each in asked.tokens] == ["assembly"]
