"""`python -m nwtool`."""

import sys

from nwtool.cli import main

if __name__ == "__main__":
    sys.exit(main())
