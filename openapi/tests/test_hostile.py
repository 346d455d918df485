"""A hostile document puts no byte of code in the client, and no file outside it.

Two walls, tested apart. `refusals` keeps most payloads out. Behind it the generator and the templates must be
safe by themselves: each payload goes there with the refusals switched off, at every place of one document
at once, with a canary that writes a file if any of it is ever run.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openapi_python_client
import pytest
from openapi_python_client.config import Config, ConfigFile, MetaType

from cronwright_openapi.dialect import translate
from cronwright_openapi.generate import CONFIG, TEMPLATES
from cronwright_openapi.refusals import Refused, check

RUN = "__import__('pathlib').Path('CANARY').touch()"

PAYLOADS = {
    "harmless": "harmless",
    "double quote": f'" + {RUN} + "',
    "single quote": f"' + {RUN} + '",
    "triple quotes": f'"""\n{RUN}\n"""',
    "triple quotes, one line": f'""";{RUN};"""',
    "ends with a quote": f'{RUN}"',
    "ends with quotes": '""""""',
    "single triple quotes": f"'''\n{RUN}\n'''",
    "newline": f"x\n{RUN}\n",
    "newline and indent": f"x\n    {RUN}\n",
    "carriage return": f"x\r{RUN}\r",
    "both": f"x\r\n{RUN}\r\n",
    "line separator": f"x\u2028{RUN}\u2029{RUN}",
    "next line": f"x\x85{RUN}\x0b{RUN}\x0c{RUN}",
    "nul": f"x\0{RUN}",
    "backslash at the end": "x\\",
    "backslash and quote": f'\\" + {RUN} + \\"',
    "backslashes and triple quotes": f'\\"""\n{RUN}\n\\"""',
    "backslash n": f"x\\n{RUN}\\x22\\u0022\\N{{QUOTATION MARK}}",
    "comment": f"x # {RUN}\n{RUN} #",
    "f-string": f"{{{RUN}}}",
    "f-string twice": f"{{{{{RUN}}}}}",
    "jinja expression": "{{ ''.__class__ }}{{ cycler.__init__.__globals__.os.popen('touch CANARY') }}",
    "jinja block": "{% for x in y %}{% endfor %}{# #}",
    "percent format": "%s %r %(x)s",
    "climbs": "../../CANARY",
    "climbs, backslashes": "..\\..\\CANARY",
    "absolute": "/CANARY",
    "keyword": "import",
    "builtin": "print",
    "dunder": "__class__",
    "dunder import": "__import__",
    "names of ours": "Field",
    "members of ours": "to_dict",
    "the JSON of ours": "_json",
    "a method of mappings: get": "get",
    "a method of mappings: items": "items",
    "a method of mappings: keys": "keys",
    "a method of mappings: values": "values",
    "folds to ASCII": "\uff49\uff4d\uff50\uff4f\uff52\uff54 \u212a \u017f \ufb01",
    "digits": "0",
    "empty": "",
    "blank": " ",
    "turns direction": f"\u202e{RUN}\u202c",
    "byte order mark": f"\ufeff{RUN}",
    "surrogate": f"\ud800{RUN}",
    "long": "A" * 200,
    "attribute of a path": "{id.__class__.__init__.__globals__}",
    "position of a path": "{0}",
    "padding of a path": "{id:>99999999}",
}
TEXT = {"type": "string"}


def answer(schema: dict[str, Any] = TEXT, kind: str = "application/json", words: str = "") -> dict[str, Any]:
    return {"200": {"description": words, "content": {kind: {"schema": schema}}}}


def hostile(words: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """(place, an operation on its own path, a schema) for each place where a document says something."""

    def at(
        place: str, path: str | None = None, **operation: Any
    ) -> tuple[str, dict[str, Any], dict[str, Any]]:
        id_ = place.replace(" ", "_").replace("-", "_")
        whole = {"operationId": id_, "tags": ["crons"], "responses": answer(), **operation}
        return place, {path or f"/{id_}": {"post": whole}}, {}

    def parameter(name: str, place: str, **more: Any) -> list[dict[str, Any]]:
        return [{"name": name, "in": place, "required": place == "path", "schema": TEXT, **more}]

    yield at("operation id", operationId=words)
    yield at("tag", tags=[words])
    yield at("summary", summary=words)
    yield at("description", summary="A summary.", description=words)
    yield at("answer words", responses=answer(words=words))
    yield at("answer kind", responses=answer(kind=words))
    yield at("text kind", responses=answer(kind=f"text/{words}"))
    yield at("status", responses={words: answer()["200"]})
    yield at("body kind", requestBody={"content": {words: {"schema": TEXT}}})
    yield at(
        "body words", requestBody={"description": words, "content": {"application/json": {"schema": TEXT}}}
    )
    yield at("path", path=f"/x/{words}")
    yield at("template", path=f"/y/{{{words}}}", parameters=parameter(words, "path"))
    yield at("query", parameters=parameter(words, "query"))
    yield at("header", parameters=parameter(words, "header"))
    yield at("cookie", parameters=parameter(words, "cookie"))
    yield at("argument words", parameters=parameter("a", "query", description=words))
    yield at("header value", parameters=parameter("a", "header", schema={"const": words}))
    yield at("security", security=[{words: [words]}])

    yield "schema name", {}, {words: {"type": "object", "properties": {"a": TEXT}}}
    yield "enum name", {}, {f"E{words}": {"type": "string", "enum": ["a", "b"]}}
    for place, schema in {
        "SchemaWords": {"type": "object", "description": words, "properties": {"a": TEXT}},
        "SchemaTitle": {"type": "object", "title": words, "properties": {"a": TEXT}},
        "PropertyName": {"type": "object", "properties": {words: TEXT}, "required": [words]},
        "PropertyWords": {"type": "object", "properties": {"a": {**TEXT, "description": words}}},
        "Const": {"type": "object", "properties": {"a": {"const": words}}},
        "Default": {"type": "object", "properties": {"a": {**TEXT, "default": words}}},
        "Format": {"type": "object", "properties": {"a": {**TEXT, "format": words}}},
        "Pattern": {"type": "object", "properties": {"a": {**TEXT, "pattern": words}}},
        "Example": {"type": "object", "properties": {"a": {**TEXT, "example": words, "examples": [words]}}},
        "Enum": {"type": "string", "enum": [words, "other"], "description": words},
        "EnumNames": {"type": "string", "enum": ["a", "b"], "x-enum-varnames": [words, words]},
        "Reference": {"type": "object", "properties": {"a": {"$ref": f"#/components/schemas/{words}"}}},
        "Discriminator": {
            "type": "object",
            "properties": {"a": TEXT},
            "discriminator": {"propertyName": words},
        },
    }.items():
        yield place, {}, {place: schema}


def document(words: str, only: str | None = None) -> dict[str, Any]:
    """A document that says these words everywhere, or in one place only."""
    places = [each for each in hostile(words) if only in (None, each[0])]
    around = "harmless" if only else words
    return {
        "openapi": "3.1.0",
        "info": {"title": around, "description": around, "version": around},
        "servers": [{"url": around, "description": around}],
        "tags": [{"name": around, "description": around}],
        "paths": {path: item for _, paths, _ in places for path, item in paths.items()},
        "components": {
            "schemas": {name: schema for _, _, schemas in places for name, schema in schemas.items()},
            "securitySchemes": {around: {"type": "apiKey", "in": "header", "name": around}},
        },
    }


def shape(node: ast.AST) -> tuple[Any, ...]:
    """What code does, without its names and words; what is repeated counts once."""
    if isinstance(node, ast.Constant):
        return ("Constant", type(node.value).__name__)
    return (type(node).__name__, *sorted({shape(inner) for inner in ast.iter_child_nodes(node)}, key=repr))


def statements(package: Path) -> set[tuple[Any, ...]]:
    """The shapes of all statements of all modules; a file that is no Python is an error."""
    trees = [ast.parse(path.read_bytes(), path.name) for path in sorted(package.rglob("*.py"))]
    return {shape(node) for tree in trees for node in ast.walk(tree) if isinstance(node, ast.stmt)}


# Imports every module, builds every request and reads every field: whatever is code is run.
EXERCISE = """
import contextlib, importlib, inspect, json, pkgutil, sys
said = {}
for folder in sys.argv[1:]:
    sys.path.insert(0, folder)
    import agent_server_api
    for module in pkgutil.walk_packages(agent_server_api.__path__, "agent_server_api."):
        loaded = importlib.import_module(module.name)
        for name, found in list(vars(loaded).items()):
            model = inspect.isclass(found) and found.__module__ == module.name and ".models." in module.name
            if model or name == "_get_kwargs":
                try:
                    made = found(**{each: "x" for each in inspect.signature(found).parameters})
                except (ValueError, KeyError) as problem:
                    # A constant header is looked at; a path with `{0}`, which refusals stop, finds nothing.
                    assert repr(problem) == "KeyError('0')" or "header" in str(problem)
                    continue
                if model:
                    assert repr(made) and list(made) == list(made._json)
                    assert made == dict(made) == {**made} == {name: made.get(name) for name in made}
                    for field in vars(found):
                        with contextlib.suppress(Exception):
                            getattr(made, field)
                else:
                    json.dumps(made)
                    with contextlib.suppress(Exception):
                        loaded._parse_response(200, b'{"a": "x"}')
    said[folder] = sum(1 for name in sys.modules if name.startswith("agent_server_api"))
    for name in [name for name in sys.modules if name.split(".")[0] == "agent_server_api"]:
        del sys.modules[name]
    sys.path.remove(folder)
