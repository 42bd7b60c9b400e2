"""What code says at the end of an answer, whatever the model said before, and the buttons below it."""

import pytest

from fakes.company import with_profile
from fakes.talk import Talk, ask, speaking
from parley.conversation.closing import required_text
from parley.conversation.output.requests import asks_for, promises_contact, sentences_of
from parley.conversation.output.sentence import Sentence
from parley.domain.company import CompanyConfig
from parley.domain.lead import DialogueAct
from parley.domain.prompt_context import PromptContext
from parley.domain.search_results import SearchResults
from parley.domain.understanding import Understanding
from parley.languages import en, ru
from parley.languages.base import Language
from parley.languages.registry import find_languages
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
    known = {"name": "Сакен", "phone": "+7 701 234 5678", "language": "ru", **fields}
    return PromptContext(
        company_name="Тест",
        company_description="",
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
        ("Our manager will call you soon, thank you!", DialogueAct.CONFIRMED, {}, ENGLISH, ""),
        (
            "",
            DialogueAct.HANDOVER,
            {"handover_text": "Передаю.", "handover_statement": "Передаю."},
            RUSSIAN,
            "Передаю.",
        ),
        ("Верно?", DialogueAct.CONFIRM, {"one_sentence": True}, RUSSIAN, ""),
    ],
)
def test_what_the_words_left_out_is_added(
    reply: str, act: DialogueAct, fields: dict[str, object], language: Language, required: str
) -> None:
    assert required_text(reply, context(act, **fields), language) == required


LANGUAGES = find_languages()
ALL = pytest.mark.parametrize("code", LANGUAGES)
# What a model says that was told to thank, or to pass the talk on, and does not quite.
SAYS_LITTLE = {
    "ru": "Прекрасно, рады помочь.", "en": "Great, glad to help.", "kk": "Тамаша, көмектескенімізге қуаныштымыз.",
    "ky": "Абдан жакшы, жардам бергенибизге кубанычтабыз.", "uz": "Ajoyib, yordam berganimizdan xursandmiz.",
    "uk": "Чудово, раді допомогти.", "mn": "Маш сайн, тусалсандаа баяртай байна.",
}  # fmt: skip
PROMISES = {
    "ru": "Передал, наш менеджер свяжется с вами сегодня.", "en": "Done, one of our managers will call you today.",
    "kk": "Бердім, біздің менеджер бүгін сізге қоңырау шалады.", "ky": "Бердим, менеджерибиз бүгүн сизге чалат.",
    "uz": "Topshirdim, menejerimiz bugun sizga qo‘ng‘iroq qiladi.", "uk": "Передав, наш менеджер вам зателефонує.",
    "mn": "Дамжууллаа, манай менежер өнөөдөр тан руу залгана.",
}  # fmt: skip
ASKS = {
    "ru": "На какой номер вам перезвонить?", "en": "What's the best number for you?",
    "kk": "Қай нөміріңізге жазайық?",
    "ky": "Кайсы номериңизге чалалы?", "uz": "Qaysi raqamingizga qo‘ng‘iroq qilaylik?",
    "uk": "На який номер вам подзвонити?", "mn": "Таны аль дугаар руу залгах вэ?",
}  # fmt: skip


def handed_over(code: str) -> PromptContext:
    replies = LANGUAGES[code].replies
    return context(
        DialogueAct.HANDOVER,
        language=code,
        handover_text=replies.handover_ask_phone,
        handover_statement=replies.handover,
        handover_question=replies.handover_ask_contact,
    )


@ALL
def test_thanks_and_the_promise_follow_a_yes_in_every_language(code: str) -> None:
    language = LANGUAGES[code]
    thanks = language.replies.confirmed.format(name="Сакен")
    confirmed = context(DialogueAct.CONFIRMED, language=code)
    assert required_text(SAYS_LITTLE[code], confirmed, language) == f"\n\n{thanks}"
    assert required_text(PROMISES[code], confirmed, language) == ""


@ALL
def test_at_a_handover_the_promise_and_the_question_for_a_phone_are_added_where_they_lack(code: str) -> None:
    language, replies = LANGUAGES[code], LANGUAGES[code].replies
    silent, promised, asked = SAYS_LITTLE[code], PROMISES[code], ASKS[code]
    for words, required in (
        (silent, replies.handover_ask_phone),
        (promised, replies.handover_ask_contact),
        (f"{silent} {asked}", replies.handover),
    ):
        assert required_text(words, handed_over(code), language) == f"\n\n{required}", words
    assert required_text(f"{promised} {asked}", handed_over(code), language) == ""


@ALL
def test_the_language_files_own_words_at_a_handover_lack_nothing(code: str) -> None:
    words = f"{SAYS_LITTLE[code]}\n\n{handed_over(code).handover_text}"
    assert required_text(words, handed_over(code), LANGUAGES[code]) == ""


@ALL
def test_the_question_for_a_phone_is_added_where_the_model_did_not_ask(code: str) -> None:
    language = LANGUAGES[code]
    asks_phone = context(DialogueAct.ASK_PHONE, language=code, phone="")
    added = required_text(SAYS_LITTLE[code], asks_phone, language, frozenset({"phone"}))
    assert added == f"\n\n{language.replies.ask_phone.format(name='Сакен')}"
    assert required_text(ASKS[code], asks_phone, language, frozenset({"phone"})) == ""


