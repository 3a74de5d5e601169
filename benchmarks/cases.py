"""Invented cases of any size, as answers files."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
place: {jurisdiction: us-wa}
order: {type: stalking, temporary: yes, court: Superior, county: Cascadia, why_here: I live in Cascadia County.}
petitioner: {filing_for: self, name: Nguyễn Thị Ánh, age: 34}
protected: {people: none}
respondent: {name: Garrett Lowe, age: about 40, vehicle: gray truck}
relationship: {kinds: [neighbor], details: We live in the same building.}
effects: {changes: [sleep, work], story: I do not sleep., fear_next: I am afraid he comes in., why_now: He came closer.}
stop: {asked: yes, story: I told him to stop in May.}
relief:
  items: [no-contact, stay-away]
  why: {no-contact: {because: He writes every week.}, stay-away: {because: He waits at my door.}}
confidential: {home_address: "480 Alder Court, Apt. 12, Port Larkin", phone: 555-555-0117, mailing_address: "P.O. Box 555"}
signing: {place: "Port Larkin, Washington"}
incidents:
"""

EVENT = """\
  - when: about {month} {day}, {year}
    title: "At my door, time {n}"
    time: 9:30 pm
    place: The hall of our building
    conduct: [waiting-outside, threat-of-harm]
    story: |
      When I came home he stood in the hall in front of my door. He did not move until the neighbor came down the stairs. This was time {n}.

      I went down again and waited in the laundry room for about twenty minutes. I could hear him knock on my door, seven or eight times.
    said: |
      You cannot stay in there for ever.
    witnesses:
      - {{name: Rosalind Pike, saw: She came down the stairs and saw him., contact: 555-0142}}
    police: called
    police_agency: Port Larkin Police
    how_known: I saw his face in the light of the hall.
    effect: |
      I could not sleep that night.
"""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


def write_case(path: Path, incidents: int) -> None:
    """An answers file with that many incidents."""
    events = [
        EVENT.format(n=n + 1, month=MONTHS[n % 10], day=n % 28 + 1, year=2026 - n // 10 % 8) for n in range(incidents)
    ]
    path.write_text(HEAD + "".join(events), "utf-8")
