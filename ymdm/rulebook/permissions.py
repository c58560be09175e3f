"""Who may change what the library says. Reading is for everybody who has signed in."""

ACTS = {
    # act                 shown as            roles that carry it
    # One officer proposes and another confirms; the second may sit in the unit or above it.
    "rulebook.change": ("修改本单位规定", {"union_officer"}),
    "rulebook.settle": ("登记单位的规则口径", {"union_officer"}),
}
