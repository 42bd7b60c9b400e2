"""The internet provider's order: steps 1–7 of the contract (§5.3), and every row of what is forbidden until."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from fakes.talk import Talk, speaking
from parley.demo.companies import DEMO_COMPANIES
from parley.demo.seed import create_demo_company
from parley.llm.base import ToolCall
from parley.runtime import Runtime
from parley.testing import ManualClock, ScriptedLLM
from parley.verticals.isp.order_language import order_replies

# the contract's "now": a Monday
NOW = datetime(2025, 11, 17, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))
AIDA = next(demo for demo in DEMO_COMPANIES if demo.slug == "aida")
# A house of the demo's own address table, and one that is not in it.
SERVED, NOT_SERVED = "Мясницкая 5", "Мясницкая 500"
TO_ADDRESS = ("для дома", "Премиум", "нет", "нет")
TO_CONTACT = (*TO_ADDRESS, SERVED, "да", "кв 12")
TO_CONFIRMATION = (*TO_CONTACT, "Ольга Петрова", "8 916 123 45 67", "пропустить", "завтра вечером")


@pytest_asyncio.fixture(loop_scope="session")
async def talk(runtime: Runtime) -> Talk:
    runtime.clock = ManualClock(NOW)
    company_id, _ = await create_demo_company(runtime, replace(AIDA, slug="aida-of-a-test"))
    return await Talk.begin(runtime, company_id)


def with_model(talk: Talk, *script: Any) -> ScriptedLLM:
    """From now on a provider's model speaks, and it says this."""
    model = ScriptedLLM(script)
    talk.rt = speaking(talk.rt, model)
    talk.rt.clock = ManualClock(NOW)
    return model


def refusal(model: ScriptedLLM) -> str:
    """Why the model's tool call did not run, as the model was told."""
    last = model.requests[-1].messages[-1]
    assert last.role == "tool"
    told = json.loads(last.content)
    assert told["success"] is False, told
    return str(told["error"])


async def known(talk: Talk) -> dict[str, Any]:
    return dict((await talk.state())["known"])


# ── the steps


async def test_the_order_from_greeting_to_lead(talk: Talk) -> None:
    expected = [
        ("Здравствуйте", "для дома или для офиса"),
        ("для дома", "Какой тариф"),
        ("Премиум", "видеонаблюдение"),
        ("2 камеры", "постоянный IP"),
        ("нет", "По какому адресу"),
        (SERVED, "Всё правильно?"),
        ("да", "номер квартиры"),
        ("12", "обращаться"),
        ("Ольга Петрова", "номер телефона"),
        ("8 916 123 45 67", "e-mail"),
        ("olga@example.ru", "день и время"),
        ("завтра вечером", "Всё верно?"),
        ("да", "откуда вы о нас узнали"),
        ("соседка посоветовала", "Спасибо"),
    ]
    for said, question in expected:
        answer = await talk.say(said)
        assert question in answer.text, (said, answer.text)
        assert answer.text.count("?") <= 1, answer.text
    lead = await talk.lead()
    assert lead.status == "confirmed"
    assert lead.details["order"] == {
        "tariff": "Пакет Премиум",
        "price": 1490,
        "router": "в подарок",
        "cctv": "Видеонаблюдение, 2 камеры + 1 месяц хранения",
        "static_ip": False,
        "address": "г. Москва, ул. Мясницкая, д. 5, кв. 12",
        "city": "Москва",
        "date": "2025-11-18",
        "time": "18:00",
        "slot": "2025-11-18T18:00:00+03:00",
        "referrer": "Рекомендация",
    }


async def test_tariffs_are_listed_as_the_catalogue_has_them_and_offered_as_buttons(talk: Talk) -> None:
    answer = await talk.say("для дома")
    assert "• Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок" in answer.text
    assert "Офисный" not in answer.text
    assert answer.suggestions == ("Пакет Домашний", "Пакет Оптимальный", "Пакет Премиум", "Безлимитище")


