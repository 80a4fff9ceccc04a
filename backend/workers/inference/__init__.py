"""The inference server: scheduling, loading models, publishing what serves."""
