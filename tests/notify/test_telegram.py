import re
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from fakes.outside import company, notice, outside
from fakes.telegram_server import FakeTelegram
from fakes.timed_http import TimedHttp
from parley.domain.notice_text import CORRECTION_REMARK
from parley.errors import RemoteError
from parley.infra.http import HttpClient
from parley.notify.telegram import TelegramNotifier, telegram_html


@pytest_asyncio.fixture(loop_scope="session")
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
def notifier(telegram: FakeTelegram, http: HttpClient) -> TelegramNotifier:
    return TelegramNotifier(outside(http, telegram_api_url=telegram.url))


async def refused(notifier: TelegramNotifier) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        await notifier.deliver(company(), notice())
    return caught.value


async def test_a_message_has_the_lines_of_the_contract(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    await notifier.deliver(company(), notice())
    (message,) = telegram.accepted
    assert message["text"] == (
        "<b>🔥 НОВЫЙ ЛИД!</b>\n"
        "👤 Имя: Сакен\n"
        "📱 Телефон: +77075456987\n"
        "💼 Область: Маркетинг\n"
        "🌡 Температура: 🔥 горячий\n"
        "📝 Диалог: Клиент: Нужна реклама\n"
        "Бот: Как к вам обращаться?\n"
        "Клиент: Сакен\n"
        "\n"
        "📊 Анализ: Маркетинг"
    )
    assert (message["chat_id"], message["parse_mode"]) == ("555000111", "HTML")
    assert telegram.tokens == ["1234567:demo-token"]


async def test_the_button_opens_the_lead(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    await notifier.deliver(company(), notice())
    first, second, third = telegram.accepted[0]["reply_markup"]["inline_keyboard"]
    assert first == [{"text": "🆕 Сакен", "callback_data": "new_lead:41"}]
    assert [button["callback_data"] for button in second] == ["take:41", "number:41"]
    # Messengers refuse a link to this machine.
    assert [button["callback_data"] for button in third] == ["return:41"]


def test_missing_values_are_named() -> None:
    text = telegram_html(notice(name="", phone="", summary="", dialogue=[]))
    assert "👤 Имя: не указано\n📱 Телефон: не указан\n💼 Область: не указана" in text
    assert "Анализ" not in text


@pytest.mark.parametrize(
    ("temperature", "spelled"),
    [("hot", "🔥 горячий"), ("warm", "🌤 теплый"), ("cold", "❄️ холодный"), ("?", "🌤 теплый")],
)
def test_the_temperature_is_spelled_as_the_contract_does(temperature: str, spelled: str) -> None:
    assert f"🌡 Температура: {spelled}\n" in telegram_html(notice(temperature=temperature))


def test_a_customers_markup_is_only_text() -> None:
    text = telegram_html(notice(name="<b>Том & Co</b>", dialogue=[("user", "<a href='x'>1 < 2</a>")]))
    assert "👤 Имя: &lt;b&gt;Том &amp; Co&lt;/b&gt;" in text
    assert "&lt;a href='x'&gt;1 &lt; 2&lt;/a&gt;" in text


def test_a_name_of_two_lines_forges_no_phone() -> None:
    text = telegram_html(notice(name="Сакен\n📱 Телефон: +70000000000"))
    assert [line for line in text.splitlines() if line.startswith("📱")] == ["📱 Телефон: +77075456987"]


def test_a_long_dialogue_loses_its_oldest_words() -> None:
    text = telegram_html(notice(dialogue=[("user", f"слово {number} " + "а" * 300) for number in range(20)]))
    assert 3900 < len(text) <= 4096
    assert "слово 19" in text
    assert "слово 0" not in text
    assert text.endswith("📊 Анализ: Маркетинг")
    assert "📝 Диалог: …" in text


def test_one_endless_message_is_shortened_and_not_dropped() -> None:
    text = telegram_html(notice(dialogue=[("user", "я" * 9000 + " конец")]))
    assert len(text) == 4096
    assert "конец\n" in text


WILD = st.text(alphabet=st.sampled_from("<>&\"'\n Яя😀a"), max_size=6000)


@given(name=WILD, phone=WILD, summary=WILD, line=WILD, uncertain=st.booleans())
def test_no_text_is_too_long_or_broken_inside(
    name: str, phone: str, summary: str, line: str, uncertain: bool
) -> None:
    text = telegram_html(
        notice(name=name, phone=phone, summary=summary, email=name, dialogue=[("user", line)], uncertain=uncertain)
    )
    assert len(text) <= 4096
    bare = text.replace("<b>", "", 1).replace("</b>", "", 1)
    assert not re.search(r"[<>]|&(?!(?:lt|gt|amp);)", bare)
    assert "НОВЫЙ ЛИД" in unescape(text)


def test_a_repetition_says_so_before_everything_else() -> None:
    assert telegram_html(notice(uncertain=True)).startswith("⚠️ Возможный повтор: ")
    assert "повтор" not in telegram_html(notice())


def test_a_corrected_contact_says_so() -> None:
    assert CORRECTION_REMARK in telegram_html(notice(corrected=True))


@pytest.mark.parametrize(("status", "words"), [(401, "Unauthorized"), (403, "Forbidden"), (400, "chat not found")])
async def test_a_refusal_is_permanent(
    telegram: FakeTelegram, notifier: TelegramNotifier, status: int, words: str
) -> None:
    telegram.script(status)
    error = await refused(notifier)
    assert (error.permanent, error.status_code) == (True, status)
    assert words in str(error)
    assert len(telegram.messages) == 1


async def test_telegrams_retry_after_is_honoured(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    telegram.script(429, retry_after=37)
    error = await refused(notifier)
    assert (error.permanent, error.retry_after) == (False, 37)


@pytest.mark.parametrize("status", [421, 500, 502])
async def test_a_server_error_is_temporary(telegram: FakeTelegram, notifier: TelegramNotifier, status: int) -> None:
    telegram.script(status)
    error = await refused(notifier)
    assert (error.permanent, error.status_code) == (False, status)


async def test_a_lost_connection_is_temporary(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    telegram.cut()
    error = await refused(notifier)
    assert (error.permanent, error.status_code) == (False, None)


async def test_a_moved_group_is_found_at_its_new_id(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    telegram.script(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100200300400
    )
    await notifier.deliver(company(admin_chat_id=-5), notice())
    assert [message["chat_id"] for message in telegram.messages] == ["-5", -100200300400]
    assert len(telegram.accepted) == 1


@pytest.mark.parametrize("body", [b"<html>welcome to our hotel</html>", b"[]", b'{"ok":false}'])
async def test_an_answer_of_another_shape_is_an_error(
    telegram: FakeTelegram, notifier: TelegramNotifier, body: bytes
) -> None:
    telegram.script(200, body=body)
    assert not (await refused(notifier)).permanent


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[1]", b'{"parameters":[]}', b'{"parameters":{"retry_after":"x"}}']
)
async def test_a_refusal_without_a_readable_body_is_permanent(
    telegram: FakeTelegram, notifier: TelegramNotifier, body: bytes
) -> None:
    telegram.script(403, body=body)
    assert (await refused(notifier)).permanent


async def test_no_error_shows_the_token(telegram: FakeTelegram, notifier: TelegramNotifier) -> None:
    telegram.script(403, body=b"{}").script(200, body=b"?").cut()
    for _ in range(3):
        assert "demo-token" not in str(await refused(notifier))


def test_the_environments_manager_belongs_to_the_first_company(http: HttpClient) -> None:
    rt = outside(http, bot_token="99:installation", manager_chat_id="4242")
    bare: dict[str, Any] = {"admin_chat_id": None, "credentials": {}}
    assert TelegramNotifier(rt).address(company(id=1, **bare)) == "4242"
    assert TelegramNotifier(rt).address(company(id=2, **bare)) == ""
    assert TelegramNotifier(rt).address(company(id=2, admin_chat_id=None)) == ""
    assert TelegramNotifier(rt).address(company(id=2, credentials={})) == ""


def test_a_company_without_a_chat_is_not_set_up(http: HttpClient) -> None:
    assert TelegramNotifier(outside(http)).address(company(id=1, admin_chat_id=None)) == ""


def test_the_preview_holds_no_secret(http: HttpClient) -> None:
    assert "demo-token" not in str(TelegramNotifier(outside(http)).preview(company(), notice()))


def test_a_long_line_is_cut_so_that_a_dialogue_still_fits() -> None:
    lines = [("Пожелание", "&" * 5000)] * 3
    text = telegram_html(notice(name="<" * 5000, email=">" * 5000, lines=lines, summary="я" * 9000))
    name = unescape(text).splitlines()[1]
    assert (len(name), name[:6]) == (130, "👤 Имя:")
    assert len(unescape(text).split("📝 Диалог: ")[1].split("\n\n")[0]) > 40


def test_a_long_analysis_leaves_four_hundred_characters_to_the_dialogue() -> None:
    text = telegram_html(notice(summary="я" * 9000, dialogue=[("user", "слово " * 500)]))
    dialogue = text.split("📝 Диалог: ")[1].split("\n\n")[0]
    assert len(dialogue) == 400


def test_the_button_has_sixty_four_characters_at_most(notifier: TelegramNotifier) -> None:
    shown = notifier.preview(company(), notice(name="я" * 100))
    button = shown["reply_markup"]["inline_keyboard"][0][0]
    assert button["text"] == "🆕 " + "я" * 62


async def test_a_message_times_out_after_twenty_seconds(telegram: FakeTelegram) -> None:
    async with TimedHttp() as http:
        await TelegramNotifier(outside(http, telegram_api_url=telegram.url)).deliver(company(), notice())
    assert http.timeouts == [20]
