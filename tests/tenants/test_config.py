"""A change of prompt counts from the next message on, in every process."""

from fakes.company import a_company
from parley.bootstrap import assemble
from parley.companies import brands
from parley.conversation.receive import receive
from parley.conversation.respond import respond
from parley.domain.messages import Inbound
from parley.runtime import Runtime
from parley.tenants.config import active
from parley.testing import ScriptedLLM


async def test_another_process_speaks_by_the_new_prompt_at_once(live: Runtime) -> None:
    model = ScriptedLLM(["Раз.", "Два."])
    other = assemble(live.settings, live.db, live.jobs, live.http, model_for=lambda _: model)
    made = await a_company(live)

    async def ask(text: str) -> str:
        company = await active(other, made.id)
        assert company is not None
        async with other.db.direct(made.id) as connection:
            got = await receive(other, connection, company, Inbound(channel="web", sender="v_1", text=text))
        await respond(other, company, got.conversation_id, lambda _: None)
        return str(model.requests[-1].messages[0].content)

    assert "Отвечай стихами" not in await ask("Здравствуйте")
    await brands.configure(live, made.id, {"system_prompt": "Отвечай стихами", "persona_prompt": "Ты Айша"}, "test")
    told = await ask("Когда вы работаете?")
    assert "Отвечай стихами\n\nТы Айша" in told