print(json.dumps(said))
"""


def render(words: str, folder: Path) -> bool:
    """Generate with the refusals and the formatter switched off; False where the generator refused it all."""
    folder.mkdir()
    source = folder / "document.json"
    try:
        source.write_text(json.dumps(translate(document(words))), encoding="utf-8")
    except Refused:
        return False
    config = Config.from_sources(
        ConfigFile.load_from_path(CONFIG), MetaType.NONE, source, "utf-8", False, folder / "agent_server_api"
    )
    config.post_hooks = []
    try:
        openapi_python_client.generate(config=config, custom_template_path=TEMPLATES)
    except (UnicodeEncodeError, OSError, SyntaxError) as problem:
        # An escape would not show as an error, but as the file that is looked for below.
        print(f"{words!a}: {problem}")
    source.unlink()
    return True


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The client of each payload, in a folder of its own inside a jail."""
    jail = tmp_path_factory.mktemp("jail")
    made = {}
    for number, (kind, words) in enumerate(PAYLOADS.items()):
        if render(words, folder := jail / f"{number:02}"):
            made[kind] = folder
    return made


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_payload_is_never_code(kind: str, rendered: dict[str, Path]) -> None:
    """Every file parses, and does nothing that the harmless document's files do not do."""
    package = rendered[kind] / "agent_server_api"
    if kind == "surrogate":  # no encoding writes it
        assert not package.exists()
        return
    assert len(list(package.rglob("*.py"))) > 20
    assert statements(package) <= statements(rendered["harmless"] / "agent_server_api")


