"""What to do about each reason of `camera.REASONS`."""

from __future__ import annotations

HINTS: dict[str, str] = {
    "invalid_source": "Correct the address; the camera's form shows which kinds work.",
    "unreachable": "Check the address, the cable and that the camera has power; try to ping it.",
    "timeout": "Restart the camera, or use its second stream: it may serve too many viewers.",
    "login_refused": "Type the user name and password of the camera again.",
    "stream_not_found": "Check the path behind the host in the camera's manual.",
    "file_missing": "Copy the file to the Mandor machine or correct its path.",
    "not_video": "Give the address of the video stream, not of the camera's web page.",
    "codec_unsupported": "Set the camera to H.264 or H.265.",
    "picture_too_small": "Use the camera's main stream or raise its resolution.",
    "picture_too_large": "Use the camera's second stream or lower its resolution.",
    "stream_ended": "Nothing, if it is a file. A camera that ends its stream often needs newer firmware.",
    "stream_broken": "Check the network between the camera and Mandor for losses.",
    "no_frames": "If it stays like this, restart the camera.",
    "device_missing": "Plug the device in, or correct its number.",
    "inference_away": "It is restarted by itself; if it stays like this, look into its log.",
    "worker_down": "If it stays like this, look into the camera's log.",
    "redis_away": "It is restarted by itself; if it stays like this, look into its log.",
}
"""A hint for every reason."""

UNKNOWN_HINT = "Look into the camera's log."
"""For a reason that a newer worker reports."""
