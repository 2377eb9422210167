"""Mail addresses: shown masked, and which of them are free ones, where mail is at times late."""

FREE_MAIL = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "yahoo.co.jp",
        "yahoo.ne.jp",
        "ymail.ne.jp",
        "yahoo.com",
        "outlook.com",
        "outlook.jp",
        "hotmail.com",
        "hotmail.co.jp",
        "live.jp",
        "live.com",
        "msn.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "gmx.com",
        "gmx.de",
        "proton.me",
        "protonmail.com",
        "excite.co.jp",
        "infoseek.jp",
    }
)
MASK = "•••"


def masked(address: str) -> str:
    """An address that its owner recognises and nobody else can use: "h•••@example.jp"; the domain stands as it is."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1] if len(name) > 1 else ''}{MASK}@{domain}"


def is_free(address: str) -> bool:
    """Whether the address is with one of the known providers of free mail (E-23)."""
    return address.rpartition("@")[2].strip().lower() in FREE_MAIL
