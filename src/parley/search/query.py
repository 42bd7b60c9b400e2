"""What a message asks to find: its words of meaning, whether it is after goods, and for how much at most."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain

from parley.concepts.head_noun import find_unknown_head, modifier_positions
from parley.concepts.keyboard_layout import layout_corrections
from parley.concepts.matcher import BRANDS, FILLERS, GOODS, SALE_TERMS, SERVICES, Annotation, annotate
from parley.concepts.superlatives import Superlative, find_superlative
from parley.concepts.token import ConceptToken, is_same_word, number_digits, token_from_annotation
from parley.concepts.units import Measure, parse_measures
from parley.domain.understanding import Understanding
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

SearchSynonyms = Sequence[Sequence[str]]

# the meaning of a number that counts what follows: "2 ноутбука"
COUNT_CONCEPT = "count"
# of words that ask how things differ
COMPARE_CONCEPT = "compare"

THOUSAND_PATTERN = r"тыс\w*|тис\w*|мың\w*|миң\w*|мин[гғ]\w*|ming\w*|мянга\w*|к\b|k\b|thousand"
MILLION_PATTERN = r"млн\.?|миллион\w*|мільйон\w*|million\w*|сая\w*"
CURRENCY_PATTERN = (
    r"₸|₽|₴|₮|\$|€|тг\b|тенге\w*|tenge|теңге\w*|руб\w*|р\b|грн\w*|гривен\w*|гривень|сом\w*|so['ʻ’]?m\w*|төгрөг\w*|usd|"
    r"dollar\w*|доллар\w*"
)
_NUMBER = r"(?:\d{1,3}(?:[\s.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
_AMOUNT = (
    r"(?P<{0}sign>[$€₸₽₴₮])?\s?(?P<{0}number>" + _NUMBER.replace("{", "{{").replace("}", "}}") + r")\s*"
    rf"(?:(?P<{{0}}thousand>{THOUSAND_PATTERN})|(?P<{{0}}million>{MILLION_PATTERN}))?\s*(?P<{{0}}money>{CURRENCY_PATTERN})?"
)
_LIMIT_BEFORE = (
    r"(?<!\w)(?:до|to|and|не\s+дороже|не\s+больше|не\s+более|дешевле|дешевше|в\s+пределах|максимум|"
    r"бюджет(?:\s+(?:до|у\s+меня|около))?|budget(?:\s+(?:is|of))?(?:\s+(?:about|around))?|under|below|up\s+to|"
    r"less\s+than|at\s+most|cheaper\s+than|within|max)\s+(?:чем\s+)?"
)
_LOWER_LIMIT = (
    r"(?:(?<!\w)(?:от|від|from|between)\s+\$?(?P<aleast>" + _NUMBER + r")\s*"
    rf"(?P<a_unit>{THOUSAND_PATTERN})?\s*(?:{CURRENCY_PATTERN})?\s+(?=до|to|and))?"
)
_LIMIT_AFTER = (
    r"\s*(?:-?\s*(?:ге|ке|га|ка|гача|gacha|қа|ға))?\s*(?:дейін|чейин|gacha|гача|хүртэл|доош|аспайтын|ашпаган)"
)
_PRICE_LIMIT = re.compile(
    rf"{_LOWER_LIMIT}{_LIMIT_BEFORE}{_AMOUNT.format('a')}(?![\d\w])|(?<!\w){_AMOUNT.format('b')}{_LIMIT_AFTER}",
    re.IGNORECASE,
)
# A bare number is money only when it is large enough to be a price; "до 18", "до 55 дюймов" are none.
_MIN_BARE_PRICES = {"USD": 100, "EUR": 100, "GBP": 100}

# Words that say nothing of what is wanted, beside those the language files list; folded.
_STOP_WORDS = frozenset(
    normalized_words(
        "something anything ең эң eng хамгийн найбільш найдешевший найдешевша найдешевше самого самую нибудь будь "
        "либо то щось магазин магазине store shop дүкен дүкөн do'kon дэлгүүр "
        "самый самая самое самые найди дайте дай покажи покажите хочу хотел хотела бы надо нужен нужна нужно "
        "нужны ищу ищем есть мне нам вас вам ваш ваши какой какая какие что как где когда сколько почем цена "
        "цены стоит стоят будет можно ли или скольки для под про это этот эта еще уже тоже вообще купить "
        "заказать взять подобрать интересует интересуют посоветуйте подскажите скажите пожалуйста вариант "
        "варианты модель модели штук товар товары куплю возьму кажется наверное the and for with your you "
        "have has any some show find want need looking buy get give does much cost price please sell cheap "
        "cheapest cheaper how what which where when there tell about can could would like good best work бар барма "
        "сізде маған керек алғым келеді қандай қайсы қанша тұрады көрсет көрсетіңіз жүрмін сатып алу болады "
        "бола туралы барбы сизде мага кандай канча турат алгым келет көрсөтүңүз бересизби жана болот болобу "
        "bormi bor menga kerak qancha turadi narxi qanday sizda sotib olmoqchiman olish berish mumkinmi "
        "mumkin ko'rsating чи маєте у мені треба потрібен потрібна яка яке які скільки коштує покажіть купити "
        "працюєте працює байна байгаа байнауу танайд надад хэрэгтэй ямар хэд хэдэн хэр вэ уу үү авах авмаар "
        "үнэ үнэтэй дешевый дешевая дешевле недорогой недорогая дорогой бюджетный хямд арзан арзон arzon "
        "дешевий подешевле подешевше удаан"
    )
)
_LATIN_STOP_WORDS = frozenset(
    map(latinize, _STOP_WORDS | frozenset(normalized_words("ма ме ба бе па пе ли возможен возможна возможно")))
)
# What is asked of anything there is; it does not say of what.
GENERIC_CONCEPTS = FILLERS | {"price", "stock", "order", COMPARE_CONCEPT}
# Whether goods are included is a question of its own; of a service, what it costs answers it.
INCLUDED_CONCEPT = "included"
_SERVICE_CONCEPTS = (SALE_TERMS | SERVICES) - {INCLUDED_CONCEPT}
GOODS_AND_BRANDS = GOODS | BRANDS
# White in Uzbek, "оқ" and "oq", and to everybody else assent.
_UZBEK, _OKAY_WORDS = "uz", frozenset(normalized_words("ok ок"))
_PIECE_WORDS = frozenset(normalized_words("шт штук штуки штука pcs pieces piece units дана даана dona ширхэг"))
_CHEAP_STEMS = tuple(
    normalized_words("дешев подешев найдешев недорог бюджетн арзан арзон arzon cheap хямд affordab")
)
_AVAILABILITY_WORDS = frozenset(
    normalized_words(
        "есть имеется имеются продаете продаются торгуете покажи покажите нужен нужна нужно нужны ищу have "
        "sell got show need бар барма барбы сатасыз ба керек сатасызбы bor bormi sotasizmi kerak маєте є "
        "продаєте потрібен потрібна байгаа байна байнауу зардаг хэрэгтэй"
    )
)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """`tokens`: what to search for; `also`: other words this company has for some of them. `beside`: those of the
    tokens that only say more of what is asked for; `head`: the word for that where nobody knows it. `models`:
    numbers that are part of a name ("iphone 15"). `measures`: numbers with units; `spent`: the words they were read
    from.
    `goods`, `service`: it names goods, what a shop does with them ("delivery"). `have`: it asks whether there is
    something. `cheapest`: the cheap ones first; `extreme`: the fastest, the largest."""

    tokens: Sequence[ConceptToken]
    names_goods: bool
    names_service: bool
    asks_availability: bool
    cheapest_first: bool
    min_price: Decimal | None
    max_price: Decimal | None
    superlative: Superlative | None = None
    synonyms: Mapping[ConceptToken, Sequence[ConceptToken]] = field(default_factory=dict)
    modifiers: frozenset[str] = frozenset()
    unknown_head: str = ""
    model_numbers: frozenset[str] = frozenset()
    measures: tuple[Measure, ...] = ()
    measure_words: frozenset[str] = frozenset()


def parse_query(
    understanding: Understanding, text: str, currency: str, synonyms: SearchSynonyms = ()
) -> SearchQuery:
    """Read a message for what it asks to find. `currency`: ISO, what a bare number is likely to mean. `synonyms`:
    the company's own groups of words that mean one thing."""
    min_price, max_price, rest = extract_price_limits(text, currency)
    parsed_measures = parse_measures(rest)
    typed_words, annotations, retyped = _annotate_text(rest)
    topic = frozenset(typed_words if retyped else understanding.content_words) - _STOP_WORDS
    tokens = {
        position: candidate
        for position, annotation in enumerate(annotations)
        if not _LATIN_STOP_WORDS.issuperset(map(latinize, annotation.words))
        if annotation.concept not in GENERIC_CONCEPTS
        if (candidate := _read_token(annotations, position)).concept or not topic.isdisjoint(annotation.words)
        if candidate.concept != "phone" or not _means_phone_number(typed_words, understanding)
        if understanding.language == _UZBEK or _OKAY_WORDS.isdisjoint(annotation.words)
    }
    if any(candidate.concept in _SERVICE_CONCEPTS for candidate in tokens.values()):
        tokens = {
            position: candidate for position, candidate in tokens.items() if candidate.concept != INCLUDED_CONCEPT
        }
    modifying_positions = modifier_positions(annotations)
    return _with_kinds(
        SearchQuery(
            tokens=list(dict.fromkeys(tokens.values())),
            names_goods=False,
            names_service=False,
            asks_availability=not _AVAILABILITY_WORDS.isdisjoint(typed_words),
            cheapest_first=any(word.startswith(_CHEAP_STEMS) for word in typed_words),
            min_price=min_price,
            max_price=max_price,
            superlative=find_superlative(typed_words),
            synonyms=_find_synonyms(list(tokens.values()), synonyms) if synonyms else {},
            modifiers=frozenset(
                candidate.latin for position, candidate in tokens.items() if position in modifying_positions
            ),
            unknown_head=find_unknown_head(annotations, _LATIN_STOP_WORDS),
            model_numbers=frozenset(
                candidate.latin
                for position, candidate in tokens.items()
                if position not in modifying_positions and _is_model_number(annotations, position)
            ),
            measures=parsed_measures.measures,
            measure_words=frozenset(
                map(latinize, chain.from_iterable(map(normalized_words, parsed_measures.source_texts)))
            ),
        )
    )


