"""What a webhook brought: a typed event, its codes and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, NamedTuple, NoReturn, TypeVar

from linkcodes._runtime.results import Classification, Decoded, RetryPlan
from linkcodes._webhooks.signatures import is_signed, scheme_in
from linkcodes.runtime_terms import Verdict

if TYPE_CHECKING:
    from linkcodes._validation.faults import PayloadProblem
    from linkcodes.ids import Scheme

__all__ = ["Delivery", "Event", "EventKey", "InvalidEvent", "UnknownEvent"]

B = TypeVar("B")
E_co = TypeVar("E_co", bound="Event[Any]", covariant=True)


class _Frozen:
    """A record that is filled once."""

    __slots__ = ()

    def _fill(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __getstate__(self) -> dict[str, object]:
        return {name: getattr(self, name) for kind in type(self).__mro__ for name in _slots(kind)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self._fill(**state)


def _slots(kind: type) -> tuple[str, ...]:
    slots: tuple[str, ...] = vars(kind).get("__slots__", ())
    return slots


class Event(_Frozen, Generic[B]):
    """A webhook by its kind. There is a class for each payload; `match` narrows to it."""

    __slots__ = ("body", "name")
    __match_args__ = ("body",)
    payload: ClassVar[str | None] = None
    """Local id of the payload."""
    body: B
    """The body as it came: what JSON has, codes as on the wire. Fields that are not listed are in it."""
    name: str | None
    """The name of the event on the wire; None where the body has none."""

    def __init__(self, body: B, name: str | None = None) -> None:
        self._fill(body=body, name=name)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r})"  # a body is about people and their banks

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash((type(self), self.name))


class UnknownEvent(Event[Any]):
    """The signature is right and the body is JSON, but none of the payloads that the spec describes."""

    __slots__ = ()


class InvalidEvent(Event[Any]):
    """The signature is right, but the body is not what its payload should be; `problems` say where.

    `body` is None if it is not JSON. Keep it for a person to look at: the provider would only send the same
    again.
    """

    __slots__ = ()


class EventKey(NamedTuple):
    """What a webhook can be told from others by."""

    kind: Literal["fields", "digest"]
    """Whether it is made of fields that the provider documents, or is the digest of the body.

    A digest is the same for a repeat and for another event that says the same: let it count for a short time.
    """
    text: str


class Delivery(_Frozen, Generic[E_co]):
    """A webhook that `receive` has accepted. It is immutable, hashable and can be pickled."""

    __slots__ = ("body", "decoded", "event", "idempotency_key", "plan", "problem", "problems", "scheme")
    __match_args__ = ("event",)
    scheme: Scheme
    """The scheme by which it was accepted."""
    body: bytes
    """The bytes of the body."""
    event: E_co
    """The event: an instance of one of the classes in `linkcodes.events.<provider>`."""
    idempotency_key: str | None
    """The same for each attempt to deliver an event, and for no other event; None where nothing tells.

    It is made of the event's id or, where the provider sends none, of the fields that its documents name.
    """
    decoded: Decoded
    """What `linkcodes.decode` reads in it."""
    plan: RetryPlan
    """What to do next, who does it, and when."""
    problem: PayloadProblem | None
    """What kind of fault the body has, if any."""
    problems: tuple[tuple[str, str], ...]
    """(JSON pointer, what is wrong there) of each fault, at most 100, without values of the payload."""

    def __init__(self, **fields: object) -> None:
        self._fill(**fields)

    @property
    def provider(self) -> str:
        """Id of the provider."""
        return self.scheme.partition(".")[0]

    @property
    def signed(self) -> bool:
        """Whether the scheme signs the body.

        If not, a secret in the header is all that speaks for the sender, and anyone who has learned it can
        send any body: read what it is about through the API before you act.
        """
        return is_signed(scheme_in("signatures", self.scheme))

    @property
    def payload(self) -> str | None:
        """Local id of the payload that the body looks like."""
        return self.decoded.payload

    @property
    def key(self) -> EventKey:
        """The idempotency key; or else the digest of the body; `kind` is which."""
        if self.idempotency_key is not None:
            return EventKey("fields", self.idempotency_key)
        from hashlib import sha256  # noqa: PLC0415 - only those pay for it who ask for the digest

        return EventKey("digest", f"{self.scheme}:body-sha256:{sha256(self.body).hexdigest()}")

    @property
    def event_id(self) -> str | int | float | None:
        """The id that the provider gives the event; None where it sends none."""
        return self.decoded.event_id

    @property
    def classifications(self) -> tuple[Classification, ...]:
        """One classification for each code in the body, the one to act on first."""
        return self.decoded.classifications

    @property
    def codes(self) -> tuple[Classification, ...]:
        """The same, by its name of 0.2.0; deprecated."""
        import warnings  # noqa: PLC0415 - only those pay for it who use the name

        warnings.warn(
            "Delivery.codes is deprecated; use Delivery.classifications", DeprecationWarning, stacklevel=2
        )
        return self.decoded.classifications

    @property
    def head(self) -> Classification | None:
        """The code to act on first."""
        return self.decoded.head

    @property
    def verdict(self) -> Verdict:
        """How the attempt ended that it reports on."""
        return self.decoded.verdict

    def to_dict(self, *, body: bool = False) -> dict[str, Any]:
        """Return the JSON form. What the provider sent is only in it with `body`, as text."""
        found = [each.to_dict() for each in self.classifications]
        return {
            "scheme": self.scheme,
            "signed": self.signed,
            "event": self.event.name,
            "payload": self.payload,
            "event_id": self.event_id,
            "idempotency_key": self.idempotency_key,
            "verdict": self.verdict.value,
            "classifications": found,
            "codes": found,  # the name of 0.2.0, deprecated
            "plan": self.plan.to_dict(),
            "problem": self.problem.value if self.problem else None,
            "problems": [{"pointer": pointer, "message": message} for pointer, message in self.problems],
            **({"body": self.body.decode("utf-8", "replace")} if body else {}),
        }

    def __repr__(self) -> str:
        facts = (
            f"event={self.event!r}, idempotency_key={self.idempotency_key!r}, verdict={self.verdict.value!r}"
        )
        return f"Delivery(scheme={self.scheme!r}, {facts}, problems={len(self.problems)})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Delivery) and self._identity() == other._identity()

    def __hash__(self) -> int:
        return hash(self._identity())

    def _identity(self) -> tuple[Scheme, bytes, RetryPlan]:
        return self.scheme, self.body, self.plan
