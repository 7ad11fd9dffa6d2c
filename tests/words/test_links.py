"""Words on addresses."""

from openness_cli.model.availability import Fixer, LinkCause
from openness_cli.words.links import cause_sentence, fixer_word, mend_sentence


def test_every_cause_has_its_words_and_somebody_who_mends_it() -> None:
    for cause in LinkCause:
        assert cause_sentence(cause.value, None)
        assert mend_sentence(cause.value)
        assert isinstance(cause.fixer, Fixer)
        assert fixer_word(cause.fixer)
