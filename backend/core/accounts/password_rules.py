"""Which passwords users may choose."""

from __future__ import annotations

SHORTEST = 12
"""Characters. Shorter ones are guessed; longer ones are written on paper beside the keyboard."""
LONGEST = 1024
"""Characters: the log-in takes no more."""
FEWEST_DIFFERENT = 4
"""Different characters: fewer is one key held down."""
COMMONEST = frozenset(
    {
        *("password1234", "password12345", "passwordpassword", "password123456", "passw0rd1234", "p@ssw0rd1234"),
        *("123456789012", "1234567890123", "12345678901234", "123456789123", "1234567891011", "0123456789012"),
        *("123123123123", "121212121212", "112233445566", "987654321098", "qwertyuiop12", "qwertyuiop123"),
        *("qwertyuiop[]", "qwerty123456", "qwerty1234567", "1qaz2wsx3edc", "1q2w3e4r5t6y", "q1w2e3r4t5y6"),
        *("abcdefghijkl", "abcdefghijklm", "abc123456789", "iloveyou1234", "adminadminadmin", "administrator"),
        *("administrator1", "administrator123", "admin1234567", "admin12345678", "adminpassword", "letmein12345"),
        *("changeme1234", "changemenow!", "welcome12345", "welcome123456", "safetyfirst1", "mandormandor"),
        *("asdfghjkl123", "zxcvbnm12345", "rahasia12345", "bismillah123", "indonesia123", "sayang123456"),
    }
)
"""Of at least 12 characters, in lower case."""


def fault(password: str, email: str) -> str | None:
    """Why a user may not choose this password, or None."""
    plain = password.strip().lower()
    if len(password) < SHORTEST:
        return f"It has fewer than {SHORTEST} characters. Three or four words that do not belong together are good."
    if len(password) > LONGEST:
        return f"It has more than {LONGEST} characters."
    if plain == email.strip().lower():
        return "It is the e-mail address. Choose what others do not know."
    if plain in COMMONEST or len(set(plain)) < FEWEST_DIFFERENT:
        return "It is among the first that are guessed. Three or four words that do not belong together are good."
    return None
