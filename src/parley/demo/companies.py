"""The demo companies, invented and marked as demo; what they sell and know is in data/."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_COLOURS = {"primary_color": "#007bff", "secondary_color": "#6c757d"}


def _load_rows(name: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8")))


def _load_document(name: str) -> tuple[str, str]:
    return name, (_DATA / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """One demo company, as demo/seed.py creates it."""

    slug: str
    name: str
    description: str
    language: str
    country: str
    timezone: str
    currency: str
    welcome: str
    info: Mapping[str, Any]
    #: as catalog/products.py takes them
    products: tuple[Mapping[str, Any], ...]
    #: (name, text)
    documents: tuple[tuple[str, str], ...]
    #: the widget's first words, empty for the usual ones
    greeting: str = ""
    flow: str = "lead_capture"
    #: a flow of its own instead, as YAML (docs/flows.md)
    flow_text: str = ""
    #: rows of the table of addresses served, as verticals/isp/coverage_table.py takes them
    addresses: tuple[Mapping[str, Any], ...] = ()
    appearance: Mapping[str, Any] = field(default_factory=lambda: dict(_COLOURS))


DEMO_COMPANIES: tuple[DemoCompany, ...] = (
    DemoCompany(
        slug="demo",
        name="Demo Store (demo)",
        description="Демо-магазин электроники и бытовой техники в Алматы: продажа, доставка, установка и ремонт.",
        language="ru",
        country="KZ",
        timezone="Asia/Almaty",
        currency="KZT",
        welcome="Здравствуйте! Это демо-магазин электроники. Чем могу помочь?",
        info={
            "name": "Demo Store (demo)",
            "description": "Демо-магазин электроники и бытовой техники в Алматы",
            "city": "Алматы",
            "demo": True,
        },
        products=_load_rows("demo"),
        documents=(_load_document("demo.ru.md"), _load_document("demo.kk.md")),
        greeting="Здравствуйте! Это демо-магазин электроники. Чем могу помочь?",
    ),
    DemoCompany(
        slug="techpro",
        name="TechPro Solutions",
        description="A demo seller of laptops, workstations, monitors and servers for offices.",
        language="en",
        country="US",
        timezone="America/New_York",
        currency="USD",
        welcome="Welcome to TechPro Solutions! How can I help you find the perfect technology solution today?",
        info={
            "name": "TechPro Solutions",
            "description": "Laptops, workstations, monitors and servers for offices (demo)",
            "demo": True,
        },
        products=_load_rows("techpro"),
        documents=(_load_document("techpro.md"),),
    ),
    DemoCompany(
        slug="aida",
        name="Аида Телеком (demo)",
        description="Демо-провайдер: домашний и офисный интернет, видеонаблюдение.",
        language="ru",
        country="RU",
        timezone="Europe/Moscow",
        currency="RUB",
        welcome="Здравствуйте! Я Аида, помогу выбрать тариф и подключить интернет.",
        info={
            "name": "Аида Телеком (demo)",
            "description": "Домашний и офисный интернет, видеонаблюдение",
            "demo": True,
        },
        products=_load_rows("aida"),
        documents=(_load_document("aida.md"), _load_document("aida.qna.json")),
        flow="isp_onboarding",
        addresses=_load_rows("aida.addresses"),
        greeting="Здравствуйте! Я Аида, помогу выбрать тариф и подключить интернет.",
    ),
    DemoCompany(
        slug="mebel",
        name="Уют Мебель (demo)",
        description="Демо-магазин мебели в Алматы: диваны, кровати, кухни, детская, офис; доставка и сборка.",
        language="ru",
        country="KZ",
        timezone="Asia/Almaty",
        currency="KZT",
        welcome="Здравствуйте! Это демо-магазин мебели «Уют». Что ищете для дома?",
        info={
            "name": "Уют Мебель (demo)",
            "description": "Демо-магазин мебели в Алматы",
            "city": "Алматы",
            "demo": True,
        },
        products=_load_rows("mebel"),
        documents=(_load_document("mebel.ru.md"), _load_document("mebel.qna.json")),
        greeting="Здравствуйте! Это демо-магазин мебели «Уют». Что ищете для дома?",
        appearance={"primary_color": "#8a5a34", "secondary_color": "#5f6b52"},
    ),
)
