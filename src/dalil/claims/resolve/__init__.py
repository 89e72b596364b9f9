"""Which mentions of a case are one: judgements by rule, each with its reason.

``judging`` is the door; what is doubtful is asked, not joined.
"""
