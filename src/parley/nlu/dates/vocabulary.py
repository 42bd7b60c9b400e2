"""The words of time that a language file lists.

`parley.nlu.dates.matcher` finds them in a message; a list is called a kind there.
"""

from dataclasses import dataclass

from parley.text.word_list import split_entries

# Entries with what they count: (5, ("may",)) among the months.
ValuedEntries = tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class DateVocabulary:
    """Lists the words of time of one language, as people write them.

    They are compared as those of `Vocabulary` are: without case and accents; "прие*" is the beginning of a word.
    Write the forms that stand in dates and no others: a stem that is too short finds dates in names. The endings
    are those glued to a figure ("5-го", "5те") and, those for an hour and `ending_on`, to a number word ("бесте").
    """

    relative_days: ValuedEntries  # -2 … 2: the day before yesterday … the day after tomorrow
    weekdays: ValuedEntries  # 0 … 6 from Monday; with abbreviations
    ambiguous_weekdays: ValuedEntries  # those that mean something else too: only beside another word of time
    day_nouns: tuple[str, ...]  # behind a weekday or a day's number: "күні", "числа"
    this: tuple[str, ...]
    next: tuple[str, ...]
    nearest: tuple[str, ...]
    last: tuple[str, ...]
    date_blockers: tuple[str, ...]  # beside these a day is no date: "каждую пятницу", "улица 8 Марта"
    surname_markers: tuple[str, ...]  # behind these a day is a name: "фамилия Середа"
    next_week: tuple[str, ...]
    weekend: tuple[str, ...]
    workdays: tuple[str, ...]  # as opening hours name Monday to Friday: "по будням"
    every_day: tuple[str, ...]  # … and all seven: "ежедневно"
    weekday_habits: ValuedEntries  # … and one day of every week, 0 … 6 from Monday: "по субботам"
    months: ValuedEntries  # 1 … 12
    month_nouns: tuple[str, ...]  # behind the number of a month: "12-р сарын"
    month_connectors: tuple[str, ...]  # between month and day, or before a bare day: "айының", "of"
    year_nouns: tuple[str, ...]
    # ── spans
    minute_units: tuple[str, ...]
    hour_units: tuple[str, ...]
    day_units: tuple[str, ...]
    week_units: tuple[str, ...]
    month_units: tuple[str, ...]
    year_units: tuple[str, ...]
    fixed_durations: ValuedEntries  # in minutes: half an hour, an hour and a half
    within: tuple[str, ...]  # before a span: "через"
    later: tuple[str, ...]  # behind a span or a time: "кейін"
    ago: tuple[str, ...]
    # ── numbers
    articles: tuple[str, ...]  # one of a span: "in a week"
    numbers: ValuedEntries
    ordinals: ValuedEntries  # as days of the month are said
    hour_names: ValuedEntries  # as hours are said where they have forms of their own
    ending_at: tuple[str, ...]
    ending_from: tuple[str, ...]
    ending_until: tuple[str, ...]
    ending_day: tuple[str, ...]
    ending_on: tuple[str, ...]  # the same, and no other word can belong to it: "25-інде"
    ending_ordinal: tuple[str, ...]  # only with a month: "5-ші"
    ending_number: tuple[str, ...]  # says no more than the figure: "5-ти"
    # ── clock
    at: tuple[str, ...]  # before an hour: "в", "к", "at"
    on: tuple[str, ...]  # before a day, or an hour when a day stands before it: "на"
    about: tuple[str, ...]
    after: tuple[str, ...]
    since: tuple[str, ...]  # "from"
    until: tuple[str, ...]
    until_postpositions: tuple[str, ...]
    to: tuple[str, ...]  # between the ends of a range
    clock_prefixes: tuple[str, ...]  # "сағат 5"
    clock_suffixes: tuple[str, ...]  # "5 часов": a time or a length of time
    clock_suffixes_at: tuple[str, ...]  # "5 цагт": a time
    half_to: tuple[str, ...]  # before the hour that comes: "половине шестого"
    half_past: tuple[str, ...]
    half_suffixes: tuple[str, ...]  # "бес жарымда"
    half_prefixes: tuple[str, ...]  # before an ordinal: "полшестого"
    quarter: tuple[str, ...]
    minutes_before: tuple[str, ...]  # "без пяти три"
    minutes_to: tuple[str, ...]  # "five to three"
    minutes_past: tuple[str, ...]
    minutes_into: tuple[str, ...]  # "чверть на шосту"
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    am: tuple[str, ...]
    pm: tuple[str, ...]
    # ── parts of the day: 9 morning, 14 afternoon, 18 evening, 21 night
    day_parts: ValuedEntries
    ambiguous_day_parts: ValuedEntries  # only beside a day or a time, or alone: "вечер", "evening"
    hour_day_parts: ValuedEntries  # only beside an hour: "5 вечера", "кешкі 5"
    greeting_adjectives: tuple[str, ...]  # beside a part of the day they make a greeting: "добрый"
    # ── what is no date
    idioms: tuple[str, ...]
    measure_units: tuple[str, ...]  # behind a number, they make it no hour and no day
    dimension_separators: tuple[str, ...]  # between the sides of something: "2.10 на 1.60"
    hour_continuations: tuple[str, ...]  # what may follow a bare hour: "в 5 приеду"
    booking_verbs: tuple[str, ...]  # the same, and makes an hour of a number in the dative: "11-ге жазыңыз"
    move_verbs: tuple[str, ...]  # of two days the later said is meant: "reschedule from Friday to Monday"
    negations: tuple[str, ...]  # right before what is not meant: "не завтра"
    refusals: tuple[str, ...]  # around it: "завтра не могу", "ертең емес"


def parse_valued_entries(text: str) -> ValuedEntries:
    """Reads "1: один, одну; 2: два": groups divided by semicolons, each a whole number and its entries."""
    groups = (group.partition(":") for group in text.split(";") if group.strip())
    return tuple((int(number), split_entries(entries)) for number, _, entries in groups)


def inflect_entries(entries: ValuedEntries, endings: str, *, include_bare: bool = True) -> ValuedEntries:
    """Returns every entry with each of the endings ("ого, ое"); without one too, when `include_bare`."""
    suffixes = (*([""] if include_bare else []), *split_entries(endings))
    return tuple((value, tuple(form + ending for form in forms for ending in suffixes)) for value, forms in entries)
