"""A write-up for trying the reader, in the form that most people bring."""

EXAMPLE = """Postmortem: Parcel labels printed twice

Issue Summary:
Duration: The fault lasted from 12 February 2026, 10:35 PM UTC to 13 February 2026, 12:20 AM UTC.
Impact: 1,900 parcels got two labels, and 212 of them were sent to the wrong depot.
Root Cause: The print queue took a slow answer from a printer for no answer and sent the job again.

Timeline:
10:35 PM UTC: A firmware update made the printers in hall 3 answer after six seconds instead of one.
10:50 PM UTC: Packers reported that labels came out twice.
11:05 PM UTC: The team restarted the print server, without effect.
11:40 PM UTC: The logs showed every job being sent again after five seconds.
12:20 AM UTC: The time limit was raised to thirty seconds and single labels came out again.

Root Cause and Resolution:
Root Cause: Sending again after five seconds was safe only while every printer answered faster than that.
Resolution: The limit is thirty seconds, and a printer now refuses a job that it has already printed.

Corrective and Preventative Measures:
Improvements/Fixes:
Added a job number that printers check before printing.
Alert when more than one job in a hundred is sent again.
Tasks:
Try firmware updates on one printer for a week first.

Conclusion:
A retry is a promise that doing it twice does no harm; this one did not keep it.

Reference:
https://wiki.example.org/printing/retries
"""
