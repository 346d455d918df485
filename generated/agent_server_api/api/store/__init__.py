"""The operations of the tag ``store``; import each from its own module.

- ``store_delete_item``: ``DELETE /store/items``
- ``store_get_item``: ``GET /store/items``
- ``store_list_namespaces``: ``POST /store/namespaces``
- ``store_put_item``: ``PUT /store/items``
- ``store_search_items``: ``POST /store/items/search``
"""
