"""Persons, who are also the accounts, and the codes that open an account."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from .units import Unit, within_paths

ACTIVATION_DAYS = 7
# Without the characters that are mistaken for one another on a printed slip.
ACTIVATION_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class Gender(models.TextChoices):
    FEMALE = "female", "女"
    MALE = "male", "男"


class Employment(models.TextChoices):
    CIVIL_SERVICE_MANAGED = "civil_service_managed", "参公"
    ESTABLISHED_POST = "established_post", "事业编制"
    CONTRACT = "contract", "劳动合同"
    DISPATCHED = "dispatched", "劳务派遣"


class PersonQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PersonQuerySet:
        """Oneself, and the people of the units whose roll one may read."""
        return self.filter(Q(pk=person.pk) | within_paths(person.scope("organization.read_people"), "unit__path"))

    def holding(self, act: str, unit: Unit) -> PersonQuerySet:
        """Active people who may do `act` in `unit` today, by an office there or above it."""
        codename = act.replace(".", "_")
        return self.filter(
            is_active=True,
            pk__in=_appointments()
            .in_force(timezone.localdate())
            .filter(
                office__group__unitgrouppermission__permission__codename=codename,
                office__unit__in=unit.lineage,
            )
            .values("person"),
        )

    def holding_here(self, act: str, unit: Unit) -> PersonQuerySet:
        """As `holding`, but only by an office in `unit` itself: those who answer for the unit."""
        codename = act.replace(".", "_")
        return self.filter(
            is_active=True,
            pk__in=_appointments()
            .in_force(timezone.localdate())
            .filter(office__group__unitgrouppermission__permission__codename=codename, office__unit=unit)
            .values("person"),
        )


def _appointments() -> Any:
    from .appointments import Appointment  # cycle: an appointment points at a person

    return Appointment.objects


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def create_person(self, *, name: str, unit: Unit, staff_number: str = "", **fields: Any) -> Person:
        """An account without a password (F134). Opened with an `ActivationCode`. Not yet an authority of any kind."""
        person = self.model(name=name, unit=unit, staff_number=staff_number or self.next_staff_number(unit), **fields)
        if not person.pinyin:
            person.pinyin = romanise(name)
        person.set_unusable_password()
        person.save()
        return person

    def next_staff_number(self, unit: Unit) -> str:
        """Code of the unit (of the top two floors of the tree) and four digits, e.g. TS-0042."""
        owner = Unit.objects.above(unit).exclude(level="department").exclude(level="team").last() or unit
        last = (
            self.filter(staff_number__startswith=f"{owner.code}-", staff_number__regex=rf"^{owner.code}-\d{{4,}}$")
            .order_by(Length("staff_number").desc(), "-staff_number")
            .values_list("staff_number", flat=True)
            .first()
        )
        serial = int(last.rpartition("-")[2]) + 1 if last else 1
        return f"{owner.code}-{serial:04d}"


def romanise(name: str) -> str:
    """Pinyin of a name, syllables without blanks, and its initials: "zhengxiaoyun zxy". Editable: surnames vary."""
    from pypinyin import lazy_pinyin  # slow import

    syllables = lazy_pinyin(name)
    return f"{''.join(syllables)} {''.join(s[:1] for s in syllables)}".lower()[:80]


class Person(AbstractBaseUser):
    """One human being of the bureau. There are no superusers: authority comes from appointments alone."""

    staff_number = models.CharField("工号", max_length=20, unique=True)
    name = models.CharField("姓名", max_length=30)
    pinyin = models.CharField("拼音", max_length=80, blank=True, help_text="检索用；多音字姓氏可以改")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name="所在部门")
    mobile = models.CharField("手机号", max_length=11, null=True, blank=True, unique=True)
    email = models.EmailField("电子邮箱", blank=True)
    gender = models.CharField("性别", max_length=6, choices=Gender, blank=True)
    birth_month = models.CharField("出生年月", max_length=7, blank=True)
    party = models.CharField("政治面貌", max_length=20, blank=True)
    post = models.CharField("职务", max_length=40, blank=True)
    professional_title = models.CharField("职称", max_length=40, blank=True)
    employment = models.CharField("用工形式", max_length=24, choices=Employment, blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    left_on = models.DateField("离开日期", null=True, blank=True)
    wants_mail = models.BooleanField("消息同时发到邮箱", default=True)

    objects = PersonManager()

    USERNAME_FIELD = "staff_number"
    REQUIRED_FIELDS = ["name"]
    # Nobody is either, so what Django's own tools ask for is answered once and for all.
    is_superuser = is_staff = False

    class Meta:
        verbose_name = verbose_name_plural = "职工"
        ordering = ["staff_number"]
        indexes = [models.Index(fields=["unit", "staff_number"], name="person_of_unit")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organization:person", args=[self.pk])

    @property
    def is_opened(self) -> bool:
        """Whether the account has been opened with its code, i.e. has a password."""
        return bool(self.password) and not self.password.startswith(UNUSABLE_PASSWORD_PREFIX)

    @property
    def masked_mobile(self) -> str:
        return f"{self.mobile[:3]}****{self.mobile[-4:]}" if self.mobile else ""

    # --- authority: the two questions of the house -------------------------------------------------------------
    @cached_property
    def appointments_today(self) -> list[Any]:
        """Appointments in force today, with office and unit, oldest first. One query, kept for this request."""
        return list(
            self.appointments.in_force(timezone.localdate()).select_related("office__unit").order_by("from_on", "pk")
        )

    @cached_property
    def _held(self) -> list[dict[str, Any]]:
        """Each act of each appointment in force today, oldest appointment first. One query, kept for this request."""
        mine = self.appointments.in_force(timezone.localdate()).order_by("from_on", "pk")
        return list(
            mine.values(
                "title",
                "office__role",
                role_in=F("office__unit__name"),
                role_in_short=F("office__unit__short_name"),
                act=F("office__group__unitgrouppermission__permission__codename"),
                path=F("office__group__unitgrouppermission__content_object__path"),
            )
        )

    @cached_property
    def grants(self) -> dict[str, list[str]]:
        """Codename of each act to the paths of the units in which it is held."""
        held: dict[str, list[str]] = defaultdict(list)
        granted = {(row["act"], row["path"]) for row in self._held if row["act"]}
        for act, path in sorted(granted, key=lambda row: (len(row[1]), row[1])):
            if not any(path.startswith(wider) for wider in held[act]):
                held[act].append(path)
        return dict(held)

    def scope(self, act: str) -> list[str]:
        """Paths of the units whose subtrees `act` covers; none inside another."""
        return self.grants.get(act.replace(".", "_"), []) if self.is_active else []

    def may(self, act: str, unit: Unit) -> bool:
        """Whether an appointment in force allows `act` in `unit`. Holds for the subtree of the office's unit (F104)."""
        return any(unit.path.startswith(path) for path in self.scope(act))

    def may_anywhere(self, act: str) -> bool:
        return bool(self.scope(act))

    def units_for(self, act: str) -> models.QuerySet[Unit]:
        """The units in which the person may do `act`."""
        return Unit.objects.filter(within_paths(self.scope(act)))

    def acting_as(self, act: str | None, unit: Unit | None) -> str:
        """The office under which `act` is done in `unit`, as the ledger writes it: “工会干部（局工会）”."""
        from ..permissions import carries  # cycle: the table of acts names roles

        for appointment in self.appointments_today:
            office = appointment.office
            if unit and act and carries(office.role, act) and unit.path.startswith(office.unit.path):
                return str(office)
        return str(self.unit)

    @property
    def office_line(self) -> str:
        """Where the person belongs and in which office, for the page head."""
        from .appointments import Role  # cycle: an appointment points at a person

        if not self._held:
            return str(self.unit)
        first = self._held[0]
        return f"{first['role_in_short'] or first['role_in']} · {first['title'] or Role(first['office__role']).label}"

    def forget_grants(self) -> None:
        """Read appointments anew; for code that holds a person longer than one request."""
        for name in ("appointments_today", "grants", "_held"):
            self.__dict__.pop(name, None)


