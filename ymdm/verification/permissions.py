"""Who may take personal data out of the ledger. Checking it is for everybody and asks for no right."""

ACTS = {
    # act            shown as             roles that carry it
    # Retention lies with the security administrator (security.md 5); none of the three opens what is taken out.
    "ledger.erase": ("隐去记录内容", {"security_admin"}),
}
