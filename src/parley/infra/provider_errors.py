"""Reads the errors of AI providers, whatever they were asked for: words, a voice, vectors."""

from typing import Any

import orjson

from parley.errors import RemoteError
from parley.infra.http import Response, is_permanent_status, parse_retry_after, status_error
from parley.infra.redaction import redact_excerpt

_NO_CREDIT_CODES = frozenset(
    {
        "credit_balance_exhausted",
        "organization_spend_limit_exceeded",
        "project_spend_limit_exceeded",
        "organization_usage_limit_exceeded",
        "insufficient_quota",
    }
)
# What an error inside a stream calls itself when there is no status to tell; every other one may pass.
_PERMANENT_CODES = frozenset(
    {
        "invalid_request_error",
        "authentication_error",
        "permission_error",
        "not_found_error",
        "invalid_api_key",
        "model_not_found",
        "context_length_exceeded",
    }
)


def provider_error(error: Any, status: int, *, retry_after: float | None = None, secret: str = "") -> RemoteError:
    """Returns the error that a provider's error object means.

    Its code tells whether asking again can help, where the status (200) does not. `secret` is kept out of the
    words.
    """
    if not isinstance(error, dict):
        error = {"message": error}
    code, kind = str(error.get("code") or ""), str(error.get("type") or "")
    effective_status = int(code) if status < 300 and code.isdecimal() and len(code) == 3 else status
    names = {code, kind}
    reason = redact_excerpt(str(error.get("message") or code or kind), secret)
    return RemoteError(
        f"The model's provider failed ({effective_status}): {reason}",
        permanent=is_permanent_status(effective_status)
        or bool(names & _NO_CREDIT_CODES)
        or (effective_status < 300 and bool(names & _PERMANENT_CODES)),
        retry_after=retry_after,
        status_code=status,
        code=code or kind,
        quoted=reason,
    )


def provider_status_error(response: Response, url: str, *, secret: str = "") -> RemoteError:
    """Returns the error of a status we cannot use, in the provider's own words where it has some."""
    try:
        content = orjson.loads(response.body)
    except orjson.JSONDecodeError:
        return status_error(response, url)
    if isinstance(content, list) and content:  # Gemini
        content = content[0]
    error = content.get("error") if isinstance(content, dict) else None
    if not error:
        return status_error(response, url)
    return provider_error(error, response.status, retry_after=parse_retry_after(response.headers), secret=secret)
