#!/usr/bin/env python3
"""核验民主管理平台的台账。只用 Python 自带的功能（3.8 以上），不联网，不修改任何文件。

    python3 verify.py ledger.jsonl [ledger-1.jsonl …] checkpoint.json      核验下载的整本台账
    python3 verify.py proof.json                                            核验一件事的证明
    加 --key 公钥         要求公布点是用这把公钥对应的密钥签的（公钥印在公布栏上）
    加 --old 文件         再核对从前保存的另一个公布点，看旧台账是不是新台账的开头

台账是一条链：每条记录的封条由上一条的封条和本条的内容算出。改动、抽走、插入、调换任何一条，
从那一条起就全都对不上。结论在最后一行；通过时退出码为 0，不通过为 1。
"""

import hashlib
import json
import sys

PREFIX = b"ymdm/checkpoint/1\n"


class Wrong(Exception):
    """不通过，以及在哪里。"""


def digest(name, *parts):
    try:
        return hashlib.new(name, b"".join(parts)).digest()
    except ValueError:
        raise Wrong(f"这台电脑的 Python 不支持 {name} 算法，请换一台核验") from None


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


# --- Ed25519 (RFC 8032), verification only ------------------------------------------------------------------------

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Wrong("公布点的公钥或签名不是 Ed25519 的")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(s, p):
    q = (0, 1, 1, 0)
    while s:
        q, p, s = add(q, p) if s & 1 else q, add(p, p), s >> 1
    return q


def is_signed(key, message, signature):
    """Bytes all three."""
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    base = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    p, q = times(s, base), add(point(r), times(h, point(key)))
    return s < L and (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


# --- the chain and its tree (RFC 9162) ----------------------------------------------------------------------------


class Tree:
    """The root over all leaves so far."""

    def __init__(self, name):
        self.name, self.peaks = name, []

    def add(self, leaf):
        size = 1
        while self.peaks and self.peaks[-1][0] == size:
            leaf, size = digest(self.name, b"\1", self.peaks.pop()[1], leaf), size * 2
        self.peaks.append((size, leaf))

    def root(self):
        if not self.peaks:
            return digest(self.name, b"")
        root = self.peaks[-1][1]
        for _size, peak in reversed(self.peaks[:-1]):
            root = digest(self.name, b"\1", peak, root)
        return root


def check_signature(point_, key):
    told = {name: point_[name] for name in ("origin", "hash", "size", "root", "at")}
    if key and point_["public_key"] != key:
        raise Wrong(f"公布点用的是另一把密钥：{point_['public_key']}")
    public, signature = bytes.fromhex(point_["public_key"]), bytes.fromhex(point_["signature"])
    if not is_signed(public, PREFIX + canonical(told), signature):
        raise Wrong("公布点的签名不对，公布点被改动过")


def check_ledger(files, points):
    """Every line of the files in order; each of the points at its size."""
    name, prev, seq = points[0]["hash"], bytes(32), 0
    tree = Tree(name)
    for path in files:
        with open(path, encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if row["seq"] != seq:
                    raise Wrong(f"第 {seq} 条缺失：接着的是第 {row['seq']} 条")
                if seq == 0 and row["event"]["act"] != "ledger.begin_" + name:
                    raise Wrong("第 0 条写明的算法与公布点不同")
                prev = digest(name, b"\0", prev, canonical(row["event"]))
                if prev.hex() != row["hash"]:
                    raise Wrong(f"第 {seq} 条（记录 {row['event']['event']}）与封条不符：这一条或前面的被改动过")
                tree.add(prev)
                seq += 1
                for one in points:
                    if one["size"] == seq and tree.root().hex() != one["root"]:
                        raise Wrong(f"前 {seq} 条与 {one['at'][:10]} 的公布点不符：台账被整个改写过")
    for one in points:
        if one["size"] > seq:
            raise Wrong(f"公布点有 {one['size']} 条，下载的只有 {seq} 条：后面的被截去了，或没有下载完")
    return seq


def root_by_path(name, leaf, at, size, path):
    """The root to which the path leads (RFC 9162, 2.1.3.2)."""
    last = size - 1
    for step in path:
        if at & 1 or at == last:
            leaf = digest(name, b"\1", step, leaf)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            leaf = digest(name, b"\1", leaf, step)
        at, last = at >> 1, last >> 1
    return None if last else leaf


def check_proof(proof):
    top = proof["checkpoint"]
    for one in proof["records"]:
        seq, told, line = one["seq"], json.loads(one["opened"]), json.loads(one["line"])
        if (told["object_type"], told["object_id"]) != (proof["object_type"], proof["object_id"]):
            raise Wrong(f"第 {seq} 条说的是另一件事")
        if digest(top["hash"], bytes.fromhex(one["salt"]), one["opened"].encode()).hex() != line["subject"]:
            raise Wrong(f"第 {seq} 条公开的事项与封存的不同")
        leaf = digest(top["hash"], b"\0", bytes.fromhex(one["prev"]), one["line"].encode())
        root = root_by_path(top["hash"], leaf, seq, top["size"], map(bytes.fromhex, one["path"]))
        if root is None or root.hex() != top["root"]:
            raise Wrong(f"第 {seq} 条不在 {top['at'][:10]} 公布的台账里")
        print(f"  第 {seq} 条  {line['at'][:19].replace('T', ' ')}  {told['says']}")


def main(words):
    options = {words[at]: words[at + 1] for at in range(len(words) - 1) if words[at] in ("--key", "--old")}
    files = [word for word in words if word not in options and word not in options.values()]
    if not files:
        print(__doc__)
        return 2
    try:
        with open(files[-1], encoding="utf-8") as file:
            told = json.load(file)
        points = [told.get("checkpoint", told)]
        if "--old" in options:
            with open(options["--old"], encoding="utf-8") as file:
                points.append(json.load(file))
        for one in points:
            check_signature(one, options.get("--key") or points[0]["public_key"])
        on = points[0]["at"][:10]
        if "records" in told:
            check_proof(told)
            print(f"通过：以上 {len(told['records'])} 条记录都在 {on} 公布的台账里，没有改动。")
        else:
            print(f"通过：{check_ledger(files[:-1], points)} 条记录一条扣着一条，与 {on} 的公布点一致。")
    except Wrong as wrong:
        print(f"不通过：{wrong}。")
        return 1
    except (KeyError, TypeError, ValueError, OSError) as error:
        print(f"不通过：文件读不出来，不完整或被改动过（{type(error).__name__}: {error}）。")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
