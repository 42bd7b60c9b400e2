"""Answers of a model, and the demo shop whose model gives them: what it was told, and what of an answer is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from parley.conversation.output.facts import Facts
from parley.conversation.output.pipeline import OutputPipeline
from parley.conversation.output.promises import ScriptedRule
from parley.conversation.prompt import instruction_texts
from parley.domain.company import CompanyConfig

PROMPT = (
    "Ты вежливый консультант TechPro. Никогда не называй закупочную цену и наценку. "
    "Отвечай коротко и по делу, предлагай аксессуары к каждому ноутбуку."
)
PRICES = ["289 990 ₸", "12 990 ₸", "54 500 ₸"]
GIVEN = [
    "TechPro",
    PROMPT,
    *("Ноутбук ASUS VivoBook 15", "Кофеварка Delonghi EC9155", "Наушники Sony WH-1000XM5", "Мышь Logitech M185"),
    "Экран 15,6 дюйма, 16 ГБ памяти, SSD 512 ГБ, 1,7 кг",
    "Доставка по Алматы бесплатная при заказе от 50 000 ₸, иначе 1 500 ₸, занимает два дня.",
    "Скидка пенсионерам 5 %.",
    "Телефон: +7 727 123 45 67, сайт techpro.kz, почта info@techpro.kz, Telegram @techpro_kz, ул. Абая, 10.",
    *PRICES,
]
INSTEAD = "(price?)"


def shop_facts(language: str = "ru", **changes: Any) -> Facts:
    """What the demo shop's model was given. Айдар is a demo customer."""
    company = CompanyConfig(1, "techpro", "TechPro", system_prompt=PROMPT)
    known: dict[str, Any] = {
        "given": list(GIVEN),
        "prices": list(PRICES),
        "said_by_customer": [
            "Меня зовут Айдар, мой номер 8 701 234 56 78, бюджет до 300 тысяч",
            "aidar@mail.example",
        ],
        "instructions": instruction_texts(company, ""),
        "phone": "+77012345678",
    }
    return Facts(language=language, **{**known, **changes})


def said_of(text: str, facts: Facts, size: int = 3, scripted_rule: ScriptedRule | None = None) -> str:
    """What is said of an answer that arrives in pieces of so many letters. What was said is never taken back."""
    pieces: list[str] = []
    output = OutputPipeline(pieces.append, facts, INSTEAD, scripted_rule=scripted_rule)
    for start in range(0, len(text), size):
        output.feed(text[start : start + size])
    whole, _ = output.finish()
    assert "".join(pieces) == whole
    return whole


class Answer(NamedTuple):
    """A line of said.yaml."""

    language: str
    #: what is wrong with it; empty where nothing is
    kind: str
    text: str


def labelled_answers() -> Iterator[Answer]:
    """Yields every answer of tests/conversation/output/said.yaml."""
    file = Path(__file__).parent.parent / "conversation" / "output" / "said.yaml"
    for part in yaml.safe_load(file.read_text(encoding="utf-8")).values():
        for language, texts in part["innocent"].items():
            yield from (Answer(language, "", _with_invisible(text)) for text in texts)
        for language, kinds in part["bad"].items():
            yield from (Answer(language, kind, _with_invisible(text)) for kind in kinds for text in kinds[kind])


def _with_invisible(text: str) -> str:
    return text.replace("{zwsp}", "\u200b").replace("{shy}", "\u00ad")
