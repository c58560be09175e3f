"""What the unit has laid down and decided: its own rules with versions, its major decisions, its report to the superior union."""
