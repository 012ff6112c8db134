"""The media process: started by the supervisor as `python -m app.engine FD PREVIEW ANALYSIS`."""

import logging
import sys

from app.engine.child import main
from app.log import Discreet
from app.watch.crash_report import report_to_stderr

if __name__ == "__main__":
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    report_to_stderr()
    sys.exit(main(sys.argv[1:]))
