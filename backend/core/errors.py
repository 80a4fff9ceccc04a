"""Every error that Mandor raises on purpose, in one tree.

MandorError
├── InvalidInput        input cannot be used
│   └── InvalidFields   and these of its fields are why
├── NotFound            it does not exist, or not for this company
├── Removed             it was there and is gone on purpose
├── Unavailable         something we need is away; trying again later helps
├── SourceError         a camera's source cannot be opened or read (its `code` is the camera's reason)
├── ModelError          a model file cannot be used (its `code` is one of `model_faults`)
└── MalformedEvent      bytes on the wire that are not one of our events
"""

from __future__ import annotations

from collections.abc import Sequence

from backend.core.model_faults import ModelFault


class MandorError(Exception):
    """An error with a stable `code` for programs, a message and a hint for people.

    `message` says what happened, `hint` what to do about it. Neither ever holds a credential.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InvalidInput(MandorError):
    """Input cannot be used."""

    code = "invalid_input"


class InvalidFields(InvalidInput):
    """Fields of a body that cannot be used: pairs of field (`slots.2.end`) and message.

    `codes`: a stable code for each of them, where its subject has codes.
    """

    def __init__(self, faults: Sequence[tuple[str, str]], *, codes: Sequence[str] = ()) -> None:
        named = ", ".join(sorted({field for field, _ in faults}))
        super().__init__(f"These fields do not fit: {named}.", hint="Correct what `errors` names.")
        self.faults = tuple(faults)
        self.codes = tuple(codes) or ("",) * len(self.faults)


class NotAuthenticated(MandorError):
    """Unknown user, or a token that is no longer valid."""

    code = "not_authenticated"


class NotAllowed(MandorError):
    """The role does not permit it."""

    code = "not_allowed"


class Conflict(MandorError):
    """It would clash with something that exists."""

    code = "conflict"


class NotFound(MandorError):
    """It does not exist, or not for this company: the two are never distinguished."""

    code = "not_found"


class Removed(MandorError):
    """It was there and is gone on purpose. Trying again does not help."""

    code = "removed"


class Unavailable(MandorError):
    """Something we need is away. Trying again later helps."""

    code = "unavailable"


class SourceError(MandorError):
    """A camera's source cannot be opened or read; `code` is one of `camera.REASONS`."""

    code = "source_failed"


class ModelError(MandorError):
    """A model file cannot be used."""

    def __init__(self, message: str, *, code: ModelFault = "model_unusable", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.code: ModelFault = code


class MalformedEvent(MandorError):
    """Bytes on the wire that are not one of our events."""

    code = "malformed_event"
