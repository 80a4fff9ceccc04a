"""Which model serves a request, also shortly after a change."""

from __future__ import annotations

from backend.workers.inference.served_models import GRACE_SECONDS, ServedModels
from tests.fakes.task_model import FakeCropClassifier, FakePpeModel

SMALL, LARGE, CROPS = FakePpeModel(side=416), FakePpeModel(side=640), FakeCropClassifier(1.0, side=96)


def test_a_request_finds_the_model_of_its_task_and_size() -> None:
    served = ServedModels({"ppe": SMALL, "crops": CROPS})
    assert served.find("ppe", 416, 0.0) is SMALL
    assert served.find("crops", 96, 0.0) is CROPS
    assert served.find("ppe", 640, 0.0) is None
    assert served.find("faces", 416, 0.0) is None


def test_after_a_change_the_size_before_is_served_for_a_while() -> None:
    served = ServedModels({"ppe": SMALL, "crops": CROPS})
    served.replace({"ppe": LARGE, "crops": None}, 100.0)
    assert served.find("ppe", 640, 100.0) is LARGE
    assert served.find("ppe", 416, 100.0 + GRACE_SECONDS) is SMALL
    assert served.find("crops", 96, 100.0 + GRACE_SECONDS) is CROPS
    assert served.find("ppe", 416, 100.1 + GRACE_SECONDS) is None
    assert served.find("crops", 96, 100.1 + GRACE_SECONDS) is None


def test_a_change_of_one_task_leaves_the_others() -> None:
    served = ServedModels({"ppe": SMALL, "crops": CROPS})
    served.replace({"ppe": LARGE}, 0.0)
    assert served.find("crops", 96, 100.0) is CROPS


def test_a_successor_of_the_same_size_serves_at_once() -> None:
    served, successor = ServedModels({"ppe": SMALL}), FakePpeModel(side=416)
    served.replace({"ppe": successor}, 0.0)
    assert served.find("ppe", 416, 0.0) is successor
