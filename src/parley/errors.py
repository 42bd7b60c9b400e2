"""Every error parley raises on purpose.

ParleyError                   status 500
├── Invalid             400   the caller's data cannot be used; says which field and what to do
├── NotAuthenticated    401
├── Forbidden           403
├── NotFound            404
├── TooLarge            413
├── WrongMedia          415   a file of a kind that cannot be used; says which can
├── RateLimited         429   carries `retry_after` seconds
├── Unavailable         503   ours is down for a moment (database); carries `retry_after` seconds
├── ConfigurationError        the installation cannot start; the message says what to run or set
└── RemoteError               an outside service failed; `permanent` says whether trying again can help
"""

# A proxy that got no (502) or no timely (504) answer from the service behind it.
_GATEWAY_STATUSES = (502, 504)


class ParleyError(Exception):
    """The root. `str(error)` is fit for the caller's eyes: no secret, no personal data."""

    status = 500


class Invalid(ParleyError):
    """What was sent cannot be used; the message names the field and the remedy."""

    status = 400


class NotAuthenticated(ParleyError):
    """No valid key was shown."""

    status = 401


class Forbidden(ParleyError):
    """The key does not allow this."""

    status = 403


class NotFound(ParleyError):
    """There is no such thing."""

    status = 404


class TooLarge(ParleyError):
    """What was sent is larger than we take."""

    status = 413


class WrongMedia(ParleyError):
    """What was sent is of another kind than we take."""

    status = 415


class RateLimited(ParleyError):
    """Somebody calls too often."""

    status = 429

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        #: seconds until the next call is let through
        self.retry_after = retry_after


class Unavailable(ParleyError):
    """Something of ours, the database, is down for a moment."""

    status = 503

    def __init__(self, message: str = "Temporarily unavailable", retry_after: float = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ConfigurationError(ParleyError):
    """The installation cannot start; the message says what to run or set."""


class RemoteError(ParleyError):
    """An outside service refused, failed, or could not be reached."""

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        status_code: int | None = None,
        code: str = "",
        outcome_unknown: bool | None = None,
        quoted: str = "",
    ) -> None:
        super().__init__(message)
        #: the part of the message that the service wrote: it may repeat what we sent, so it is not logged
        self.quoted = quoted
        #: trying the same call again cannot help: a bad key, no credit, blocked by the user
        self.permanent = permanent
        #: seconds the service asked us to wait, when it did
        self.retry_after = retry_after
        #: its HTTP (or SMTP) status, when there was an answer
        self.status_code = status_code
        #: its own machine-readable error code, when it gave one
        self.code = code
        if outcome_unknown is None:
            # Nobody said: the service refused it if it answered, which a gateway before it cannot do in its name.
            outcome_unknown = status_code in _GATEWAY_STATUSES or (status_code is None and not permanent)
        #: what we sent may have arrived all the same, so that sending it again may repeat it
        self.outcome_unknown = outcome_unknown


class ChatMoved(RemoteError):
    """A chat has another id by now: the same message goes there."""

    #: the new id
    chat_id: int = 0
