"""A list in words of what stands on cards is not said; what is said of the goods is."""

import pytest

from fakes.answers import said_of, shop_facts
from parley.conversation.output.facts import Facts
from parley.conversation.output.goods_list import GoodsListRule
from parley.conversation.output.pipeline import OutputPipeline
from parley.conversation.output.rules import Rule
from parley.domain.search_results import ProductHit

GOODS = [
    ("Ноутбук ASUS VivoBook 15", "289 990 ₸"),
    ("Кофеварка Delonghi EC9155", "54 500 ₸"),
    ("Мышь Logitech M185", "12 990 ₸"),
]
CARDS = [ProductHit(str(i), name, price, 0.9, "", "Техника", True, {}) for i, (name, price) in enumerate(GOODS)]


def said(text: str, size: int = 3) -> str:
    rule = GoodsListRule(CARDS)
    output = OutputPipeline(
        lambda _: None, shop_facts(), "?", turn_rules=[Rule("cards", rule.refuses, rule.suspects)]
    )
    for start in range(0, len(text), size):
        output.feed(text[start : start + size])
    return output.finish()[0]


@pytest.mark.parametrize("mark", ["• ", "- ", "* ", "1. ", "1) "])
def test_the_lines_of_a_list_are_left_out_and_what_stands_around_them_stays(mark: str) -> None:
    lines = "\n".join(f"{mark}{name} — {price}" for name, price in GOODS)
    assert said(f"Вот что подойдёт:\n{lines}\nДля чего берёте?") == "Вот что подойдёт:\nДля чего берёте?"


def test_a_sentence_that_runs_through_the_cards_is_left_out() -> None:
    listed = ", ".join(f"{name} за {price}" for name, price in GOODS)
    assert said(f"Выбор есть. У нас есть {listed}. Что ближе?").split() == ["Выбор", "есть.", "Что", "ближе?"]


@pytest.mark.parametrize(
    "text",
    [
        "Ноутбук ASUS VivoBook 15 стоит 289 990 ₸.",
        "• Ноутбук ASUS VivoBook 15 лёгкий, его удобно носить на учёбу каждый день",
        "Из них Кофеварка Delonghi EC9155 варит быстрее, а Мышь Logitech M185 просто недорогая.",
        "1. Выберите модель\n2. Оставьте заявку",
        "1. Ноутбук ASUS VivoBook 15 — 16 ГБ\n2. Мышь Logitech M185 — 90 г",
        "Вам ближе Ноутбук ASUS VivoBook 15 или Мышь Logitech M185?",
    ],
)
def test_what_is_said_of_the_goods_is_said(text: str) -> None:
    assert said(text) == text


def test_numbered_lines_stay_whole() -> None:
    facts: Facts = shop_facts()
    assert said_of("1. Выберите модель\n2. Позвоните нам", facts) == "1. Выберите модель\n2. Позвоните нам"
