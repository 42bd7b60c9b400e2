"""Numbers in words, as speech is written down, become digits where they are amounts."""

import pytest

from fakes.listener import LEXICON
from parley.nlu.message import TextAnalyzer

ANALYZER = TextAnalyzer(LEXICON)


def in_digits(text: str, language: str) -> str:
    return ANALYZER.read(text).in_digits(language).text


@pytest.mark.parametrize(
    ("language", "text", "written"),
    [
        ("ru", "до трёхсот пятидесяти тысяч", "до 350 тысяч"),
        ("ru", "миллион двести", "1200000"),
        ("ru", "две тысячи пятьсот", "2500"),
        ("ru", "два с половиной метра", "2.5 метра"),
        ("ru", "сто шестьдесят на двести", "160 на 200"),
        ("ru", "от двух до трёх тысяч", "от 2 до 3 тысяч"),
        ("ru", "до тысячи", "до 1 тысячи"),
        ("en", "between three hundred and five hundred", "between 300 and 500"),
        ("en", "a hundred and twenty eight gigs", "a 128 gigs"),
        ("en", "two fifty six gigs", "256 gigs"),
        ("en", "half a million", "0.5 million"),
        ("en", "twelve hundred dollars", "1200 dollars"),
        ("kk", "екі жүз елу алты гигабайт", "256 гигабайт"),
        ("kk", "бес жүзге дейін", "500 дейін"),
        ("kk", "он бес мыңнан отыз мыңға дейін", "15 мыңнан 30 мыңға дейін"),
        ("ky", "уч жуз минге чейин", "300 минге чейин"),
        ("ky", "эки жарым метр", "2.5 метр"),
        ("uz", "ikki yuz ellik minggacha", "250 minggacha"),
        ("uz", "бир ярим миллионгача", "1.5 миллионгача"),
        ("uk", "півтора мільйона", "1.5 мільйона"),
        ("uk", "двадцять п'ять тисяч", "25 тисяч"),
        ("mn", "нэг сая таван зуун мянган төгрөг", "1500000 төгрөг"),
        ("mn", "зуун мянгаас хоёр зуун мянга", "100 мянгаас 200 мянга"),
    ],
)
def test_a_number_is_written_in_digits(language: str, text: str, written: str) -> None:
    assert in_digits(text, language) == written


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "до 300 тысяч"),
        ("ru", "один диван и два кресла"),
        ("ru", "раз в неделю"),
        ("ru", "он сказал, что есть"),
        ("ru", "восемь семьсот один двести тридцать четыре пятьдесят шесть семьдесят восемь"),
        ("ru", "приеду в пять тридцать"),
        ("ru", "тысячи довольных"),
        ("uk", "тисячі клієнтів"),
        ("en", "one or two of them on the second floor"),
        ("en", "at five thirty"),
        ("kk", "маған мынау керек, онда бір диван"),
        ("ky", "мину канча турат"),
        ("uz", "ming rahmat"),
        ("uk", "сорок другий розмір"),
        ("mn", "саяхан авсан"),
    ],
)
def test_what_is_no_amount_stays(language: str, text: str) -> None:
    assert in_digits(text, language) == text


def test_a_number_of_another_language_is_read_too() -> None:
    assert in_digits("ноутбук керек, двести пятьдесят тысяч", "ky") == "ноутбук керек, 250 тысяч"
    assert in_digits("ноутбук үч жүз миңге чейин", "ru") == "ноутбук 300 миңге чейин"


@pytest.mark.parametrize("text", ["двести " * 500, "сто и " * 600, "half a " * 500, "1 миллион " * 400])
def test_a_wall_of_numbers_is_read(text: str) -> None:
    assert in_digits(text, "ru").split()[-1] in text
