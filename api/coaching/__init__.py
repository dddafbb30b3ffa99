"""What staff see of whoever takes part: calls into the bridge, which alone decides."""
