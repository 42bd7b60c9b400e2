"""Defines what requests and answers share: ids, text and JSON that the database can keep, texts by language."""

import math
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from parley.languages.registry import localized_names
from parley.text.row_ids import BIG_ID_END, ID_END, valid_id_or_zero
from parley.text.sanitize import replace_unstorable, sanitize_json

MAX_CLIENT_ID_CHARS = 500


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


# An id that no row can have is nobody's, not malformed: 404 like any other that there is none of.
ID_SCHEMA: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": ID_END - 1}
CompanyId = Annotated[int, AfterValidator(valid_id_or_zero), WithJsonSchema(ID_SCHEMA)]
RowId = Annotated[
    int,
    AfterValidator(lambda number: valid_id_or_zero(number, BIG_ID_END)),
    WithJsonSchema({**ID_SCHEMA, "maximum": BIG_ID_END - 1}),
]
SafeText = Annotated[str, BeforeValidator(require_storable_json)]
SafeJson = Annotated[dict[str, Any], BeforeValidator(require_storable_json)]
# What a client calls something of its own by. Indexed: the database refuses long ones.
ClientId = Annotated[str, BeforeValidator(require_storable_json), Field(max_length=MAX_CLIENT_ID_CHARS)]
