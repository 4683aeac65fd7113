"""What differs between what the files want and what the cloud says, named by its path."""

from typing import Any

import pytest

from infra.deploy.compare import Including, NotEmpty, differences


@pytest.mark.parametrize(
    ("wanted", "found", "lines"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, []),  # Google adds fields
        ({"a": 1}, {"a": 2}, ["a: 2 in the cloud, 1 here"]),
        ({"a": {"b": "x"}}, {}, ["a.b: null in the cloud, x here"]),
        ({"a": "0s", "b": False, "c": "", "d": "STRING"}, {}, []),  # Google leaves defaults out
        ({"a": "0s"}, {"a": "60s"}, ["a: 60s in the cloud, 0s here"]),
        ({"a": [1, 2]}, {"a": [1]}, ["a: [1] in the cloud, [1, 2] here"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 1}]}, []),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, ["a[0].b: 2 in the cloud, 1 here"]),
        ({"a": Including(("x", "y"))}, {"a": ["z", "x"]}, ["a: lacks y"]),
        ({"a": Including(("x",))}, None, ["a: lacks x"]),
        ({"a": NotEmpty()}, {"a": ["anything"]}, []),
        ({"a": NotEmpty()}, {}, ["a: empty"]),
    ],
)
def test_a_difference_is_what_is_wanted_and_not_there(
    wanted: Any, found: Any, lines: list[str]
) -> None:
    assert differences(wanted, found) == lines


def test_a_long_value_is_cut_and_stays_on_its_line() -> None:
    (line,) = differences({"rules": "x\n" * 500}, {"rules": "y\nz"})
    assert len(line) < 200
    assert "\n" not in line
