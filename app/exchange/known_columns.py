"""The columns of the four lists that come in: staff, pairs, sessions, training.

Exported sheets carry the same titles, so that what goes out can come in again.
"""

from app.exchange.columns import Column
from app.language import _


def staff_columns() -> tuple[Column, ...]:
    """One row per person; only the name is needed (whole, or in two columns)."""
    return (
        Column("name", _("Name"), ("Full name", "Staff name", "Staff member", "Employee", "Employee name",
               "Member of staff", "Person", "Colleague", "Display name"),
               _("full name, also “Surname, First name”; needed, or the next two"), one_of="name"),
        Column("first_name", _("First name"), ("Forename", "Given name", "First names", "Forenames",
               "Given names", "First"), _("with Surname, in place of Name"), one_of="name"),
        Column("surname", _("Surname"), ("Last name", "Family name", "Last", "Second name"),
               _("with First name, in place of Name"), one_of="name"),
        Column("known_as", _("Known as"), ("Preferred name", "Nickname", "Called", "Likes to be called",
               "Goes by"), _("what colleagues call this person")),
        Column("profession", _("Profession"), ("Staff group", "Professional group", "Discipline",
               "Occupation", "Job family", "Occupational group"), _("for instance Nursing or Medicine")),
        Column("grade", _("Grade"), ("Job title", "Role", "Band", "Position", "Post", "Title", "Job",
               "Job role", "Pay band", "Level", "Designation", "Position title"),
               _("as in Settings, without regard to case; a new one is added")),
        Column("rank", _("Rank"), ("Seniority", "Seniority rank", "Grade rank"),
               _("1 (junior) to 9 (leads a service), used for a new grade only")),
        Column("ward", _("Ward"), ("Department", "Unit", "Team", "Location", "Clinic", "Area", "Dept",
               "Base", "Base ward", "Workplace", "Work area", "Place of work", "Cost centre name"),
               _("where this person works")),
        Column("email", _("E-mail"), ("Email address", "Mail", "E-mail address", "Work email", "NHS email",
               "Email work"), _("an e-mail address")),
        Column("phone", _("Phone"), ("Ext", "Extension", "Telephone", "Tel", "Mobile", "Bleep", "Pager",
               "Phone number", "Telephone number", "Contact number", "Tel no", "Work phone", "Phone ext"),
               _("a number or extension")),
        Column("line_manager", _("Line manager"), ("Reports to", "Manager", "Supervisor", "Managed by",
               "Manager name", "Line manager name", "Appraiser"),
               _("name or e-mail of somebody in the list, above or below, or in the book")),
        Column("teaches", _("Can teach"), ("Teaches", "Offers", "Offer", "Skills", "Could teach",
               "Happy to teach", "Can mentor in", "Mentor topics", "Teach", "Can offer"),
               _("topics separated by ; , / or a new line, with confidence 1 to 5: Charting (4)"),
               repeats=True),
        Column("wants", _("Wants to learn"), ("Learns", "Needs", "Need", "Wants", "Learning needs",
               "Would like to learn", "To learn", "Learn", "Mentee topics", "Learning goals"),
               _("topics in the same way"), repeats=True),
        Column("availability", _("Availability"), ("Shifts", "Available", "Shift pattern", "Working days",
               "Days", "Usual shifts", "Working pattern"), _("for instance Mon early, Tue late, Sun night")),
        Column("capacity", _("Capacity"), ("Most pairs", "Max pairs", "Maximum pairs", "Number of pairs",
               "Pairs"), _("in how many pairs at a time, 0 to 9; otherwise 2")),
        Column("left_on", _("Left on"), ("Leaving date", "End date", "Date left", "Left", "Leaver date",
               "Last working day"), _("the day somebody left; empty for those who work here")),
        Column("notes", _("Notes"), ("Remarks", "Comments", "Note", "Comment", "Remark"), _("any text")),
    )  # fmt: skip


