"""Words on addresses."""

from openness_cli.model.causes import Cause, fixer_of

from openness_cli.model.availability import Fixer
from openness_cli.words.links import cause_sentence, fixer_word, mend_sentence


def test_every_cause_has_its_words_and_somebody_who_mends_it() -> None:
    for cause in Cause:
        assert cause_sentence(cause.value, None)
        assert mend_sentence(cause.value)
        assert isinstance(fixer_of(cause), Fixer)
        assert fixer_word(fixer_of(cause))
