"""The kiosk: the interview terminal in a walk-in recruiting centre."""

import os

__version__ = "0.1.0"

# onnxruntime 1.32 reports its use to its maker unless this stands before it is loaded; children inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
