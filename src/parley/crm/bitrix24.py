"""The lead as a contact and a deal in the company's Bitrix24, through its incoming webhook.

The address (`bitrix24_webhook_url`, https://<portal>/rest/<user>/<code>/) is a secret for its code, which is never
shown. The webhook needs the scope `crm`.

From Bitrix24's REST documentation: methods and fields; `findbycomm` takes 20 values; a failure has `error`, which
may be empty, whatever its status; the codes below and their statuses; 50 calls at once, then 2 a second; a blocked
method's time is counted over ten minutes; CONTACT_IDS is for new deals, `crm.deal.contact.add` answers `false` to a
known link; COMMENTS reads BB codes.
Guessed: phones are compared by their digits, so that +7…, 8… and the number alone may be three people; what was
just made is found at once; nothing found is `[]`; a title has 255 characters; OVERLOAD_PORTAL, which is not in the
documentation, passes where its status does. An ignored filter would bring strangers' deals: ids are compared again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson
import structlog

from parley.crm.base import CRM
from parley.domain import notice_text as wording
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.errors import RemoteError
from parley.infra.http import Http, Response, lasting, redact, retry_after, scrub
from parley.infra.net_guard import check_address

log = structlog.get_logger()

_WEBHOOK = re.compile(r"(https?://[\w.:@-]+(?:/[^?#\s]*?)?/rest/\d+)/([^/?#\s]+)", re.IGNORECASE)
_PASSING = frozenset(
    {"QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT", "INTERNAL_SERVER_ERROR", "ERROR_UNEXPECTED_ANSWER"}
)
# Set by hand, and lifted by nobody but Bitrix24's support.
_BLOCKED = "OVERLOAD_LIMIT"
_WINDOW = 600.0
_LONGEST_TITLE = 255
_ORIGINATOR = "parley"
_CHANGED = "✏️ Клиент изменил или дополнил заявку."


class Bitrix24CRM(CRM):
    name: ClassVar[str] = "bitrix24"

    def target(self, company: CompanyConfig) -> str:
        if not _address(company):
            return ""
        found = _WEBHOOK.match(_address(company))
        return redact(f"{found[1]}/…") if found else "an unreadable address"

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {"contact": _contact(notice), "deal": _deal(company, notice)}

    async def push(self, company: CompanyConfig, notice: Notice) -> str:
        portal = await self._portal(company)
        deal = _id(notice.external_id) if notice.external_id else await _deal_of(portal, company, notice)
        contact = await _linkable(portal, notice)
        fields = _deal(company, notice)
        if not deal:
            link = {"CONTACT_IDS": [contact]} if contact else {}
            return str(_id(await portal.call("crm.deal.add", fields=fields | link)))
        if notice.external_id:
            del fields["COMMENTS"]  # by now the staff may have written there: what is new goes into the timeline
        await portal.call("crm.deal.update", id=deal, fields=fields)
        if contact:
            await portal.call("crm.deal.contact.add", id=deal, fields={"CONTACT_ID": contact})
        if notice.external_id:
            told = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal, "COMMENT": _change(notice)}
            await portal.call("crm.timeline.comment.add", fields=told)
        return str(deal)

    async def _portal(self, company: CompanyConfig) -> "_Portal":
        found = _WEBHOOK.match(_address(company))
        if found is None:
            raise RemoteError("bitrix24_webhook_url is not https://<portal>/rest/<user>/<code>/", permanent=True)
        # An address that an owner typed in is held to the same rule, whichever system is behind it.
        await check_address(self.runtime.settings.env, found[0])
        return _Portal(self.runtime.http, found[1], found[2])


@dataclass(frozen=True, slots=True)
class _Portal:
    """One company's REST. `code` makes the address a secret."""

    http: Http
    url: str
    code: str

    async def call(self, method: str, **parameters: Any) -> Any:
        """The method's `result`. Never repeated here: an `add` whose answer was lost may have been done."""
        url = f"{self.url}/{self.code}/{method}"
        try:
            answer = await self.http.request("POST", url, json=parameters, refuse=_refusal)
            content = answer.json()
            if not isinstance(content, dict) or "error" in content or "result" not in content:
                raise _refusal(answer, url)
            return content["result"]
        except RemoteError as error:
            # In place: its cause tells whether the call may have arrived.
            error.args = (str(error).replace(self.code, "…"),)
            raise


