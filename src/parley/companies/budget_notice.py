"""Tells a company's staff, by every way it has, that its models took all they may in a day."""

from parley.notify.base import StaffMessage
from parley.runtime import Runtime
from parley.tenants.config import load_config

_SUBJECT = "⚠️ Дневной бюджет на модель исчерпан"
_TEXT = (
    "{company}: за {day} модель израсходовала дневной бюджет. До конца дня клиентам отвечает встроенная модель: "
    "заявки принимаются и передаются как обычно. Расход и лимит: GET /companies/{id}/usage."
)


async def tell_budget_spent(rt: Runtime, company_id: int, day: str, way: str = "") -> None:
    """Tells the staff by one way; without a way it leaves a job for each that the company has set up. Raises
    RemoteError."""
    async with rt.db.scoped(company_id) as session:
        company = await load_config(session, company_id)
        if company is None:
            return
        if not way:
            for name, each in rt.notifiers.items():
                if each.address(company):
                    await rt.queue.enqueue(session, "tell_budget_spent", company_id=company_id, day=day, way=name)
            return
    notifier = rt.notifiers.get(way)
    if notifier is not None and notifier.address(company):
        text = _TEXT.format(company=company.name, day=day, id=company_id)
        await notifier.tell(company, StaffMessage(f"budget-{company_id}-{day}", _SUBJECT, text))
