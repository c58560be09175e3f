"""Finding whatever one may see by its words, Chinese words of one and two characters included (F118, F119).

A floor room: it knows no app. Each app says in its room `finding` what can be found of it, who sees it and how it is
shown (`sources.Source`), and calls `writing.keep` in the transaction that changes a text.
See docs/decisions/0020-search.md.
"""