def _refusal(answer: Response, url: str) -> RemoteError:
    try:
        said = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        said = None
    said = said if isinstance(said, dict) else {"error_description": "no JSON object"}
    code, asked = str(said.get("error") or ""), retry_after(answer.headers)
    words = scrub(f"{code} {said.get('error_description') or ''}", url.split("/")[-2])
    passing = code in _PASSING or (answer.status >= 300 and not lasting(answer.status))
    return RemoteError(
        f"{redact(url)} answered {answer.status}: {words}",
        permanent=code == _BLOCKED or not passing,
        retry_after=_WINDOW if asked is None and code == "OPERATION_TIME_LIMIT" else asked,
        status_code=answer.status,
        code=code,
    )


async def _deal_of(portal: _Portal, company: CompanyConfig, notice: Notice) -> int:
    """The deal an earlier attempt made, 0 where there is none."""
    ours = {"ORIGINATOR_ID": _ORIGINATOR, "ORIGIN_ID": _origin(company, notice)}
    found = await portal.call("crm.deal.list", filter=ours, select=["ID", *ours], order={"ID": "ASC"})
    for deal in found if isinstance(found, list) else []:
        if isinstance(deal, dict) and all(deal.get(field) == value for field, value in ours.items()):
            return _id(deal.get("ID"))
    return 0


async def _linkable(portal: _Portal, notice: Notice) -> int:
    """The customer's contact, found or made; 0 where the portal refuses it for a reason of its own (no right to
    contacts, a field it wants): the deal says whom to call, and must not be lost for that."""
    try:
        return await _known(portal, notice) or _id(await portal.call("crm.contact.add", fields=_contact(notice)))
    except RemoteError as error:
        if error.status_code not in (400, 403):
            raise
        log.warning("deal without a contact", lead=notice.lead_id, status=error.status_code, code=error.code)
        return 0


async def _known(portal: _Portal, notice: Notice) -> int:
    """The oldest contact with this phone, else with this e-mail."""
    for kind, values in (("PHONE", _spellings(notice.phone)), ("EMAIL", [notice.email])):
        if any(values):
            found = await portal.call("crm.duplicate.findbycomm", entity_type="CONTACT", type=kind, values=values)
            if isinstance(found, dict) and found.get("CONTACT"):
                return min(_id(each) for each in found["CONTACT"])
    return 0


def _spellings(phone: str) -> list[str]:
    """+77071234567 as people write it down: with the country, with the trunk prefix, with neither."""
    if not phone.startswith("+"):
        return [phone]
    import phonenumbers

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return [phone]
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = (
        phone.removeprefix("+"),
        re.sub(r"\D", "", national),
        phonenumbers.national_significant_number(number),
    )
    return list(dict.fromkeys((phone, *digits)))


def _contact(notice: Notice) -> dict[str, Any]:
    ways = {"PHONE": notice.phone, "EMAIL": notice.email}
    return {
        "NAME": wording.one_line(notice.name),
        **{field: [{"VALUE": value, "VALUE_TYPE": "WORK"}] for field, value in ways.items() if value},
    }


def _deal(company: CompanyConfig, notice: Notice) -> dict[str, Any]:
    price = notice.order.get("price")
    priced = isinstance(price, int | float) and price > 0
    return {
        "TITLE": _title(notice),
        "COMMENTS": _words(notice),
        "SOURCE_DESCRIPTION": notice.source,
        "ORIGINATOR_ID": _ORIGINATOR,
        "ORIGIN_ID": _origin(company, notice),
        # A portal refuses a currency it does not have: without a sum none is named.
        **({"OPPORTUNITY": price, "CURRENCY_ID": company.currency} if priced else {}),
        **{mark.upper(): value for mark, value in notice.utm.items() if value},
    }


def _title(notice: Notice) -> str:
    address = str(notice.order.get("address") or "")
    title = f"Подключение: {address}" if address else f"Заявка: {notice.name or notice.phone or notice.email}"
    return wording.one_line(title)[:_LONGEST_TITLE]


def _origin(company: CompanyConfig, notice: Notice) -> str:
    return f"{company.id}-{notice.lead_id}"


def _change(notice: Notice) -> str:
    return "\n".join([*([wording.REPEATED] if notice.uncertain else []), _CHANGED, _words(notice)])


def _words(notice: Notice) -> str:
    """What there is to read. Brackets would be BB codes, and a customer's words must not make links."""
    who = [("Имя", notice.name), ("Телефон", notice.phone), ("E-mail", notice.email)]
    told = [*who, *notice.lines, ("Кратко", notice.analysis)]
    lines = "\n".join(f"{label}: {wording.one_line(words)}" for label, words in told if words)
    return lines.translate(str.maketrans("[]", "()"))


def _id(value: Any) -> int:
    if isinstance(value, int | str) and str(value).isdecimal():
        return int(value)
    raise RemoteError("Bitrix24 gave no id")


def _address(company: CompanyConfig) -> str:
    return str(company.credentials.get("bitrix24_webhook_url") or "").strip()
