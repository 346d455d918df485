"""Tell an OpenAPI document's prose from its facts.

Facts (paths, fields, types, bounds) are anyone's to use; sentences belong to who wrote them.
"""

from typing import Any

PROSE = frozenset({"title", "description", "summary", "example", "examples", "externalDocs"})

# What stands under these words is a mapping from names to nodes: a property NAMED title is a fact.
_NAMED = frozenset(
    {
        *("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
        *("paths", "webhooks", "callbacks", "responses", "parameters", "requestBodies", "headers"),
        *("schemas", "securitySchemes", "pathItems", "links", "content", "variables", "encoding"),
    }
)
# What stands under these is data of the API, not of the document's language.
_DATA = frozenset({"default", "const", "enum", "required", "security", "scopes", "mapping"})


def without_prose(node: Any) -> Any:
    """The same document without titles, descriptions, summaries and examples."""
    if isinstance(node, list):
        return [without_prose(item) for item in node]
    if not isinstance(node, dict):
        return node
    facts = {}
    for word, value in node.items():
        if word in PROSE:
            continue
        if word in _DATA:
            facts[word] = value
        elif word in _NAMED and isinstance(value, dict):
            facts[word] = {name: without_prose(child) for name, child in value.items()}
        else:
            facts[word] = without_prose(value)
    return facts
