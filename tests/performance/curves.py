"""Curves as SVG files: the same points make the same bytes, legible on light and dark pages."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MultipleLocator

Points = Sequence[tuple[float, float]]

_INCHES = (8.0, 3.6)
_MARGINS = {"bottom": 0.15, "top": 0.89}
_GREY = "#6e7781"  # 4.5:1 on white, 4.2:1 on a dark page
_COLOURS = ("#3b82d0", "#d9730d", "#2f9e62", "#9b6bdf", "#d9484a", "#1a9aa8", "#b8860b", "#7d8590")
_POINTS = 1_000
"""Of all lines together, which keeps a file under 40 KB."""
_LETTER = 0.085
"""Inches: the width of a label's letter, generously."""
_AXIS = 0.35
"""Inches: the height of the y axis's own label, and its ticks."""
_LINE = 11.0
"""Points from one label to the next, so that none covers another."""
_SETTINGS = {
    "svg.hashsalt": "publish-event",
    "svg.fonttype": "none",
    "font.size": 9,
    "text.color": _GREY,
    "axes.edgecolor": _GREY,
    "axes.labelcolor": _GREY,
    "xtick.color": _GREY,
    "ytick.color": _GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def draw(
    path: Path,
    title: str,
    x_label: str,
    y_label: str,
    lines: Mapping[str, Points],
    *,
    log: bool = False,
    x_step: float | None = None,
    spans: Mapping[str, tuple[float, float]] | None = None,
) -> None:
    """Write an SVG of these lines, each named at its end.

    `lines`: points (x, y) by name, x ascending. `log`: y on a logarithmic scale, where what is not
    above zero is left out. `x_step`: from one tick to the next, the first at 0. `spans`: stretches
    of x to shade, by name.
    """
    with matplotlib.rc_context(_SETTINGS):  # type: ignore[arg-type]  # its keys are literals
        figure = Figure(figsize=_INCHES)
        axes = figure.add_subplot()
        axes.set_title(title, loc="left", fontsize=10)
        axes.set(xlabel=x_label, ylabel=y_label, yscale="log" if log else "linear")
        axes.yaxis.set_major_formatter(FuncFormatter(_number))
        axes.grid(axis="y", color=_GREY, alpha=0.25, linewidth=0.6)
        for points, colour in zip(lines.values(), _COLOURS, strict=False):
            shown = [point for point in points if point[1] > 0] if log else points
            thin = thinned(shown, _POINTS // len(lines))
            axes.plot(*zip(*thin, strict=True), color=colour, linewidth=1.5)
        if not log:
            axes.set_ylim(bottom=0)
        axes.margins(x=0)
        if x_step:
            axes.set_xlim(left=0)
            axes.xaxis.set_major_locator(MultipleLocator(x_step))
        axes.autoscale_view()  # now: it moves the lines' ends on a logarithmic scale
        _leave_room(axes, lines)
        for name, (start, end) in (spans or {}).items():
            axes.axvspan(start, end, color=_GREY, alpha=0.15, linewidth=0)
            axes.annotate(
                name,
                (start, 1),
                (4, -10),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
            )
        _label(axes, list(lines))
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(
            path, format="svg", transparent=True, metadata={"Date": None, "Creator": None}
        )


def _leave_room(axes: Axes, names: Iterable[str]) -> None:
    """On the left for the numbers and what they are, on the right for the lines' names."""
    low, high = axes.get_ylim()
    numbers = max(len(_number(y)) for y in axes.get_yticks() if low <= y <= high)
    left = _AXIS + numbers * _LETTER
    right = max(len(name) for name in names) * _LETTER
    axes.figure.subplots_adjust(left=left / _INCHES[0], right=1 - right / _INCHES[0], **_MARGINS)


def _number(y: float, _position: int | None = None) -> str:
    return f"{y:,.10g}"


def _label(axes: Axes, names: Sequence[str]) -> None:
    """Each name beside its line's end."""
    points = 72 / axes.figure.dpi
    ends = [(float(line.get_xdata()[-1]), float(line.get_ydata()[-1])) for line in axes.lines]  # type: ignore[index, arg-type]  # its ArrayLike is an array
    heights = [float(axes.transData.transform(end)[1]) * points for end in ends]
    for line, name, end, before, after in zip(
        axes.lines, names, ends, heights, apart(heights, _LINE), strict=True
    ):
        axes.annotate(
            name,
            end,
            (5, after - before),
            textcoords="offset points",
            va="center",
            color=line.get_color(),
        )


def thinned(points: Points, most: int) -> Points:
    """At most so many of the points: the lowest and the highest of each stretch, and both ends."""
    if len(points) <= most:
        return points
    inner, stretches = points[1:-1], (most - 2) // 2
    chosen = [points[0]]
    for index in range(stretches):
        stretch = inner[index * len(inner) // stretches : (index + 1) * len(inner) // stretches]
        ends = {min(stretch, key=lambda point: point[1]), max(stretch, key=lambda point: point[1])}
        chosen += sorted(ends)
    return [*chosen, points[-1]]


def apart(heights: Iterable[float], distance: float) -> list[float]:
    """The heights, moved until neighbours are a distance apart; their order stays."""
    found = list(heights)
    order = sorted(range(len(found)), key=found.__getitem__)
    for lower, upper in pairwise(order):
        found[upper] = max(found[upper], found[lower] + distance)
    return found
