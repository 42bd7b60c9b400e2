"""A greeting is translated by the company's model, once, in the background."""

from collections.abc import AsyncIterator

import orjson
import pytest
from sqlalchemy import text

from fakes.company import a_company
from fakes.openai_server import FakeOpenAI, Reply
from fakes.talk import speaking
from parley.companies import manage
from parley.domain.company import CompanyConfig
from parley.errors import RemoteError
from parley.llm.base import AnswerDelta, CompletionRequest
from parley.models import Widget
from parley.runtime import Runtime
from parley.testing import ScriptedLLM
from parley.widgets import greetings
from parley.widgets.store import add_widget, find_widget, update_widget
from parley.worker import tasks

WORDS = {
    "en": "Hi! Pizza in 30 minutes 🍕",
    "kk": "Сәлем! Пицца 30 минутта 🍕",
    "ky": "Салам! Пицца 30 мүнөттө 🍕",
    "uz": "Salom! Pitsa 30 daqiqada 🍕",
    "uk": "Вітаємо! Піца за 30 хвилин 🍕",
    "mn": "Сайн уу! Пицца 30 минутад 🍕",
}
RUSSIAN = "Привет! Пицца за 30 минут 🍕"


async def a_widget(rt: Runtime, company: CompanyConfig, greeting: str | None = RUSSIAN) -> Widget:
    return await add_widget(rt, company.id, "vk", greeting)


async def translated(rt: Runtime, widget: Widget, *said: str | RemoteError) -> tuple[Widget, ScriptedLLM]:
    model = ScriptedLLM(said)
    await greetings.translate_greeting(speaking(rt, model), widget.company_id, widget.id)
    found = await find_widget(rt, widget.company_id, widget.id)
    assert found is not None
    return found, model


async def waiting(rt: Runtime, widget: Widget) -> int:
    """Jobs that are to translate this widget's greeting."""
    async with rt.db.begin() as session:
        query = (
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'translate_greeting' "
            "AND CAST(args->>'widget_id' AS int) = :widget"
        )
        return int(await session.scalar(text(query), {"widget": widget.id}) or 0)


async def test_one_call_fills_every_language(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company)
    assert await waiting(runtime, widget) == 1
    found, model = await translated(runtime, widget, orjson.dumps(WORDS).decode())
    assert found.greetings == WORDS
    assert found.greeting == RUSSIAN
    (request,) = model.requests
    assert request.messages[-1].content == RUSSIAN
    assert all(code in request.messages[0].content for code in WORDS)


async def test_a_greeting_without_words_of_its_own_asks_nobody(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company, None)
    assert await waiting(runtime, widget) == 0
    _, model = await translated(runtime, widget)
    assert model.requests == []


async def test_without_a_model_nothing_is_translated(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company)
    await greetings.translate_greeting(runtime, company.id, widget.id)
    found = await find_widget(runtime, company.id, widget.id)
    assert found is not None
    assert found.greetings == {}


async def test_json_in_a_fence_is_read(runtime: Runtime, company: CompanyConfig) -> None:
    said = f"Here you are:\n```json\n{orjson.dumps(WORDS).decode()}\n```"
    found, _ = await translated(runtime, await a_widget(runtime, company), said)
    assert found.greetings == WORDS


@pytest.mark.parametrize(
    "said", ["I cannot do that.", "{", "[]", '{"en": 5, "kk": null, "ky": "  ", "de": "Hallo", "ru": "Эй"}', "{}}",
             '{"en": "' + "x" * 5000 + '"}'],
)  # fmt: skip
async def test_what_is_no_translation_is_not_kept(runtime: Runtime, company: CompanyConfig, said: str) -> None:
    found, _ = await translated(runtime, await a_widget(runtime, company), said)
    assert found.greetings == {}


async def test_a_part_is_better_than_nothing(runtime: Runtime, company: CompanyConfig) -> None:
    found, _ = await translated(runtime, await a_widget(runtime, company), '{"en": "Hi!", "kk": ""}')
    assert found.greetings == {"en": "Hi!"}


async def test_a_model_that_refuses_is_not_asked_again(runtime: Runtime, company: CompanyConfig) -> None:
    found, _ = await translated(runtime, await a_widget(runtime, company), RemoteError("no credit", permanent=True))
    assert found.greetings == {}


async def test_a_model_that_fails_is_asked_again_later(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company)
    with pytest.raises(RemoteError):
        await translated(runtime, widget, RemoteError("busy"))


async def test_a_hand_written_greeting_stays(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company)
    await update_widget(runtime, company.id, widget.id, {"greetings": {"kz": "Қош келдіңіз!"}})
    found, model = await translated(runtime, widget, orjson.dumps(WORDS).decode())
    assert found.greetings == {**WORDS, "kk": "Қош келдіңіз!"}
    assert "kk" not in model.requests[0].messages[0].content


async def test_words_changed_meanwhile_are_not_answered_by_an_old_translation(
    runtime: Runtime, company: CompanyConfig
) -> None:
    widget = await a_widget(runtime, company)

    class Slow(ScriptedLLM):
        async def complete(self, request: CompletionRequest) -> AsyncIterator[AnswerDelta]:
            await update_widget(runtime, company.id, widget.id, {"greeting_message": "Добрый день!"})
            async for delta in super().complete(request):
                yield delta

    model = Slow([orjson.dumps(WORDS).decode()])
    await greetings.translate_greeting(speaking(runtime, model), company.id, widget.id)
    found = await find_widget(runtime, company.id, widget.id)
    assert found is not None
    assert (found.greeting, found.greetings) == ("Добрый день!", {})


async def test_a_new_russian_greeting_is_translated_anew(runtime: Runtime, company: CompanyConfig) -> None:
    widget = await a_widget(runtime, company, None)
    await update_widget(runtime, company.id, widget.id, {"channel_name": "ok"})
    assert await waiting(runtime, widget) == 0
    changed = await update_widget(runtime, company.id, widget.id, {"greetings": {"ru": "Ого!", "en": "Wow!"}})
    assert changed is not None
    assert (changed.greeting, changed.greetings) == ("Ого!", {"en": "Wow!"})
    assert await waiting(runtime, widget) == 1


async def test_the_job_does_it_with_the_companys_model(live: Runtime) -> None:
    made = await a_company(live)
    async with FakeOpenAI([Reply(orjson.dumps(WORDS).decode())]) as fake:
        await manage.save_company(
            live,
            {"id": made.id, "ai_endpoint": fake.base_url, "model": "openai/demo", "ai_api_key": "demo"},
            with_secrets=True,
            at=live.clock(),
        )
        widget = await a_widget(live, made)
        tasks.register_tasks(live.queue.app, live)
        await live.queue.app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
        assert len(fake.requests) == 1
    found = await find_widget(live, made.id, widget.id)
    assert found is not None
    assert found.greetings == WORDS
