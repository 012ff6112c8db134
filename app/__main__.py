"""`python -m app` is the program `kiosk`."""

import sys

from app.cli import main

sys.exit(main())
