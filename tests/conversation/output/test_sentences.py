"""How words are held back until they are judged, and how early they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.answers import said_of, shop_facts
from parley.conversation.output.rules import RULES
from parley.conversation.output.sentences import SentenceFilter


def pieces_of(text: str) -> list[str]:
    """What is said at each word of a text."""
    sentences = SentenceFilter(shop_facts(), "…", RULES)
    words = text.split(" ")
    return [sentences.feed(word + " " * (word is not words[-1])) for word in words] + [sentences.close()]


def test_a_sentence_is_said_when_it_ends() -> None:
    assert pieces_of("Есть ноутбук за 12 990 ₸. Он лёгкий.")[:6] == ["", "", "", "", "", ""]
    assert pieces_of("Есть ноутбук за 12 990 ₸. Он лёгкий.")[6] == "Есть ноутбук за 12 990 ₸."


def test_clauses_without_a_suspicion_are_said_before_the_sentence_ends() -> None:
    assert pieces_of("Понимаю вас, выбор непростой.") == ["", "Понимаю вас", "", "", ", выбор непростой."]


def test_a_long_clause_is_said_but_for_its_last_words() -> None:
    said = pieces_of("Этот лёгкий и тихий компьютер удобно носить каждый день на учёбу в рюкзаке.")
    assert next(index for index, piece in enumerate(said) if piece) == 9
    assert "".join(said) == "Этот лёгкий и тихий компьютер удобно носить каждый день на учёбу в рюкзаке."


def test_a_sentence_whose_end_is_refused_is_closed() -> None:
    assert "".join(pieces_of("Отличный выбор, ваш заказ оформлен. Спасибо!")) == "Отличный выбор. Спасибо!"


def test_a_claim_that_begins_in_a_held_clause_takes_it_along() -> None:
    assert "".join(pieces_of("Ваш заказ, как и обещали, оформлен. Спасибо!")).strip().endswith("Спасибо!")
    assert "заказ" not in "".join(pieces_of("Ваш заказ, который собран, оформлен. Спасибо!"))


def test_what_was_said_before_is_not_said_again() -> None:
    text = "Этот ноутбук подойдёт для учёбы. "
    assert said_of(text * 5, shop_facts()).count("подойдёт") == 1
    assert said_of("Да. Да.", shop_facts()) == "Да. Да."


@pytest.mark.parametrize(
    "text",
    ["Доставка за 12 тыс. тенге.", "Заходите на t . me / evil", "Весит 1.7 кг. ", "Пишите на shop.example сегодня"],
)
def test_a_full_stop_inside_ends_no_sentence(text: str) -> None:
    sentences = SentenceFilter(shop_facts(), "…", RULES)
    assert sentences.feed(text[:-1]) == ""


@given(st.text(max_size=80), st.integers(1, 9))
def test_nothing_breaks_however_a_text_is_cut(text: str, size: int) -> None:
    said_of(text, shop_facts(), size)
