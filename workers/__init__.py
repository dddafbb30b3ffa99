"""The hands: broker wiring, the tick, and actors of three lines. Imported by nobody."""
