"""The components of the design system as template tags. A builtin library: no {% load %} needed.

Small words
    {% icon "home" %}  {% icon "alert" label="逾期" %}          drawing of the sprite; with a label it is read aloud
    {% chip "已升级督办" tone="bad" icon="alert" %}              tones: info ok warn bad clay line, or none
    {% state proposal %}                                        chip of obj.state, words of get_state_display()
    {% due light %}                                             deadline light of ymdm.duties (tone, words, due_on)
    {% meter 94.3 %}  {% meter 12 20 tone="accent" label="12 / 20" %}
    {% segbar 3 6 label="六步中已完成三步" late=False %}          done, total
    {{ d|cndate }} 11月20日   {{ d|cnday }} 2026年11月20日 星期五   {{ dt|cntime }} 11月20日 10:26
    {{ bytes|cnsize }} 3.2 MB   {{ share|cnshare }} 96.3%   {{ person.name|initial }} 郑

Forms
    {{ form }}                          summary of errors, then every field as the design shows it
    {% field form.title %}              label, help, control, counter, error, tied by aria-describedby. Options:
        label= help= unit="个工作日" counter=True hide_label=True classes="field--grow"; anything else becomes an
        attribute of the control: {% field form.title hx_get="/x" hx_trigger="input delay:500ms" %}
    {% error_summary form %}            the box on top of a form whose fields are placed one by one
    A choice whose label holds a line break shows the second line small: "满意\\n问题解决，或解释合理".
    A textarea with max_length gets its counter by itself; Textarea(attrs={"class": "textarea--sm"}) is lower.

Lists
    {% query page=2 sort=None %}        "?…" of this page with these parameters changed; None removes one
    {% sort_th "期限" "due" default="due" classes="n" %}         a <th> with link and aria-sort; reads ?sort=due, -due
    {% pager page %}                    of a Django Page; or of a keyset page with .words .previous .next (values of
                                        the parameters before= and after=, None at an end)
    {% filters label="筛选提案" %}…{% field form.q classes="field--grow" %}…{% endfilters %}      a GET form
    {% nothing "没有符合条件的提案" %}<p>why, and what next</p>{% endnothing %}

Pages
    {% page_head "提案办理" lede="…" %}buttons{% endpage_head %}      {% crumb "提案办理" url %} in block crumbs
    {% note tone="warn" icon="alert" %}…{% endnote %}           tones: ok warn bad plain, or none
    {% dialog "dlg-urge" "督办 012 号提案" %}body and foot{% enddialog %}    opened by <a href=… data-dialog="dlg-urge">
    {% bubble who="人事劳动处" role="答复" at=dt tone="reply" is_unit=True %}…{% endbubble %}      inside ol.thread
    {% timeline events %}               events of the ledger, oldest first
    {% river stations label="办理进度" fold=True %}              stations: ymdm.ui.shapes.Station
    {% figure measure %}                a ymdm.measures.Measure with counts, definition and rule; opens measure.rows (F114)

Charts (shapes.Bar, Point, Axis, Gap, Placing), each with its table
    {% hbars bars caption="…" %}  {% line_chart points label="…" caption="…" also=points name="…" other="…" near=True %}
    {% radar axes name="…" other="…" %}  {% gap_chart gaps said="自评" found="检查" label="…" %}  {% placings rows %}

Shells
    {% extends shell.base %}            desk or member, whichever fits the person; {% extends "base_focus.html" %} for one task.
    Blocks: title, crumbs, content, main_class, styles (link tags for congress.css, ledger.css, desks.css,
    document.css), dialogs; in base_focus also leave, task, task_note, task_act. Notes and refusals appear in #messages;
    a fragment that htmx swaps into #dialog opens it.

Hooks of app.js, all of them only comfort
    data-dialog="id" opens, data-close closes, data-print, data-reload, data-copy="text"; data-picklist around
    data-pick-all, data-pick and data-bulk with data-bulk-n, data-unpick; role=tab; class js-only, no-js.
    From the server: HX-Trigger {"toast": {"value": "已催办人事劳动处"}} and "dialog-close".
"""

from django import template

from ymdm.ui.tags import drawn, forms, lists, pages, small

register = template.Library()
for _part in (small, forms, lists, pages, drawn):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
