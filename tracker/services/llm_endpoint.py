"""Where the model of ``--extractor llm`` is: the environment, or the config file; its key."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from tracker.errors import UsageError
from tracker.services.database_location import config_file, read_config

BASE_URL = "TRACKER_LLM_BASE_URL"
MODEL = "TRACKER_LLM_MODEL"
KEY = "TRACKER_LLM_KEY"
TABLE = "llm"
SETTINGS = ("base_url", "model", "timeout")

PATIENCE = 120
"""Seconds for one answer, if the config file does not say; a small machine needs them."""

URL = re.compile(
    r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9_.~/%+-]*)?"
)
PRINTABLE = re.compile(r"[!-~]+")
LONGEST_NAME = 200


class BadEndpointError(UsageError):
    """The settings of the model are not such that it can be asked."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model behind an API like that of OpenAI.

    Attributes:
        base_url: what stands before ``/chat/completions``.
        key: empty if none is needed; it is sent to the endpoint and shown nowhere.
        timeout: seconds for one answer.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = PATIENCE

    @property
    def host(self) -> str:
        """The host and port, for messages."""
        return urlsplit(self.base_url).netloc


def find_endpoint() -> Endpoint:
    """The model that is meant.

    Raises:
        BadEndpointError: none is set, or it cannot be asked in this way.
    """
    settings = _configured()
    base_url = os.environ.get(BASE_URL) or settings.get("base_url", "")
    model = os.environ.get(MODEL) or settings.get("model", "")
    timeout = settings.get("timeout", PATIENCE)
    if not isinstance(base_url, str) or not isinstance(model, str):
        raise BadEndpointError(f"base_url and model in {config_file()} are texts; write them so")
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not 0 < timeout <= 3600:
        raise BadEndpointError(
            f"timeout in {config_file()} is a number of seconds from 1 to 3600; write it so"
        )
    key = os.environ.get(KEY, "").strip()
    return _checked(Endpoint(base_url.strip().rstrip("/"), model.strip(), key, timeout))


def _configured() -> Mapping[str, Any]:
    settings = read_config(config_file()).get(TABLE, {})
    if not isinstance(settings, dict):
        raise BadEndpointError(
            f"{TABLE} in {config_file()} is a table; write [llm], and base_url and model below it"
        )
    if others := sorted(settings.keys() - set(SETTINGS)):
        raise BadEndpointError(
            f"[llm] in {config_file()} speaks of {', '.join(others)}, which nothing reads; it has "
            f"{', '.join(SETTINGS)}, and the key stands in {KEY} alone"
        )
    return settings


def _checked(endpoint: Endpoint) -> Endpoint:
    if not endpoint.base_url or not endpoint.model:
        lacks = "model" if endpoint.base_url else "base_url"
        raise BadEndpointError(
            f"no {lacks} of a model is set; write base_url and model below [llm] in "
            f"{config_file()}, or set {BASE_URL} and {MODEL}"
        )
    if not URL.fullmatch(endpoint.base_url) or not _has_port(endpoint.base_url):
        raise BadEndpointError(
            "the base URL of the model is none; write one such as https://example.org/v1, "
            f"without a name or key in it (a key stands in {KEY})"
        )
    if not endpoint.model.isprintable() or len(endpoint.model) > LONGEST_NAME:
        raise BadEndpointError("the name of the model is none; write it as its endpoint lists it")
    if endpoint.key and not PRINTABLE.fullmatch(endpoint.key):
        raise BadEndpointError(f"{KEY} holds characters that no key has; copy it anew")
    if endpoint.key and not _is_private(endpoint.base_url):
        raise BadEndpointError(
            f"a key is not sent to {endpoint.host} over plain http; use https, or unset {KEY}"
        )
    return endpoint


def _has_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read what is sent: encrypted, or not leaving this machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
