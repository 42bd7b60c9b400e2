"""Every table. A tenant's tables inherit `OfCompany`; `Company` alone is a directory all may read."""

from parley.models.base import OfCompany, Table
from parley.models.catalog import Catalogue, Embedding, Product
from parley.models.company import Change, Company, Key, Profile, Widget, WidgetEvent
from parley.models.conversation import Contact, Conversation, Message
from parley.models.coverage import OutsideCache, Served
from parley.models.crm import CrmAccount
from parley.models.knowledge import Document, Passage
from parley.models.lead import Delivery, Lead
from parley.models.upload import Upload

__all__ = [
    "Catalogue",
    "Change",
    "Company",
    "Contact",
    "Conversation",
    "CrmAccount",
    "Delivery",
    "Document",
    "Embedding",
    "Key",
    "Lead",
    "Message",
    "OfCompany",
    "OutsideCache",
    "Passage",
    "Product",
    "Profile",
    "Served",
    "Table",
    "Upload",
    "Widget",
    "WidgetEvent",
]
