"""What Prometheus says, as the page of monitoring wants it."""

import asyncio
import json
import math
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from hubserver.monitoring.wanted import PROMETHEUS_PORT
from monitoring_charts import CHARTS, FACTS
from tornado.httpclient import AsyncHTTPClient, HTTPError

_PROMETHEUS = f"http://127.0.0.1:{PROMETHEUS_PORT}/api/v1"
# So many users have a line of their own; those of the others are one line together.
_LINES = 12
_OTHERS = "All others"
_MOUNTS = {"/": "Server's disk", "/srv/data": "Data volume", "/srv/backup": "Backup volume"}


@dataclass(frozen=True)
class Period:
    """Seconds: all of it, from point to point, and what a point that counts is about."""

    length: int
    step: int
    counted: int


PERIODS = {
    "hour": Period(3600, 30, 300),
    "day": Period(86_400, 300, 3600),
    "week": Period(7 * 86_400, 1800, 6 * 3600),
    "month": Period(30 * 86_400, 7200, 86_400),
}


class Unavailable(Exception):
    """Prometheus does not answer as it should."""


async def of(period):
    """The period up to now, as what json.dumps takes.

    {"times": [seconds since 1970], "charts": {name: [{"label", "values": [number or None]}]}, "facts": {name: number or
    None}}; each line has a value for each time.
    """
    end = int(time.time()) // period.step * period.step
    start = end - period.length
    lines = [(chart, label, query) for chart, queries in CHARTS.items() for label, query in queries]
    bounds = {"start": start, "end": end, "step": period.step}
    # A figure comes once in a minute at least; a rate needs several.
    windows = {"rate": f"{max(300, period.step)}s", "counted": f"{period.counted}s"}
    results = await asyncio.gather(
        *(_ask("query_range", query=query % windows, **bounds) for _, _, query in lines),
        *(_ask("query", query=query) for query in FACTS.values()),
    )
    charts = {chart: [] for chart in CHARTS}
    for (chart, label, _), result in zip(lines, results, strict=False):
        charts[chart] += [_line(label, series, start, period) for series in result]
    facts = dict(zip(FACTS, (_fact(result) for result in results[len(lines) :]), strict=True))
    times = list(range(start, end + 1, period.step))
    return {"times": times, "charts": {name: _shortened(lines) for name, lines in charts.items()}, "facts": facts}


async def _ask(what, **parameters):
    try:
        answer = await AsyncHTTPClient().fetch(f"{_PROMETHEUS}/{what}?{urlencode(parameters)}", request_timeout=40)
        return json.loads(answer.body)["data"]["result"]
    except (OSError, HTTPError, ValueError, KeyError) as error:
        raise Unavailable(f"Prometheus does not answer: {error}") from error


def _line(label, series, start, period):
    values = [None] * (period.length // period.step + 1)
    for moment, text in series["values"]:
        values[round((moment - start) / period.step)] = _number(text)
    return {"label": label or _name(series["metric"]), "values": values}


def _name(labels):
    return labels["user"] if "user" in labels else _MOUNTS[labels["mountpoint"]]


def _shortened(lines):
    ordered = sorted(lines, key=lambda line: -max((value for value in line["values"] if value), default=0))
    if len(lines) <= _LINES:
        return lines
    columns = zip(*(line["values"] for line in ordered[_LINES:]), strict=True)
    sums = [sum(known) if (known := [value for value in column if value is not None]) else None for column in columns]
    return [*ordered[:_LINES], {"label": _OTHERS, "values": sums}]


def _fact(result):
    return _number(result[0]["value"][1]) if result else None


def _number(text):
    """None for what is no number in JSON, such as a share of nothing."""
    number = float(text)
    return number if math.isfinite(number) else None
