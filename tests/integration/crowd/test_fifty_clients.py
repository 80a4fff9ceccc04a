"""Fifty clients at two pictures a second: each gets its share, and the backend's memory stays."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable

import psutil

from tests.fakes.people_server import PeopleServer, picture_of
from tests.integration.crowd.conftest import CONNECTIONS, CrowdPlant
from tests.support.crowd_client import StockClient

ROUNDS = 8
INTERVAL_SECONDS = 0.5
WARM_UP_ROUNDS = 3
MOST_GROWTH_BYTES = 40_000_000
"""Of the backend over the measured rounds: a picture that stays for each client and round would be three times this."""


def memory(plant: CrowdPlant) -> int:
    """Resident memory of the backend and its worker."""
    process = psutil.Process(plant.server.pid)
    return sum(one.memory_info().rss for one in (process, *process.children(recursive=True)))


def send_rounds(clients: list[StockClient], frame: bytes, rounds: int) -> None:
    """Each client sends a picture in each round."""
    for _ in range(rounds):
        began = time.monotonic()
        for client in clients:
            client.send(frame)
        time.sleep(max(0.0, INTERVAL_SECONDS - (time.monotonic() - began)))


def results(client: StockClient) -> int:
    """How many results it has, taken out."""
    count = 0
    while not client.received.empty():
        event, body = client.received.get()
        assert event in ("connected", "detection_result"), body
        count += event == "detection_result"
    return count


def test_each_of_fifty_clients_gets_its_share_and_memory_stays(
    plant: CrowdPlant, connect: Callable[..., StockClient]
) -> None:
    frame = picture_of(3, width=1280, height=720, kind=".jpg")
    with PeopleServer(plant.redis, plant.frames):
        clients = [connect() for _ in range(CONNECTIONS)]
        send_rounds(clients, frame, WARM_UP_ROUNDS)
        time.sleep(2)
        before = memory(plant)
        for client in clients:
            results(client)
        send_rounds(clients, frame, ROUNDS)
        time.sleep(3)
        counts = [results(client) for client in clients]
        after = memory(plant)
    assert min(counts) >= 1
    assert min(counts) >= 0.5 * statistics.mean(counts), counts  # a slow machine serves fewer, and all alike
    assert after - before < MOST_GROWTH_BYTES
    assert threading.active_count() < 1000


def test_a_client_that_floods_takes_nothing_from_others(plant: CrowdPlant, connect: Callable[..., StockClient]) -> None:
    frame = picture_of(3)
    with PeopleServer(plant.redis, plant.frames, seconds=0.05):
        flooding, *calm = (connect() for _ in range(5))
        for _ in range(10):
            for _ in range(20):
                flooding.send(frame)
            for client in calm:
                client.send(frame)
            time.sleep(0.5)
        time.sleep(2)
        calm_counts = [results(client) for client in calm]
        flooded = results(flooding)
    assert min(calm_counts) >= 7, (calm_counts, flooded)
