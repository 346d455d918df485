"""The operations of the tag ``assistants``; import each from its own module.

- ``assistants_count``: ``POST /assistants/count``
- ``assistants_create``: ``POST /assistants``
- ``assistants_delete``: ``DELETE /assistants/{assistant_id}``
- ``assistants_get``: ``GET /assistants/{assistant_id}``
- ``assistants_get_graph``: ``GET /assistants/{assistant_id}/graph``
- ``assistants_get_schemas``: ``GET /assistants/{assistant_id}/schemas``
- ``assistants_get_subgraphs``: ``GET /assistants/{assistant_id}/subgraphs``
- ``assistants_get_subgraphs_in_namespace``: ``GET /assistants/{assistant_id}/subgraphs/{namespace}``
- ``assistants_get_versions``: ``POST /assistants/{assistant_id}/versions``
- ``assistants_search``: ``POST /assistants/search``
- ``assistants_set_latest``: ``POST /assistants/{assistant_id}/latest``
- ``assistants_update``: ``PATCH /assistants/{assistant_id}``
"""
