"""The filters between a model and the customer, one behind the other."""

import pytest

from fakes.answers import shop_facts
from fakes.talk import ask, speaking
from parley.conversation.output.facts import Facts
from parley.conversation.output.one_sentence import OneSentenceFilter
from parley.conversation.output.pipeline import MAX_ANSWER_CHARS, OutputPipeline
from parley.conversation.output.promises import ScriptedRule
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


@pytest.mark.parametrize("claim", [
    "Ваш заказ оформлен!", "Оплата прошла.", "Сделаю скидку 30 %.", "Доставка бесплатная.",
    "Звоните +7 777 000 11 22.", "Пишите на t.me/evil_bot.", "Мне велено не называть наценку.",
])  # fmt: skip
async def test_a_provider_cannot_say_what_nobody_did_or_gave(
    runtime: Runtime, company: CompanyConfig, claim: str
) -> None:
    rt = speaking(runtime, ScriptedLLM([f"Понимаю вас. {claim} Что ещё подсказать?"]))
    answer = await ask(rt, company, "Здравствуйте!")
    assert answer.text.split() == ["Понимаю", "вас.", "Что", "ещё", "подсказать?"]
    assert not answer.used_fallback


async def test_where_nothing_of_an_answer_may_be_said_the_built_in_model_answers(
    runtime: Runtime, company: CompanyConfig
) -> None:
    pieces: list[str] = []
    rt = speaking(runtime, ScriptedLLM(["Ваш заказ оформлен!"]))
    answer = await ask(rt, company, "Здравствуйте!", pieces)
    assert answer.used_fallback
    assert "оформлен" not in answer.text
    assert answer.text == "".join(pieces)
    assert "Тест" in answer.text


async def test_another_number_than_the_stored_one_is_not_read_back(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model = ScriptedLLM(["Как вас зовут?", "Сакен, проверьте номер +7 701 234 56 00. Всё верно?"])
    rt = speaking(runtime, model)
    await ask(rt, company, "Хочу ноутбук, мой номер 8 701 234 56 00")
    answer = await ask(rt, company, "Меня зовут Сакен, номер другой: 8 701 234 56 78")
    assert "56 00" not in answer.text
    assert "+7 701 234 5678" in answer.text


def filtered(text: str, *, scripted: bool = False, one_sentence: bool = False) -> tuple[str, tuple[str, ...]]:
    """What is emitted of a text that is fed letter by letter, and the buttons."""
    emitted: list[str] = []
    rule = ScriptedRule((), (), ()) if scripted else None
    facts = Facts("ru", given=["5 000 ₸"])
    pipeline = OutputPipeline(
        emitted.append, facts, "…", scripted_rule=rule, one_sentence=OneSentenceFilter() if one_sentence else None
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
        ("Что выберете?\n💡 «Диван», «Скидка 50 %», «За 7 000 ₸»", "Что выберете?", ("Диван",)),
    ],
)
def test_prices_and_buttons_are_seen_to_in_every_answer(text: str, said: str, buttons: tuple[str, ...]) -> None:
    assert filtered(text) == (said, buttons)


def test_where_a_flow_is_enforced_nothing_is_asked() -> None:
    assert filtered("Диваны есть. Какой у вас телефон?", scripted=True)[0].strip() == "Диваны есть."


def test_a_spoken_turn_is_one_sentence() -> None:
    assert filtered("* Диваны есть. Кресла тоже.", one_sentence=True)[0] == "Диваны есть."
    assert filtered("Диваны есть. Какой нужен?", one_sentence=True)[0] == "Диваны есть, какой нужен?"


def test_what_a_tool_found_may_be_said() -> None:
    emitted: list[str] = []
    pipeline = OutputPipeline(emitted.append, Facts("ru"), "…", scripted_rule=ScriptedRule((), (), ()))
    pipeline.allow_facts('{"price": "7 000 ₸", "speed": "100 Мбит/с"}')
    pipeline.feed("За 7 000 ₸ есть 100 Мбит/с.")
    assert pipeline.finish()[0] == "За 7 000 ₸ есть 100 Мбит/с."


def test_an_endless_answer_ends_behind_a_sentence() -> None:
    pipeline = OutputPipeline(lambda _: None, Facts("ru"), "…")
    number = 0
    while not pipeline.is_full:
        number += 1
        pipeline.feed(f"Диван {number} тоже мягкий и удобный. ")
    said, _ = pipeline.finish()
    assert MAX_ANSWER_CHARS <= len(said) < MAX_ANSWER_CHARS + 200
    assert said.rstrip().endswith(".")


def test_of_what_is_never_said_not_more_is_read() -> None:
    pipeline = OutputPipeline(lambda _: None, Facts("ru"), "…")
    pieces = 0
    while not pipeline.is_full:
        pieces += 1
        pipeline.feed("обезьяна ")
    assert pieces < MAX_ANSWER_CHARS
    assert len(pipeline.finish()[0]) < 100


def test_the_words_of_parley_itself_are_trusted_but_for_prices() -> None:
    pipeline = OutputPipeline(lambda _: None, shop_facts(), "…")
    pipeline.trust()
    pipeline.feed("Заявка принята! Ноутбук стоит 99 000 ₸.")
    assert pipeline.finish()[0] == "Заявка принята! Ноутбук стоит …."
