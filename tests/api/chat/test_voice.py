"""POST voice as widgets and bots call it (contract §1.1)."""

from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any
from uuid import UUID

import aiohttp
import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.recordings import RECORDINGS, many_words
from fakes.site import VISITOR, Answer, Site, serving
from fakes.speech_server import FakeSpeech, Said
from parley.api.chat.voice import MAX_RECORDING_BYTES
from parley.bootstrap import assemble_runtime
from parley.domain.company import CompanyConfig
from parley.languages.registry import find_languages
from parley.llm.base import ModelEndpoint
from parley.speech.openai import OpenAITranscriber
from parley.testing import ScriptedTranscriber

SORRY = {
    "ru": "Не удалось разобрать сообщение. Повторите, пожалуйста.",
    "kz": "Хабарламаны түсіне алмадым. Қайталап жіберіңізші.",
    "ua": "Не вдалося розібрати повідомлення. Повторіть, будь ласка.",
    "": "Не удалось разобрать сообщение. Повторите, пожалуйста.",
    "xx": "Не удалось разобрать сообщение. Повторите, пожалуйста.",
}


class Phone:
    """Sends recordings to a company."""

    def __init__(self, site: Site, company: CompanyConfig, fake: FakeSpeech) -> None:
        self.site, self.company, self.fake = site, company, fake

    async def send(
        self, audio: bytes | None = RECORDINGS["ogg"], name: str = "voice.ogg", key: str = "", **fields: Any
    ) -> Answer:
        form = aiohttp.FormData({"user_id": VISITOR, **fields}, default_to_multipart=True)
        if audio is not None:
            form.add_field("file", BytesIO(audio), filename=name)
        return await self.site.post(f"/sales/{self.company.id}/voice", data=form, key=key)

    async def say(self, text: str, **fields: Any) -> dict[str, Any]:
        self.fake.script(Said(text))
        got = await self.send(**fields)
        assert got.status == 200, got.text
        answer: dict[str, Any] = got.json()
        return answer

    async def leads(self) -> list[dict[str, Any]]:
        got = await self.site.get(f"/sales/{self.company.id}/leads", key=self.site.sup)
        leads: list[dict[str, Any]] = got.json()["leads"]
        return leads


@pytest_asyncio.fixture(loop_scope="session")
async def phone(site: Site) -> AsyncIterator[Phone]:
    previous = site.rt.transcriber_for
    async with FakeSpeech() as fake:
        engine = OpenAITranscriber(ModelEndpoint("gpt-transcribe", "demo-key", fake.openai), site.rt.http)
        site.rt.transcriber_for = lambda _: engine
        yield Phone(site, await a_company(site.rt), fake)
    site.rt.transcriber_for = previous


@pytest.mark.parametrize("kind", sorted(RECORDINGS))
async def test_a_recording_is_written_down_and_answered(phone: Phone, kind: str) -> None:
    got = await phone.send(RECORDINGS[kind], name="blob", session_id="web-session", language="ru")
    answer = got.json()
    assert (answer["text"], answer["session_id"]) == ("Здравствуйте! Сколько стоит ноутбук?", "web-session")
    assert answer["response"]
    (request,) = phone.fake.requests
    assert (request.audio, request.name, request.hint) == (RECORDINGS[kind], f"voice.{kind}", "ru")


async def test_a_voice_leads_to_the_same_lead_as_a_text(phone: Phone) -> None:
    for text in ("Хочу купить ноутбук", "Меня зовут Сакен", "Мой номер 8 701 234 56 78"):
        await phone.say(text, user_id="123456", source="telegram", key=phone.site.svc)
    answer = await phone.say("Да, верно", user_id="123456", source="telegram", key=phone.site.svc)
    (lead,) = await phone.leads()
    assert (lead["status"], lead["contact_info"]["name"], lead["source"]) == ("confirmed", "Сакен", "telegram")
    assert lead["contact_info"]["phone_e164"] == "+77012345678"
    assert (answer["action"], "менеджер свяжется" in answer["response"]) == ("confirmed", True)


async def test_voice_and_text_are_one_conversation(phone: Phone) -> None:
    await phone.say("Меня зовут Сакен", user_id=VISITOR)
    answer = await phone.site.say(phone.company.id, VISITOR, "8 701 234 56 78")
    assert "Сакен" in answer["response"]


