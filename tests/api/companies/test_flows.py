"""A company chooses how its customers are led, and staff see where a talk stands."""

from pathlib import Path
from uuid import uuid4

from fakes.company import a_company
from fakes.site import VISITOR, Site
from parley.companies import manage
from parley.domain.company import CompanyConfig

CLINIC = (Path(__file__).parents[3] / "docs" / "examples" / "dental-clinic.yaml").read_bytes()
YAML = {"content-type": "application/yaml"}


async def own(site: Site) -> CompanyConfig:
    return await a_company(site.rt)


async def test_a_flow_of_its_own_leads_the_next_message(site: Site) -> None:
    company = await own(site)
    path = f"/brands/{company.slug}/flow"
    answer = await site.put(path, data=CLINIC, key=site.sup, headers=YAML)
    assert (answer.status, answer.json()["flow"], answer.json()["own"]) == (200, "dental_booking", True)
    reply = await site.say(company.id, VISITOR, "Здравствуйте")
    assert reply["suggestions"] == ["Чистка зубов", "Лечение кариеса", "Имплантация"]
    await site.delete(path, key=site.sup)
    assert (await site.get(path, key=site.sup)).json()["flow"] == "lead_capture"


async def test_a_wrong_flow_changes_nothing_and_names_the_line(site: Site) -> None:
    company = await own(site)
    path = f"/brands/{company.slug}/flow"
    answer = await site.put(path, data=CLINIC.replace(b"kind: yes_no", b"kind: maybe"), key=site.sup, headers=YAML)
    assert answer.status == 400
    assert "line 27: steps.1.kind" in answer.json()["detail"]
    assert (await site.get(path, key=site.sup)).json()["flow"] == "lead_capture"


async def test_a_flow_of_the_installation_is_chosen_by_name(site: Site) -> None:
    company = await own(site)
    path = f"/brands/{company.slug}/flow"
    answer = await site.put(path, json={"flow": "shop"}, key=site.sup)
    assert (answer.status, answer.json()["flow"]) == (200, "shop")
    answer = await site.put(path, json={"flow": "no such"}, key=site.sup)
    assert answer.status == 400
    assert "isp_onboarding" in answer.json()["detail"]


async def test_a_change_of_flow_is_in_the_audit_log(site: Site) -> None:
    company = await own(site)
    await site.put(f"/brands/{company.slug}/flow", json={"flow": "shop"}, key=site.sup)
    changes = (await site.get(f"/brands/{company.slug}/audit", key=site.sup)).json()
    assert "flow changed" in str(changes)


async def test_staff_see_the_progress_of_a_conversation(site: Site) -> None:
    company = await own(site)
    await site.put(f"/brands/{company.slug}/flow", data=CLINIC, key=site.sup, headers=YAML)
    reply = await site.post(f"/chat/{company.slug}", json={"message": "имплантация, в понедельник в 10:00"})
    conversation = reply.json()["conversation_id"]
    progress = (await site.get(f"/conversations/{conversation}/flow?brand={company.slug}", key=site.sup)).json()
    assert progress["step"] == "patient"
    assert progress["known"]["service"] == "implant"
    assert progress["missing"] == ["patient", "name", "phone", "wishes"]
    by_number = await site.get(f"/conversations/{progress['conversation_id']}/flow", key=site.sup)
    assert by_number.json() == progress


async def test_the_progress_of_a_conversation_is_shown_to_its_own_staff_only(site: Site) -> None:
    company = await own(site)
    stranger = (await manage.add_company(site.rt, name="Чужие", subdomain=f"stranger-{uuid4().hex[:8]}"))["api_key"]
    reply = await site.post(f"/chat/{company.slug}", json={"message": "Здравствуйте"})
    path = f"/conversations/{reply.json()['conversation_id']}/flow"
    assert (await site.get(path)).status == 401
    assert (await site.get(path, key=stranger)).status == 404
    assert (await site.get("/conversations/no-such/flow", key=site.sup)).status == 404
    assert (await site.get("/conversations/99999999999999999999/flow", key=site.sup)).status == 404
