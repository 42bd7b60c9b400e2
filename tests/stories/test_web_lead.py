"""The main job, in each language: a customer chats on the web, the lead reaches the manager, once."""

import asyncio

import pytest
import pytest_asyncio

from fakes.site import VISITOR, Site, a_visitor
from fakes.telegram_server import FakeTelegram
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.demo.seed import seed_demo_companies
from parley.runtime import Runtime
from parley.tenants.config import find_company_id
from parley.worker.run import run_worker

TALKS = {
    "ru": ("Здравствуйте!", "Сколько стоит доставка?", "Сакен", "8 701 234 56 78", "да, всё верно"),
    "en": ("Hello!", "Do you have any laptops?", "John Smith", "+7 701 555 66 77", "yes, that's right"),
    "kk": ("Сәлеметсіз бе!", "Тоңазытқыш бар ма?", "Менің атым Айдар", "87015556677", "Иә, дұрыс"),
    "ky": ("Саламатсызбы!", "Муздаткыч барбы, канча турат?", "Айбек", "+996 700 123 456", "Ооба, туура"),
    "uz": (
        "Assalomu alaykum!",
        "Muzlatgich bormi, qancha turadi?",
        "Mening ismim Dilshod",
        "+998 90 123 45 67",
        "Ha, to'g'ri",
    ),
    "uk": ("Добрий день!", "Чи є у вас холодильники?", "Мене звати Олена", "+380 67 123 45 67", "Так, усе вірно"),
    "mn": ("Сайн байна уу!", "Хөргөгч байгаа юу, хэд вэ?", "Намайг Болд гэдэг", "+976 9911 2233", "Тийм, зөв"),
}
NAMES = {
    "ru": "Сакен",
    "en": "John Smith",
    "kk": "Айдар",
    "ky": "Айбек",
    "uz": "Dilshod",
    "uk": "Олена",
    "mn": "Болд",
}
PHONES = {"ru": "+77012345678", "en": "+77015556677", "kk": "+77015556677", "ky": "+996700123456",
          "uz": "+998901234567", "uk": "+380671234567", "mn": "+97699112233"}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shop_id(site: Site) -> int:
    """The demo shop; other tests' companies may have come before it."""
    await seed_demo_companies(site.rt)
    async with site.rt.db.begin() as session:
        found = await find_company_id(session, "demo")
    assert found is not None
    return found


@pytest.mark.parametrize("code", TALKS)
async def test_a_customer_is_led_to_a_confirmed_lead(site: Site, shop_id: int, code: str) -> None:
    answers = [await site.say(shop_id, f"{VISITOR}{code}", message) for message in TALKS[code]]
    assert {answer["language"] for answer in answers} == {code}
    assert answers[-2]["suggestions"], "the read-back offers buttons"
    assert NAMES[code] in answers[-2]["response"]
    assert answers[-1]["action"] == "confirmed"
    assert answers[-1]["lead"] == {"status": "confirmed"}
    leads = (await site.get(f"/sales/{shop_id}/leads?limit=200", key=site.sup)).json()["leads"]
    lead = next(row for row in leads if row["contact_info"].get("visitor_id") == f"{VISITOR}{code}")
    assert (lead["contact_info"]["name"], lead["contact_info"]["phone_e164"]) == (NAMES[code], PHONES[code])


async def test_the_language_changes_with_the_customer(site: Site, shop_id: int) -> None:
    one = await site.say(shop_id, VISITOR, "Здравствуйте, есть ноутбуки?")
    two = await site.say(shop_id, VISITOR, "Sorry, do you speak English? Do you have any laptops?")
    three = await site.say(shop_id, VISITOR, "ok")
    assert [one["language"], two["language"], three["language"]] == ["ru", "en", "en"]


