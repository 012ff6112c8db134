"""One design, drawn for 1280 x 800 (or 900 x 1400 upright), at the size of the real screen.

Layouts and widgets remember their design sizes as Qt properties; `rescale` applies a factor to all of them.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QWidget

from app.ui.theme import look_of

DESIGN_WIDTH_PX, DESIGN_HEIGHT_PX = 1280, 800
UPRIGHT_WIDTH_PX, UPRIGHT_HEIGHT_PX = (
    900,
    1400,
)  # the same design on a screen that stands: columns become rows
_PAGE_SIDE_PX = 48  # a margin from here on is the edge of a page; an upright screen has room for half of it
_COLUMN_UPRIGHT, _ROW_UPRIGHT = "column", "row"
_LARGE_TYPE = 1.25  # what holds only words grows with them
_WIDEST_PX = 16_777_215  # Qt's word for "no limit"
_SMALLEST, _LARGEST = 0.9, 2.5  # 0.9: a touch target of 54 design pixels is still 48


class Scalable:
    """A widget that paints itself: `rescale` gives it the factor."""

    factor: float = 1.0

    def set_factor(self, factor: float) -> None:
        """Draw at `factor` from now on."""
        self.factor = factor

    def px(self, design_px: float) -> int:
        """`design_px` at the current factor, in whole pixels."""
        return round(design_px * self.factor)


def factor_for(width_px: int, height_px: int, ratio: float = 1.0) -> float:
    """The factor at which the design fits a window of this size.

    ratio: dots of the screen for one pixel, 1 to 2 and more; limits hold for dots, so a system's own scale changes
    nothing about what is seen.
    """
    upright = is_upright(width_px, height_px)
    width, height = (UPRIGHT_WIDTH_PX, UPRIGHT_HEIGHT_PX) if upright else (DESIGN_WIDTH_PX, DESIGN_HEIGHT_PX)
    fits = min(width_px / width, height_px / height)
    return max(_SMALLEST / ratio, min(_LARGEST, fits))


def is_upright(width_px: int, height_px: int) -> bool:
    """True for a screen that is higher than wide."""
    return height_px > width_px


def turns(layout: QBoxLayout, *, stands: bool) -> None:
    """Let `layout` change its direction with the screen. stands: it is a column on an upright one, else a row."""
    layout.setProperty("turns", _COLUMN_UPRIGHT if stands else _ROW_UPRIGHT)


def shares(layout: QBoxLayout, parts: Mapping[int, int]) -> None:
    """How the parts of `layout`, by their place in it, share the room of a screen that lies.

    On an upright one each of them has the height it asks for; what is left over is air.
    """
    layout.setProperty("shares", [[at, share] for at, share in parts.items()])
    for at, share in parts.items():
        layout.setStretch(at, share)


def air() -> QWidget:
    """Empty room that only an upright screen has; give it a stretch in the page's column."""
    made = QWidget()
    made.setProperty("only_upright", True)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    made.hide()
    return made


def keep_place(widget: QWidget, keeps: bool = True) -> None:
    """Let `widget` keep its room while it is hidden, or no longer: what stands around it does not move."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(keeps)
    widget.setSizePolicy(policy)


def keep_place_upright(widget: QWidget) -> None:
    """Let `widget` keep its room while it is hidden on an upright screen, where parts stand one above the other."""
    widget.setProperty("keeps_upright", True)


def turn(root: QWidget, *, upright: bool) -> None:
    """Lay out everything in `root` for a screen that stands, or lies."""
    for layout in root.findChildren(QBoxLayout):
        kind = layout.property("turns")
        if kind is not None:
            is_column = upright == (kind == _COLUMN_UPRIGHT)
            layout.setDirection(
                QBoxLayout.Direction.TopToBottom if is_column else QBoxLayout.Direction.LeftToRight
            )
        for at, share in layout.property("shares") or ():
            layout.setStretch(int(at), 0 if upright else int(share))
    for each in [*root.findChildren(QWidget), *root.findChildren(QLayout)]:
        each.setProperty("stands", upright)
        if isinstance(each, QWidget) and each.property("only_upright"):
            each.setVisible(upright)
        if isinstance(each, QWidget) and each.property("keeps_upright"):
            keep_place(each, upright)


def space(layout: QLayout, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 0) -> None:
    """Give `layout` its margins (left, top, right, bottom) and spacing in design pixels."""
    layout.setProperty("design_space", [*margins, spacing])
    _scale_layout(layout, 1.0)


def fix(
    widget: QWidget,
    *,
    width: int = 0,
    height: int = 0,
    min_width: int = 0,
    min_height: int = 0,
    max_width: int = 0,
    max_height: int = 0,
    grows: bool = False,
    only_lying: bool = False,
) -> None:
    """Give `widget` sizes in design pixels; 0 leaves one free.

    grows: with large type. only_lying: on an upright screen every size is free.
    """
    widget.setProperty("design_grows", grows)
    widget.setProperty("design_only_lying", only_lying)
    widget.setProperty(
        "design_size",
        [width or min_width, height or min_height, width or max_width, height or max_height],
    )
    _scale_widget(widget, 1.0)


def rescale(root: QWidget, factor: float) -> None:
    """Apply `factor` to `root` and everything in it."""
    for layout in root.findChildren(QLayout):
        _scale_layout(layout, factor)
    for widget in [root, *root.findChildren(QWidget)]:
        _scale_widget(widget, factor)
        if isinstance(widget, Scalable):
            widget.set_factor(factor)
            widget.updateGeometry()
            widget.update()


def _scale_layout(layout: QLayout, factor: float) -> None:
    design = layout.property("design_space")
    if design is not None:
        left, top, right, bottom, spacing = (round(int(value) * factor) for value in design)
        if layout.property("stands") and int(design[0]) >= _PAGE_SIDE_PX:
            left, right = left // 2, right // 2
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(spacing)


def _scale_widget(widget: QWidget, factor: float) -> None:
    design = widget.property("design_size")
    if design is None:
        return
    if widget.property("design_only_lying") and widget.property("stands"):
        widget.setMinimumSize(0, 0)
        widget.setMaximumSize(_WIDEST_PX, _WIDEST_PX)
        return
    if widget.property("design_grows") and look_of(widget).large_type:
        factor *= _LARGE_TYPE
    min_width, min_height, max_width, max_height = (round(int(value) * factor) for value in design)
    if min_width:
        widget.setMinimumWidth(min_width)
    if min_height:
        widget.setMinimumHeight(min_height)
    if max_width:
        widget.setMaximumWidth(max_width)
    if max_height:
        widget.setMaximumHeight(max_height)