async def test_a_router_is_asked_for_only_where_the_tariff_brings_none(talk: Talk) -> None:
    await talk.say("для офиса")
    answer = await talk.say("Офисный СТАРТ")
    assert "роутер" in answer.text
    await talk.say("возьму в аренду")
    assert (await known(talk))["router"] == "rent"
    assert "видеонаблюдение" in talk.last.text


async def test_nothing_of_all_that_answers_every_add_on_at_once(talk: Talk) -> None:
    for text in ("Офисный СТАРТ", "ничего дополнительно не нужно"):
        answer = await talk.say(text)
    assert "По какому адресу" in answer.text
    assert {name: (await known(talk))[name] for name in ("router", "cctv", "static_ip")} == {
        "router": "own",
        "cctv": "no",
        "static_ip": "no",
    }


async def test_an_address_that_cannot_be_connected_leads_to_the_waiting_list(talk: Talk) -> None:
    for text in (*TO_ADDRESS, NOT_SERVED):
        await talk.say(text)
    assert "лист ожидания" in talk.last.text
    await talk.say("да, запишите")
    await talk.say("Ольга")
    answer = await talk.say("89161234567")
    assert "Лист ожидания: да" in answer.text
    answer = await talk.say("да")
    assert "вы в листе ожидания" in answer.text
    order = (await talk.lead()).details["order"]
    assert order["waiting_list"] is True
    assert "date" not in order


async def test_who_does_not_want_to_wait_is_left_in_peace_and_may_try_another_address(talk: Talk) -> None:
    for text in (*TO_ADDRESS, NOT_SERVED, "нет, не надо"):
        await talk.say(text)
    assert "другой адрес" in talk.last.text
    await talk.say(f"а если {SERVED}")
    assert "Всё правильно?" in talk.last.text


async def test_a_private_house_has_no_flat(talk: Talk) -> None:
    for text in (*TO_ADDRESS, f"{SERVED}, частный дом", "да"):
        await talk.say(text)
    assert "обращаться" in talk.last.text


async def test_the_customer_is_called_by_name_once_it_is_known(talk: Talk) -> None:
    for text in (*TO_CONTACT, "Ольга", "89161234567"):
        answer = await talk.say(text)
    assert answer.text.startswith("Ольга,")


# ── what is forbidden, and until when, on the built-in model


async def test_no_address_is_asked_for_before_tariff_and_add_ons(talk: Talk) -> None:
    for text in ("Здравствуйте", "для дома", "Оптимальный", "нет"):
        answer = await talk.say(text)
        assert "адрес" not in answer.text.lower().replace("ip-адрес", "")
    assert "адресу" in (await talk.say("нет")).text


@pytest.mark.parametrize("early", ["Мясницкая 5 кв 12", "89161234567", "меня зовут Ольга", "olga@example.ru"])
async def test_what_comes_early_is_kept_and_never_asked_again_but_the_add_ons_are_still_offered(
    talk: Talk, early: str
) -> None:
    await talk.say(f"хочу Премиум, {early}")
    assert "видеонаблюдение" in talk.last.text
    await talk.say("нет")
    assert "постоянный IP" in talk.last.text
    answers = [await talk.say(text) for text in ("нет", "Мясницкая 5", "да", "кв 12")]
    asked = " ".join(answer.text for answer in answers)
    if early.startswith("Мясницкая"):
        assert "По какому адресу" not in asked
    for text in ("Ольга", "8 916 123 45 67", "нет"):
        if (await talk.state())["step"] in ("name", "phone", "email"):
            asked += (await talk.say(text)).text
    never = {"8": "номер телефона", "м": "обращаться", "o": "e-mail"}.get(early[0])
    assert never is None or never not in asked


async def test_no_phone_and_no_mail_are_asked_for_before_the_address_is_confirmed(talk: Talk) -> None:
    for text in (*TO_ADDRESS, SERVED):
        answer = await talk.say(text)
        assert "телефон" not in answer.text
        assert "e-mail" not in answer.text
    assert (await talk.state())["step"] == "address_ok"


async def test_a_wrong_address_is_asked_for_again_with_all_that_rests_on_it(talk: Talk) -> None:
    for text in (*TO_ADDRESS, SERVED, "нет, неправильно"):
        await talk.say(text)
    assert "адрес подключения" in talk.last.text
    assert not {"address", "address_ok", "flat"} & (await known(talk)).keys()


