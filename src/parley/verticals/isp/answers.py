"""How an internet provider's customers answer: which tariff, which flat, which router."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parley.dialogue import slot_readers as reading
from parley.dialogue.model import NO, YES, Facts, Known, Option, Saying, Step
from parley.text.tokenize import listed, read
from parley.text.word_list import WordList
from parley.verticals.isp.referral_source import referrer as classified
from parley.verticals.isp.tariff import Service, Tariff, Tariffs, plain
from parley.verticals.isp.tariff_mention import recognised

PRIVATE = "частный дом"
# So short is an answer that is hardly more than its number.
_FEW = 3
_PRIVATE = WordList(listed("частный дом, частном доме, частник, свой дом, коттедж, таунхаус, дача"))
_INSIDE = r"(?:кв\w*|апартамент\w*|апарт\w*|оф\w*|помещени\w*|пом)\.?\s*№?\s*"
_MARKED = re.compile(rf"\b{_INSIDE}(\d{{1,4}}[а-яa-z]?)\b|\b(\d{{1,4}})\s*(?:-?я)?\s*кв\w*", re.IGNORECASE)
_NUMBER = re.compile(r"\b(\d{1,4}[а-яa-z]?)\b", re.IGNORECASE)
_OFFICE = re.compile(r"\b(?:оф\w*|пом\w*)\.?\s*№?\s*\d", re.IGNORECASE)
_COUNTS = {1: "1, одну, одна, один, одной", 2: "2, две, двух, пару, пара", 4: "4, четыре, четырех"}
# Figures that are a speed or a price, where they are not the answer to "which tariff?".
_OF_A_TARIFF = re.compile(r"мбит|мб/с|mbit|mbps|₽|руб", re.IGNORECASE)
_IT = WordList(listed("его, этот, ее, беру, подходит, подойдет, этого хватит"))
_ROUTERS = WordList(listed("роутер*, маршрутизатор*, вайфай, wi fi, wifi"))


def tariffs_of(facts: Facts) -> Tariffs:
    found: Tariffs = facts["tariffs"]
    return found


def chosen(known: Known, facts: Facts) -> Tariff | None:
    return tariffs_of(facts).named(str(known.get("tariff", "")))


def rubles(price: Any) -> str:
    return f"{plain(price)} ₽"


def tariff_line(tariff: Tariff) -> str:
    """ "Пакет Премиум — 250 Мбит/с, 1490 ₽/мес, роутер в подарок"."""
    router = "роутер в подарок" if tariff.router_included else ""
    if not tariff.router_included and tariff.router_rent is not None:
        router = f"роутер в аренду {rubles(tariff.router_rent)}/мес"
    speed = f"{tariff.speed_mbps} Мбит/с" if tariff.speed_mbps else ""
    return f"{tariff.name} — " + ", ".join(filter(None, (speed, f"{rubles(tariff.price)}/мес", router)))


def offered_tariffs(known: Known, facts: Facts) -> list[Option]:
    """Those of the customer's segment; all of them count, should another be named."""
    segment = str(known.get("segment", ""))
    offered = tariffs_of(facts).of(segment) if "tariff" not in known else tariffs_of(facts).active
    return [Option(each.name, {"": each.name}, WordList((each.name,))) for each in offered]


def shown_tariffs(known: Known, facts: Facts, language: str) -> str:
    segment = str(known.get("segment", ""))
    head = {"home": "Тарифы для дома:", "office": "Тарифы для офиса:"}.get(segment, "Наши тарифы:")
    return "\n".join([head, *(f"• {tariff_line(each)}" for each in tariffs_of(facts).of(segment))])


def segment(saying: Saying, step: Step) -> Any:
    """Also a question tells it: "что есть для дома?"."""
    found = [option.value for option in step.options if option.words.within(saying.reading)]
    return found[0] if len(found) == 1 else None


def tariff(saying: Saying, step: Step) -> Any:
    """The one tariff that is named, or meant: "давайте его". A question about one chooses nothing."""
    if saying.asks:
        return None
    if _IT.within(saying.reading) and (meant := recognised(saying.before, tariffs_of(saying.facts))):
        return meant.name
    text = saying.text
    if not saying.asked and not _OF_A_TARIFF.search(text):
        text = re.sub(r"\d+", " ", text)
    found = recognised(text, tariffs_of(saying.facts), str(saying.known.get("segment", "")))
    return found.name if found else reading.numbered(saying, step)


def shown_services(kind: str) -> Any:
    def shown(known: Known, facts: Facts, language: str) -> str:
        offered = [each for each in tariffs_of(facts).services if each.kind == kind]
        return "\n".join(f"• {each.name} — {_price(each)}" for each in offered)

    return shown


def _price(service: Service) -> str:
    if service.price is None:
        return "цена по запросу"
    return rubles(service.price) + ("/мес" if service.kind in ("static_ip", "router_rent") else "")


