"""A graph that answers whatever is said, and fails where nothing is. Runs in the server's environment."""

# pyright: reportMissingImports=false

from typing import Any

from langgraph.graph import END, START, MessagesState, StateGraph


async def chat(state: MessagesState) -> dict[str, Any]:
    if not state.get("messages"):
        raise ValueError("nothing was said")
    return {"messages": [{"role": "assistant", "content": "hello"}]}


_builder = StateGraph(MessagesState)
_builder.add_node("chat", chat)
_builder.add_edge(START, "chat")
_builder.add_edge("chat", END)
graph = _builder.compile()
