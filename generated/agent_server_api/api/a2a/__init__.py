"""The operations of the tag ``a2a``; import each from its own module.

- ``a2a_send``: ``POST /a2a/{assistant_id}``
"""
