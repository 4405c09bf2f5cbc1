"""What people fill in about pledges, promises and the model check."""

from .modelcheck import BeginForm, EvidenceForm, FindingForm, FinishForm, ReopenForm, ReportForm
from .pledges import PledgeForm, PromiseForm, ServeForm
from .serving import ReportPromisesForm

__all__ = [
    "BeginForm",
    "EvidenceForm",
    "FindingForm",
    "FinishForm",
    "PledgeForm",
    "PromiseForm",
    "ReopenForm",
    "ReportForm",
    "ReportPromisesForm",
    "ServeForm",
]
