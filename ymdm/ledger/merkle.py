"""Merkle trees of RFC 9162 over the seals: roots, proofs that one seal is in, proofs that an older tree was kept.

The hash of a seal already is the hash of a leaf (see lines.py). A tree is asked for the root of a range; it reads
the seals of a whole range from the roots of blocks, which the sealer keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .hashing import digest

BLOCK = 1024  # a power of two: a block is a whole subtree
Root = Callable[[int, int], bytes]


def split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def node(hash_name: str, left: bytes, right: bytes) -> bytes:
    return digest(hash_name, b"\1", left, right)


def root_of(hash_name: str, leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; of nothing, the hash of nothing."""
    if not leaves:
        return digest(hash_name, b"")
    # A row of an odd number hands its last node up as it is: the same tree as the recursive definition.
    row = list(leaves)
    while len(row) > 1:
        row = [node(hash_name, row[at], row[at + 1]) if at + 1 < len(row) else row[at] for at in range(0, len(row), 2)]
    return row[0]


def inclusion(leaf: int, size: int, root: Root) -> list[bytes]:
    """The audit path of leaf number `leaf` in the tree of `size`, nearest first (RFC 9162, 2.1.3.1)."""
    return _path(leaf, 0, size, root)


def _path(leaf: int, start: int, end: int, root: Root) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + split(end - start)
    if leaf < middle:
        return [*_path(leaf, start, middle, root), root(middle, end)]
    return [*_path(leaf, middle, end, root), root(start, middle)]


def consistency(old: int, new: int, root: Root) -> list[bytes]:
    """The proof that the tree of `old` is the beginning of the tree of `new` (RFC 9162, 2.1.4.1)."""
    if old in {0, new}:
        return []
    return _subproof(old, 0, new, True, root)


def _subproof(old: int, start: int, end: int, is_whole: bool, root: Root) -> list[bytes]:
    if old == end - start:
        return [] if is_whole else [root(start, end)]
    half = split(end - start)
    if old <= half:
        return [*_subproof(old, start, start + half, is_whole, root), root(start + half, end)]
    return [*_subproof(old - half, start + half, end, False, root), root(start, start + half)]


class Tree:
    """The tree over seals, with the hashes of some blocks at hand and the roots of all the others."""

    def __init__(self, hash_name: str, leaves: dict[int, bytes], blocks: dict[int, bytes]) -> None:
        self.hash_name, self.leaves, self.blocks = hash_name, leaves, blocks

    def root(self, start: int, end: int) -> bytes:
        """The root over the seals from `start` up to, not including, `end`."""
        if end - start == 1:
            return self.leaves[start]
        if end - start == BLOCK and start % BLOCK == 0 and start // BLOCK in self.blocks:
            return self.blocks[start // BLOCK]
        middle = start + split(end - start)
        return node(self.hash_name, self.root(start, middle), self.root(middle, end))


def blocks_of(seals: Iterable[int], size: int) -> set[int]:
    """The blocks whose single seals a proof about these seals reads: their own, and the last one, which is not full."""
    needed = {seq // BLOCK for seq in seals}
    if size % BLOCK:
        needed.add(size // BLOCK)
    return needed
