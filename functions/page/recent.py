"""A cache within so many bytes."""

from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Values by key; when they take more than `most_bytes`, the least recently used goes first."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._held = most_bytes, 0
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str) -> Value | None:
        if not (found := self._values.get(key)):
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: str, value: Value, size: int) -> None:
        """`size` is what the value takes, in bytes."""
        if replaced := self._values.pop(key, None):
            self._held -= replaced[1]
        self._values[key] = value, size
        self._held += size
        while self._held > self._most:
            _, (_, dropped) = self._values.popitem(last=False)
            self._held -= dropped
