"""The soft warning finds what names a patient, and is silent about the ordinary day of a ward."""

from datetime import date

import pytest

from app.privacy.patient_identifiers import Likeness, is_nhs_number, patient_identifiers, warning

TODAY = date(2026, 3, 12)
NHS, HOSPITAL, BIRTH = Likeness.NHS_NUMBER, Likeness.HOSPITAL_NUMBER, Likeness.BIRTH_DATE

FOUND = [
    ("We looked at 943 476 5919 together.", [(NHS, "943 476 5919")]),
    ("9434765919", [(NHS, "9434765919")]),
    ("(943-476-5919)", [(NHS, "943-476-5919")]),
    ("NHS no. 401 023 2137, seen today.", [(NHS, "401 023 2137")]),
    ("Number 401\u00a0023\u00a02137.", [(NHS, "401\u00a0023\u00a02137")]),
    ("rang about NHS 943 476 5919", [(NHS, "943 476 5919")]),
    ("Hospital number: K123456 on the whiteboard", [(HOSPITAL, "K123456")]),
    ("MRN 00412345 was open", [(HOSPITAL, "00412345")]),
    ("mrn: ab 123456", [(HOSPITAL, "ab 123456")]),
    ("Charted for RXH1234567 with her", [(HOSPITAL, "RXH1234567")]),
    ("We opened X1234567 and Y7654321", [(HOSPITAL, "X1234567"), (HOSPITAL, "Y7654321")]),
    ("patient 1234567A in bay 2", [(HOSPITAL, "1234567A")]),
    ("Patient ID 7741-22", [(HOSPITAL, "7741-22")]),
    ("DOB 3/4/1951", [(BIRTH, "3/4/1951")]),
    ("d.o.b. 03.04.51", [(BIRTH, "03.04.51")]),
    ("born on 14 February 1938", [(BIRTH, "14 February 1938")]),
    ("born 2 March 2024, a newborn", [(BIRTH, "2 March 2024")]),
    ("the lady of 1944-11-02", [(BIRTH, "1944-11-02")]),
    ("date of birth: 1st of May 2019", [(BIRTH, "1st of May 2019")]),
    ("DOB 3/4/1951, 943 476 5919", [(BIRTH, "3/4/1951"), (NHS, "943 476 5919")]),
    ("NHS number 943 476 5919 is also hospital no 9434765919", [(NHS, "943 476 5919"), (NHS, "9434765919")]),
]  # fmt: skip

ORDINARY = [
    "Ring me on ext 4417 or bleep 2931.",
    "Telephone 020 7946 0018, mobile 07700 900123.",
    "Call 943 476 5919 after lunch.",
    "Her mobile is +44 7700 900 123.",
    "+1 943 476 5919",
    "Phone: 9434765919",
    "Tel. 0161 496 0000 ext. 22",
    "Order 9434765919 has arrived.",
    "The reference is 943 476 5919.",
    "A wrong number: 943 476 5918.",
    "111 111 1111 and 000 000 0000",
    "1234567890123456 is too long",
    "0943476591 begins with a nought",
    "Met on 12/3/2026 in room 7.14, 45 minutes.",
    "Next on 26 March 2026 at 13:30, video room 2.",
    "From 12.03.2026 to 30.06.2026, six sessions.",
    "Agreed 2026-03-12, to be reviewed 2026-09-12.",
    "Started in 2019; the policy is of 1 June 2020.",
    "Guideline NG238 (2023) replaces CG181 (2014).",
    "NMC PIN 12A3456E was checked.",
    "Registration K1234567 with the council",
    "GMC 7654321, signed off.",
    "doi 10.1016/S0140-6736(20)30183-5",
    "PMID 31978945 is worth reading.",
    "Asset A123456 is the new tablet.",
    "Printer model HLL2350 jams.",
    "Ward 7, bay B2, beds 11-14.",
    "Windows 11, version 23H2, update KB5034441.",
    "Room E3, floor 4, code C1.",
    "Score 7/10 before, 9/10 after; 3 of 4 met.",
    "Doses at 08:00, 14:00 and 22:00.",
    "Blood pressure 120/80, pulse 72.",
    "She was born to teach this.",
    "Her birthday cake was lovely.",
    "The ratio was 1:4 on nights, 1.5 in the day.",
    "See pages 1940-1948 of the manual.",
    "Since the 1980s nobody has asked why.",
    "31/02/1950 is no date, nor is 45/13/51.",
    "5 Grapes 1950",
    "It cost £1,234,567 over 10 years.",
    "Ticket 1234567A at the help desk",
    "Version 4.12.51 of the app",
    "Items A1, A2 and H2 are signed; E3 follows.",
    "Meeting ID 943 476 5919, passcode on the poster.",
    "Practise the five-step routine; 2 min each.",
    "e-mail m.sorvik51@example.org",
    "Mentors ask 3 questions, listen 10 minutes.",
    "Form F2508 is on the intranet.",
    "www.example.org/K1234567/page",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_may_name_a_patient_is_found(text: str, expected: list[tuple[Likeness, str]]) -> None:
    found = [(f.likeness, text[f.start : f.end]) for f in patient_identifiers(text, TODAY)]
    assert found == expected


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_sentences_raise_no_alarm(text: str) -> None:
    assert patient_identifiers(text, TODAY) == ()
    assert warning(text, TODAY) == ""


def test_the_check_digit_is_modulo_eleven() -> None:
    assert is_nhs_number("9434765919")
    assert not is_nhs_number("9434765910")
    assert not is_nhs_number("1234567890")  # its check digit would be ten
    assert not is_nhs_number("943476591")
    assert not is_nhs_number("94347659x9")
    # One wrong digit or two neighbours swapped never pass.
    good = "9434765919"
    for at in range(10):
        for digit in "0123456789":
            if digit != good[at]:
                assert not is_nhs_number(good[:at] + digit + good[at + 1 :])
    for at in range(9):
        if good[at] != good[at + 1]:
            assert not is_nhs_number(good[:at] + good[at + 1] + good[at] + good[at + 2 :])


def test_the_warning_names_what_it_saw_and_does_not_forbid() -> None:
    words = warning("DOB 3/4/1951, NHS 943 476 5919, K123456", TODAY)
    assert "an NHS number, a hospital number and a date of birth" in words
    assert "save all the same" in words
    assert "an NHS number." in warning("943 476 5919", TODAY)
    assert "1951" not in words
