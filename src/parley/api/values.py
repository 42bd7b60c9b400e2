"""The shapes requests and answers share: ids, text and JSON that the database can keep, texts by language."""

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from parley.languages.registry import localized_names

_ID_END = 2**31
_BIG_ID_END = 2**63


def valid_id_or_zero(number: int, end: int = _ID_END) -> int:
    """The id, or 0 (nobody's) where the database could not even look for it."""
    return number if 0 < number < end else 0


def sanitize_json(value: Any) -> Any:
    """The value without NUL and lone surrogates. Raises ValueError for NaN, infinity and endless nesting."""
    try:
        return _sanitize_value(value)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _sanitize_value(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
        case float() if not math.isfinite(value):
            raise ValueError("numbers must be finite")
        case dict():
            return {_sanitize_value(key): _sanitize_value(inner) for key, inner in value.items()}
        case list():
            return [_sanitize_value(inner) for inner in value]
    return value


def localize_texts(texts: Mapping[str, Any], default: str | None = None) -> dict[str, Any]:
    """`Localized` of the contract: every language under both its names; `default` where there is no translation."""
    return {name: texts.get(code) or texts.get(name) or default for name, code in localized_names().items()}


CompanyId = Annotated[int, AfterValidator(valid_id_or_zero)]
RowId = Annotated[int, AfterValidator(lambda number: valid_id_or_zero(number, _BIG_ID_END))]
SafeText = Annotated[str, BeforeValidator(sanitize_json)]
SafeJson = Annotated[dict[str, Any], BeforeValidator(sanitize_json)]
