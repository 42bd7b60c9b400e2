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
from parley.domain.company import CompanyConfig
from parley.domain.notice import Notice
from parley.domain.notice_text import REPETITION_REMARK, to_one_line
from parley.errors import RemoteError
from parley.infra.http import HttpClient, RequestOptions, Response, is_permanent_status, parse_retry_after
from parley.infra.redaction import redact_excerpt, redact_url

log = structlog.get_logger()

_WEBHOOK = re.compile(r"(https?://[\w.:@-]+(?:/[^?#\s]*?)?/rest/\d+)/([^/?#\s]+)", re.IGNORECASE)
_TRANSIENT_CODES = frozenset(
    {"QUERY_LIMIT_EXCEEDED", "OPERATION_TIME_LIMIT", "INTERNAL_SERVER_ERROR", "ERROR_UNEXPECTED_ANSWER"}
)
# Set by hand, and lifted by nobody but Bitrix24's support.
_BLOCKED_CODE = "OVERLOAD_LIMIT"
_LIMIT_WINDOW_SECONDS = 600.0
_MAX_TITLE_CHARS = 255
_ORIGINATOR_ID = "parley"
_CHANGE_REMARK = "✏️ Клиент изменил или дополнил заявку."


class Bitrix24CRM(CRM):
    """Leads as deals of a portal."""

    name: ClassVar[str] = "bitrix24"

    def address(self, company: CompanyConfig) -> str:
        if not _webhook_url(company):
            return ""
        match = _WEBHOOK.match(_webhook_url(company))
        return redact_url(f"{match[1]}/…") if match else "an unreadable address"

    def preview(self, company: CompanyConfig, notice: Notice) -> Mapping[str, Any]:
        return {"contact": _contact_body(notice), "deal": _deal_body(company, notice)}

    async def deliver(self, company: CompanyConfig, notice: Notice) -> str:
        portal = await self._portal(company)
        deal_id = _parse_id(notice.external_id) if notice.external_id else await _find_deal(portal, company, notice)
        contact_id = await _find_or_create_contact(portal, notice)
        fields = _deal_body(company, notice)
        if not deal_id:
            link = {"CONTACT_IDS": [contact_id]} if contact_id else {}
            return str(_parse_id(await portal.call("crm.deal.add", fields=fields | link)))
        if notice.external_id:
            del fields["COMMENTS"]  # by now the staff may have written there: what is new goes into the timeline
        await portal.call("crm.deal.update", id=deal_id, fields=fields)
        if contact_id:
            await portal.call("crm.deal.contact.add", id=deal_id, fields={"CONTACT_ID": contact_id})
        if notice.external_id:
            comment = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal_id, "COMMENT": _change_comment(notice)}
            await portal.call("crm.timeline.comment.add", fields=comment)
        return str(deal_id)

    async def _portal(self, company: CompanyConfig) -> "_Portal":
        match = _WEBHOOK.match(_webhook_url(company))
        if match is None:
            raise RemoteError("bitrix24_webhook_url is not https://<portal>/rest/<user>/<code>/", permanent=True)
        return _Portal(self.runtime.http, match[1], match[2])


@dataclass(frozen=True, slots=True)
class _Portal:
    """The REST interface of one company's portal."""

    http: HttpClient
    #: https://<portal>/rest/<user>
    url: str
    #: what makes the address a secret
    code: str

    async def call(self, method: str, **parameters: Any) -> Any:
        """Calls a method and returns its `result`. Raises RemoteError, in which the code is not shown.

        It is never called twice here: an `add` whose answer was lost may have been done.
        """
        url = f"{self.url}/{self.code}/{method}"
        try:
            options = RequestOptions(error_factory=_response_error)
            answer = await self.http.request("POST", url, json=parameters, guarded=True, options=options)
            content = answer.json()
            if not isinstance(content, dict) or "error" in content or "result" not in content:
                raise _response_error(answer, url)
            return content["result"]
        except RemoteError as error:
            # In place, so that all else it says stays: whether the call may have arrived, when to try again.
            error.args = (str(error).replace(self.code, "…"),)
            raise


def _response_error(answer: Response, url: str) -> RemoteError:
    """Returns what a refusal means: its code tells it, whatever the status."""
    try:
        content = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        content = None
    content = content if isinstance(content, dict) else {"error_description": "no JSON object"}
    code, requested_wait = str(content.get("error") or ""), parse_retry_after(answer.headers)
    detail = redact_excerpt(f"{code} {content.get('error_description') or ''}", url.split("/")[-2])
    is_transient = code in _TRANSIENT_CODES or (answer.status >= 300 and not is_permanent_status(answer.status))
    return RemoteError(
        f"{redact_url(url)} answered {answer.status}: {detail}",
        permanent=code == _BLOCKED_CODE or not is_transient,
        retry_after=_LIMIT_WINDOW_SECONDS
        if requested_wait is None and code == "OPERATION_TIME_LIMIT"
        else requested_wait,
        status_code=answer.status,
        code=code,
        quoted=detail,
    )


