"""The columns of tables that may have no row, by the names of their contracts."""

COLUMNS = {
    name: tuple(columns.split())
    for name, columns in {
        "agreements/1": "agreement name form binds_by family events default",
        "conflicts/1": "agreement country about claims name",
        "countries/1": "country name kind alpha3 valid_from valid_until",
        "diff/1": "found record agreement country event before after since sentence",
        "history/1": "change recorded_at author command reason agreements events undoes undone_by",
        "lanes/1": "agreement country name status expected member start end said event",
        "members/1": "agreement country name status member since until instrument event possible"
        " computed",
        "pending/1": "agreement country step expected_since by due overdue days last_event source"
        " name due_said event last_known",
        "people/1": "person name country office since until",
        "proposals/1": "kind agreement country date effective speaker quote start end modality"
        " score rule agreement_name date_said speaker_country expects due due_said participants"
        " reasons proposal source state sentence",
        "search/1": "type ref text agreement country date",
        "sources/1": "source publisher published language citations attached title url",
        "timeline/1": "event agreement country kind date effective recorded_at by speaker note"
        " citations participants expects due due_said replaces when what leads_to",
        "why/1": "event agreement kind date rule before after effect",
    }.items()
}
