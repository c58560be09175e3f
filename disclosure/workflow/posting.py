"""Sheets on boards, proved by photographs (DIS-22, F4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.attachments.checking import PICTURES
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from ..models import Board, Posting, Publication
from ..rules import publishing as rules
from .drafting import DRAFTS


def _photo(posting: Posting, photo: UploadedFile | None, by: Person) -> Attachment:
    if photo is None:
        raise Refused("请上传现场照片，没有照片不算张贴。", rule=rules.POSTING)
    try:
        return attach(posting, photo, by, PICTURES)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


@step(Publication, leaves=[Publication.State.PUBLISHED], needs=DRAFTS, says="登记张贴")
def put_up(publication: Publication, by: Person, *, at: datetime, board: Board, photo: UploadedFile | None) -> Posting:
    """Write down that the sheet hangs on a board, with a photograph."""
    if Posting.objects.filter(publication=publication, board=board, state=Posting.State.UP).exists():
        raise Refused(f"已经登记张贴在“{board.place}”。")
    posting = Posting.objects.create(publication=publication, board=board, up_on=timezone.localdate(at), by=by)
    posting.up_photo = _photo(posting, photo, by)
    posting.save()
    return posting


@step(Posting, leaves=[Posting.State.UP], reaches=Posting.State.DOWN, needs=DRAFTS, says="登记取下")
def take_down(posting: Posting, by: Person, *, at: datetime, photo: UploadedFile | None) -> None:
    """Write down that it came off, not before its days were over, with a photograph of the last day."""
    today = timezone.localdate(at)
    least = (
        posting.publication.ends_on
        if posting.publication.is_notice
        else posting.up_on + timedelta(days=posting.publication.days)
    )
    if least and today < least:
        raise Refused(f"要张贴到 {least:%-m月%-d日}，还没有到。", rule=rules.POSTING)
    posting.down_on, posting.down_photo = today, _photo(posting, photo, by)
