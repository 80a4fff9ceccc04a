"""What the inference server can be asked, and how requests are scheduled."""
