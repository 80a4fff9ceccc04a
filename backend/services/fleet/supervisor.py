"""What Mandor needs of a process supervisor.

PM2 is the first that does it (`adapters.pm2`).

The contract, which `tests/integration/processes/test_supervisor.py` holds every implementation to:

1. Names are unique: `start` of a name that runs starts it anew, never a second time.
2. A process that ends by itself is started again, with growing pauses, until it is deleted. Each end counts.
3. `processes` answers everything that there is or raises; `delete` raises when one of the names is not there.
4. An empty list does nothing, at once. A call that raised may have done a part: ask again before going on.
5. Its processes outlive the process that started them: a successor finds them in `processes`.
"""

from __future__ import annotations

from typing import Protocol

from backend.adapters.processes.pm2 import App, Running


class Supervisor(Protocol):
    """Every method but `is_gone` raises SupervisorError when it failed."""

    def processes(self) -> dict[str, Running]:
        """Everything that it supervises, by name."""

    def start(self, apps: list[App]) -> None:
        """Start these, in one call; counts of deaths begin at 0."""

    def delete(self, names: list[str]) -> None:
        """End these and forget them, in one call that returns when they have ended."""

    def is_gone(self, running: Running) -> bool:
        """Whether it has certainly ended since it was listed.

        Costs nothing, so it may be asked often.
        """
