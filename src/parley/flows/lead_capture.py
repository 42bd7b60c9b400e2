"""Leads customers the usual way: answers, and asks for a name and a number when something is wanted."""

from parley.dialogue.model import Flow, Slot

FLOW = Flow("lead_capture", slots=(Slot("name", "name", {}), Slot("phone", "phone", {})), waits_for_intent=True)
