"""Fetch the document that an Agent Server publishes and keep its facts in openapi/upstream.json.

    scripts/pull                           the version that upstream.json records
    scripts/pull langgraph-api==0.16.7     the document inside the published wheel
    scripts/pull http://127.0.0.1:2024     a live server's
    scripts/pull FILE --version 0.16.7     a file

The document is somebody else's: it is bounded in size, parsed as JSON and nothing else, and nothing is
written unless all went well.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from .prose import without_prose

UPSTREAM = Path(__file__).parents[1] / "upstream.json"
PACKAGE = "langgraph-api"
LARGEST = 8 * 1024 * 1024  # bytes; the document of 0.16.7 has 224 235
METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


class PullError(Exception):
    """The document could not be had, or is not one that we can use."""


class Source(NamedTuple):
    """A document as it was found, and the version of the server that it belongs to."""

    content: bytes
    version: str


def pull(origin: str | None, *, version: str | None = None, target: Path = UPSTREAM) -> dict[str, Any]:
    """Fetch from a URL, a file or a published wheel, and write the facts to target; nothing on failure."""
    source = _fetch(origin or f"{PACKAGE}=={_recorded_version(target)}", version)
    facts = distil(source)
    _write(target, facts)
    return facts


def distil(source: Source) -> dict[str, Any]:
    """The facts of a document: no prose, nothing that varies with the deployment, keys sorted."""
    try:
        document = json.loads(source.content)
    except (ValueError, RecursionError) as error:
        raise PullError(f"the document is not JSON: {error}") from None
    if not isinstance(document, dict):
        raise PullError(f"the document is a JSON {type(document).__name__}, not an object")
    if not str(document.get("openapi", "")).startswith("3."):
        raise PullError(f"not an OpenAPI 3 document: openapi is {document.get('openapi')!r}")
    if not isinstance(document.get("paths"), dict) or not document["paths"]:
        raise PullError("the document has no paths")
    try:
        facts: dict[str, Any] = without_prose(document)
    except RecursionError:
        raise PullError("the document is nested too deeply") from None
    _drop_deployment(facts)
    facts["x-source"] = {
        "package": PACKAGE,
        "version": source.version,
        "sha256": hashlib.sha256(source.content).hexdigest(),
    }
    return facts


def _drop_deployment(facts: dict[str, Any]) -> None:
    """A served document names its own host, graphs and kind of authentication; the packaged one does not."""
    for word in ("servers", "security"):
        facts.pop(word, None)
    components = facts.get("components")
    schemas: Any = {}
    if isinstance(components, dict):
        components.pop("securitySchemes", None)
        schemas = components.get("schemas")
    for item in facts["paths"].values():
        for method in METHODS & item.keys() if isinstance(item, dict) else ():
            if isinstance(item[method], dict):
                item[method].pop("security", None)
    for schema in schemas.values() if isinstance(schemas, dict) else ():
        properties = schema.get("properties") if isinstance(schema, dict) else None
        graph_id = properties.get("graph_id") if isinstance(properties, dict) else None
        if isinstance(graph_id, dict):
            graph_id.pop("enum", None)


def _fetch(origin: str, version: str | None) -> Source:
    if origin.startswith(("http://", "https://")):
        return _from_server(origin, version)
    if origin.startswith(f"{PACKAGE}=="):
        return _from_wheel(origin.removeprefix(f"{PACKAGE}=="))
    return _from_file(Path(origin), version)


def _from_server(url: str, version: str | None) -> Source:
    base = url.rstrip("/").removesuffix("/openapi.json")
    with httpx.Client(timeout=30, headers={"Accept": "application/json"}) as client:
        content = _get(client, f"{base}/openapi.json")
        if version is None:
            # info.version in the document is 0.1.0 whatever the server, so the server is asked.
            try:
                version = json.loads(_get(client, f"{base}/info"))["version"]
            except (ValueError, TypeError, KeyError):
                raise PullError(f"{base}/info does not tell the server's version; give --version") from None
    return Source(content, _checked(version))


def _get(client: httpx.Client, url: str) -> bytes:
    content = bytearray()
    try:
        with client.stream("GET", url) as response:
            if response.status_code != 200:
                raise PullError(f"{url} answered {response.status_code}")
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > LARGEST:
                    raise PullError(f"{url} answered more than {LARGEST} bytes")
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise PullError(f"{url}: {str(error) or type(error).__name__}") from None
    return bytes(content)


def _from_wheel(version: str) -> Source:
    version = _checked(version)
    with tempfile.TemporaryDirectory() as folder:
        # A wheel runs no code on its way in; a source distribution would.
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        command += ["--disable-pip-version-check", "--dest", folder, f"{PACKAGE}=={version}"]
        if subprocess.run(command, check=False).returncode != 0:
            raise PullError(f"pip found no wheel of {PACKAGE}=={version}")
        wheels = list(Path(folder).glob("*.whl"))
        if len(wheels) != 1:
            raise PullError(f"pip brought {len(wheels)} wheels instead of one")
        return Source(_member(wheels[0]), version)


def _member(wheel: Path) -> bytes:
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open("openapi.json") as member:
            content = member.read(LARGEST + 1)
    except (zipfile.BadZipFile, KeyError):
        raise PullError(f"{wheel.name} holds no openapi.json") from None
    if len(content) > LARGEST:
        raise PullError(f"openapi.json in {wheel.name} has more than {LARGEST} bytes")
    return content


def _from_file(path: Path, version: str | None) -> Source:
    if version is None:
        raise PullError("a file does not tell the server's version; give --version")
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise PullError(f"{path}: {error.strerror}") from None
    if len(content) > LARGEST:
        raise PullError(f"{path} has more than {LARGEST} bytes")
    return Source(content, _checked(version))


def _recorded_version(upstream: Path) -> str:
    try:
        return str(json.loads(upstream.read_bytes())["x-source"]["version"])
    except (OSError, ValueError, KeyError, TypeError):
        raise PullError(f"{upstream} records no version; say which: {PACKAGE}==X.Y.Z") from None


def _checked(version: object) -> str:
    """A version travels into a command and a document, so it holds only what a version may."""
    if not isinstance(version, str) or not version[:1].isdigit() or len(version) > 40:
        raise PullError(f"{version!r} is not a version")
    if not version.isascii() or not version.replace(".", "").replace("-", "").replace("+", "").isalnum():
        raise PullError(f"{version!r} is not a version")
    return version


def _write(target: Path, facts: dict[str, Any]) -> None:
    text = json.dumps(facts, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def main(arguments: Sequence[str] | None = None, target: Path = UPSTREAM) -> int:
    """The command behind scripts/pull; target is for its tests."""
    parser = argparse.ArgumentParser(prog="scripts/pull", description="Fetch the server's OpenAPI document.")
    parser.add_argument(
        "origin", nargs="?", help=f"URL, FILE or {PACKAGE}==X.Y.Z; default: the recorded version"
    )
    parser.add_argument("--version", help="the server's version, where the origin does not tell it")
    options = parser.parse_args(arguments)
    try:
        facts = pull(options.origin, version=options.version, target=target)
    except PullError as error:
        print(f"pull: {error}", file=sys.stderr)
        return 1
    version, digest = facts["x-source"]["version"], facts["x-source"]["sha256"]
    count = sum(len(METHODS & item.keys()) for item in facts["paths"].values())
    print(f"{target.name}: {PACKAGE} {version}, {count} operations, sha256 {digest[:12]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