async def test_the_worker_tells_the_manager_once(live: Runtime) -> None:
    async with FakeTelegram() as telegram:
        rt = assemble_runtime(
            live.settings.model_copy(update={"telegram_api_url": telegram.url}), live.db, live.queue, live.http
        )
        made = await manage.add_company(rt, name="Лавка", subdomain="shop")
        fields = {"id": made["id"], "bot_token": "1234567:demo-token", "manager_chat_id": 5001}
        await manage.save_company(rt, fields, with_secrets=True, at=rt.clock())
        from fakes.site import serving

        async with serving(rt) as site:
            worker = asyncio.create_task(run_worker(rt))
            await site.say(made["id"], VISITOR, *TALKS["ru"])
            for _ in range(200):
                if telegram.accepted:
                    break
                await asyncio.sleep(0.05)
            await site.say(made["id"], VISITOR, "спасибо", "да", "да, всё верно")
            sup = (await site.get(f"/sales/{made['id']}/deliveries", key=site.sup)).json()
            worker.cancel()
            await asyncio.wait([worker])
    assert [delivery["status"] for delivery in sup["deliveries"]] == ["sent"]
    assert len(telegram.accepted) == 1
    assert "Сакен" in telegram.accepted[0]["text"]


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        (("Меня зовут Сакен, 8 701 234 56 78", "нет"), "что поменять"),
        (("Меня зовут Сакен, 8 701 234 56 78", "нет", "меня зовут Айдар"), "Айдар, +7 701 234 5678"),
        (
            ("Меня зовут Сакен, 8 701 234 56 78", "да, только номер другой", "8 702 111 22 33"),
            "Сакен, +7 702 111 2233",
        ),
        (("Хочу купить ноутбук", "Сакен", "12345"), "12345"),
        (("Позовите менеджера",), "менеджер свяжется"),
        (("Сколько стоит доставка?", "не хочу давать номер"), "можно и без этого"),
        (("Не пишите мне больше",), "не побеспокою"),
        (("Вы бот?",), "виртуальный помощник"),
        (("Есть холодильники?", "как заказать?"), "Какой из них"),
        (("Есть холодильники?", "можно завтра подъехать?"), "Точного ответа"),
        (("ок, хочу заказать",), "обращаться"),
    ],
)
async def test_an_uncooperative_customer_is_understood(
    site: Site, shop_id: int, talk: tuple[str, ...], said: str
) -> None:
    answer = await site.say(shop_id, a_visitor(), *talk)
    assert said in answer["response"]
    assert answer["lead"]["status"] == "new"


async def test_a_wish_for_a_person_is_marked(site: Site, shop_id: int) -> None:
    answer = await site.say(shop_id, a_visitor(), "Позовите, пожалуйста, живого человека")
    assert (answer["handover"], answer["action"]) == (True, "escalated")


async def test_a_wrong_number_is_put_right_after_the_confirmation_too(site: Site, shop_id: int) -> None:
    said = ("Сакен, 8 701 234 56 78", "да", "ой, номер не тот", "8 702 111 22 33", "да")
    visitor = a_visitor()
    answers = [await site.say(shop_id, visitor, message) for message in said]
    assert "что поменять" in answers[2]["response"]
    assert "+7 702 111 2233" in answers[3]["response"]
    assert answers[4]["action"] == "confirmed"
    leads = (await site.get(f"/sales/{shop_id}/leads?limit=200", key=site.sup)).json()["leads"]
    lead = next(row["id"] for row in leads if row["contact_info"].get("visitor_id") == visitor)
    told = (await site.get(f"/sales/{shop_id}/deliveries?limit=200", key=site.sup)).json()["deliveries"]
    assert [delivery["kind"] for delivery in told if delivery["lead_id"] == lead] == ["notice:2", "notice"]


async def test_who_asks_what_the_number_is_for_is_told_and_becomes_a_lead(site: Site, shop_id: int) -> None:
    said = ("есть холодильники?", "Сакен", "а зачем вам номер?", "ладно, 8 701 234 56 78", "да")
    visitor = a_visitor()
    answers = [await site.say(shop_id, visitor, message) for message in said]
    assert "менеджер ответит на вопросы" in answers[2]["response"]
    assert "напишите, пожалуйста, номер" not in answers[2]["response"], "an answer to why does not press for it"
    assert answers[4]["action"] == "confirmed"
