"""The crop classifier: a small network for one region of a picture at a time (see `backend.core.ppe.refinement`)."""