async def _find_deal(portal: _Portal, company: CompanyConfig, notice: Notice) -> int:
    """Returns the deal that an earlier attempt made; 0 where there is none."""
    origin = {"ORIGINATOR_ID": _ORIGINATOR_ID, "ORIGIN_ID": _origin_id(company, notice)}
    deals = await portal.call("crm.deal.list", filter=origin, select=["ID", *origin], order={"ID": "ASC"})
    for deal in deals if isinstance(deals, list) else []:
        if isinstance(deal, dict) and all(deal.get(field) == value for field, value in origin.items()):
            return _parse_id(deal.get("ID"))
    return 0


async def _find_or_create_contact(portal: _Portal, notice: Notice) -> int:
    """Returns the customer's contact; 0 where the portal refuses it for a reason of its own.

    It may give us no right to contacts, or want a field: the deal says whom to call, and must not be lost for that.
    """
    try:
        return await _find_contact(portal, notice) or _parse_id(
            await portal.call("crm.contact.add", fields=_contact_body(notice))
        )
    except RemoteError as error:
        if error.status_code not in (400, 403):
            raise
        log.warning("deal without a contact", lead=notice.lead_id, status=error.status_code, code=error.code)
        return 0


async def _find_contact(portal: _Portal, notice: Notice) -> int:
    """Returns the oldest contact with this phone, else with this e-mail; 0 where there is none."""
    for kind, values in (("PHONE", _phone_spellings(notice.phone)), ("EMAIL", [notice.email])):
        if any(values):
            duplicates = await portal.call(
                "crm.duplicate.findbycomm", entity_type="CONTACT", type=kind, values=values
            )
            if isinstance(duplicates, dict) and duplicates.get("CONTACT"):
                return min(_parse_id(contact_id) for contact_id in duplicates["CONTACT"])
    return 0


def _phone_spellings(phone: str) -> list[str]:
    """Returns +77071234567 as people write it down: with the country, with the trunk prefix, with neither."""
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


def _contact_body(notice: Notice) -> dict[str, Any]:
    contact_values = {"PHONE": notice.phone, "EMAIL": notice.email}
    return {
        "NAME": to_one_line(notice.name),
        **{field: [{"VALUE": value, "VALUE_TYPE": "WORK"}] for field, value in contact_values.items() if value},
    }


def _deal_body(company: CompanyConfig, notice: Notice) -> dict[str, Any]:
    price = notice.order.get("price")
    has_price = isinstance(price, int | float) and price > 0
    return {
        "TITLE": _deal_title(notice),
        "COMMENTS": _lead_text(notice),
        "SOURCE_DESCRIPTION": notice.source,
        "ORIGINATOR_ID": _ORIGINATOR_ID,
        "ORIGIN_ID": _origin_id(company, notice),
        # A portal refuses a currency it does not have: without a sum none is named.
        **({"OPPORTUNITY": price, "CURRENCY_ID": company.currency} if has_price else {}),
        **{mark.upper(): value for mark, value in notice.utm.items() if value},
    }


def _deal_title(notice: Notice) -> str:
    address = str(notice.order.get("address") or "")
    title = f"Подключение: {address}" if address else f"Заявка: {notice.name or notice.main_contact}"
    return to_one_line(title)[:_MAX_TITLE_CHARS]


def _origin_id(company: CompanyConfig, notice: Notice) -> str:
    return f"{company.id}-{notice.lead_id}"


def _change_comment(notice: Notice) -> str:
    return "\n".join([*([REPETITION_REMARK] if notice.uncertain else []), _CHANGE_REMARK, _lead_text(notice)])


def _lead_text(notice: Notice) -> str:
    """Returns the lead in words. Brackets would be BB codes, and a customer's words must not make links."""
    contact_lines = [
        ("Имя", notice.name),
        ("Телефон", notice.phone),
        ("E-mail", notice.email),
        ("Мессенджер", notice.handle),
    ]
    labelled_lines = [*contact_lines, *notice.lines, ("Кратко", notice.unlisted_summary)]
    lines = "\n".join(f"{label}: {to_one_line(words)}" for label, words in labelled_lines if words)
    return lines.translate(str.maketrans("[]", "()"))


def _parse_id(value: Any) -> int:
    """Returns an id as a number. Raises RemoteError of unknown outcome for anything else."""
    if isinstance(value, int | str) and str(value).isdecimal():
        return int(value)
    raise RemoteError("Bitrix24 gave no id")


def _webhook_url(company: CompanyConfig) -> str:
    return str(company.credentials.get("bitrix24_webhook_url") or "").strip()
