"""Reports of engineers in many forms, and the words that their cause must hold: our own texts, in forms that we met."""

TOLD: dict[str, tuple[str, str]] = {
    "issue_summary_in_bold": (
        "introduced a check that rejected",
        """\
# Incident: API errors in eu-west

**Issue Summary**
From 09:12 to 10:05 UTC requests to the orders API returned 500 errors. At the peak 34% of requests were affected. The new release introduced a check that rejected requests without a region header; older clients do not send one.

**Timeline (all times UTC)**
09:10 Release 4.2 goes out
09:12 Outage begins
10:05 Release 4.1 is back, outage ends

**Root Cause and Remediation**

**Corrective and Preventative Measures**
- Add the header to the contract tests
""",
    ),
    "causes_beside_a_trigger": (
        "Latent bug in the thumbnail service",
        """\
# Shakedown: thumbnails missing

Date: 2024-02-11
Authors: ana, ben
Status: Complete, action items in progress

## Summary
Thumbnails were missing for 66 minutes.

## Impact
About 1.2M page views without pictures.

## Root Causes
Latent bug in the thumbnail service leaks a file descriptor on each bad upload.

## Trigger
A partner uploaded 40,000 broken files.

## Resolution
Raised the limit and restarted.
""",
    ),
    "status_messages": (
        "exhausted the connection pool",
        """\
# Elevated error rates on dashboard

**Resolved** - This incident has been resolved. A slow query introduced in yesterday's release exhausted the connection pool, so requests timed out. We reverted the release.
May 3, 14:20 UTC

**Monitoring** - A fix has been implemented and we are monitoring the results.
May 3, 13:55 UTC

**Investigating** - We are looking into elevated error rates.
May 3, 13:10 UTC
""",
    ),
    "blog_narrative": (
        "a typo in the size of the partition",
        """\
# What happened to search last Tuesday

Last Tuesday search was down for three hours. This post explains why.

Every night a job rebuilds the index on a fresh volume. On Monday evening we raised the number of shards, and with it the space the index needs. The job, however, still asked for the old volume: a typo in the size of the partition had gone unnoticed for months. At 02:10 UTC the volume was full and the job stopped in the middle.

Our alert for failed jobs had been muted during the move to the new cluster. Nobody noticed until 07:30 when the first customers wrote to us.

We restored the index of the day before and search was back at 10:20.

We have since unmuted the alert and fixed the size.
""",
    ),
    "contributing_only": (
        "retries had no limit",
        """\
# 2023-11-02 Payment delays

## Summary

Payments were delayed by up to 40 minutes for shops in two regions.

## Contributing factors

- The retries had no limit, so a slow bank filled the queue
- The dashboard shows averages, which hid the slow region

## Timeline

- 10:00 UTC first delayed payment
- 10:40 UTC queue drained

## Action items

- [ ] Limit retries
""",
    ),
    "rca_table": (
        "NTP was blocked by the new firewall rules",
        """\
# RCA 118

| Field | Value |
| --- | --- |
| Incident | Login failures |
| Date | 2024-01-15 |
| Duration | 2 h |
| Cause | NTP was blocked by the new firewall rules, so tokens were seen as expired |
| Fix | Allowed NTP |

## Timeline

| Time (UTC) | Event |
|---|---|
| 08:00 | Firewall rules rolled out |
| 08:20 | First login failures |
| 10:00 | Fixed |
""",
    ),
    "why_label": (
        "the cron job that renews it",
        """\
# Certificate expired on the wiki

**What:** The wiki was unreachable for 45 minutes.
**When:** 2024-03-01, 09:00 to 09:45 UTC.
**Why:** the cron job that renews it was lost when the server was rebuilt in January.
**Fix:** Renewed by hand, put the job under config management.
""",
    ),
    "problem_label": (
        "locks the whole table",
        """\
# Incident 42

Status: closed
Date: 2024-06-05

Problem: The migration adds a column with a default, which locks the whole table on this version of the database.

Effects: No writes for 12 minutes.

Solution: Cancelled the migration.

Follow up: Run such migrations in two steps.
""",
    ),
    "analysis_section": (
        "did not take the lock",
        """\
# Duplicate invoices, 2024-02-29

## Summary
420 customers received their invoice twice.

## Analysis
The invoice job runs on two machines. Since the release of 27 February the job did not take the lock any more: the name of the lock holds the date, and the two machines disagreed about the date on a leap day.

## Timeline
- 2024-02-29 01:00 UTC job runs on both machines
- 2024-02-29 08:10 UTC first customer calls
- 2024-02-29 09:00 UTC job stopped

## Next steps
- Take the date out of the name
""",
    ),
    "investigation_section": (
        "a stale route on the second router",
        """\
# Packet loss in rack 12

## Detection
The probe paged at 03:12 UTC.

## Investigation
Ana checked the switches first and found nothing. Traces then showed that every second packet went the wrong way: a stale route on the second router pointed to the old gateway. It was left over from the move in April.

## Resolution
The route was deleted at 04:00 UTC.
""",
    ),
    "timeline_only_root": (
        "identified as a full inode table",
        """\
# 2024-08-02 Uploads failing

## Timeline

- 10:00 UTC - Uploads start to fail
- 10:15 UTC - Ana is paged
- 10:40 UTC - Root cause identified as a full inode table on the upload server
- 10:55 UTC - Old thumbnails deleted
- 11:00 UTC - Uploads work again

## Follow-ups

- Watch inodes
""",
    ),
    "german_prosa": (
        "weil die Partition für Logs",
        """\
# Ausfall Ticketsystem am 12.03.2024

## Was ist passiert?

Am Vormittag war das Ticketsystem für knapp zwei Stunden nicht erreichbar. Der Dienst ließ sich nicht starten, weil die Partition für Logs voll war. Die Rotation war nach dem Update auf Version 6 nicht mehr aktiv.

## Verlauf

- 09:10 Uhr: Erste Meldungen
- 09:40 Uhr: Partition bereinigt
- 10:55 Uhr: System läuft

## Maßnahmen

- Rotation prüfen
""",
    ),
    "french_contexte": (
        "n'avait pas été testée",
        """\
# Indisponibilité de l'API le 4 juin 2024

## Contexte

Une montée de version de la base a été faite le 3 juin au soir. La nouvelle configuration des connexions n'avait pas été testée sous charge.

## Impact

API indisponible pendant 35 minutes.

## Chronologie

- 08:30 UTC : premières erreurs
- 09:05 UTC : retour à la normale
""",
    ),
    "spanish": (
        "el certificado intermedio",
        """\
# Caída del portal, 7 de mayo de 2024

## Resumen

El portal no estuvo disponible entre las 10:00 y las 11:15. La causa fue que el certificado intermedio no se instaló en el nuevo balanceador.

## Cronología

- 10:00 UTC Primeros errores
- 11:15 UTC Servicio restablecido
""",
    ),
    "portuguese": (
        "removeu a variável de ambiente",
        """\
# Incidente: fila parada (10/04/2024)

## O que aconteceu

A fila de e-mails ficou parada por 3 horas. Um deploy removeu a variável de ambiente com o endereço do broker e o worker subiu sem conexão, sem gerar alerta.

## Linha do tempo

- 13:00 UTC deploy
- 16:05 UTC variável reposta
""",
    ),
    "five_why_numbers": (
        "no one is told when a disk is replaced",
        """\
# Backup missing for 3 days

## Summary
There was no backup for three days.

## 5 Whys
1. Why was there no backup? The target was not mounted.
2. Why was it not mounted? Its id changed when the disk was replaced.
3. Why was that not noticed? Because no one is told when a disk is replaced.
""",
    ),
    "background_then_incident": (
        "the second datacenter still pointed",
        """\
# DNS incident of 9 January 2024

## Background

We run two resolvers in each datacenter. Each has a list of forwarders.

## Incident

On 9 January we retired the old forwarders. The resolvers in the second datacenter still pointed to them, so every lookup there timed out after 11:02 UTC.

## Impact

Half of our customers saw errors for 25 minutes.

## Resolution

We pointed the resolvers to the new forwarders.
""",
    ),
    "jira_style": (
        "cache key did not contain the tenant",
        """\
h2. Summary
Customers of one tenant saw the reports of another for 20 minutes on 14 May 2024.

h2. Cause
The cache key did not contain the tenant. This was lost in the refactoring of April.

h2. Timeline
* 10:05 UTC first report
* 10:25 UTC cache disabled
""",
    ),
    "resolution_told": (
        "was pointing at the staging database",
        """\
# 2024-07-19 Wrong prices shown

- **Key events**
  - Detected: 2024-07-19 08:00
  - Resolved: 2024-07-19 09:10
- **Impact**: Prices of the day before were shown.
- **Resolution**: It turned out that the exporter was pointing at the staging database after Thursday's deployment. We changed the address and ran it again.
""",
    ),
    "summary_twopara": (
        "had been rotated on the vault",
        """\
## Summary

On 2024-04-02 between 12:00 and 12:50 UTC no new builds could be started.

The token with which runners register had been rotated on the vault, while the runners kept the old one in their image. Once the running ones were recycled, nobody could register.

Builds resumed when the image was rebuilt.

## Timeline

- 12:00 UTC builds are stuck
- 12:50 UTC image rebuilt
""",
    ),
    "detailed_desc": (
        "A single slow consumer",
        """\
# Post-incident review: event bus backlog

## Executive summary
On June 3rd, 2024 events were delivered up to 4 hours late.

## Detailed description of the incident
The bus keeps one cursor per partition. A single slow consumer kept the cursor from moving, and as events were never acknowledged the partition grew until the broker throttled all producers.

## Customer impact
Late webhooks.

## What we are doing
- One cursor per consumer
""",
    ),
    "what_went_wrong": (
        "deleted by a script",
        """\
# Lost uploads

## Summary
Uploads of 2 May 2024 were lost.

## What went well
- The team was online quickly

## What went wrong
- The volume was deleted by a script that cleans up test machines, because its name began with test
- The backup could not be read; nobody had tested the restore

## Where we got lucky
- It was a holiday
""",
    ),
    "conclusion_told": (
        "assumed that both ranges could talk",
        """\
# Cluster upgrade outage

Time: 2024-03-03 08:00 UTC to 09:30 UTC

## Timeline

* 08:00 upgrade begins
* 08:20 directory not reachable
* 09:30 old cluster back

## Conclusion

We assumed that both ranges could talk to each other and tried a setup that never could work.

## Next steps

- Draw the network
""",
    ),
    "mid_heading_technical": (
        "waits for a lock that the",
        """\
# Deadlock in scheduler

## TL;DR
Jobs did not start between 04:00 and 05:30 UTC on 2024-09-10.

## Technical details
The scheduler waits for a lock that the cleaner holds, while the cleaner waits for the scheduler to end a job. Version 3 made both run at the same minute.

## Lessons learned
- Use timeouts
""",
    ),
    "dutch": (
        "omdat de sleutel was verlopen",
        """\
# Storing betalingen 5 februari 2024

## Samenvatting

Tussen 14:00 en 14:40 konden klanten niet betalen. De koppeling met de bank weigerde alle verzoeken omdat de sleutel was verlopen.

## Tijdlijn

- 14:00 UTC eerste meldingen
- 14:40 UTC nieuwe sleutel
""",
    ),
    "russian": (
        "после обновления драйвера",
        """\
# Простой хранилища 11.04.2024

## Что произошло

Хранилище было недоступно 50 минут. Узлы не смогли подключить тома после обновления драйвера: версия была несовместима с ядром.

## Хронология

- 10:00 UTC начало
- 10:50 UTC конец

## Меры

- Проверять версии
""",
    ),
    "japanese": (
        "設定ファイルの誤り",
        """\
# 2024年5月3日 障害報告

## 概要

10時から11時まで注文ができませんでした。

## 原因

設定ファイルの誤りにより、接続先が古いサーバーのままでした。

## 対応

設定を修正しました。
""",
    ),
    "bold_lead": (
        "ran with the production profile",
        """\
# Test data in production

On 2024-10-01 at 15:00 UTC about 2,000 fake orders appeared in production.

**How it happened.** The load test was started from a laptop on which the production profile was active, and it ran with the production profile for four minutes.

**How we noticed.** The warehouse called.

**What we changed.** The load test asks for a profile now.
""",
    ),
    "numbered": (
        "never released its semaphore",
        """\
# INC-88 Report

1. Description

Image processing stopped on 3 April 2024 at 06:00 UTC.

2. Cause

A worker that crashed never released its semaphore.

3. Impact

No new images for 2 hours.

4. Corrective actions

- Release it on exit
""",
    ),
    "this_was_root": (
        "never been written to disk",
        """\
# 2024-05-20 Lost sessions

## Summary

After a restart of the cache all users had to log in again. Sessions had never been written to disk since the move to the new cache in March. This was the root cause of the incident.

## Timeline

- 08:00 UTC restart
- 08:10 UTC calls
""",
    ),
    "security": (
        "token that was committed",
        """\
# Security incident: unauthorised releases

## What happened

On 4 June 2024 an attacker published two releases of our library. They used a publishing token that was committed to a public repository in May by one of our maintainers.

## Timeline

- 2024-06-04 12:00 UTC first bad release
- 2024-06-04 13:00 UTC releases removed

## What we have done

- Revoked the token
""",
    ),
    "questions_as_headings": (
        "the old image had",
        """\
# Runner outage

### What happened?
CI was down on 2024-02-05 from 07:00 to 08:00 UTC.

### Why did it happen?
We changed the base image of the runners. It turned out the old image had a package that jobs need.

### How did we fix it?
Went back to the old image.
""",
    ),
    "a_list_of_bold_labels": (
        "memory limit of the exporter",
        """\
# Incident on 2024-02-06 - Metrics missing

- **Key events**
  - First detected: 2024-02-06 09:12
  - Incident declared: 2024-02-06 09:40
  - Repaired: 2024-02-06 11:00
  - Resolved 2024-02-06 11:30

- **Time to repair**: 1h 48m
- **Time to resolve**: 2h 18m
- **Identified**: Alert for missing metrics

- **Impact**: No metrics for two hours.

- **Context**:
  - 2024-02-06 09:12 Alert for missing metrics
  - 2024-02-06 09:40 Incident declared
  - 2024-02-06 10:20 Noticed that the exporter is killed over and over
  - 2024-02-06 10:40 Memory limit of the exporter is raised
  - 2024-02-06 11:00 Metrics are back

- **Resolution**:
  - The number of namespaces had grown, and the memory limit of the exporter was not enough any more. The team raised it.

- **Review actions**:
  - Alarm on the memory of the exporter
""",
    ),
    "an_entry_alone": (
        "storage class was removed in the new version",
        """\
---
title: Hubs do not start
date: 2024-01-22
---

## Summary

On January 22 user servers of one hub could not start for about an hour.

## Timeline

### 2024-01-22 10:05

First reports in chat.

### 10:30

We see that volumes stay pending. The storage class was removed in the new version of the chart, which we had upgraded to the evening before.

### 11:10

Storage class is created by hand, servers start.

## Action items

1. Read release notes of charts before upgrading
""",
    ),
    "believed": (
        "a loader kept its rows open",
        """\
# 2024-03-02: Slow API

## Summary

The API answered slowly for most of the day. We believe a loader kept its rows open in a transaction, so that vacuum could not clean up behind it.

## Timeline

All times in UTC.

### 2024-03-02 08:00

Response times rise.

### 2024-03-02 17:00

Loader restarted, response times go down.

## Lessons

### What went well

- Nobody lost data.
""",
    ),
    "background_under_a_bare_title": (
        "did not have a health check",
        """\
Report

On the 4th of April we had degraded media delivery for 3 hours.

# Background

Media is delivered by three caches. The balancer in front of them did not have a health check, so when one cache lost its disk a third of the requests failed.

# Timeline

All times are in UTC.

- **10:02** Users report missing pictures
- **13:05** Cache taken out

# Analysis

## Detection
By users.

## Lessons learned
- Health checks
""",
    ),
    "due_to_in_front_matter_form": (
        "outage at the cloud provider",
        """\
---
title: Mirrors unreachable
date: 2024-05-07T15:15:00-00:00
resolved: true
resolvedWhen: 2024-05-07T17:30:00-00:00
severity: down
affected:
  - mirrors
section: issue
---

Due to an outage at the cloud provider, mirrors cannot be reached since 15:15 UTC.

Update 17:30 UTC: The provider reports that the outage is over. All is well.
""",
    ),
    "italic_labels": (
        "expired GPG key",
        """\
# Package repository not updating

*Cause*: an expired GPG key
*Start*: 2024-06-01 08:00 UTC
*End*: 2024-06-01 12:00 UTC

The repository refused new packages. We made a new key.
""",
    ),
    "a_value_lower_than_needed": (
        "the new default fee was lower",
        """\
# Transactions stuck

## Issue Summary

On August 9, 2024, transactions from the web wallet were not confirmed for 6 hours.

The web wallet takes its fee from a setting on our server. With release 2.3 the new default fee was lower than what the network accepted at that time.

Engineers set the fee by hand, and transactions went through.

## Timeline

- 08:00 UTC: first report
- 14:00 UTC: fee set

## Corrective actions

- Take the fee from the network
""",
    ),
    "toml_front_matter": (
        "cache was keyed by path only",
        """\
+++
layout = "post"
title = "Incident: wrong files from the mirror"
date = 2024-02-20
+++

On 2024-02-19 at 10:00 UTC we turned on the second mirror. Until 10:45 UTC some users received files of another version.

## Root cause of the incident

The cache was keyed by path only, while the second mirror answers by host and path.

## Resolution

Mirror turned off.
""",
    ),
    "summary_before_factors": (
        "a policy that denies privileged pods",
        """\
# Nodes without logs

## Summary

On Monday the 5th of February 2024 nodes that joined the cluster did not send logs. A policy that denies privileged pods was applied to the whole cluster instead of to the namespaces of teams.

## Timeline

| Time | Event |
|---|---|
| 2024-02-05 08:00 CET | policy applied |
| 2024-02-05 13:30 CET | policy narrowed |

## Contributing Factors

- Policies are not tested

## Action Items

- Test policies
""",
    ),
    "summary_of_one_paragraph": (
        "only checks the first page",
        """\
# 2024-07-07: Missing versions

## Summary

For two weeks no new versions were stored for about 400 pages. The script that asks the archive for changes only checks the first page of results, and the archive had made its pages smaller.

## Timeline

All times in PST.

### 2024-07-07 10:00

@ana notices that a page has no versions.

## Action Items

- Read all pages
""",
    ),
    "bold_titles_and_bullets": (
        "the secret was rotated by the operator",
        """\
# Post-incident report: scans failing

**Incident Overview**
- **Date:** 2024-05-12
- **Duration:** 2h 10m
- **Severity:** High

**Summary**
Scans failed for 15% of customers.

**Root Cause Analysis**
- Pods read the secret at start only
- The secret was rotated by the operator at midnight
- No restart was triggered

**Timeline**
- **00:00 UTC** - Secret rotated
- **02:10 UTC** - Pods restarted
""",
    ),
    "happened_when": (
        "three things came together",
        """\
# Flags outage

On 2024-05-12 flags were down for 40 minutes between 10:00 and 10:40 UTC.

## What happened

The outage happened when three things came together: a shorter timeout, more load from ingestion, and retries without backoff.

## Why it took us long

Dashboards were slow as well.
""",
    ),
    "root_causes_and_trigger": (
        "index that the query needs was not built",
        """\
# Post-mortem: slow login 2024-04-11

Our login was very slow from 9:00 to 11:30 CEST.

### Impact

Everybody.

### Root causes

The migration of the evening before did not finish. The index that the query needs was not built.

### Trigger

Morning rush.

### Detection

Complaints in chat.

### Resolution

Built the index.
""",
    ),
    "questions_and_answers": (
        "we had never sized it",
        """\
# Incident review

**Q: What happened?**
At 14:00 UTC on 2 April 2024 the message broker ran out of memory and stopped taking messages.

**Q: Why did it happen?**
The broker was set up for the pilot, and we had never sized it for real traffic.

**Q: What did we do?**
Gave it more memory at 14:40 UTC.
""",
    ),
    "a_template_of_questions": (
        "the flag was turned on for all",
        """\
## Incident Review

### Summary

- Service(s) affected: CI
- Team attribution: Verify
- Time of detection: 2024-03-04 10:10 UTC
- Minutes downtime or degradation: 42

### Metrics

See dashboard.

### Customer Impact

1. Who was impacted? All users.

### Incident Response Analysis

1. How was the event detected? Alert.

### Post Incident Analysis

1. How was the root cause diagnosed? By turning flags off one after the other; the flag was turned on for all projects at once and its query scans the whole table.

### Lessons Learned

- Roll flags out slowly
""",
    ),
    "fault": (
        "the pool of the new region was never added",
        """\
# PIR-12

**Leadup**
On 3 May 2024 at 09:00 UTC the new region went live.

**Fault**
The pool of the new region was never added to the allow list of the billing service.

**Impact**
No invoices.

**Detection**
Ticket by finance.

**Response**
Ana joined at 10:00 UTC.

**Recovery**
Pool added at 10:30 UTC.
""",
    ),
    "what_happened_behind_an_overview": (
        "a batch of very large events",
        """\
# Postmortem: delayed notifications

**Owner:** Ana
**Meeting:** 2024-03-05

## Overview
Notifications were delayed for 25 minutes on March 3rd, 2024.

## What Happened
A batch of very large events filled the partitions of one topic. Consumers were killed for lack of memory again and again.

## Contributing Factors
- No limit on the size of events

## Resolution
Skipped the batch.

## Impact
2,300 accounts.
""",
    ),
    "a_mail": (
        "cable was pulled",
        """\
Subject: [REPORT] Outage of file server, 12 Feb 2024

Dear all,

this morning the file server was not reachable from 7:45 to 8:30. During work in the server room a cable was pulled that was not labelled. It has been plugged in again and labelled.

We apologise for the trouble.
Your IT team
""",
    ),
    "ticket": (
        "disk controller reset",
        """\
Incident: DB primary failover
Opened: 2024-04-04 03:10 UTC
Closed: 2024-04-04 04:00 UTC
Severity: 2
Description: Primary database failed over to replica. Writes failed for 6 minutes.
Root cause: disk controller reset under firmware 2.1
Actions: upgrade firmware
""",
    ),
    "reason_section": (
        "two jobs with the same name",
        """\
# Nightly export missing

## What
No export on 5 and 6 June 2024.

## Reason
There were two jobs with the same name; the second one overwrote the first.

## Fix
Renamed.
""",
    ),
    "german_reason": (
        "Grund war ein abgelaufenes",
        """\
# Störung VPN, 03.06.2024

Am 03.06.2024 war das VPN von 07:00 bis 08:15 Uhr nicht nutzbar. Grund war ein abgelaufenes Zertifikat auf dem zweiten Gateway. Das Zertifikat wurde erneuert.
""",
    ),
    "french_cause_sentence": (
        "une règle de pare-feu",
        """\
# Panne de messagerie, 3 mai 2024

## Résumé

La messagerie a été indisponible de 10h00 à 11h30. La panne est due à une règle de pare-feu ajoutée la veille, qui bloquait le port 587.

## Chronologie

- 10h00 premiers appels
- 11h30 règle retirée
""",
    ),
    "spanish_found_out": (
        "no liberaba las conexiones",
        """\
# Incidente del 3 de mayo de 2024

## Descripción

La aplicación dejó de responder a las 10:00 UTC. Se detectó que una nueva versión del servicio no liberaba las conexiones a la base de datos.

## Línea de tiempo

- 10:00 UTC inicio
- 11:00 UTC fin
""",
    ),
    "chinese": (
        "缓存没有设置过期时间",
        """\
# 2024-05-03 订单失败复盘

## 背景

5月3日10:00至11:00，用户无法下单。

## 原因分析

缓存没有设置过期时间，内存写满后服务重启。

## 改进措施

- 设置过期时间
""",
    ),
    "korean": (
        "배포 스크립트가",
        """\
# 장애 보고서 2024-05-03

## 요약

10시부터 11시까지 주문이 되지 않았습니다.

## 원인

배포 스크립트가 이전 설정 파일을 덮어썼습니다.

## 조치

- 되돌림
""",
    ),
    "polish": (
        "ponieważ certyfikat wygasł",
        """\
# Awaria logowania 3 maja 2024

## Podsumowanie

Między 10:00 a 11:00 UTC nie działało logowanie, ponieważ certyfikat wygasł w nocy.

## Działania

- Alarm na certyfikaty
""",
    ),
    "key_findings": (
        "queue depth was read from a replica",
        """\
# Autoscaler did not scale

## Executive Summary
On 2024-08-08 jobs waited up to 50 minutes.

## Key findings
- The queue depth was read from a replica that lagged behind by an hour
- The autoscaler trusts it

## Recommendations
- Read from the primary
""",
    ),
    "what_caused_this": (
        "a rename of the metric",
        """\
# Alerts silent for a week

We found today that none of our disk alerts fired in the last week. What caused this was a rename of the metric in the new agent. The alerts looked for the old name and, as they saw nothing, stayed green.

We changed the alerts on 2024-05-05 at 10:00 UTC.
""",
    ),
    "a_setting_of_yesterday": (
        "batch size was raised tenfold",
        """\
# Notes on the queue incident

*2024-03-14*

The queue was stuck for 55 minutes this morning, from 9:05 to 10:00 UTC.

Yesterday the batch size was raised tenfold to speed up the import. Workers then needed more memory than their limit, were killed in the middle of a batch, and started the same batch again.

We put the old size back.
""",
    ),
    "found_while_detecting": (
        "log volume had no quota",
        """\
# Build workers offline

## Impact
No builds from 12:00 to 14:00 UTC on 2024-05-01.

## Detection
A user asked in chat why his build was waiting. We found that all workers had a full disk because the log volume had no quota.

## Resolution
Logs were removed.
""",
    ),
    "at_the_end_of_a_paragraph": (
        "had been running with an expired licence",
        """\
# Mail gateway down

At 06:20 on 3 June 2024 the mail gateway stopped to take mails. Mails from outside were delayed; none was lost. The gateway was restarted at 06:50 but stopped again after some minutes. At 07:30 the vendor's support joined. It turned out that the gateway had been running with an expired licence since midnight. A new one was installed at 08:05.
""",
    ),
    "causal_chain": (
        "nodes were drained faster than",
        """\
# Cluster upgrade

## Overview
During the upgrade of 4 June 2024 the API was unavailable for 9 minutes.

## What happened
The upgrade drains one node after the other. This time nodes were drained faster than new ones joined, since the image registry was slow. Pods had nowhere to go.

## Timeline
- 09:00 UTC upgrade begins
- 09:20 UTC API not reachable
- 09:29 UTC API reachable
""",
    ),
    "a_table_of_bold_labels": (
        "a wildcard record",
        """\
# Incident

| **Date** | 2024-06-06 |
|---|---|
| **Summary** | Mails to staging went to customers |
| **Root cause** | a wildcard record in the staging zone |
| **Severity** | 2 |
""",
    ),
    "definition_list": (
        "clock of one node was 40 seconds behind",
        """\
Incident 2024-06-07
===================

Start
: 10:00 UTC

End
: 11:00 UTC

Root cause
: The clock of one node was 40 seconds behind, and tokens from it were refused.

Fix
: Clock set.
""",
    ),
    "rst": (
        "limit of open files",
        """\
Outage of the tracker
#####################

Summary
*******

The tracker could not be reached on 2024-06-08 from 12:00 to 13:00 UTC.

Cause
*****

The limit of open files was reached after the move to the new init system, which does not read the old limits.

Actions
*******

* Set the limit in the unit
""",
    ),
    "emoji_labels": (
        "forgot to renew the domain",
        """\
**Incident summary: site down 10 June 2024**

:red_circle: Down 08:00 - 09:45 UTC
:mag: Cause: we forgot to renew the domain, the registrar's mails went to a person who left
:white_check_mark: Fix: renewed, mails go to a list now
""",
    ),
    "a_narrative": (
        "did not know that the flag also",
        """\
# Learning review: prices of zero

## Narrative

On Monday 10 June 2024 the pricing team turned the flag for the new rounding on. They did not know that the flag also switches the source of prices, which was empty in two countries. From 09:00 to 09:40 UTC goods in these countries had a price of zero.

## What surprised us

That a flag had two meanings.

## Next steps

- One flag, one meaning
""",
    ),
    "the_reason_for_this": (
        "the load balancer marked",
        """\
# Report on the outage of Sunday

First of all: sorry.

On Sunday 9 June 2024 our service was down between 20:10 and 21:00 UTC. The reason for this is that the load balancer marked all backends as unhealthy: the health check had got a path that needs a login.

Thanks for your patience.
""",
    ),
    "triggered_by": (
        "a firmware update of the storage",
        """\
# Storage latency

## Executive summary
Latency of the storage rose on 2024-06-11 for 2 hours. It was triggered by a firmware update of the storage that the vendor had scheduled without our knowledge.

## Timeline
- 01:00 UTC latency rises
- 03:00 UTC latency normal
""",
    ),
    "an_attack": (
        "unpatched instance of the wiki",
        """\
# Security notice 2024-06-12

## Summary
An attacker got access to our wiki server between 10 and 11 June 2024.

## Technical details
The attacker used a known vulnerability in the unpatched instance of the wiki to run code, and then read the file with the database password.

## Remediation
The server was rebuilt.
""",
    ),
    "several_questions": (
        "nobody was on call",
        """\
# Late response to an alert

## What was the impact?
Orders were delayed for 4 hours on 2024-06-13.

## Why did this take so long?
The rota was empty: nobody was on call.

## What was the cause?
The rota is generated from the holiday list, and nobody was on call because the generator failed on a name with an umlaut.
""",
    ),
    "two_causes": (
        "the retry storm",
        """\
# API outage 14 June 2024

## Root cause(s)

Two things together caused the outage.

**The slow query.** A missing index made one query slow.

**The retry storm.** The retry storm of the mobile app multiplied the load.

## Timeline
- 12:00 UTC slow
- 12:50 UTC ok
""",
    ),
    "german_course_of_events": (
        "hatte die Sicherung den Switch",
        """\
# Netzausfall am 15.06.2024

## Hergang

Um 06:40 Uhr fiel im Serverraum der Strom auf einer Phase aus. Dadurch hatte die Sicherung den Switch vom Netz genommen, an dem beide Firewalls hängen. Um 08:00 Uhr wurde die Phase wieder zugeschaltet.

## Maßnahmen

- Firewalls an zwei Switches
""",
    ),
    "french_origine": (
        "une mise à jour automatique",
        """\
# Incident du 16 juin 2024

**Résumé :** Site indisponible de 14h à 15h30.

**Origine :** une mise à jour automatique de PHP a désactivé une extension.

**Correction :** extension réactivée.
""",
    ),
    "italian_prosa": (
        "il certificato era scaduto",
        """\
# Disservizio del 17 giugno 2024

Dalle 9:00 alle 10:15 il portale non era raggiungibile perché il certificato era scaduto durante la notte e il rinnovo automatico non era attivo sul nuovo server.
""",
    ),
    "turkish": (
        "disk dolduğu için",
        """\
# 18 Haziran 2024 kesintisi

## Özet

Saat 10:00 ile 11:00 arasında siparişler alınamadı. Veritabanı, disk dolduğu için durdu.

## Aksiyonlar

- Disk alarmı
""",
    ),
    "czech": (
        "protože vypršel certifikát",
        """\
# Výpadek 19. června 2024

## Shrnutí

Od 10:00 do 11:00 nefungovalo přihlášení, protože vypršel certifikát.
""",
    ),
}
"""By name, the words and the report."""

