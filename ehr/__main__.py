"""`python -m ehr` is the program `ehr`."""

import sys

from ehr.cli import main

sys.exit(main())