def cameras(known: Known, facts: Facts) -> list[Option]:
    sold = [each for each in tariffs_of(facts).services if each.kind == "cctv"]
    return [Option(each.name, {"": _cameras(each.count)}, WordList(_camera_words(each.count))) for each in sold]


def _cameras(count: int) -> str:
    return f"{count} камера" if count == 1 else f"{count} камеры" if count < 5 else f"{count} камер"


def _camera_words(count: int) -> list[str]:
    return [f"{word} камер*" for word in listed(_COUNTS.get(count, str(count)))]


def cctv(saying: Saying, step: Step) -> Any:
    """How many cameras; a bare number or "yes" only where it was asked."""
    offers = step.offers(saying.known, saying.facts)
    if saying.asks:
        return None
    for option in offers:
        if option.words.within(saying.reading):
            return option.value
    if not saying.asked:
        return NO if step.called.within(saying.reading) and reading.refuses(saying) else None
    if len(saying.reading.words) > _FEW:
        return None
    by_count = {label.split()[0]: option.value for option in offers for label in option.label.values()}
    for word in saying.reading.words:
        for count, said in _COUNTS.items():
            if word.folded in listed(said) and str(count) in by_count:
                return by_count[str(count)]
    return None


def router(saying: Saying, step: Step) -> Any:
    """Rent, purchase, or their own: early only where a router is named."""
    if saying.asks or not (saying.asked or _ROUTERS.within(saying.reading)):
        return None
    for option in step.options:
        if option.words.within(saying.reading):
            return option.value
    if saying.asked and saying.heard.answer == "yes":
        return "rent"
    return None


def address(saying: Saying, step: Step) -> Any:
    """Where the address was just read back, another one may be typed as shortly as the first."""
    if saying.asked and (street := _chosen_street(saying)):
        saying = replace(saying, text=street)
    near = saying.asked_step in ("address", "address_ok", "flat") and not saying.heard.question
    value = reading.read_address(replace(saying, asked=saying.asked or near))
    if isinstance(value, dict) or saying.asked:
        return value
    return None


def _chosen_street(saying: Saying) -> str:
    """Of the streets offered, the one that is said, by its kind alone if that tells it: "проспект"."""
    part = saying.known.get(reading.PART)
    offered = part.get("candidates", ()) if isinstance(part, dict) else ()
    said = [word.folded for word in saying.reading.words]
    found = [street for street in offered if _says(street, said)]
    return found[0] if len(found) == 1 and len(said) <= len(read(found[0]).words) else ""


def _says(street: str, said: Sequence[str]) -> bool:
    """Every word of the answer begins a word of the street, or is the long form of one ("проспект", "пр-т")."""
    parts = [word.folded for word in read(street).words]
    return bool(said) and all(
        any(word.startswith(part) or part.startswith(word) for part in parts) for word in said
    )


def flat(saying: Saying, step: Step) -> Any:
    """A number, or that there is none: "частный дом"."""
    if saying.heard.question:
        return None
    if _PRIVATE.within(saying.reading):
        return PRIVATE if saying.asked else None
    marked = [first or last for first, last in _MARKED.findall(saying.text)]
    if saying.asked_step == "address_ok" and len(marked) == 1:
        return _inside(marked[0], saying)
    if saying.asked_step != "flat":
        return None
    found = marked or (_NUMBER.findall(saying.text) if len(saying.reading.words) <= _FEW else [])
    return _inside(found[0], saying) if len(found) == 1 else None


def _inside(number: str, saying: Saying) -> str:
    return f"оф. {number}" if _OFFICE.search(saying.text) else f"кв. {number}"


def address_ok(saying: Saying, step: Step) -> Any:
    """Who answers with the flat's number takes the address as it stands."""
    if saying.asked and flat(saying, step):
        return YES
    return reading.read_yes_no(saying, step)


def when(saying: Saying, step: Step) -> Any:
    return reading.read_when(saying, replace(step, days=saying.facts["days"]))


def referrer(saying: Saying, step: Step) -> Any:
    """Only asked for: whoever wants the internet says the word all the time."""
    if not saying.asked or saying.heard.question:
        return None
    if reading.refuses(saying) and len(saying.reading.words) <= 3:
        return "Другое"
    return classified(saying.text, saying.lexicon)


def full_address(known: Known, facts: Facts) -> str:
    value = known.get("address")
    if not isinstance(value, dict):
        return ""
    full, inside = str(value["full"]), str(known.get("flat") or "")
    return f"{full}, {inside}" if inside and inside not in full else full


def covered(known: Known) -> bool:
    """Whether the order goes on: coverage said yes, or could not say."""
    return coverage(known).get("available") is not False


def coverage(known: Known) -> dict[str, Any]:
    value = known.get("address")
    found = value.get("coverage") if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def needs_flat(known: Known) -> bool:
    value = known.get("address")
    return covered(known) and not (isinstance(value, dict) and (value.get("flat") or value.get("private")))


def yes(known: Known, name: str) -> bool:
    return known.get(name) == YES
