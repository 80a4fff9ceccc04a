"""The analysers: each observes one thing in a camera's pictures. `registry` names them."""
