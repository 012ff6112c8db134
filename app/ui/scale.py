"""One design, drawn for 1280 x 800, at the size of the real screen.

Layouts and widgets remember their design sizes as Qt properties; `rescale` applies a factor to all of them.
"""

from PySide6.QtWidgets import QLayout, QWidget

DESIGN_WIDTH_PX = 1280
DESIGN_HEIGHT_PX = 800
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


def factor_for(width_px: int, height_px: int) -> float:
    """The factor at which the design fits a window of this size."""
    fits = min(width_px / DESIGN_WIDTH_PX, height_px / DESIGN_HEIGHT_PX)
    return max(_SMALLEST, min(_LARGEST, fits))


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
) -> None:
    """Give `widget` sizes in design pixels; 0 leaves one free."""
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
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(spacing)


def _scale_widget(widget: QWidget, factor: float) -> None:
    design = widget.property("design_size")
    if design is None:
        return
    min_width, min_height, max_width, max_height = (round(int(value) * factor) for value in design)
    if min_width:
        widget.setMinimumWidth(min_width)
    if min_height:
        widget.setMinimumHeight(min_height)
    if max_width:
        widget.setMaximumWidth(max_width)
    if max_height:
        widget.setMaximumHeight(max_height)
