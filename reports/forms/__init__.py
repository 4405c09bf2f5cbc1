"""What officers and clearers fill in."""

from .clearing import AnswerForm, ExceptionForm, SendForm
from .files import AppendixFileForm, AppendixWordsForm, CleanForm, FlattenForm
from .parts import (
    BLOCK_FORMS,
    ContactForm,
    DetailsForm,
    FigureForm,
    PlaceForm,
    ReasonsForm,
    RecommendationForm,
    SectionForm,
    SourceForm,
    SourcesForm,
    TableForm,
    TextForm,
    form_for,
    typed_grid,
    written_grid,
)
from .serving import ServesForm
from .stages import StageForm
from .starting import FindForm, FromEarlierForm, PersonForm, StartForm

__all__ = [
    "BLOCK_FORMS",
    "AnswerForm",
    "AppendixFileForm",
    "AppendixWordsForm",
    "CleanForm",
    "ContactForm",
    "DetailsForm",
    "ExceptionForm",
    "FigureForm",
    "FindForm",
    "FlattenForm",
    "FromEarlierForm",
    "PersonForm",
    "PlaceForm",
    "ReasonsForm",
    "RecommendationForm",
    "SectionForm",
    "SendForm",
    "ServesForm",
    "SourceForm",
    "SourcesForm",
    "StageForm",
    "StartForm",
    "TableForm",
    "TextForm",
    "form_for",
    "typed_grid",
    "written_grid",
]
