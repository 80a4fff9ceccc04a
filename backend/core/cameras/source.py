"""Parses a camera's source address and masks its password.

A source is one line of text: a camera's URL, a video file, a video device or a demonstration clip. `parse`
reads it; `masked`, `redact` and `with_password_of` make sure that only the camera gets the password.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, quote_plus, unquote, urlsplit

from backend.core.errors import InvalidInput

KINDS = ("rtsp", "rtsps", "http", "https", "file", "device", "demo")
NETWORK_KINDS = ("rtsp", "rtsps", "http", "https")
MAX_LENGTH = 2048
MAX_DEVICE = 63
MASK = "***"
HINT = (
    "These work: rtsp://user:password@192.168.1.20:554/stream1, http://192.168.1.20/video.mjpg, "
    "file:/videos/gate.mp4?once=1, device:0, demo:warehouse?start=20."
)
ENCODE_HINT = "Write @ as %40, / as %2F, ? as %3F and # as %23 where they belong to a user name, password or path."

_SECRET_PARAMETER = re.compile(
    r"([\w.-]*(?:pass|pwd|psw|token|key|secret|auth|cred|signature)[\w.-]*=)([^&;/?#\s]*)", re.IGNORECASE
)
_END_OF_HOST = re.compile(r"[/?#]")
_HOST = re.compile(r"[\w.:%-]+")
_OPTIONS = re.compile(r"\?((?:once|start)=[^?/]*)$")
_DEVICE_FILE = re.compile(r"/dev/video(\d{1,2})")
_DEMO_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_NOT_FILES = ("/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/run", "/sbin", "/sys", "/usr")
"""Folders of the system, which hold no video."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A parsed source. Fields that may hold a credential are not in its `repr`."""

    kind: str
    """One of `KINDS`."""
    location: str = field(repr=False)
    """What to open: URL with credentials, the file's absolute path, the device's number, the clip's name."""
    host: str = ""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    once: bool = False
    """Files and clips: play once and end, instead of starting again."""
    start_seconds: float = 0.0
    """Files and clips: where to begin."""

    @property
    def is_network(self) -> bool:
        """Is it reached over the network?"""
        return self.kind in NETWORK_KINDS


def parse(text: str) -> Source:
    """Parse the text.

    InvalidInput with code `invalid_source` when it is no source that Mandor can open.
    """
    text = text.strip()
    if not text:
        raise _refused("The source is empty.")
    if len(text) > MAX_LENGTH:
        raise _refused(f"The source is longer than {MAX_LENGTH} characters.")
    if any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in text):
        raise _refused("The source contains control characters.")
    if text.startswith("/"):
        return _file(text)
    scheme, colon, rest = text.partition(":")
    scheme = scheme.lower()
    if not colon or scheme not in KINDS:
        raise _refused("Mandor can't open this kind of address.")
    if scheme == "file":
        return _file("/" + rest.lstrip("/") if rest.startswith("///") else rest)
    if scheme == "device":
        return _device(rest)
    if scheme == "demo":
        return _demo(rest)
    return _network(scheme, text)


def masked(text: str) -> str:
    """The text as people may see it: user names stay, passwords become `***`.

    Works for any text. One that could be read in two ways, which `parse` refuses, is hidden altogether.
    """
    if _is_local(text):
        return text
    head, slashes, rest = text.partition("://")
    if not slashes:
        head, rest = "", text
    if _is_ambiguous(rest):
        return head + slashes + MASK
    userinfo, at, tail = _split_credentials(rest)
    user, colon, _ = userinfo.partition(":")
    shown = f"{user}:{MASK}" if colon else user
    return head + slashes + shown + at + _SECRET_PARAMETER.sub(rf"\g<1>{MASK}", tail)


def redact(message: str, source: str) -> str:
    """The message without any credential of this source, in any encoding."""
    message = message.replace(source, masked(source))
    forms = sorted({form for secret in secrets_of(source) for form in _encodings(secret)}, key=len, reverse=True)
    if not forms:
        return message
    return re.sub("|".join(re.escape(form) for form in forms), MASK, message, flags=re.IGNORECASE)


def with_password_of(new_masked: str, old: str) -> str:
    """The new text with each `***` replaced by what stands there in the old one.

    A text without a mask is returned as it is. InvalidInput when the mask stands for nothing, or when host or
    user changed: a stored password is never sent to another host.
    """
    new_masked = new_masked.strip()
    if masked(new_masked) == masked(old):
        return old if MASK in new_masked else new_masked
    if _is_local(new_masked):
        return new_masked
    head, slashes, rest = new_masked.partition("://")
    userinfo, at, tail = _split_credentials(rest)
    has_masked_password = userinfo.partition(":")[2] == MASK
    has_masked_parameter = any(value == MASK for _, value in _SECRET_PARAMETER.findall(tail))
    if not has_masked_password and not has_masked_parameter:
        return new_masked
    if _is_local(old) or _authority(new_masked) != _authority(old):
        raise _refused(
            "The password is hidden, and the camera's address or user changed.",
            hint="Type the password again.",
        )
    old_userinfo, _, old_tail = _split_credentials(old.partition("://")[2])
    if has_masked_password:
        userinfo = old_userinfo
    stored = {name.lower(): value for name, value in _SECRET_PARAMETER.findall(old_tail)}

    def keep(match: re.Match[str]) -> str:
        name, value = str(match[1]), str(match[2])
        return name + stored.get(name.lower(), value) if value == MASK else match.group()

    return head + slashes + userinfo + at + _SECRET_PARAMETER.sub(keep, tail)


