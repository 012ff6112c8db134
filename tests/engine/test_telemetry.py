"""No library tells its maker anything: onnxruntime begins no session of its own."""

import os
import subprocess
import sys
from pathlib import Path


def test_onnxruntime_is_loaded_without_a_session_of_its_telemetry(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run(
        [sys.executable, "-c", "import app.analysis.vad"],
        env={**environment, "TMPDIR": str(tmp_path)},
        check=True,
        timeout=60,
    )
    assert list(tmp_path.iterdir()) == [], "its session would be a file .ses"
