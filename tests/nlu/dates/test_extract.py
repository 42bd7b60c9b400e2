"""The day and the time a customer speaks of. Now is Monday 2025-11-17T12:00."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes.cost import grows_with_length
from fakes.dates import DATE_MATCHER, LANGUAGES, NOW
from parley.nlu.dates.extract import DateMention, extract_date
from parley.text.sanitize import sanitize_text
from parley.text.tokenize import tokenize


def extract(text: str, now: datetime = NOW) -> DateMention | None:
    return extract_date(tokenize(text), now, DATE_MATCHER)


def day_and_time(text: str, now: datetime = NOW) -> tuple[str, str]:
    """Returns day and time, each with its end: ("2025-11-20", "14:00-18:00")."""
    mention = extract(text, now)
    if mention is None:
        return "", ""
    days = [str(day) if day else "" for day in (mention.date, mention.end_date)]
    hours = [f"{hour:%H:%M}" if hour else "" for hour in (mention.time, mention.end_time)]
    return "..".join(days).removesuffix(".."), "-".join(hours).removesuffix("-")


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("завтра утром", "18.11.2025", "09:00"),
        ("послезавтра утром", "19.11.2025", "09:00"),
        ("завтра вечером", "18.11.2025", "18:00"),
        ("послезавтра вечером", "19.11.2025", "18:00"),
        ("сегодня днем", "17.11.2025", "14:00"),
        ("сегодня днём", "17.11.2025", "14:00"),
        ("сегодня в 15:30", "17.11.2025", "15:30"),
        ("завтра в 10", "18.11.2025", "10:00"),
        ("завтра в 14.30", "18.11.2025", "14:30"),
        ("завтра 14:30", "18.11.2025", "14:30"),
        ("завтра в 14-30", "18.11.2025", "14:30"),
        ("завтра после 14:00", "18.11.2025", "14:00"),
        ("завтра ночью", "18.11.2025", "21:00"),
        ("послезавтра", "19.11.2025", "14:00"),
        ("послезавтра к обеду", "19.11.2025", "14:00"),
        ("через 3 дня", "20.11.2025", "14:00"),
        ("через 3 дня вечером", "20.11.2025", "18:00"),
        ("через день", "19.11.2025", "14:00"),
        ("через неделю", "24.11.2025", "14:00"),
        ("в субботу", "22.11.2025", "14:00"),
        ("25 ноября 2025", "25.11.2025", "14:00"),
        ("20 ноября в 14:00", "20.11.2025", "14:00"),
        ("1 января 2026", "01.01.2026", "14:00"),
        ("15 марта", "15.03.2026", "14:00"),
        ("25.11.2025", "25.11.2025", "14:00"),
        ("2025-11-25", "25.11.2025", "14:00"),
        ("25/11/2025", "25.11.2025", "14:00"),
        ("25-11-2025", "25.11.2025", "14:00"),
    ],
)
def test_dates_of_the_contract(text: str, day: str, hour: str) -> None:
    mention = extract(text)
    assert mention is not None
    assert mention.date is not None
    assert (f"{mention.date:%d.%m.%Y}", f"{mention.time_or_default:%H:%M}") == (day, hour)
    assert mention.text == text
    assert not mention.is_past


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("завтра утречком", "09:00"), ("завтра с утра", "09:00"), ("завтра утро", "09:00"),
        ("завтра днём", "14:00"), ("завтра в обед", "14:00"), ("завтра день", "14:00"), ("завтра обед", "14:00"),
        ("завтра вечерком", "18:00"), ("завтра к вечеру", "18:00"), ("завтра ночь", "21:00"),
        ("завтра утром в 8", "08:00"), ("завтра вечером 19:30", "19:30"), ("завтра днем 13.15", "13:15"),
        ("завтра", "14:00"), ("завтра с 14:00 до 18:00", "14:00"),
    ],
)  # fmt: skip
def test_times_of_the_contract(text: str, hour: str) -> None:
    mention = extract(text)
    assert mention is not None
    assert f"{mention.time_or_default:%H:%M}" == hour


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize(
    "case",
    [
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "январю февралю марту апрелю маю июню июлю августу сентябрю октябрю ноябрю декабрю",
    ],
)
def test_a_month_is_known_in_its_cases(month: int, case: str) -> None:
    mention = extract(f"20 {case.split()[month - 1]}")
    assert mention is not None
    assert mention.date == date(2025 if month >= 11 else 2026, month, 20)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        # a bare hour from 1 to 7 is in the afternoon, unless something says otherwise
        ("завтра в 5", "2025-11-18", "17:00"), ("завтра в 05:00", "2025-11-18", "05:00"),
        ("завтра в 7 утра", "2025-11-18", "07:00"), ("завтра в 8", "2025-11-18", "08:00"),
        ("завтра в 12", "2025-11-18", "12:00"), ("завтра в 2 ночи", "2025-11-18", "02:00"),
        ("завтра в 12 ночи", "2025-11-18", "00:00"), ("завтра вечером в 10", "2025-11-18", "22:00"),
        ("в 5 утром завтра", "2025-11-18", "05:00"),
        # ranges
        ("завтра с 9 до 6", "2025-11-18", "09:00-18:00"), ("завтра 10-12", "2025-11-18", "10:00-12:00"),
        ("завтра 14:00–16:00", "2025-11-18", "14:00-16:00"), ("from 11 am to 2 pm", "", "11:00-14:00"),
        ("до 18:00", "", "-18:00"), ("с 28 ноября по 3 декабря", "2025-11-28..2025-12-03", ""),
        ("с 30 декабря по 2 января", "2025-12-30..2026-01-02", ""), ("через 2-3 дня", "2025-11-19..2025-11-20", ""),
        # what is written like a time or a date, by what stands beside it
        ("10.11", "2026-11-10", ""), ("завтра в 10.11", "2025-11-18", "10:11"), ("в 25.11", "2025-11-25", ""),
        ("14-30", "", "14:30"), ("25.11.25 к 15.00", "2025-11-25", "15:00"), ("12/25", "2025-12-25", ""),
        ("25 11 2025", "2025-11-25", ""), ("11/25/2025", "2025-11-25", ""),
        # two words for one day, and one day of several
        ("во вторник 25 ноября", "2025-11-25", ""), ("в пятницу на следующей неделе", "2025-11-28", ""),
        ("через неделю в пятницу", "2025-11-28", ""), ("не завтра, а послезавтра", "2025-11-19", ""),
        ("завтра не могу, в пятницу в 10", "2025-11-21", "10:00"), ("завтра не могу", "", ""),
        ("завтра в 10 или послезавтра в 15", "2025-11-18", "10:00"), ("a week from tuesday", "2025-11-25", ""),
        # written loosely
        ("завтра 10", "2025-11-18", "10:00"), ("завтра 2 комнаты", "2025-11-18", ""),
        ("завтра в 17ч30", "2025-11-18", "17:30"),
        ("25-го в 12", "2025-11-25", "12:00"), ("ertaga 3 da", "2025-11-18", "15:00"), ("half 5", "", "17:30"),
        ("at 5 a.m. tomorrow", "2025-11-18", "05:00"), ("at 5 a. m. tomorrow", "2025-11-18", "05:00"),
        ("tomorrow at 5 A.M.", "2025-11-18", "05:00"),
        ("friday the 28th", "2025-11-28", ""), ("december 5-7", "2025-12-05..2025-12-07", ""),
        ("can we do 3:30 on thursday?", "2025-11-20", "15:30"), ("by 6 tonight", "2025-11-17", "18:00"),
        ("сағат беске", "", "17:00"), ("эки жума мурун", "2025-11-03", ""),
        ("two hours ago", "2025-11-17", "10:00"),
        ("даваа гарагаас баасан гараг хүртэл", "2025-11-24..2025-11-28", ""),
        ("5те", "", "17:00"), ("неделю назад", "2025-11-10", ""), ("a week ago", "2025-11-10", ""),
    ],
)  # fmt: skip
def test_loose_ways_of_saying_a_day_and_a_time(text: str, day: str, hour: str) -> None:
    assert day_and_time(text) == (day, hour)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "...", "😀", "да", "2 комнаты", "1 500", "10 000 тенге", "8 701 234 56 78", "+7 (701) 234-56-78",
        "детям 5 и 7 лет", "мая хорошая", "Мая, здравствуйте", "may i ask?", "you may come", "May", "март",
        "меня зовут Март", "i sat down", "the sun", "we wed soon", "окружающая среда", "добрый день",
        "добрый вечер всем",
        "Доброго дня!", "доброй ночи", "день добрый", "хорошего вечера", "good evening", "Good morning!",
        "Қайырлы таң",
        "Кутман күн", "xayrli kech", "хайрли тонг", "добрий ранок", "өдрийн мэнд", "100 Мбит", "16 GB",
        "24/7", "50/50",
        "1/2", "192.168.1.1", "артикул 12-345", "A4", "iphone 15", "ВАЗ 2107", "31.02", "31.02.2026",
        "25:70", "24:30", "24yarym", "soat 24 yarim",
        "32 января", "30 февраля", "0 января", "5 человек", "на 5 этаже", "в 3 раза", "от 5 до 7 тысяч", "в марте",
        "в конце месяца", "в следующем месяце", "по субботам", "каждую пятницу", "улица 8 марта 15",
        "100 км в час", "сниму на 3 дня", "5 часов", "стол на 4", "бюджет до 20", "2.5 литра",
        "версия 3.11", "№ 25",
        "#12 в наличии?", "$5", "5%", "1.5", "диагональ 15.6", "3х комнатная", "5-комнатная", "one day", "a second",
        "у п'яти людей", "бес адам", "онда не бар", "үч бөлмө", "besh xona", "гурван өрөө", "намайг Лхагва гэдэг",
        "дараа", "keyin", "кейін айтамын", "кийин", "позже", "потом", "later", "он пять раз звонил",
        "несколько дней назад", "days ago", "the first and the second", "sub", "through the first",
    ],
)  # fmt: skip
def test_a_message_without_a_date_has_none(text: str) -> None:
    assert extract(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("эртең", "2025-11-18"), ("эртең менен", ""), ("эртең эртең менен", "2025-11-18"), ("ертең", "2025-11-18"),
        ("таңертең", ""), ("ертең таңертең", "2025-11-18"), ("послезавтра", "2025-11-19"),
        ("после завтра", "2025-11-19"), ("післязавтра", "2025-11-19"), ("the day after tomorrow", "2025-11-19"),
    ],
)  # fmt: skip
def test_words_that_begin_like_tomorrow(text: str, day: str) -> None:
    assert day_and_time(text)[0] == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("29 февраля", "2025-11-17", "2028-02-29"), ("29 февраля", "2028-02-29", "2028-02-29"),
        ("31 числа", "2025-11-17", "2025-12-31"), ("30-го", "2026-01-31", "2026-03-30"),
        ("17 ноября", "2025-11-17", "2025-11-17"),
        ("16 ноября", "2025-11-17", "2026-11-16"), ("в понедельник", "2025-11-17", "2025-11-24"),
        ("в этот понедельник", "2025-11-17", "2025-11-17"), ("в воскресенье", "2025-11-22", "2025-11-23"),
        ("на выходных", "2025-11-23", "2025-11-23..2025-11-23"), ("через месяц", "2026-01-31", "2026-02-28"),
        ("через год", "2028-02-29", "2029-02-28"), ("завтра", "2025-12-31", "2026-01-01"),
    ],
)  # fmt: skip
def test_the_day_depends_on_today(text: str, today: str, day: str) -> None:
    assert day_and_time(text, datetime.fromisoformat(f"{today}T12:00").replace(tzinfo=NOW.tzinfo))[0] == day


def test_hours_from_now_may_reach_tomorrow() -> None:
    late = NOW.replace(hour=23, minute=30)
    assert day_and_time("через час", late) == ("2025-11-18", "00:30")


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("вчера", True), ("сегодня", False), ("сегодня в 11", True), ("сегодня в 13:00", False), ("завтра", False),
        ("сегодня утром", True), ("сегодня днем", False), ("сегодня с 10 до 14", False), ("25.10.2025", True),
        ("два дня назад", True), ("last friday", True), ("5 мая 1990", True), ("в 11", False),
    ],
)  # fmt: skip
def test_a_mention_before_now_is_past(text: str, is_past: bool) -> None:
    mention = extract(text)
    assert mention is not None
    assert mention.is_past is is_past


@pytest.mark.parametrize(
    ("text", "part", "is_explicit"),
    [("завтра утром", "morning", False), ("завтра в 9 утра", "morning", True), ("завтра в 9:00", "", True),
     ("завтра", "", False), ("кешкі бесте", "evening", True), ("tomorrow night", "night", False)],
)  # fmt: skip
def test_a_part_of_the_day_is_no_explicit_time(text: str, part: str, is_explicit: bool) -> None:
    mention = extract(text)
    assert mention is not None
    assert (mention.day_part, mention.is_time_explicit) == (part, is_explicit)


def test_the_text_of_a_mention_is_as_typed() -> None:
    mention = extract("Ну давайте В Пятницу, в 15.30 — адрес Абая 10")
    assert mention is not None
    assert mention.text == "В Пятницу, в 15.30"


def test_the_default_time_is_two_in_the_afternoon() -> None:
    assert DateMention(date(2025, 11, 18)).time_or_default == time(14)
    assert DateMention(date(2025, 11, 18), end_time=time(18)).time_or_default == time(18)


# One line of the labelled set; the set keeps to lines as simple as this, so that no reader of YAML is needed here.
_CASE = re.compile(r'(\w+): ("[^"]*"|[\w-]+)')


def labelled_cases() -> Iterator[tuple[str, dict[str, str]]]:
    language = ""
    for row in (files("parley") / "evaluation" / "dates.yaml").read_text(encoding="utf-8").splitlines():
        if row.startswith("  - "):
            yield language, {key: value.strip('"') for key, value in _CASE.findall(row)}
        elif row.endswith(":") and not row.startswith("#"):
            language = row.removesuffix(":")


def test_the_labelled_set_has_sixty_phrases_and_more_in_every_language() -> None:
    sizes = Counter(language for language, _ in labelled_cases())
    assert set(sizes) == set(LANGUAGES)
    assert min(sizes.values()) >= 60


@pytest.mark.parametrize(
    "case", [pytest.param(case, id=f"{code} {case['say']}") for code, case in labelled_cases()]
)
def test_a_case_of_the_labelled_set(case: dict[str, str]) -> None:
    mention = extract(case["say"])
    day = f"{case.get('date', '')}..{case.get('until_date', '')}".removesuffix("..")
    hour = f"{case.get('time', '')}-{case.get('until', '')}".removesuffix("-")
    assert day_and_time(case["say"]) == (day, hour)
    assert bool(mention and mention.is_past) == ("past" in case)
    if "part" in case:
        assert mention is not None
        assert mention.day_part == case["part"]


WORDS = sorted(
    {
        word
        for language in LANGUAGES.values()
        for field in fields(language.dates)
        for entry in getattr(language.dates, field.name)
        for word in ((entry,) if isinstance(entry, str) else entry[1])
    }
)
FIGURES = st.one_of(
    st.integers(0, 40).map(str),
    st.integers(0, 9999).map(str),
    st.sampled_from(
        ["15:30", "14.30", "14-30", "25.11", "25/11/2025", "2025-11-25", "5-го", "25-інде", "10:00-12:00"]
    ),
)
TALK = st.lists(
    st.one_of(st.sampled_from(WORDS), FIGURES, st.sampled_from([",", ".", "-", "?", "приеду", "комнаты"])),
    max_size=8,
).map(" ".join)


@given(st.one_of(st.text(max_size=300), TALK))
@settings(max_examples=400, deadline=None)
def test_any_text_can_be_read_and_a_mention_read_again_is_the_same(text: str) -> None:
    mention = extract(text)
    if mention is not None:
        assert mention.text
        assert mention.text in sanitize_text(text)
        assert mention.date or mention.time or mention.end_time
        assert extract(mention.text) == mention


@pytest.mark.parametrize(
    "piece",
    [
        "завтра ",
        "1 ", "1", "5-", "с 5 по 7 ", "в ", "пять двадцать ", "в 5 вечера ", "жұма күні ", "12.", "next ",
        "a ", "-", "12:30 ", "не завтра ", "25 ноября ", "сағат ", "без четверти ", "привет ",
        "в обед в ", "vecherom v ",
    ],
)  # fmt: skip
def test_a_long_message_costs_its_length_and_no_more(piece: str) -> None:
    assert grows_with_length(extract, piece)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("завтра в первой половине дня", "2025-11-18", "09:00"),
        ("в пятницу во 2-й половине дня", "2025-11-21", "14:00"),
        ("через тиждень у другій половині дня", "2025-11-24", "14:00"),
        ("tomorrow in the second half of the day", "2025-11-18", "14:00"),
        ("ертең күннің бірінші жартысында", "2025-11-18", "09:00"),
        ("эртең күндүн экинчи жарымында", "2025-11-18", "14:00"),
        ("эртага куннинг иккинчи ярмида", "2025-11-18", "14:00"),
        ("маргааш өдрийн эхний хагаст", "2025-11-18", "09:00"),
        ("ертең обедтан кейін", "2025-11-18", "14:00"),
        ("завтра ввечорі", "2025-11-18", "18:00"),
        ("25/12 evening", "2025-12-25", "18:00"),
        ("5/12 morning", "2025-12-05", "09:00"),
    ],
)
def test_half_a_day_is_a_part_of_the_day(text: str, day: str, hour: str) -> None:
    assert day_and_time(text) == (day, hour)


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("ертең 11-ге жазып қойыңызшы", "2025-11-18", "11:00"),
        ("11-ге жазыңыз", "", "11:00"),
        ("эртең онго жазып коюңуз", "2025-11-18", "10:00"),
        ("ertaga o'n birga yozing", "2025-11-18", "11:00"),
        ("эртага 11 га ёзиб қўйинг", "2025-11-18", "11:00"),
        ("маргааш 15:30-д", "2025-11-18", "15:30"),
    ],
)
def test_a_number_in_the_dative_is_an_hour(text: str, day: str, hour: str) -> None:
    assert day_and_time(text) == (day, hour)


@pytest.mark.parametrize(
    "text",
    [
        "чайник на 1500 вт",
        "ковер 2.10 на 1.60",
        "carpet 2.10 by 1.60",
        "прізвище Середа",
        "фамилия: Суббота",
        "мене звати Олена Середа",
        "доставка 2-3 дня",
        "1/2 чашки",
    ],
)
def test_watts_dimensions_and_surnames_are_no_days(text: str) -> None:
    assert day_and_time(text) == ("", "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("перенесите с пятницы на субботу", "2025-11-22"),
        ("перенесите на пятницу с четверга", "2025-11-21"),
        ("запись с 25.11 на 27.11", "2025-11-27"),
        ("can you reschedule from friday to saturday", "2025-11-22"),
        ("жұмадан сенбіге ауыстырыңыз", "2025-11-22"),
        ("juma kunidan shanba kuniga o'tkazing", "2025-11-22"),
    ],
)
def test_the_new_day_of_something_moved_is_meant(text: str, day: str) -> None:
    assert day_and_time(text)[0] == day


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("хагас сайн өдөр 11 цагт", "2025-11-22", "11:00"),
        ("бүтэн сайнд", "2025-11-23", ""),
        ("20-ноос 25-ныг хүртэл", "2025-11-20..2025-11-25", ""),
        ("margaash ugluu 10 tsagt", "2025-11-18", "10:00"),
        ("nuguudur", "2025-11-19", ""),
        ("минут через 20", "2025-11-17", "12:20"),
        ("днів через три", "2025-11-20", ""),
        ("без двадцати шесть", "", "17:40"),
        ("келесі аптаның сәрсенбісі", "2025-11-26", ""),
        ("noyabrning 25 sida", "2025-11-25", ""),
    ],
)
def test_more_ways_of_saying_a_day(text: str, day: str, hour: str) -> None:
    assert day_and_time(text) == (day, hour)
