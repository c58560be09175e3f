"""The assessment of one unit in one year: self-check, evidence, scores by two, appeal, and the result that stays."""