def pairs_columns() -> tuple[Column, ...]:
    """One row per pair; people are named as in the book."""
    return (
        Column("mentors", _("Mentors"), ("Mentor", "Reverse mentor", "Teacher", "Taught by", "Mentor name",
               "Junior", "Mentor names"), _("who teaches, the lead first; several with ; between"),
               required=True, repeats=True),
        Column("mentees", _("Mentees"), ("Mentee", "Learner", "Senior", "Mentee name", "Mentee names",
               "Reverse mentee"), _("who learns"), required=True, repeats=True),
        Column("topic", _("Topic"), ("Subject", "Skill", "Theme", "Area", "Content"),
               _("what is taught; a new one is added"), required=True),
        Column("aim", _("Aim"), ("Aims", "Purpose", "Objective", "Objectives", "What for"), _("any text")),
        Column("programme", _("Programme"), ("Program", "Scheme", "Project"),
               _("a programme of the book; without this column, the newest")),
        Column("status", _("Status"), ("State", "Stage", "Pair status"),
               _("proposed (if empty), agreed, active, paused or closed")),
        Column("began", _("Proposed on"), ("Start", "Start date", "Started", "Began", "Created", "Date",
               "Matched on", "Starts on", "Date started"), _("a date; otherwise today")),
        Column("agreement", _("Agreement signed"), ("Agreement", "Agreement date", "Signed", "Signed on",
               "Contract signed"), _("the day the last of the pair signed the agreement")),
        Column("active_from", _("Active from"), ("Active since", "Activated", "First active", "Active"),
               _("a date; otherwise Proposed on")),
        Column("override", _("Override reason"), ("Reason for starting early", "Reason for override",
               "Override"), _("why an active pair starts before training and agreement are complete")),
        Column("pause_reason", _("Pause reason"), ("Paused because", "Why paused"), _("any text")),
        Column("planned_sessions", _("Planned sessions"), ("Sessions planned", "Number of sessions",
               "Sessions"), _("1 to 60; otherwise 6")),
        Column("minutes", _("Minutes"), ("Session length", "Length", "Duration", "Minutes per session",
               "Session minutes", "Session length minutes"), _("length of a session; otherwise 45")),
        Column("planned_end", _("Planned end"), ("End date", "End", "Ends", "Ends on", "Planned end date",
               "Until"), _("a date")),
        Column("closed_on", _("Ended on"), ("Ended", "Closed", "Closed on", "Finished", "Date closed",
               "Date ended"), _("a date, for closed pairs")),
        Column("close_reason", _("Why it ended"), ("Reason", "Reason ended", "End reason", "Close reason",
               "Outcome", "Reason for ending", "Reason closed"),
               _("completed, completed early, planned end, moved, time, poor fit or other")),
        Column("aims_met", _("Aims met"), ("Aim met", "Goals met", "Achieved"), _("none, part or full")),
        Column("achievements", _("Achievements"), ("Results", "Achievement"), _("any text")),
        Column("handed_on", _("Handed on"), ("Open actions handed on", "Handover", "Hand over"),
               _("any text")),
        Column("goals", _("Goals"), ("Goal",),
               _("one a line, with confidence 1 to 10 before and after: Charts alone (3 → 8)"), repeats=True),
    )  # fmt: skip


def sessions_columns() -> tuple[Column, ...]:
    """One row per session; the pair is named by its people."""
    return (
        Column("date", _("Date"), ("Held on", "Session date", "Day", "When", "Date of session", "Met on",
               "Meeting date"), _("the day of the session"), required=True),
        Column("mentors", _("Mentors"), ("Mentor", "Reverse mentor", "Teacher", "Mentor name",
               "Mentor names"), _("who teaches; needed, or Pair"), one_of="pair", repeats=True),
        Column("mentees", _("Mentees"), ("Mentee", "Learner", "Mentee name", "Mentee names"),
               _("who learns"), repeats=True),
        Column("pair", _("Pair"), ("Pairing", "Who"), _("in place of both: Mentor → Mentee"), one_of="pair"),
        Column("topic", _("Topic"), ("Subject", "Skill", "Theme"),
               _("needed where the same people have several pairs")),
        Column("state", _("Status"), ("State", "Session status", "Took place", "Happened", "Held"),
               _("held (if empty), cancelled or booked")),
        Column("starts_at", _("Start"), ("Time", "Start time", "Started at", "At", "From"),
               _("a time such as 14:30")),
        Column("minutes", _("Minutes"), ("Length", "Duration", "Mins", "Session length", "Time spent"),
               _("5 to 480; otherwise the pair’s usual length")),
        Column("mode", _("How they met"), ("Mode", "Type", "Format", "How", "Session type", "Kind"),
               _("side by side, meeting (if empty), observation, video or phone")),
        Column("place", _("Place"), ("Location", "Room", "Where", "Venue"), _("any text")),
        Column("protected", _("Protected time"), ("Protected", "Protected time kept", "Time kept",
               "Time protected"), _("yes (if empty), part or no")),
        Column("attended", _("Attended"), ("Attendance", "Present", "Attendees", "Who attended",
               "Who was there"), _("names; everybody of the pair if empty"), repeats=True),
        Column("summary", _("Summary"), ("Content", "What was done", "Topics covered", "Description",
               "Covered"), _("any text; no patients, no third parties")),
        Column("note", _("Record note"), ("Notes", "Note", "Comments", "Remarks"),
               _("any text that the manager may read")),
        Column("cancelled_by", _("Cancelled by"), ("Called off by", "Cancelled"),
               _("mentor, mentee, ward or other")),
        Column("cancel_reason", _("Why cancelled"), ("Reason", "Cancellation reason", "Cancel reason",
               "Reason cancelled"), _("neutral words")),
    )  # fmt: skip


def training_columns() -> tuple[Column, ...]:
    """One row per signature, or per person with several items."""
    return (
        Column("name", _("Name"), ("Full name", "Mentor", "Staff member", "Staff name", "Mentor name",
               "Employee name", "Person"), _("the mentor, as in the book"), required=True),
        Column("items", _("Item"), ("Items", "Code", "Item code", "Checklist item", "Checklist items",
               "Codes"), _("codes such as A1, A2 or B1-B4; “starred” means all starred items"),
               required=True, repeats=True),
        Column("signed_on", _("Signed on"), ("Date", "Date signed", "Signed", "Completed", "Completed on",
               "Sign-off date", "Date completed"), _("a date"), required=True),
        Column("evidence", _("Evidence"), ("How", "Shown by", "Method"),
               _("discussed, observed, reflection or course; otherwise as the checklist says")),
        Column("applies", _("Applies"), ("Applicable",), _("no for an item that does not apply")),
        Column("remark", _("Remark"), ("Remarks", "Note", "Notes", "Comment", "Comments"), _("any text")),
        Column("signed_by", _("Signed by"), ("Assessor", "Signed off by", "Supervisor"),
               _("kept as a remark: the signature is that of whoever imports")),
    )  # fmt: skip
