"""The operations of the tag ``crons``; import each from its own module.

- ``crons_count``: ``POST /runs/crons/count``
- ``crons_create``: ``POST /runs/crons``
- ``crons_create_for_thread``: ``POST /threads/{thread_id}/runs/crons``
- ``crons_delete``: ``DELETE /runs/crons/{cron_id}``
- ``crons_get``: ``GET /runs/crons/{cron_id}``
- ``crons_search``: ``POST /runs/crons/search``
- ``crons_update``: ``PATCH /runs/crons/{cron_id}``
"""
