"""What an employee downloads and runs: the real files, by a Python of its own, without anything of ours."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import models

from tests.ledger.chains import happen, lift_protection, sealed
from ymdm.ledger import checkpoints, merkle, publishing, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.handouts import verify
from ymdm.ledger.models import Checkpoint, Event, EventPayload, EventSeal
from ymdm.ledger.record import record_all

pytestmark = pytest.mark.django_db
HANDOUTS = Path(verify.__file__).parent


def run(folder, program, *words):
    """Exit code and what was printed; -S leaves out everything that was ever installed."""
    command = [sys.executable, "-S", program, *words]
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, timeout=60)
    return done.returncode, done.stdout.strip()


@pytest.fixture
def download(client, tmp_path):
    """Everything that the page offers, as files in one folder."""

    def fetch():
        for name in ("ledger.jsonl", "checkpoint.json", "verify.py", "witness.py"):
            answer = client.get(f"/verify/{name}")
            assert answer.status_code == 200
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            (tmp_path / name).write_bytes(content)
        return tmp_path

    return fetch


def test_verify_py_finds_the_real_download_whole(download):
    sealed(5)
    size = Checkpoint.objects.get().size
    code, said = run(download(), "verify.py", "ledger.jsonl", "checkpoint.json")
    assert (code, said.splitlines()[-1][:3]) == (0, "通过：")
    assert f"{size} 条记录" in said


def test_verify_py_is_one_file_of_at_most_200_lines_and_needs_the_standard_library_only():
    lines = (HANDOUTS / "verify.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 200
    assert [line for line in lines if line.startswith(("import", "from"))] == [
        "import hashlib", "import json", "import sys",
    ]  # fmt: skip


def test_no_name_no_content_and_no_object_leaves_the_house(download):
    sealed(3)
    told = (download() / "ledger.jsonl").read_text(encoding="utf-8")
    assert not [word for word in ("石拴柱", "西峰局", "organization.unit", "职工", "好") if word in told]


def lines_of(folder):
    return (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def altered(row, **changes):
    told = json.loads(row)
    told["event"] |= changes
    return json.dumps(told) + "\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: [*rows[:2], altered(rows[2], act="test.other"), *rows[3:]], "第 2 条（记录"),
        (lambda rows: [*rows[:2], altered(rows[2], at="2020-01-01T00:00:00.000000Z"), *rows[3:]], "第 2 条（记录"),
        (lambda rows: [*rows[:2], *rows[3:]], "第 2 条缺失"),
        (lambda rows: [*rows[:2], rows[3], rows[2], *rows[4:]], "第 2 条缺失"),
        (lambda rows: rows[:-2], "后面的被截去了"),
        (lambda rows: [*rows[:3], rows[3][:20]], "文件读不出来"),
    ],
)
def test_verify_py_names_the_first_line_that_does_not_hold(download, change, said):
    sealed(5)
    folder = download()
    (folder / "ledger.jsonl").write_text("".join(change(lines_of(folder))), encoding="utf-8")
    code, told = run(folder, "verify.py", "ledger.jsonl", "checkpoint.json")
    assert code == 1 and said in told, told


@pytest.mark.parametrize("name", ["origin", "size", "root", "at", "public_key", "signature"])
def test_verify_py_finds_a_changed_checkpoint(download, name):
    sealed(3)
    folder = download()
    told = json.loads((folder / "checkpoint.json").read_text())
    told[name] = told[name] - 1 if name == "size" else told[name][:-1] + ("0" if told[name][-1] != "0" else "1")
    (folder / "checkpoint.json").write_text(json.dumps(told))
    assert run(folder, "verify.py", "ledger.jsonl", "checkpoint.json")[0] == 1


def test_its_own_ed25519_agrees_with_the_library():
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    public, message = key.public_key().public_bytes_raw(), "黄河".encode()
    signature = key.sign(message)
    assert verify.is_signed(public, message, signature)
    for wrong in (signature[:-1] + b"\0", bytes(64), signature[32:] + signature[:32]):
        with suppress(verify.Wrong):
            assert not verify.is_signed(public, message, wrong)
    assert not verify.is_signed(public, message + b"x", signature)


# --- rewriting with the key at hand: only what is outside remembers ----------------------------------------------


def rewrite_everything():
    """As whoever owns the server, with its signing key."""
    lift_protection()
    models.QuerySet(EventSeal).all()._raw_delete("default")
    event = Event.objects.filter(act="test.act").first()
    models.QuerySet(Event).filter(pk=event.pk).update(says="别的")
    for one in Event.objects.filter(act__startswith="ledger."):
        models.QuerySet(EventPayload).filter(pk=one.pk)._raw_delete("default")
        models.QuerySet(Event).filter(pk=one.pk)._raw_delete("default")
    models.QuerySet(Checkpoint).all()._raw_delete("default")
    sealing.seal_all(whole=True)
    checkpoints.make()
    sealing.seal_all()
    assert check().is_whole  # inside the house nothing is to be seen any more


def test_a_chain_rewritten_and_signed_anew_is_found_by_an_older_checkpoint_that_somebody_kept(download):
    sealed(4)
    folder = download()
    (folder / "checkpoint.json").rename(folder / "kept.json")
    rewrite_everything()
    download()
    assert run(folder, "verify.py", "ledger.jsonl", "checkpoint.json")[0] == 0
    code, said = run(folder, "verify.py", "--old", "kept.json", "ledger.jsonl", "checkpoint.json")
    assert code == 1 and "台账被整个改写过" in said


class House:
    """A server that answers witness.py out of the test's own client."""

    def __init__(self, client):
        from http.server import BaseHTTPRequestHandler, HTTPServer
        from threading import Thread

        answers = self.answers = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answers[self.path])

            def log_message(self, *words):
                pass

        self.client, self.server = client, HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/verify/"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, *paths):
        for path in paths:
            self.answers[path] = self.client.get(path).content

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def house(client):
    opened = House(client)
    yield opened
    opened.close()


