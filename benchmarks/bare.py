"""The lowest floor: a WSGI function that sends what the newsroom sent, byte for byte, header for header.

`BENCH_ANSWERS` names a JSON file: for each address its headers and its body in base64.
"""

import base64
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

ANSWERS: dict[str, tuple[list[tuple[str, str]], bytes]] = {
    address: ([(name, value) for name, value in answer["headers"]], base64.b64decode(answer["body"]))
    for address, answer in json.loads(Path(os.environ["BENCH_ANSWERS"]).read_text()).items()
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    """Answer 200 to an address that is in the file."""
    query = environ["QUERY_STRING"]
    headers, body = ANSWERS[f"{environ['PATH_INFO']}?{query}" if query else environ["PATH_INFO"]]
    start_response("200 OK", headers)
    return [body]
