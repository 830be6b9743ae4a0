"""What looks for faults in copy: one file a family, one function a check."""
