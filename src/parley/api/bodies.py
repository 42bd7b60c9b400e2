"""Reads bodies that FastAPI does not read as we want them: long ones, and those that may come as a query."""

from typing import Annotated, Any, NamedTuple, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.status import HTTP_400_BAD_REQUEST

from parley.api.incoming import allow_body
from parley.errors import TooLarge
from parley.files.file_type import MAX_UPLOAD_BYTES

BodyModel = TypeVar("BodyModel", bound=BaseModel)
MAX_BODY_BYTES = 64 * 2**20
TOO_LARGE_FILE = f"A file may have {MAX_UPLOAD_BYTES // 2**20} MiB at most"
# The other fields of a form, and what separates them.
_MAX_FIELDS_BYTES, _MAX_FIELDS = 64 * 2**10, 20


async def read_body(request: Request) -> bytes:
    """Returns the whole body, which may be long. Raises HTTPException as soon as it is too long."""
    allow_body(
        request, MAX_BODY_BYTES, f"The request is larger than {MAX_BODY_BYTES // 2**20} MiB; send it in parts"
    )
    return await request.body()


class UploadedFile(NamedTuple):
    """A file as it was sent."""

    #: as the client calls it; may be empty
    name: str
    data: bytes


async def read_form(request: Request, max_file_bytes: int, refusal: str) -> FormData:
    """Returns the form with its file, which the caller is to close.

    FastAPI would read the form before anybody asked for the sender's key. Raises HTTPException and
    RequestValidationError.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise missing_file_error()
    allow_body(request, max_file_bytes + _MAX_FIELDS_BYTES, refusal)
    try:
        return await request.form(max_files=1, max_fields=_MAX_FIELDS)
    except HTTPException as error:
        if error.status_code != HTTP_400_BAD_REQUEST:
            raise
        problem = {"type": "multipart_invalid", "loc": ("body", "file"), "msg": error.detail}
        raise RequestValidationError([problem]) from None


async def read_file(request: Request, max_bytes: int, refusal: str) -> UploadedFile:
    """Returns the file of a form's field `file`. Raises TooLarge, HTTPException and RequestValidationError."""
    form = await read_form(request, max_bytes, refusal)
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise missing_file_error()
        uploaded = UploadedFile(file.filename or "", await file.read(max_bytes + 1))
    finally:
        await form.close()
    if len(uploaded.data) > max_bytes:
        raise TooLarge(refusal)
    return uploaded


def missing_file_error() -> RequestValidationError:
    """Returns the error of a form without its file, like FastAPI's own."""
    return RequestValidationError([{"type": "missing", "loc": ("body", "file"), "msg": "Field required"}])


def form_schema(properties: dict[str, Any] | None = None, description: str = "") -> dict[str, Any]:
    """Returns what the API's description says of a form that is read by hand: a file, and further fields."""
    file = {"type": "string", "format": "binary", **({"description": description} if description else {})}
    schema = {"type": "object", "properties": {**(properties or {}), "file": file}, "required": ["file"]}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


async def body_or_query(request: Request) -> dict[str, Any]:
    """Returns what the caller gives in the body or the query (⚑C7); the body wins.

    Raises RequestValidationError for a body that is not JSON.
    """
    values = {key: value for key, value in request.query_params.items() if key != "api_key"}
    if await request.body():
        body = await read_json(request)
        values |= body if isinstance(body, dict) else {}
    return values


async def read_json(request: Request) -> Any:
    """Returns the decoded body. Raises RequestValidationError for one that is not JSON or nested without end."""
    try:
        return await request.json()
    except (ValueError, RecursionError):
        error = {"type": "json_invalid", "loc": ["body"], "msg": "The body is not valid JSON"}
        raise RequestValidationError([error]) from None


BodyOrQuery = Annotated[dict[str, Any], Depends(body_or_query)]


def validate_body(model: type[BodyModel], values: dict[str, Any]) -> BodyModel:
    """Returns the values as the model has them. Raises RequestValidationError, a 422 like FastAPI's own."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        problems = [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(problems) from None
