"""Streams: events as they arrive."""
