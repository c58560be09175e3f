"""The file that a unit hands to its superior union: its parts, how it is packed and signed, how it is read (docs/handover.md)."""