def test_nothing_is_run_and_nothing_is_written_outside(rendered: dict[str, Path]) -> None:
    """All clients imported and used, in one process whose folder stays empty of canaries."""
    jail = rendered["harmless"].parent
    usable = [str(folder) for folder in rendered.values()]
    said = subprocess.run(
        [sys.executable, "-W", "error", "-c", EXERCISE, *usable],
        cwd=jail,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stderr[-2000:]
    assert min(json.loads(said.stdout).values()) > 20
    for path in jail.rglob("*"):
        assert "CANARY" not in path.name
        assert len(path.relative_to(jail).parts) == 1 or path.relative_to(jail).parts[1] == "agent_server_api"
    assert not Path("/CANARY").exists()


# Prose and values: any words may stand here, and travel as a string.
PROSE = {
    "summary", "description", "answer words", "body words", "argument words", "header value", "SchemaWords",
    "SchemaTitle", "PropertyWords", "Const", "Default", "Format", "Pattern", "Example", "Enum",
    "Discriminator", "Reference", "security",
}  # fmt: skip
# Not code, but names that may stand somewhere: what they would break is tested in test_refusals.
NAMES = {
    "harmless", "keyword", "builtin", "names of ours", "members of ours", "the JSON of ours", "dunder",
    "dunder import", "digits", "empty", "blank", "climbs", "absolute", "a method of mappings: get",
    "a method of mappings: items", "a method of mappings: keys", "a method of mappings: values",
}  # fmt: skip
INVISIBLE = {
    "carriage return", "both", "line separator", "next line", "nul", "turns direction", "byte order mark",
    "surrogate",
}  # fmt: skip


def refused(kind: str, place: str) -> bool:
    try:
        check(document(PAYLOADS[kind], place))
    except Refused:
        return True
    return False


@pytest.mark.parametrize("place", [place for place, _, _ in hostile("x")])
def test_code_is_refused_before_the_generator(place: str) -> None:
    """Where a name stands, everything that is none; where words stand, what a reader would not see."""
    kinds = INVISIBLE if place in PROSE else PAYLOADS.keys() - NAMES
    assert {kind for kind in kinds if not refused(kind, place)} == set()


def test_words_are_not_refused() -> None:
    """What the table calls prose may say anything that can be seen: the second wall is needed."""
    for place in PROSE:
        assert not refused("triple quotes, one line", place), place
