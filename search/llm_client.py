"""One request to a language model, with an end to its time and to the length of its answer.

Redirects are not followed and proxies of the environment not used: evidence goes to the allowed address and
nowhere else. The service is trusted with nothing: whatever it does becomes a `ModelTrouble` or a text.
"""

from __future__ import annotations

import json
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from search.llm_endpoint import Endpoint, ModelTrouble

if TYPE_CHECKING:
    from openai import OpenAI

MOST_BYTES = 262_144
"""Bytes of an answer at most: some hundred sentences with all that a service says around them."""
_NO_KEY = "none"
"""What the client sends where there is no key; it insists on one."""


def complete(endpoint: Endpoint, system: str, user: str) -> str:
    """The model's text to one request; raises `ModelTrouble` where there is none in time."""
    trouble = endpoint.trouble()
    if trouble is not None:
        raise ModelTrouble(trouble)
    try:
        client = _client(endpoint)
    except Exception:  # an address or a key that no request can be made with
        raise ModelTrouble("bad-url") from None
    outcome: SimpleQueue[str | ModelTrouble] = SimpleQueue()
    Thread(target=_ask, args=(client, endpoint.model, system, user, outcome), daemon=True).start()
    try:
        found = outcome.get(timeout=endpoint.timeout)
    except Empty:
        raise ModelTrouble("slow") from None
    finally:
        with suppress(Exception):
            client.close()
    if isinstance(found, ModelTrouble):
        raise found
    return found


def _client(endpoint: Endpoint) -> OpenAI:
    from openai import DefaultHttpxClient, Omit, OpenAI

    plain: Any = {"OpenAI-Organization": Omit(), "OpenAI-Project": Omit()}
    return OpenAI(
        base_url=endpoint.url,
        api_key=endpoint.key or _NO_KEY,
        timeout=endpoint.timeout,
        max_retries=0,
        default_headers=plain,
        http_client=DefaultHttpxClient(trust_env=False, follow_redirects=False, timeout=endpoint.timeout),
    )


def _ask(
    client: OpenAI, model: str, system: str, user: str, outcome: SimpleQueue[str | ModelTrouble]
) -> None:
    """Put the model's text, or why there is none, into `outcome`."""
    import openai

    try:
        outcome.put(text_of(_body(client, model, system, user)))
    except ModelTrouble as failure:
        outcome.put(failure)
    except openai.APITimeoutError:
        outcome.put(ModelTrouble("slow"))
    except openai.APIConnectionError:
        outcome.put(ModelTrouble("unreachable"))
    except Exception:  # a service may make the client fail in any way; none of it concerns the answer
        outcome.put(ModelTrouble("broken"))


def _body(client: OpenAI, model: str, system: str, user: str) -> bytes:
    """The bytes of the service's answer; raises `ModelTrouble` where they are too many."""
    body = b""
    with client.chat.completions.with_streaming_response.create(
        model=model,
        messages=[{"role": "system", "content": system}, {"role": "user", "content": user}],
    ) as response:
        for part in response.iter_bytes():
            body += part
            if len(body) > MOST_BYTES:
                raise ModelTrouble("malformed")
    return body


def text_of(body: bytes) -> str:
    """The text in a chat completion; raises `ModelTrouble` where there is none or it is a refusal."""
    try:
        choice = json.loads(body)["choices"][0]
        message = choice["message"]
        refused = message.get("refusal") or choice.get("finish_reason") == "content_filter"
        content = message.get("content")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise ModelTrouble("malformed") from None
    if refused:
        raise ModelTrouble("refused")
    if not isinstance(content, str):
        raise ModelTrouble("malformed")
    if not content.strip():
        raise ModelTrouble("refused")
    return content