NOT_TOLD: dict[str, str] = {
    "effects": """\
# 2024-08-02 Uploads failing

## Summary

Uploads failed for an hour. About 300 users were affected.

## Timeline

- 10:00 UTC - Uploads start to fail
- 10:15 UTC - Ana is paged
- 11:00 UTC - Uploads work again

## Follow-ups

- Watch inodes
""",
    "status": """\
# Degraded performance

**Investigating** 10:00 UTC We are aware of slow page loads and are looking into it.
**Update** 10:30 UTC We are still investigating.
**Resolved** 11:00 UTC Page loads are back to normal.
""",
    "conclusion": """\
# Cluster outage

Time: 2024-03-03 08:00 UTC to 09:30 UTC

## Timeline

* 08:00 directory not reachable
* 09:30 reachable again

## Conclusion

We are sorry for the trouble and thank everybody for their patience. We learned a lot.
""",
    "maint": """\
# Planned maintenance of the database

On 2024-05-05 from 10:00 to 11:00 UTC we will upgrade the database. The shop will be read-only.
""",
    "ongoing": """\
# Slow uploads

Since 2024-05-05 10:00 UTC uploads are slow for some users. We are investigating with our provider.

## Timeline

- 10:00 UTC first reports
- 10:30 UTC ticket opened with the provider
""",
    "praise": """\
# Game day 2024-06-20

## Summary

We practised a failover of the database. All went well.

## What went well

- The failover took 40 seconds

## Action items

- Write down the steps
""",
    "user_effect": """\
# Outage of checkout

## Summary

On 2024-06-21 customers could not check out between 10:00 and 10:30 UTC. We lost about 400 orders.

## Impact

Customers saw an error page.

## Timeline

- 10:00 UTC first error
- 10:05 UTC alert
- 10:30 UTC last error

## Action items

- Find out why
""",
}
