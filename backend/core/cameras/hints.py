"""What to do about each reason of `camera.REASONS`."""

from __future__ import annotations

HINTS: dict[str, str] = {
    "invalid_source": "Correct the address; the camera's form shows which kinds work.",
    "unreachable": "Check the address, the port, the cable and whether the camera has power.",
    "timeout": "Check that the port is the one for video, and whether the camera serves too many viewers.",
    "login_refused": "Check user name and password. Too many attempts lock some cameras for minutes.",
    "stream_not_found": "Check the path after the address in the camera's manual.",
    "file_missing": "Check the path, and that Mandor may read it.",
    "not_video": "A camera's web page is not its video stream; playlists and single pictures are not opened.",
    "codec_unsupported": "Set the camera to H.264 or H.265.",
    "picture_too_small": "Choose a larger picture in the camera's settings.",
    "picture_too_large": "Choose its second stream, often called sub stream, in the camera's settings.",
    "stream_ended": "Nothing, if it is a file. A camera that ends its stream often needs newer firmware.",
    "stream_broken": "When it happens often, check the network on the way to the camera.",
    "device_missing": "Check that the camera is plugged in and that no other program uses it.",
    "inference_away": "It is restarted by itself; if it stays like this, look into its log.",
    "picture_refused": "It is tried again by itself; if it stays like this, try another model or engine.",
    "nothing_to_judge": "Use a model that sees helmets or vests, or say which of its classes they are: docs/models.md.",
    "dark": "Check the light, the camera's night mode, and whether the lens is covered.",
    "covered": "Look at the camera: remove what hangs in front of it, clean the lens.",
    "frozen": "Restart the camera. If it comes again, its firmware or the recorder in between is at fault.",
    "falling_behind": "Choose the camera's second stream, let fewer cameras here detect (mode Picture only), "
    "and check what else runs here.",
    "moved": "Turn it back. A new view is accepted by itself after 10 minutes, or at once when the camera is switched "
    "off and on.",
    "defocused": "Clean the lens and set its focus; rain and steam pass by themselves.",
    "no_colour": "Light the place, or set the camera to stay in colour; with daylight it passes by itself.",
    "clock_jumped": "If it happens often, check the camera's time server and its power.",
    "worker_down": "If it stays like this, look into the camera's log.",
    "restarts_too_often": "Look into the camera's log for why it ends. A change of the camera is tried at once.",
    "redis_away": "It is restarted by itself; if it stays like this, look for free disk space and into its log.",
    "schedule_unreadable": "Choose the site's time zone again and save the schedule again.",
    "settings_unreadable": "Check the camera's settings and save them again.",
}
"""A hint for every reason."""

UNKNOWN_HINT = "Look into the camera's log."
"""For a reason that a newer worker reports."""