def _annotate_text(text: str) -> tuple[list[str], list[Annotation], bool]:
    """The words of a message and what they mean; whether they were typed with the wrong layout of the keyboard."""
    typed_words = normalized_words(text)
    annotations = annotate(typed_words)
    if annotations and not any(annotation.concept for annotation in annotations):
        for retyped in layout_corrections(text):
            retyped_annotations = annotate(normalized_words(retyped))
            if any(
                annotation.concept in GOODS_AND_BRANDS and len(annotation.words[0]) > 3
                for annotation in retyped_annotations
            ):
                return normalized_words(retyped), retyped_annotations, True
    return typed_words, annotations, False


def _with_kinds(query: SearchQuery) -> SearchQuery:
    concepts = {each.concept for each in (*query.tokens, *chain.from_iterable(query.synonyms.values()))}
    return replace(query, names_goods=bool(concepts & GOODS_AND_BRANDS), names_service=bool(concepts & SALE_TERMS))


def replace_query_tokens(query: SearchQuery, tokens: Sequence[ConceptToken]) -> SearchQuery:
    """With these tokens in place of its own, one for one."""
    if list(tokens) == list(query.tokens):
        return query
    replacements = {old.latin: new.latin for old, new in zip(query.tokens, tokens, strict=True)}
    modifier_words = frozenset(replacements.get(latin, latin) for latin in query.modifiers)
    return _with_kinds(
        replace(
            query,
            tokens=list(tokens),
            modifiers=modifier_words,
            unknown_head="" if query.unknown_head in replacements else query.unknown_head,
        )
    )


