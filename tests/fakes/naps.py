"""Sleeping without waiting."""


class Naps:
    """Stands in for `time.sleep` and keeps how long was asked for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
