"""Getting ready for a talk: what was read, what to find out, the questions, the own story, one sheet."""
