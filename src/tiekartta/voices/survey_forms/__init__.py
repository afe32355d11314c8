"""The forms of the survey builder. They clean what came in and decide nothing."""

from tiekartta.voices.survey_forms.founding import CopyForm, FoundingForm, KeeperForm
from tiekartta.voices.survey_forms.frame import CancelForm, ClosingDayForm, FrameForm
from tiekartta.voices.survey_forms.parts import NewVariantForm, PartForm, VariantForm
from tiekartta.voices.survey_forms.questions import AskForm
from tiekartta.voices.survey_forms.wording import WordingForm

__all__ = [
    "AskForm",
    "CancelForm",
    "ClosingDayForm",
    "CopyForm",
    "FoundingForm",
    "FrameForm",
    "KeeperForm",
    "NewVariantForm",
    "PartForm",
    "VariantForm",
    "WordingForm",
]
