"""Words of time: months, weekdays, hedges, units of length, words around a zone."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from . import any_of, phrases

_MONTHS = """
1 january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ocak stycznia styczeń января январь ledna leden ianuarie січня січень يناير
2 february feb februar février févr fév febrero fevereiro fev febbraio februari febr şubat lutego luty февраля февраль února únor februarie лютого лютий فبراير
3 march mar märz mär mrz mars marzo março maart mrt marts mart marca marzec марта март března březen martie maret березня березень مارس
4 april apr avril avr abril abr aprile nisan kwietnia kwiecień апреля апрель dubna duben aprilie квітня квітень أبريل
5 may mai mayo maio maggio mag mei maj mayıs maja мая май května květen травня травень مايو
6 june jun juni juin junio junho giugno giu haziran czerwca czerwiec июня июнь června červen iunie червня червень يونيو
7 july jul juli juillet juil julio julho luglio lug temmuz lipca lipiec июля июль července červenec iulie липня липень يوليو
8 august aug août aout agosto ago augustus augusti ağustos sierpnia sierpień августа август srpna srpen agustus agt augusti серпня серпень أغسطس
9 september sep sept septembre septiembre setembro set settembre eylül września wrzesień сентября сентябрь září septembrie вересня вересень سبتمبر
10 october oct oktober okt octobre octubre outubro out ottobre ott ekim października październik октября октябрь října říjen octombrie жовтня жовтень أكتوبر
11 november nov novembre noviembre novembro kasım listopada listopad ноября ноябрь listopadu noiembrie листопада листопад نوفمبر
12 december dec dezember dez décembre déc diciembre dic dezembro dicembre desember aralık grudnia grudzień декабря декабрь prosince prosinec decembrie грудня грудень ديسمبر
"""
MONTHS = {word: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for word in line.split()[1:]}

_WEEKDAYS = """
0 monday mon montag lundi lunes segunda segunda-feira lunedì maandag poniedziałek понедельник понеділок pondělí pazartesi måndag senin 월요일 月曜日 星期一 周一
1 tuesday tue tues dienstag mardi martes terça terça-feira martedì dinsdag wtorek вторник вівторок úterý salı tisdag selasa 화요일 火曜日 星期二 周二
2 wednesday wed mittwoch mercredi miércoles quarta quarta-feira mercoledì woensdag środa среда середа středa çarşamba onsdag rabu 수요일 水曜日 星期三 周三
3 thursday thu thur thurs donnerstag jeudi jueves quinta quinta-feira giovedì donderdag czwartek четверг четвер čtvrtek perşembe torsdag kamis 목요일 木曜日 星期四 周四
4 friday fri freitag vendredi viernes sexta sexta-feira venerdì vrijdag piątek пятница пʼятниця pátek cuma fredag jumat 금요일 金曜日 星期五 周五
5 saturday sat samstag sonnabend samedi sábado sabato zaterdag sobota суббота субота cumartesi lördag sabtu 토요일 土曜日 星期六 周六
6 sunday sun sonntag dimanche domingo domenica zondag niedziela воскресенье неділя neděle pazar söndag minggu 일요일 日曜日 星期日 星期天 周日
"""
WEEKDAYS = {
    word: int(line.split()[0]) for line in _WEEKDAYS.strip().splitlines() for word in line.split()[1:]
}

NEXT_DAY = phrases(
    """
    next day|the next day|following day|the following day|next morning|the next morning|the morning after|a day later
    the day after|one day later|+1|+1d|+1 day|am nächsten tag|am folgetag|nächster tag|le lendemain|lendemain
    al día siguiente|día siguiente|no dia seguinte|dia seguinte|il giorno dopo|de volgende dag|volgende dag
    на следующий день|наступного дня|następnego dnia|další den|druhý den|ertesi gün|nästa dag|翌日|次の日|次日|第二天|다음 날|다음날|익일|hôm sau|ngày hôm sau|keesokan harinya|hari berikutnya
    """
)
"""Words that move on by a day."""

MORNING_HALF, AFTERNOON_HALF = ("午前", "上午", "오전"), ("午後", "下午", "오후")
"""am and pm that stand before the time."""
DAY_PARTS = any_of(
    """
    morning|early morning|late morning|forenoon|midday|noon|afternoon|late afternoon|evening|night|midnight|all day|morgens|vormittags|mittags|nachmittags|abends|nachts|matin|après-midi|soir|nuit
    mañana|tarde|noche|manhã|noite|午前|午後|朝|昼|夕方|夜|未明|深夜|上午|下午|中午|晚上|凌晨|早上|오전|오후|새벽|저녁|밤
    """
)
"""A part of the day in the place of a time."""

NOON = {"noon": 12, "midday": 12, "midnight": 0, "mittags": 12, "mitternacht": 0, "midi": 12, "minuit": 0}

ABOUT = frozenset(
    [
        "about",
        "around",
        "approximately",
        "approx",
        "approx.",
        "roughly",
        "circa",
        "ca",
        "ca.",
        "c.",
        "nearly",
        "ungefähr",
        "gegen",
        "etwa",
        "vers",
        "environ",
        "aproximadamente",
        "sobre",
        "verso",
        "ongeveer",
        "rond",
        "estimated",
        "est.",
        "before",
        "after",
        *phrases("cerca|hacia|около|примерно|ok.|okolo|kolem|około|yaklaşık|sekitar|khoảng|приблизно|близько|约|大约|約|약"),
    ]
)

CONNECT = phrases("also|later|then|at|on|from|between|since|by|time|um|am|ab|à|a|de|del|las|às|le|el|il|den|op|om|the|@|kl|kl.|jam|pukul|lúc|godz|godz.|o|v|ve|в|о|saat|ngày|tanggal|am|dia|día")
"""Small words around a time."""

UNSURE = phrases(
    "approx|approximately|approximate|estimated|estimate|est|ish|unsure|ca|circa|about|around|not sure|not certain|best guess|rough|guess|time approximate|頃|ごろ|左右|前后|경|쯤|무렵"
)
"""What an author puts in brackets behind a time that may be wrong."""

DURATION_UNITS = {
    "second": 1 / 60, "seconds": 1 / 60, "sec": 1 / 60, "secs": 1 / 60, "s": 1 / 60,
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "m": 1, "minuten": 1, "minutos": 1, "minuti": 1,
    "hour": 60, "hours": 60, "hr": 60, "hrs": 60, "h": 60, "stunde": 60, "stunden": 60, "heure": 60, "heures": 60,
    "hora": 60, "horas": 60, "uur": 60, "ore": 60,
    "day": 1440, "days": 1440, "d": 1440, "tag": 1440, "tage": 1440, "jour": 1440, "jours": 1440, "día": 1440,
    "días": 1440, "dia": 1440, "dias": 1440, "week": 10080, "weeks": 10080,
    "ora": 60, "giorno": 1440, "giorni": 1440, "minuut": 1, "uren": 60, "dag": 1440, "dagen": 1440, "minut": 1, "minuter": 1, "timme": 60,
    "timmar": 60, "dagar": 1440, "minuta": 1, "minuty": 1, "godzina": 60, "godziny": 60, "godzin": 60, "godz": 60, "hodina": 60, "hodiny": 60, "hodin": 60,
    "минута": 1, "минуты": 1, "минут": 1, "мин": 1, "час": 60, "часа": 60, "часов": 60, "ч": 60, "день": 1440, "дня": 1440, "дней": 1440,
    "хвилина": 1, "хвилини": 1, "хвилин": 1, "хв": 1, "година": 60, "години": 60, "годин": 60, "год": 60, "dakika": 1, "dk": 1, "saat": 60, "gün": 1440,
    "menit": 1, "jam": 60, "hari": 1440, "phút": 1, "giờ": 60, "tiếng": 60, "ngày": 1440, "دقيقة": 1, "دقائق": 1, "ساعة": 60, "ساعات": 60,
}  # fmt: skip

UNSPACED_UNITS = {
    "秒钟": 1 / 60, "秒": 1 / 60, "초": 1 / 60, "分钟": 1, "分鐘": 1, "分間": 1, "分": 1, "분간": 1, "분": 1, "小时": 60, "小時": 60, "時間": 60, "个小时": 60,
    "시간": 60, "日間": 1440, "天": 1440, "일간": 1440,
}  # fmt: skip
"""The same, of scripts that put no blanks between words: "1時間30分"."""
NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "half": 0.5, "an": 1, "a": 1,
}  # fmt: skip

HEDGES = phrases(
    """
    about|approximately|approx|approx.|around|roughly|some|nearly|almost|circa|ca.|over|under|an estimated time of|~|≈
    ungefähr|etwa|environ|aproximadamente|unos|cerca de
    """
)
"""Words before a length of time."""

ZONE_KEYWORDS = phrases(
    """
    time|times|timezone|timezones|time zone|time zones|timestamp|timestamps|clock|clocks|events|timeline
    uhrzeit|uhrzeiten|zeit|zeiten|zeitangaben|zeitzone|heure|heures|horaire|horaires|fuseau horaire
    hora|horas|horario|horarios|horário|horários|zona horaria|fuso horário|orari|ore|tijd|tijden|tijdzone
    время|времена|часы|часовой пояс|час|часовий пояс|czas|czasy|godziny|strefa czasowa|čas|časy|časové pásmo|saat|saatler|saat dilimi
    tid|tider|tidszon|waktu|zona waktu|thời gian|giờ|múi giờ
    """
)
"""A line that states the zone of all times has one of these."""
UNSPACED_ZONE_KEYWORDS = phrases("時刻|時間|时间|時區|时区|시각|시간")
"""The same, of scripts that put no blanks between words."""
LOCAL_TIME = "local time|local|hora local|heure locale|ora locale|ortszeit|lokale tijd|lokal tid|местное время|czas lokalny|yerel saat|現地時間|当地时间|현지 시간"
"""What says that a time is that of the place, whatever that is; a pattern."""
CALLED_TIMES = {
    "北京时间": "Asia/Shanghai", "北京時間": "Asia/Shanghai", "台北時間": "Asia/Taipei", "日本時間": "Asia/Tokyo", "한국 시간": "Asia/Seoul",
    "한국시간": "Asia/Seoul", "московское время": "Europe/Moscow", "московскому времени": "Europe/Moscow", "київський час": "Europe/Kyiv",
    "за києвом": "Europe/Kyiv", "czasu polskiego": "Europe/Warsaw", "hora peninsular": "Europe/Madrid", "centro de méxico": "America/Mexico_City",
    "giờ việt nam": "Asia/Ho_Chi_Minh", "türkiye saati": "Europe/Istanbul", "türkiye saatiyle": "Europe/Istanbul",
}  # fmt: skip
"""What a country calls its own time."""