@pytest.mark.parametrize("language", ["kz", "kk", "ky", "kg", "ua", "uk", "RU-ru"])
async def test_the_language_comes_back_by_the_name_the_client_has_for_it(phone: Phone, language: str) -> None:
    assert (await phone.say("Сәлеметсіз бе!", language=language))["language"] == language


async def test_a_client_that_names_no_language_gets_that_of_the_answer(phone: Phone) -> None:
    assert (await phone.say("Сәлеметсіз бе, бағасы қанша болады?"))["language"] == "kz"


async def test_kyrgyz_is_hinted_as_its_nearest_and_the_unknown_not_at_all(phone: Phone) -> None:
    for language in ("ky", "kg", "xx"):
        await phone.say("Саламатсызбы", language=language, user_id=f"v_{language}")
    assert [request.hint for request in phone.fake.requests] == ["kk", "kk", ""]


async def test_the_companys_language_is_no_hint_and_the_talks_is(phone: Phone) -> None:
    await phone.say("87012345678")
    await phone.say("Сәлеметсіз бе, бағасы қанша болады?")
    await phone.say("Рақмет")
    assert [request.hint for request in phone.fake.requests] == ["", "", "kk"]


async def test_a_language_chosen_on_the_page_goes_before_the_talks(phone: Phone) -> None:
    await phone.say("Здравствуйте, сколько стоит доставка?", language="ru")
    await phone.say("Сәлеметсіз бе, бағасы қанша болады?", language="ru")
    await phone.say("Рақмет", language="ru")
    await phone.say("Thanks, that is all", language="en")
    assert [request.hint for request in phone.fake.requests] == ["ru", "ru", "kk", "en"]


@pytest.mark.parametrize("garbled", ["мой-" * 30, "مرحبا كم سعر الكمبيوتر", "노트북 얼마예요"])
async def test_what_nobody_can_have_said_is_asked_again_and_changes_nothing(phone: Phone, garbled: str) -> None:
    session = (await phone.say("Сәлеметсіз бе, бағасы қанша болады?"))["session_id"]
    answer = await phone.say(garbled)
    assert answer["text"] == ""
    assert answer["response"] == find_languages()["kk"].replies.voice_garbled
    assert (await phone.say("Рақмет"))["answer_language"] == "kk"
    path = f"/sales/{phone.company.id}/history?session_id={session}"
    lines = (await phone.site.get(path)).json()["messages"]
    assert [line["role"] for line in lines] == ["user", "assistant"] * 2


async def test_who_cannot_be_listened_to_in_time_is_asked_to_write(phone: Phone) -> None:
    rt = phone.site.rt
    settings = rt.settings.model_copy(update={"transcription_timeout": 0.02})
    engine = ScriptedTranscriber([None])
    async with serving(
        assemble_runtime(settings, rt.db, rt.queue, rt.http, transcriber_for=lambda _: engine)
    ) as own:
        answer = (await Phone(own, phone.company, phone.fake).send(language="uz")).json()
    assert (answer["text"], answer["response"]) == ("", find_languages()["uz"].replies.voice_late)


async def test_a_session_is_made_where_none_was_sent(phone: Phone) -> None:
    assert UUID((await phone.say("Здравствуйте"))["session_id"]).version == 4


@pytest.mark.parametrize("language", sorted(SORRY))
@pytest.mark.parametrize(
    "said",
    [
        Said(""),
        Said("Субтитры сделал DimaTorzok"),
        Said("Thanks for watching!"),
        Said(status=401, error={"code": "invalid_api_key"}),
        Said(status=429, error={"code": "credit_balance_exhausted"}),
        Said(body=b"<html>", status=500, content_type="text/html"),
    ],
    ids=["silence", "credits", "farewell", "bad key", "no credit", "broken"],
)
async def test_a_customer_who_is_not_understood_is_asked_again(phone: Phone, said: Said, language: str) -> None:
    phone.fake.script(*[said] * 3)
    language_field: dict[str, Any] = {"language": language} if language else {}
    got = await phone.send(session_id="web", **language_field)
    answer = got.json()
    own = "ru" if language in ("", "xx") else language
    assert got.status == 200
    assert answer == {"text": "", "response": SORRY[language], "language": own, "session_id": "web"}
    assert await phone.leads() == []


