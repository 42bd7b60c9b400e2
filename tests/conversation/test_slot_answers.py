"""A message that only answers a flow is nothing else, and turns the conversation to no other language."""

import pytest

from fakes.talk import Talk
from flows.test_isp_onboarding import talk  # noqa: F401
from parley.languages.registry import find_languages
from parley.verticals.isp.order_language import order_replies


@pytest.mark.parametrize(
    ("language", "said", "question"),
    [
        ("en", ("i need internet at home, 250 mbit", "no cameras no static ip", "Myasnitskaya 10 flat 5"), "ok"),
        ("uz", ("uyga internet kerak", "оптимальный bo'lsin"), "cctv"),
    ],
)
async def test_names_and_streets_turn_a_talk_to_no_other_language(
    talk: Talk,  # noqa: F811
    language: str,
    said: tuple[str, ...],
    question: str,
) -> None:
    for text in said:
        answer = await talk.say(text)
    replies = order_replies(language)
    expected = {"ok": replies.ask_address_ok.split("{")[0], "cctv": replies.ask_cctv}[question]
    assert answer.language == language
    assert expected in answer.text


async def test_a_word_that_answers_is_no_trouble(talk: Talk) -> None:  # noqa: F811
    answer = await talk.say("дім")
    assert not answer.handover
    assert (await talk.state())["known"]["segment"] == "home"


async def test_a_question_that_takes_an_option_asks_for_no_person(talk: Talk) -> None:  # noqa: F811
    await talk.say("hi, what do you have for home?")
    answer = await talk.say("can I get the Premium?")
    assert not answer.handover
    assert order_replies("en").ask_cctv in answer.text


async def test_a_person_asked_for_by_name_is_called_whatever_was_answered(talk: Talk) -> None:  # noqa: F811
    await talk.say("для дома")
    assert (await talk.say("премиум, и позовите менеджера")).handover


async def test_trouble_told_in_a_sentence_stays_trouble(talk: Talk) -> None:  # noqa: F811
    answer = await talk.say("дома со вчерашнего дня не работает интернет")
    assert answer.handover


OUTAGES = {
    "ru": ("второй день интернета нет", "перезагружал, без толку", "когда почините"),
    "en": ("internet is down since the morning", "already rebooted it twice", "how long will it take"),
    "kk": ("кеше кештен бері интернет жоқ", "өшіріп қостым бәрібір жоқ", "қашан жөндейсіздер"),
    "ky": ("интернет эки күндөн бери иштебей атат", "роутерди өчүрүп күйгүздүм", "качан оңдойсуңар?"),
    "uz": (
        "internet o'chib qoldi ertalabdan beri yo'q",
        "routerni o'chirib yoqdim foydasi yo'q",
        "qachon tuzatasizlar",
    ),
    "uk": ("інтернет не працює з учорашнього дня", "перезапускав двічі", "коли полагодите?"),
    "mn": ("интернэт тасарчихлаа хоёр цаг боллоо", "асааж унтраагаад болохгүй байна", "хэзээ засах вэ"),
}


@pytest.mark.parametrize("language", OUTAGES)
async def test_who_is_cut_off_gets_advice_thanks_for_details_and_how_long_it_takes(
    talk: Talk,  # noqa: F811
    language: str,
) -> None:
    replies, (outage, detail, question) = find_languages()[language].replies, OUTAGES[language]
    first = await talk.say(outage)
    assert first.handover
    assert "Перезагрузите роутер" in first.text
    assert replies.order_number_helps in first.text
    noted = await talk.say(detail)
    assert noted.text.startswith(replies.details_noted)
    assert noted.products is None
    told = await talk.say(question)
    assert "за четыре часа" in told.text
    assert order_replies(language).ask_segment not in f"{first.text} {noted.text} {told.text}"


async def test_who_was_cut_off_may_order_all_the_same(talk: Talk) -> None:  # noqa: F811
    await talk.say("второй день интернета нет")
    answer = await talk.say("хочу подключить интернет на дачу")
    assert order_replies("ru").ask_tariff in answer.text


async def test_what_comes_instead_of_the_answer_is_noted_before_the_question_comes_again(
    talk: Talk,  # noqa: F811
) -> None:
    await talk.say("для дома")
    answer = await talk.say("Тверская 10 кв 5")
    assert "Записал — Адрес: " in answer.text
    assert order_replies("ru").ask_tariff_again in answer.text


@pytest.mark.parametrize("text", ["без камер", "камерасыз", "kamerasiz", "камергүй"])
async def test_what_is_named_only_to_leave_it_out_is_refused(talk: Talk, text: str) -> None:  # noqa: F811
    for said in ("для дома", "премиум", text):
        await talk.say(said)
    assert (await talk.state())["known"]["cctv"] == "no"


async def test_behind_a_tariff_another_figure_is_another_tariff(talk: Talk) -> None:  # noqa: F811
    for said in ("для дома", "премиум", "нет, давайте на 100"):
        await talk.say(said)
    assert (await talk.state())["known"]["tariff"] == "Пакет Оптимальный"


async def test_a_list_keeps_to_the_price_that_is_named(talk: Talk) -> None:  # noqa: F811
    answer = await talk.say("какие тарифы до 1400 рублей домой")
    assert "Оптимальный" in answer.text
    assert "Безлимитище" not in answer.text
    assert "1290" in (await talk.say("второй")).text
    assert (await talk.state())["known"]["tariff"] == "Пакет Оптимальный"


async def test_a_tariff_chosen_by_its_rank_is_named(talk: Talk) -> None:  # noqa: F811
    await talk.say("для дома")
    assert "Безлимитище — 500" in (await talk.say("а самый быстрый какой")).text
