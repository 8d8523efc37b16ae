# ruff: noqa: PLR0913, PLR0917
"""What stays the same between the calls of one webhook, and how each call is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeAlias, TypeVar

from linkcodes._validation.faults import PayloadProblem
from linkcodes._validation.payloads import PayloadError
from linkcodes._webhooks.delivery import Delivery, Event
from linkcodes._webhooks.receive import receive
from linkcodes._webhooks.signatures import SignatureError, SignatureProblem, bare, checked_keys, scheme_in
from linkcodes.idempotency import LEASE_S, AnyStore, AsyncOnce, Claim, ClaimState, Once, Turn, is_async
from linkcodes.taxonomy import Operation

if TYPE_CHECKING:
    from typing import Self

    from linkcodes._webhooks.signatures import Body, Clock, Headers, Keys, Secrets

__all__ = ["Endpoint", "Refused", "SecretSource", "endpoint"]

E_co = TypeVar("E_co", bound=Event[Any], covariant=True)
SecretSource: TypeAlias = "Secrets | Callable[[], Secrets] | Keys"
"""One secret or several, or a function that returns them for each call.

Where the provider signs with a private key: its public keys, or a function that fetches one by its name.
"""
MAX_BYTES = 20 * 1024 * 1024
"""The largest body that is read, unless it is said otherwise. Statements come with the documents in them."""

logger = logging.getLogger("linkcodes.webhooks")


class Refused(Exception):  # noqa: N818  (a repeat is no error)
    """A call that the program of the user does not see, and the answer to it.

    | status | when | the provider |
    |---|---|---|
    | 200 | the event was received before | is content |
    | 400 | the body broke off, or cannot be read | sends it again |
    | 401 | the signature is missing or wrong; `reason` is that of the SignatureError | is not the provider |
    | 405 | the method is not POST | is not the provider |
    | 413 | the body is larger than `max_bytes` | needs a larger limit |
    | 503 | the same event is being worked on, or its key could not be fetched | sends it again |

    A body that is signed rightly is never refused for what is in it. What the program itself raises, and a
    secret that is missing or blank, is its framework's answer, 500, after which most providers send again.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason
        """For the log of the sender; it repeats nothing that was sent."""

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return {"Retry-After": "60"} if self.status == 503 else {}

    @classmethod
    def unreadable(cls) -> Self:
        """Return the answer to a body that broke off."""
        return cls(400, "unreadable")

    @classmethod
    def wrong_method(cls) -> Self:
        """Return the answer to a method that is not POST."""
        return cls(405, "method not allowed")


RECEIVED = "received"
"""The answer's text where the program gives none."""


