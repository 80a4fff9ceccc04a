"""Numbers → Prometheus's text exposition, through its own client library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from backend.core.system.latency import BOUNDS, LagNumbers

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Labels = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Family:
    """One metric with its samples. `kind` is gauge, counter or histogram."""

    name: str
    kind: str
    help: str
    samples: tuple[tuple[Labels, float | LagNumbers], ...]


def exposition(families: Iterable[Family]) -> str:
    """The families as text; one without samples is left out."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Found([family for family in families if family.samples]))
    return generate_latest(registry).decode()


class _Found(Collector):
    """What was found at one moment, as the library asks for it."""

    def __init__(self, families: list[Family]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        """Every family."""
        return map(_metric, self._families)

    def describe(self) -> Iterator[Metric]:
        """Nothing: a registry of its own has no names that could clash."""
        return iter(())


def _metric(family: Family) -> Metric:
    names = list(family.samples[0][0])
    if family.kind == "histogram":
        histogram = HistogramMetricFamily(family.name, family.help, labels=names)
        for labels, lag in family.samples:
            if isinstance(lag, LagNumbers):
                histogram.add_metric(_values(labels, names), _buckets(lag), lag.sum_seconds)
        return histogram
    plain = (CounterMetricFamily if family.kind == "counter" else GaugeMetricFamily)(
        family.name, family.help, labels=names
    )
    for labels, value in family.samples:
        if not isinstance(value, LagNumbers):
            plain.add_metric(_values(labels, names), value)
    return plain


def _values(labels: Labels, names: list[str]) -> list[str]:
    return [str(labels[name]) for name in names]


def _buckets(lag: LagNumbers) -> list[tuple[str, float]]:
    bounds = [*(f"{bound:g}" for bound in BOUNDS), "+Inf"]
    return list(zip(bounds, map(float, accumulate(lag.counts)), strict=True))
