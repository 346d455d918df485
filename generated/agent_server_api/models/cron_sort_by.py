from typing import Literal, TypeAlias

CronSortBy: TypeAlias = Literal[
    "assistant_id", "created_at", "cron_id", "end_time", "next_run_date", "thread_id", "updated_at"
]
