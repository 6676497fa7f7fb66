"""x"""

import pathlib
import sys

from decisions.testcases import run_folder

ran = list(run_folder(pathlib.Path(sys.argv[1])))
for r in ran:
    if r.reason:
        print(r.file, r.case, r.result, r.reason)
bad = sum(bool(r.reason) for r in ran)
print(f"{len(ran) - bad} passed, {bad} failed")
