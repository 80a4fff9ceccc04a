"""Queries and answers of `/api/system/dead-letters`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backend.routes.fields import Answered, Asked, Cursor, Utc


class DeadLetterList(Asked):
    """A part of the list."""

    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DeadLetterAnswer(Answered):
    """An event that was put aside. One whose company cannot be read shows nothing of what it holds."""

    id: int
    put_aside_at: Utc
    code: Literal["unreadable", "never_opened", "unknown_camera", "refused", "failed"]
    reason: str
    kind: str | None
    camera_id: int | None
    camera_name: str | None
    decided_at: Utc | None


class DeadLettersAnswer(Answered):
    """A part of the list, newest first."""

    items: list[DeadLetterAnswer]
    next_cursor: str | None


class RetryRound(Asked):
    """Where a round begins: behind the last one that the round before it tried, or with the first."""

    cursor: Cursor | None = None


class RetriedAnswer(Answered):
    """The result of a round: how many were stored, refused again, and are still put aside (also without a company).

    `untried` are behind the last one tried; `next_cursor` goes on with them and is null when there are none.
    """

    stored: int
    refused: int
    left: int
    untried: int
    next_cursor: str | None
