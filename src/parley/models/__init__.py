"""Every table. A tenant's tables inherit `TenantOwned`; `Company` alone is a directory all may read."""

from parley.models.base import ModelBase, TenantOwned
from parley.models.catalog import Embedding, Product, SearchIndexState
from parley.models.channel import ChannelAccount, InboxEvent, OutboxMessage, SendingPace
from parley.models.company import AuditEntry, Company, Profile, StaffKey, Widget, WidgetEvent
from parley.models.conversation import Contact, Conversation, Message, TalkLink
from parley.models.coverage import CoverageEntry, ExternalTableCache
from parley.models.crm import CrmAccount
from parley.models.event import ConversationEvent
from parley.models.handover import Handover
from parley.models.knowledge import Document, Passage, UnansweredQuestion
from parley.models.lead import Delivery, Lead
from parley.models.media import MediaContent, MediaFile
from parley.models.outreach import UnaskedMessage
from parley.models.person import ContactAlias, JoinedPerson
from parley.models.staff import StaffDialogue, StaffLink, StaffMember, StaffTopic
from parley.models.timer import Timer
from parley.models.upload import Upload
from parley.models.usage import DailyModelUsage

__all__ = [
    "AuditEntry",
    "ChannelAccount",
    "Company",
    "Contact",
    "ContactAlias",
    "Conversation",
    "ConversationEvent",
    "CoverageEntry",
    "CrmAccount",
    "DailyModelUsage",
    "Delivery",
    "Document",
    "Embedding",
    "ExternalTableCache",
    "Handover",
    "InboxEvent",
    "JoinedPerson",
    "Lead",
    "MediaContent",
    "MediaFile",
    "Message",
    "ModelBase",
    "OutboxMessage",
    "Passage",
    "Product",
    "Profile",
    "SearchIndexState",
    "SendingPace",
    "StaffDialogue",
    "StaffKey",
    "StaffLink",
    "StaffMember",
    "StaffTopic",
    "TalkLink",
    "TenantOwned",
    "Timer",
    "UnansweredQuestion",
    "UnaskedMessage",
    "Upload",
    "Widget",
    "WidgetEvent",
]
