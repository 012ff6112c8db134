"""Counts and times for Prometheus; labels are routes, methods and statuses, never ids."""

import secrets

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from starlette.requests import Request

BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


class Metrics:
    """What one copy of the hub counted since its start."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ["method", "route", "status"]
        self._requests = Counter("ehr_requests", "Requests answered", labels, registry=self.registry)
        self._seconds = Histogram(
            "ehr_request_seconds", "Time to an answer", labels[:2], buckets=BUCKETS_S, registry=self.registry
        )

    def answered(self, method: str, route: str, status: int, took_s: float) -> None:
        """One request is over; `route` is its template."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(took_s)

    def text(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self.registry)


def may_scrape(request: Request, token: str | None) -> bool:
    """True for who shows the token; without one, for this machine and not through a proxy."""
    shown = request.headers.get("authorization", "")
    if token is not None:
        return secrets.compare_digest(shown.encode(), f"Bearer {token}".encode())
    peer = request.client.host if request.client else ""
    forwarded = {"forwarded", "x-forwarded-for"} & set(request.headers)
    return peer in LOOPBACK and not forwarded
