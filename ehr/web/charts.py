"""Options of ECharts, made on the server; `static/hub.js` hands them over as they are. Each has its table beside it."""

from collections.abc import Sequence
from typing import Any

from ehr.web.numbers import HIGHEST, LOWEST
from ehr.web.views.picture import DimensionScore, Picture

# The tokens of static/hub.css, which are those of the kiosk.
INK, INK_SOFT, LINE, ACCENT, ACCENT_SOFT, TROUBLE = (
    "#24221D",
    "#5A554B",
    "#E5DED2",
    "#0B6B66",
    "#B5D6D2",
    "#8A2A17",
)
# Told apart by shape as well as by colour.
SERIES = (("#0B6B66", "circle"), ("#B25E00", "rect"), ("#5B3FA0", "triangle"), ("#8A2A17", "diamond"))
FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei UI", sans-serif'

Option = dict[str, Any]


def picture_option(picture: Picture) -> Option:
    """Scores of the dimensions as points on ±1 standard error, with the floor of the job. Not scored: no point."""
    rows = list(reversed(picture.dimensions))
    floor = picture.line.floor if picture.line else None
    return _frame([_label(row) for row in rows]) | {
        "series": [
            {"type": "bar", "stack": "error", "silent": True, "itemStyle": {"color": "transparent"},
             "data": [_low(row) for row in rows], "barWidth": 12},
            {"type": "bar", "stack": "error", "silent": True, "itemStyle": {"color": ACCENT_SOFT, "borderRadius": 6},
             "data": [_width(row) for row in rows], "barWidth": 12},
            {"type": "scatter", "symbolSize": 14, "itemStyle": {"color": ACCENT},
             "label": {"show": True, "position": "top", "color": INK, "fontWeight": "bold"},
             "data": [_point(row.value.score, index) for index, row in enumerate(rows) if row.value.score is not None],
             "markLine": _floor(floor)},
        ]
    }  # fmt: skip


def comparison_option(names: Sequence[str], pictures: Sequence[Picture]) -> Option:
    """The dimensions of two to four candidates as points of different shape. `names` are what the legend says."""
    first = list(reversed(pictures[0].dimensions))
    series = []
    for place, (name, picture, (colour, shape)) in enumerate(zip(names, pictures, SERIES, strict=False)):
        found = {row.id: row.value.score for row in picture.dimensions}
        points = [[found[row.id], index] for index, row in enumerate(first) if found.get(row.id) is not None]
        series.append(
            {
                "type": "scatter",
                "name": name,
                "symbol": shape,
                "symbolSize": 13,
                "symbolOffset": [
                    0,
                    round((place - (len(names) - 1) / 2) * 13),
                ],  # nobody hides behind another
                "itemStyle": {"color": colour},
                "data": points,
            }
        )
    legend = {"top": 0, "left": 0, "textStyle": {"color": INK, "fontSize": 13}, "selectedMode": False}
    frame = _frame([_label(row) for row in first])
    frame["grid"] |= {"top": 40}
    return frame | {"series": series, "legend": legend}


def _frame(categories: list[str]) -> Option:
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "color": INK},
        "grid": {"left": 4, "right": 24, "top": 18, "bottom": 4, "containLabel": True},
        "xAxis": {"type": "value", "min": LOWEST, "max": HIGHEST, "interval": 1, "axisLabel": {"color": INK_SOFT},
                  "splitLine": {"lineStyle": {"color": LINE}}},
        "yAxis": {"type": "category", "data": categories, "axisTick": {"show": False}, "axisLine": {"show": False},
                  "axisLabel": {"color": INK, "fontSize": 13}},
    }  # fmt: skip


def _label(row: DimensionScore) -> str:
    return f"{row.name}  {row.weight:.0f}%" if row.weight else row.name


def _point(score: float, index: int) -> Option:
    return {"value": [score, index], "label": {"formatter": f"{score:.2f}"}}


def _low(row: DimensionScore) -> float | str:
    if row.value.score is None:
        return "-"
    return max(row.value.score - (row.value.standard_error or 0), LOWEST)


def _width(row: DimensionScore) -> float | str:
    low = _low(row)
    if row.value.score is None or isinstance(low, str):
        return "-"
    return round(min(row.value.score + (row.value.standard_error or 0), HIGHEST) - low, 3)


def _floor(floor: float | None) -> Option:
    if floor is None:
        return {}
    return {
        "silent": True,
        "symbol": "none",
        "data": [{"xAxis": floor}],
        "lineStyle": {"color": TROUBLE, "type": "dashed"},
        "label": {"show": True, "formatter": f"{floor:g}", "color": TROUBLE, "position": "end"},
    }
