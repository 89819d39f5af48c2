"""`python -m standards_site` is the `standards` command."""

import sys

from .cli import main

sys.exit(main())
