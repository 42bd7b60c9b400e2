"""An internet provider's order (contract §5.3): tariff, add-ons, address, contact, day, confirmation, referrer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parley.dialogue import policy as engine
from parley.dialogue.model import NO, YES, Facts, Flow, Known, Objection, Option, Saying, Stage, Step, Texts
from parley.dialogue.slot_readers import PART, kept_address
from parley.domain.company import CompanyConfig
from parley.domain.lead import Draft
from parley.nlu.addresses import extract as addresses
from parley.services import Services
from parley.text.tokenize import listed
from parley.text.word_list import WordList
from parley.verticals.isp import answers as isp
from parley.verticals.isp import coverage as served
from parley.verticals.isp.rules import RULES
from parley.verticals.isp.tariff import Service, Tariff, plain
from parley.verticals.isp.tariff_mention import recognised
from parley.verticals.isp.tariffs import tariffs

_DAYS = (0, 1, 2, 3, 4, 5)
_WHICH = WordList(listed("какие, какой, какая, какое, что за, сколько, перечисл*, покажи*, список"))
_LETTERS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _ru(text: str) -> Texts:
    return {"ru": text}


def _words(text: str) -> WordList:
    return WordList(listed(text))


ADDRESS = Step(
    "address",
    "address",
    ask=_ru("По какому адресу подключаем? Напишите улицу и номер дома."),
    again=_ru("Напишите, пожалуйста, адрес подключения: улицу и номер дома."),
    label=_ru("Адрес"),
    called=_words("адрес*, улиц*, переех*"),
    read=isp.address,
    worded=isp.full_address,
)

STEPS = (
    Step(
        "segment", "choice",
        ask=_ru("Интернет нужен для дома или для офиса?"),
        options=(
            Option("home", _ru("Для дома"), _words("дом*, квартир*, дач*, общежити*, home, house, flat")),
            Option("office", _ru("Для офиса"), _words("офис*, бизнес*, магазин*, юрлиц*, юридическ*, office")),
        ),
        when=lambda known: "tariff" not in known, read=isp.segment,
    ),
    Step(
        "tariff", "choice",
        ask=_ru("Какой тариф вам подойдёт?"),
        again=_ru("Какой тариф выберете?"),
        label=_ru("Тариф"),
        called=_words("тариф*, пакет*, скорост*"),
        choices=isp.offered_tariffs, show=isp.shown_tariffs, read=isp.tariff,
        worded=lambda known, facts: _tariff_worded(known, facts),
    ),
    Step(
        "router", "choice",
        ask=_ru("Нужен ли роутер: взять в аренду, купить или у вас есть свой?"),
        label=_ru("Роутер"),
        called=_words("роутер*, маршрутизатор*"),
        options=(
            Option("rent", _ru("Аренда"), _words("аренд*, прокат*, в рент*")),
            Option("buy", _ru("Покупка"), _words("куп*, покуп*, приобре*, tenda, xiaomi, d link, dlink, сяоми")),
            Option(
                "own", _ru("Есть свой"),
                _words("свой, свои, своим, есть, имеется, не нужен, не надо, не нужно, без роутера"),
            ),
        ),
        show=isp.shown_services("router_rent"), read=isp.router,
        when=lambda known: known.get("router_included") is not True,
        otherwise="в подарок", optional=True, refusal="own", group="extras",
    ),
    Step(
        "cctv", "choice",
        ask=_ru("Нужно ли видеонаблюдение?"),
        label=_ru("Видеонаблюдение"),
        called=_words("видеонаблюдени*, камер*, наблюдени*"),
        choices=isp.cameras, show=isp.shown_services("cctv"), read=isp.cctv,
        optional=True, group="extras",
    ),
    Step(
        "static_ip", "yes_no",
        ask=_ru("Нужен ли постоянный IP-адрес?"),
        label=_ru("Постоянный IP"),
        called=_words("ip, айпи, ip адрес*, статик*, статическ*, постоянн* ip, белый ip"),
        show=isp.shown_services("static_ip"),
        optional=True, group="extras",
    ),
    ADDRESS,
    Step(
        "address_ok", "yes_no",
        ask=_ru("Адрес подключения: {address}. Всё правильно?"),
        show=lambda known, facts, language: str(isp.coverage(known).get("message", "")),
        when=isp.covered, depends=("address",), read=isp.address_ok,
    ),
    Step(
        "flat", "text",
        ask=_ru("Назовите номер квартиры. Если это частный дом — так и напишите."),
        called=_words("квартир*, кв"),
        read=isp.flat, when=isp.needs_flat, depends=("address",), hints=(_ru("Частный дом"),),
    ),
    Step(
        "waiting", "yes_no",
        ask=_ru("Записать вас в лист ожидания? Сообщим, как только сможем подключить."),
        label=_ru("Лист ожидания"),
        show=lambda known, facts, language: str(isp.coverage(known).get("message", "")),
        when=lambda known: not isp.covered(known), depends=("address",),
    ),
    Step("name", "name", _ru("Как к вам обращаться?")),
    Step("phone", "phone", {}),
    Step(
        "email", "email",
        ask=_ru("{name}, оставьте, пожалуйста, e-mail для договора. Можно пропустить."),
        optional=True, refusal="", when=isp.covered,
    ),
    Step(
        "when", "when",
        ask=_ru("{name}, на какой день и время вам удобно подключение?"),
        again=_ru("На какой день и время записать подключение?"),
        label=_ru("Дата и время"),
        called=_words("дат*, врем*, день, дня, перенес*, подключени* на"),
        read=isp.when, when=isp.covered,
        hints=(_ru("Завтра утром"), _ru("Завтра вечером"), _ru("Послезавтра днём")),
    ),
)  # fmt: skip

AFTER = (
    Step(
        "referrer", "text",
        ask=_ru("Подскажите, пожалуйста, откуда вы о нас узнали?"),
        label=_ru("Откуда узнали"),
        read=isp.referrer, when=isp.covered,
        hints=tuple(map(_ru, ("Рекомендация", "Соцсети", "Реклама", "Поиск в интернете", "Соседи подключены"))),
    ),
)  # fmt: skip


def _tariff_worded(known: Known, facts: Facts) -> str:
    tariff = isp.chosen(known, facts)
    return f"{tariff.name}, {isp.rubles(tariff.price)}/мес" if tariff else ""


async def facts(rt: Services, company: CompanyConfig) -> Facts:
    """`info.work_days` of the company (["mon", …]) are the days on which connections are made; Monday to Saturday
    where it says none."""
    given = company.info.get("work_days")
    days = tuple(_LETTERS.index(day) for day in given if day in _LETTERS) if isinstance(given, list) else ()
    return {"tariffs": await tariffs(rt, company), "days": days or _DAYS}


async def settle(
    rt: Services, company: CompanyConfig, draft: Draft, saying: Saying
) -> tuple[Draft, Objection | None]:
    """What follows from the answers: whether the tariff brings a router, whether the address can be connected."""
    known = dict(draft.known)
    tariff = isp.chosen(known, saying.facts)
    known["router_included"] = bool(tariff and tariff.router_included)
    if known.get("address_ok") == NO:
        for name in ("address", "address_ok", "flat"):
            known.pop(name, None)
    draft = replace(draft, known=known)
    value = known.get("address")
    if not isinstance(value, dict) or "coverage" in value or _before_address(draft, saying.facts):
        return draft, None
    asked = addresses.Address(**{name: value[name] for name in ("city", "street", "kind", "house", "flat")})
    found = await served.check(rt, company, replace(asked, private_house=bool(value["private"])))
    if found.candidates:
        known.pop("address")
        known[PART] = {"house": value["house"], "flat": value["flat"], "candidates": list(found.candidates)}
        return replace(draft, known=known), Objection(
            found.message, suggestions=tuple(found.candidates), step=ADDRESS
        )
    known.pop(PART, None)
    message = found.message if found.available is not None or found.unknown else ""
    told = {"available": found.available, "message": message, "technology": found.technology}
    whole = kept_address(found.address) if found.address else value
    known["address"] = {**whole, "full": found.address_full or value["full"], "coverage": told}
    return replace(draft, known=known), None


def _before_address(draft: Draft, facts: Facts) -> bool:
    open_ = engine.open_step(FLOW, draft, facts)
    return open_ is not None and open_.name in ("segment", "tariff", "router", "cctv", "static_ip")


async def aside(rt: Services, stage: Stage) -> str:
    """Whether a house can be connected, what a tariff or an add-on costs: who only asks is told, and no more."""
    heard, said = stage.heard, stage.saying
    if not stage.digresses or stage.lists or stage.changed:
        return ""
    if found := addresses.find(said.text, asked=False):
        return (await served.check(rt, stage.turn.company, found)).message
    sold = isp.tariffs_of(stage.facts)
    if tariff := recognised(said.text, sold, str(stage.draft.known.get("segment", ""))):
        return isp.tariff_line(tariff)
    listed_by = (step for step in STEPS if step.show and step.name not in ("address_ok", "waiting"))
    step = next((step for step in listed_by if step.called.within(said.reading)), None)
    if step is None or step is stage.move.step or not (heard.asks_price or heard.asks_catalogue or _what(said)):
        return ""
    return step.show(stage.draft.known, stage.facts, "ru") if step.show else ""


def _what(saying: Saying) -> bool:
    """ "Какие тарифы?" is answered by the list; "можно поменять тариф?" is not."""
    return _WHICH.within(saying.reading)


def told(facts: Facts) -> Sequence[str]:
    sold = isp.tariffs_of(facts)
    tariffs = [f"- {isp.tariff_line(tariff)} ({tariff.segment})" for tariff in sold.active]
    services = [f"- {one.name}: {isp.rubles(one.price) if one.price else 'on request'}" for one in sold.services]
    return ["Everything that is sold, and nothing else:", *tariffs, *services]


def names(facts: Facts) -> tuple[Sequence[str], Sequence[str]]:
    sold = isp.tariffs_of(facts)
    every: list[Tariff | Service] = [*sold.active, *sold.services]
    return ("тариф", "пакет", "tariff", "package"), [each.name for each in every]


def order(known: Known, facts: Facts) -> dict[str, Any]:
    """The keys that crm/ plug-ins know (docs/flows.md)."""
    tariff, value = isp.chosen(known, facts), known.get("address")
    where = value if isinstance(value, dict) else {}
    routers = {"rent": "аренда", "buy": "покупка", "own": "не нужен"}
    slot = known.get("when") or {}
    found = {
        "tariff": tariff.name if tariff else None,
        "price": plain(tariff.price) if tariff else None,
        "router": "в подарок" if known.get("router_included") else routers.get(str(known.get("router", ""))),
        "cctv": "нет" if known.get("cctv") == NO else known.get("cctv"),
        "static_ip": {YES: True, NO: False}.get(str(known.get("static_ip", ""))),
        "address": isp.full_address(known, facts) or None,
        "city": where.get("city") or None,
        "date": slot.get("date"),
        "time": slot.get("time"),
        "slot": slot.get("slot"),
        "waiting_list": True if isp.yes(known, "waiting") else None,
        "comment": known.get("comment"),
        "referrer": known.get("referrer"),
    }
    return {name: each for name, each in found.items() if each is not None}


def ended(known: Known) -> Objection | None:
    if known.get("waiting") != NO:
        return None
    return Objection("Хорошо, не записываю. Если захотите проверить другой адрес — напишите его.", step=ADDRESS)


def confirmed(known: Known) -> Texts:
    if isp.yes(known, "waiting"):
        return _ru("{name}, вы в листе ожидания. Как только дом можно будет подключить, менеджер свяжется с вами.")
    return _ru("{name}, спасибо! Заявка принята, менеджер свяжется с вами, чтобы подтвердить время.")


FLOW = Flow(
    "isp_onboarding",
    steps=STEPS,
    after=AFTER,
    languages=("ru",),
    facts=facts,
    settle=settle,
    aside=aside,
    told=told,
    names=names,
    ended=ended,
    order=order,
    confirmed=confirmed,
    noted=_ru("Спасибо, передам!"),
    rests=_words("отмена, отменить, отмени*, передумал подключать, не буду подключать, не сейчас, в другой раз"),
    tools=(
        "get_tariffs", "check_coverage", "create_lead", "update_lead_referrer", "parse_relative_date",
        "find_answer_in_kb", "add_to_waiting_list",
    ),
    rules=RULES,
    prompt=(
        "You take orders for an internet provider. The steps are held by the system: tariff, router, video "
        "surveillance, static IP, address, contact, day and time, confirmation, referrer. Speak Russian."
    ),
)  # fmt: skip