async def test_an_empty_recording_is_asked_for_again(phone: Phone) -> None:
    got = await phone.send(b"")
    assert (got.status, got.json()["text"], got.json()["response"]) == (200, "", SORRY["ru"])
    assert not phone.fake.requests


async def test_the_managers_words_are_written_down_and_that_is_all(phone: Phone) -> None:
    answer = await phone.say("лиды за неделю", username="manager", session_id="manager_voice", user_id="555")
    assert answer == {
        "text": "лиды за неделю", "response": "", "language": "ru", "session_id": "manager_voice",
    }  # fmt: skip
    assert await phone.leads() == []


async def test_a_manager_learns_when_nothing_was_understood(phone: Phone) -> None:
    assert (await phone.say("", username="manager", language="en"))["response"].startswith("I couldn't")


async def test_a_company_switched_off_says_so_and_transcribes_nothing(phone: Phone) -> None:
    path = f"/sales/{phone.company.id}/widget-enabled?enabled=false"
    await phone.site.post(path, key=phone.site.sup)
    answer = (await phone.send()).json()
    assert answer["response"] == "Виджет временно отключен / Widget temporarily disabled"
    assert not phone.fake.requests
    assert (await phone.say("статус", username="manager"))["text"] == "статус"


async def test_the_contact_marker_is_for_telegrams_voices_only(phone: Phone) -> None:
    for user, marked in (("8001", True), (VISITOR, False)):
        await phone.say("Хочу купить ноутбук", user_id=user, key=phone.site.svc)
        answer = await phone.say("Меня зовут Сакен", user_id=user, key=phone.site.svc)
        assert ("[REQUEST_CONTACT]" in answer["response"]) is marked


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"%PDF-1.4 price list", "voice.webm"), (b"hello", "voice.ogg"), (RECORDINGS["mp4"][:4], "voice.mp4")],
)
async def test_what_is_no_recording_is_refused_with_what_would_be_one(phone: Phone, data: bytes, name: str) -> None:
    got = await phone.send(data, name)
    assert got.status == 415
    assert got.json()["detail"].endswith("Send it as WebM, Ogg, MP4 or M4A, MP3, WAV, FLAC")
    assert not phone.fake.requests


async def test_a_recording_may_have_ten_mebibytes_and_not_a_byte_more(phone: Phone) -> None:
    largest = RECORDINGS["ogg"] + bytes(MAX_RECORDING_BYTES - len(RECORDINGS["ogg"]))
    assert (await phone.send(largest)).status == 200
    got = await phone.send(largest + b"x")
    assert (got.status, got.json()) == (413, {"detail": "File too large"})
    assert len(phone.fake.requests) == 1


@pytest.mark.parametrize("has_length", [True, False], ids=["a length", "no length"])
async def test_a_body_without_end_is_refused_before_it_ends(phone: Phone, has_length: bool) -> None:
    sent_bytes = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent_bytes
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.ogg"\r\n\r\n'
        while sent_bytes < 64 * 2**20:
            sent_bytes += 2**16
            yield bytes(2**16)

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    if has_length:
        headers["Content-Length"] = str(2**31)
    path = f"/sales/{phone.company.id}/voice"
    got = await phone.site.post(path, data=endless(), headers=headers)
    assert (got.status, got.json()) == (413, {"detail": "File too large"})
    assert sent_bytes < 64 * 2**20


async def test_a_file_is_required(phone: Phone) -> None:
    path = f"/sales/{phone.company.id}/voice"
    text = aiohttp.FormData({"file": "not a file"}, default_to_multipart=True)
    for got in (
        await phone.send(None),
        await phone.site.post(path, json={"file": "x"}),
        await phone.site.post(path),
        await phone.site.post(path, data=text),
    ):
        assert got.status == 422
        assert got.json()["detail"][0]["loc"] == ["body", "file"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "multipart/form-data"}, b"x"),
        ({"Content-Type": "multipart/form-data; boundary=b"}, b"no boundary"),
        (
            {"Content-Type": "multipart/form-data; boundary=b"},
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n",
        ),
    ],
)
async def test_a_broken_form_is_a_malformed_request(phone: Phone, headers: dict[str, str], body: bytes) -> None:
    got = await phone.site.post(f"/sales/{phone.company.id}/voice", data=body, headers=headers)
    assert got.status == 422
    assert isinstance(got.json()["detail"], list)