def _is_model_number(annotations: Sequence[Annotation], position: int) -> bool:
    """Whether a number goes with the name before it: "айфон 16", "playstation 5"."""
    annotation, previous = annotations[position], annotations[position - 1] if position else None
    return (
        previous is not None
        and annotation.words[0][0].isdigit()
        and (previous.concept in GOODS_AND_BRANDS or not previous.concept)
    )


def _find_synonyms(
    tokens: Sequence[ConceptToken], synonyms: SearchSynonyms
) -> dict[ConceptToken, Sequence[ConceptToken]]:
    groups = [
        [token_from_annotation(part) for word in group for part in annotate(normalized_words(word))]
        for group in synonyms
    ]
    synonyms_by_token = {
        each: [other for group in groups if any(is_same_word(each, word) for word in group) for other in group]
        for each in tokens
    }
    return {each: group_tokens for each, group_tokens in synonyms_by_token.items() if group_tokens}


def limit_prices(query: SearchQuery, prices: tuple[float | None, float | None]) -> SearchQuery:
    """Within these prices as well, both inclusive."""
    lower, upper = (None if each is None else Decimal(str(each)) for each in prices)
    min_price = max((each for each in (query.min_price, lower) if each is not None), default=None)
    max_price = min((each for each in (query.max_price, upper) if each is not None), default=None)
    return replace(query, min_price=min_price, max_price=max_price)


