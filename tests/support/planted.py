"""Secrets that a test plants, and where they turn up."""

import base64


def spellings(secret):
    """The bytes in which `secret` could be written down."""
    plain = secret.encode()
    yield from (plain, secret.encode("utf-16-le"), plain.hex().encode(), plain[::-1])
    # The end of what stands before it decides how base64 cuts a text.
    for before in range(3):
        yield base64.b64encode(b"\0" * before + plain)[4:-4]


def holds(content, secret):
    return any(spelling in content for spelling in spellings(secret))
