"""Assent and refusal: whole words, relative to what was asked, over all languages at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.listener import heard
from parley.domain.understanding import ExpectedReply, YesNo

# Contract §1.1 item 3, in conversations of any of the languages.
POSITIVE = ["Да", "Yes", "Дұрыс", "Туура", "To'g'ri", "Вірно", "Конечно", "Exactly", "Ооба", "👍"]
NEGATIVE = ["Нет", "No", "Жоқ"]


@pytest.mark.parametrize("prior", ["ru", "en", "kk", "ky", "uz", "uk", "mn"])
@pytest.mark.parametrize(("text", "answer"), [*[(t, "yes") for t in POSITIVE], *[(t, "no") for t in NEGATIVE]])
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
def test_it_is_relative_to_the_rest(asked: ExpectedReply, text: str, answer: YesNo) -> None:
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
    found = heard(text, "confirm", known_name="Сакен", known_phone="87011112233")
    assert found.correction
    assert found.answer != "yes"


@pytest.mark.parametrize("text", ["у вас есть другой цвет?", "а другая модель есть?", "поменяйте мне тариф"])
def test_something_else_that_is_other_corrects_nothing_given(text: str) -> None:
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
def test_what_is_left_open_is_later(text: str) -> None:
    found = heard(text)
    assert (found.answer, found.postponed) == ("", True)


@given(st.lists(st.sampled_from(["да", "не", "нет", "верно", "?", ",", "а", "ok", "емес", "потом"]), max_size=12))
def test_any_mixture_of_assent_is_judged_again_the_same(said: list[str]) -> None:
    text = " ".join(said)
    assert heard(text, "confirm").answer == heard(text, "confirm").answer
    assert heard(text.upper(), "confirm").answer == heard(text, "confirm").answer


@pytest.mark.parametrize("said", [
    "имя верно, а телефон нет", "the name is fine but the phone isn't", "ім'я вірне, а телефон ні",
    "нэр зөв, утас нь биш", "соңғы екі саны 45", "бу эски рақамим", "oxirgi raqami 5", "that's an old number",
])  # fmt: skip
def test_one_of_the_two_denied_is_a_correction(said: str) -> None:
    understood = heard(said, "confirm")
    assert (understood.answer, understood.correction) == ("no", True)


@pytest.mark.parametrize(("language", "said"), [
    ("ru", "оставьте всё как есть"), ("ru", "телефон и имя указаны верно"), ("en", "leave it as is, thanks"),
    ("en", "both the name and the number are correct"), ("uk", "усе на місці"), ("uk", "і номер, і ім'я правильні"),
    ("kk", "аты да нөмірі де дұрыс жазылған"), ("ky", "баары өз ордунда"), ("uz", "ismim ham raqamim ham to'g'ri"),
    ("mn", "нэр дугаар хоёулаа зөв"),
])  # fmt: skip
def test_that_all_is_in_its_place_is_assent(language: str, said: str) -> None:
    assert heard(said, "confirm", language).answer == "yes"


@pytest.mark.parametrize(("language", "said"), [
    ("ru", "ой, ошиблась цифрой, вот правильный 8 702 111 22 33"), ("en", "typo in my number: +7 702 111 22 33"),
    ("uk", "вибачте, переплутала цифри, 067 123 45 67"), ("kk", "қате нөмір беріппін, дұрысы 8 777 123 45 67"),
    ("ky", "ката номер берип коюпмун, туурасы 0700 12 34 56"), ("mn", "буруу дугаар өгчихлөө, зөв нь 9911 2233"),
    ("uz", "xato raqam berib qo'yibman, to'g'risi 90 123 45 67"),
])  # fmt: skip
def test_who_owns_up_to_a_slip_and_says_what_is_right_refuses_nothing(language: str, said: str) -> None:
    found = heard(said, "phone", language)
    assert found.phone is not None
    assert (found.answer, found.correction) == ("", True)


@pytest.mark.parametrize(("language", "said"), [
    ("ru", "в конце 87, а не 78"), ("en", "it's 87, not 78"), ("uk", "не 78, а 87"), ("kk", "78 емес 87"),
    ("ky", "78 эмес, 87"), ("uz", "raqamning oxiri 87"), ("mn", "сүүл нь 78 биш 87"), ("en", "it's spelled Sacken"),
])  # fmt: skip
def test_digits_or_letters_set_against_others_correct(language: str, said: str) -> None:
    assert heard(said, "correction", language).correction


@pytest.mark.parametrize(("language", "said", "answer"), [
    ("ru", "вы перепутали", "no"), ("uk", "ви переплутали", "no"), ("ru", "номер менять не надо", "yes"),
    ("ru", "в конце недели позвоните", ""), ("en", "No. 12 Main street", ""),
        ("ky", "жок дегенде баасын айтыңыз", ""),
    ("mn", "ийм тийм зүйл", ""),
])  # fmt: skip
def test_what_only_resembles_a_correction_or_a_no(language: str, said: str, answer: YesNo) -> None:
    found = heard(said, "confirm", language)
    assert (found.answer, found.correction) == (answer, False)
