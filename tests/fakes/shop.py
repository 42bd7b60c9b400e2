"""A demo company with a widget, as the browser's tests see it: what it stored, what it was told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from sqlalchemy import select

from fakes.site import Site
from parley.companies import manage
from parley.llm.base import LLM
from parley.models import Message, Widget
from parley.runtime import Runtime

_numbers = count(1)


@dataclass(frozen=True)
class Shop:
    rt: Runtime
    id: int
    slug: str
    name: str
    widget: int

    @classmethod
    async def opened(cls, site: Site, name: str = "Лавка «Уют»") -> "Shop":
        made = await manage.add_company(site.rt, name=name, subdomain=f"visited-shop-{next(_numbers)}")
        async with site.rt.db.scoped(made["id"]) as session:
            widget = await session.scalar(select(Widget.id).order_by(Widget.id).limit(1))
        assert widget is not None
        return cls(site.rt, made["id"], made["subdomain"], name, widget)

    async def lines(self) -> list[tuple[str, str]]:
        """All that was said, as it is stored."""
        async with self.rt.db.scoped(self.id) as session:
            rows = await session.execute(select(Message.role, Message.text).order_by(Message.id))
            return [(row.role, row.text.strip()) for row in rows]

    @contextmanager
    def speaking(self, model: LLM) -> Iterator[None]:
        """`model` answers for everybody meanwhile."""
        before = self.rt.model_for
        self.rt.model_for = lambda _: model
        try:
            yield
        finally:
            self.rt.model_for = before
