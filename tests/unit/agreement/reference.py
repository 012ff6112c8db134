"""The reference formulas of agreement, which are not ours."""

import importlib.util
import os
import sys
from pathlib import Path
from statistics import NormalDist
from types import ModuleType, SimpleNamespace

import pytest

from app.agreement.distributions import f_quantile, t_quantile


def reference() -> ModuleType:
    """The reference formulas, where this machine has them.

    Of scipy they take the quantiles of F and t. Where it is not installed they are lent ours, which are checked
    against printed tables (test_agreement): the formulas are the reference's own all the same.
    """
    beside = Path(__file__).resolve().parents[3].parent / "shared" / "media"
    path = Path(os.environ.get("KIOSK_TEST_MEDIA", beside)).parent / "reference" / "ref_stats.py"
    if not path.is_file():
        pytest.skip("the reference formulas are not here")
    spec = importlib.util.spec_from_file_location("ref_stats", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        if importlib.util.find_spec("scipy") is None:
            scipy = ModuleType("scipy")
            scipy.stats = SimpleNamespace(  # type: ignore[attr-defined]
                f=SimpleNamespace(ppf=f_quantile),
                t=SimpleNamespace(ppf=t_quantile),
                norm=SimpleNamespace(ppf=NormalDist().inv_cdf),
            )
            patch.setitem(sys.modules, "scipy", scipy)
        spec.loader.exec_module(module)
    return module
