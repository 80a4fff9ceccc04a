"""The stream mode of the ancestor of this layout: every frame is decoded, drawn on, encoded and stored in Redis.

    python decode_draw_store.py SOURCE REDIS_URL

Imports nothing of Mandor. Runs until it is ended.
"""

from __future__ import annotations

import sys
from datetime import datetime

import cv2
from redis import Redis

QUALITY = 80


def main() -> None:
    """Read, draw, encode, store."""
    source, redis_url = sys.argv[1:]
    cv2.setNumThreads(1)
    redis = Redis.from_url(redis_url)
    capture = cv2.VideoCapture(source, cv2.CAP_FFMPEG)
    while True:
        read, frame = capture.read()
        if not read:
            sys.exit("the stream ended")
        cv2.rectangle(frame, (20, 20), (420, 80), (0, 0, 0), -1)
        now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")  # noqa: DTZ005 - as a camera's overlay shows it
        cv2.putText(frame, now, (30, 62), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255, 255, 255), 2)
        _, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
        redis.set("frame:1", jpeg.tobytes(), ex=10)


if __name__ == "__main__":
    main()
