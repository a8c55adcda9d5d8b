"""Write-ups of our own, one for each form that the reader knows."""

LABELLED = """Our checkout outage

Issue Summary:
Duration: The checkout was down from 2:10 PM to 4:40 PM GMT.
Impact: One in five orders failed. Nobody was charged twice.
Root Cause: A worker pool was sized for half of today's traffic.
Timeline:
2:10 PM GMT: A monitoring alert reported failing orders.
2:25 PM GMT: The team suspected the payment provider, wrongly.
3:05 PM GMT : Escalated to the platform team.
4:40 PM GMT: Orders went through again; service restored.
Root Cause and Resolution:
Root Cause: The pool ran out of workers at noon.
Resolution: The pool was doubled.
Corrective and Preventative Measures:
Improvements/Fixes:
Alert on the length of the queue.
I Implemented a dashboard for the pool.
Tasks to Address the Issue:
Measure the pool under load every quarter.
In conclusion, the pool was too small and nobody was looking at it.

Reference
https://example.org/pools
"""

MIDNIGHT = """Postmortem: Mail queue incident

Issue Summary
Duration: Late from March 3, 2024, at 9:30 PM GMT to March 4, 2024, at 1:30 AM GMT, approximately 4 hours.
Timeline:
9:30 PM GMT: Queue length alert.
11:50 PM GMT: A restart did not help.
12:20 AM GMT: The disk was found full.
1:30 AM GMT: The queue drained, back to normal.
"""

TABLE = """# Search index went stale

## Summary

Search showed yesterday's data.

## Timeline

All times in UTC.

| Time             | Event                          | Who  |
| :--------------- | ------------------------------ | ---- |
| 2023-05-02 08:10 | Indexer stopped                | Mira |
| 2023-05-02 --:-- | Nobody looked                  |      |
| ~2023-05-02 11:00 | First question from a customer | Jon  |
| 2023-05-03 09:15-09:40 | Index rebuilt            | Mira |

## Action Items

| Action | Owner | Due | Status |
| --- | --- | --- | --- |
| Watch the indexer | Mira | 2023-06-01 | Done |
| Write a runbook   | Jon  | 2023-07-01 | To do |
"""

HEADING_PER_ENTRY = """# 2022-09-14, proxy ran out of sockets

## Timeline

All times in CEST

### 2022-09-14 22:40

Latency climbs.

1. First guess: the database
2. Second guess: the proxy

```
2022-09-14T20:41:07Z proxy[1]: accept: too many open files
23:59:59 not an entry
```

### 22:35

Looking back: the graph had moved five minutes earlier.

### ~23:50

Proxy restarted.

### 00:20

All good, service restored.

### 15. September, 10:00

Limits raised for good.

## Lessons learned

### What went well

- The graph was there.

## Action items

### Process

1. Read the graph.

### Technical

- [x] Raise the limit
- [ ] Alert on open sockets (https://example.org/team/app/issues/12)
"""

TWO_ZONES = """# Nightly import ran twice

## Timeline

- 2024-02-01 23:10 UTC / 00:10 CET: first import starts
- 23:40 UTC (00:40 CET) - second import starts
- 00:05 UTC – both stopped
"""

TIME_LAST = """# Incident on 2021-11-05 - builds were stuck

- **Key events**
  - First detected 2021-11-05 10:02
  - Incident declared 2021-11-05 10:10
  - Repaired 2021-11-05 10:31
  - Resolved 2021-11-05 11:00

- **Time to repair**: 0h 29m

- **Impact**: No builds for half an hour.

- **Resolution**:
  - The runner was replaced.

- **Review actions**:
  - Add a second runner [#41](https://example.org/team/app/issues/41)
  - Document the runner
"""

DAY_LINES = """OWNER OF REVIEW PROCESS
Noor
IMPACT TIME
Feb 8 at 23:30 to Feb 9 at 01:10
DURATION
1h 40m
*All times listed in this report are in
Bucharest.
Uploads rejected in the evening
Status: Reviewed
Overview
Uploads were rejected by a
full volume.
Timeline
Feb 8, 2025
11:30 PM Uploads fail
A volume is full, at around 06:00 UTC it had been half full.
Feb 9, 2025
1:10 AM Volume grown
Uploads work again.
"""

NEWEST_FIRST = """# Status of the mirror

## Updates

**2021-03-04 12:40 UTC** - The mirror is back.

**2021-03-04 11:15 UTC** - We found a broken disk.

**2021-03-04 10:05 UTC** - Downloads from the mirror fail.
"""

TIME_ALONE = """Timeline of events (2020-06-01, times in EDT)

08:00
Deploy begins.

08:20
Errors climb.
They keep climbing.

2X:XX (not sure)
Somebody rolls back.

09:05
Back to normal.
"""

GERMAN = """# Ausfall der Anmeldung

## Zusammenfassung

Die Anmeldung war nicht erreichbar und wir haben es erst durch einen Kunden bemerkt.

## Zeitlicher Ablauf

Alle Zeiten in MEZ, 3. Februar 2023

- ca. 18:30 Uhr: Erste Meldung
- 18.45 Uhr - Ursache gefunden
- 19:10 Uhr: Anmeldung wiederhergestellt

## Ursache

Ein abgelaufenes Zertifikat.

## Maßnahmen

- Ablauf überwachen
"""

ALL = {name: text for name, text in globals().items() if name.isupper() and isinstance(text, str)}
