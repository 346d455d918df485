"""Load on a server by the wrapper's own requests, each answer judged: a file for Locust."""

from pathlib import Path

LOCUSTFILE = Path(__file__).with_name("locustfile.py")
