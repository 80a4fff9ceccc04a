"""The second look: a small network for one place of a picture at a time (see `backend.core.ppe.refinement`)."""