def _read_token(annotations: Sequence[Annotation], position: int) -> ConceptToken:
    current = token_from_annotation(annotations[position])
    digits = number_digits(current.latin)
    if len(digits) != 1:
        return current
    counts_goods = position + 1 < len(annotations) and annotations[position + 1].concept in GOODS
    neighbours = (annotations[position - 1].words if position else ()) + (
        annotations[position + 1].words if position + 1 < len(annotations) else ()
    )
    if counts_goods or not _PIECE_WORDS.isdisjoint(neighbours):
        return ConceptToken(digits, COUNT_CONCEPT, current.trigrams)
    return current


def _means_phone_number(typed_words: Sequence[str], understanding: Understanding) -> bool:
    """The message speaks of a number to call ("телефон дам позже"), not of phones for sale."""
    return (
        understanding.phone is not None
        or understanding.postponed
        or understanding.refuses_contact
        or understanding.asks_why_contact
        or any(word.startswith(("номер", "nomer", "number")) for word in typed_words)
    )


def extract_price_limits(text: str, currency: str = "") -> tuple[Decimal | None, Decimal | None, str]:
    """ "ноутбук от 200 до 300 тысяч" → (200000, 300000, "ноутбук"): the least and the most the customer wants to
    pay, and what is left of the text."""
    match = _PRICE_LIMIT.search(text)
    if match is None:
        return None, None, text
    groups = {key[1:]: value for key, value in match.groupdict().items() if value}
    max_price = _parse_amount(groups["number"], groups)
    is_money = not groups.keys().isdisjoint({"sign", "thousand", "million", "money"})
    if max_price is None or (not is_money and max_price < _MIN_BARE_PRICES.get(currency, 1000)):
        return None, None, text
    min_price = None
    if "least" in groups:
        min_price = _parse_amount(groups["least"], {} if "_unit" in groups else groups)
        if min_price is not None and "_unit" in groups:
            min_price *= 1000
    return min_price, max_price, f"{text[: match.start()]} {text[match.end() :]}"


def _parse_amount(number: str, groups: Mapping[str, str]) -> Decimal | None:
    digits = re.sub(r"[\s.,](?=\d{3}(?!\d))|\s", "", number.strip()).replace(",", ".").rstrip(".")
    if not re.fullmatch(r"\d+(\.\d+)?", digits):
        return None
    return Decimal(digits) * (1_000_000 if "million" in groups else 1000 if "thousand" in groups else 1)
