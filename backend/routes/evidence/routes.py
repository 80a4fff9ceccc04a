"""What evidence takes and what the disks have left."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.evidence.schemas import DiskAnswer, EvidenceClassAnswer, RemovedAnswer, StorageAnswer
from backend.routes.operation import account, backend, now, operation
from backend.services.evidence.storage_report import ClassReport
from backend.services.system.disk_monitor import DiskState

blueprint = Blueprint("storage", __name__)


@operation(blueprint, "GET", "/api/system/storage", access=Permission.VIEW_SYSTEM, answers=(StorageAnswer,))
def get_storage() -> StorageAnswer:
    """Tell what evidence takes, what the disks have left, and what retention removed."""
    view = backend().storage.of(account().scope, at=now())
    return StorageAnswer(
        evidence=[_class(one) for one in view.classes],
        disks=[_disk(one) for one in view.disks],
        removed=RemovedAnswer.model_validate(view.removed),
        ran_at=view.ran_at,
    )


def _class(one: ClassReport) -> EvidenceClassAnswer:
    return EvidenceClassAnswer(
        kind=one.kind,
        pictures=one.used.pictures,
        bytes=one.used.bytes,
        unmeasured=one.used.unmeasured,
        oldest_at=one.used.oldest_at,
        most_days=one.days,
        most_bytes=one.most_bytes,
    )


def _disk(one: DiskState) -> DiskAnswer:
    return DiskAnswer(
        holds=list(one.names),
        level=one.level,
        free_bytes=one.disk.free_bytes if one.disk else None,
        total_bytes=one.disk.total_bytes if one.disk else None,
        reserve_bytes=one.reserve.bytes,
    )
