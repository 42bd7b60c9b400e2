"""Defines what requests and answers share: ids, text and JSON that the database can keep, texts by language."""

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from parley.languages.registry import localized_names
from parley.text.sanitize import replace_unstorable, sanitize_json

_ID_END = 2**31
_BIG_ID_END = 2**63
# More digits than any id has; Python refuses to read a number of thousands of them.
_MAX_ID_DIGITS = 19


def valid_id_or_zero(number: int, end: int = _ID_END) -> int:
    """Returns the id, or 0 (nobody's) where the database could not even look for it."""
    return number if 0 < number < end else 0


def parse_id(text: str) -> int:
    """Returns an id written in digits, or 0 (nobody's) for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MAX_ID_DIGITS
    return valid_id_or_zero(int(text)) if is_number else 0


def require_storable_json(value: Any) -> Any:
    """Returns the value as the database can keep it. Raises ValueError for NaN, infinity and endless nesting."""
    try:
        return sanitize_json(value, text=replace_unstorable, number=_require_finite)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _require_finite(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError("numbers must be finite")
    return number


def localize_texts(texts: Mapping[str, Any], default: str | None = None) -> dict[str, Any]:
    """Returns `Localized` of the contract: every language under both its names.

    `default` stands where there is no translation.
    """
    return {name: texts.get(code) or texts.get(name) or default for name, code in localized_names().items()}


CompanyId = Annotated[int, AfterValidator(valid_id_or_zero)]
RowId = Annotated[int, AfterValidator(lambda number: valid_id_or_zero(number, _BIG_ID_END))]
SafeText = Annotated[str, BeforeValidator(require_storable_json)]
SafeJson = Annotated[dict[str, Any], BeforeValidator(require_storable_json)]
