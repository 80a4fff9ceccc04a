"""The exposition is what Prometheus reads."""

from backend.adapters.system.metrics_text import Family, exposition
from backend.core.system.latency import Lag


def test_a_gauge_a_counter_and_labels_with_odd_characters() -> None:
    text = exposition(
        [
            Family("a_bytes", "gauge", "Bytes.\nMany.", (({}, 1.5),)),
            Family("b_total", "counter", "Things.", (({"reason": 'a"b\\c\nd'}, 3.0),)),
            Family("nothing", "gauge", "Not known.", ()),
        ]
    )
    assert text.splitlines() == [
        "# HELP a_bytes Bytes.\\nMany.",
        "# TYPE a_bytes gauge",
        "a_bytes 1.5",
        "# HELP b_total Things.",
        "# TYPE b_total counter",
        'b_total{reason="a\\"b\\\\c\\nd"} 3.0',
    ]


def test_a_histograms_buckets_are_cumulative() -> None:
    lag = Lag()
    for seconds in (0.01, 0.15, 0.15, 500.0):
        lag.add(seconds)
    found = lag.numbers()
    assert found is not None
    lines = exposition([Family("x_seconds", "histogram", "X.", (({"camera": 1}, found),))]).splitlines()
    assert 'x_seconds_bucket{camera="1",le="0.05"} 1.0' in lines
    assert 'x_seconds_bucket{camera="1",le="0.2"} 3.0' in lines
    assert 'x_seconds_bucket{camera="1",le="60"} 3.0' in lines
    assert 'x_seconds_bucket{camera="1",le="+Inf"} 4.0' in lines
    assert 'x_seconds_sum{camera="1"} 500.31' in lines
    assert lines[-2] == 'x_seconds_count{camera="1"} 4.0'
