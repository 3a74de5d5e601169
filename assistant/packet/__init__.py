"""The packet: which papers, for whom, in what order and why (`plan`); made and joined (`making`, `binding`, `joining`);
looked over (`preflight`); written (`writing`), which is the only place that writes plain text.
"""

from assistant.packet.making import Options, assemble
from assistant.packet.model import PUBLIC_READERS, Below, Checked, File, Packet, Paper, Progress
from assistant.packet.plan import Plan, Planned, plan
from assistant.packet.writing import write

__all__ = [
    "PUBLIC_READERS",
    "Below",
    "Checked",
    "File",
    "Options",
    "Packet",
    "Paper",
    "Plan",
    "Planned",
    "Progress",
    "assemble",
    "plan",
    "write",
]
