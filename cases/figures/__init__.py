"""Figures that offices steer by: counted from histories, persons and not cases, always with what they are made of (LU-10).

`course.py` what of a case is counted; `counting.py` the figures; `small.py` what is not passed on; `sharing.py` costs in thirds;
`gathering.py` reads histories in portions; `declared.py` what procedures say of it; `kept.py` what was counted, in a row.
"""
