"""What has changed in; told to every page that listens, out."""

from __future__ import annotations

import json
from threading import Condition
from typing import Any


class News:
    """The one thing that pages want to know: the latest state. Who comes late, or was away, misses nothing."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._number = 0
        self._text = "{}"

    def tell(self, state: dict[str, Any]) -> None:
        """Let everybody know a state, unless they do."""
        text = json.dumps(state, ensure_ascii=False)
        with self._condition:
            if text != self._text:
                self._text = text
                self._number += 1
                self._condition.notify_all()

    def wait(self, known: int, seconds: float) -> tuple[int, str]:
        """Return the number and the text of the latest state, at the latest after so many seconds.

        Where `known` is that number already, nothing has happened meanwhile.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._number != known, seconds)
            return self._number, self._text
