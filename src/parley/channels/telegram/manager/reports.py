"""What a manager asks to see: leads, how everything does, the log, the companies' bots."""

import json
from html import escape

from parley.channels.telegram.manager.texts import texts_of
from parley.companies.manage import company_records
from parley.companies.status import company_status
from parley.domain.company import CompanyConfig
from parley.infra.logging import read_last_lines
from parley.leads import read
from parley.leads.list_text import has_contact, lead_lines, source_lines
from parley.runtime import Runtime

_LAST, _LAST_OF_PERIOD = 5, 10
_SEARCHED_LEADS, _SEARCHED_LINES = 200, 1_000
_MAX_LOG_CHARS, _MAX_CHARS = 4_000, 4_000
_PERIODS = {"day": 0, "week": 1, "month": 2}


async def leads_report(rt: Runtime, company: CompanyConfig) -> str:
    """Returns how many leads there are, from where, and the last five."""
    by_source = await read.count_leads_by_source(rt, company.id)
    last = await read.list_leads(rt, company.id, _LAST)
    title = texts_of(company.language).total.format(count=sum(by_source.values()))
    return _lead_report(company, title, by_source, last)


async def period_report(rt: Runtime, company: CompanyConfig, period: str) -> str:
    """Returns how many leads came in a week or a month, from where, and the last ten with a name or a phone."""
    since = rt.clock() - read.period_length(period)
    by_source = await read.count_leads_by_source(rt, company.id, since)
    found = await read.list_leads(rt, company.id, _SEARCHED_LEADS, since)
    title = texts_of(company.language).counts[_PERIODS[period]].format(count=sum(by_source.values()))
    reachable = [lead for lead in found if has_contact(lead)][:_LAST_OF_PERIOD]
    return _lead_report(company, f"<b>{title}</b>", by_source, reachable)


async def count_report(rt: Runtime, company: CompanyConfig, period: str) -> str:
    """Returns how many leads came in the last day, week or month."""
    count = await read.count_leads(rt, company.id, period, rt.clock())
    return texts_of(company.language).counts[_PERIODS[period]].format(count=count)


def _lead_report(
    company: CompanyConfig, title: str, by_source: dict[str, int], leads: list[dict[str, object]]
) -> str:
    texts = texts_of(company.language)
    if not by_source:
        return f"{title}\n{texts.no_leads}"
    parts = [title, source_lines(by_source)]
    if leads:
        parts += [f"\n{texts.last}", "\n\n".join(map(lead_lines, leads))]
    return "\n".join(parts)


async def status_report(rt: Runtime, company: CompanyConfig) -> str:
    """Returns how each part of the company's service does."""
    states = await company_status(rt, company)
    texts = texts_of(company.language)
    lines = [
        f"{state.mark} {name}" + (f": {escape(state.note, quote=False)}" if state.note else "")
        for name, state in zip(texts.parts, states, strict=True)
    ]
    return "\n".join(["📊 <b>" + escape(company.name, quote=False) + "</b>", *lines])


async def bots_report(rt: Runtime) -> str:
    """Returns all companies: name, id, whether they have a bot. The super administrator's alone."""
    records = await company_records(rt, with_secrets=False)
    lines = [
        f"{'🤖' if record['bot_token'] else '❌'} {escape(record['name'], quote=False)} (ID: {record['id']})"
        for record in records
    ]
    return cut("\n".join(lines))


def log_report(rt: Runtime, company: CompanyConfig, *, is_super_admin: bool) -> str:
    """Returns the last lines of the log, as many as fit one message. A manager sees those that name the company."""
    lines = read_last_lines(rt.settings.home, _SEARCHED_LINES)
    if not is_super_admin:
        lines = [line for line in lines if _is_about(line, company.id)]
    text = "".join(lines)[-_MAX_LOG_CHARS:].strip()
    return f"<pre>{_escaped_tail(text)}</pre>" if text else texts_of(company.language).no_log


def _is_about(line: str, company_id: int) -> bool:
    """Tells whether a line names this company. One that names none may be about any."""
    try:
        fields = json.loads(line)
    except ValueError:
        return False
    return isinstance(fields, dict) and str(fields.get("company", fields.get("company_id"))) == str(company_id)


def _escaped_tail(text: str) -> str:
    """Returns the end of a text, escaped, that fits one message."""
    while len(escape(text, quote=False)) > _MAX_LOG_CHARS:
        text = text[len(text) // 10 + 1 :]
    return escape(text, quote=False)


def cut(text: str) -> str:
    """Returns as many whole lines as fit one message."""
    while len(text) > _MAX_CHARS:
        text = text[: text[:_MAX_CHARS].rfind("\n")] if "\n" in text[:_MAX_CHARS] else text[:_MAX_CHARS]
    return text
