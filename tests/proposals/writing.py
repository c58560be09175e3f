"""What tests of the wizard do: address a step, send its form, begin a draft."""

from django.urls import reverse

from proposals.models import Proposal

NEW = "/w/proposals/new/"
HTMX = {"HX-Request": "true"}
PDF = b"%PDF-1.7\n%%EOF\n"
# What the last step sends.
READY = {"go": "submit", "truthful": "on"}


def step(proposal, number: int) -> str:
    return reverse("proposals:wizard", args=[proposal.pk, number])


def typed(client, proposal, **fields):
    """What the second step's form would send, with `fields` changed."""
    form = client.get(step(proposal, 2)).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form if bound.name != "is_confidential"}
    return {"go": "next"} | sent | fields


def begin(client, house) -> Proposal:
    category = house.term.proposal_categories.first()
    client.post(NEW, {"category": category.pk, "go": "next"})
    return Proposal.objects.get()
