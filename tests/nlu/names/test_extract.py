"""Which words of a message are the customer's name."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.cost import grows_with_length
from fakes.listener import LEXICON, heard
from parley.domain.understanding import ExpectedReply, MessageContext
from parley.languages.registry import find_languages
from parley.nlu.contacts.extract import ContactEntities
from parley.nlu.match_list import MatchList
from parley.nlu.names.extract import extract_name
from parley.nlu.phrase_matcher import Match
from parley.nlu.understand import understand
from parley.text.normalize import normalize
from parley.text.tokenize import tokenize


@pytest.mark.parametrize(
    ("requested_slot", "text", "name"),
    [
        ("", "Я - Марина", "Марина"),
        ("name", "Меня Айгуль", "Айгуль"),
        ("name", "ну пусть будет Николай", "Николай"),
        ("name", "Вы можете называть меня Кирой", "Кира"),
        ("name", "мадина жумабаева", "Мадина Жумабаева"),
        ("name", "Нурсултан Абишевич Назарбаев", "Нурсултан Абишевич Назарбаев"),
        ("name", "Иванов И.И.", "Иванов И. И."),
        ("name", "Ли Виктор", "Ли Виктор"),
        ("phone", "87012345678 Антон", "Антон"),
        ("", "privet, ya Sasha", "Sasha"),
        ("name", "мой муж Антон", ""),
        ("confirm", "имя поменяйте на Станислав", "Станислав"),
        ("confirm", "Станислав, а не Стас", "Станислав"),
        ("", "Перезвоните 87012345678 Айгерим", "Айгерим"),
        ("", "Жду 87012345678", ""),
        ("name", "Ержанмын", "Ержан"),
        ("name", "daniel craig", "Daniel Craig"),
        ("name", "консультация", ""),
        ("name", "ааа", ""),
        ("name", "Обращайтесь: Ерлан", "Ерлан"),
    ],
)
def test_a_name_is_found_in_what_people_write(requested_slot: ExpectedReply, text: str, name: str) -> None:
    assert heard(text, requested_slot).name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("запишите на имя Ивановой Анны", "Иванова Анна"),
        ("Оформите на Сергея Петрова", "Сергей Петров"),
        ("бронь на имя Ольги Петровны", "Ольга Петровна"),
        ("запишите на имя Тимур", "Тимур"),
        ("меня зовут Сакена", "Сакена"),
    ],
)
def test_a_name_in_another_case_is_brought_back_where_that_is_certain(text: str, name: str) -> None:
    assert heard(text).name == name


@pytest.mark.parametrize("text", ["запишите на завтра", "запишите на стрижку", "запишите меня на пятницу"])
def test_not_every_booking_is_in_a_name(text: str) -> None:
    assert heard(text).name == ""


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "не Сакен, а Сакын", "Сакын"),
        ("ru", "меня зовут не Сакен, а Айдар", "Айдар"),
        ("ru", "я не Сакен, я Айдар", "Айдар"),
        ("en", "my name is not Saken, it's Aidar", "Aidar"),
        ("kk", "жоқ, атым Жандос емес, Жандар", "Жандар"),
        ("ky", "Сакен эмес, Айбек", "Айбек"),
        ("uz", "Saken emas, Dilshod", "Dilshod"),
        ("mn", "Дорж биш Дулмаа", "Дулмаа"),
        ("ru", "не Samsung, а LG", ""),
        ("ru", "нет, номер другой", ""),
    ],
)
def test_of_two_names_the_one_not_denied_counts(language: str, text: str, name: str) -> None:
    assert heard(text, "confirm", language).name == name


@pytest.mark.parametrize(
    "word", ["Роза", "Вера", "Надежда", "Слава", "Мир", "Бат", "Дана", "Will", "Mark", "Lola", "Оюун"]
)
def test_a_name_that_is_a_word_is_a_name_when_asked_for_and_after_a_cue(word: str) -> None:
    assert heard(word.lower(), "name").name == word
    assert heard(f"меня зовут {word}").name == word
    assert heard(word.lower()).name == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "роза красная сколько стоит"),
        ("ru", "люблю розы и надежду"),
        ("ru", "слава богу все работает"),
        ("en", "Mark my order as paid"),
        ("en", "Will it arrive on Monday?"),
        ("kk", "бақыт деген не"),
        ("uz", "lola gul qancha turadi"),
        ("uk", "слава україні"),
        ("mn", "Цэцэг хүргэдэг үү"),
    ],
)
def test_a_word_that_is_a_name_is_none_in_a_sentence(language: str, text: str) -> None:
    assert heard(text, "need", language).name == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "хочу записать моего сына Тимура"),
        ("ru", "моего мужа зовут Олег"),
        ("en", "my son's name is Tim"),
        ("kk", "ұлым Тимурды жаздырғым келеді"),
    ],
)
def test_somebody_elses_name_is_none(language: str, text: str) -> None:
    assert heard(text, "", language).name == ""


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "имя файла какое"),
        ("ru", "мне Тимур посоветовал"),
        ("ru", "87012345678 Алматы"),
        ("en", "my name is hard to spell"),
        ("kk", "мен келемін"),
        ("kk", "мені қызықтырады"),
        ("ky", "бул ким"),
        ("uz", "men kutaman"),
        ("uk", "я теж"),
        ("mn", "намайг бүү зовоо"),
    ],
)
def test_other_answers_are_no_name(language: str, text: str) -> None:
    assert heard(text, "name", language).name == ""


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("САКЕН", "Сакен"),
        ("анна-мария", "Анна-Мария"),
        ("O'tkir", "O'tkir"),
        ("О'Брайен Шон", "О'Брайен Шон"),
        ("О'БРАЙЕН", "О'Брайен"),
        ("Ludwig van Beethoven", "Ludwig van Beethoven"),
        ("Динара Серік қызы", "Динара Серік қызы"),
        ("Karimov Dilshod Anvar o'g'li", "Karimov Dilshod Anvar o'g'li"),
        ("Г.Дорж", "Г. Дорж"),
        ("Бат-Эрдэнэ", "Бат-Эрдэнэ"),
    ],
)
def test_a_name_is_written_as_a_person_would(typed: str, written: str) -> None:
    assert heard(typed, "name").name == written


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ru", "имя поменяйте на Салтанат пожалуйста", "Салтанат"),
        ("ru", "исправьте имя на Олега", "Олег"),
        ("en", "please change the name to Stella Moore", "Stella Moore"),
        ("uk", "ім'я змініть на Юлія будь ласка", "Юлія"),
        ("kk", "атымды Жанельге өзгертіңіз", "Жанель"),
        ("ky", "атымды Асан деп оңдоңуз", "Асан"),
        ("uz", "ismni Jasurga o'zgartiring", "Jasur"),
        ("mn", "нэрийг Болд болгоорой", "Болд"),
        ("en", "please change the delivery to Friday", ""),
        ("ru", "поменяйте размер на большой", ""),
    ],
)
def test_a_name_is_changed_to_another(language: str, text: str, name: str) -> None:
    assert heard(text, "confirm", language).name == name


@pytest.mark.parametrize(
    ("requested_slot", "text", "name"),
    [
        ("", "my name is margaret jones my washing machine broke", "Margaret Jones"),
        ("", "my name is anna i want a cake", "Anna"),
        ("name", "it's margaret jones", "Margaret Jones"),
        ("name", "мила, а сколько стоит доставка?", "Мила"),
        ("need", "роза, а сколько стоит?", ""),
        ("", "Мээрим деп жазып коюңуз", "Мээрим"),
        ("name", "Дилноза бўламан", "Дилноза"),
        ("name", "ism familiyam Murod Usmonov", "Murod Usmonov"),
        ("", "менин ысмым Нурсезим", "Нурсезим"),
        ("", "Сарнай гэж бичнэ үү", "Сарнай"),
        ("name", "мааниси жок", ""),
        ("name", "ahamiyati yo'q", ""),
        ("name", "ойым жоқ", ""),
        ("name", "Абай даңғылы 45", ""),
    ],
)
def test_a_name_is_given_in_many_ways(requested_slot: ExpectedReply, text: str, name: str) -> None:
    assert heard(text, requested_slot).name == name


@pytest.mark.parametrize(
    ("language", "requested_slot", "text", "name"),
    [
        ("ru", "name", "Сакеном меня зовут", "Сакен"),
        ("ru", "name", "зовите меня Мишей", "Миша"),
        ("ru", "need", "можно столик забронировать на Павла на 19:00", "Павел"),
        ("uk", "name", "оформляйте на Ігоря", "Ігор"),
        ("uk", "name", "запишіть на Коваленка Андрія", "Коваленко Андрій"),
        ("kk", "need", "Ахметова Динараның атына брондаңызшы", "Ахметова Динара"),
        ("ky", "", "Бактыгүлдүн атына жаздырып коюңузчу", "Бактыгүл"),
        ("uz", "name", "Шерзоднинг номига ёзинг", "Шерзод"),
        ("mn", "need", "Бат-Эрдэнийн нэр дээр захиалъя", "Бат-Эрдэнэ"),
        ("en", "", "could you put it under Sarah's name", "Sarah"),
        ("ru", "need", "оформите доставку на Ивана Франко 15", ""),
        ("kk", "need", "қызымның атына жазыңыз", ""),
        ("mn", "need", "Компанийн нэр дээр нэхэмжлэл авч болох уу", ""),
        ("en", "need", "book me with Anna at 5", ""),
    ],
)
def test_a_name_something_is_booked_under_is_brought_back(
    language: str, requested_slot: ExpectedReply, text: str, name: str
) -> None:
    assert heard(text, requested_slot, language).name == name


@pytest.mark.parametrize(
    ("language", "requested_slot", "text", "name"),
    [
        ("en", "name", "this is Joanna's husband, Greg", "Greg"),
        ("ru", "", "я мама Тимура, Ольга, хочу записать его", "Ольга"),
        ("en", "", "it's Anna's birthday tomorrow", ""),
        ("uk", "name", "та Вова я", "Вова"),
        ("en", "", "i'm will, calling about the sofa", "Will"),
        ("ru", "", "privet eto marina, nuzhen elektrik", "Marina"),
        ("kk", "need", "қызымның аты Томирис, соны жазыңыз", "Томирис"),
        ("kk", "need", "қызымның аты Томирис", ""),
        ("ru", "confirm", "Имя с мягким знаком: Асель. Номер верный.", "Асель"),
    ],
)
def test_the_words_around_a_name_tell_whose_it_is(
    language: str, requested_slot: ExpectedReply, text: str, name: str
) -> None:
    assert heard(text, requested_slot, language).name == name


@pytest.mark.parametrize(
    "name", ["Гүлсезім", "Нұрдәурен", "Айтолқын", "Гулчирой", "Мөнхсувд", "Нурпери", "Gulchiroy"]
)
def test_a_compound_name_is_known_by_its_parts(name: str) -> None:
    assert heard(f"87011234567, {name.lower()}", "phone").name == name


NAMES = st.sampled_from(
    ["Сакен", "Ольга", "Айгерім", "Қуаныш", "Жылдыз", "Dilshod", "Гулнора", "Соломія", "Наранцэцэг", "Elizabeth"]
)
CUES = st.sampled_from(
    [
        "меня зовут {}",
        "менің атым {}",
        "менин атым {}",
        "mening ismim {}",
        "мене звати {}",
        "миний нэр {}",
        "my name is {}",
    ]
)
SPEECH = st.lists(
    st.sampled_from(
        ["не", "а", "я", "это", "меня зовут", "Сакен", "Б.", "-", "гэдэг", "емес", "van", "қызы", ",", "?"]
    )
    | st.text(max_size=8),
    max_size=40,
).map(" ".join)
SLOTS: list[ExpectedReply] = ["", "need", "name", "phone", "confirm", "correction"]


@pytest.mark.parametrize(
    ("text", "known", "name"),
    [
        ("нет, имя Ержан Серикович", "Ержан", "Ержан Серикович"),
        ("нет, Ольга Петровна", "Ольга", "Ольга Петровна"),
        ("no, my name is John Smith", "John", "John Smith"),
        ("нет, не Ольга, Елена", "Ольга", "Елена"),
    ],
)
def test_a_known_name_said_in_full_is_the_whole_name(text: str, known: str, name: str) -> None:
    context = MessageContext(requested_slot="confirm", known_name=known, known_phone="87071112233")
    assert understand(text, context, LEXICON).name == name


@given(NAMES, CUES)
def test_every_cue_introduces_every_name(name: str, cue: str) -> None:
    assert heard(cue.format(name)).name == name
    assert heard(cue.format(name.lower())).name == name
    assert heard(cue.format(name.upper())).name == name


@given(st.text() | SPEECH, st.sampled_from(SLOTS), st.sampled_from(list(find_languages())))
def test_a_name_that_was_found_is_found_as_a_name(text: str, requested_slot: ExpectedReply, language: str) -> None:
    found = heard(text, requested_slot, language).name
    again = heard(f"меня зовут {found}", "", language).name if found else ""
    assert len(found) <= 30
    # Behind a cue a particle before the name ("van") is left out.
    assert not again or any(word.startswith(normalize(again)[:2]) for word in normalize(found).split())


@given(SPEECH, st.sampled_from(SLOTS))
@settings(max_examples=10, deadline=None)
def test_a_wall_of_cues_costs_its_length_and_no_more(piece: str, requested_slot: ExpectedReply) -> None:
    context = MessageContext(requested_slot=requested_slot, known_name="Сакен")

    def find(text: str) -> str:
        tokenized = tokenize(text)
        cues = MatchList(
            Match(kind, "ru", index, index + 1)
            for index in range(len(tokenized.tokens))
            for kind in ("name_cue_before", "weak_name_cue", "name_cue_after")
        )
        return extract_name(tokenized, cues, ContactEntities(), context, LEXICON, answer="")

    assert grows_with_length(find, piece + " ")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Добре, хочу замовити. Олена", "Олена"), ("хочу купить диван. Марат", "Марат"),
        ("Марат, хочу заказать", "Марат"), ("тапсырыс бергім келеді, Ерлан", "Ерлан"),
        ("buyurtma bermoqchiman. Dilnoza", "Dilnoza"),
        ("Здравствуйте, Марат, хочу заказать", ""), ("хочу заказать пиццу, Маргарита", ""),
        ("хочу купить Лада Веста", ""), ("хочу заказать, Москва", ""),
    ],
)  # fmt: skip
def test_an_order_may_be_signed(text: str, name: str) -> None:
    assert heard(text).name == name


def test_a_name_that_is_a_word_answers_a_read_back_that_has_none() -> None:
    context = MessageContext(requested_slot="confirm", language="ky", known_phone="+996700111222")
    assert understand("Бакыт", context, LEXICON).name == "Бакыт"
    assert understand("Бакыт", replace(context, known_name="Айбек"), LEXICON).name == ""


def test_what_is_called_so_in_quotation_marks_is_no_name() -> None:
    assert heard("а чем отличаются «Облако» и «Спина»", "name").name == ""
