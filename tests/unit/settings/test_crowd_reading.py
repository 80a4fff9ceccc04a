"""Settings of the crowd interface, and the names that its callers know from elsewhere."""

from pathlib import Path

import pytest

from backend.core.crowd.alerts import AlertLevel, AlertRule
from backend.core.crowd.configuration import CrowdConfiguration
from backend.core.crowd.levels import LevelLimits
from backend.settings import ROOT, SettingsError, parse


def crowd(**environ: str) -> CrowdConfiguration:
    return parse(environ, root=ROOT).crowd


def test_without_settings_the_defaults_hold() -> None:
    assert crowd() == CrowdConfiguration()


def test_faces_have_the_common_threshold_unless_they_have_their_own() -> None:
    options = crowd(CONFIDENCE_THRESHOLD="0.4", CROWD_THRESHOLD="30").options
    assert (options.face_confidence, options.face_crowd_threshold) == (0.4, 30)
    options = crowd(CONFIDENCE_THRESHOLD="0.4", FACE_CONFIDENCE_THRESHOLD="0.7", FACE_CROWD_THRESHOLD="5").options
    assert (options.body_confidence, options.face_confidence) == (0.4, 0.7)
    assert (options.body_crowd_threshold, options.face_crowd_threshold) == (10, 5)


def test_levels_and_alerts_can_be_set() -> None:
    options = crowd(CROWD_LEVELS="5, 20, 80", CROWD_ALERT_LEVELS="0.8:info, 1.5:ERROR").options
    assert options.levels == LevelLimits(low=5, medium=20, high=80)
    assert options.alert_rules == (
        AlertRule(factor=0.8, level=AlertLevel.INFO),
        AlertRule(factor=1.5, level=AlertLevel.ERROR),
    )


@pytest.mark.parametrize(
    "environ",
    [
        {"CROWD_LEVELS": "5,2,10"},
        {"CROWD_LEVELS": "2,5"},
        {"CROWD_LEVELS": "many"},
        {"CROWD_ALERT_LEVELS": "1:loud"},
        {"CROWD_ALERT_LEVELS": "0:info"},
        {"CONFIDENCE_THRESHOLD": "1.1"},
        {"CONFIDENCE_THRESHOLD": "nan"},
        {"MAX_FRAME_SIZE": "0"},
        {"MAX_CONCURRENT_CONNECTIONS": "-1"},
        {"FACE_MODEL_PATH": "nowhere.onnx"},
        {"REDIS_PORT": "no", "REDIS_HOST": "there"},
    ],
)
def test_what_cannot_be_used_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refusal:
        parse(environ, root=ROOT)
    (fault,) = refusal.value.faults
    assert fault.startswith(next(iter(environ)))


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"REDIS_HOST": "there"}, "redis://there:6379/0"),
        ({"REDIS_HOST": "there", "REDIS_PORT": "6380", "REDIS_DB": "3"}, "redis://there:6380/3"),
        ({"REDIS_HOST": "there", "REDIS_URL": "rediss://here"}, "rediss://here"),
    ],
)
def test_an_address_in_parts_is_joined_where_there_is_no_other(environ: dict[str, str], url: str) -> None:
    settings = parse(environ, root=ROOT)
    assert (settings.redis_url, settings.redis_embedded) == (url, False)


@pytest.mark.parametrize(
    ("environ", "model"),
    [
        ({"BODY_MODEL_PATH": "model/ppe-nano-640.onnx"}, "ppe-nano-640"),
        ({"BODY_MODEL_PATH": "var/models/plant-1/model.onnx"}, "plant-1"),
        ({"BODY_MODEL_PATH": "model/ppe-nano-640.onnx", "MODEL": "plant-1"}, "plant-1"),
    ],
)
def test_a_models_file_names_the_model(environ: dict[str, str], model: str) -> None:
    assert parse(environ, root=ROOT).model == model


def test_a_log_file_is_below_the_installation() -> None:
    assert parse({"LOG_FILE": "mandor.log"}, root=Path("/there")).log_file == Path("/there/mandor.log")
