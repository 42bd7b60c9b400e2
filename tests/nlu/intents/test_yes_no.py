"""Assent and refusal: whole words, relative to what was asked, over all languages at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.listener import LEXICON, heard
from fakes.phrases import read
from parley.domain.understanding import ExpectedReply, YesNo
from parley.nlu.intents.reservations import compile_reservation_terms
from parley.nlu.intents.yes_no import ReplyIntent, classify_reply

RESERVATIONS = compile_reservation_terms(LEXICON)

# Contract §1.1 item 3, in conversations of any of the languages.
POSITIVE = ["Да", "Yes", "Дұрыс", "Туура", "To'g'ri", "Вірно", "Конечно", "Exactly", "Ооба", "👍"]
NEGATIVE = ["Нет", "No", "Жоқ"]


@pytest.mark.parametrize("prior", ["ru", "en", "kk", "ky", "uz", "uk", "mn"])
@pytest.mark.parametrize(
    ("text", "answer"), [*[(text, "yes") for text in POSITIVE], *[(text, "no") for text in NEGATIVE]]
)
def test_the_contracts_words_are_understood_in_every_conversation(text: str, answer: YesNo, prior: str) -> None:
    assert heard(text, "confirm", prior).answer == answer
    assert heard(text.upper() + "!", "confirm", prior).answer == answer


# Contract §3.7.
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *[(word, "yes") for word in ("да", "согласен", "готов", "давайте", "хорошо", "ок", "окей")],
        *[(word, "no") for word in ("нет", "не надо", "не интересно", "не сейчас", "откажусь", "отказываюсь")],
        *[(word, "") for word in ("посмотрю", "подумаю", "может быть", "возможно", "maybe")],
        *[("не готов", "no"), ("когда", ""), ("онлайн", "")],
    ],
)
def test_the_follow_up_words_are_understood(text: str, answer: YesNo) -> None:
    assert heard(text).answer == answer


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("confirm", "ну да", "yes"),
        ("confirm", "да это мой номер", "yes"),
        ("confirm", "да-да", "yes"),
        ("confirm", "номер верный", "yes"),
        ("confirm", "конечно нет", "no"),
        ("confirm", "нет нет", "no"),
        ("confirm", "вообще-то нет", "no"),
        ("confirm", "да, неправильно", "no"),
        ("confirm", "нет, ок", "no"),
        ("confirm", "no, that's right", "yes"),
        ("confirm", "not at all", "no"),
        ("confirm", "верно?", ""),
        ("confirm", "правильно ли я понял", ""),
        ("confirm", "да когда же вы позвоните?", ""),
        ("confirm", "давайте не сейчас", "no"),
        ("", "у вас нет доставки?", ""),
        ("", "мне нужен хороший телевизор, да и пульт тоже", ""),
        ("", "так, а сколько стоит доставка?", ""),
        ("", "за вами долг", ""),
        ("", "я за, подключайте", "yes"),
        ("", "call me right now", ""),
        ("", "no problem", "yes"),
        ("", "без проблем", "yes"),
        ("", "не против", "yes"),
        ("", "почему бы и нет", "yes"),
        ("", "хорошая цена", ""),
    ],
)
def test_the_answer_depends_on_the_rest_of_the_message(asked: ExpectedReply, text: str, answer: YesNo) -> None:
    assert heard(text, asked).answer == answer


@pytest.mark.parametrize(
    "text",
    [
        "да, только номер другой", "да, но имя другое", "номер неправильный", "имя неправильно", "номер не тот",
        "поменяйте номер на 8 702 345 67 89", "нет, 8 702 345 67 89", "исправьте имя на Айдар", "wrong number",
        "the name is wrong", "yes but the number is different", "нөмірі басқа", "номери башка", "raqam boshqa",
        "номер інший", "дугаар өөр",
    ],
)  # fmt: skip
def test_a_correction_is_no_assent(text: str) -> None:
    understanding = heard(text, "confirm", known_name="Сакен", known_phone="87011112233")
    assert understanding.correction
    assert understanding.answer != "yes"


@pytest.mark.parametrize("text", ["у вас есть другой цвет?", "а другая модель есть?", "поменяйте мне тариф"])
def test_another_colour_corrects_no_contact(text: str) -> None:
    assert not heard(text, known_name="Сакен", known_phone="87011112233").correction


@pytest.mark.parametrize(
    ("prior", "text", "answer"),
    [
        ("ru", "да нет наверное", "no"), ("ru", "так", ""), ("uk", "так", "yes"), ("ru", "так, а сколько?", ""),
        ("ru", "канешно", "yes"), ("ru", "вернно", "yes"), ("ru", "да верно а когда позвоните?", "yes"),
        ("ru", "все верно спасибо", "yes"), ("ru", "не уверен", ""), ("ru", "нет все правильно", "yes"),
        ("ru", "да, меня зовут Сакен, все правильно", "yes"), ("ru", "ok рахмет", "yes"),
        ("ru", "оба варианта", ""), ("ru", "номер верный, имя нет", "no"), ("kk", "уақытым жоқ", ""),
        ("kk", "мм жоқ", "no"), ("uz", "xato emas", "yes"), ("ru", "почти", "no"),
        ("kk", "да, дұрыс", "yes"), ("kk", "дурыс емес", "no"), ("kk", "емес", "no"), ("kk", "дұрыс па?", ""),
        ("kk", "ia durys", "yes"), ("kk", "қате жоқ", "yes"), ("ky", "тура", "yes"), ("ky", "туурабы?", ""),
        ("ky", "туура эмес", "no"), ("uz", "ha", "yes"), ("uz", "хаха", ""), ("uz", "to'g'ri emas", "no"),
        ("uz", "хаммаси тугри", "yes"), ("uz", "to'g'rimi?", ""), ("uk", "не зовсім", "no"),
        ("uk", "так звичайно а коли подзвоните?", "yes"), ("mn", "tiim zuv", "yes"), ("mn", "зөв биш", "no"),
        ("mn", "тийм биш", "no"), ("mn", "мэдэхгүй", ""), ("en", "no thats wrong", "no"), ("en", "I know", ""),
        ("en", "yes but when will you call?", "yes"), ("en", "not sure", ""), ("en", "that's not it", "no"),
    ],
)  # fmt: skip
def test_a_read_back_is_answered(prior: str, text: str, answer: YesNo) -> None:
    assert heard(text, "confirm", prior).answer == answer


@pytest.mark.parametrize("text", ["подумаю", "не знаю", "maybe later", "ойланайын", "билбейм", "balki", "магадгүй"])
def test_an_answer_left_open_is_postponed(text: str) -> None:
    understanding = heard(text)
    assert (understanding.answer, understanding.postponed) == ("", True)


ASSENT_WORDS = ["да", "не", "нет", "верно", "ok", "емес", "потом", "другой", "87", "номер", "wrong", "туура"]


@given(st.lists(st.sampled_from([*ASSENT_WORDS, ",", "а", "?"]), max_size=12))
def test_capital_letters_answer_nothing_else(words: list[str]) -> None:
    text = " ".join(words)
    assert heard(text.upper(), "confirm").answer == heard(text, "confirm").answer


@given(st.lists(st.sampled_from(ASSENT_WORDS), min_size=1, max_size=12))
def test_a_question_of_one_clause_is_no_answer(words: list[str]) -> None:
    assert heard(" ".join(words) + "?", "confirm").answer == ""


def test_small_talk_confirms_nothing() -> None:
    assert heard("а вот тут хорошо всем было", "confirm").answer == ""


@pytest.mark.parametrize("word", ["durys", "ia", "tuura", "virno"])
def test_another_languages_yes_in_latin_letters_is_one_where_nothing_else_is_said(word: str) -> None:
    assert heard(word, "confirm", "ru").answer == "yes"


@pytest.mark.parametrize(
    ("slot", "text", "expected"),
    [
        ("confirm", "имя верно, а номер нет", ReplyIntent("no", correction=True)),
        ("confirm", "неправильно", ReplyIntent("no", is_slip=True)),
        ("confirm", "нет, неправильно", ReplyIntent("no")),
        ("confirm", "нет, всё верно", ReplyIntent("yes")),
        ("confirm", "всё верно, нет", ReplyIntent("no")),
        ("confirm", "номер другой, всё верно", ReplyIntent("no", correction=True)),
        ("confirm", "нет, номер другой", ReplyIntent("no", correction=True)),
        ("confirm", "и номер, и имя правильные", ReplyIntent("yes")),
        ("", "и номер там, и имя вот тоже указаны как надо верно", ReplyIntent()),
        ("confirm", "потом", ReplyIntent(postponed=True)),
        ("confirm", "да, потом", ReplyIntent(postponed=True)),
        ("confirm", "не", ReplyIntent("no")),
        ("confirm", "не?", ReplyIntent()),
        ("confirm", "номер другой", ReplyIntent("no", correction=True)),
        ("", "номер другой", ReplyIntent(correction=True)),
        ("", "да, номер другой", ReplyIntent("yes", correction=True)),
        ("confirm", "да", ReplyIntent("yes")),
        ("confirm", "ноутбук", ReplyIntent()),
    ],
)
def test_the_first_rule_that_applies_decides(slot: ExpectedReply, text: str, expected: ReplyIntent) -> None:
    assert classify_reply(*read(text), "ru", slot, RESERVATIONS) == expected


@pytest.mark.parametrize("text", [
    "имя верно, а телефон нет", "the name is fine but the phone isn't", "ім'я вірне, а телефон ні",
    "нэр зөв, утас нь биш", "соңғы екі саны 45", "бу эски рақамим", "oxirgi raqami 5", "that's an old number",
])  # fmt: skip
def test_a_no_to_the_name_or_the_number_is_a_correction(text: str) -> None:
    understanding = heard(text, "confirm")
    assert (understanding.answer, understanding.correction) == ("no", True)


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "оставьте всё как есть"), ("ru", "телефон и имя указаны верно"), ("en", "leave it as is, thanks"),
    ("en", "both the name and the number are correct"), ("uk", "усе на місці"), ("uk", "і номер, і ім'я правильні"),
    ("kk", "аты да нөмірі де дұрыс жазылған"), ("ky", "баары өз ордунда"), ("uz", "ismim ham raqamim ham to'g'ri"),
    ("mn", "нэр дугаар хоёулаа зөв"),
])  # fmt: skip
def test_praise_of_both_name_and_number_is_assent(language: str, text: str) -> None:
    assert heard(text, "confirm", language).answer == "yes"


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "ой, ошиблась цифрой, вот правильный 8 702 111 22 33"), ("en", "typo in my number: +7 702 111 22 33"),
    ("uk", "вибачте, переплутала цифри, 067 123 45 67"), ("kk", "қате нөмір беріппін, дұрысы 8 777 123 45 67"),
    ("ky", "ката номер берип коюпмун, туурасы 0700 12 34 56"), ("mn", "буруу дугаар өгчихлөө, зөв нь 9911 2233"),
    ("uz", "xato raqam berib qo'yibman, to'g'risi 90 123 45 67"),
])  # fmt: skip
def test_a_slip_put_right_refuses_nothing(language: str, text: str) -> None:
    understanding = heard(text, "phone", language)
    assert understanding.phone is not None
    assert (understanding.answer, understanding.correction) == ("", True)


@pytest.mark.parametrize(("language", "text"), [
    ("ru", "в конце 87, а не 78"), ("en", "it's 87, not 78"), ("uk", "не 78, а 87"), ("kk", "78 емес 87"),
    ("ky", "78 эмес, 87"), ("uz", "raqamning oxiri 87"), ("mn", "сүүл нь 78 биш 87"), ("en", "it's spelled Sacken"),
])  # fmt: skip
def test_digits_or_letters_set_against_others_are_a_correction(language: str, text: str) -> None:
    assert heard(text, "correction", language).correction


@pytest.mark.parametrize(("language", "text", "answer"), [
    ("ru", "вы перепутали", "no"), ("uk", "ви переплутали", "no"), ("ru", "номер менять не надо", "yes"),
    ("ru", "в конце недели позвоните", ""), ("en", "No. 12 Main street", ""),
        ("ky", "жок дегенде баасын айтыңыз", ""),
    ("mn", "ийм тийм зүйл", ""),
])  # fmt: skip
def test_a_phrase_that_only_resembles_a_correction_corrects_nothing(
    language: str, text: str, answer: YesNo
) -> None:
    understanding = heard(text, "confirm", language)
    assert (understanding.answer, understanding.correction) == (answer, False)


@pytest.mark.parametrize(
    ("slot", "language", "text", "expected"),
    [
        # denied: the clause ends with a no behind what it names
        ("confirm", "ru", "номер не", ReplyIntent("no", correction=True)),
        ("confirm", "mn", "Болд гэдэг биш", ReplyIntent("no", correction=True)),
        ("confirm", "ru", "телефон неправильный", ReplyIntent("no", correction=True)),
        ("", "ru", "номер не", ReplyIntent()),
        ("", "ru", "телефон неправильный", ReplyIntent("no", is_slip=True)),
        ("confirm", "ru", "номер не?", ReplyIntent()),
        ("confirm", "ru", "не номер", ReplyIntent()),
        ("confirm", "ru", "номер такой, не", ReplyIntent()),
        ("confirm", "ru", "номер такой, сегодня не", ReplyIntent()),
        ("confirm", "ru", "номер не такой уж", ReplyIntent()),
        # affirmed: it ends with a yes of the message's own language
        ("confirm", "uz", "raqam ham ism ham ha", ReplyIntent("yes")),
        ("confirm", "ru", "вот это имя и этот номер всё правильно", ReplyIntent("yes")),
        ("confirm", "ru", "raqam ham ism ham ha", ReplyIntent()),
        ("", "uz", "raqam ham ism ham ha", ReplyIntent()),
        ("confirm", "ru", "и имя и номер у меня другие да", ReplyIntent("no", correction=True)),
        ("confirm", "ru", "и имя и номер у меня не да", ReplyIntent()),
        ("confirm", "ru", "и имя и номер у меня да?", ReplyIntent()),
        ("confirm", "ru", "ну такое имя, такой номер, вот и всё да", ReplyIntent()),
    ],
)
def test_a_clause_that_names_a_contact_is_judged_by_its_end(
    slot: ExpectedReply, language: str, text: str, expected: ReplyIntent
) -> None:
    assert classify_reply(*read(text), language, slot, RESERVATIONS) == expected


@pytest.mark.parametrize(("language", "answer"), [("kk", "no"), ("ru", "")])
def test_a_bare_negation_is_a_no_in_its_own_language_only(language: str, answer: YesNo) -> None:
    assert classify_reply(*read("емес"), language, "confirm", RESERVATIONS).answer == answer


@pytest.mark.parametrize(
    ("slot", "is_correction"),
    [("phone", True), ("confirm", True), ("correction", True), ("name", False), ("", False)],
)
def test_digits_are_corrected_only_where_a_number_was_asked_for_or_read_back(
    slot: ExpectedReply, is_correction: bool
) -> None:
    assert classify_reply(*read("не 78 а 87"), "ru", slot, RESERVATIONS).correction is is_correction


@pytest.mark.parametrize("slot", ["", "phone", "confirm"])
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("kk", "уақыты маған дұрыс келмейді"),
        ("ky", "убактысы мага туура келбейт"),
        ("uz", "vaqti menga to'g'ri kelmaydi"),
    ],
)
def test_a_yes_that_is_denied_is_a_no_whatever_was_asked(slot: ExpectedReply, language: str, text: str) -> None:
    assert classify_reply(*read(text), language, slot, RESERVATIONS).answer == "no"
