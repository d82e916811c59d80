from datetime import timedelta
from shared_tables import shared
from truth.imported import UN, Codes, keys_by_table, standings
from truth.un_cells import *
from truth.test_un_members import differences
def wrong(un, alter):
    keys, codes = keys_by_table(un), Codes(un)
    n=0
    for treaty, acts in treaties(shared(UN)):
        if treaty not in ("4-1","23-1","1-2","19-41-a","21-6-a"): continue
        altered=[a for i,x in enumerate(acts) for a in alter(i,x)]
        n+=sum(1 for d in days_of_change(acts) for _ in differences(codes.of(standing_on(altered,d)), standings(un,keys[treaty],d)))
    return n
def test_m(un):
    got=[wrong(un, lambda i,x:[x]), wrong(un, lambda i,x:[] if i==7 else [x]), wrong(un, lambda i,x:[x._replace(day=x.day+timedelta(1))] if i==7 else [x]), wrong(un, lambda i,x:[x._replace(did=SIGNED)] if i%9==7 else [x])]
    assert got=="x"