class ActivationCode(models.Model):
    """Opens an account once. Only its hash is kept; the code is seen when it is issued, never again (F134)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="activation_codes", verbose_name="职工")
    code_hash = models.CharField("摘要", max_length=64, unique=True)
    issued_at = models.DateTimeField("发放时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "激活码"

    def __str__(self) -> str:
        return f"{self.person} {self.issued_at:%Y-%m-%d}"

    @classmethod
    def issue(cls, person: Person) -> str:
        """Make a code of ten characters, good for seven days; earlier codes of the person end. Returns the code."""
        now = timezone.now()
        person.activation_codes.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        code = "".join(secrets.choice(ACTIVATION_ALPHABET) for _ in range(10))
        cls.objects.create(
            person=person,
            code_hash=cls.digest(code),
            issued_at=now,
            expires_at=now + timedelta(days=ACTIVATION_DAYS),
        )
        return code

    @staticmethod
    def digest(code: str) -> str:
        plain = "".join(code.split()).replace("-", "").upper()
        return hashlib.sha256(plain.encode()).hexdigest()

    @classmethod
    def find(cls, code: str, staff_number_tail: str) -> ActivationCode | None:
        """The usable code, if it belongs to a person whose staff number ends in `staff_number_tail` (four characters)."""
        found = (
            cls.objects.select_related("person")
            .filter(code_hash=cls.digest(code), used_at=None, expires_at__gt=timezone.now(), person__is_active=True)
            .first()
        )
        tail = staff_number_tail.strip().upper()
        return found if found and len(tail) == 4 and found.person.staff_number.upper().endswith(tail) else None
