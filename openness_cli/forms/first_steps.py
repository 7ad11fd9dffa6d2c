"""A note that lies in a new folder: what to do first, for whoever opens it in a file manager."""

from datetime import date

from openness_cli.formats.letters import Letter, file_of
from openness_cli.forms.scaffold import Start
from openness_cli.messages import _
from openness_cli.words.terms import long_date


def first_steps(start: Start, evaluation: date) -> tuple[str, bytes]:
    """Return the name of the note and the note itself, in the language in use."""
    subject = _("What to do first")
    opening = _(
        "This folder is for what {body} can show for the Openness Index in {year}. The evaluation is expected on "
        "{day}; correct the day in openness.yaml when it is announced."
    )
    steps = (
        _("Open openness.yaml with Notepad: the name of the body, its official sites, its units and their mail."),
        _(
            "Enter what is done. “openness add C4.1” asks for what is needed; “openness add C1.1 register.xlsx” takes "
            "a whole Excel table."
        ),
        _(
            "Send each unit a workbook to fill in: “openness sheet export --split units”; “openness sheet import” "
            "takes it back."
        ),
        _("Orders, certificates and registers belong into the folder attachments."),
        _("See where you stand with “openness score”: the points, what is missing, and what to do first."),
        _("Have the addresses checked with “openness links”, best every day."),
        _("Ask each unit for what is theirs: “openness remind” writes the letters."),
        _("Before the evaluation “openness bundle --output {file}” puts all of it into one file to hand in."),
    )
    numbered = tuple(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    words = {"body": start.name, "year": start.year, "day": long_date(evaluation), "file": f"{start.identifier}.zip"}
    ending = _("Every command explains itself: “openness add --help”. This file may be deleted.")
    paragraphs = ((opening,), (_("Type the commands in a terminal that is open in this folder."),), numbered, (ending,))
    said = tuple(tuple(line.format(**words) if "{" in line else line for line in lines) for lines in paragraphs)
    return f"{subject}.txt", file_of(Letter("", subject, said))
