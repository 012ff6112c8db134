"""What the screen of devices shows: what is plugged in just now, and the last test."""

from collections.abc import Callable
from dataclasses import dataclass

from app.office.machine import Machine
from app.office.values import DevicesView, DeviceTest


@dataclass(slots=True)
class DeviceDesk:
    """Keeps the last test until the program ends."""

    machine: Machine
    clock_s: Callable[[], float]
    _last: DeviceTest | None = None

    def view(self) -> DevicesView:
        """As it is now; asks the machine, and opens no device."""
        found = self.machine.plugged()
        return DevicesView(None if found is None else tuple(found), self._last)

    def test(self) -> DevicesView:
        """After a test just made."""
        checks = tuple(self.machine.devices())
        self._last = DeviceTest(self.clock_s(), checks, self.machine.level())
        return self.view()
