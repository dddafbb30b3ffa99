"""The engine that does things later, and its channels; it knows no feature.

`clock → tick → delivery (pending) → bell → worker: claim (committed) → still wanted? → effect with
a stable identity → finish`. The row is the truth, a message is a hint to look. ARCHITECTURE.md
section 4 has the reasons.
"""
