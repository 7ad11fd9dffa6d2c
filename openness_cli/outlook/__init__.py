"""What lies ahead of a body: what falls due, what falls if nobody acts, the least effort that reaches a colour.

May import model and scoring. Its door ``solver`` knows the library that it calls, and silences it.
"""
