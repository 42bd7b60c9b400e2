"""The usual way: answer, and when the customer wants something, ask for a name and a number."""

from parley.dialogue.model import Flow, Step

FLOW = Flow("lead_capture", steps=(Step("name", "name", {}), Step("phone", "phone", {})), gentle=True)
