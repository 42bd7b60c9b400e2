"""A bot is connected, sends, and says what it is refused (contracts/telegram.md)."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from fakes.bot_api import FakeBotApi
from parley.channels.base import Account
from parley.channels.telegram.channel import TelegramChannel
from parley.domain.channel import OutboundMessage, RemoteFile
from parley.errors import RemoteError
from parley.runtime import Runtime

TOKEN = "700100:demo-token-of-the-tests"
ACCOUNT = Account(1, 1, "telegram", "1.demo", {"token": TOKEN, "secret": "demo-secret"}, {})


@pytest_asyncio.fixture(loop_scope="session")
async def api() -> AsyncIterator[FakeBotApi]:
    async with FakeBotApi() as api:
        api.add_bot(TOKEN)
        yield api


@pytest.fixture
def channel(runtime: Runtime, api: FakeBotApi) -> TelegramChannel:
    runtime.settings = runtime.settings.model_copy(update={"telegram_api_url": api.url})
    return TelegramChannel(runtime)


async def test_a_bot_is_told_where_to_call(channel: TelegramChannel, api: FakeBotApi) -> None:
    state = await channel.connect(ACCOUNT, "https://parley.example/webhooks/telegram/1.demo")
    assert (state.state, state.text, state.external_id) == ("connected", "connected as @shop_bot", "700100")
    assert api.bots[TOKEN].webhook["secret_token"] == "demo-secret"


async def test_a_bot_that_is_to_be_asked_has_no_webhook(channel: TelegramChannel, api: FakeBotApi) -> None:
    api.bots[TOKEN].webhook = {"url": "https://elsewhere.example/"}
    assert (await channel.connect(ACCOUNT, "")).state == "polling"
    assert not api.bots[TOKEN].webhook


async def test_a_refused_token_is_a_state_and_no_error(channel: TelegramChannel, api: FakeBotApi) -> None:
    api.bots.clear()
    assert (await channel.connect(ACCOUNT, "")).state == "refused"


async def test_a_long_answer_has_its_buttons_under_the_last_message(
    channel: TelegramChannel, api: FakeBotApi
) -> None:
    message = OutboundMessage("а" * 5000, suggestions=("Да", "Нет"), asks_phone=True)
    await channel.send(ACCOUNT, "5001", message)
    first, last = api.bots[TOKEN].sent
    assert "reply_markup" not in first
    labels = [row[0]["text"] for row in last["reply_markup"]["keyboard"]]
    assert labels == ["📱 Поделиться контактом", "Да", "Нет"]


@pytest.mark.parametrize(
    ("status", "body", "permanent"),
    [
        (400, {"description": "Bad Request: chat not found"}, True),
        (403, {"description": "Forbidden: bot was blocked by the user"}, True),
        (429, {"description": "Too Many Requests: retry after 7", "parameters": {"retry_after": 7}}, False),
        (500, {"description": "Internal Server Error"}, False),
    ],
)
async def test_a_refusal_says_whether_to_try_again(
    channel: TelegramChannel, api: FakeBotApi, status: int, body: dict[str, object], permanent: bool
) -> None:
    api.faults.append(("sendMessage", status, body))
    with pytest.raises(RemoteError) as caught:
        await channel.send(ACCOUNT, "5001", OutboundMessage("привет"))
    assert (caught.value.permanent, caught.value.status_code) == (permanent, status)
    assert TOKEN not in str(caught.value)
    if status == 429:
        assert caught.value.retry_after == 7


async def test_a_button_pressed_long_ago_is_no_error(channel: TelegramChannel, api: FakeBotApi) -> None:
    api.faults.append(("answerCallbackQuery", 400, {"description": "Bad Request: query is too old"}))
    api.faults.append(("editMessageText", 400, {"description": "Bad Request: message is not modified"}))
    message = OutboundMessage("Отлично!", extra={"callback": "1", "replaces": "7"})
    begin = await channel.send(ACCOUNT, "5001", message)
    assert [sent["message_id"] for sent in api.bots[TOKEN].sent] == [int(begin)], "the keyboard of the beginning"


async def test_a_recording_is_fetched_unless_it_is_too_big(channel: TelegramChannel, api: FakeBotApi) -> None:
    api.files["voice-1"] = b"OggS demo"
    assert await channel.fetch(ACCOUNT, RemoteFile("voice-1", 9)) == b"OggS demo"
    with pytest.raises(RemoteError):
        await channel.fetch(ACCOUNT, RemoteFile("voice-1", channel.max_file_bytes + 1))


@pytest.mark.parametrize(
    ("header", "is_genuine"), [("demo-secret", True), ("other", False), ("", False), ("демо", False)]
)
def test_a_call_is_genuine_by_its_secret(channel: TelegramChannel, header: str, is_genuine: bool) -> None:
    headers = {"x-telegram-bot-api-secret-token": header}
    assert channel.is_genuine(headers, b"{}", ACCOUNT) is is_genuine


def test_an_account_without_a_secret_takes_no_calls(channel: TelegramChannel) -> None:
    bare = Account(1, 1, "telegram", "1.demo", {"token": TOKEN}, {})
    assert not channel.is_genuine({"x-telegram-bot-api-secret-token": ""}, b"{}", bare)
