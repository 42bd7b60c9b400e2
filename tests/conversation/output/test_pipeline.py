"""The filters between a model and the customer, one behind the other."""

import pytest

from fakes.talk import ask, speaking
from parley.conversation.output.pipeline import OutputPipeline
from parley.conversation.output.prices import PriceFilter
from parley.conversation.output.promises import PromiseFilter
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime
from parley.testing import ScriptedLLM


async def test_a_model_cannot_invent_a_price(runtime: Runtime, company: CompanyConfig) -> None:
    pieces: list[str] = []
    rt = speaking(runtime, ScriptedLLM(["Ноутбук стоит 99 000 тенге, берёте?"]))
    answer = await ask(rt, company, "Сколько стоит ноутбук?", pieces)
    assert answer.text == "".join(pieces)
    assert answer.text.strip() == "Ноутбук стоит (точную цену подскажет менеджер), берёте?"


async def test_a_model_may_repeat_what_the_customer_said_of_money(runtime: Runtime, company: CompanyConfig) -> None:
    rt = speaking(runtime, ScriptedLLM(["До 300 000 ₸ ноутбуков нет."]))
    answer = await ask(rt, company, "Есть ноутбуки до 300 тысяч?")
    assert answer.text.strip() == "До 300 000 ₸ ноутбуков нет."


def filtered(text: str, *, promises: bool = False, one_sentence: bool = False) -> tuple[str, tuple[str, ...]]:
    """What is emitted of a text that is fed letter by letter, and the buttons."""
    emitted: list[str] = []
    promise_filter = PromiseFilter((), (), ()) if promises else None
    pipeline = OutputPipeline(
        emitted.append, PriceFilter("…", ["5 000 ₸"]), promise_filter, one_sentence=one_sentence
    )
    for letter in text:
        pipeline.feed(letter)
    whole, buttons = pipeline.finish()
    assert "".join(emitted) == whole
    return whole, buttons


@pytest.mark.parametrize(
    ("text", "said", "buttons"),
    [
        ("Стоит 5 000 ₸.", "Стоит 5 000 ₸.", ()),
        ("Стоит 7 000 ₸.", "Стоит ….", ()),
        ("Что выберете?\n💡 «Диван», «Кресло»", "Что выберете?", ("Диван", "Кресло")),
    ],
)
def test_prices_and_buttons_are_seen_to_in_every_answer(text: str, said: str, buttons: tuple[str, ...]) -> None:
    assert filtered(text) == (said, buttons)


def test_where_a_flow_is_enforced_nothing_is_asked() -> None:
    assert filtered("Диваны есть. Какой у вас телефон?", promises=True)[0].strip() == "Диваны есть."


def test_a_spoken_turn_is_one_sentence() -> None:
    assert filtered("* Диваны есть. Кресла тоже.", one_sentence=True)[0] == "Диваны есть."


def test_what_a_tool_found_may_be_said() -> None:
    emitted: list[str] = []
    pipeline = OutputPipeline(emitted.append, PriceFilter("…", ()), PromiseFilter((), (), ()), one_sentence=False)
    pipeline.allow_facts('{"price": "7 000 ₸", "speed": "100 Мбит/с"}')
    pipeline.feed("За 7 000 ₸ есть 100 Мбит/с.")
    assert pipeline.finish()[0] == "За 7 000 ₸ есть 100 Мбит/с."
