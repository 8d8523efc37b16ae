"""The words in which the runtime answers, apart from those of the taxonomy."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Decision", "MatchedBy", "ReadFrom", "Reason", "Verdict"]


class MatchedBy(StrEnum):
    """How `classify` came to its answer: the first rung of the ladder that held."""

    ABSENT = "absent"
    """There was no code, and the vocabulary says what that means."""
    CONTEXT = "context"
    """The value has several meanings; what was known besides told one apart."""
    VOCABULARY = "vocabulary"
    """The vocabulary that was named lists the value."""
    CODE = "code"
    """Another vocabulary of the provider lists the value, or none was named."""
    MESSAGE = "message"
    """A guess from the message beside the value."""
    PREFIX = "prefix"
    """A guess from a listed value that this one continues."""
    HTTP_STATUS = "http_status"
    """A guess from the HTTP status."""
    NONE = "none"
    """Nothing is known."""


class ReadFrom(StrEnum):
    """As what `decode` read its input."""

    PAYLOAD = "payload"
    """An object or array that was parsed already."""
    JSON = "json"
    """JSON, as text or bytes."""
    URL = "url"
    """The parameters of a URL or of a bare query."""
    CODE = "code"
    """One word that is a code."""
    TEXT = "text"
    """Text with a payload, a URL or codes in it."""
    NONE = "none"
    """Nothing was found."""


class Verdict(StrEnum):
    """How an attempt ended."""

    SUCCEEDED = "succeeded"
    """Connected, paid, or whatever the attempt was for."""
    FAILED = "failed"
    """It did not work."""
    ABANDONED = "abandoned"
    """The user left."""
    CLOSED_BY_HOST = "closed_by_host"
    """The application's own page ended it."""
    HANDED_TO_BANK = "handed_to_bank"
    """The user was sent on to the bank; the result comes later."""
    WAITING = "waiting"
    """Not decided yet."""
    UNKNOWN = "unknown"
    """Nothing tells."""


class Decision(StrEnum):
    """What to do about another attempt."""

    RETRY = "retry"
    """Try again, after the delay of the plan."""
    ASK_USER = "ask_user"
    """Only with the user, who has something to do."""
    WAIT = "wait"
    """The result arrives by itself; do not start anew."""
    CHECK_FIRST = "check_first"
    """Find out whether it was done before doing it again."""
    STOP = "stop"
    """Do not try again."""


class Reason(StrEnum):
    """Why a plan decides as it does."""

    UNKNOWN_CODE = "unknown_code"
    """Nobody knows what the code means."""
    NO_OUTCOME = "no_outcome"
    """The value is no outcome of anything."""
    NOTHING_TO_RETRY = "nothing_to_retry"
    """It worked, or there is nothing to repeat."""
    IN_PROGRESS = "in_progress"
    """It still goes on."""
    WILL_FAIL_AGAIN = "will_fail_again"
    """The same attempt will fail again."""
    NEEDS_FIX = "needs_fix"
    """The application's request must be corrected first."""
    MAY_PAY_TWICE = "may_pay_twice"
    """Money may have moved already."""
    MAY_LOCK_ACCOUNT = "may_lock_account"
    """A further attempt may make the bank lock the account."""
    ATTEMPTS_USED_UP = "attempts_used_up"
    """There were as many attempts as the policy allows."""
    NEEDS_USER = "needs_user"
    """A server may not do it alone."""
    NEEDS_BANK_ACTION = "needs_bank_action"
    """The user must act at the bank first."""
    NEEDS_RECONNECT = "needs_reconnect"
    """The user must go through the reconnect flow."""
    NEEDS_INPUT = "needs_input"
    """The user must enter or approve something."""
    MAY_RETRY = "may_retry"
    """Nothing speaks against it."""
