"""Jobs: what one call starts and a worker does step by step, with progress and a report to read.

A job's list is fixed when it starts; each step is one message, ends in one conditional write of what came of it and
then calls for the next. So it may die between any two calls, be delivered twice or overlap itself, and every entry is
done once (docs/adr/0017). A kind of job says how one step is done; the rooms register their kinds in their wiring.
"""
