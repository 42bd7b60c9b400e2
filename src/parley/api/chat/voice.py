"""POST voice: a recording in, what it says and the answer out (contract §1.1).

The form is read here and not by FastAPI, which would take in a file of any size before it asked us.
"""

from collections.abc import AsyncGenerator
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from parley.api.chat import shapes as web
from parley.api.chat.post import converse, extras, for_channel
from parley.api.deps import company_or_404, limited, runtime
from parley.api.values import CompanyId, Text
from parley.conversation import availability as gates
from parley.conversation.voice import listen
from parley.domain.company import CompanyConfig
from parley.errors import TooLarge, WrongMedia
from parley.files import audio
from parley.files.audio import Recording
from parley.nlu.language.detect import normal, wire
from parley.runtime import Runtime

router = APIRouter(tags=["chat"])

LARGEST = 10 * 2**20
# The other fields and what separates them.
_BESIDE = 64 * 2**10
_FIELDS = 20
# Whose words are only written down: the manager's bot reads commands out of them.
_MANAGER = "manager"
_TAKEN = "WebM, Ogg, MP4 or M4A, MP3, WAV, FLAC"
OFF = (
    "Voice is not set up: give parley OPENAI_API_KEY, OPENROUTER_API_KEY or GEMINI_API_KEY, "
    "or PARLEY_TRANSCRIPTION_URL (docs/settings.md)"
)

Rt = Annotated[Runtime, Depends(runtime)]
Json = dict[str, Any]


class Form(BaseModel):
    """Everything beside the recording."""

    model_config = ConfigDict(extra="ignore")

    session_id: Text = ""
    user_id: Text = ""
    username: Text = ""
    language: Text = ""
    source: Text = ""
    channel_id: Text = ""
    message_id: Text = ""


_SCHEMA = Form.model_json_schema()
_SCHEMA["properties"]["file"] = {"type": "string", "format": "binary", "description": f"≤ 10 MiB: {_TAKEN}"}
_BODY = {"required": True, "content": {"multipart/form-data": {"schema": _SCHEMA | {"required": ["file"]}}}}


@router.post(
    "/sales/{company_id}/voice",
    dependencies=[Depends(limited("voice"))],
    openapi_extra={"requestBody": _BODY},
)
async def sales_voice(company_id: CompanyId, request: Request, rt: Rt) -> Json:
    """One recording of a visitor: what it says, and the answer. `text` is empty when nothing could be made out."""
    company = await company_or_404(rt, company_id)
    form, recording = await _read(request)
    if form.username == _MANAGER:
        text = await listen(rt, company, recording, form.language or company.language)
        return _told(form, company, text, "") if text else _sorry(rt, company, form)
    if closed := gates.closed(company):
        return _told(form, company, "", closed)
    text = await listen(rt, company, recording, form.language or company.language)
    if not text:
        return _sorry(rt, company, form)
    inbound = web.sales({**form.model_dump(), "message": text})
    answer, session_id = await converse(rt, company, inbound)
    return {
        **extras(answer),
        **_told(form, company, text, for_channel(answer, inbound), session_id),
        **({} if form.language else {"language": wire(answer.language)}),
        "answer_language": answer.language,
        "action": answer.action,
    }


def _told(form: Form, company: CompanyConfig, text: str, response: str, session_id: str = "") -> Json:
    """The contract's four keys, the language by the name the client has for it (⚑C4)."""
    language = form.language if normal(form.language) else wire(company.language)
    session = form.session_id or session_id or str(uuid4())
    return {"text": text, "response": response, "language": language, "session_id": session}


def _sorry(rt: Runtime, company: CompanyConfig, form: Form) -> Json:
    """What the customer is told who was not understood; and, where nobody listens, what the installation lacks."""
    says = rt.language(normal(form.language) or company.language).says
    if rt.transcriber_for(company) is None:
        return {**_told(form, company, "", says.voice_off), "detail": OFF}
    return _told(form, company, "", says.voice_failed)


async def _read(request: Request) -> tuple[Form, Recording]:
    fields = await _form(request)
    try:
        file = fields.get("file")
        if not isinstance(file, UploadFile):
            raise _malformed("missing", "Field required")
        data = await file.read(LARGEST + 1)
        form = Form.model_validate({name: value for name, value in fields.items() if isinstance(value, str)})
    except ValidationError as error:
        problems = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(problems) from None
    finally:
        await fields.close()
    if len(data) > LARGEST:
        raise TooLarge("File too large")
    return form, Recording(data, _kind(data))


def _kind(data: bytes) -> str:
    kind = audio.kind(data)
    if data and not kind:
        raise WrongMedia(f"This is no recording that can be listened to. Send it as {_TAKEN}")
    return kind


async def _form(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise _malformed("missing", "Field required")
    given = request.headers.get("content-length", "")
    if given.isdecimal() and int(given) > LARGEST + _BESIDE:
        raise TooLarge("File too large")
    parser = MultiPartParser(request.headers, _bounded(request), max_files=1, max_fields=_FIELDS)
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise _malformed("multipart_invalid", error.message) from None


def _malformed(kind: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": kind, "loc": ("body", "file"), "msg": message}])


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    """The body, for as long as it is not too much of it."""
    size = 0
    async for piece in request.stream():
        size += len(piece)
        if size > LARGEST + _BESIDE:
            raise TooLarge("File too large")
        yield piece
