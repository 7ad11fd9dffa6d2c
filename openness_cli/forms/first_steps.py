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
        _(
            "Say who does what: “openness sheet export {book}” makes an Excel workbook. Type the units, their mail, "
            "and who is in charge of each criterion; “openness sheet import {book}” takes it back."
        ),
        _(
            "Send each unit a workbook of its own: “openness sheet export --split units”. What comes back filled in, "
            "“openness sheet import units/*.xlsx” takes in."
        ),
        _(
            "Enter what is at hand yourself: “openness add C4.1” asks for what is needed; “openness add C1.1 "
            "register.xlsx” takes a whole Excel table."
        ),
        _("The official sites of the body are named in openness.yaml, which opens with Notepad."),
        _("Orders, certificates and registers belong into the folder attachments."),
        _("See where you stand with “openness score”: the points, what is missing, and what to do first."),
        _("Have the addresses checked with “openness links”, best every day."),
        _("Ask each unit for what is theirs: “openness remind” writes the letters."),
        _("Before the evaluation “openness bundle --output {file}” puts all of it into one file to hand in."),
    )
    numbered = tuple(f"{number}. {step}" for number, step in enumerate(steps, start=1))
    words = {"body": start.name, "year": start.year, "day": long_date(evaluation), "file": f"{start.identifier}.zip"}
    words["book"] = f"{start.identifier}.xlsx"
    ending = _("Every command explains itself: “openness add --help”. This file may be deleted.")
    paragraphs = ((opening,), (_("Type the commands in a terminal that is open in this folder."),), numbered, (ending,))
    said = tuple(tuple(line.format(**words) if "{" in line else line for line in lines) for lines in paragraphs)
    return f"{subject}.txt", file_of(Letter("", subject, said))
