"""Protocols of network cameras that libav does not speak well enough: RTSP log-in, HTTP, JPEG over HTTP."""
