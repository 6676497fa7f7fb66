"""Meetings about a case: who may be invited to hear what, who answered, what was said, what the person may see of it.

Nobody hears at a meeting what they may not read elsewhere: whoever is invited to a part has to be released for every category
that is spoken of in it, and an invitation ends with that release. Source: LU-03, LU-05, LU-08, StGB Art. 321.

Start reading at `inviting.py`, then `lapsing.py`.
"""
