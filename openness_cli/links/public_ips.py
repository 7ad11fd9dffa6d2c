"""Which addresses of the network are public: what a check may connect to without being allowed more."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")
# not all in the tables of every Python
_NOT_PUBLIC = (
    IPv4Network("192.0.0.0/24"),
    IPv6Network("64:ff9b:1::/48"),
    IPv6Network("3fff::/20"),
    IPv6Network("fec0::/10"),
)
_LAST_32_BITS = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    Private, loopback, link-local, multicast, reserved and unspecified ones do not, nor do those of IPv6 that stand
    for such a one of IPv4. Raises ValueError for what is no address.
    """
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    known = any(ip in network for network in _NOT_PUBLIC if network.version == ip.version)
    return ip.is_global and not (known or ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """Return the address of IPv4 that one of IPv6 leads to."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    if ip in _TRANSLATED:
        return IPv4Address(int(ip) & _LAST_32_BITS)
    return None


def literal_address(host: str) -> str | None:
    """Return the IP address that a host name is; None where it is a name."""
    try:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        return None
