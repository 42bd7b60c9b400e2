"""What a widget on a page is told, and on which pages."""

from typing import Any

import pytest
import pytest_asyncio

from fakes.company import a_company
from fakes.site import VISITOR, Site
from parley.companies import manage
from parley.widgets.store import remove_widget

LANGUAGES = {"ru", "en", "kz", "ky", "uz", "uk", "kk", "kg", "ua"}


@pytest_asyncio.fixture(loop_scope="session")
async def own(site: Site) -> dict[str, Any]:
    other = await a_company(site.rt)
    return await manage.add_company(site.rt, name="Лавка", subdomain=f"config-{other.id}")


async def a_widget(site: Site, own: dict[str, Any], **body: Any) -> int:
    path = f"/sales/companies/{own['id']}/widgets"
    got = await site.post(path, json={"channel_name": "site"} | body, key=own["api_key"])
    assert got.status == 200, got.text
    return int(got.json()["id"])


async def change(site: Site, own: dict[str, Any], widget: int, **body: Any) -> Any:
    path = f"/sales/companies/{own['id']}/widgets/{widget}"
    return await site.call("PATCH", path, json=body, key=own["api_key"])


async def config(site: Site, own: dict[str, Any], widget: int, visitor: str = "", **request_options: Any) -> Any:
    return await site.get(f"/sales/{own['id']}/widgets/{widget}/config?visitor={visitor}", **request_options)


async def test_a_new_widget_has_the_companys_look(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own)
    shown = (await config(site, own, widget)).json()
    assert (shown["company_id"], shown["widget_id"], shown["company_name"]) == (own["id"], widget, "Лавка")
    assert (shown["title"], shown["position"], shown["primary_color"]) == ("Лавка", "bottom-right", "#007bff")
    assert (shown["consent"], shown["button_text"], shown["voice"]) == (None, None, False)
    assert (shown["language"], shown["currency"], shown["greeting"]) == ("ru", "KZT", shown["greetings"]["ru"])
    assert shown["languages"] == [{"kk": "kz"}.get(code, code) for code in site.rt.languages]
    assert set(shown["greetings"]) == LANGUAGES | set(site.rt.languages)
    assert shown["greetings"]["kz"] == shown["greetings"]["kk"]
    for code in site.rt.languages:
        assert "Лавка" in shown["greetings"][code]


async def test_a_company_whose_language_has_no_file_is_greeted_in_russian(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own)
    await manage.set_default_language(site.rt, own["id"], "id")
    shown = (await config(site, own, widget)).json()
    assert shown["greeting"] == shown["greetings"]["ru"]
    assert (await site.get(f"/w/{own['id']}/{widget}")).status == 200


async def test_a_widgets_own_look_and_words_win(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, greeting_message="Привет!")
    look = {
        "position": "bottom-left", "primary_color": "#112233", "title": "Помощник", "button_text": "Спросить",
        "consent_text": "Согласен", "consent_url": "https://shop.kz/privacy", "languages": ["kz", "ru", "kk"],
        "greetings": {"kz": "Сәлем!"},
    }  # fmt: skip
    assert (await change(site, own, widget, **look)).status == 200
    shown = (await config(site, own, widget)).json()
    assert {name: shown[name] for name in ("position", "primary_color", "title", "button_text")} == {
        "position": "bottom-left", "primary_color": "#112233", "title": "Помощник", "button_text": "Спросить",
    }  # fmt: skip
    assert shown["consent"] == {"text": "Согласен", "url": "https://shop.kz/privacy"}
    assert shown["languages"] == ["kz", "ru"]
    assert (shown["greetings"]["ru"], shown["greetings"]["kk"]) == ("Привет!", "Сәлем!")
    assert "Лавка" in shown["greetings"]["en"]  # the language file's own
    await change(site, own, widget, title="", consent_text="", greetings={"kz": ""})
    shown = (await config(site, own, widget)).json()
    assert (shown["title"], shown["consent"]) == ("Лавка", None)
    assert "Лавка" in shown["greetings"]["kk"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("position", "middle"), ("primary_color", "red"), ("primary_color", "#12345g"), ("consent_url", "data:x"),
     ("languages", ["xx"]), ("greetings", {"xx": "?"}), ("domains", ["a b"]), ("weight", -1), ("weight", 1001),
     ("title", "x" * 81), ("experiment", "x" * 61)],
)  # fmt: skip
async def test_an_unusable_value_is_refused_by_its_name(
    site: Site, own: dict[str, Any], field: str, value: Any
) -> None:
    widget = await a_widget(site, own)
    got = await change(site, own, widget, **{field: value})
    assert got.status == 400
    assert got.json()["detail"].split(":")[0] in (field, "domain", "language")
    made = await site.post(
        f"/sales/companies/{own['id']}/widgets", json={"channel_name": "a", field: value}, key=own["api_key"]
    )
    assert made.status == 400


