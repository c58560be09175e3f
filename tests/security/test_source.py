"""What no source file may hold, unless it stands here with its reason (security.md 7)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("ymdm", "congress", "proposals", "disclosure", "evaluation")
PYTHON = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
}

FORBIDDEN = {
    "a form or list of all fields": re.compile(r"""(?:fields|exclude)\s*=\s*(?:["']__all__["']|\(\)|\[\])"""),
    "text marked as safe": re.compile(r"\bmark_safe\b|\bSafeString\("),
    "a view without forgery protection": re.compile(r"\bcsrf_exempt\b"),
    "SQL of its own": re.compile(r"\.raw\(\s*[\"'f]|\.extra\(|\bRawSQL\b|\.execute\(|\.executemany\("),
    "code out of data": re.compile(r"(?<![.\w])(?:eval|exec)\(|\bpickle\b|\bmarshal\b|yaml\.load\("),
    "a shell": re.compile(r"shell=True|os\.system\(|os\.popen\("),
    "a request to elsewhere": re.compile(r"\burlopen\b|\bimport requests\b|\bhttpx\b|\burllib\.request\b|\bhttp\.client\b"),
    "XML read without protection": re.compile(r"import xml\.|from xml\.|from lxml|import lxml"),
    "a check of a role by its name": re.compile(r"\.is_superuser\b|\.has_perm\(|get_objects_for_user"),
    "a redirect to what was typed": re.compile(r"redirect\(request\.(?:GET|POST)|HttpResponseRedirect\(request\.(?:GET|POST)"),
}  # fmt: skip

# (file, what): why it is right there. A line that is no longer needed fails as well.
REASONS = {
    ("ymdm/ui/tags/pages.py", "text marked as safe"): "HTML that Django itself rendered, from templates that escape",
    ("ymdm/ui/tags/lists.py", "text marked as safe"): "the same",
    ("ymdm/ui/tags/small.py", "text marked as safe"): "the same, and two constant attributes",
    ("ymdm/ui/tags/forms.py", "text marked as safe"): "the same",
    ("ymdm/roof/navigation.py", "text marked as safe"): "the same",
    ("proposals/views/listing.py", "text marked as safe"): "the same",
    ("proposals/forms/filters.py", "text marked as safe"): "the same",
    ("ymdm/ledger/protection.py", "SQL of its own"): "triggers, without anything typed in them",
    ("ymdm/ledger/sealing.py", "SQL of its own"): "the advisory lock of the sealer",
    ("ymdm/securitylog/protection.py", "SQL of its own"): "triggers, without anything typed in them",
    ("ymdm/roof/demo/__init__.py", "SQL of its own"): "ANALYZE, of tables that the models name",
    ("ymdm/ballots/protection.py", "SQL of its own"): "triggers, without anything typed in them",
    ("ymdm/ballots/locks.py", "SQL of its own"): "the advisory lock of a box",
    ("ymdm/ballots/rolling.py", "SQL of its own"): "PRAGMA secure_delete",
    ("ymdm/ballots/destroying.py", "SQL of its own"): "the same",
    ("ymdm/ballots/closing.py", "SQL of its own"): "VACUUM, of tables that the models name",
    ("ymdm/ballots/checks.py", "SQL of its own"): "settings of PostgreSQL's log",
    ("ymdm/ballots/checking.py", "SQL of its own"): "transaction numbers and hidden row numbers, which no ORM knows",
    ("ymdm/verification/roles.py", "SQL of its own"): "grants, to a role that the configuration names, quoted",
    ("ymdm/verification/checks.py", "SQL of its own"): "SELECT current_user",
    ("ymdm/roof/health/checks.py", "SQL of its own"): "SELECT 1",
    ("ymdm/search/index.py", "SQL of its own"): "tables of the index, which no ORM knows; what is looked for is bound",
    (
        "ymdm/accounts/views/factors.py",
        "text marked as safe",
    ): "the square code, drawn by segno: numbers of squares only",
    (
        "proposals/letterbox/doorkeeping.py",
        "a view without forgery protection",
    ): "no cookie reaches the mailbox: origin, Sec-Fetch-Site and a signed token stand in for it",
    ("ymdm/accounts/oidc.py", "a request to elsewhere"): "the source of accounts that the configuration names",
    (
        "ymdm/verification/views/public.py",
        "text marked as safe",
    ): "the square of the notice-board sheet, drawn by segno: numbers of squares only",
    ("ymdm/ballots/views/voting.py", "text marked as safe"): "the sheet from the cache, escaped when it was drawn",
    ("disclosure/templatetags/richtext.py", "text marked as safe"): "cleaned by nh3 in the same line (decision 0034)",
    ("congress/views/hall.py", "text marked as safe"): "the check-in square, drawn by segno: numbers of squares only",
    ("ymdm/ledger/handouts/witness.py", "a request to elsewhere"): "handed out to run elsewhere; nothing here calls it",
}


def holders(what: str) -> set[str]:
    return {name for name, source in PYTHON.items() if FORBIDDEN[what].search(source)}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_source_holds_what_is_forbidden(what):
    reasoned = {name for name, of in REASONS if of == what}
    assert holders(what) - reasoned == set(), f"{what}: mend it, or give the reason in tests/security/test_source.py"


@pytest.mark.parametrize(("name", "what"), REASONS)
def test_no_reason_is_left_over(name, what):
    assert name in holders(what) or name not in PYTHON


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("a form or list of all fields", 'fields = "__all__"'),
        ("text marked as safe", "return mark_safe(text)"),
        ("a view without forgery protection", "@csrf_exempt"),
        ("SQL of its own", 'Proposal.objects.raw("SELECT")'),
        ("SQL of its own", 'rows.extra(where=["1"])'),
        ("code out of data", "eval(text)"),
        ("a shell", "run(x, shell=True)"),
        ("a request to elsewhere", "from urllib.request import urlopen"),
        ("XML read without protection", "import xml.etree"),
        ("a check of a role by its name", "person.has_perm('x')"),
        ("a redirect to what was typed", "return redirect(request.GET['next'])"),
    ],
)
def test_what_is_forbidden_is_found(what, written):
    assert FORBIDDEN[what].search(written)
