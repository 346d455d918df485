"""Breaches of what a server says of itself, seen by hand."""

from __future__ import annotations

from mutants import system

from .api import Demonstrations

SYSTEM: Demonstrations = {
    system.InfoDropsLibraryVersion: lambda api: "langgraph_py_version" not in api.get("/info"),
    system.FlagsAreText: lambda api: api.get("/info")["flags"]["assistants"] == "true",
    system.HealthIsText: lambda api: api.get("/ok")["ok"] == "yes",
    system.HealthIsEmpty: lambda api: api("GET", "/ok").status_code == 204,
    system.DocsAreJson: lambda api: api("GET", "/docs").headers["content-type"] == "application/json",
    system.MetricsFail: lambda api: api("GET", "/metrics?format=json").status_code == 500,
}
