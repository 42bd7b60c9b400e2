"""A change of prompt counts from the next message on, in every process."""

from fakes.company import a_company
from parley.bootstrap import assemble_runtime
from parley.companies import brands
from parley.conversation.receive import receive_message
from parley.conversation.respond import answer_pending
from parley.domain.messages import InboundMessage
from parley.runtime import Runtime
from parley.tenants.config import active_config
from parley.testing import ScriptedLLM


async def test_another_process_speaks_by_the_new_prompt_at_once(live: Runtime) -> None:
    model = ScriptedLLM(["Раз.", "Два."])
    other = assemble_runtime(live.settings, live.db, live.queue, live.http, model_for=lambda _: model)
    made = await a_company(live)

    async def ask(text: str) -> str:
        company = await active_config(other, made.id)
        assert company is not None
        async with other.db.direct(made.id) as connection:
            got = await receive_message(
                other, connection, company, InboundMessage(channel="web", sender_id="v_1", text=text)
            )
        await answer_pending(other, company, got.conversation_id, lambda _: None)
        return str(model.requests[-1].messages[0].content)

    assert "Отвечай стихами" not in await ask("Здравствуйте")
    await brands.update_brand_config(
        live, made.id, {"system_prompt": "Отвечай стихами", "persona_prompt": "Ты Айша"}, "test"
    )
    told = await ask("Когда вы работаете?")
    assert "Отвечай стихами\n\nТы Айша" in told