class Endpoint(Generic[E_co]):
    """One webhook: its scheme, secrets, limits and store. It shows its secrets to no one.

    The adapters call `accept` and `once`; so can you, in a framework that has no adapter.
    """

    __slots__ = ("_plan", "_secrets", "digest_s", "header", "lease_s", "max_bytes", "scheme", "store")

    def __init__(
        self,
        scheme: str,
        secrets: SecretSource,
        header: str | None,
        limits: tuple[int, float, float | None],
        store: AnyStore | None,
        plan: dict[str, Any],
    ) -> None:
        self.scheme, self.header, self.store = scheme, header, store
        self.max_bytes, self.lease_s, self.digest_s = limits
        self._secrets, self._plan = secrets, plan

    def __repr__(self) -> str:
        return f"<Endpoint {self.scheme}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("an endpoint has secrets, so it cannot be pickled; make one in each process")

    def accept(self, body: Body, headers: Headers) -> Delivery[E_co]:
        """Return the delivery, or raise Refused with the answer to the sender."""
        self.check_size(len(body))
        try:
            delivery = self.receive(body, headers)
        except SignatureError as error:
            logger.warning("refused: %s", error)
            status = 503 if error.reason is SignatureProblem.UNFETCHED_KEY else 401
            raise Refused(status, error.reason) from None
        if delivery.problems:
            logger.warning("%s: %s", self.scheme, _told(delivery))
        return delivery

    def receive(self, body: Body, headers: Headers) -> Delivery[E_co]:
        """Return the delivery as `linkcodes.webhooks.receive` does."""
        # The secrets are no local here: tools log the locals of tracebacks.
        return receive(self.scheme, body, headers, self._current(), header=self.header, **self._plan)

    def _current(self) -> Any:
        asks = callable(self._secrets) and not self.fetches
        return self._secrets() if asks else self._secrets  # type: ignore[operator,call-arg]

    @property
    def fetches(self) -> bool:
        """Whether a public key may have to be fetched, so that an event loop should not wait for it."""
        return callable(self._secrets) and "jws" in scheme_in("signatures", self.scheme)

    def check_size(self, length: object) -> None:
        """Raise Refused for more bytes than are allowed; text is read as in `Content-Length`."""
        if str(length).isdecimal() and int(str(length)[:20]) > self.max_bytes:
            raise Refused(413, "too large")

    def once(self, delivery: Delivery[Any]) -> Once:
        """Return a context manager to do the work in: `linkcodes.idempotency.once` with the endpoint's store.

        It raises Refused where there is nothing to do. Without a store each delivery counts as new.
        """
        if self.store is not None and is_async(self.store):
            raise TypeError("this store has coroutines: use once_async, or a store without")
        return _AnsweredOnce(
            self.store, None if self.store is None else delivery, self.lease_s, self.digest_s
        )

    def once_async(self, delivery: Delivery[Any]) -> AsyncOnce:
        """Return the same as an asynchronous context manager."""
        return _AnsweredAsyncOnce(
            self.store, None if self.store is None else delivery, self.lease_s, self.digest_s
        )


class _Answered(Turn):
    """A turn that answers the sender where there is nothing to do."""

    def began(self, claim: Claim) -> Self:
        if claim.state is ClaimState.COMPLETED:
            raise Refused(200, "received before")
        if claim.state is ClaimState.IN_PROGRESS:
            raise Refused(503, "in progress")
        return super().began(claim)


class _AnsweredOnce(_Answered, Once):
    pass


class _AnsweredAsyncOnce(_Answered, AsyncOnce):
    pass


def endpoint(
    scheme: str,
    secrets: SecretSource,
    *,
    header: str | None = None,
    max_bytes: int = MAX_BYTES,
    store: AnyStore | None = None,
    lease_s: float = LEASE_S,
    digest_s: float | None = None,
    operation: Operation | str | None = None,
    unattended: bool = True,
    claims: Mapping[str, object] | None = None,
    clock: Clock | None = None,
) -> Endpoint[Any]:
    """Return an endpoint for an adapter of `linkcodes.integrations`, or for your own framework.

    `secrets` is one or several, or a function that returns them, which is called for each request. Bodies of
    more than `max_bytes` are refused unread. With a `store` of `linkcodes.idempotency`, the work of an event
    is done once; a claim lasts `lease_s` seconds, and `digest_s` is that of `once`.
    `header`, `operation`, `unattended`, `claims` and `clock`
    are those of `receive`, and so are public keys in place of secrets; a function is then called with the
    name of each key, so let it remember what it has fetched. Raises LookupError, TypeError and ValueError as
    `receive` does, at once where the secrets are given.
    """
    fault = _fault(scheme, secrets, claims)
    plan = {"operation": operation, "unattended": unattended, "claims": claims, "clock": clock}
    made: Endpoint[Any] = Endpoint(scheme, secrets, header, (max_bytes, lease_s, digest_s), store, plan)
    del secrets
    if fault:
        raise fault
    return made


def _fault(scheme: str, secrets: SecretSource, claims: object) -> Exception | None:
    try:
        scheme_in("webhooks", scheme)
        rule = scheme_in("signatures", scheme)
        if "jws" in rule or not callable(secrets):
            checked_keys(rule, secrets, claims)
    except Exception as error:
        return bare(error)
    return None


def _told(delivery: Delivery[Any]) -> str:
    """Return what is wrong with a body, with no value and no control character of it."""
    return str(
        PayloadError(
            delivery.payload or "the body", delivery.problem or PayloadProblem.NOT_JSON, delivery.problems
        )
    )
