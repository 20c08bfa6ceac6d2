"""Reads a PDF in a process of its own, which is ended when it asks too much of this machine.

What a PDF costs cannot be told before it is read: a few commands may ask for thousands of spaces each, and a small file
for an hour of work. Nothing within our own process could stop the library at it.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.minutes.limits import LONGEST_PDF_READING, MAXIMUM_PDF_MEMORY

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_READING = [sys.executable, "-m", "loaders.minutes.pdf_process"]


def text_of_pdf_apart(content: bytes, name: str) -> str:
    """What `text_of_pdf` says or raises; UnreadableFile too for a PDF that takes too long."""
    asked = json.dumps(name).encode() + b"\n" + content
    try:
        done = subprocess.run(
            _READING, input=asked, capture_output=True, timeout=LONGEST_PDF_READING, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired as fault:
        raise _endless(name) from fault
    try:
        told = json.loads(done.stdout)
    except ValueError as fault:  # the system ended the process: its limits are set below
        _log.info("reading %s ended with %s: %s", name, done.returncode, done.stderr[-2000:])
        raise _endless(name) from fault
    if "text" in told:
        return str(told["text"])
    raise UnreadableFile(told["template"], **told["parameters"])


def _endless(name: str) -> UnreadableFile:
    return UnreadableFile(N_("{name} takes too long to read. Print it into a new PDF, or paste its text."), name=name)


def _tell() -> None:
    """Answer the one question on standard input."""
    from loaders.minutes.pdf_documents import text_of_pdf

    _bind()
    name, content = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    try:
        told: dict[str, object] = {"text": text_of_pdf(content, name)}
    except UnreadableFile as refused:
        told = {"template": refused.message.template, "parameters": dict(refused.message.parameters)}
    sys.stdout.write(json.dumps(told))


def _bind() -> None:
    """Its limits end this process even when nobody waits for it any more; Windows knows none of them."""
    if sys.platform != "win32":
        import resource

        seconds = int(LONGEST_PDF_READING)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MAXIMUM_PDF_MEMORY, MAXIMUM_PDF_MEMORY))


if __name__ == "__main__":
    _tell()
