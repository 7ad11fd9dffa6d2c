"""The one part that touches the network: one address fetched, within bounds, to one result.

Nothing here decides what is broken: that takes a history. A fetch sends no cookies, no credentials and no referrer,
follows redirects itself, and connects only to an address that was looked at after the name was resolved.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without_certificates() -> Iterator[None]:
    """Let OpenSSL find no certificates for a moment.

    aiohttp makes two contexts when it is imported, and each reads every certificate of the system, which takes as long
    as a hundred fetches. Neither is used: the client makes its own, once, for the first https address.
    """
    names = {"SSL_CERT_FILE": os.devnull, "SSL_CERT_DIR": os.devnull}
    kept = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


with _without_certificates():
    import aiohttp as _aiohttp  # noqa: F401  (so that it is there when the modules of this package import it)
