"""What customers send that is no text is kept for the staff, and never met with silence."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.telegram_shop import CHAT, MANAGER, Shop, a_telegram_shop
from parley.runtime import Runtime

PICTURE = b"\x89PNG\r\n\x1a\n demo picture"
PHOTO: dict[str, Any] = {
    "photo": [{"file_id": "small", "file_size": 10}, {"file_id": "large", "file_size": len(PICTURE)}]
}


@pytest_asyncio.fixture(loop_scope="session")
async def shop(live: Runtime, request: pytest.FixtureRequest) -> AsyncIterator[Shop]:
    async with a_telegram_shop(live, **getattr(request, "param", {})) as shop:
        shop.api.files |= {"large": PICTURE, "doc": b"MZ demo program", "fun": b"RIFF    WEBP"}
        yield shop


async def files_of(shop: Shop) -> list[dict[str, object]]:
    """What the staff sees of what came, the oldest first."""
    got = await shop.site.get(f"/companies/{shop.company_id}/media", key=shop.site.sup)
    found: list[dict[str, object]] = got.json()["media"]
    return found[::-1]


async def test_a_picture_without_words_is_thanked_for_and_seen_by_the_staff_alone(shop: Shop) -> None:
    await shop.say(**PHOTO)
    (said,) = await shop.sent(1)
    assert "сотрудники его увидят" in said["text"]
    (file,) = await files_of(shop)
    assert (file["kind"], file["size"]) == ("photo", len(PICTURE))
    elsewhere = f"/companies/{shop.company_id}/media?conversation_id=999999"
    assert (await shop.site.get(elsewhere, key=shop.site.sup)).json() == {"media": []}
    path = f"/companies/{shop.company_id}/media/{file['id']}"
    for _ in range(2):
        got = await shop.site.get(path, key=shop.site.sup)
        assert (got.status, got.body, got.headers["Content-Type"]) == (200, PICTURE, "image/png")
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert [method for method, _ in shop.api.calls].count("getFile") == 1, "fetched once"
    assert (await shop.site.get(path)).status == 401
    other = await a_company(shop.site.rt)
    assert (await shop.site.get(f"/companies/{other.id}/media/{file['id']}", key=shop.site.sup)).status == 404


async def test_a_caption_is_text(shop: Shop) -> None:
    await shop.say(**PHOTO, caption="Позовите, пожалуйста, живого человека")
    (said,) = await shop.sent(1)
    assert "увидят" not in said["text"]
    (notice,) = await shop.sent(1, MANAGER)
    assert "Позовите, пожалуйста, живого человека" in notice["text"]


async def test_a_file_is_kept_as_what_it_is_and_never_shown(shop: Shop) -> None:
    await shop.say(document={"file_id": "doc", "file_name": "счёт\r\n.pdf", "mime_type": "image/png"})
    assert "файл" in (await shop.sent(1))[0]["text"]
    (file,) = await files_of(shop)
    got = await shop.site.get(f"/companies/{shop.company_id}/media/{file['id']}", key=shop.site.sup)
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%D1%81")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({"location": {"latitude": 43.2567, "longitude": 76.9286}}, "место на карте"),
        ({"sticker": {"file_id": "fun", "emoji": "😀"}}, "словами"),
        ({"video": {"file_id": "film"}}, "изображение"),
        ({"video_note": {"file_id": "film"}}, "изображение"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "словами"),
        ({"story": {"id": 1}}, "словами"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
async def test_nothing_is_met_with_silence(shop: Shop, what: dict[str, Any], words: str) -> None:
    await shop.say(**what)
    assert words in (await shop.sent(1))[0]["text"]


@pytest.mark.parametrize("shop", [{"burst_window": 1.0}], indirect=True)
async def test_an_album_is_answered_once(shop: Shop) -> None:
    for _ in range(3):
        await shop.say(**PHOTO, media_group_id="77")
    await shop.sent(1)
    await shop.say("/id")
    assert [message["text"] for message in await shop.sent(2)][1] == str(CHAT)
    assert len(await files_of(shop)) == 3


async def test_a_sticker_that_means_yes_is_a_yes(shop: Shop) -> None:
    await shop.say("Меня зовут Сакен, хочу купить холодильник, 8 701 234 56 78")
    await shop.sent(1)
    await shop.say(sticker={"file_id": "fun", "emoji": "👍"})
    assert "Спасибо, Сакен" in (await shop.sent(2))[1]["text"]


async def test_a_picture_is_shown_to_the_person_who_holds_the_talk(shop: Shop) -> None:
    await shop.say("Позовите, пожалуйста, живого человека")
    (notice,) = await shop.sent(1, MANAGER)
    await shop.reply("Здравствуйте, пришлите фото", notice)
    await shop.sent(2)
    await shop.say(**PHOTO, caption="вот царапина")
    await shop.say(sticker={"file_id": "fun", "emoji": "😀"})
    photo, sticker, words = (await shop.sent(4, MANAGER))[1:]
    assert (photo["method"], photo["photo"]) == ("sendPhoto", "large")
    assert "вот царапина" in photo["text"]
    assert (sticker["method"], words["method"]) == ("sendSticker", "sendMessage")
    await shop.reply("Вижу, спасибо", photo)
    assert (await shop.sent(3))[2]["text"] == "Вижу, спасибо"


async def test_an_unknown_message_of_the_service_itself_is_no_customers(shop: Shop) -> None:
    await shop.say(pinned_message={"message_id": 1})
    await shop.say("/id")
    assert [message["text"] for message in await shop.sent(1)] == [str(CHAT)]
