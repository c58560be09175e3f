"""Fields as the design shows them, and how their parts are tied together for a screen reader."""

import re

import pytest
from django import forms
from django.template import Context, Template

from ymdm.ui.controls import DayInput


class Sheet(forms.Form):
    title = forms.CharField(label="题目", max_length=40, help_text="一事一案")
    text = forms.CharField(label="情况", max_length=800, widget=forms.Textarea, required=False)
    days = forms.IntegerField(label="天数", required=False)
    before = forms.DateField(label="何时", required=False, widget=DayInput)
    grade = forms.ChoiceField(
        label="满意度", choices=[("a", "满意\n问题解决"), ("b", "不满意")], widget=forms.RadioSelect, required=False
    )
    agreed = forms.BooleanField(label="同意公开", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(source, **context):
    return Template(source).render(Context(context))


def test_help_and_error_are_tied_to_the_control():
    field = draw("{% field form.title %}", form=Sheet({}))
    assert 'class="field field--error"' in field
    assert '<label for="id_title">题目</label>' in field
    assert 'aria-describedby="id_title_helptext id_title_error"' in field
    assert 'aria-invalid="true"' in field
    assert '<div class="help" id="id_title_helptext">一事一案</div>' in field
    assert '<div class="errors" id="id_title_error"><p class="error">' in field
    assert "请填写这一项。" in field


def test_what_may_be_left_out_says_so_and_what_must_be_filled_has_no_star():
    assert "可不填" in draw("{% field form.days %}", form=Sheet())
    assert "可不填" not in draw("{% field form.title %}", form=Sheet())


def test_options_of_the_tag_change_words_and_attributes_become_the_controls():
    field = draw(
        '{% field form.days label="期限" help="自交办之日起" unit="个工作日" hx_get="/w/x/" placeholder="5" %}',
        form=Sheet(),
    )
    assert '<label for="id_days">期限' in field
    assert "<span>个工作日</span>" in field
    assert 'hx-get="/w/x/"' in field and 'placeholder="5"' in field
    assert 'aria-describedby="id_days_helptext"' in field and 'id="id_days_helptext">自交办之日起' in field


def test_a_long_text_counts_what_was_typed_and_a_short_one_when_asked():
    assert "3 / 800 字" in draw("{% field form.text %}", form=Sheet({"text": "三个字"}))
    assert "字</span>" not in draw("{% field form.title %}", form=Sheet())
    assert 'data-counts="id_title" data-max="40">0 / 40 字' in draw("{% field form.title counter=True %}", form=Sheet())


def test_radios_stand_in_a_fieldset_with_the_explanation_small():
    field = draw("{% field form.grade %}", form=Sheet({"grade": "a"}))
    assert re.search(r"<fieldset class=\"field\">\s*<legend class=\"label\">满意度", field)
    assert field.count('class="choice"') == 2
    assert "<span>满意<small>问题解决</small></span>" in field
    assert re.search(r'value="a"[^>]*checked', field)


def test_a_checkbox_stands_before_its_words():
    field = draw("{% field form.agreed %}", form=Sheet())
    assert re.search(r'<label[^>]*><input type="checkbox" class="check m-0"[^>]*><span>同意公开</span></label>', field)


def test_a_day_is_asked_for_with_the_browsers_calendar_in_iso_form():
    field = draw("{% field form.before %}", form=Sheet(initial={"before": "2026-11-20"}))
    assert '<input type="date"' in field and 'value="2026-11-20"' in field


def test_a_whole_form_shows_its_mistakes_first_each_a_link():
    form = Sheet({"title": "题" * 41, "token": "x"})
    drawn = draw("{{ form }}", form=form)
    assert drawn.index("error-summary") < drawn.index('name="title"')
    assert '<a href="#id_title">题目：最多 40 个字，现在是 41 个。</a>' in drawn
    assert "有 1 处要改" in drawn
    assert '<input type="hidden" name="token"' in drawn


def test_a_form_without_mistakes_has_no_summary():
    assert "error-summary" not in draw("{{ form }}", form=Sheet())


def test_what_was_typed_is_escaped():
    assert "<b>" not in draw("{{ form }}", form=Sheet({"title": "<b>粗</b>", "text": "</textarea><b>"}))


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (forms.IntegerField(), "十", "请填写整数，例如 12。"),
        (forms.DateField(), "明天", "请按“2026-11-20”这样填写日期。"),
        (forms.EmailField(), "a@", "邮箱地址不完整，应当像“name@example.com”。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "z", "请从列出的选项里选择。"),
        (forms.ChoiceField(choices=[("a", "甲")]), "", "请选择一项。"),
        (forms.CharField(min_length=11), "1389", "至少要 11 个字，现在是 4 个。"),
        (forms.IntegerField(max_value=30), "31", "不能大于 30。"),
        (forms.BooleanField(), "", "请勾选后再提交。"),
    ],
)
def test_a_mistake_is_said_with_what_to_do(field, typed, says):
    with pytest.raises(forms.ValidationError) as wrong:
        field.clean(typed)
    assert wrong.value.messages == [says]
