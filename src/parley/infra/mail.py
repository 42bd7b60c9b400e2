"""Sends e-mail: one message, one SMTP conversation."""

import ssl
from email.message import EmailMessage
from email.utils import parseaddr
from ipaddress import ip_address

import aiosmtplib

from parley.errors import RemoteError
from parley.settings import Settings

# The connection was there and then was not: the server may have taken the message by then.
_LOST_CONNECTION = (aiosmtplib.SMTPServerDisconnected, aiosmtplib.SMTPReadTimeoutError)


class Mailer:
    """Sends by the configured server, encrypted by the contract's rule (⚑C12).

    Port 465 is TLS from the first byte, 587 STARTTLS, others by SMTP_TLS; nothing is sent in the clear but to a
    server on this machine. Certificates are verified; there is no way to turn that off.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def is_configured(self) -> bool:
        """Whether there is somebody to send as: a login, or a server on this machine, which wants none."""
        return (
            bool(self._settings.smtp_user and self._settings.smtp_password.get_secret_value())
            or self._is_local_server
        )

    @property
    def sender(self) -> str:
        """Returns the address in `From`."""
        return self._settings.sender_email or self._settings.smtp_user or "parley@localhost"

    @property
    def message_id_domain(self) -> str:
        """Returns what our Message-IDs end with."""
        return parseaddr(self.sender)[1].partition("@")[2] or "parley"

    @property
    def _is_local_server(self) -> bool:
        host = self._settings.smtp_host
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def tls_mode(self) -> str:
        """Returns how the connection is encrypted: "ssl" from the first byte, "starttls", or "none"."""
        by_port = {465: "ssl", 587: "starttls"}.get(self._settings.smtp_port)
        mode = by_port or self._settings.smtp_tls or ("none" if self._is_local_server else "starttls")
        return "starttls" if mode == "none" and not self._is_local_server else mode

    async def send(self, message: EmailMessage) -> None:
        """Hands the message to the server. Raises RemoteError, permanent for a refused login or recipient (5xx)."""
        tls, password = self.tls_mode, self._settings.smtp_password.get_secret_value()
        try:
            await aiosmtplib.send(
                message,
                hostname=self._settings.smtp_host,
                port=self._settings.smtp_port,
                use_tls=tls == "ssl",
                start_tls=tls == "starttls",
                tls_context=None if tls == "none" else ssl.create_default_context(),
                username=(self._settings.smtp_user or None) if password else None,
                password=password or None,
                timeout=20,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            code = min(recipient.code for recipient in error.recipients)
            raise RemoteError(
                "The mail server refuses the recipient",
                permanent=code >= 500,
                status_code=code,
                outcome_unknown=False,
            ) from error
        except aiosmtplib.SMTPResponseException as error:
            raise RemoteError(
                f"The mail server answered {error.code}",
                permanent=error.code >= 500,
                status_code=error.code,
                outcome_unknown=False,
            ) from error
        except aiosmtplib.SMTPException as error:
            raise RemoteError(
                f"The mail server cannot be used: {type(error).__name__}",
                outcome_unknown=isinstance(error, _LOST_CONNECTION),
            ) from error
        except OSError as error:
            raise RemoteError(f"The mail server cannot be used: {type(error).__name__}") from error
        except ValueError as error:  # an address or header that no server could take
            raise RemoteError("The message cannot be sent: an address is malformed", permanent=True) from error
