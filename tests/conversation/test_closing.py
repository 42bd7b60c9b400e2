"""What code says at the end of an answer, whatever the model said before, and the buttons below it."""

import pytest

from fakes.talk import ask, speaking
from parley.conversation.closing import required_text
from parley.domain.company import CompanyConfig
from parley.domain.lead import DialogueAct
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import SearchResults
from parley.domain.understanding import Understanding
from parley.languages import en, ru
from parley.languages.base import Language
from parley.runtime import Runtime
from parley.testing import ScriptedLLM


async def test_the_contact_is_read_back_even_when_the_model_forgets_it(
    runtime: Runtime, company: CompanyConfig
) -> None:
    model = ScriptedLLM(["Прекрасно!", "Отлично!"])
    rt = speaking(runtime, model)
    answer = await ask(rt, company, "Меня зовут Сакен, мой номер 8 701 234 56 78")
    assert "Прекрасно!" in answer.text
    assert "Сакен, +7 701 234 5678" in answer.text
    confirmed = await ask(rt, company, "да")
    assert confirmed.lead_status == "confirmed"
    assert "менеджер свяжется" in confirmed.text


async def test_a_model_cannot_confirm_a_lead(runtime: Runtime, company: CompanyConfig) -> None:
    rt = speaking(runtime, ScriptedLLM(["Всё верно? Заявка подтверждена!", "Подтверждено!"]))
    await ask(rt, company, "Меня зовут Сакен")
    answer = await ask(rt, company, "да")
    assert answer.lead_status == "new"


def context(act: DialogueAct, **fields: object) -> PromptContext:
    known = {"name": "Сакен", "phone": "+7 701 234 5678", **fields}
    return PromptContext(
        company_name="Тест",
        company_description="",
        language="ru",
        act=act,
        understanding=Understanding(language="ru"),
        results=SearchResults(),
        **known,  # type: ignore[arg-type]
    )


RUSSIAN, ENGLISH = ru.LANGUAGE, en.LANGUAGE


@pytest.mark.parametrize(
    ("reply", "act", "fields", "language", "required"),
    [
        ("Да.", DialogueAct.ANSWER, {}, RUSSIAN, ""),
        ("Да.", DialogueAct.ASK_SLOT, {"closing_text": "Когда?", "is_scripted": True}, RUSSIAN, "\n\nКогда?"),
        (" ", DialogueAct.ASK_SLOT, {"closing_text": "Когда?", "is_scripted": True}, RUSSIAN, "Когда?"),
        ("Верно? Сакен, 8 7012345678", DialogueAct.CONFIRM, {"phone": "87012345678"}, RUSSIAN, ""),
        (
            "Верно?",
            DialogueAct.CONFIRM,
            {},
            RUSSIAN,
            "\n\n" + RUSSIAN.replies.read_back.format(name="Сакен", phone="+7 701 234 5678"),
        ),
        (
            "",
            DialogueAct.CONFIRM,
            {"name": ""},
            ENGLISH,
            ENGLISH.replies.read_back_phone.format(name="", phone="+7 701 234 5678"),
        ),
        ("", DialogueAct.CONFIRMED, {}, RUSSIAN, RUSSIAN.replies.confirmed.format(name="Сакен")),
        ("", DialogueAct.CONFIRMED, {"name": ""}, RUSSIAN, RUSSIAN.replies.confirmed_unnamed),
        ("Наш менеджер свяжется с вами.", DialogueAct.CONFIRMED, {}, RUSSIAN, ""),
        ("Thank you!", DialogueAct.CONFIRMED, {}, ENGLISH, ""),
        ("", DialogueAct.HANDOVER, {"handover_text": "Передаю."}, RUSSIAN, "Передаю."),
        ("Верно?", DialogueAct.CONFIRM, {"one_sentence": True}, RUSSIAN, ""),
    ],
)
def test_what_the_words_left_out_is_added(
    reply: str, act: DialogueAct, fields: dict[str, object], language: Language, required: str
) -> None:
    assert required_text(reply, context(act, **fields), language) == required
