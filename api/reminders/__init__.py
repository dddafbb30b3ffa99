"""The rules: who is reminded, about what, due when, and is it still wanted?"""
