"""How to fix each reason of `camera.REASONS`."""

from __future__ import annotations

HINTS: dict[str, str] = {
    "invalid_source": "Correct the address; the camera's form shows which kinds work.",
    "unreachable": "Check the address, the port, the cable and the camera's power.",
    "timeout": "Check that the port is the one for video, and whether the camera serves too many viewers.",
    "login_refused": "Check user name and password. After three attempts it is tried twice an hour only, since cameras "
    "lock who tries too often; a change of the camera is tried at once.",
    "login_unsupported": "Choose Digest or Basic as the way to log in, in the camera's settings.",
    "stream_not_found": "Check the path after the address in the camera's manual.",
    "camera_busy": "Close other viewers or raise the camera's limit. It is tried again by itself.",
    "camera_error": "It may be starting up; it is tried again by itself. If it stays like this, restart the camera.",
    "hangs_up": "It may be starting up or full; it is tried again by itself. Check that the port is the one for video.",
    "address_moved": "Enter the address that the camera names, or look for the stream's address in its settings.",
    "transport_refused": "Add ?transport=udp to the address, or take it away where it is there already.",
    "request_refused": "Check the address in the camera's manual; some cameras want another path or port.",
    "protocol_unsupported": "Check that the address is the one for video; newer firmware may help.",
    "tls_needed": "Write rtsps:// or https:// instead of rtsp:// or http://, with the port for it.",
    "tls_failed": "Check the port, or switch encryption on in the camera. Where the network is yours alone, rtsp:// or "
    "http:// works without encryption: passwords and pictures can then be read on the way.",
    "file_missing": "Check the path, and that Mandor may read it.",
    "not_video": "A camera's web page is not its video stream; playlists are not opened.",
    "codec_unsupported": "Set the camera to H.264 or H.265.",
    "picture_too_small": "Choose a larger picture in the camera's settings.",
    "picture_too_large": "Choose its second stream, often called sub stream, in the camera's settings.",
    "stream_ended": "For a file this is normal. A camera that ends its stream often needs newer firmware.",
    "stream_broken": "If it happens often, check the network between the camera and Mandor.",
    "device_missing": "Check that the camera is connected and that no other program uses it.",
    "inference_away": "It restarts automatically; if it stays stopped, check its log.",
    "picture_refused": "It is tried again automatically; if it stays paused, try another model or engine.",
    "nothing_to_judge": "Use a model that detects the required items, or map its classes to them: docs/models.md.",
    "dark": "Check the light, the camera's night mode, and whether something blocks the lens.",
    "covered": "Go to the camera: remove what blocks the lens, clean it.",
    "frozen": "Restart the camera. If it happens again, its firmware or the recorder in between is at fault.",
    "falling_behind": "Choose the camera's second stream, analyse fewer pictures a second, set cameras to Live view "
    "only, or check what else runs on this machine.",
    "moved": "Move it back. A new view is accepted automatically after 10 minutes, or at once when the camera is "
    "disabled and enabled. For a camera that turns by design, switch this warning off in its settings.",
    "defocused": "Clean the lens and set its focus; rain and steam pass by themselves.",
    "no_colour": "Add light, or set the camera to stay in colour; in daylight it ends by itself. For a "
    "black-and-white camera, switch this warning off in its settings.",
    "clock_jumped": "If it happens often, check the camera's time server and its power.",
    "worker_down": "If it stays like this, check the camera's log.",
    "restarts_too_often": "Check the camera's log for the cause. After a change of the camera it is restarted at once.",
    "redis_away": "It restarts automatically; if it stays like this, check free disk space and its log.",
    "schedule_unreadable": "Choose the site's time zone again and save the schedule again.",
    "settings_unreadable": "Check the camera's settings and save them again.",
    "rules_unreadable": "Open the camera's zones and rules; delete those marked as unreadable, and make them again.",
}
"""A hint for every reason."""

UNKNOWN_HINT = "Check the camera's log."
"""For a reason that a newer worker reports."""
