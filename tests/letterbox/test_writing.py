"""The writer: the form, the receipt, coming back with number and secret."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from proposals.letterbox import clock, codes, sealing
from proposals.letterbox.curtain import COUNTER
from proposals.letterbox.doorkeeping import MOST, new_token
from proposals.letterbox.models import Letter, LetterKey, Picture
from tests import factories as make
from tests.letterbox.writing import TEXT, open_box, post, read_receipt, typed, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counter():
    COUNTER.forget()


@pytest.fixture
def house():
    return make.bureau()


def test_the_writer_gets_a_dense_number_and_a_secret_shown_once(client, house):
    first, second = write(client), write(client)
    year = Letter.objects.values_list("year", flat=True).first()
    assert (first[0], second[0]) == (f"YJ-{year}-0001", f"YJ-{year}-0002")
    assert all(
        re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}", secret) for _number, secret in (first, second)
    )
    assert first[1] != second[1]
    held = Letter.objects.get(number=first[0])
    assert held.secret_hash == codes.hash_of(first[1])
    everything = str(list(Letter.objects.values())) + str(list(LetterKey.objects.values()))
    assert first[1] not in everything and codes.plain(first[1]) not in everything and TEXT not in everything


def test_the_same_form_sent_again_gets_the_same_receipt(client, house):
    body = typed()
    pages = [post(client, "/letterbox/", body).content.decode() for _ in range(2)]
    assert read_receipt(pages[0]) == read_receipt(pages[1])
    assert Letter.objects.count() == 1
    other = post(client, "/letterbox/", body | {"text": TEXT + "还有早餐。"})
    assert other.status_code == 422 and "还有早餐。" in other.content.decode()
    assert Letter.objects.count() == 1
    token = re.search(r'name="token" value="([^"]+)"', other.content.decode())[1]
    post(client, "/letterbox/", body | {"text": TEXT + "还有早餐。", "token": token})
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": "食堂"}, "至少 10 个字"),
        ({"text": "食" * 7000}, "最多 5,000 字，现在有 7000 字"),
        ({"text": "晚餐收得太早了\0\x01不好"}, "不是文字的内容"),
        ({"category": ""}, "哪方面的事"),
        ({"category": "nothing"}, "哪方面的事"),
        ({"about": "999999"}, "请在列出的单位里选"),
        ({"about": "x"}, "请在列出的单位里选"),
        ({"token": "forged"}, "页面打开太久了"),
    ],
    ids=["short", "long", "binary", "no-category", "wrong-category", "no-such-unit", "no-unit", "token"],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_typed_is_lost(client, house, fields, says):
    page = post(client, "/letterbox/", typed(**fields))
    content = page.content.decode()
    assert page.status_code == 422 and says in content
    assert fields.get("text", TEXT).replace("\0", "")[:7] in content
    assert not Letter.objects.exists()


def test_a_form_stays_good_for_two_hours(client, house, time_machine):
    time_machine.move_to("2026-11-25T01:00:00Z", tick=False)
    early, late = typed(), typed()
    time_machine.move_to("2026-11-25T02:59:00Z", tick=False)
    assert post(client, "/letterbox/", early).status_code == 200
    time_machine.move_to("2026-11-25T03:01:00Z", tick=False)
    page = post(client, "/letterbox/", late)
    assert page.status_code == 422 and TEXT in page.content.decode()


@pytest.mark.parametrize(
    ("headers", "secure", "is_taken"),
    [
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, False, True),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False, True),
        ({"Origin": "http://testserver"}, False, True),
        ({"Origin": "null"}, False, True),
        ({"Origin": "null"}, True, False),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, False, False),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"}, False, False),
        ({"Origin": "http://testserver.evil.example"}, False, False),
        ({"Origin": "https://testserver"}, False, False),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, False, False),
        ({}, False, False),
    ],
    ids=["own", "no-referrer", "no-sec-fetch", "plain-http", "null-https", "cross", "sibling", "longer", "scheme",
         "null-cross", "nothing"],
)  # fmt: skip
def test_only_the_own_page_may_post(client, house, headers, secure, is_taken):
    page = client.post("/letterbox/", typed(), headers=headers, secure=secure)
    assert (page.status_code == 200) is is_taken
    assert Letter.objects.exists() is is_taken
    assert is_taken or TEXT in page.content.decode()


def test_above_the_limit_one_waits_a_minute_and_nothing_is_lost(client, house, time_machine):
    time_machine.move_to("2026-11-25T02:00:00Z", tick=False)
    for _ in range(MOST["write"]):
        COUNTER.count("write", COUNTER.name("127.0.0.1"))
    body = typed()
    page = post(client, "/letterbox/", body)
    content = page.content.decode()
    assert page.status_code == 429 and "请 60 秒以后再按一次" in content and TEXT in content
    ticket = re.search(r'name="ticket" value="([^"]+)"', content)[1]
    assert post(client, "/letterbox/", body | {"ticket": ticket}).status_code == 429
    time_machine.move_to("2026-11-25T02:01:01Z", tick=False)
    # The ticket is good for this form and for no other.
    assert post(client, "/letterbox/", typed(ticket=ticket)).status_code == 429
    assert post(client, "/letterbox/", body | {"ticket": ticket}).status_code == 200
    assert Letter.objects.count() == 1


def test_the_writer_comes_back_with_number_and_secret(client, house):
    number, secret = write(client)
    for typed_number, typed_secret in (
        (number, secret),
        (f" {number.lower()} ", secret.lower().replace("-", " ")),
        (number.replace("-", " "), codes.plain(secret)),
    ):
        page = post(client, "/letterbox/read/", {"number": typed_number, "secret": typed_secret})
        assert page.status_code == 200 and TEXT in page.content.decode()


def test_a_wrong_secret_and_an_unknown_number_answer_alike(client, house, django_assert_num_queries):
    number, _secret = write(client)
    wrong = codes.secret_of("somebody else")
    answers = []
    for asked in ({"number": number, "secret": wrong}, {"number": "YJ-2026-9999", "secret": wrong}):
        with django_assert_num_queries(1):
            page = post(client, "/letterbox/read/", asked)
        content = page.content.decode().replace(asked["number"], "NUMBER")
        answers.append((page.status_code, content))
    assert answers[0] == answers[1]
    assert answers[0][0] == 422 and "对不上" in answers[0][1]


def test_a_secret_guessed_a_thousand_times_is_refused_in_a_sentence(client, house):
    number, secret = write(client)
    statuses = []
    for guess in range(MOST["read"] + 30):
        page = post(client, "/letterbox/read/", {"number": number, "secret": codes.secret_of(str(guess))})
        statuses.append(page.status_code)
    assert statuses == [422] * MOST["read"] + [429] * 30
    while COUNTER.count("read", COUNTER.name("127.0.0.1")) < 1000:
        pass
    # Whoever waited may come in, and only with what was typed then.
    page = post(client, "/letterbox/read/", {"number": number, "secret": secret})
    assert page.status_code == 429 and secret in page.content.decode()


@pytest.mark.parametrize(
    "number", ["", "YJ-2026-0001\0", "1 OR 1=1", "YJ-2026-1", "九" * 500], ids=["empty", "nul", "sql", "short", "long"]
)
def test_a_number_that_is_none_finds_nothing(client, house, number):
    write(client)
    page = post(client, "/letterbox/read/", {"number": number, "secret": codes.secret_of("x")})
    assert page.status_code == 422


def test_reading_is_asked_by_post_alone(client, house):
    number, secret = write(client)
    page = client.get("/letterbox/read/", {"number": number, "secret": secret})
    assert TEXT not in page.content.decode()
    assert client.get("/letterbox/add/").status_code == 405


def test_erasing_the_key_erases_the_letter(client, house):
    number, secret = write(client)
    LetterKey.objects.all().delete()
    page = post(client, "/letterbox/read/", {"number": number, "secret": secret})
    assert page.status_code == 200 and TEXT not in page.content.decode() and "已经按规定销毁" in page.content.decode()
    added = post(
        client,
        "/letterbox/add/",
        {"number": number, "secret": secret, "do": "words", "text": "补充", "token": new_token()},
    )
    assert added.status_code == 422 and "销毁" in added.content.decode()


@pytest.mark.parametrize("path", ["/letterbox/", "/letterbox/read/", "/letterbox/answers/"])
def test_pages_are_kept_by_nobody_and_ask_for_no_style_attribute(client, house, path):
    client.force_login(house.union)
    page = client.get(path)
    assert page["Cache-Control"] == "no-store" and page["Referrer-Policy"] == "no-referrer"
    assert "style-src-attr" not in page["Content-Security-Policy"]
    assert "Set-Cookie" not in page and not page.cookies
    assert "hx-" not in page.content.decode() and "csrf" not in page.content.decode()


def test_no_line_of_the_log_tells_of_a_post(client, house, caplog):
    with caplog.at_level("DEBUG"):
        write(client)
        post(client, "/letterbox/", typed(text="短"))
        client.post("/letterbox/", typed(), headers={"Origin": "null", "Sec-Fetch-Site": "cross-site"})
        post(client, "/letterbox/read/", {"number": "YJ-2026-0001", "secret": "x"})
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "letterbox" not in told and TEXT not in told


# --- pictures -----------------------------------------------------------------------------------------------------


def picture(form: str = "JPEG", **saved) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(out, form, **saved)
    return out.getvalue()


def upload(data: bytes, name: str = "IMG_马红霞_20261125_1002.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def test_a_picture_comes_in_without_place_camera_or_name_and_lies_sealed(client, house):
    exif = Image.Exif()
    exif[0x0110], exif[0x0132] = "ProbeCamera 7", "2026:11:25 10:02:03"
    number, secret = write(client, pictures=[upload(picture(exif=exif))])
    row, held = Picture.objects.get(), Letter.objects.get(number=number)
    drawn = sealing.open_bytes(held.key, bytes(row.sealed), "picture:1")
    assert Image.open(io.BytesIO(drawn)).size == (40, 30)
    for trace in (b"ProbeCamera", b"2026:11:25", b"IMG_"):
        assert trace not in drawn and trace not in bytes(row.sealed)
    page = post(client, "/letterbox/read/", {"number": number, "secret": secret}).content.decode()
    assert "照片 1 张" in page and "IMG_" not in page
    Letter.objects.update(received_on="2026-11-01")
    clock.gather_all()
    made = open_box(house).letters.get()
    client.force_login(house.union)
    looked = client.post(f"/w/letters/{made.pk}/do/", {"do": "look"}).content.decode()
    assert 'src="data:image/jpeg;base64,' in looked


@pytest.mark.parametrize(
    ("uploads", "says"),
    [
        ([b"%PDF-1.7\n"], "打不开"),
        ([b"\xff\xd8\xff\xe0 no picture"], "打不开"),
        ([b"x"] * 4, "最多 3 张"),
    ],
    ids=["pdf", "broken", "four"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(client, house, uploads, says):
    page = post(client, "/letterbox/", typed(pictures=[upload(data) for data in uploads]))
    content = page.content.decode()
    assert page.status_code == 422 and says in content and TEXT in content and "照片没有保存，请重新选择" in content
    assert not Letter.objects.exists()
