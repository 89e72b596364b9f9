"""Relations that sentences state.

Family, offices, ownership, payments, mandates, memberships: one module a way of saying it;
``relations`` is the door.
"""
