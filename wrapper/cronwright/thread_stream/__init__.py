"""Thread streams: a thread's runs as values, messages, tool calls, subgraphs, over server-sent events or a
WebSocket. `docs/thread-streams.md` has the protocol.

No thread and no task runs in the background: whoever asks for an item reads it. Each loop has a connection
of its own, since the server replays a run on every one (facts T9): so no loop waits for another one and none
loses what another has read, and what is not asked for is not read. Only what is found in one connection is
shared: messages that come while another's text is read are kept for the loop over them.

The modules below `reader` are without I/O: commands, subscriptions, events, cursor, projections, and the
dialogue in `reading`.
"""
