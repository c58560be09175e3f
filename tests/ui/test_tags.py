"""The small tags: lights, chips, query strings, pagers, sorting, rivers, timelines."""

import re

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from ymdm.ui.samples import Counted, Done, Lit, Stated
from ymdm.ui.shapes import DONE, LATE, Bar, Point, Station


def draw(source, address="/list/", **context):
    request = RequestFactory().get(address)
    return Template(source).render(Context({"request": request, **context}))


def test_a_state_is_told_by_drawing_word_and_tone():
    drawn = draw("{% state proposal %}", proposal=Stated("rehandling"))
    assert drawn.startswith('<span class="chip chip--clay"><svg')
    assert drawn.endswith("再办理</span>")


def test_a_light_tells_its_words_and_that_it_is_provisional():
    assert draw("{% due light %}", light=Lit("red", "逾期 2 个工作日")) == (
        '<span class="due due--red"><b>逾期 2 个工作日</b></span>'
    )
    assert "（暂定）" in draw("{% due light %}", light=Lit("green", "剩 30 个工作日", provisional=True))
    assert draw("{% due light %}", light=None) == ""


def test_words_of_a_chip_and_of_a_light_are_escaped():
    assert "<b>x" not in draw("{% chip words %}{% due light %}", words="<b>x", light=Lit("red", "<b>x"))


def test_what_was_drawn_from_a_safe_text_is_not_handed_to_an_unsafe_one():
    assert draw("{% chip words %}", words=mark_safe("<i>同</i>")) == '<span class="chip"><i>同</i></span>'
    assert draw("{% chip words %}", words="<i>同</i>") == '<span class="chip">&lt;i&gt;同&lt;/i&gt;</span>'


@pytest.mark.parametrize(
    ("source", "address", "query"),
    [
        ("{% query state='filed' %}", "/list/?q=%E4%BE%9B%E6%9A%96&page=3", "?q=%E4%BE%9B%E6%9A%96&amp;state=filed"),
        ("{% query page=2 %}", "/list/?state=filed&page=3", "?state=filed&amp;page=2"),
        ("{% query state=None %}", "/list/?state=filed", "?"),
        ("{% query sort='-due' %}", "/list/?after=80&sort=due", "?sort=-due"),
        ("{% query after=80 %}", "/list/?before=20&sort=due", "?before=20&amp;sort=due&amp;after=80"),
    ],
)
def test_a_link_keeps_the_filters_and_a_changed_list_starts_at_its_first_page(source, address, query):
    assert draw(source, address) == query


@pytest.mark.parametrize(
    ("address", "direction", "href"),
    [
        ("/list/", "ascending", "?sort=-due"),
        ("/list/?sort=-due", "descending", "?sort=due"),
        ("/list/?sort=title", "none", "?sort=due"),
    ],
)
def test_a_column_head_tells_how_it_sorts_and_turns_when_pressed(address, direction, href):
    drawn = draw('{% sort_th "期限" "due" default="due" %}', address)
    assert f'aria-sort="{direction}"' in drawn and f'href="{href}"' in drawn


def test_the_pager_of_a_numbered_list_names_where_it_stands():
    drawn = draw("{% pager page %}", "/list/?q=x&page=2", page=Paginator(range(1234), 10).page(2))
    assert "第 11–20 件，共 1,234 件" in drawn
    assert 'href="?q=x&amp;page=3" rel="next"' in drawn and 'href="?q=x&amp;page=1" rel="prev"' in drawn
    assert re.search(r'href="\?q=x&amp;page=2" aria-current="page"', drawn)


def test_the_pager_of_an_endless_list_knows_only_its_neighbours():
    class Stretch:
        words, previous, next = "最近的 20 件", None, "80"

    drawn = draw("{% pager page %}", "/list/?q=x", page=Stretch())
    assert 'href="?q=x&amp;after=80" rel="next"' in drawn
    assert '<span aria-disabled="true">' in drawn


def test_filters_keep_the_sort_and_lead_back_to_everything():
    drawn = draw("{% filters label='筛选提案' %}<input name='q'>{% endfilters %}", "/list/?sort=-due&q=x")
    assert '<input type="hidden" name="sort" value="-due">' in drawn
    assert "<input name='q'>" in drawn and 'href="/list/">清除' in drawn


def test_a_river_marks_where_the_matter_stands():
    drawn = draw("{% river s %}", s=[Station("立案", DONE, ("8月27日",)), Station("答复", LATE), Station("办结")])
    assert drawn.count("<li") == 3
    assert drawn.count('aria-current="step"') == 1
    assert '<li class="is-late" aria-current="step">' in drawn


def test_a_timeline_tells_who_did_what_when():
    drawn = draw(
        "{% timeline events %}", events=[Done("proposals.review", "审查", "郑晓芸", actor_role="工会干部（局工会）")]
    )
    assert "审查" in drawn and "郑晓芸 · 工会干部（局工会）" in drawn and "11月20日 10:26" in drawn


def test_a_figure_never_comes_without_its_definition():
    measure = Counted("按期答复率", "96.3%", "26 / 27 件", "到期前答复的占应答复的", rows="/rows/")
    drawn = draw("{% figure m %}", m=measure)
    for words in ("按期答复率", "96.3%", "26 / 27 件", "到期前答复的占应答复的", 'href="/rows/"'):
        assert words in drawn


def test_each_bar_and_each_point_opens_its_rows_and_stands_in_a_table():
    bars = draw("{% hbars b head='类别' %}", b=[Bar("供暖", 31, "31 件", "/rows/1/")])
    assert 'href="/rows/1/"' in bars and '<th scope="row">供暖</th>' in bars
    line = draw("{% line_chart p label='逐年缩短' %}", p=[Point("2025", 19.8, url="/rows/2/"), Point("2026", None)])
    assert 'aria-label="逐年缩短"' in line and 'href="/rows/2/"' in line
    assert line.count('<th scope="row">') == 2 and "—" in line


def test_a_note_a_dialog_and_a_bubble_hold_what_stands_between_their_tags():
    drawn = draw(
        "{% note tone='warn' %}<p>{{ x }}</p>{% endnote %}{% dialog 'd' '结束表决？' %}{{ x }}{% enddialog %}"
        "{% bubble who='监测中心' is_unit=True %}{{ x }}{% endbubble %}{% nothing '没有提案' %}{{ x }}{% endnothing %}",
        x="<i>",
    )
    assert drawn.count("&lt;i&gt;") == 4 and "<i>" not in drawn
    assert '<dialog class="dialog" id="d" aria-labelledby="d-title">' in drawn


def test_a_share_of_a_meter_is_an_attribute_not_a_style():
    drawn = draw("{% meter 12 48 label='12 / 48' %}")
    assert '<rect width="25.0%"' in drawn and 'role="img" aria-label="12 / 48"' in drawn and "style" not in drawn