def secrets_of(source: str) -> list[str]:
    """Every credential in the source: its password and password-like parameters."""
    if _is_local(source):
        return []
    rest = source.partition("://")[2] or source
    userinfo, _, tail = _split_credentials(rest)
    user, _, password = userinfo.partition(":")
    found = [password, f"{user}:{password}"] if password else []
    found += [value for _, value in _SECRET_PARAMETER.findall(tail) if value]
    if _is_ambiguous(rest):
        found += [rest, rest.partition(":")[2].rpartition("@")[0]]
    return [secret for secret in found if secret]


def _network(scheme: str, text: str) -> Source:
    if any(c.isspace() for c in text):
        raise _refused("The address contains a space.", hint="Write a space as %20. " + HINT)
    parts = _urlsplit(text)
    if not text[len(scheme) :].startswith("://") or parts is None or not parts.hostname:
        raise _refused("The address names no host, or its port is no number from 1 to 65535.")
    if _is_ambiguous(text.partition("://")[2]):
        raise _refused("There is an @ after the host.", hint=ENCODE_HINT)
    if not _HOST.fullmatch(parts.hostname):
        raise _refused("The host is no name and no address.")
    if parts.password == MASK or MASK in (value for _, value in _SECRET_PARAMETER.findall(text)):
        raise _refused("The password is hidden.", hint="Type the password again.")
    return Source(
        kind=scheme,
        location=scheme + text[len(scheme) :],
        host=parts.hostname,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _urlsplit(text: str) -> SplitResult | None:
    try:
        parts = urlsplit(text)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _file(text: str) -> Source:
    device = _DEVICE_FILE.fullmatch(text)
    if device:
        return _device(device.group(1))
    path, once, start = _options(text)
    if not path.startswith("/") or path.endswith("/"):
        raise _refused("A file is given by its absolute path on the Mandor machine.")
    if ".." in path.split("/"):
        raise _refused("A path must not lead upwards with `..`.")
    if any(f"{path}/".replace("//", "/").startswith(f"{root}/") for root in _NOT_FILES):
        raise _refused("This path is no video file.")
    return Source(kind="file", location=path, once=once, start_seconds=start)


def _device(number: str) -> Source:
    if not re.fullmatch(r"[0-9]{1,2}", number) or int(number) > MAX_DEVICE:
        raise _refused(f"A device is given by its number, 0 to {MAX_DEVICE}.")
    return Source(kind="device", location=str(int(number)))


def _demo(rest: str) -> Source:
    name, once, start = _options(rest)
    if not _DEMO_NAME.fullmatch(name):
        raise _refused("A demonstration clip is given by its name.")
    return Source(kind="demo", location=name, once=once, start_seconds=start)


def _options(text: str) -> tuple[str, bool, float]:
    match = _OPTIONS.search(text)
    if match is None:
        return text, False, 0.0
    options = dict(pair.partition("=")[::2] for pair in match.group(1).split("&"))
    once, start = options.pop("once", "0"), options.pop("start", "0")
    if options or once not in ("0", "1") or not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,3})?", start):
        raise _refused("Its options are once=1 and start=<seconds>.")
    return text[: match.start()], once == "1", float(start)


def _is_local(text: str) -> bool:
    return text.startswith("/") or text.partition(":")[0].lower() in ("file", "device", "demo")


def _split_credentials(rest: str) -> tuple[str, str, str]:
    """User info, `@` (if any) and the remainder of what follows `://`."""
    netloc = _END_OF_HOST.split(rest, maxsplit=1)[0]
    userinfo, at, host = netloc.rpartition("@")
    return userinfo, at, host + rest[len(netloc) :]


def _is_ambiguous(rest: str) -> bool:
    """Is there an @ behind the host?

    Then it may end a password that contains a `/`, `?` or `#`.
    """
    return "@" in rest[len(_END_OF_HOST.split(rest, maxsplit=1)[0]) :]


def _authority(text: str) -> tuple[str, str, str]:
    head, _, rest = text.partition("://")
    userinfo, _, tail = _split_credentials(rest)
    return head.lower(), userinfo.partition(":")[0], _END_OF_HOST.split(tail, maxsplit=1)[0].lower()


def _encodings(secret: str) -> set[str]:
    plain = unquote(secret)
    forms = {secret, plain}
    for form in (secret, plain):
        encoded = form.encode("utf-8", "surrogatepass")
        forms |= {quote(encoded), quote(encoded, safe=""), quote_plus(encoded)}
        forms |= {base64.b64encode(encoded).decode(), repr(form)[1:-1]}
    return {form for form in forms if form}


def _refused(message: str, *, hint: str = HINT) -> InvalidInput:
    return InvalidInput(message, code="invalid_source", hint=hint)
