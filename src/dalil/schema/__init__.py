"""Kinds of things and their names in FollowTheMoney; the only room that knows FtM."""
