"""Write-ups of our own in the form that people bring: what the tests of taking in and the journeys paste."""

#: Short plain text, one zone, across midnight, improvements that are done and tasks that are not.
CLASSIC = """Postmortem: Ticket sales stopped
Issue Summary:
Duration: The outage lasted from June 3, 2025, at 11:20 PM GMT to June 4, 2025, at 12:50 AM GMT, about 90 minutes.
Impact: Nobody could buy a ticket on the web; the box office went on selling. Around 40% of the evening's buyers gave up.
Root Cause: The seat map service kept one lock for all venues, and an import of a new venue held it.
Timeline:
11:20 PM GMT: The import of the new venue began.
11:32 PM GMT: An alert told that the checkout error rate was above ten percent.
11:50 PM GMT: The team restarted the checkout service, without effect.
12:15 AM GMT: A thread dump showed every request waiting for the seat map lock.
12:40 AM GMT: The import was cancelled.
12:50 AM GMT: Sales were back to normal.

Root Cause and Resolution

Root Cause: One lock guarded the seat maps of all venues.
Resolution: The import was cancelled and will run at night until the lock is split.

Corrective and Preventative Measures:
Improvements/Fixes:
Added an alert on lock wait time.
Give every venue its own lock.

Tasks to Address the Issue
Rehearse cancelling an import.

Conclusion
Checkout failed because something far away from it was slow.

Reference
https://wiki.example.org/seat-maps#locking
"""

#: The same form without a day anywhere.
DATELESS = """Issue Summary:
Duration: The search page was slow from 2:00 PM to 3:30 PM UTC.
Impact: Every search took more than ten seconds.
Root Cause: The index was rebuilt during the day.
Timeline:
2:00 PM UTC: The rebuild started.
2:10 PM UTC: Customers reported slow searches.
3:30 PM UTC: The rebuild was stopped and searches were fast again.
Corrective and Preventative Measures:
Tasks:
Run rebuilds at night.
Conclusion
Rebuilds compete with people.
"""
