"""What a message asks to find."""

import pytest

from fakes.listener import message_meaning
from parley.domain.understanding import Phone
from parley.search.query import parse_query


def test_a_phone_to_call_is_no_phone_to_buy() -> None:
    with_phone = message_meaning("телефон 87071234567", phone=Phone("87071234567", "+77071234567"))
    assert not parse_query(with_phone, "KZT").tokens
    assert parse_query(message_meaning("какие есть телефоны?"), "KZT").names_goods


def test_assent_is_no_colour_but_in_uzbek() -> None:
    assert not parse_query(message_meaning("ок, хочу заказать", ready_to_order=True), "KZT").tokens
    uzbek = parse_query(message_meaning("oq muzlatgich bormi", "uz"), "UZS")
    assert uzbek.tokens[0].concept == "white-colour"


def test_a_comparison_asks_for_the_things_compared() -> None:
    message = message_meaning("чем отличается NetVault", content_words=("чем", "отличается", "netvault"))
    assert [token.latin for token in parse_query(message, "USD").tokens] == ["netvault"]


@pytest.mark.parametrize(
    "text",
    ["понятно", "примерно", "пришлите", "можно завтра?", "простите", "пишіть", "маргааш", "qilish", "барайын"],
)
def test_an_everyday_word_is_no_slip_of_the_pen(text: str) -> None:
    assert not parse_query(message_meaning(text, content_words=tuple(text.split())), "KZT").names_goods


def test_what_is_included_is_asked_of_goods_and_a_service_by_what_it_costs() -> None:
    parsed = parse_query(message_meaning("матрас входит в стоимость?", question=True), "KZT")
    assert [word_token.concept for word_token in parsed.tokens] == ["mattress", "included"]
    parsed = parse_query(message_meaning("сборка входит в цену?", question=True), "KZT")
    assert [word_token.concept for word_token in parsed.tokens] == ["assembly"]


def test_of_a_company_that_writes_a_word_into_all_its_groups_so_many_synonyms_count() -> None:
    groups = [["сумка", *(f"сумочка{letter}{number}" for letter in "абвгд")] for number in range(100)]
    query = parse_query(message_meaning("сумка", content_words=("сумка",)), "KZT", groups)
    assert len(query.synonyms[query.tokens[0]]) == 60
