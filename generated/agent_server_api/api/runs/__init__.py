"""The operations of the tag ``runs``; import each from its own module.

- ``runs_cancel``: ``POST /threads/{thread_id}/runs/{run_id}/cancel``
- ``runs_cancel_many``: ``POST /runs/cancel``
- ``runs_create``: ``POST /threads/{thread_id}/runs``
- ``runs_create_batch``: ``POST /runs/batch``
- ``runs_create_stateless``: ``POST /runs``
- ``runs_delete``: ``DELETE /threads/{thread_id}/runs/{run_id}``
- ``runs_get``: ``GET /threads/{thread_id}/runs/{run_id}``
- ``runs_join``: ``GET /threads/{thread_id}/runs/{run_id}/join``
- ``runs_join_stream``: ``GET /threads/{thread_id}/runs/{run_id}/stream``
- ``runs_list``: ``GET /threads/{thread_id}/runs``
- ``runs_stream``: ``POST /threads/{thread_id}/runs/stream``
- ``runs_stream_stateless``: ``POST /runs/stream``
- ``runs_wait``: ``POST /threads/{thread_id}/runs/wait``
- ``runs_wait_stateless``: ``POST /runs/wait``
"""
