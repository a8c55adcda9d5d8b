"""Words of time: months, weekdays, hedges, units of length, words around a zone."""

# Word lists read better as lines of words than as one quoted word a line.
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from . import any_of, phrases

_MONTHS = """
1 january jan januar jänner janvier janv enero ene janeiro gennaio gen januari ocak stycznia styczeń января январь ledna leden ianuarie
2 february feb februar février févr fév febrero fevereiro fev febbraio februari febr şubat lutego luty февраля февраль února únor februarie
3 march mar märz mär mrz mars marzo março maart mrt marts mart marca marzec марта март března březen martie
4 april apr avril avr abril abr aprile nisan kwietnia kwiecień апреля апрель dubna duben aprilie
5 may mai mayo maio maggio mag mei maj mayıs maja мая май května květen
6 june jun juni juin junio junho giugno giu haziran czerwca czerwiec июня июнь června červen iunie
7 july jul juli juillet juil julio julho luglio lug temmuz lipca lipiec июля июль července červenec iulie
8 august aug août aout agosto ago augustus augusti ağustos sierpnia sierpień августа август srpna srpen
9 september sep sept septembre septiembre setembro set settembre eylül września wrzesień сентября сентябрь září septembrie
10 october oct oktober okt octobre octubre outubro out ottobre ott ekim października październik октября октябрь října říjen octombrie
11 november nov novembre noviembre novembro kasım listopada listopad ноября ноябрь listopadu noiembrie
12 december dec dezember dez décembre déc diciembre dic dezembro dicembre desember aralık grudnia grudzień декабря декабрь prosince prosinec decembrie
"""
MONTHS = {word: int(line.split()[0]) for line in _MONTHS.strip().splitlines() for word in line.split()[1:]}

_WEEKDAYS = """
0 monday mon montag lundi lunes segunda segunda-feira lunedì maandag
1 tuesday tue tues dienstag mardi martes terça martedì dinsdag
2 wednesday wed mittwoch mercredi miércoles quarta mercoledì woensdag
3 thursday thu thur thurs donnerstag jeudi jueves quinta giovedì donderdag
4 friday fri freitag vendredi viernes sexta venerdì vrijdag
5 saturday sat samstag sonnabend samedi sábado sabato zaterdag
6 sunday sun sonntag dimanche domingo domenica zondag
"""
WEEKDAYS = {
    word: int(line.split()[0]) for line in _WEEKDAYS.strip().splitlines() for word in line.split()[1:]
}

NEXT_DAY = phrases(
    """
    next day|the next day|following day|the following day|next morning|the next morning|the morning after|a day later
    the day after|one day later|+1|+1d|+1 day|am nächsten tag|am folgetag|nächster tag|le lendemain|lendemain
    al día siguiente|día siguiente|no dia seguinte|dia seguinte|il giorno dopo|de volgende dag|volgende dag
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
    ]
)

CONNECT = phrases("also|later|then|at|on|from|between|since|by|time|um|am|ab|à|a|de|del|las|às|le|el|il|den|op|om|the|@")
"""Small words around a time."""

UNSURE = phrases(
    "approx|approximately|approximate|estimated|estimate|est|ish|unsure|ca|circa|about|around|not sure|not certain|best guess|rough|guess|time approximate"
)
"""What an author puts in brackets behind a time that may be wrong."""

DURATION_UNITS = {
    "second": 1 / 60, "seconds": 1 / 60, "sec": 1 / 60, "secs": 1 / 60, "s": 1 / 60,
    "minute": 1, "minutes": 1, "min": 1, "mins": 1, "m": 1, "minuten": 1, "minutos": 1, "minuti": 1,
    "hour": 60, "hours": 60, "hr": 60, "hrs": 60, "h": 60, "stunde": 60, "stunden": 60, "heure": 60, "heures": 60,
    "hora": 60, "horas": 60, "uur": 60, "ore": 60,
    "day": 1440, "days": 1440, "d": 1440, "tag": 1440, "tage": 1440, "jour": 1440, "jours": 1440, "día": 1440,
    "días": 1440, "dia": 1440, "dias": 1440, "week": 10080, "weeks": 10080,
}  # fmt: skip

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
    """
)
"""A line that states the zone of all times has one of these."""