@ALL
def test_a_language_knows_its_own_questions_and_promises(code: str) -> None:
    replies = LANGUAGES[code].replies
    values = {"name": "Айдар", "phone": "", "contacts": "shop"}

    def told(*texts: str) -> list[Sentence]:
        return [sentence for text in texts for sentence in sentences_of(text.format(**values))]

    for text in (replies.ask_name, replies.ask_name_again):
        assert any(asks_for(sentence, "name") for sentence in told(text)), text
    for text in (replies.ask_phone, replies.ask_phone_unnamed, replies.ask_phone_again, replies.handover_ask_phone):
        assert any(asks_for(sentence, "phone") for sentence in told(text)), text
    assert any(asks_for(sentence, "phone") for sentence in told(replies.handover_ask_contact))
    for text in (replies.confirmed, replies.confirmed_unnamed, replies.handover, replies.handover_noted):
        assert any(promises_contact(sentence, code) for sentence in told(text)), text


@pytest.mark.parametrize(
    ("yes", "thanks"), [("yes, all good", "will contact you shortly"), ("да", "менеджер свяжется")]
)
async def test_a_model_that_talks_of_something_else_after_a_yes_is_completed(
    runtime: Runtime, company: CompanyConfig, yes: str, thanks: str
) -> None:
    in_english = yes.startswith("yes")
    words = "Have a look at our catalogue." if in_english else "Посмотрите наш каталог."
    rt = speaking(runtime, ScriptedLLM([words] * 2))
    await ask(rt, company, "I am Kate, my phone is 8 701 234 56 78" if in_english else "Я Катя, 8 701 234 56 78")
    answer = await ask(rt, company, yes)
    assert answer.lead_status == "confirmed"
    assert thanks in answer.text


async def test_a_spoken_yes_is_thanked_for_whatever_the_model_says(
    runtime: Runtime, company: CompanyConfig
) -> None:
    rt = speaking(runtime, ScriptedLLM(["Great!", "Have a look at our catalogue."]))
    talk = await Talk.begin(rt, company.id)
    read_back = await talk.say("I am Kate, my phone is 8 701 234 56 78", voice=True)
    assert "+7 701 234 5678" in read_back.text
    answer = await talk.say("yes, all good", voice=True)
    assert "will contact you" in answer.text


async def test_a_spoken_read_back_is_codes_own_and_asks(runtime: Runtime, company: CompanyConfig) -> None:
    model = ScriptedLLM(["Как вас зовут?", "Записала. Всё верно?"])
    talk = await Talk.begin(speaking(runtime, model), company.id)
    await talk.say("Хочу диван", voice=True)
    answer = await talk.say("Меня зовут Сакен, мой номер 8 701 234 56 78", voice=True)
    assert answer.text == "Проверьте, пожалуйста: Сакен, +7 701 234 5678, всё верно?"


WANTS_PERSON = {
    "ru": "Позовите, пожалуйста, живого человека", "en": "I want to talk to a real person, please",
    "kk": "Маған тірі адам керек, операторды шақырыңызшы", "ky": "Мага тирүү адам керек, операторду чакырыңызчы",
    "uz": "Menga tirik odam kerak, operatorni chaqiring", "uk": "Покличте, будь ласка, живу людину",
    "mn": "Би хүнтэй ярьмаар байна, оператор дуудаач",
}  # fmt: skip
GIVES_CONTACT = {
    "ru": "Меня зовут Сакен, 8 701 234 56 78", "en": "My name is Saken, 8 701 234 56 78",
    "kk": "Менің атым Сакен, 8 701 234 56 78", "ky": "Менин атым Сакен, 8 701 234 56 78",
    "uz": "Mening ismim Saken, 8 701 234 56 78", "uk": "Мене звати Сакен, 8 701 234 56 78",
    "mn": "Намайг Сакен гэдэг, 8 701 234 56 78",
}  # fmt: skip
SAYS_YES = {"ru": "да", "en": "yes, all good", "kk": "иә", "ky": "ооба", "uz": "ha", "uk": "так", "mn": "тийм"}


@pytest.mark.parametrize("is_told", [True, False])
@ALL
async def test_whatever_a_model_says_nothing_that_is_owed_is_left_out(
    runtime: Runtime, company: CompanyConfig, code: str, *, is_told: bool
) -> None:
    """From the wish for a person to the thanks, with a model that talks of something else all the time."""
    if is_told:
        await with_profile(runtime, company.id, admin_chat_id=4711, credentials={"bot_token": "1:demo"})
    replies, model = LANGUAGES[code].replies, ScriptedLLM([SAYS_LITTLE[code]] * 3)
    talk = await Talk.begin(speaking(runtime, model), company.id)
    handed_over = (await talk.say(WANTS_PERSON[code])).text
    assert any(asks_for(sentence, "phone") for sentence in sentences_of(handed_over)), handed_over
    assert (replies.handover_ask_phone if is_told else replies.handover_noted) in handed_over
    read_back = (await talk.say(GIVES_CONTACT[code])).text
    assert "+7 701 234 5678" in read_back
    assert read_back.endswith("?")
    confirmed = await talk.say(SAYS_YES[code])
    assert confirmed.action == "confirmed"
    assert any(promises_contact(sentence, code) for sentence in sentences_of(confirmed.text)), confirmed.text