async def test_two_files_are_one_too_many(phone: Phone) -> None:
    form = aiohttp.FormData()
    for name in ("file", "more"):
        form.add_field(name, BytesIO(RECORDINGS["ogg"]), filename="a.ogg")
    assert (await phone.site.post(f"/sales/{phone.company.id}/voice", data=form)).status == 422


async def test_odd_words_in_the_form_do_no_harm(phone: Phone) -> None:
    got = await phone.send(user_id="v\x00\ud800".encode("utf-8", "replace").decode(), session_id="s" * 300)
    assert got.status == 200


@pytest.mark.parametrize("company_id", [0, 999_999_999, 10**30])
async def test_a_recording_for_an_unknown_company_is_not_found(phone: Phone, company_id: int) -> None:
    form = aiohttp.FormData()
    form.add_field("file", BytesIO(RECORDINGS["ogg"]), filename="a.ogg")
    got = await phone.site.post(f"/sales/{company_id}/voice", data=form)
    assert (got.status, got.json()) == (404, {"detail": "Company not found"})


async def test_ten_recordings_a_minute_are_enough(phone: Phone) -> None:
    rt = phone.site.rt
    settings = rt.settings.model_copy(update={"rate_limits": "on"})
    async with serving(
        assemble_runtime(settings, rt.db, rt.queue, rt.http, transcriber_for=rt.transcriber_for)
    ) as own:
        other = Phone(own, phone.company, phone.fake)
        got = [await other.send(username="manager") for _ in range(11)]
    assert [answer.status for answer in got] == [200] * 10 + [429]
    assert got[-1].json()["error"] == "Rate limit exceeded: 10 per 1 minute"
    assert int(got[-1].headers["Retry-After"]) >= 1


async def test_without_an_engine_the_customer_is_asked_to_write_and_the_log_names_the_setting(
    phone: Phone,
) -> None:
    phone.site.rt.transcriber_for = lambda _: None
    got = await phone.send(language="en")
    answer = got.json()
    assert (got.status, answer["text"]) == (200, "")
    assert answer["response"] == "I can't listen to voice messages yet. Could you write it instead?"
    assert "OPENAI_API_KEY" in answer["detail"]


async def test_pages_learn_whether_to_show_a_microphone(phone: Phone) -> None:
    path = f"/sales/{phone.company.id}/company-info"
    assert (await phone.site.get(path)).json()["voice"] is True
    phone.site.rt.transcriber_for = lambda _: None
    assert (await phone.site.get(path)).json()["voice"] is False
    assert (await phone.site.get("/sales/999999/company-info")).json()["voice"] is False


async def test_a_widget_learns_whether_to_show_a_microphone(phone: Phone) -> None:
    made = await phone.site.post(
        f"/sales/companies/{phone.company.id}/widgets", json={"channel_name": "site"}, key=phone.site.sup
    )
    path = f"/companies/{phone.company.id}/widgets/{made.json()['id']}"
    assert (await phone.site.get(path)).json()["voice"] is True


async def test_the_documentation_knows_the_form(site: Site) -> None:
    paths = (await site.get("/openapi.json")).json()["paths"]
    body = paths["/sales/{company_id}/voice"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert (body["required"], "user_id" in body["properties"]) == (["file"], True)


async def test_a_transcript_longer_than_a_message_is_answered(phone: Phone) -> None:
    phone.site.rt.transcriber_for = lambda _: ScriptedTranscriber([" ".join(many_words(999))])
    got = await phone.send()
    assert (got.status, len(got.json()["text"])) == (200, 4000)


async def test_a_recording_sent_again_is_answered_and_not_stored_again(phone: Phone) -> None:
    answers = [await phone.say("Меня зовут Сакен", message_id="m_1") for _ in range(2)]
    assert answers[0]["response"] == answers[1]["response"]
    path = f"/sales/{phone.company.id}/history?session_id={answers[0]['session_id']}"
    lines = (await phone.site.get(path)).json()["messages"]
    assert [line["role"] for line in lines] == ["user", "assistant"]
