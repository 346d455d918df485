"""The operations of the tag ``mcp``; import each from its own module.

- ``mcp_delete``: ``DELETE /mcp``
- ``mcp_get``: ``GET /mcp``
- ``mcp_post``: ``POST /mcp``
"""
