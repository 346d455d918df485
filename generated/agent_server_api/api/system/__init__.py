"""The operations of the tag ``system``; import each from its own module.

- ``system_docs``: ``GET /docs``
- ``system_health``: ``GET /ok``
- ``system_info``: ``GET /info``
- ``system_metrics``: ``GET /metrics``
"""
