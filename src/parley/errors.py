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
    status = 400


class NotAuthenticated(ParleyError):
    status = 401


class Forbidden(ParleyError):
    status = 403


class NotFound(ParleyError):
    status = 404


class TooLarge(ParleyError):
    status = 413


class WrongMedia(ParleyError):
    status = 415


class RateLimited(ParleyError):
    status = 429

    def __init__(self, message: str, retry_after: float) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Unavailable(ParleyError):
    status = 503

    def __init__(self, message: str = "Temporarily unavailable", retry_after: float = 1) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ConfigurationError(ParleyError):
    pass


class RemoteError(ParleyError):
    """An outside service refused, failed, or could not be reached.

    `permanent`: trying the same call again cannot help (bad key, no credit, blocked by the user).
    `retry_after`: seconds the service asked us to wait, when it did.
    `status_code`: its HTTP (or SMTP) status, when there was an answer.
    `code`: its own machine-readable error code, when it gave one.
    `outcome_unknown`: what we sent may have arrived all the same, so that sending it again may repeat it.
    """

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        status_code: int | None = None,
        code: str = "",
        outcome_unknown: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.status_code = status_code
        self.code = code
        if outcome_unknown is None:
            # Nobody said: the service refused it if it answered, which a gateway before it cannot do in its name.
            outcome_unknown = status_code in _GATEWAY_STATUSES or (status_code is None and not permanent)
        self.outcome_unknown = outcome_unknown
