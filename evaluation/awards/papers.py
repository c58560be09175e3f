"""The certificate of a title, the record of a campaign for the archive, and the lists as workbooks."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from ymdm.papers.kinds import Column, Paper

from .models import Campaign, CampaignState, Kind, Nomination

# What a title is given for, as the certificate says it: ours, the union changes the print as it likes.
PRAISE = {
    Kind.MODEL_UNIT: "民主管理和职代会工作成绩突出，制度健全，运行规范，职工满意",
    Kind.MODEL_GROUP: "民主管理工作成绩突出，班务公开，职工参与，团结协作",
    Kind.MODEL_INDIVIDUAL: "民主管理和职代会工作中成绩突出，事迹感人，受到职工好评",
    Kind.OUTSTANDING: "认真履行代表职责，按时参会，积极提案，如实反映职工意见，受到选区职工好评",
}


def _asked(request: Any) -> str:
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    return str(pk)


def certificate(request: Any) -> Paper:
    """The certificate that `of` names, once its title is published; it says so when the title was withdrawn (EVA-37)."""
    seen = (
        Nomination.objects.visible_to(request.user).honours().select_related("campaign__unit", "nominee_person__unit")
    )
    found = seen.filter(pk=_asked(request)).first()
    if found is None:
        raise Http404
    issued = timezone.localdate(found.campaign.published_at or found.decided_at)
    context = {
        "one": found,
        "person_unit": found.nominee_person.unit if found.nominee_person else None,
        "praise": PRAISE[Kind(found.kind)],
        "issued": issued,
    }
    title = f"荣誉证书 {found.number}" + ("（已撤销）" if found.is_withdrawn else "")
    return Paper(title, "awards/papers/certificate.html", context, back=found.get_absolute_url())


def record(request: Any) -> Paper:
    """The file of a campaign whose result is out: for those whose office reads it (objections stand in it)."""
    found = Campaign.objects.visible_to(request.user).published().select_related("unit", "opened_by", "published_by")
    campaign = found.filter(pk=_asked(request)).first()
    if campaign is None or not request.user.may("awards.read", campaign.unit):
        raise Http404
    names = campaign.nominations.select_related(
        "unit", "nominated_by", "reviewed_by", "proposed_by", "decided_by", "withdrawn_by"
    ).prefetch_related("notices__objections", "notices__concluded_by", "inquiries")
    context = {"campaign": campaign, "quotas": list(campaign.quotas.all()), "names": list(names)}
    return Paper(
        f"{campaign}档案", "awards/papers/record.html", context,
        is_archived=campaign.state == CampaignState.ARCHIVED, back=campaign.get_absolute_url(),
    )  # fmt: skip


PAPERS = {"award-certificate": certificate, "award-record": record}

CAMPAIGNS = (
    Column("名称", lambda one: one.title),
    Column("表彰单位", lambda one: one.unit.name),
    Column("年度", lambda one: one.year),
    Column("名额", lambda one: "、".join(str(quota) for quota in one.quotas.all())),
    Column("提名截止日", lambda one: one.nominate_until),
    Column("状态", lambda one: one.get_state_display()),
)
NOMINATIONS = (
    Column("种类", lambda one: one.get_kind_display()),
    Column("名称", lambda one: one.name),
    Column("提名单位", lambda one: one.unit.name),
    Column("状态", lambda one: one.get_state_display()),
    Column("证书编号", lambda one: (one.number or "") if one.campaign.is_published else ""),
)
HONOURS = (
    Column("年度", lambda one: one.campaign.year),
    Column("称号", lambda one: one.get_kind_display()),
    Column("名称", lambda one: one.name),
    Column("提名单位", lambda one: one.unit.name),
    Column("授予单位", lambda one: one.campaign.unit.name),
    Column("证书编号", lambda one: one.number),
    Column("状态", lambda one: "称号已撤销" if one.is_withdrawn else "有效"),
)
