"""Put into the fresh environment: refuses every socket of the internet families and writes down who asked.

It is imported by a .pth file, so it is at work in every process of that environment, also in those that cxdna starts.
Sockets between processes of one machine (AF_UNIX) are pipes by another name and are let through.
"""

import os
import socket
import sys
from typing import Any

REFUSED = {int(socket.AF_INET), int(socket.AF_INET6)}


def refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Stop what would reach the network, as an audit hook of the interpreter."""
    internet = event == "socket.__new__" and int(arguments[1]) in REFUSED
    if internet or event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        with open(os.environ["CXDNA_NETWORK_LOG"], "a", encoding="utf-8") as log:  # noqa: PTH123 - before site is done
            log.write(f"{event} {arguments[1:]}\n")
        msg = f"no network in this test: {event}"
        raise PermissionError(msg)


sys.addaudithook(refuse)
