"""The JSON API under /api: one file a resource. Every route says who may call it (api/access.py)."""