async def test_nothing_but_a_yes_to_the_read_back_places_the_order(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    for text in ("а договор на сколько?", "хм"):
        assert (await talk.say(text)).action == "continue"
        assert (await talk.lead()).status == "new"
    assert (await talk.say("да")).action == "confirmed"


async def test_the_order_is_placed_once(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION, "да")
    first = (await talk.lead()).confirmed_at
    for text in ("да", "друзья посоветовали", "да", "подтверждаю"):
        assert (await talk.say(text)).action == "continue"
    assert (await talk.lead()).confirmed_at == first


async def test_a_question_at_any_step_is_answered_and_the_step_comes_back(talk: Talk) -> None:
    for text in ("для дома", "Премиум"):
        await talk.say(text)
    answer = await talk.say("а сколько стоит постоянный IP?")
    assert "300" in answer.text
    assert answer.text.rstrip().endswith("Нужно ли видеонаблюдение?")


async def test_a_question_about_an_address_is_answered_before_its_step(talk: Talk) -> None:
    await talk.say("для дома")
    answer = await talk.say("а ул. Мясницкая, д. 5 у вас подключена?")
    assert "подключение возможно" in answer.text
    assert "address" not in await known(talk)
    assert "тариф" in answer.text


async def test_what_is_asked_for_is_listed_once(talk: Talk) -> None:
    answer = await talk.say("что есть для дома?")
    assert answer.text.count("Пакет Домашний") == 1


async def test_who_asks_for_a_price_has_not_chosen_yet(talk: Talk) -> None:
    await talk.say("для дома")
    answer = await talk.say("а скока стоит премиум")
    assert answer.text.startswith("Пакет Премиум — 250 Мбит/с, 1490 ₽/мес")
    assert "tariff" not in await known(talk)


async def test_an_answer_that_may_mean_either_is_asked_again(talk: Talk) -> None:
    for text in ("Премиум", "камеры не нужны", "айпи тоже"):
        answer = await talk.say(text)
    assert "постоянный IP" in answer.text
    assert "static_ip" not in await known(talk)


async def test_a_tariff_that_was_just_told_of_can_be_taken_by_a_word(talk: Talk) -> None:
    for text in ("для дома", "сколько стоит премиум?", "давайте его"):
        await talk.say(text)
    assert (await known(talk))["tariff"] == "Пакет Премиум"


@pytest.mark.parametrize(
    "said", ["хотя поменяйте тариф на безлимитище", "тариф Безлимитище", "передумал, безлимитище", "безлимитище"]
)
async def test_however_it_is_said_another_tariff_is_taken(talk: Talk, said: str) -> None:
    for text in (*TO_ADDRESS, said):
        await talk.say(text)
    assert (await known(talk))["tariff"] == "Безлимитище"
    assert "Записал — Тариф: Безлимитище, 1690 ₽/мес." in talk.last.text


@pytest.mark.parametrize(
    ("said", "street"), [("проспект", "пр-т Мира"), ("ул. Мира", "ул. Мира"), ("улица", "ул. Мира")]
)
async def test_of_two_streets_of_one_name_the_customer_chooses(talk: Talk, said: str, street: str) -> None:
    for text in (*TO_ADDRESS, "Мира 5 кв 7"):
        answer = await talk.say(text)
    assert set(answer.suggestions) == {"пр-т Мира", "ул. Мира"}
    await talk.say(said)
    assert (await known(talk))["address"]["full"] == f"г. Москва, {street}, д. 5, кв. 7"


async def test_an_address_may_come_in_two_messages(talk: Talk) -> None:
    for text in (*TO_ADDRESS, "улица Мясницкая", "дом 5"):
        answer = await talk.say(text)
    assert "г. Москва, ул. Мясницкая, д. 5" in answer.text


async def test_who_is_asked_the_same_again_and_again_is_offered_a_person(talk: Talk) -> None:
    for text in ("Премиум", "ыва", "ыва", "ыва"):
        answer = await talk.say(text)
    assert answer.suggestions[-1] == "Позвать менеджера"
    assert (await talk.say("Позвать менеджера")).handover


@pytest.mark.parametrize(
    ("said", "tariff"),
    [("2", "Пакет Оптимальный"), ("тот что за 1490", "Пакет Премиум"), ("нужен самый дешевый", "Пакет Домашний")],
)
async def test_a_tariff_is_chosen_by_number_price_or_merit(talk: Talk, said: str, tariff: str) -> None:
    for text in ("для дома", said):
        await talk.say(text)
    assert (await known(talk))["tariff"] == tariff


async def test_a_wish_answers_a_yes_or_no_question(talk: Talk) -> None:
    for text in ("Премиум", "нет", "нужен"):
        await talk.say(text)
    assert (await known(talk))["static_ip"] == "yes"


async def test_figures_of_an_address_are_no_cameras_and_those_of_a_date_no_flat(talk: Talk) -> None:
    for text in ("Премиум", "б-р Дмитрия Донского 6к1"):
        await talk.say(text)
    assert "cctv" not in await known(talk)
    for text in ("нет", "нет", "да", "через 3 дня вечером"):
        await talk.say(text)
    told = await known(talk)
    assert "flat" not in told
    assert told["when"]["slot"] == "2025-11-20T18:00:00+03:00"


async def test_a_refusal_of_mail_refuses_nothing_else_and_is_kept(talk: Talk) -> None:
    for text in ("Премиум", "не хочу давать почту"):
        await talk.say(text)
    told = await known(talk)
    assert "cctv" not in told
    assert told["email"] == ""


async def test_a_word_that_says_too_little_is_asked_again_without_excuses(talk: Talk) -> None:
    for text in ("Премиум", "нужен"):
        answer = await talk.say(text)
    assert answer.text.startswith("Не совсем понял ответ.\n\nНужно ли видеонаблюдение?")


async def test_the_flat_confirms_the_address(talk: Talk) -> None:
    for text in (*TO_ADDRESS, SERVED, "кв. 77"):
        answer = await talk.say(text)
    assert (await known(talk))["flat"] == "кв. 77"
    assert "обращаться" in answer.text


async def test_a_wish_to_be_connected_is_no_question_to_the_documents(talk: Talk) -> None:
    answer = await talk.say("подключите интернет")
    assert answer.text.endswith("\n\nИнтернет нужен для дома или для офиса?")
    assert not answer.sources


async def test_a_complaint_is_answered_before_anything_is_sold(talk: Talk) -> None:
    assert "роутер" in (await talk.say("Здравствуйте, у меня не работает интернет")).text


async def test_who_will_not_give_a_number_is_told_what_it_is_for(talk: Talk) -> None:
    for text in (*TO_CONTACT, "Ольга", "не дам номер"):
        answer = await talk.say(text)
    assert answer.text.startswith("Понимаю. Номер нужен только для этой заявки")
    assert "можно и без этого" not in answer.text


# ── changes


async def test_another_tariff_after_the_address_leaves_the_address_alone(talk: Talk) -> None:
    for text in TO_CONTACT:
        await talk.say(text)
    await talk.say("знаете, лучше Безлимитище")
    told = await known(talk)
    assert (told["tariff"], told["flat"]) == ("Безлимитище", "кв. 12")
    assert "обращаться" in talk.last.text or "зовут" in talk.last.text


async def test_a_tariff_without_a_router_reopens_only_the_router(talk: Talk) -> None:
    for text in (*TO_CONTACT, "лучше тариф Офисный СТАНДАРТ"):
        await talk.say(text)
    assert (await known(talk))["tariff"] == "Пакет Офисный СТАНДАРТ"
    assert "роутер" in talk.last.text
    await talk.say("куплю")
    assert (await talk.state())["step"] == "name"


async def test_no_the_address_is_another_one_at_the_end(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    await talk.say("нет, адрес другой")
    assert "адрес подключения" in talk.last.text
    await talk.say("Мясницкая 7")
    await talk.say("да")
    await talk.say("кв 3")
    assert "Мясницкая" in talk.last.text
    assert "кв. 3" in talk.last.text
    assert "Ольга Петрова" in talk.last.text
    assert (await talk.say("да")).action == "confirmed"


async def test_put_off_and_taken_up_again(talk: Talk) -> None:
    for text in (*TO_ADDRESS, "не сейчас, давайте завтра"):
        await talk.say(text)
    assert "сохранил" in talk.last.text
    assert "?" not in talk.last.text
    answer = await talk.say("добрый день")
    assert "адрес" in answer.text


# ── days


@pytest.mark.parametrize(
    ("said", "slot", "time"),
    [
        ("завтра утром", "2025-11-18T09:00:00+03:00", "09:00"),
        ("послезавтра", "2025-11-19T14:00:00+03:00", "14:00"),
        ("в субботу с 14:00 до 18:00", "2025-11-22T14:00:00+03:00", "14:00–18:00"),
        ("завтра в 10", "2025-11-18T10:00:00+03:00", "10:00"),
        ("25.11.2025", "2025-11-25T14:00:00+03:00", "14:00"),
    ],
)
async def test_the_agreed_slot_is_kept_with_its_zone(talk: Talk, said: str, slot: str, time: str) -> None:
    for text in (*TO_CONFIRMATION[:-1], said):
        await talk.say(text)
    when = (await known(talk))["when"]
    assert (when["slot"], when["time"]) == (slot, time)


@pytest.mark.parametrize(("said", "proposed"), [("вчера", "18.11.2025"), ("в воскресенье", "24.11.2025")])
async def test_a_day_that_cannot_be_is_questioned(talk: Talk, said: str, proposed: str) -> None:
    for text in (*TO_CONFIRMATION[:-1], said):
        await talk.say(text)
    assert proposed in talk.last.text
    assert "when" not in await known(talk)
    await talk.say("да")
    assert "Всё верно?" in talk.last.text
    assert proposed in talk.last.text


async def test_no_day_in_the_answer_asks_again(talk: Talk) -> None:
    for text in (*TO_CONFIRMATION[:-1], "как-нибудь"):
        await talk.say(text)
    assert "день и время" in talk.last.text


# ── a provider's model that tries to break each rule: the customer never sees it, and the model is told why


async def test_a_phone_that_the_model_asks_for_too_early_is_not_asked_for(talk: Talk) -> None:
    with_model(talk, "Отличный выбор! Оставьте ваш номер телефона, пожалуйста. Какой у вас номер?")
    answer = await talk.say("Премиум")
    assert "телефон" not in answer.text
    assert answer.text.startswith("Отличный выбор!")
    assert answer.text.rstrip().endswith("Нужно ли видеонаблюдение?")


async def test_a_tariff_that_does_not_exist_is_not_offered(talk: Talk) -> None:
    with_model(talk, "Есть отличный тариф «Космос». Скорость до 900 Мбит/с. Пакет Премиум тоже хорош.")
    answer = await talk.say("для дома")
    said = answer.text.split("Тарифы для дома")[0]
    assert "Космос" not in said
    assert "900" not in said
    assert "Пакет Премиум тоже хорош." in said


async def test_a_changed_price_is_not_said(talk: Talk) -> None:
    with_model(talk, "Пакет Премиум сегодня всего 990 ₽ в месяц.")
    answer = await talk.say("для дома")
    assert "990" not in answer.text
    assert "1490 ₽/мес" in answer.text


async def test_an_order_that_is_not_placed_is_not_claimed(talk: Talk) -> None:
    with_model(talk, "Ваша заявка уже оформлена! Хорошего дня.")
    answer = await talk.say("Премиум")
    assert "оформлена" not in answer.text
    assert (await talk.lead()).status == "new"


ORDER = {
    "name": "Ольга",
    "phone": "+79161234567",
    "address": "ул. Мясницкая, д. 5, кв. 12",
    "tariff": "Пакет Премиум",
    "preferred_date": "18.11.2025",
    "preferred_time": "18:00",
}


def call(tool: str, /, **arguments: Any) -> ToolCall:
    return ToolCall("c1", tool, json.dumps(arguments, ensure_ascii=False))


async def test_create_lead_too_early_is_refused_with_what_is_missing(talk: Talk) -> None:
    model = with_model(talk, [call("create_lead", **ORDER)], "Хорошо.")
    await talk.say("Премиум")
    assert "missing cctv, static_ip, address" in refusal(model)
    assert (await talk.lead()).status == "new"


async def test_create_lead_without_the_customers_yes_is_refused(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    model = with_model(talk, [call("create_lead", **ORDER)], "Хорошо.")
    answer = await talk.say("а гарантия есть?")
    assert "say yes" in refusal(model)
    assert answer.action == "continue"
    assert (await talk.lead()).status == "new"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tariff_price": 990}, "tariff_price: 'Пакет Премиум' costs 1490 ₽ a month"),
        ({"tariff": "Безлимитище"}, "tariff: the customer chose 'Пакет Премиум'"),
        ({"phone": "+79990000000"}, "phone: the customer's is +79161234567"),
    ],
)
async def test_create_lead_with_other_data_is_refused_and_the_true_data_are_kept(
    talk: Talk, changed: dict[str, Any], reason: str
) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    model = with_model(talk, [call("create_lead", **ORDER | changed)], "Хорошо.")
    answer = await talk.say("да")
    assert refusal(model) == reason
    assert answer.action == "confirmed"
    lead = await talk.lead()
    assert (lead.details["order"]["tariff"], lead.details["order"]["price"]) == ("Пакет Премиум", 1490)
    assert lead.contact_info["phone_e164"] == "+79161234567"


async def test_create_lead_after_the_yes_gives_the_lead_and_again_the_same(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    model = with_model(
        talk, [call("create_lead", **ORDER)], "Спасибо!", [call("create_lead", **ORDER)], "Уже готово."
    )
    await talk.say("да")
    first = json.loads(model.requests[-1].messages[-1].content)
    await talk.say("спасибо")
    second = json.loads(model.requests[-1].messages[-1].content)
    assert first["success"] is True
    assert first["lead_id"] == second["lead_id"] == (await talk.lead()).id


async def test_a_model_that_forgets_create_lead_loses_no_lead(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    with_model(talk, "Прекрасно.")
    assert (await talk.say("да")).action == "confirmed"
    assert (await talk.lead()).status == "confirmed"


async def test_coverage_as_part_of_the_order_waits_for_tariff_and_add_ons(talk: Talk) -> None:
    model = with_model(talk, [call("check_coverage", address="Мясницкая 5")], "Хорошо.")
    await talk.say("Премиум")
    assert "the order is at 'cctv'" in refusal(model)


async def test_a_referrer_without_a_lead_is_refused(talk: Talk) -> None:
    model = with_model(talk, [call("update_lead_referrer", lead_id=1, referrer="друзья")], "Хорошо.")
    await talk.say("Премиум")
    assert "no lead yet" in refusal(model)


async def test_a_referrer_of_another_lead_is_refused(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION, "да")
    model = with_model(talk, [call("update_lead_referrer", lead_id=999999, referrer="друзья")], "Хорошо.")
    await talk.say("а когда мастер?")
    assert "this conversation's lead is" in refusal(model)


async def test_a_referrer_the_model_heard_is_kept(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION, "да")
    lead = await talk.lead()
    with_model(talk, [call("update_lead_referrer", lead_id=lead.id, referrer="увидел баннер")], "Записала.")
    await talk.say("ну баннер висел, кажется, а когда мастер?")
    assert (await talk.lead()).details["order"]["referrer"] == "Реклама"


async def test_the_waiting_list_is_only_for_addresses_that_cannot_be_connected(talk: Talk) -> None:
    arguments = {"name": "Ольга", "phone": "+79161234567", "address": "ул. Мясницкая, д. 5"}
    for text in TO_CONTACT:
        await talk.say(text)
    model = with_model(talk, [call("add_to_waiting_list", **arguments)], "Хорошо.")
    await talk.say("Ольга")
    assert "available: false" in refusal(model)


async def test_only_the_tools_of_the_order_are_offered(talk: Talk) -> None:
    model = with_model(talk, "Хорошо.")
    await talk.say("Здравствуйте")
    assert {tool.name for tool in model.requests[0].tools} == {
        "get_tariffs",
        "check_coverage",
        "create_lead",
        "update_lead_referrer",
        "parse_relative_date",
        "find_answer_in_kb",
        "add_to_waiting_list",
    }


async def test_buttons_of_the_model_give_way_to_those_of_the_step(talk: Talk) -> None:
    with_model(talk, "Хорошо.\n💡 «Оставить телефон», «Другое»")
    answer = await talk.say("Премиум")
    assert "💡" not in answer.text
    assert answer.suggestions == ("1 камера", "2 камеры", "4 камеры", "Нет")


# ── a person instead of an order


@pytest.mark.parametrize(
    "said",
    [
        ("сколько стоит интернет для офиса", "позовите человека", "8 916 123 45 67", "Ольга"),
        ("хочу подключить интернет", "позовите оператора, 8 916 123 45 67", "Ольга"),
    ],
)
async def test_who_wants_a_person_and_leaves_a_number_needs_no_order(talk: Talk, said: tuple[str, ...]) -> None:
    for message in said:
        await talk.say(message)
    assert "Ольга, +7 916 123-45-67" in talk.last.text
    await talk.say("да")
    assert talk.last.action == "confirmed"
    assert (await talk.lead()).status == "confirmed"


async def test_who_goes_on_answering_goes_on_with_the_order(talk: Talk) -> None:
    for message in ("для дома", "Премиум", "позовите менеджера", "камеры не нужны"):
        await talk.say(message)
    assert "постоянный IP" in talk.last.text


async def test_tariffs_are_not_listed_twice_in_one_answer(talk: Talk) -> None:
    answer = await talk.say("сколько стоит интернет для офиса")
    assert answer.text.count("Пакет Офисный СТАРТ") == 1


# ── other languages

ORDERS = {
    "en": ("hi, for home", "premium", "no", "no", "Myasnitskaya 5, apt 12", "yes", "Kate"),
    "kk": ("сәлем, пәтерде", "премиум", "жоқ", "жоқ", "Мясницкая 5 кв 12", "иә", "Айгүл"),
    "ky": ("саламатсызбы, батирде", "премиум", "жок", "жок", "Мясницкая 5 кв 12", "ооба", "Айгүл"),
    "uz": ("salom, kvartiraga", "premium", "yo'q", "yo'q", "Myasnitskaya 5 kv 12", "ha", "Dilnoza"),
    "uk": ("привіт, у квартиру", "преміум", "ні", "ні", "Мясницкая 5 кв 12", "так", "Оксана"),
    "mn": ("сайн байна уу, гэрт", "премиум", "үгүй", "үгүй", "Мясницкая 5 кв 12", "тийм", "Болормаа"),
}
LAST_STEPS = {
    "en": ("skip", "tomorrow evening", "yes"),
    "kk": ("жоқ", "ертең кешке", "иә"),
    "ky": ("жок", "эртең кечинде", "ооба"),
    "uz": ("yo'q", "ertaga kechqurun", "ha"),
    "uk": ("ні", "завтра ввечері", "так"),
    "mn": ("үгүй", "маргааш орой", "тийм"),
}


@pytest.mark.parametrize("code", ORDERS)
async def test_the_order_is_led_in_the_customers_language(talk: Talk, code: str) -> None:
    replies = order_replies(code)
    questions = [replies.ask_tariff, replies.ask_cctv, replies.ask_static_ip, replies.ask_address]
    for said, question in zip(ORDERS[code], questions, strict=False):
        assert question in (await talk.say(said)).text
    for said in (*ORDERS[code][4:], "8 916 123 45 67", *LAST_STEPS[code]):
        await talk.say(said)
    lead = await talk.lead()
    assert lead.status == "confirmed"
    assert replies.ask_referrer in talk.last.text
    order = lead.details["order"]
    assert (order["tariff"], order["address"]) == ("Пакет Премиум", "г. Москва, ул. Мясницкая, д. 5, кв. 12")
    assert order["slot"] == "2025-11-18T18:00:00+03:00"


# ── impatient customers


@pytest.mark.parametrize(
    ("said", "tariff"),
    [
        ("а премиум можно?", "Пакет Премиум"),
        ("второй", "Пакет Оптимальный"),
        ("до 1400 рублей", "Пакет Оптимальный"),
        ("100, нет, лучше 250", "Пакет Премиум"),
        ("не премиум, безлимитище", "Безлимитище"),
        ("самый дорогой", "Безлимитище"),
        ("а есть премиум?", "Пакет Премиум"),
        ("премиум, а роутер там есть?", "Пакет Премиум"),
        ("100 мало, давайте 250", "Пакет Премиум"),
    ],
)
async def test_a_tariff_is_taken_however_it_is_meant(talk: Talk, said: str, tariff: str) -> None:
    for text in ("для дома", said):
        await talk.say(text)
    assert (await known(talk))["tariff"] == tariff


async def test_the_floor_is_no_flat(talk: Talk) -> None:
    for text in (*TO_ADDRESS, SERVED, "да", "этаж 3 кв 12"):
        await talk.say(text)
    assert (await known(talk))["flat"] == "кв. 12"


async def test_a_street_alone_is_asked_for_its_house(talk: Talk) -> None:
    for text in (*TO_ADDRESS, "Мясницкая"):
        answer = await talk.say(text)
    assert "номер дома" in answer.text
    assert "ул. Мясницкая, д. 5" in (await talk.say("5")).text


@pytest.mark.parametrize(
    ("said", "slot"),
    [
        ("да, только время 12", "2025-11-18T12:00:00+03:00"),
        ("все верно, но лучше в 16:00", "2025-11-18T16:00:00+03:00"),
        ("только в субботу", "2025-11-22T18:00:00+03:00"),
        ("не в 18, а в 11", "2025-11-18T11:00:00+03:00"),
    ],
)
async def test_a_yes_that_changes_the_time_is_read_back_again(talk: Talk, said: str, slot: str) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    answer = await talk.say(said)
    assert answer.action == "continue"
    assert (await known(talk))["when"]["slot"] == slot
    assert (await talk.say("да")).action == "confirmed"


async def test_a_tariff_changed_at_the_end_is_read_back_again(talk: Talk) -> None:
    await talk.to_confirmation(*TO_CONFIRMATION)
    answer = await talk.say("без премиум, хочу безлимитище")
    assert "Тариф: Безлимитище" in answer.text
    assert (await talk.say("да")).action == "confirmed"


async def test_who_is_not_understood_twice_is_offered_a_person_and_four_times_passed_on(talk: Talk) -> None:
    answers = [await talk.say(text) for text in ("Премиум", "ыва", "ыва", "ыва", "ыва")]
    person = "Позвать менеджера"
    assert [person in answer.suggestions for answer in answers] == [False, False, True, True, False]
    assert "Могу позвать менеджера" in answers[2].text
    assert answers[-1].handover


@pytest.mark.parametrize("said", ["хватит ли премиум на двоих?", "чем премиум лучше?", "какая скорость у премиум?"])
async def test_a_question_about_a_tariff_chooses_nothing(talk: Talk, said: str) -> None:
    for text in ("для дома", said):
        await talk.say(text)
    assert "tariff" not in await known(talk)


async def test_an_address_of_the_first_message_is_kept(talk: Talk) -> None:
    await talk.say("нужен самый дешевый интернет в квартиру, Тверская 5 кв 2")
    assert (await known(talk))["tariff"] == "Пакет Домашний"
    for text in ("нет", "нет"):
        answer = await talk.say(text)
    assert "г. Москва, ул. Тверская, д. 5, кв. 2" in answer.text


async def test_who_does_not_know_is_offered_a_person_and_not_sent_away(talk: Talk) -> None:
    for text in ("для дома", "не знаю", "не пойму"):
        answer = await talk.say(text)
    assert "Позвать менеджера" in answer.suggestions


async def test_a_question_in_between_is_no_miss(talk: Talk) -> None:
    for text in ("Премиум", "ыва", "а сколько стоит 2 камеры?", "ыва"):
        answer = await talk.say(text)
    assert "Могу позвать менеджера" not in answer.text
