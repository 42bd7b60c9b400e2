"""Reads bodies that FastAPI does not read as we want them: long ones, and those that may come as a query."""

from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from parley.errors import TooLarge

BodyModel = TypeVar("BodyModel", bound=BaseModel)
MAX_BODY_BYTES = 64 * 2**20


async def read_body(request: Request) -> bytes:
    """Returns the whole body. Raises TooLarge as soon as it is too long, whatever the caller announced."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY_BYTES:
            raise TooLarge(f"The request is larger than {MAX_BODY_BYTES // 2**20} MiB; send it in parts")
        chunks.append(chunk)
    return b"".join(chunks)


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
