"""The whole of a running parley: its services, and the plug-ins that were found."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from parley.channels.base import Channel
from parley.crm.base import CRM
from parley.delivery_target import DeliveryTarget
from parley.dialogue.model import Flow
from parley.dialogue.yaml_flow import parse_flow
from parley.domain.company import CompanyConfig
from parley.notify.base import Notifier
from parley.services import Services
from parley.tools.base import Tool


@dataclass(slots=True)
class Runtime(Services):
    """The services with the tables of plug-ins beside them, each by its name."""

    flows: Mapping[str, Flow] = field(default_factory=dict)
    tools: Mapping[str, Tool] = field(default_factory=dict)
    notifiers: Mapping[str, Notifier] = field(default_factory=dict)
    crms: Mapping[str, CRM] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)

    @property
    def delivery_targets(self) -> dict[str, DeliveryTarget]:
        """Returns every way to tell of a confirmed lead, by its name: systems first, then people."""
        return {**self.crms, **self.notifiers}


def company_flow(rt: Runtime, company: CompanyConfig) -> Flow:
    """Returns the flow that leads this company's customers: its own, or the one it names, or the usual one."""
    if company.flow_text:
        return parse_flow(company.flow_text)
    return rt.flows.get(company.flow) or rt.flows["lead_capture"]
