"""Tables of a company's staff in messengers."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Identity, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from parley.models.base import Json, ModelBase, TenantOwned


class StaffDialogue(TenantOwned, ModelBase):
    """What a person of the staff was asked in a chat and has not answered yet. Each has one at a time."""

    __tablename__ = "staff_dialogues"

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    chat_id: Mapped[str]
    user_id: Mapped[str]
    #: what is asked
    step: Mapped[str]
    #: what was answered before
    data: Mapped[Json] = mapped_column(server_default="{}")
    #: the message that led here: one that comes twice leads no further
    message_id: Mapped[int] = mapped_column(BigInteger)
    updated_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("company_id", "chat_id", "user_id"),)
