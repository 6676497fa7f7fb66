"""`python -m decisions`: evaluate, test, verify and format decision models and FEEL expressions."""

import sys
from datetime import datetime

from decisions.command_line import run

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], datetime.now().astimezone()))
