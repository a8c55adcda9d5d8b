"""The same things said in other ways: one short text a form, and what it must give."""

from dataclasses import dataclass

import pytest

from postmortems.exchange.parsing import read


@dataclass(frozen=True)
class Variant:
    text: str
    entries: int
    actions: int | None = None
    first: str | None = None
    last: str | None = None
    title: str | None = None
    started: str | None = None
    ended: str | None = None
    zone: str | None = None


VARIANTS = {
    "bullets": Variant(
        """Web Stack Debugging Postmortem

Issue Summary
• Duration: 2 hours, from 14:00 to 16:00 (EAT) on August 9th, 2023
• Impact: users could not log in
• Root cause: typo in settings

Timeline
• 14:00 - The issue was detected
• 14:20 - Investigated DB
• 15:00 - Escalated
• 16:00 - Resolved

Root cause and resolution
The typo in wp-settings caused 500 errors. It was fixed with sed.

Corrective and preventative measures
• Improve monitoring
• Add tests
Tasks:
1. Patch server
2. Add monitoring on memory
""",
        entries=4,
        actions=4,
        first="2023-08-09T14:00:00+03:00",
        last="2023-08-09T16:00:00+03:00",
        title="Web Stack Debugging Postmortem",
        started="2023-08-09T14:00:00+03:00",
        ended="2023-08-09T16:00:00+03:00",
        zone="UTC+03:00",
    ),
    "a_table_of_action_items": Variant(
        """# Postmortem: API outage

**Date:** 2023-11-05
**Authors:** Ana, Bob
**Status:** Complete
**Summary:** API down for 30 minutes.
**Impact:** 5000 requests lost.
**Root Causes:** Bad config.
**Trigger:** Deploy.
**Resolution:** Rollback.
**Detection:** Alert.

## Action Items

| Action Item | Type | Owner | Bug |
|---|---|---|---|
| Add canary | prevent | ana | n/a **DONE** |
| Add test | mitigate | bob | BUG-12 |

## Lessons Learned
### What went well
- paging

## Timeline
2023-11-05 (*all times UTC*)

- 14:51 Deploy starts
- 14:53 **OUTAGE BEGINS** — errors
- 14:54 Alert pages on-call
- 15:21 **OUTAGE ENDS**, traffic balanced
- 15:30 **INCIDENT ENDS**
""",
        entries=5,
        actions=2,
        first="2023-11-05T14:51:00+00:00",
        last="2023-11-05T15:30:00+00:00",
        title="Postmortem: API outage",
        started="2023-11-05T14:53:00+00:00",
        ended="2023-11-05T15:30:00+00:00",
        zone="UTC",
    ),
    "french": Variant(
        """# Incident du 12 mars 2022 : panne de la messagerie

## Résumé
La messagerie était indisponible.

## Chronologie (heure de Paris)

- 09h05 : premières alertes
- 09h40 : cause identifiée
- 11h15 : retour à la normale

## Cause racine
Un certificat expiré.

## Recommandations
- Surveiller les certificats
- Documenter
""",
        entries=3,
        actions=2,
        first="2022-03-12T09:05:00+01:00",
        started="2022-03-12T09:05:00+01:00",
        ended="2022-03-12T11:15:00+01:00",
        zone="Europe/Paris",
    ),
    "spanish": Variant(
        """# Postmortem: caída de la base de datos

## Resumen
Caída el 3 de mayo de 2023 de 10:00 a 11:30 (hora local).

## Línea de tiempo
* 10:00 - Se detectó el fallo
* 10:20 a 10:40 - Se investigó
* 11:30 - Servicio restaurado

## Causa raíz
Disco lleno

## Acciones
1. Alertas de disco
2. Limpieza
""",
        entries=3,
        actions=2,
        first="2023-05-03T10:00:00",
        last="2023-05-03T11:30:00",
        started="2023-05-03T10:00:00",
        ended="2023-05-03T11:30:00",
    ),
    "portuguese_bare_times": Variant(
        """Linha do tempo

10:05 (BRT) - Alerta
10:30 (BRT) - Rollback
""",
        entries=2,
        first="10:05",
    ),
    "empty_header_over_midnight": Variant(
        """# Outage
## Timeline
Monday, January 9th, 2023

| | |
|---|---|
|11:45 PM PST|Alert fired|
|11:55 PM PST|Paged on-call|
|12:10 AM PST|Fixed|
""",
        entries=3,
        first="2023-01-09T23:45:00-08:00",
        last="2023-01-10T00:10:00-08:00",
    ),
    "bold_days": Variant(
        """# DB failover

All times are US/Pacific... no, all times are in UTC+2.

## Timeline

**Tuesday 7 June 2022**

09:00 Alarm
09:30 Looked

**Wednesday 8 June 2022**

08:00 Fixed
""",
        entries=3,
        first="2022-06-07T09:00:00+02:00",
        last="2022-06-08T08:00:00+02:00",
    ),
    "labelled_fields": Variant(
        """Incident report

Start time: 2024-01-05 10:00 UTC
End time: 2024-01-05 12:30 UTC
Severity: SEV-2

What happened
A cache was lost.

Next steps
- [ ] warm the cache @kim due 2024-02-01
- [x] write it down
""",
        entries=0,
        actions=2,
        started="2024-01-05T10:00:00+00:00",
        ended="2024-01-05T12:30:00+00:00",
        zone="UTC",
    ),
    "nested_days": Variant(
        """# X
## Timeline
- 2023-01-05
  - 10:00 UTC: a
  - 11:00 UTC: b
- 2023-01-06
  - 09:00 UTC: c
""",
        entries=3,
        first="2023-01-05T10:00:00+00:00",
        last="2023-01-06T09:00:00+00:00",
    ),
    "brackets": Variant(
        """# X
## Timeline (UTC)
[2023-01-05 10:00] a
[2023-01-05 10:05] b
<2023-01-05 10:07> c
""",
        entries=3,
        first="2023-01-05T10:00:00+00:00",
    ),
    "table_without_outer_pipes": Variant(
        """# X (2021-03-03)
## Timeline
Time (UTC) | Event
--- | ---
10:00 | a
10:30 | b
""",
        entries=2,
        first="2021-03-03T10:00:00+00:00",
    ),
    "jira": Variant(
        """h1. Outage of the wiki
h2. Timeline
* 2021-03-03 10:00 UTC a
* 2021-03-03 10:30 UTC b
""",
        entries=2,
    ),
    "wiki_with_a_list": Variant(
        """= Outage of the wiki =
== Timeline ==
* '''10:00''' a
* '''10:30''' b
{| class="wikitable"
! Time !! Event
|-
| 10:00 || foo
|}
== Actionables ==
* {{done}} Fix
* Do it (T12345)
""",
        entries=2,
        actions=2,
    ),
    "relative_and_absolute": Variant(
        """# Post-mortem 2020-02-02
## Events
* T+0 (10:00): Foo
* T+5m (10:05): Bar
""",
        entries=2,
    ),
    "numbered_bold": Variant(
        """# X
## Timeline
1. **10:00 AM**: a
2. **10:05 AM**: b
   - detail 10:06
3. **10:10 AM – 10:20 AM**: c
""",
        entries=3,
    ),
    "headings_with_text": Variant(
        """# X
## Timeline
### 10:00 - Foo happened
text
### 10:05 - Bar
text 
### Resolution
x
""",
        entries=2,
    ),
    "bold_paragraphs": Variant(
        """# Incident Report: Foo
## Timeline of Events
**Date: 2024-04-01**
**Time Zone: America/New_York**

**09:15 AM** – a

**09:30 AM** – b

**10:15 AM** – c
""",
        entries=3,
        first="2024-04-01T09:15:00-04:00",
    ),
    "date_carried_down": Variant(
        """# X
## Timeline
| Date | Time | Description | Owner |
|--|--|--|--|
| 2021-01-01 | 10:00 | a | J |
| | 10:30 | b | J |
| 2021-01-02 | 09:00 | c | K |
""",
        entries=3,
        first="2021-01-01T10:00:00",
        last="2021-01-02T09:00:00",
    ),
    "glued": Variant(
        """Post Mortem

Timeline: 
10:00 AM EAT - Deploy. 10:30 AM EAT - Errors reported.
11:00 AM EAT - Rollback
""",
        entries=3,
    ),
    "at_and_on": Variant(
        """# X
## Timeline
- At 10:00 UTC on March 5, 2023, a
- At 10:30 UTC, b
- Around noon, c
- By 13:00 UTC, d
""",
        entries=4,
        first="2023-03-05T10:00:00+00:00",
    ),
    "syslog": Variant(
        """# X
## Timeline
Mar 05 10:00:02 a
Mar 05 10:30:02 b
Published 2023
""",
        entries=2,
    ),
    "iso": Variant(
        """# X
## Timeline
- **2024-03-01T10:00:00Z** – a
- **2024-03-01T10:00:00.123+02:00** – b
- 2024-03-01 10:30:00Z: c
""",
        entries=3,
        first="2024-03-01T10:00:00+00:00",
    ),
    "american": Variant(
        """# X
## Timeline
- 5/3/2024, 10:00:00 AM: a
- 5/13/2024, 10:00:00 AM: b
""",
        entries=2,
        first="2024-05-03T10:00:00",
        last="2024-05-13T10:00:00",
    ),
    "german": Variant(
        """# X
## Timeline
- 05.03.2024 10:00 Uhr: a
- 06.03., 11:00 Uhr: b
""",
        entries=2,
        first="2024-03-05T10:00:00",
        last="2024-03-06T11:00:00",
    ),
    "two_zones_inline": Variant(
        """# X
## Timeline
- 10:00 PDT (17:00 UTC): a
- 10:30 PDT (17:30 UTC): b
- 11:00 PDT / 18:00 UTC b
""",
        entries=3,
        first="10:00",
    ),
    "range_of_days": Variant(
        """# X
## Timeline (June 3-4, 2021, UTC)
22:15 a
23:50 b
00:20 c
02:00 d
""",
        entries=4,
        first="2021-06-03T22:15:00+00:00",
        last="2021-06-04T02:00:00+00:00",
    ),
    "bold_headings": Variant(
        """# X
**What happened**

x

**Timeline**

 * Jul 3, 2019 10:00 AM EDT: a
 * Jul 3, 2019 10:30 AM EDT: b

**Root cause**

It broke.

**Action items**

 * a
 * b
""",
        entries=2,
        actions=2,
        first="2019-07-03T10:00:00-04:00",
        title="X",
        zone="UTC-04:00",
    ),
    "tabs_as_bullets": Variant(
        """Subject: outage

o	10:00 GMT: a
o	10:30 GMT: b
o	10:45 GMT: c
""",
        entries=3,
    ),
    "tabs_between": Variant(
        """# X
## Timeline
08:12	foo
08:13	bar
""",
        entries=2,
    ),
    "table_with_dots": Variant(
        """# Incident 2021-09-09
## Timeline (in CEST)
| Time | What | Who |
|---|---|---|
| 10:12 | a | x |
| ... | y | |
| 10:55 | b | x |
""",
        entries=3,
    ),
    "hedges": Variant(
        """# Incident 2021-09-09
## Timeline (in CEST)
- ~10:12 a
- 10h15 b
- 10:20ish c
- 2021-09-09 ??:?? d
- later that day: e
""",
        entries=4,
    ),
    "no_timeline_in_code_and_quotes": Variant(
        """# Deploy broke login

We released version 5.18.0 at some point.

## What happened

Nothing to see. See `10:00` in logs.

```
10:00:01 ERROR x
10:00:02 ERROR y
```

> 10:05 somebody said
> 10:06 somebody answered

## Follow-ups

- Fix it
""",
        entries=0,
        actions=1,
    ),
    "two_timelines": Variant(
        """# Two timelines

## Timeline of outage 1 (2021-02-03, UTC)
- 10:00 a
- 10:30 b

## Timeline of outage 2 (2021-02-05, UTC)
- 09:00 c
- 09:30 d
""",
        entries=4,
        first="2021-02-03T10:00:00+00:00",
        last="2021-02-05T09:30:00+00:00",
    ),
    "front_matter_date": Variant(
        """---
title: Weekly outage
date: 2022-06-01
---

## Timeline

_All times UTC_

- **10:02** – a
- **10:15** – b

  ```
  10:16:00 not
  ```
- **10:30** – c

## What went well

* Alerting 10:02
""",
        entries=3,
        first="2022-06-01T10:02:00+00:00",
        title="Weekly outage",
    ),
    "table_in_details": Variant(
        """# Incident

<details>
<summary>Timeline</summary>

| Time (UTC) | Event |
|---|---|
| 2023-01-01 10:00 | a |
| 2023-01-01 10:10 | b |

</details>
""",
        entries=2,
    ),
    "definition_list": Variant(
        """# Incident 42

| Field | Value |
|---|---|
| Start | 2023-01-01 10:00 UTC |
| End | 2023-01-01 12:00 UTC |
| Severity | P1 |

## Timeline

2023-01-01

10:00 UTC
:   a

11:00 UTC
:   b
""",
        entries=2,
        title="Incident 42",
        started="2023-01-01T10:00:00+00:00",
        ended="2023-01-01T12:00:00+00:00",
    ),
    "html_table": Variant(
        """# Incident

## Timeline

<table>
<tr><th>Time</th><th>Event</th></tr>
<tr><td>10:00</td><td>a</td></tr>
<tr><td>10:10</td><td>b</td></tr>
</table>
""",
        entries=2,
    ),
    "sentences": Variant(
        """# Outage of 3 April 2020

## Timeline

### 3 April 2020

At 10:00 UTC, the database failed. We did not notice.

At 10:20 UTC, we noticed.

By 11:00 UTC everything was fixed.
""",
        entries=3,
        first="2020-04-03T10:00:00+00:00",
        last="2020-04-03T11:00:00+00:00",
    ),
    "day_lines_in_words": Variant(
        """# Outage

## Timeline

Thursday, 14 May 2020

* 22:00 CEST: start
* 23:59 CEST: bad

Friday, 15 May 2020

* 00:30 CEST: fix
""",
        entries=3,
        first="2020-05-14T22:00:00+02:00",
        last="2020-05-15T00:30:00+02:00",
    ),
    "days_among_items": Variant(
        """# Outage

## Timeline

- 2020-05-14
- 10:00 - start
- 11:00 - end
- 2020-05-15
- 10:00 - review
""",
        entries=3,
        first="2020-05-14T10:00:00",
        last="2020-05-15T10:00:00",
    ),
    "site_outage": Variant(
        """# Site outage on Nov 3, 2023

Impact: From 9:05am to 10:45am PT, the site was down.

Timeline (PT):
9:05am: Deploy
9:10am: Alerts
10:45am: Recovered

Action Items:
- [P0] Add tests (@amy)
- [P1] Better alerts (@bo) by Dec 1, 2023
""",
        entries=3,
        actions=2,
        first="2023-11-03T09:05:00-07:00",
        last="2023-11-03T10:45:00-07:00",
        title="Site outage on Nov 3, 2023",
        started="2023-11-03T09:05:00-07:00",
        ended="2023-11-03T10:45:00-07:00",
        zone="America/Los_Angeles",
    ),
    "german_fields": Variant(
        """# Outage

Date: 1.2.2023

## Ablauf
10.15 Uhr: a
gegen 10.30 Uhr: b
""",
        entries=2,
        first="2023-02-01T10:15:00",
        last="2023-02-01T10:30:00",
    ),
    "bar_between": Variant(
        """# Outage
## Incident Timeline

All timestamps below are in UTC on 2022-01-01.

10:00 | Alert
10:10 | Fix
""",
        entries=2,
        first="2022-01-01T10:00:00+00:00",
    ),
    "separators": Variant(
        """# Outage

## Timeline

* `10:00` a
* `10:10` b
* _10:20_ c
* (10:30) d
* 10:40, e
* 10:50; f
* 11:00 -- g
* 11:10 => h
""",
        entries=8,
    ),
    "time_before_date": Variant(
        """# Outage

## Timeline

10:00 UTC, Jan 5th 2023 -- a
10:10 UTC, Jan 5th 2023 -- b
""",
        entries=2,
        first="2023-01-05T10:00:00+00:00",
    ),
    "deep_nesting": Variant(
        """# Outage

## Timeline

- Jan 5 2023
   - 10:00: a
   - 10:05: b
      - sub 10:06
- Jan 6 2023: c
""",
        entries=3,
        first="2023-01-05T10:00:00",
        last="2023-01-06",
    ),
    "numbered_headings": Variant(
        """1. Title: Foo
Summary
Lorem ipsum.

2. Timeline
10:00 AM – a
10:05 AM – b

3. Root Cause
Lorem.

4. Action Items
1. x
2. y
""",
        entries=2,
        actions=2,
    ),
    "ticket_table": Variant(
        """# Foo

## Action items

| # | Description | Assignee | Due date | Ticket |
|---|---|---|---|---|
| 1 | Do a | X | 2024-01-01 | ABC-1 |
| 2 | Do b | Y | 2024-01-02 | ABC-2 |
| 3 | Do c | Z | 2024-01-03 | ABC-3 |
""",
        entries=0,
        actions=3,
    ),
    "bold_groups": Variant(
        """# Foo

## Follow up actions

**Short term**

- a
- b

**Long term**

- c
  - c1
  - c2
""",
        entries=0,
        actions=3,
    ),
    "none_at_this_time": Variant(
        """# Foo

## Action Items

None at this time.

## Timeline

No timeline was kept.
""",
        entries=0,
        actions=0,
    ),
    "heading_per_action": Variant(
        """# Foo

## Action Items

### Add alerts

We will add alerts.

### Fix config

We will fix.
""",
        entries=0,
        actions=2,
    ),
    "one_paragraph": Variant(
        """# Foo

## Next steps

We'll improve our alerting so that it fires sooner. The
team is also going to review the config.
""",
        entries=0,
        actions=1,
    ),
    "numbered_with_bodies": Variant(
        """# Foo

## Corrective Actions

1. **Alerts**

   Add alerts for this.

2. **Config**

   Fix config.
""",
        entries=0,
        actions=2,
    ),
    "boxes": Variant(
        """# Foo

## Recommendations
* [ ] a
* [ ] b

## Lessons
* l
""",
        entries=0,
        actions=2,
    ),
    "done_and_todo": Variant(
        """# Foo

## Remediation and follow-up

- Done: x
- TODO: y
""",
        entries=0,
        actions=2,
    ),
    "wide_gaps": Variant(
        """Postmortem for the outage

Issue Summary

The outage lasted from 3:00 PM to 5:00 PM WAT on June 5th, 2023.

Timeline (all times WAT)

3:00 PM    Push
3:05 PM    Outage begins
4:00 PM    Found
5:00 PM    100% of traffic back online

Root cause

x

Resolution and recovery

At 4:00 PM we reverted. At 5:00 PM all was good.

Corrective and preventative measures

Disable the config.
Change rollback.
Fix bug.
""",
        entries=4,
        actions=3,
        first="2023-06-05T15:00:00+01:00",
        last="2023-06-05T17:00:00+01:00",
        title="Postmortem for the outage",
        started="2023-06-05T15:00:00+01:00",
        ended="2023-06-05T17:00:00+01:00",
        zone="UTC+01:00",
    ),
    "bold_labels": Variant(
        """**Postmortem: Foo outage**

**Issue Summary:**

- **Duration:** The outage occurred from 10:30 AM to 2:45 PM (UTC) on October 10, 2023.
- **Impact:** x.
- **Root Cause:** y.

**Timeline:**

- **10:30 AM (UTC):** a.
- **11:00 AM (UTC):** b.
- **2:45 PM (UTC):** c.

**Root Cause and Resolution:**

- **Root Cause:** z.
- **Resolution:** w.

**Corrective and Preventative Measures:**

1. **Database:** do a.
2. **Alerts:** do b.

**Tasks:**

- Task a.
- Task b.
""",
        entries=3,
        actions=4,
        first="2023-10-10T10:30:00+00:00",
        last="2023-10-10T14:45:00+00:00",
        title="Postmortem: Foo outage",
        started="2023-10-10T10:30:00+00:00",
        ended="2023-10-10T14:45:00+00:00",
        zone="UTC",
    ),
    "underlined_with_no_break_spaces": Variant(
        """Outage report
=============

Timeline
--------

* 10:00 AM UTC: a
* 10:05 AM UTC: b

Root cause
~~~~~~~~~~

Bad luck.
""",
        entries=2,
        first="10:00",
        title="Outage report",
        zone="UTC",
    ),
    "days_as_headings": Variant(
        """# X

## Timeline

#### Day 1 (5 June 2023)

* 10:00 a
* 11:00 b

#### Day 2 (6 June 2023)

* 09:00 c
""",
        entries=3,
        first="2023-06-05T10:00:00",
        last="2023-06-06T09:00:00",
    ),
    "labels_in_bullets": Variant(
        """# X

- Impact: nobody could log in
- Root cause: the disk was full

## Timeline
12/06 10:00 a
13/06 11:00 b
Reviewed 2023
""",
        entries=2,
    ),
    "prose_after": Variant(
        """# Post Mortem: Foo

## Timeline
- 10:00 UTC: a
- 10:05 UTC: b

More text about this that is not an entry.

![img](x.png)

## Prevention
Do x.
""",
        entries=2,
        actions=1,
    ),
    "bold_headings_without_list": Variant(
        """**Timeline**

**10:00** – a
**10:05** – b

**Next steps**

* x
""",
        entries=2,
        actions=1,
    ),
    "table_without_header": Variant(
        """Post-incident review: Foo (2022-04-01)

Timeline (UTC)

| 10:00 | a |
| 10:05 | b |
| 10:10 | c |

Follow-up

[ ] x
[x] y
""",
        entries=3,
        actions=2,
        first="2022-04-01T10:00:00+00:00",
    ),
    "french_hours": Variant(
        """# X

## Chronologie

Le 3 mars 2023 :

- 8 h 05 : alerte
- 8 h 30 : analyse
- 14 h 10 - fin
""",
        entries=3,
        first="2023-03-03T08:05:00",
        last="2023-03-03T14:10:00",
    ),
    "nested_texts": Variant(
        """# X

## Timeline

**Date:** 2023-03-03

- **10:00 UTC**
  - a
  - b
- **10:30 UTC**
  - c
""",
        entries=2,
        first="2023-03-03T10:00:00+00:00",
    ),
    "text_on_the_next_line": Variant(
        """# X

## Timeline

- 2023-03-03 10:00 UTC
  a
- 2023-03-03 10:30 UTC
  b
""",
        entries=2,
    ),
    "weekdays": Variant(
        """# X
## Timeline
- Fri 10:00 (2023-03-03): a
- Sat 09:00: b
- Sun 08:00: c
""",
        entries=3,
    ),
    "next_day_in_brackets": Variant(
        """# X - 2023-03-03
## Timeline
- 16:00 UTC a
- 16:30 UTC b
- 09:00 UTC (next day) c
- 10:00 UTC d
""",
        entries=4,
        first="2023-03-03T16:00:00+00:00",
        last="2023-03-04T10:00:00+00:00",
    ),
    "next_day_line": Variant(
        """# X - 2023-03-03
## Timeline
- 16:00 UTC a
- 16:30 UTC b

The next day:

- 09:00 UTC c
- 10:00 UTC d
""",
        entries=4,
        first="2023-03-03T16:00:00+00:00",
        last="2023-03-04T10:00:00+00:00",
    ),
    "posted_year": Variant(
        """# X
## Timeline
- March 3rd
  - 10:00 PM: a
- March 4th
  - 1:00 AM: b

Posted March 10, 2023
""",
        entries=2,
        first="2023-03-03T22:00:00",
        last="2023-03-04T01:00:00",
    ),
    "prose_until": Variant(
        """# X
## What happened?
On 3 March 2023 at 10:00 UTC we deployed. It failed until 11:30 UTC.
""",
        entries=0,
        title="X",
        started="2023-03-03T10:00:00+00:00",
        ended="2023-03-03T11:30:00+00:00",
    ),
    "twelve_hours_short": Variant(
        """# X
## Timeline
*(Times in EST)*

**3/3/23**

10:00a - a
11:00p - b

**3/4/23**

1:00a - c
""",
        entries=3,
        first="2023-03-03T10:00:00-05:00",
        last="2023-03-04T01:00:00-05:00",
    ),
    "dotted": Variant(
        """# X
## Timeline
* 14:32 - [alert](https://x.y/1) fired
* 14:33 - ack
* 15.02 - fixed
""",
        entries=3,
    ),
    "dotted_before_a_zone": Variant(
        """# X
## Timeline
* 14:32 PST 2 May 2022 - alert fired
* 14.50 (PST) 2 May 2022 - ack
* 15.25 PST 2 May 2022 - fixed in release 2.20
""",
        entries=3,
        first="2022-05-02T14:32:00-08:00",
        last="2022-05-02T15:25:00-08:00",
    ),
    "sentences_with_the_time_inside": Variant(
        """Pump three

Summary:
On 2 May 2022 the pump stood still for two and a half hours, from 9:00 AM to 11:30 AM (GMT).

Timeline:
- Detection: the pump's light was seen at 9:00 AM (GMT) by a passer-by.
- First we looked for power, without success.
- The caretaker was called.
- Repair: at 11:30 AM (GMT) a new fuse was in and the pump ran again.
""",
        entries=4,
        first="2022-05-02T09:00:00+00:00",
        last="2022-05-02T11:30:00+00:00",
        started="2022-05-02T09:00:00+00:00",
        ended="2022-05-02T11:30:00+00:00",
    ),
    "sentences_without_any_time": Variant(
        """Pump three

Summary:
- Duration of the interruption: 30 minutes, from 9:00 AM to 9:30 AM on 2 May 2022

Timeline:
* The caretaker saw the light.
* The fuse was found broken.
* Total downtime: 30 minutes
* A new one was put in.
""",
        entries=3,
    ),
    "one_item_that_tells_its_time_late": Variant(
        """# Pump three
2 May 2022
## Timeline (UTC)
- At 9:00 the light went on
- A passer-by rang the caretaker at 9:10
- At 9:20, he looked at the meter
    - it had stopped at 8:59
- it was cold
- At 9:30 the pump ran again
""",
        entries=4,
        last="2022-05-02T09:30:00+00:00",
    ),
    "indented_but_for_the_first": Variant(
        """Pump three, 2 May 2022

Timeline
9:00 AM - The light goes on.
    9:10 AM - The caretaker is called.
    9:30 AM - The pump runs again.

Cause
A fuse.
""",
        entries=3,
        last="2022-05-02T09:30:00",
    ),
    "a_period_and_plain_clocks": Variant(
        """# Ticket gate (#4)

## Outage
**Period:** May 2nd 2014 18:50 UTC to 19:20 (30 minutes)

## Timeline (all times are UTC)

**18:46:** a card is blocked.

**18:50:** the gate stays shut.

**19:20:** the gate opens.

**20:57:** all cards are checked.
""",
        entries=4,
        first="2014-05-02T18:46:00+00:00",
        started="2014-05-02T18:50:00+00:00",
        ended="2014-05-02T19:20:00+00:00",
    ),
    "french_key_times": Variant(
        """# Caisse en panne

## Résumé
Le 19/01/2026, la caisse a été en panne pour tous.

## Heures clés
- Détection : 09h10
- Résolution : 10h40

## Impact
- Clients : 25
""",
        entries=2,
        first="2026-01-19T09:10:00",
        started="2026-01-19T09:10:00",
        ended="2026-01-19T10:40:00",
    ),
    "spanish_numbers_are_day_first": Variant(
        """# Caída de la caja (11/06/2026)

## Cronología
- **13:51** — La caja fue actualizada por el técnico.
- **14:14** — Los pagos empezaron a fallar en la caja.
- **~16:30–17:00** — Reparación (ver abajo). **17:01 — vuelve a cobrar.**
""",
        entries=3,
        first="2026-06-11T13:51:00",
    ),
    "a_month_in_the_title_orders_the_numbers": Variant(
        """# The long closing of May 2024

- Start: 06/05/2024, 6:00 AM
- End: 10/05/2024, 8:00 PM
""",
        entries=2,
        started="2024-05-06T06:00:00",
        ended="2024-05-10T20:00:00",
    ),
    "turkish_months_and_a_day_later": Variant(
        """# Turnike durdu

**3 Eylül 2026, 14:47 UTC — 4 Eylül 06:35 UTC.**

## Timeline

| saat (UTC) | olay |
| --- | --- |
| 14:44 | hata |
| 15:02 | bekleme |
| 06:35 (+1) | turnike döndü |
""",
        entries=3,
        last="2026-09-04T06:35:00+00:00",
        started="2026-09-03T14:47:00+00:00",
        ended="2026-09-04T06:35:00+00:00",
    ),
    "parts_of_the_day_in_rows": Variant(
        """# 改札が止まった

発生日: 2026年6月3日

## タイムライン

| 時刻（JST） | 出来事 |
|---|---|
| 6/2 13:58 | 更新 |
| 6/3 午前 | 連絡 |
| 6/3 午前 | 確認 |
| 6/3 午後2時30分 | 復旧 |
""",
        entries=4,
        first="2026-06-02T13:58:00+09:00",
        last="2026-06-03T14:30:00+09:00",
    ),
    "odd_marks_around_a_time": Variant(
        """# X
## Timeline (UTC)
- **2023-01-04/11:34** the gate is shut
- **2023-01-04 11:38+5m** a queue
- 12:10: all wait
-12:15: all go
""",
        entries=4,
        first="2023-01-04T11:34:00+00:00",
        last="2023-01-04T12:15:00+00:00",
    ),
    "when_a_page_was_put_up": Variant(
        """---
layout: post
title: "Ten minutes without a gate"
date: 2026-04-22 02:14:00 +0900
---

## Timeline (KST)

| Time | Event |
|---|---|
| all day | work on the gate |
| ~01:42 | the gate is shut |
| | → a queue |
| 02:10 | the gate opens |
""",
        entries=3,
        title="Ten minutes without a gate",
        started="2026-04-22T01:42:00+09:00",
        ended="2026-04-22T02:10:00+09:00",
    ),
    "a_title_of_the_page_above_a_lesser_heading": Variant(
        """---
title: "Post-mortem: gate"
---

## The morning of 18 August

**Date**: 18.08.2023

## Timeline (CEST)

- *12:18* the gate is shut
- *12:23* the gate opens
""",
        entries=2,
        title="Post-mortem: gate",
        started="2023-08-18T12:18:00+02:00",
    ),
    "at_the_beginning": Variant(
        """---
date: 2020-12-11
---
# No gate

At **19:55 UTC, the gate stayed shut**. Nobody was near.

## Also on that day

It rained.
""",
        entries=0,
        started="2020-12-11T19:55:00+00:00",
    ),
    "a_sentence_as_the_title": Variant(
        """Gate two is shut.

Timeline:
- 10:00 UTC the gate is shut
- 10:10 UTC the gate opens
""",
        entries=2,
        title="Gate two is shut.",
    ),
    "plain_sentences_with_the_time_inside": Variant(
        """Gate two

Timeline
The gate was found shut on 2 May 2022 at 9:00 AM UTC by the guard. He
rang the office at once.
Nobody was there.
A smith came at 9:40 AM UTC.

Cause
Rust.
""",
        entries=2,
        first="2022-05-02T09:00:00+00:00",
        last="2022-05-02T09:40:00+00:00",
    ),
    "milliseconds": Variant(
        """# X
## Timeline
1. 2021-05-08 14:32:10.123 UTC - a
2. 2021-05-08 14:33:10,500 UTC - b
""",
        entries=2,
    ),
    "atlassian": Variant(
        """# X

## Incident timeline

Time | Message
---------|--------
8:27pm | a
8:31pm | b

## Incident response analysis

Foo.

## Follow-up items

* a
""",
        entries=2,
        actions=1,
    ),
    "who_column": Variant(
        """# X
## Timeline
|Time|Who|What|
|-|-|-|
|2020-01-01T10:00Z|a|b|
|2020-01-01T10:05Z|a|b|
|TBD|a|b|
""",
        entries=3,
    ),
    "linked_times": Variant(
        """# X
## Timeline
- [10:00](https://slack/x) a
- [10:05](https://slack/y): b
- <10:06> c
""",
        entries=3,
    ),
    "placeholders": Variant(
        """# X
## Timeline
HH:MM - event
XX:XX - event
""",
        entries=0,
    ),
    "html_tables": Variant(
        """# Incident

## Timeline

<table>
<tr><th>Time (UTC)</th><th>Event</th></tr>
<tr><td>2020-01-01 10:00</td><td>a</td></tr>
<tr><td>2020-01-01 10:10</td><td>b</td></tr>
</table>

## Actions

<table>
  <thead>
    <tr>
      <th>Action</th>
      <th>Owner</th>
    </tr>
  </thead>
  <tbody>
    <tr>
      <td>Do x</td>
      <td>Kim</td>
    </tr>
  </tbody>
</table>
""",
        entries=2,
        actions=1,
        first="2020-01-01T10:00:00+00:00",
    ),
    "wiki_table": Variant(
        """== Timeline ==
{| class="wikitable"
! Time !! Event
|-
| 10:00 || a
|-
| 10:10 || b
|}
""",
        entries=2,
        first="10:00",
    ),
    "first_row_as_header": Variant(
        """# X
## Timeline
| 10:00 | a | | |
|---|---|---|---|
| 10:05 | b || |
""",
        entries=2,
    ),
    "status_page": Variant(
        """# Slow uploads

## Updates

Resolved
Uploads are fast again.
Posted 2 years ago. Jan 05, 2022 - 12:10 UTC

Monitoring
A fix is out.
Posted 2 years ago. Jan 05, 2022 - 11:05 UTC

Investigating
Uploads are slow.
Posted 2 years ago. Jan 05, 2022 - 10:00 UTC
""",
        entries=3,
        first="2022-01-05T12:10:00+00:00",
        last="2022-01-05T10:00:00+00:00",
        title="Slow uploads",
        started="2022-01-05T10:00:00+00:00",
        ended="2022-01-05T12:10:00+00:00",
    ),
    "time_below_its_text": Variant(
        """# Slow uploads

## Timeline

We saw slow uploads.
2022-01-05 10:00 UTC

We fixed them.
2022-01-05 11:00 UTC
""",
        entries=2,
        first="2022-01-05T10:00:00+00:00",
    ),
    "a_number_that_touches_its_clock": Variant(
        """Queue outage

Issue Summary
- Duration:
— Start time: 02, 27, 2024, 09:10 AM UTC.
— End time: 02, 27, 2024, 10:05 AM UTC.

Timeline
8. 09:10 AM UTC: The queue stops.
9. 09:40 AM UTC: A worker is found asleep.
10.10:05 AM UTC: All workers are awake.
""",
        entries=3,
        first="2024-02-27T09:10:00+00:00",
        last="2024-02-27T10:05:00+00:00",
        started="2024-02-27T09:10:00+00:00",
        ended="2024-02-27T10:05:00+00:00",
    ),
    "a_number_that_touches_its_clock_behind_an_empty_line": Variant(
        """Cold store alarm on 4 May 2024

Timeline

8. 16:20 UTC: The fans turn again.

9.16:30 UTC: It is cold again.
""",
        entries=2,
        last="2024-05-04T16:30:00+00:00",
    ),
    "entries_that_share_a_line_behind_a_dash_or_nothing": Variant(
        """Cold store alarm on 4 May 2024

Timeline:
- 10:45 AM: The alarm rings.
- 10:50 AM: The keeper is called. - 11:00 AM: He is on his way since 10:55 AM: so he says.
- 11:30 AM: He finds the door open 12:00 PM: It is cold again.
""",
        entries=5,
        last="2024-05-04T12:00:00",
    ),
    "times_far_from_the_margin_under_questions": Variant(
        """Cold store alarm on 4 May 2024

Timeline
      When was it noticed?
             10:00: The alarm rings.
         Who was called?
            10:05: The keeper.
  10:30: The door is shut.
  11:00: It is cold again.
""",
        entries=4,
        first="2024-05-04T10:00:00",
    ),
    "the_day_of_the_incident_beside_that_of_the_title": Variant(
        """Report: Cold store alarm on August 10, 2024
Incident Date: August 16, 2024

Timeline
10:00 UTC - The alarm rings.
11:00 UTC - It is cold again.
""",
        entries=2,
        started="2024-08-16T10:00:00+00:00",
    ),
    "clocks_in_the_summary_and_days_on_the_entries": Variant(
        """Issue Summary
Duration: From 6:00 PM to 8:00 PM

Timeline
June 7th, 2024, 18:00 (UTC): The alarm rings.
June 7th, 2024, 20:00 (UTC): It is cold again.
""",
        entries=2,
        started="2024-06-07T18:00:00+00:00",
        ended="2024-06-07T20:00:00+00:00",
    ),
    "a_first_paragraph_ends_the_search_for_a_title": Variant(
        """Postmortem
The cold store of the harbour was warm for most of a day, and the keeper, who is paid to look at the thermometer twice a day, was at his sister's wedding in the mountains.

Looking around
The door was open.

Timeline
10:00 UTC - The alarm rings.
""",
        entries=1,
        title="Postmortem",
    ),
    "labels_in_a_list_below_a_bold_heading": Variant(
        """# Cold store alarm

**Issue Summary:**

**Root Cause:** An open door

**Timeline:**
* **Issue Detected:** 4 May 2024, 08:00 AM - The alarm rings.
* **Actions Taken:** The keeper is called.
* **Resolution:** The door is shut.

**Corrective and Preventative Measures:**
* **Improvements/Fixes:**
Add a bell to the door.
Paint the door red.
* **Tasks to Address the Issue:**
Buy paint for the door.
""",
        entries=3,
        actions=3,
        first="2024-05-04T08:00:00",
    ),
    "groups_of_which_one_has_a_time_below": Variant(
        """# Cold store alarm

## Timeline

- **Detection:**
  - May 4, 2024, 08:00 UTC
  - The alarm rings.

- **Escalation:**
  - The keeper is called.

- **Resolution:**
  - The door is shut.
""",
        entries=3,
        first="2024-05-04T08:00:00+00:00",
    ),
    "one_o_clock_twice_after_noon": Variant(
        """# Cold store alarm on 4 May 2024

## Timeline

- 11:00 The alarm rings.
- 12:00 The keeper is called.
- 1:00 The door is shut.
- 1:31 It is cold again.
""",
        entries=4,
        last="2024-05-04T13:31:00",
    ),
    "a_title_between_tags_below_a_name_of_every_report": Variant(
        """<h1 align="center">POSTMORTEM</h1>

### <div align="center">The cold store was warm</div>

## Timeline

**15:00 UTC: Detection**
The alarm rings on 4 May 2024.

**15:15 UTC: Resolution**
The door is shut.
""",
        entries=2,
        title="The cold store was warm",
    ),
    "a_saying_above_the_title": Variant(
        """“All doors must be shut”


Post-Mortem Report: Cold store

Timeline
10:00 UTC - The alarm rings.
""",
        entries=1,
        title="Post-Mortem Report: Cold store",
    ),
    "a_list_of_plain_labels_with_lines_below": Variant(
        """# Issue Summary:
* Duration: from 3:00 PM to 4:30 PM (UTC) on May 4, 2024
* Root Cause:
An open door.
* Timeline:
3:00 PM: The alarm rings.
4:30 PM: It is cold again.
* Corrective and Preventative Measures:
Add a bell to the door.
Paint the door red.
""",
        entries=2,
        actions=2,
        last="2024-05-04T16:30:00+00:00",
    ),
    "an_offset_before_a_colon": Variant(
        """# Cold store alarm on 4 May 2024

## Timeline

- at 13:00 GMT+2 : the alarm rings.
- at 13:48 GMT+2: it is cold again.
""",
        entries=2,
        last="2024-05-04T13:48:00+02:00",
    ),
    "headings_that_share_their_line_with_text": Variant(
        """##0x19 Postmortem Project

###My First Postmortem Issue Summary Duration: The cold store was warm on May 4, 2024, from 1:00 AM to 4:00 AM (UTC).

###Root Cause: The door of the cold store was left open all night, and nobody is there before four.

###Timeline 1:00 AM: The door is left open by the keeper. 3:00 AM: The alarm rings. 4:00 AM: It is cold again.

###Resolution: The door was shut by the keeper of the harbour, and it stayed shut from then on.
""",
        entries=3,
        title="0x19 Postmortem Project",
    ),
    "a_title_with_a_colon": Variant(
        """Postmortem for the cold store:

Issue summary:
It was warm.

Timeline:
10:00 UTC: The alarm rings on 4 May 2024.
""",
        entries=1,
        title="Postmortem for the cold store",
    ),
    "a_time_of_a_capital": Variant(
        """# Cache outage of 3 March 2024

## Timeline

- 1:00 PM (Kampala time): the cache is empty
- 1:30 PM (Kampala time): the cache is warm
""",
        entries=2,
        first="2024-03-03T13:00:00+03:00",
        last="2024-03-03T13:30:00+03:00",
    ),
    "a_labelled_date_before_the_day_of_writing": Variant(
        """POSTMORTEM
I write this on 6/24/2023, since it was a long week and I want to keep what I learned from it for those who come after me.
ISSUE SYNOPSIS
•	Date: 2023-06-19
THE ROOT CAUSE
A key was missing.
TIMELINE
07:05: The login fails
08:40: The key is there
""",
        entries=2,
        title="POSTMORTEM",
        first="2023-06-19T07:05:00",
        last="2023-06-19T08:40:00",
    ),
    "a_clock_that_touches_the_full_stop": Variant(
        """Outage of May 9th, 2023

Timeline:

1:00 PM: The disk fills.1:05 PM: A restart does not help. 1:20 PM: Old logs go.
""",
        entries=3,
        first="2023-05-09T13:00:00",
        last="2023-05-09T13:20:00",
    ),
    "lines_that_tell_their_day_and_clock_inside": Variant(
        """# Blank pages

## Timeline

A reader wrote to us on 06/17/23 at 9:05 AM.

06/17/23 9:20 AM — We saw blank pages too.

The cache was emptied at 9:45 AM on June 17, 2023.

The pages came back by 10:00 AM on June 17, 2023.
""",
        entries=4,
        first="2023-06-17T09:05:00",
        last="2023-06-17T10:00:00",
    ),
    "labelled_lines": Variant(
        """# Search was down on 4 May 2024

## Timeline

Detection: a reader told us at 10:00 AM (UTC).
First steps: we read the logs of the index.
Wrong paths: we looked at the network for a while.
Escalation: the search team was called at 10:20 AM (UTC).

## Root cause

An index was dropped.
""",
        entries=4,
    ),
    "the_sheet_that_asked_for_the_report": Variant(
        """# Postmortem

### Timeline

    2:17 PM (GMT) A page does not load

    2:40 PM (GMT) The page loads

* Root cause and resolution must contain:

    Two jobs wrote to one disk.

* Corrective and preventative measures must contain:

    - Give each job a disk.
    - Watch the disks.
""",
        entries=2,
        actions=2,
    ),
    "month_and_day_before_a_clock": Variant(
        """# Certificate lost on 2024-11-02

## Timeline (UTC)

| Time | Event |
|---|---|
| 11-02 09:45 | The proxy is made anew |
| 11-02 ~15:00 | Somebody sees the wrong certificate |
| 11-03 07:07 | A new one is there |
""",
        entries=3,
        first="2024-11-02T09:45:00+00:00",
        last="2024-11-03T07:07:00+00:00",
    ),
    "places_for_times": Variant(
        """# 2024-05-02 Empty map

## Timeline

- 09:?? the index is built
- 10:?? the map is empty
- 10:?? the map is full again
""",
        entries=3,
    ),
    "updates_with_a_mark_of_a_page_generator": Variant(
        """# Runners down

- The third runner does not come back. {{< track "2024-09-27 09:50:00" >}}

- All runners are back. {{< track "2024-09-27 11:08:00" >}}
""",
        entries=2,
        first="2024-09-27T09:50:00",
        last="2024-09-27T11:08:00",
    ),
}


def facts(proposal):
    whole = proposal.as_dict()
    times = [entry["at"] for entry in whole["timeline"]]
    return {
        "entries": len(times),
        "actions": len(whole["actions"]),
        "first": times[0] if times else None,
        "last": times[-1] if times else None,
        "title": whole["title"],
        "started": whole["started_at"],
        "ended": whole["ended_at"],
        "zone": whole["zone"],
    }


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_read(name):
    variant = VARIANTS[name]
    proposal = read(variant.text)
    found = facts(proposal)
    wanted = {key: value for key in found if (value := getattr(variant, key)) is not None}
    assert {key: found[key] for key in wanted} == wanted
    assert proposal.unplaced == ()
