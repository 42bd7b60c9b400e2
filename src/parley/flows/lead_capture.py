"""The usual way: answer, and when the customer wants something, ask for a name and a number."""

from parley.dialogue.model import Flow, Slot

FLOW = Flow("lead_capture", slots=(Slot("name", "name", {}), Slot("phone", "phone", {})), waits_for_intent=True)
