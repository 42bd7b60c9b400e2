"""Tariffs of an internet provider, and the services sold beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

CustomerSegment = Literal["home", "office"]
ServiceKind = Literal["cctv", "static_ip", "router_rent", "router_buy"]
TariffSource = Literal["sheet", "catalogue"]


@dataclass(frozen=True, slots=True)
class Tariff:
    """`price` and `router_rent` are per month, in `currency`; `speed_mbps` is 0 where nobody told.
    `router_rent`: None where no router can be rented, or one is included."""

    name: str
    speed_mbps: int = 0
    price: Decimal = Decimal(0)
    currency: str = "RUB"
    segment: CustomerSegment = "home"
    router_included: bool = False
    router_rent: Decimal | None = None
    tv_channels: int = 0
    connection_price: Decimal = Decimal(0)
    promo_price: Decimal = Decimal(0)
    notes: str = ""
    active: bool = True

    def to_record(self) -> Mapping[str, Any]:
        """The contract's Record (§5.1). Its keys say roubles whatever the currency."""
        return {
            "name": self.name,
            "speed_mbps": self.speed_mbps,
            "price_rub": json_amount(self.price),
            "segment": self.segment,
            "router_included": self.router_included,
            "router_rent_rub": json_amount(self.router_rent),
            "tv_channels": self.tv_channels,
            "connection_price_rub": json_amount(self.connection_price),
            "promo_price_rub": json_amount(self.promo_price),
            "notes": self.notes,
        }


@dataclass(frozen=True, slots=True)
class Service:
    """`price`: None is on request. `count`: of cameras, else 1."""

    name: str
    price: Decimal | None
    kind: ServiceKind
    count: int = 1


@dataclass(frozen=True, slots=True)
class TariffCatalog:
    """Everything on sale, cheapest first. `source`: where the tariffs came from; services are always the
    catalogue's."""

    tariffs: Sequence[Tariff] = ()
    services: Sequence[Service] = ()
    source: TariffSource = "catalogue"

    @property
    def active_tariffs(self) -> Sequence[Tariff]:
        return tuple(tariff for tariff in self.tariffs if tariff.active)

    def find_tariff(self, name: str) -> Tariff | None:
        """The tariff called exactly so."""
        return next((tariff for tariff in self.tariffs if tariff.name == name), None)

    def active_in_segment(self, segment: str) -> Sequence[Tariff]:
        """Returns the active tariffs of a segment; of all segments where it is empty."""
        return tuple(tariff for tariff in self.active_tariffs if segment in ("", tariff.segment))

    def services_of_kind(self, kind: ServiceKind) -> Sequence[Service]:
        return tuple(service for service in self.services if service.kind == kind)


def json_amount(amount: Decimal | None) -> int | float | None:
    """An amount as JSON has it: whole ones without a point."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
