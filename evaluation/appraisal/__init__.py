"""Democratic appraisal of leading cadres (民主评议): reports, a secret ballot, feedback, the superior, a summary for all."""