async def test_a_widget_that_is_off_says_so_and_a_deleted_one_is_not_found(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own)
    await change(site, own, widget, is_active=False)
    assert (await config(site, own, widget)).json()["is_active"] is False
    detail = await site.get(f"/companies/{own['id']}/widgets/{widget}")
    assert (detail.status, detail.json()["is_active"]) == (200, False)
    assert (await site.get(f"/w/{own['id']}/{widget}")).status == 404
    await remove_widget(site.rt, own["id"], widget)
    assert (await config(site, own, widget)).json() == {"detail": "Widget not found"}
    assert (await config(site, own, 999999)).status == 404
    assert (await site.get(f"/sales/{own['id']}/widgets/vk/config")).status == 405


async def test_staff_see_all_that_can_be_set(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, domains=["shop.kz", "*.магазин.қаз"], experiment="greeting", weight=3)
    await change(site, own, widget, is_active=False, button_text="Спросить")
    path = f"/sales/{own['id']}/widgets"
    row = (await site.get(path, key=own["api_key"])).json()["widgets"][-1]
    assert (row["id"], row["is_active"], row["experiment"], row["weight"]) == (widget, False, "greeting", 3)
    assert (row["domains"], row["look"]) == (["shop.kz", "*.магазин.қаз"], {"button_text": "Спросить"})
    assert (await site.get(path)).status == 401


async def test_only_listed_sites_are_served(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, domains=["shop.kz"])
    assert (await config(site, own, widget)).status == 200
    for origin in ("https://shop.kz", "https://www.shop.kz", site.base, "http://localhost:8000"):
        assert (await config(site, own, widget, headers={"Origin": origin})).status == 200, origin
    for origin in ("https://evil.example", "https://shop.kz.evil.example", "null", "http://localhost:3000"):
        assert (await config(site, own, widget, headers={"Origin": origin})).status == 403, origin


async def test_a_page_of_another_site_cannot_post_messages(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, domains=["shop.kz"])
    body = {"message": "Здравствуйте", "user_id": VISITOR, "source": str(widget)}
    path = f"/sales/{own['id']}/chat"
    assert (await site.post(path, json=body, headers={"Origin": "https://evil.example"})).status == 403
    assert (await site.post(path, json=body, headers={"Origin": "https://shop.kz"})).status == 200
    assert (await site.post(path, json=body)).status == 200
    body["source"] = "telegram"
    assert (await site.post(path, json=body, headers={"Origin": "https://evil.example"})).status == 200


async def test_a_page_of_another_site_cannot_open_a_socket(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, domains=["shop.kz"])
    for origin, kinds in (("https://evil.example", {"error"}), ("https://shop.kz", {"complete"})):
        async with site.socket(f"/ws/sales/{own['id']}", headers={"Origin": origin}) as socket:
            assert (await socket.frame())["type"] == "welcome"
            for _ in range(2):
                await socket.send("chat", message="Здравствуйте", user_id=VISITOR, source=str(widget))
                _, last = await socket.answer()
                assert last["type"] in kinds
                if last["type"] == "error":
                    assert last["data"]["code"] == "bad_request"


async def test_only_listed_sites_may_frame_the_page(site: Site, own: dict[str, Any]) -> None:
    widget = await a_widget(site, own, domains=["shop.kz", "*.b.kz"])
    page = await site.get(f"/w/{own['id']}/{widget}")
    policy = page.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' shop.kz:* www.shop.kz:* *.b.kz:*")


async def test_a_visitor_of_an_experiment_gets_one_variant(site: Site, own: dict[str, Any]) -> None:
    first = await a_widget(site, own, greeting_message="Раз", experiment="words")
    second = await a_widget(site, own, greeting_message="Два", experiment="words")
    variants = set()
    for number in range(16):
        shown = [(await config(site, own, widget, f"v_{number}")).json() for widget in (first, second, first)]
        assert len({row["widget_id"] for row in shown}) == 1
        assert shown[0]["greetings"]["ru"] == {first: "Раз", second: "Два"}[shown[0]["widget_id"]]
        variants.add(shown[0]["widget_id"])
    assert variants == {first, second}
    assert (await config(site, own, second)).json()["widget_id"] == second
