"""The clients of the crowd interface: how many there may be, how often they send, their statistics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from backend.core.crowd.analysis import AnalysedPicture
from backend.core.crowd.rate_limit import RateLimit
from backend.core.crowd.statistics import CrowdStatistics, RunningStatistics
from backend.core.errors import MandorError
from backend.services.accounts.accounts import Account
from backend.services.accounts.api_keys import KeyHolder

Caller = Account | KeyHolder
MOST_IDENTITIES = 1000
"""Users and keys without a connection whose rate is remembered."""


class TooManyConnections(MandorError):
    """As many clients are connected as there may be."""

    code = "connection_limit"


class TooManyFrames(MandorError):
    """The client sends more often than it may."""

    code = "rate_limited"

    def __init__(self, retry_after: float) -> None:
        super().__init__("Pictures come more often than they may.", hint="Send fewer, or wait for each answer.")
        self.retry_after = round(retry_after, 2)


@dataclass(slots=True, kw_only=True)
class CrowdClient:
    """A connection of the socket."""

    id: str
    caller: Caller
    rate: RateLimit
    statistics: RunningStatistics
    replaced: int = 0
    """Pictures in whose place a newer one was analysed."""
    alerts: dict[str, str] = field(default_factory=dict)
    """The alerts that it wants as events of their own: type → the name that it asked for."""


class CrowdClients:
    """Connections and companies. Not thread-safe."""

    def __init__(self, *, most: int, frames_per_second: float, now: Callable[[], datetime]) -> None:
        self.most = most
        self.refused = 0
        self._per_second = frames_per_second
        self._now = now
        self._connected: dict[str, CrowdClient] = {}
        self._companies: dict[int, RunningStatistics] = {}
        self._rates: dict[str, RateLimit] = {}

    def __len__(self) -> int:
        return len(self._connected)

    def connect(self, client_id: str, caller: Caller) -> CrowdClient:
        """A new connection. TooManyConnections when there is no room."""
        if len(self._connected) >= self.most:
            self.refused += 1
            raise TooManyConnections(
                f"{self.most} clients are connected, as many as there may be.", hint="Try again when one has gone."
            )
        made = CrowdClient(
            id=client_id,
            caller=caller,
            rate=RateLimit(self._per_second),
            statistics=RunningStatistics(self._now()),
        )
        self._connected[client_id] = made
        return made

    def disconnect(self, client_id: str) -> None:
        """The connection has ended."""
        self._connected.pop(client_id, None)

    def find(self, client_id: str) -> CrowdClient | None:
        """The connection; None when there is none."""
        return self._connected.get(client_id)

    def connected(self) -> list[CrowdClient]:
        """All connections."""
        return list(self._connected.values())

    def connected_of(self, company_id: int) -> int:
        """How many connections the company has."""
        return sum(one.caller.company_id == company_id for one in self._connected.values())

    def rate_of(self, identity: str) -> RateLimit:
        """The rate of a user or key that asks without a connection."""
        found = self._rates.pop(identity, None) or RateLimit(self._per_second)
        while len(self._rates) >= MOST_IDENTITIES:
            self._rates.pop(next(iter(self._rates)))
        self._rates[identity] = found
        return found

    def note(self, client_id: str, company_id: int, outcome: tuple[AnalysedPicture, float] | None) -> None:
        """A picture of the company was analysed, in so many seconds, or (None) could not be."""
        client = self._connected.get(client_id)
        for statistics in (self._of(company_id), *([client.statistics] if client is not None else [])):
            if outcome is None:
                statistics.add_error()
            else:
                statistics.add(*outcome)

    def summary(self, company_id: int) -> CrowdStatistics:
        """The company's statistics."""
        return self._of(company_id).summary()

    def reset(self, company_id: int) -> CrowdStatistics:
        """The company's statistics begin anew; what they were."""
        before = self.summary(company_id)
        self._companies[company_id] = RunningStatistics(self._now())
        return before

    def reset_client(self, client_id: str) -> None:
        """The connection's statistics begin anew."""
        client = self._connected.get(client_id)
        if client is not None:
            client.statistics = RunningStatistics(self._now())

    def _of(self, company_id: int) -> RunningStatistics:
        return self._companies.setdefault(company_id, RunningStatistics(self._now()))
