"""The nine steps by which a company is made or changed, and the summary before it is saved (contract §4.4).

Each step shows what is there; `.` keeps it. What is answered is checked at once and saved after the last step, by
the use case of `POST /sales/company/upsert`.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from parley.admin_bot.client import AdminClient
from parley.companies.checks import check_field, require_chat_id
from parley.companies.logos import MAX_LOGO_BYTES, store_logo
from parley.companies.manage import save_company
from parley.errors import Invalid, RemoteError, TooLarge
from parley.files.picture import detect_picture_type
from parley.infra.redaction import mask_secret
from parley.runtime import Runtime
from parley.text.sanitize import sanitize_message

KEEP = "."
LOGO, BOT_TOKEN, CHAT_ID = "logo", "bot_token", "manager_chat_id"
_TOKEN = re.compile(r"[0-9]{3,20}:[A-Za-z0-9_-]{10,}", re.ASCII)
_MAX_CHARS = 2_000
_REFUSED_TOKEN_STATUSES = (401, 404)


class Step(NamedTuple):
    """One question of the wizard."""

    title: str
    field: str
    hint: str = ""


STEPS = (
    Step("Название", "name"),
    Step("ИИН/БИН", "bin_iin"),
    Step("Телефон", "phone"),
    Step("WhatsApp", "whatsapp"),
    Step("Email", "email"),
    Step("Описание", "description"),
    Step("Логотип", LOGO, "Пришлите фото или файл."),
    Step("Bot Token", BOT_TOKEN, "Токен бота от @BotFather."),
    Step("Manager Chat ID", CHAT_ID, "Целое число: его показывает /id в боте компании."),
)


class Draft(NamedTuple):
    """A company as it will be saved."""

    #: None for a new one
    company_id: int | None
    #: what was answered, by field
    answers: Mapping[str, Any]
    #: what stands now, ready to be shown
    current: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Draft":
        """Returns the draft that a dialogue remembers."""
        return cls(data.get("id"), data.get("answers", {}), data.get("current", {}))

    def to_json(self) -> dict[str, Any]:
        """Returns what a dialogue remembers of it."""
        return {"id": self.company_id, "answers": dict(self.answers), "current": dict(self.current)}

    def shown(self, field: str) -> str:
        """Returns a field's value as it is shown: of a token only what tells it from others."""
        if field in self.answers:
            value = str(self.answers[field])
            return mask_secret(value) if field == BOT_TOKEN else "новый файл" if field == LOGO else value
        return self.current.get(field, "")

    def with_answer(self, field: str, value: str) -> "Draft":
        """Returns the draft with one answer more."""
        return self._replace(answers={**self.answers, field: value})


def draft_of_company(record: Mapping[str, Any]) -> Draft:
    """Returns the draft that changes a company. `record`: CompanyFull with masked secrets."""
    current = {step.field: str(record.get(step.field) or "") for step in STEPS if step.field != LOGO}
    return Draft(int(record["id"]), {}, {**current, LOGO: str(record.get("logo_url") or "")})


def step_prompt(number: int, draft: Draft) -> str:
    """Returns what a step asks. `number`: from 0."""
    step = STEPS[number]
    value = draft.shown(step.field)
    lines = [
        f"Шаг {number + 1}/{len(STEPS)}: <b>{step.title}</b>",
        f"Сейчас: {_plain(value)}" if value else "Сейчас: не указано",
        step.hint,
        f"«{KEEP}» — оставить как есть.",
    ]
    return "\n".join(filter(None, lines))


def summary(draft: Draft) -> str:
    """Returns all fields as they will be saved."""
    lines = [f"{step.title}: {_plain(draft.shown(step.field)) or '—'}" for step in STEPS]
    return "\n".join(["<b>Проверьте</b>", *lines, "", "Сохранить?"])


async def take_answer(client: AdminClient, draft: Draft, number: int, text: str, file_id: str) -> Draft:
    """Returns the draft with the answer to a step. Raises Invalid that says what is wrong with it."""
    step = STEPS[number]
    text = sanitize_message(text).strip()
    if text == KEEP:
        if step.field == "name" and not draft.shown("name"):
            raise Invalid("Название не может быть пустым.")
        return draft
    if step.field == LOGO:
        return draft.with_answer(LOGO, await _check_logo(client, file_id))
    if not text:
        raise Invalid("Нужен текст.")
    return draft.with_answer(step.field, await _check_text(client, step.field, text[:_MAX_CHARS]))


async def _check_text(client: AdminClient, field: str, text: str) -> str:
    """Returns an answer as it is saved. Raises Invalid."""
    if field == CHAT_ID:
        return str(require_chat_id(text))
    if field == BOT_TOKEN:
        return await _check_token(client, text)
    return check_field(field, text)


async def _check_token(client: AdminClient, token: str) -> str:
    if not _TOKEN.fullmatch(token):
        raise Invalid("Это не токен бота: он выглядит как 123456:ABC-DEF…")
    try:
        await client.find_bot_name(token)
    except RemoteError as error:
        if error.status_code in _REFUSED_TOKEN_STATUSES:
            raise Invalid("Telegram не принимает этот токен.") from None
    return token


async def _check_logo(client: AdminClient, file_id: str) -> str:
    if not file_id:
        raise Invalid("Пришлите фото или файл.")
    try:
        data = await client.fetch(file_id)
    except RemoteError:
        raise Invalid("Файл не удалось получить: пришлите его ещё раз.") from None
    if len(data) > MAX_LOGO_BYTES:
        raise Invalid(f"Логотип не больше {MAX_LOGO_BYTES // 2**20} МБ.")
    detect_picture_type(data)
    return file_id


async def save_draft(rt: Runtime, client: AdminClient, draft: Draft, by: str) -> str:
    """Saves a company by one upsert, and its logo, and returns what is told. Raises Invalid and NotFound."""
    fields = {field: value for field, value in draft.answers.items() if field != LOGO}
    if draft.company_id is not None:
        fields["id"] = draft.company_id
    saved = await save_company(rt, fields, with_secrets=True, at=rt.clock(), by=by)
    done = "создана" if draft.company_id is None else "обновлена"
    lines = [f"✅ Компания {done}!", f"ID: {saved['id']}", f"Название: {_plain(saved['name'])}"]
    if file_id := str(draft.answers.get(LOGO, "")):
        try:
            # The id is what was saved just now: a logo never reaches another company.
            await store_logo(rt, int(saved["id"]), await client.fetch(file_id), by)
        except (RemoteError, Invalid, TooLarge):
            lines.append("⚠️ Логотип не сохранён: пришлите его ещё раз через «✏️ Редактировать компанию».")
    return "\n".join(lines)


def _plain(text: object) -> str:
    return escape(str(text), quote=False)
