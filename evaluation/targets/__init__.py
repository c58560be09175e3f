"""Targets of a year (年度目标管理): set by two before they count, frozen from then on, and read beside what came of them."""
