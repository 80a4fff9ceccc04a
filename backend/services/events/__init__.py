"""Publishing events: from a worker to the streams that the backend reads."""
