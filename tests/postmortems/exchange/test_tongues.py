"""Reports in other languages, and forms that came with them: one short text each, and what it must give."""

from dataclasses import dataclass

import pytest

from postmortems.exchange.parsing import durations, read
from postmortems.exchange.parsing.naming import key_of


@dataclass(frozen=True)
class Told:
    text: str
    times: tuple[str, ...]
    actions: int = 0
    zone: str | None = None
    cause: str | None = None
    started: str | None = None
    ended: str | None = None
    first: str | None = None
    """How the first entry begins."""


REPORTS = {
    "vietnamese": Told(
        """# Sự cố trang thanh toán

Ngày 12 tháng 5 năm 2024, trang thanh toán không mở được.

## Diễn biến

- lúc 14:05 cảnh báo đầu tiên
- khoảng 14:20 tìm thấy ổ đĩa đầy
- 14:45 trang mở lại

## Nguyên nhân gốc rễ

Ổ đĩa đầy vì nhật ký không được xoá.

## Hành động khắc phục

- Xoá nhật ký mỗi ngày
- Thêm cảnh báo dung lượng
""",
        times=("2024-05-12T14:05:00", "2024-05-12T14:20:00", "2024-05-12T14:45:00"),
        actions=2,
        cause="Ổ đĩa đầy vì nhật ký không được xoá.",
    ),
    "indonesian": Told(
        """# Gangguan layanan antrean

Tanggal: 10 Agustus 2024

## Kronologi Kejadian (WIB)

- pukul 09.15 antrean berhenti
- pukul 09.40 layanan dijalankan ulang

## Akar Masalah

Sertifikat antrean kedaluwarsa.

## Tindak Lanjut

1. Perpanjang sertifikat secara otomatis
2. Buat pengingat
3. Tulis panduan
""",
        times=("2024-08-10T09:15:00+07:00", "2024-08-10T09:40:00+07:00"),
        actions=3,
        zone="UTC+07:00",
        cause="Sertifikat antrean kedaluwarsa.",
    ),
    "ukrainian": Told(
        """# Збій пошуку

1 травня 2024 року пошук не відповідав.

## Хронологія подій

| Час | Подія |
|---|---|
| 10:00 | Пошук не відповідає |
| 10:30 | Пошук знову працює |

## Першопричина

Індекс перебудовували двічі водночас.

## Наступні кроки

- Заборонити другу перебудову
""",
        times=("2024-05-01T10:00:00", "2024-05-01T10:30:00"),
        actions=1,
        cause="Індекс перебудовували двічі водночас.",
    ),
    "russian_with_a_word_for_the_year": Told(
        """# Сбой отчётов

Все времена указаны по МСК.

## Таймлайн инцидента

- 3 июня 2024 г. 22:10 — отчёты не строятся
- 3 июня 2024 г. 23:00 — отчёты снова строятся

## Что стало причиной: очередь

Очередь отчётов остановилась.
""",
        times=("2024-06-03T22:10:00+03:00", "2024-06-03T23:00:00+03:00"),
        zone="UTC+03:00",
    ),
    "korean_with_dates_in_dots": Told(
        """# 주문 지연

- 발생일: 2024. 5. 1.

## 상세 타임라인

시각은 KST다.

| 시점 | 사건 |
|------|------|
| 오후 2시 30분 | 주문이 쌓이기 시작 |
| 15:10경 | 주문이 다시 처리됨 |

## 재발 방지 액션

| 액션 | 상태 |
|---|---|
| 큐 길이 알람 추가 | ☐ |
""",
        times=("2024-05-01T14:30:00+09:00", "2024-05-01T15:10:00+09:00"),
        actions=1,
        zone="UTC+09:00",
    ),
    "japanese_with_a_weekday_in_brackets": Told(
        """# 帳票が出力されない

2024年5月1日（水）に帳票が出力されなくなりました。時刻はJSTです。

## 障害の時系列

- 5月1日（水） 09:10頃 帳票が出力されない
- 5月1日（水） 09:55 復旧を確認

## 再発防止に向けて

- 監視を追加する
- 手順書を更新する
""",
        times=("2024-05-01T09:10:00+09:00", "2024-05-01T09:55:00+09:00"),
        actions=2,
        zone="UTC+09:00",
    ),
    "chinese_headings_of_several_words": Told(
        """# 搜索服务中断复盘

日期：2024-05-01

## 二、故障时间线（北京时间）

| 时间 | 事件 | 影响 |
|------|------|------|
| 10:02 | 搜索超时 | 首页与列表页的所有搜索请求全部失败，用户看到错误页面 |
| 10:40 | 搜索恢复 | 无 |

## 三、根本原因深度分析

索引所在的磁盘已满。

## 四、后续改进措施

1. 增加磁盘告警
2. 定期清理旧索引
""",
        times=("2024-05-01T10:02:00+08:00", "2024-05-01T10:40:00+08:00"),
        actions=2,
        zone="Asia/Shanghai",
        cause="索引所在的磁盘已满。",
        first="搜索超时",
    ),
    "swedish_with_dots_in_times": Told(
        """# Kassorna stod stilla

Datum: 4 augusti 2024

## Händelseförlopp

- kl. 08.15 kassorna svarar inte
- kl. 08.50 kassorna svarar igen

## Bakomliggande orsak

Ett certifikat hade gått ut.

## Förebyggande åtgärder

- Förnya certifikat automatiskt
""",
        times=("2024-08-04T08:15:00", "2024-08-04T08:50:00"),
        actions=1,
        cause="Ett certifikat hade gått ut.",
    ),
    "german_without_umlauts": Told(
        """# Untersuchung Bandstillstand

**Datum:** 2024-03-16
**Stillstandsdauer:** 38 Minuten

## Ereignisverlauf

| Uhrzeit | Ereignis |
|---|---|
| 09:12 | Band steht |
| 09:50 | Band laeuft wieder |

## Korrektive Massnahmen

1. Riemen taeglich pruefen
2. Ersatzriemen einlagern
""",
        times=("2024-03-16T09:12:00", "2024-03-16T09:50:00"),
        actions=2,
    ),
    "days_that_are_a_stretch": Told(
        """# Fila parada (12→13/09/2024)

## Linha do tempo (horário de Brasília)

- 21:10 a fila para
- 23:40-00:20 a fila anda devagar

## Próximos passos

- Medir a fila a cada minuto
- Escrever um alerta

— Rute, 14 de setembro de 2024
""",
        times=("2024-09-12T21:10:00-03:00", "2024-09-12T23:40:00-03:00"),
        actions=2,
        zone="America/Sao_Paulo",
        ended="2024-09-13T00:20:00-03:00",
    ),
    "headings_with_times_and_none_for_them_all": Told(
        """# Dateien nicht erreichbar

## 2024-01-22T08:00:00

* Ruhige Nacht, wir schliessen die Meldung.

## 2024-01-21T18:00:00 - Dateien wieder da

* Ein Zusatz war schuld und ist aus.

### Dank

Danke fuer die Geduld.

## 2024-01-21T09:30:00

* Die Dateien sind nicht erreichbar.
""",
        times=("2024-01-22T08:00:00", "2024-01-21T18:00:00", "2024-01-21T09:30:00"),
        started="2024-01-21T09:30:00",
    ),
    "a_block_of_code_that_is_the_timeline": Told(
        """# 采集中断复盘

时间：2024-05-02

## 时间线

```
10:02:11  采集进程退出
10:05     没有任何告警
10:41:30  采集恢复
```

## 修复建议

- 进程退出时告警
""",
        times=("2024-05-02T10:02:11", "2024-05-02T10:05:00", "2024-05-02T10:41:30"),
        actions=1,
        first="采集进程退出",
    ),
    "ranges_in_marks_of_code": Told(
        """# トンネル切断

## タイムライン（JST）

- `2024-06-07 17:19:36`〜`17:27` 接続が切れる
- `2024-06-07 17:31`〜`17:33` 接続が戻る

## 結論

- **最有力原因**: 上流の経路が一時的に落ちた。
""",
        times=("2024-06-07T17:19:36+09:00", "2024-06-07T17:31:00+09:00"),
        cause="上流の経路が一時的に落ちた。",
        ended="2024-06-07T17:33:00+09:00",
        first="接続が切れる",
    ),
    "labels_for_clocks": Told(
        """# RAPPORTO: cassa ferma

**Data**: 29 agosto 2024
**Ora inizio**: 14:30
**Ora fine**: 15:10
**Severità**: ALTA

## Sommario esecutivo

La cassa non rispondeva.

**Causa radice.** Il disco era pieno.

---
""",
        times=(),
        cause="Il disco era pieno.",
        started="2024-08-29T14:30:00",
        ended="2024-08-29T15:10:00",
    ),
    "local_times_beside_pairs": Told(
        """# Fila parada, 2 de maio de 2024

## Linha do tempo

- 19:52 (Local): a fila para
- 23:05 (UTC / 20:05 Local): a fila volta

## Próximos passos

- Medir a fila
""",
        times=("2024-05-02T19:52:00-03:00", "2024-05-02T23:05:00+00:00"),
        actions=1,
        zone="UTC-03:00",
        first="a fila para",
    ),
    "figures_are_no_tasks": Told(
        """# Bascule de la base — 2024-07-21

## Chronologie (UTC)

| t | événement |
|---|---|
| 07:55:39 | bascule lancée |
| 07:58:26 → 07:58:42 | écritures arrêtées |

## Mesures

| Mesure | Valeur | Cible |
|---|---|---|
| Écritures arrêtées | 16 s | 5 min |
| Lectures arrêtées | 0 s | 5 min |
""",
        times=("2024-07-21T07:55:39+00:00", "2024-07-21T07:58:26+00:00"),
        ended="2024-07-21T07:58:42+00:00",
    ),
}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_in_another_language_is_read(name):
    told = REPORTS[name]
    proposal = read(told.text)
    found = proposal.as_dict()
    assert tuple(entry["at"] for entry in found["timeline"]) == told.times
    assert len(found["actions"]) == told.actions
    assert told.zone in (None, found["zone"])
    assert told.cause in (None, found["root_cause"])
    assert told.started in (None, found["started_at"])
    assert told.ended in (None, found["ended_at"])
    assert told.first is None or found["timeline"][0]["text"].startswith(told.first)
    assert proposal.unplaced == ()


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("2. 事故时间线", "timeline"),
        ("根本的な原因（Root Cause）", "root_cause"),
        ("وصف ما جرى | Timeline", "timeline"),
        ("НАЙДЕННАЯ ПРИЧИНА: диск", "root_cause"),
        ("Notes (history)", None),
        ("ملاحظات", None),
    ],
)
def test_a_heading_says_its_key(heading, key):
    assert key_of(heading, loose=True) == key


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ổ đĩa đầy vì nhật ký không được xoá.", "vi"),
        ("Layanan yang berhenti tidak dijalankan ulang karena sertifikat.", "id"),
        ("Пошук не відповідав, його індекс і сховище стояли.", "uk"),
        ("Поиск не отвечал, его индекс и хранилище стояли.", "ru"),
        ("توقفت الخدمة لأن القرص امتلأ", "ar"),
        ("Usługa nie działała, ponieważ dysk został zapełniony i nie było miejsca.", "pl"),
        ("Tjänsten svarade inte efter att ett certifikat hade gått ut.", "sv"),
        ("Hizmet durdu ve disk dolu olduğu için yeniden başlatıldı.", "tr"),
        ("Služba neodpovídala, protože se disk zaplnil a nebylo místo.", "cs"),
        ("The service did not answer, for the disk was full.", "en"),
    ],
)
def test_a_text_says_its_language(text, language):
    assert read(text).language == language


@pytest.mark.parametrize(
    ("length", "minutes"),
    [
        ("45분", 45),
        ("1時間30分", 90),
        ("2小时", 120),
        ("2 часа 5 минут", 125),
        ("30 phút", 30),
        ("1,5 godziny", 90),
    ],
)
def test_a_length_in_another_language(length, minutes):
    assert [found.minutes for found in durations.find(length)] == [minutes]
    assert read(f"# Report\n\nDuration: {length}\n").as_dict()["duration_stated"] == length
