"""The media process: started by the supervisor as `python -m app.engine FD PREVIEW ANALYSIS`."""

import logging
import sys

from app.engine.child import main

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s engine %(name)s %(levelname)s %(message)s")
    sys.exit(main(sys.argv[1:]))
