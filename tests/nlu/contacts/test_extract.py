"""What is a phone and what only has digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.cost import grows_with_length
from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply, Phone
from parley.nlu.contacts.extract import ContactEntities, extract_contacts
from parley.nlu.contacts.phone import format_phone, parse_phone
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.text.tokenize import tokenize


def contacts(text: str, country: str, requested_slot: ExpectedReply = "") -> ContactEntities:
    return extract_contacts(tokenize(text), country, requested_slot, compile_contact_terms(LEXICON))


def raw(text: str, country: str = "KZ") -> str | None:
    phone = contacts(text, country).phone
    return phone.raw if phone else None


def e164(text: str, country: str = "KZ") -> str | None:
    phone = contacts(text, country).phone
    return phone.e164 if phone else None


@pytest.mark.parametrize(
    ("text", "stored", "international"),
    [
        ("+77012345678", "+77012345678", "+77012345678"),
        ("8 (701) 234-56-78", "87012345678", "+77012345678"),
        ("7075456987", "7075456987", "+77075456987"),
        ("+1 (555) 123-4567", "+15551234567", None),
        ("87011234567", "87011234567", "+77011234567"),
        ("7011234567", "7011234567", "+77011234567"),
        ("77011234567", "77011234567", "+77011234567"),
        ("8 701 123 45 67", "87011234567", "+77011234567"),
        ("8.701.123.45.67", "87011234567", "+77011234567"),
        ("+7 701 123 45 67", "+77011234567", "+77011234567"),
    ],
)
def test_a_phone_is_stored_as_the_contract_says(text: str, stored: str, international: str | None) -> None:
    assert raw(f"мой номер {text}") == stored
    assert e164(f"мой номер {text}, спасибо") == international
    assert parse_phone(text, "KZ") == Phone(stored, international)


@pytest.mark.parametrize(
    ("text", "country", "international"),
    [
        ("0700123456", "KG", "+996700123456"),
        ("996700123456", "KG", "+996700123456"),
        ("996700123456", "KZ", "+996700123456"),
        ("0 700 12 34 56", "KG", "+996700123456"),
        ("+996(700)123456", "MN", "+996700123456"),
        ("998901234567", "UZ", "+998901234567"),
        ("90 123 45 67", "UZ", "+998901234567"),
        ("0671234567", "UA", "+380671234567"),
        ("380671234567", "UA", "+380671234567"),
        ("80671234567", "UA", "+380671234567"),
        ("80671234567", "KZ", "+380671234567"),
        ("99112233", "MN", "+97699112233"),
        ("9911-2233", "MN", "+97699112233"),
        ("97699112233", "MN", "+97699112233"),
        ("8 912 345-67-89", "KZ", "+79123456789"),
        ("87011234567", "UA", "+77011234567"),
    ],
)
def test_a_number_is_read_in_its_country(text: str, country: str, international: str) -> None:
    assert e164(text, country) == international


def test_eight_digits_are_mongolian_only_in_mongolia() -> None:
    assert e164("99112233", "KZ") is None


@pytest.mark.parametrize(
    "text",
    [
        "цена 1 500 000 тенге",
        "до 300000",
        "у меня 15000000 тг",
        "бюджет 10 000 000",
        "стоит 12 500 000 сум",
        "1.500.000 ₸",
        "$15000000",
        "от 100 000 до 150 000",
        "100000-150000",
        "25.11.2025",
        "2025-11-25",
        "25/11/2025",
        "2025-11-25 14:30",
        "с 10:00 до 18:00",
        "приду 25.11.2025 в 15:30",
        "заказ 12345678",
        "номер заказа 12345678",
        "order number 12345678",
        "заказ №12345678",
        "договор № 4512345678",
        "ИИН 900101300123",
        "мой иин: 900101300123",
        "БИН 050140012345",
        "900101300123",
        "4400 4301 1234 5678",
        "4400430112345678",
        "карта 4400-4301-1234-5678",
        "KZ86125KZT5004100100",
        "артикул 1234567890",
        "1920x1080",
        "ноутбук на 16 гб и 512 гб",
        "iPhone 15 Pro Max 256",
    ],
)
def test_digits_of_something_else_are_no_phone(text: str) -> None:
    assert raw(text) is None


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("87011234567, 87021234567", "87011234567"),
        ("87011234567 87021234567", "87011234567"),
        ("номер жены 8702 123 45 67, а мой номер 8701 123 45 67", "87011234567"),
        ("номер друга 87021234567, мой: 87011234567", "87011234567"),
        ("заказ 12345678, мой телефон 87011234567", "87011234567"),
        ("бюджет 1 500 000 тенге, 87011234567", "87011234567"),
        ("25.11.2025 87011234567", "87011234567"),
        ("завтра в 14:30 87011234567", "87011234567"),
        ("87011234567 с 9:00 до 18:00", "87011234567"),
        ("номер:87011234567", "87011234567"),
        ("тел.87011234567", "87011234567"),
        ("(8701)1234567", "87011234567"),
        ("оформите заказ 87011234567", "87011234567"),
        ("my number is 87011234567 and my wife's is 87021234567", "87011234567"),
        ("звоните на +7 701 123 45 67 после 18", "+77011234567"),
        ("8701 123 45 67.", "87011234567"),
    ],
)
def test_the_customers_own_number_is_taken(text: str, own: str) -> None:
    assert raw(text) == own


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("ваш номер 87011234567?", ["company"]),
        ("телефон жены 87011234567", ["other"]),
        ("87011234567", ["unknown"]),
        ("мой номер 87011234567", ["customer"]),
        ("старый номер 87011234567, новый 87021234567", ["customer", "customer"]),
    ],
)
def test_all_numbers_are_mentioned_with_whose_they_are(text: str, owners: list[str]) -> None:
    assert [(mention.kind, mention.owner) for mention in contacts(text, "KZ").mentions] == [
        ("phone", owner) for owner in owners
    ]


def test_a_number_is_mentioned_as_it_is_dialled_or_as_it_came() -> None:
    mentions = contacts("мой 8 701 123 45 67 и +1 (555) 123-4567", "KZ").mentions
    assert [mention.value for mention in mentions] == ["+77011234567", "+15551234567"]


@pytest.mark.parametrize(
    ("text", "gives_own"),
    [
        ("87011234567", True),
        ("saken@mail-demo.kz", True),
        ("мой телеграм @saken_demo", True),
        ("ваш номер 87011234567?", False),
        ("нет", False),
    ],
)
def test_a_number_an_address_or_a_handle_of_the_customers_is_their_own_contact(text: str, gives_own: bool) -> None:
    assert contacts(text, "KZ").gives_own is gives_own


@pytest.mark.parametrize("text", ["8701123", "8 701 12 34", "+7701"])
def test_too_few_digits_are_a_partial_phone(text: str) -> None:
    entities = contacts(text, "KZ")
    assert entities.phone is None or entities.phone.e164 is None
    assert entities.phone or entities.partial_phone


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("пишите на saken@example.kz", "saken@example.kz"),
        ("почта: anna.maria+shop@mail.example.com.", "anna.maria+shop@mail.example.com"),
        ("saken@example", ""),
        ("@saken", ""),
        ("собака@", ""),
    ],
)
def test_an_e_mail_is_found(text: str, address: str) -> None:
    assert contacts(text, "KZ").email == address


def test_digits_of_an_e_mail_are_no_phone() -> None:
    assert raw("87011234567@example.kz") is None


@pytest.mark.parametrize("text", ["", "абв", "12345", "+", "1" * 16, "8701123456x", "позвоните"])
def test_text_that_is_no_phone_is_none(text: str) -> None:
    assert parse_phone(text, "KZ") is None


def test_a_phone_is_read_back_in_groups() -> None:
    assert format_phone(Phone("87011234567", "+77011234567")) == "+7 701 123 4567"
    assert format_phone(Phone("+15551234567", None)) == "+15551234567"


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    entities = contacts(text, "KZ")
    phone = parse_phone(text, "KZ") or entities.phone
    assert phone is None or phone.raw.removeprefix("+").isdecimal()


@given(st.integers(min_value=7000000000, max_value=7999999999), st.sampled_from(["8{}", "+7{}", "7{}", "8 ({}) "]))
def test_spelling_does_not_change_a_number(national: int, spelling: str) -> None:
    assert e164(spelling.format(national)) == e164(f"+7{national}")


@pytest.mark.parametrize(
    ("text", "country", "international"),
    [
        ("восемь семьсот один двести тридцать четыре пятьдесят шесть семьдесят восемь", "KZ", "+77012345678"),
        ("восемь 701 двести тридцать четыре 56 78", "KZ", "+77012345678"),
        ("плюс семь семьсот семь сто двадцать три ноль пять ноль шесть", "KZ", "+77071230506"),
        ("call me on eight seven oh one two three four five six seven eight", "KZ", "+77012345678"),
        ("eight seven double oh one two three four five six seven", "KZ", "+77001234567"),
        ("сегіз жеті жүз бір екі жүз отыз төрт елу алты жетпіс сегіз", "KZ", "+77012345678"),
        ("нөл жети жүз бир жүз жыйырма үч төрт жүз элүү алты", "KG", "+996700123456"),
        ("to'qson bir yuz yigirma uch qirq besh oltmish yetti", "UZ", "+998901234567"),
        ("нуль шістдесят сім сто двадцять три сорок п'ять шістдесят сім", "UA", "+380671234567"),
        ("ерэн есөн арван нэг хорин хоёр гучин гурав", "MN", "+97699112233"),
    ],
)
def test_a_number_in_words_is_a_number(text: str, country: str, international: str) -> None:
    assert e164(text, country) == international


@pytest.mark.parametrize(
    "text", ["у меня три комнаты два ребенка пять лет семь кошек", "one two three", "раз два три"]
)
def test_counting_is_no_number(text: str) -> None:
    assert raw(text) is None


@pytest.mark.parametrize(
    ("text", "country", "international"),
    [
        ("8 701\n234 56 78", "KZ", "+77012345678"),
        ("0700\n123456", "KG", "+996700123456"),
        ("87011234567\n5 штук", "KZ", "+77011234567"),
        ("1\n7011234567", "KZ", "+77011234567"),
        ("8, 701, 234, 56, 78", "KZ", "+77012345678"),
        ("тел87012345678", "KZ", "+77012345678"),
        ("Айдар,87012345678", "KZ", "+77012345678"),
        ("https://wa.me/77012345678", "KZ", "+77012345678"),
        ("+8 701 234 56 78", "KZ", "+77012345678"),
        ("00 49 151 23456789", "KZ", "+4915123456789"),
        ("8 10 996 700 123 456", "KZ", "+996700123456"),
        ("+0671234567", "UA", "+380671234567"),
        ("9911 2233, 8811 2233", "MN", "+97699112233"),
        ("٨٧٠١٢٣٤٥٦٧٨", "KZ", "+77012345678"),
        ("８７０１２３４５６７８", "KZ", "+77012345678"),
    ],
)
def test_a_number_is_found_however_it_is_typed(text: str, country: str, international: str) -> None:
    assert e164(text, country) == international


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("мой 87011234567, а это жены 87021234567", "87011234567"),
        ("87021234567 — номер мужа, 87011234567 мой", "87011234567"),
        ("87011234567 мой 87021234567 мамы", "87011234567"),
        ("87021234567 или 87011234567, звоните на второй", "87011234567"),
        ("87011234567 is my number, 87021234567 is my husband's", "87011234567"),
        ("87011234567 менікі, 87021234567 әйелімнің нөмірі", "87011234567"),
        ("подарок для мамы, 87011234567", "87011234567"),
        ("телефон жены 87021234567", None),
        ("87021234567 это жены", None),
    ],
)
def test_of_several_numbers_the_customers_own_is_taken(text: str, own: str | None) -> None:
    assert raw(text) == own


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("43.238949, 76.889709", "KZ"),
        ("от 70 000-120 000 примерно", "KZ"),
        ("заказ №7012345678", "KZ"),
        ("номер заказа 87012345678", "KZ"),
        ("ИНН 7701234567", "RU"),
        ("KZ86 125K ZT50 0410 0100", "KZ"),
        ("трек 87012345678901", "KZ"),
        ("12.05.2025-18.05.2025", "KZ"),
        ("за 350 000 000 сум", "UZ"),
        ("20251225", "MN"),
        ("olx.kz/ad/87012345678901", "KZ"),
    ],
)
def test_orders_coordinates_and_ranges_are_no_phone(text: str, country: str) -> None:
    assert raw(text, country) is None


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("saken @example.kz", "saken@example.kz"),
        ("saken@example.kz,87012345678", "saken@example.kz"),
        ("почтаsaken@example.kz", "saken@example.kz"),
        ("иван@почта.рф.", "иван@почта.рф"),
        ("встретимся @ офис", ""),
        ("инста @saken.shop", ""),
    ],
)
def test_an_e_mail_is_found_only_when_it_is_sure(text: str, address: str) -> None:
    assert contacts(text, "KZ").email == address


# Written as people of the country write it; # stands for a digit of the national number.
SPELLINGS = {
    "KZ": (
        "8##########",
        "8 ### ### ## ##",
        "+7 (###) ###-##-##",
        "8-###-###-##-##",
        "7##########",
        "тел.8(###)###.##.##",
    ),
    "RU": ("8##########", "8 (###) ###-##-##", "+7 ### ###-##-##", "+7##########"),
    "KG": ("0#########", "0### ## ## ##", "+996 ### ######", "996#########", "0 (###) ##-##-##"),
    "UZ": ("## ### ## ##", "+998 (##) ###-##-##", "998#########", "##-###-##-##"),
    "UA": ("0#########", "0## ### ## ##", "+38 0## ###-##-##", "80#########", "38(0##)#######"),
    "MN": ("########", "#### ####", "##-##-##-##", "+976 #### ####", "976-####-####"),
}
BEGINNINGS = {
    "KZ": "701 705 747 777",
    "RU": "912 916 926",
    "KG": "700 555 777",
    "UZ": "90 93 97",
    "UA": "50 67 93",
    "MN": "99 88 95",
}
LENGTHS = {"KZ": 10, "RU": 10, "KG": 9, "UZ": 9, "UA": 9, "MN": 8}
CODES = {"KZ": "+7", "RU": "+7", "KG": "+996", "UZ": "+998", "UA": "+380", "MN": "+976"}


@st.composite
def _spelled(draw: st.DrawFn) -> tuple[str, str, str]:
    country = draw(st.sampled_from(sorted(SPELLINGS)))
    start = draw(st.sampled_from(BEGINNINGS[country].split()))
    rest = draw(
        st.text("123456789", min_size=LENGTHS[country] - len(start), max_size=LENGTHS[country] - len(start))
    )
    digits = iter(start + rest)
    spelling = draw(st.sampled_from(SPELLINGS[country]))
    return (
        country,
        "".join(next(digits) if char == "#" else char for char in spelling),
        CODES[country] + start + rest,
    )


@given(_spelled(), st.sampled_from(["{}", "мой номер {}", "Айдар, {}.", "{} ватсап", "позвоните\n{}\nспасибо"]))
def test_a_number_of_the_six_countries_is_found_in_any_spelling(
    number: tuple[str, str, str], sentence: str
) -> None:
    country, typed, international = number
    assert e164(sentence.format(typed), country) == international


@given(_spelled())
def test_an_e164_number_is_found_as_itself(number: tuple[str, str, str]) -> None:
    country, typed, _ = number
    first = contacts(typed, country).phone
    assert first is not None
    assert first.e164 is not None
    again = contacts(first.e164, country).phone
    assert again is not None
    assert again.e164 == first.e164


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "8 701 ",
        "87011234567,",
        "8701 234 56 7 ",
        "1.2.",
        "а@",
        "a.b@",
        "o0",
        "\n8",
        "один два три ",
        "KZ86 125K ",
    ],
)
def test_a_wall_of_digits_costs_its_length_and_no_more(piece: str) -> None:
    assert grows_with_length(lambda text: contacts(text, "KZ", "phone"), piece)
