#!/usr/bin/env python3
"""上级工会的见证：记住平台最后一次公布的台账，要求每一次新的公布都从它接着写下去。

    python3 witness.py https://平台地址/verify/ 见证.json

与 verify.py 放在同一个文件夹里，每天运行一次。第一次运行时记下平台的公钥和公布点；以后换了密钥、
台账变短、时间倒退，或者旧台账不是新台账的开头，一律拒绝，原来记下的不变，退出码为 1。
"""

import json
import os
import sys
import urllib.request

from verify import Wrong, check_signature, digest  # type: ignore[import-not-found]  # it lies in the same folder


def get(address):
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  (main() lets only http and https in)
        return json.load(answer)


def check_consistency(name, old, new, path):
    """That the tree of `old` is the beginning of the tree of `new` (RFC 9162, 2.1.4.2)."""
    first, second = old["size"], new["size"]
    wrong = Wrong("新公布的台账不是从上次公布的接着写的：旧的记录被改动过")
    if first == second:
        if old["root"] != new["root"]:
            raise wrong
        return
    steps = [bytes.fromhex(step) for step in path]
    if first & (first - 1) == 0:
        steps.insert(0, bytes.fromhex(old["root"]))
    if not steps:
        raise wrong
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise wrong
        if at & 1 or at == last:
            was, now = digest(name, b"\1", step, was), digest(name, b"\1", step, now)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            now = digest(name, b"\1", now, step)
        at, last = at >> 1, last >> 1
    if last or was.hex() != old["root"] or now.hex() != new["root"]:
        raise wrong


def main(words):
    if len(words) != 2 or not words[0].startswith(("http://", "https://")):
        print(__doc__)
        return 2
    address, kept = words[0].rstrip("/") + "/", words[1]
    try:
        new = get(address + "checkpoint.json")
        old = None
        if os.path.exists(kept):
            with open(kept, encoding="utf-8") as file:
                old = json.load(file)
        check_signature(new, old and old["public_key"])
        if old:
            if new["hash"] != old["hash"] or new["origin"] != old["origin"]:
                raise Wrong("平台地址或算法与上次不同")
            if new["size"] < old["size"] or new["at"] < old["at"]:
                raise Wrong("台账变短了，或者时间倒退了")
            proof = get(f"{address}consistency.json?from={old['size']}&to={new['size']}")
            check_consistency(new["hash"], old, new, proof["path"])
        with open(kept + ".new", "w", encoding="utf-8") as file:
            json.dump(new, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(kept + ".new", kept)
    except Wrong as wrong:
        print(f"拒绝：{wrong}。")
        return 1
    except (KeyError, TypeError, ValueError, OSError) as error:
        print(f"拒绝：取不到公布点，或者它不完整（{type(error).__name__}: {error}）。")
        return 1
    how = f"从上次的 {old['size']} 条接着写下" if old else "第一次记下"
    print(f"见证：{new['at'][:10]} 的台账 {new['size']} 条，{how}。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
