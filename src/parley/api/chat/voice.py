"""Serves POST voice: a recording in, its words and the answer out (contract §1.1).

The form is read here and not by FastAPI (bodies.py).
"""

from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import UploadFile

from parley.api.bodies import form_schema, missing_file_error, read_form
from parley.api.chat.identity import identify_sender, visible_session_id
from parley.api.chat.post import common_answer_fields, exchange_messages, text_for_channel
from parley.api.chat.shapes import parse_sales_message
from parley.api.deps import Rt, get_company_config
from parley.api.limits import count_visitor, rate_limited
from parley.api.values import CompanyId, SafeText
from parley.conversation.availability import closed_message
from parley.conversation.visitor_language import find_visitor_language
from parley.conversation.voice import VoiceOutcome, transcribe_recording, unheard_reply
from parley.domain.company import CompanyConfig
from parley.errors import TooLarge, WrongMedia
from parley.files import audio
from parley.files.audio import Recording
from parley.languages.registry import normalize_language_code, wire_language_code
from parley.runtime import Runtime

router = APIRouter(tags=["chat"])

MAX_RECORDING_BYTES = 10 * 2**20
_TOO_LARGE = "File too large"
# Whose words are only written down: the manager's bot reads commands out of them.
_MANAGER_USERNAME = "manager"
_ACCEPTED_FORMATS = "WebM, Ogg, MP4 or M4A, MP3, WAV, FLAC"
VOICE_OFF_DETAIL = (
    "Voice is not set up: give parley OPENAI_API_KEY, OPENROUTER_API_KEY or GEMINI_API_KEY, "
    "PARLEY_TRANSCRIPTION_URL, or the folder of a model in PARLEY_VOICE_MODEL (docs/settings.md)"
)

Json = dict[str, Any]


class VoiceForm(BaseModel):
    """The fields beside the recording."""

    model_config = ConfigDict(extra="ignore")

    session_id: SafeText = ""
    user_id: SafeText = ""
    username: SafeText = ""
    language: SafeText = ""
    source: SafeText = ""
    channel_id: SafeText = ""
    message_id: SafeText = ""


_OPENAPI_FORM = form_schema(VoiceForm.model_json_schema()["properties"], f"≤ 10 MiB: {_ACCEPTED_FORMATS}")


@router.post(
    "/sales/{company_id}/voice",
    dependencies=[Depends(rate_limited("voice"))],
    openapi_extra=_OPENAPI_FORM,
)
async def sales_voice(company_id: CompanyId, request: Request, rt: Rt) -> Json:
    """Takes one recording of a visitor and returns its words and the answer.

    `text` is empty when nothing could be made out.
    """
    company = await get_company_config(rt, company_id)
    form, recording = await _read_request(request)
    if form.username == _MANAGER_USERNAME:
        heard = await transcribe_recording(rt, company, recording, form.language)
        if heard.text:
            return _voice_json(form, company, heard.text, "")
        return _not_understood_json(rt, company, form, heard.outcome, form.language)
    if closed := closed_message(company):
        return _voice_json(form, company, "", closed)
    fields = form.model_dump()
    sender = await identify_sender(rt, request, company_id, fields)
    await count_visitor(request, "voice", company_id, sender)
    inbound = parse_sales_message(fields, sender)
    language = await find_visitor_language(rt, company_id, inbound)
    heard = await transcribe_recording(rt, company, recording, language)
    if not heard.text:
        return _not_understood_json(rt, company, form, heard.outcome, language)
    inbound = inbound.with_text(heard.text)
    answer, issued_id = await exchange_messages(rt, company, inbound)
    session_id = visible_session_id(form.session_id, sender, issued_id)
    return {
        **common_answer_fields(answer),
        **_voice_json(form, company, heard.text, text_for_channel(answer, inbound)),
        "session_id": session_id,
        **({} if form.language else {"language": wire_language_code(answer.language)}),
        "answer_language": answer.language,
        "action": answer.action,
    }


def _voice_json(form: VoiceForm, company: CompanyConfig, text: str, response: str) -> Json:
    """Returns the contract's four keys, the language by the name the client has for it (⚑C4).

    Where nothing was said to anybody, the session is the client's own."""
    language = form.language if normalize_language_code(form.language) else wire_language_code(company.language)
    session_id = form.session_id or str(uuid4())
    return {"text": text, "response": response, "language": language, "session_id": session_id}


def _not_understood_json(
    rt: Runtime, company: CompanyConfig, form: VoiceForm, outcome: VoiceOutcome, language: str
) -> Json:
    """Returns the answer to a recording that was not understood; where nobody can listen, with what is missing.
    `language`: the visitor's, empty where it is not known."""
    replies = rt.language(normalize_language_code(language) or company.language).replies
    answer = _voice_json(form, company, "", unheard_reply(replies, outcome))
    return {**answer, "detail": VOICE_OFF_DETAIL} if outcome == "off" else answer


async def _read_request(request: Request) -> tuple[VoiceForm, Recording]:
    fields = await read_form(request, MAX_RECORDING_BYTES, _TOO_LARGE)
    try:
        file = fields.get("file")
        if not isinstance(file, UploadFile):
            raise missing_file_error()
        data = await file.read(MAX_RECORDING_BYTES + 1)
        form = VoiceForm.model_validate({name: value for name, value in fields.items() if isinstance(value, str)})
    except ValidationError as error:
        problems = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(problems) from None
    finally:
        await fields.close()
    if len(data) > MAX_RECORDING_BYTES:
        raise TooLarge(_TOO_LARGE)
    return form, Recording(data, _recording_kind(data))


def _recording_kind(data: bytes) -> str:
    kind = audio.detect_audio_format(data)
    if data and not kind:
        raise WrongMedia(f"This is no recording that can be listened to. Send it as {_ACCEPTED_FORMATS}")
    return kind