def grow(number):
    event = Event.objects.filter(act="test.act").first()
    record_all({"act": "t", "obj": event, "by": "系统", "says": "又", "payload": {"n": n}} for n in range(number))
    sealing.seal_all()
    assert checkpoints.make()
    return checkpoints.latest().size


def test_a_witness_follows_a_ledger_that_grows_and_refuses_one_that_was_rewritten(download, house):
    events = sealed(4)
    folder, first = download(), checkpoints.latest().size
    house.publish("/verify/checkpoint.json")
    assert run(folder, "witness.py", house.url, "kept.json")[0] == 0
    second = grow(6)
    house.publish("/verify/checkpoint.json", f"/verify/consistency.json?from={first}&to={second}")
    code, said = run(folder, "witness.py", house.url, "kept.json")
    assert (code, f"从上次的 {first} 条接着写下" in said) == (0, True), said
    kept = (folder / "kept.json").read_text()

    rewrite_everything()
    third = grow(10)
    assert third > second and events
    house.publish("/verify/checkpoint.json", f"/verify/consistency.json?from={second}&to={third}")
    code, said = run(folder, "witness.py", house.url, "kept.json")
    assert (code, "旧的记录被改动过" in said) == (1, True), said
    assert (folder / "kept.json").read_text() == kept


def test_a_witness_refuses_another_key_and_a_shorter_ledger(download, house, settings):
    sealed(4)
    folder = download()
    house.publish("/verify/checkpoint.json")
    assert run(folder, "witness.py", house.url, "kept.json")[0] == 0
    told = json.loads((folder / "kept.json").read_text())
    (folder / "kept.json").write_text(json.dumps(told | {"size": told["size"] + 5}))
    assert "台账变短了" in run(folder, "witness.py", house.url, "kept.json")[1]
    (folder / "kept.json").write_text(json.dumps(told | {"public_key": "ab" * 32}))
    assert "另一把密钥" in run(folder, "witness.py", house.url, "kept.json")[1]


# --- proofs of every place and size ------------------------------------------------------------------------------


def leaves(number):
    return [merkle.digest("sha256", b"\0", bytes([n % 256, n // 256])) for n in range(number)]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33])
def test_every_leaf_is_led_to_the_root_and_no_other_is(size):
    made = leaves(size)
    tree = merkle.Tree("sha256", dict(enumerate(made)), {})
    root = merkle.root_of("sha256", made)
    assert tree.root(0, size) == root
    for at in range(size):
        path = merkle.inclusion(at, size, tree.root)
        assert verify.root_by_path("sha256", made[at], at, size, path) == root
        assert verify.root_by_path("sha256", made[at - 1] if size > 1 else b"x" * 32, at, size, path) != root


def test_roots_and_proofs_over_full_blocks_are_those_of_the_single_seals():
    event = happen(1)[0]
    number = 2 * merkle.BLOCK + 77
    record_all({"act": "t", "obj": event, "by": "系统", "says": "又", "payload": {"n": n}} for n in range(number))
    sealing.seal_all()
    made = [bytes.fromhex(one) for one in EventSeal.objects.order_by("seq").values_list("hash", flat=True)]
    size, plain = len(made), merkle.Tree("sha256", dict(enumerate(made)), {})
    for wanted in ([0], [merkle.BLOCK - 1, merkle.BLOCK], [size - 1, 5]):
        for seq, path in checkpoints.inclusion_paths(wanted, size).items():
            assert path == [step.hex() for step in merkle.inclusion(seq, size, plain.root)]
    for old in (1, 5, merkle.BLOCK, merkle.BLOCK + 1, 2 * merkle.BLOCK, size):
        assert checkpoints.consistency_path(old, size) == [
            step.hex() for step in merkle.consistency(old, size, plain.root)
        ]


def test_a_proof_asks_the_same_number_of_questions_for_one_record_and_for_twenty(django_assert_num_queries):
    happen(20)
    sealing.seal_all()
    made = checkpoints.make()
    unit = Event.objects.filter(act="test.act").first()
    for acts in (("organization.open_unit",), ("test.act", "organization.open_unit")):
        with django_assert_num_queries(4):
            assert publishing.proof(unit.object_type, unit.object_id, acts, made)["records"]


# --- SM3 ----------------------------------------------------------------------------------------------------------


def test_a_ledger_of_sm3_says_so_in_its_first_event_and_verifies_by_verify_py(download, settings):
    settings.LEDGER_HASH = "sm3"
    try:
        merkle.digest("sm3", b"")
    except ValueError:
        pytest.skip("this OpenSSL has no SM3")
    sealed(3)
    assert EventSeal.objects.get(seq=0).event.act == "ledger.begin_sm3"
    assert check().is_whole
    code, said = run(download(), "verify.py", "ledger.jsonl", "checkpoint.json")
    assert code == 0, said
