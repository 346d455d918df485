"""The operations of the tag ``threads``; import each from its own module.

- ``threads_copy``: ``POST /threads/{thread_id}/copy``
- ``threads_count``: ``POST /threads/count``
- ``threads_create``: ``POST /threads``
- ``threads_delete``: ``DELETE /threads/{thread_id}``
- ``threads_get``: ``GET /threads/{thread_id}``
- ``threads_get_history``: ``GET /threads/{thread_id}/history``
- ``threads_get_state``: ``GET /threads/{thread_id}/state``
- ``threads_get_state_at_checkpoint``: ``GET /threads/{thread_id}/state/{checkpoint_id}``
- ``threads_get_state_by_checkpoint``: ``POST /threads/{thread_id}/state/checkpoint``
- ``threads_get_storage``: ``GET /threads/{thread_id}/storage``
- ``threads_join_stream``: ``GET /threads/{thread_id}/stream``
- ``threads_prune``: ``POST /threads/prune``
- ``threads_search``: ``POST /threads/search``
- ``threads_search_history``: ``POST /threads/{thread_id}/history``
- ``threads_send_command``: ``POST /threads/{thread_id}/commands``
- ``threads_stream_events``: ``POST /threads/{thread_id}/stream/events``
- ``threads_update``: ``PATCH /threads/{thread_id}``
- ``threads_update_state``: ``POST /threads/{thread_id}/state``
"""
