"""The socket of the crowd interface, with stock clients: the exchange, its errors, its limits."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import socketio

from backend.adapters.accounts.key_secrets import digest_of_key
from backend.adapters.database.tables import ApiKey, User
from backend.core.accounts.scope import Scope
from tests.fakes.people_server import PeopleServer, picture_of
from tests.integration.crowd.conftest import CONNECTIONS, CrowdPlant
from tests.support.crowd_client import RefusedConnection, StockClient

Connect = Callable[..., StockClient]


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def test_a_stock_client_completes_the_exchange(plant: CrowdPlant, connect: Connect) -> None:
    with PeopleServer(plant.redis, plant.frames):
        client = connect()
        hello = client.next("connected")
        assert hello["client_id"] == client.client.get_sid("/ws")
        assert abs(datetime.fromisoformat(hello["server_time"]) - datetime.now(UTC)) < timedelta(minutes=1)
        settings = {"confidence_threshold": 0.5, "crowd_threshold": 4, "detect_faces": True}
        client.send(as_text(picture_of(4)), timestamp=1700000000.5, settings=settings)
        found = client.next("detection_result")
    assert len(found["bodies"]) == 4
    assert len(found["faces"]) == 2
    assert found["faces_available"] is True
    assert found["bodies"][1] == {"bbox": [15.0, 0.0, 25.0, 100.0], "confidence": 0.9}  # in pixels of the picture
    assert found["timestamp"] == 1700000000.5
    assert 0 < found["processing_time"] < 20
    assert found["frame_info"] == {"width": 320, "height": 240, "replaced": 0}
    assert found["crowd_analysis"] == {
        "face_count": 2,
        "body_count": 4,
        "people_count": 4,
        "crowd_level": "medium",
        "density_score": pytest.approx(4 * 10 * 100 / (320 * 240), abs=1e-4),
        "area_coverage": pytest.approx(5.21, abs=0.01),
        "people_density": pytest.approx(4 / 0.0768, abs=0.01),
        "crowd_intensity": pytest.approx(50 * (4 / 20 + 0.0521), abs=0.1),
        "face_body_ratio": 0.5,
        "face_class_distribution": {"small": 2, "medium": 0, "large": 0},
    }
    (alert,) = found["alerts"]
    assert (alert["type"], alert["level"]) == ("crowd_warning", "warning")
    assert found["statistics"]["frames"] == 1


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_picture_comes_as_base64_data_url_or_bytes_in_three_formats(
    plant: CrowdPlant, connect: Connect, transport: str
) -> None:
    with PeopleServer(plant.redis, plant.frames):
        client = connect(transport=transport)
        for kind in ("jpeg", "png", "webp"):
            data = picture_of(3, kind=f".{kind}")
            for frame in (as_text(data), f"data:image/{kind};base64,{as_text(data)}", data):
                client.send(frame)
                assert client.next("detection_result")["crowd_analysis"]["body_count"] == 3


def test_without_a_face_detector_no_faces_are_claimed(plant: CrowdPlant, connect: Connect) -> None:
    with PeopleServer(plant.redis, plant.frames, faces=False):
        client = connect()
        client.send(picture_of(4))
        found = client.next("detection_result")
    assert (found["faces"], found["faces_available"]) == ([], False)
    assert found["crowd_analysis"]["face_count"] is None
    assert found["crowd_analysis"]["face_body_ratio"] is None
    assert found["crowd_analysis"]["crowd_level"] == "medium"


def test_alerts_are_sent_by_the_name_that_a_client_subscribes_to(plant: CrowdPlant, connect: Connect) -> None:
    with PeopleServer(plant.redis, plant.frames):
        old, new = connect(), connect()
        assert old.ask("subscribe", {"alerts": ["crowd_alert"]}) == {"ok": True, "alerts": ["crowd_alert"]}
        assert new.ask("subscribe", {"alerts": ["crowd_warning"]})["ok"] is True
        for client, name in ((old, "crowd_alert"), (new, "crowd_warning")):
            client.send(picture_of(20))
            alert = client.next(name)
            assert (alert["type"], alert["level"]) == (name, "critical")  # twice the threshold of ten
        assert old.ask("subscribe", {"alerts": ["everything"]}) == {"ok": False, "code": "invalid_message"}
        assert old.next("error")["code"] == "invalid_message"


def test_without_an_inference_server_there_is_an_error_and_an_alert(plant: CrowdPlant, connect: Connect) -> None:
    client = connect()
    client.ask("subscribe", {"alerts": ["processing_error"]})
    client.send(picture_of(1), timestamp="t1")
    error = client.next("error")
    assert (error["code"], error["details"]["timestamp"]) == ("inference_away", "t1")
    assert client.next("processing_error")["level"] == "critical"
    statistics = client.ask("get_statistics")["statistics"]
    assert (statistics["frames"], statistics["errors"]) == (0, 1)
    assert client.ask("reset_statistics")["statistics"]["errors"] == 0


def test_a_client_needs_a_key_or_a_log_in_that_permits_it(plant: CrowdPlant, connect: Connect) -> None:
    now = datetime.now(UTC)
    officer, viewer = plant.world.ours.tokens["officer"], plant.world.ours.tokens["viewer"]
    for accepted in (
        {"auth": {"token": officer}},
        {"auth": {"token": plant.key}},
        {"auth": None, "headers": {"X-API-Key": plant.key}},
        {"auth": None, "headers": {"Authorization": f"Bearer {plant.key}"}},
    ):
        connect(**accepted).next("connected")
    for refused, code in (
        ({"auth": None}, "not_authenticated"),
        ({"auth": {"token": 7}}, "not_authenticated"),
        ({"auth": {"api_key": "mk_unknown"}}, "not_authenticated"),
        ({"auth": {"api_key": plant.made_key("crowd", expires_at=now)}}, "key_expired"),
        ({"auth": {"api_key": plant.made_key("crowd", revoked_at=now)}}, "key_revoked"),
        ({"auth": {"api_key": plant.made_key("edge")}}, "not_allowed"),
        ({"auth": {"token": viewer}}, "not_allowed"),
    ):
        with pytest.raises(RefusedConnection, match=code):
            connect(**refused)


def test_the_fifty_first_client_is_refused_clearly_until_one_leaves(plant: CrowdPlant, connect: Connect) -> None:
    clients = [connect() for _ in range(CONNECTIONS)]
    clients[0].ask("subscribe", {"alerts": ["connection_limit"]})
    with pytest.raises(RefusedConnection, match="connection_limit") as refusal:
        connect()
    assert "50 clients are connected" in str(refusal.value)
    assert clients[0].next("connection_limit")["level"] == "error"
    stats = plant.get("/api/stats").json()
    assert (stats["active_connections"], stats["connection_limit"]) == (50, 50)
    clients[1].close()
    connect().next("connected")


def test_large_messages_are_for_connected_clients_only(plant: CrowdPlant) -> None:
    live = socketio.Client(reconnection=False)
    live.connect(
        plant.server.url,
        auth={"token": plant.world.ours.tokens["admin"]},
        namespaces=["/live"],
        transports=["websocket"],
    )
    live.emit("watch", {"camera_id": 1, "more": "x" * 200_000}, namespace="/live")
    live.wait()  # until it is disconnected
    assert not live.connected


def test_a_client_whose_key_is_revoked_is_disconnected(plant: CrowdPlant, connect: Connect) -> None:
    secret = plant.made_key("crowd")
    client, staying = connect(auth={"api_key": secret}), connect()
    client.next("connected")
    with plant.database.writing(Scope.installation()) as session:
        found = session.query(ApiKey).filter_by(key_hash=digest_of_key(secret)).one()
        found.revoked_at = datetime.now(UTC)
    client.client.wait()  # at most ten seconds
    assert not client.client.connected
    assert staying.client.connected


def malformed() -> list[Any]:
    """A thousand messages of which none is a picture."""
    good = picture_of(2, kind=".jpg")
    png = picture_of(2)
    bomb = bytearray(png)
    bomb[16:24] = (60_000).to_bytes(4, "big") * 2
    lying = bytearray(png)
    lying[16:24] = (10).to_bytes(4, "big") * 2
    frames: list[Any] = [None, "", 7, [], {}, True, "no base64!", "AAAA", "data:,x", b"", b"\xff\xd8\xff"]
    frames += ["data:image/svg+xml;base64,AAAA", "data:text/html;base64,AAAA", as_text(good) + "=", as_text(good)[:-1]]
    frames += [
        bytes(bomb),
        bytes(lying),
        as_text(bytes(bomb)),
        b"GIF89a" + bytes(100),
        b"RIFF\0\0\0\0WEBPVP8X" + bytes(30),
    ]
    frames += [bytes(4_000_001), "A" * 5_400_000, as_text(bytes(100)), " " + as_text(good), as_text(good) + "\n"]
    frames += [good[: len(good) * n // 400] for n in range(390)]
    frames += [png[:n] for n in range(0, len(png) - 12, max(1, len(png) // 300))]
    frames += [bytes([n % 256]) * (n + 1) for n in range(300)]
    frames += [b"\x89PNG\r\n\x1a\n" + bytes([n]) * 40 for n in range(200)]
    messages: list[Any] = [None, "text", 7, [], {}, {"picture": as_text(good)}]
    for settings in (7, [], "x", {"confidence_threshold": 2}, {"crowd_threshold": 0}, {"crowd_threshold": "many"}):
        messages.append({"frame": good, "settings": settings})
    for timestamp in ({}, [], "x" * 65, True, 1e300, 10**90, -(10**90)):
        messages.append({"frame": good, "timestamp": timestamp})
    messages += [{"frame": frame} for frame in frames]
    assert len(messages) >= 1000
    return messages[:1000]


def test_a_thousand_malformed_messages_get_an_error_each(plant: CrowdPlant, connect: Connect) -> None:
    codes = set()
    with PeopleServer(plant.redis, plant.frames):
        client = connect()
        for number, message in enumerate(malformed()):
            client.client.emit("process_frame", message, namespace="/ws")
            error = client.next("error")
            codes.add(error["code"])
            assert set(error) == {"code", "message", "details"}, number
            assert not any(word in error["message"] for word in ("Traceback", "cv2", "numpy", "Error(")), error
        client.send(picture_of(2))
        assert client.next("detection_result")["crowd_analysis"]["body_count"] == 2
    assert codes >= {
        *("invalid_message", "invalid_settings", "invalid_base64", "frame_too_large", "too_many_pixels"),
        *("unsupported_format", "undecodable_frame"),
    }
    assert "Traceback" not in plant.server.log.read_text()
    with plant.database.reading(Scope.installation()) as session:
        assert session.get(User, plant.world.ours.user_ids["admin"]) is not None
