"""Every table. A tenant's tables inherit `OfCompany`; `Company` alone is a directory all may read."""

from parley.models.base import OfCompany, Table
from parley.models.catalog import Product
from parley.models.company import Company, Key, Profile, Widget
from parley.models.conversation import Contact, Conversation, Message
from parley.models.knowledge import Document, Passage
from parley.models.lead import Delivery, Lead

__all__ = [
    "Company",
    "Contact",
    "Conversation",
    "Delivery",
    "Document",
    "Key",
    "Lead",
    "Message",
    "OfCompany",
    "Passage",
    "Product",
    "Profile",
    "Table",
    "Widget",
]
