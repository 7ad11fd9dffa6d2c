"""Asking whoever sits at a terminal for what is missing, with the choices that there are."""

from collections.abc import Callable, Mapping

from openness_cli.cli.session import Session
from openness_cli.messages import _
from openness_cli.model.evidence import the_one


class Asking:
    """Questions to a terminal; an empty answer leaves out what can be left out."""

    def __init__(self, session: Session, ask: Callable[[str], str]) -> None:
        """Ask through ``ask``, which prints a text and returns the line that is typed."""
        self._session = session
        self._ask = ask

    def one_of(self, question: str, choices: Mapping[str, str]) -> str:
        """Return one of the words that are offered with what they mean, by its number, itself or its meaning."""
        width = len(str(len(choices)))
        for number, (word, meaning) in enumerate(choices.items(), start=1):
            self._session.complain(f"  {number:>{width}}  {meaning or word}")
        words = list(choices)
        spellings = [(spelling, word) for word, meaning in choices.items() for spelling in (word, meaning)]
        while True:
            typed = self._ask(question).strip()
            if typed.isdecimal() and 0 < int(typed) <= len(words):
                return words[int(typed) - 1]
            if (meant := the_one(typed, spellings)) is not None:
                return meant
            self._session.complain(_("type one of the numbers from 1 to {count}").format(count=len(words)))

    def text(self, question: str, *, is_fit: Callable[[str], str] = lambda _typed: "") -> str:
        """Return what is typed; asked for again where ``is_fit`` says what is wrong with it. It may be empty."""
        while True:
            typed = self._ask(question).strip()
            wrong = is_fit(typed) if typed else ""
            if not wrong:
                return typed
            self._session.complain(wrong)


def asking_of(session: Session) -> Asking | None:
    """Return how to ask; None where nobody sits at a terminal, or nothing is to be said."""
    return Asking(session, session.ask) if session.ask is not None and not session.quiet else None
