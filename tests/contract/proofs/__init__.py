"""Which tests play each arrow of a page of docs/, and each event of its rooms: a module a page.

Its `PAGE` is the page, `ROOMS` the rooms it is about; `PLAYED` names the tests of each arrow, `EVENTS` one of each
event.
"""
