"""What a provider's model was asked and wrote, in tokens and in money, and the prices it is reckoned by."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from parley.errors import ConfigurationError

_TOKENS_OF_A_PRICE = 1_000_000


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """Calls of one model, and what they took. Providers count the tokens; one that does not say counts none."""

    #: as prices name it: "openai/gpt-4o-mini"
    model: str
    calls: int = 0
    #: those read from the provider's cache included
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    #: in US dollars; None where it is not known, not even in part
    cost: Decimal | None = None


class ModelPrice(NamedTuple):
    """US dollars for a million tokens."""

    prompt: Decimal
    completion: Decimal
    #: of tokens read from the provider's cache
    cached: Decimal


class ModelPrices:
    """The prices that the operator wrote down, by the model's name."""

    def __init__(self, prices: Mapping[str, ModelPrice]) -> None:
        self._prices = prices

    @classmethod
    def parse(cls, text: str) -> "ModelPrices":
        """Reads "openai/gpt-4o-mini=0.15/0.60/0.075, …": prompt, answer and, where it differs, cached prompt, in US
        dollars for a million tokens. Raises ConfigurationError."""
        prices = {}
        for entry in filter(None, map(str.strip, text.split(","))):
            name, _, amounts = entry.rpartition("=")
            try:
                prompt, completion, *cached = [_price(amount) for amount in amounts.split("/")]
                (cached_price,) = cached or (prompt,)
            except ValueError:
                raise ConfigurationError(
                    f"PARLEY_MODEL_PRICES: {entry[:80]!r} is not like openai/gpt-4o-mini=0.15/0.60"
                ) from None
            prices[name.strip()] = ModelPrice(prompt, completion, cached_price)
        return cls(prices)

    def cost(self, model: str, prompt_tokens: int, cached_tokens: int, completion_tokens: int) -> Decimal | None:
        """Returns what so many tokens of a model cost; None where its price is not written down."""
        price = self._prices.get(model)
        if price is None:
            return None
        cached = min(cached_tokens, prompt_tokens)
        dollars = (prompt_tokens - cached) * price.prompt + cached * price.cached
        return (dollars + completion_tokens * price.completion) / _TOKENS_OF_A_PRICE


def _price(text: str) -> Decimal:
    try:
        price = Decimal(text.strip())
    except InvalidOperation:
        raise ValueError("no number") from None
    if not price.is_finite() or price < 0:
        raise ValueError("no price")
    return price
