"""`python -m generator` is `joinedup`."""

import sys

from generator.cli import main

sys.exit(main())
