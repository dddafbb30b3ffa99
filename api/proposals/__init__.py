"""An optional language model proposes what the lines of a talk are; the person confirms, or not."""
