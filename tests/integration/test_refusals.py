"""Every refusal of the command line, with its words and its exit code: what a script or a reader may rely on.

``…`` in a message stands for anything: a list of what there is, which grows with the cards and the map data.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import explorer
from explorer import errors
from explorer.world.world import World
from tests import toy
from tests.integration.test_cli import TEXTS, run
from tests.sources import nodes

HOW = "Write it as 42.25 N 130.30 E or 42°15′00″ N 130°18′00″ E."
VIEW = "This view cannot be read as it stands: "
NO_NOTE = "is not a valid note. Write 'LON,LAT words', or 'LON,LAT>LON,LAT words' for an arrow, such as '130.3,42.2 the port'."
NO_SIGN = "has a line break or another character that cannot be drawn"
COLUMNS = "The table needs the columns from,to or from_lon,from_lat,to_lon,to_lat; it has"
ONE_OF = "Give --view VIEW, or a story with --scenario ID and, for one step of it, --step N."
MAP = "export --view theatre -o new.png"
STANCES = "reported-fact, asserted, assessed, alleged, denied, conditional, expressed-concern"

REFUSALS: tuple[tuple[str, int, str], ...] = (
    # ---- the command itself ------------------------------------------------------------------------------------------
    ("nonsense", 2, "No such command 'nonsense'.…"),
    ("rout A B", 2, "No such command 'rout'. Nearest: route, routes."),
    ("--colour", 2, "No such option '--colour'.…"),
    ("--seeds no-such-folder check", 2, "Invalid value for '--seeds': Directory 'no-such-folder' does not exist."),
    ("--seeds there.svg check", 2, "Invalid value for '--seeds': Directory 'there.svg' is a file."),
    ("--seeds empty check", 1, "1 fault in the cards:\n  empty: there are no cards here. Name a folder that holds …"),
    ("--seeds empty claims", 1, "1 fault in the cards:\n  empty: there are no cards here. Name a folder that holds …"),
    # ---- the ledger --------------------------------------------------------------------------------------------------
    ("--seeds toy claims --document C", 2, "There is no document 'C'. Use …."),
    ("claims --document cnews", 2, "There is no document 'cnews'. Use …. Nearest: cnews-live-…."),
    ("claims --stance aleged", 2, f"There is no stance 'aleged'. Use {STANCES}. Nearest: alleged."),
    ("claims --place rajinport", 2, "There is no place with the id 'rajinport'. Near it: rajin-port…."),
    ("--seeds toy claims --stance rumoured", 2, f"There is no stance 'rumoured'. Use {STANCES}."),
    ("--seeds toy claims --place Alpah", 2, "There is no place with the id 'Alpah'. Near it: alpha."),
    ("--seeds toy claims --place zzyzx", 2, "There is no place with the id 'zzyzx'. Near it: see tumen sites."),
    ("claims --format yaml", 2, "Invalid value for '--format': 'yaml' is not one of 'json', 'csv', 'text'."),
    ("sites --format csv", 2, "Invalid value for '--format': 'csv' is not one of 'json', 'geojson', 'text'."),
    ("sites extra", 2, "Got unexpected extra argument (extra)"),
    ("views extra", 2, "Got unexpected extra argument (extra)"),
    ("scenarios --format csv", 2, "Invalid value for '--format': 'csv' is not one of 'json', 'text'."),
    # ---- workspace and search ----------------------------------------------------------------------------------------
    ("search ' '", 2, "There is no word to search for. Give letters or digits."),
    ("--workspace . claims", 1, "Workspace .: this is a folder. Name a file in it, such as workspace.sqlite."),
    ("--workspace none.sqlite claims", 1, "Workspace none.sqlite: there is no such file, and nothing makes one here."),
    ("scene asof=2026-11-01", 2,
     f"{VIEW}asof=2026-11-01 asks for a day of the workspace, and there is none; the built-in cards know no days."),
    ("app --no-workspace --workspace w.sqlite", 2,
     "--no-workspace shows the built-in cards alone; leave --workspace out."),
    ("workspace --workspace there.svg status", 1,
     "Workspace there.svg: this is not a workspace file. Nothing was changed; name another one."),
    ("workspace --workspace w.sqlite withdraw claim C99 --author Ann", 1,
     "Workspace w.sqlite: there is no such file yet. tumen workspace import makes one."),
    ("workspace --workspace w.sqlite import there.svg --author Ann", 2,
     "What there.svg holds is not clear from its name. State it with --as."),
    # ---- views -------------------------------------------------------------------------------------------------------
    ("scene v=2", 2, f"{VIEW}This link was made for version '2' of views; version 1 is read here."),
    ("scene &&&", 2, f"{VIEW}'&&&' is not a valid view."),
    ("scene {", 2, f"{VIEW}The view starts like JSON but is not valid JSON."),
    ("""scene '{"q": [1]}'""", 2, f"{VIEW}'q' holds neither text nor a number."),
    ("scene colour=red", 2, f"{VIEW}'colour' is not a known key."),
    ("scene https://[::1?stance=rumoured", 2, f"{VIEW}stance='rumoured' is not known; use one of {STANCES}."),
    ("scene 'q=a&q=b'", 2, f"{VIEW}Key 'q' is given more than once; the last one counts."),
    ("scene lon=1", 2, f"{VIEW}lon, lat and z belong together."),
    ("scene 'lon=x&lat=1&z=2'", 2, f"{VIEW}lon='x' is not a valid number. lon, lat and z belong together."),
    ("scene 'lon=1&lat=95&z=2'", 2,
     f"{VIEW}latitude 95.0 is out of range; it looks swapped with longitude 1.0. Give longitude first."),
    ("scene 'lon=1&lat=1&z=inf'", 2, f"{VIEW}z=inf is not a valid zoom level."),
    ("scene from=2024-13-01", 2, f"{VIEW}from='2024-13-01' is not a valid date such as 2024-06-19."),
    ("scene 'from=2024-02-01&to=2024-01-01'", 2, f"{VIEW}from=2024-02-01 lies after to=2024-01-01."),
    ("scene 'doc=a b'", 2, f"{VIEW}doc='a b' is not a valid document id."),
    ("scene 'v=1&doc=nope'", 2, f"{VIEW}'nope' is not a document of this ledger."),
    ("scene doc=cnews-live", 2, f"{VIEW}'cnews-live' is not a document of this ledger (nearest: cnews-live-…)."),
    ("scene sel=site:rajin-prt", 2,
     f"{VIEW}'site:rajin-prt' is not in this version of the ledger (nearest: site:rajin-port…)."),
    ("scene sel=claim:Z99", 2, f"{VIEW}'claim:Z99' is not in this version of the ledger."),
    ("scene a=Rajjin", 2, f"{VIEW}a: There is no place 'Rajjin'. Nearest known names: Rajin (rajin)…."),
    ("scene 'a=Rajin&b=Khasan&discharge=Nowheria'", 2, f"{VIEW}discharge: There is no place 'Nowheria'.…"),
    ("scene close=suez", 2, f"{VIEW}close='suez' is not a structure or passage (nearest: suez-canal)."),
    ("scene avoid=CHX", 2, f"{VIEW}avoid='CHX' is not a country (nearest: …)."),
    ("scene stanse=alleged", 2, f"{VIEW}'stanse' is not a known key (nearest: stance)."),
    ("scene stance=aleged", 2, f"{VIEW}stance='aleged' is not known (nearest: alleged); use one of {STANCES}."),
    ("scene layers=raill", 2, f"{VIEW}layers='raill' is not known (nearest: rail); use one of …."),
    ("scene sel=nothing", 2, f"{VIEW}sel='nothing' is not something that can be selected."),
    ("scene layers=moon", 2, f"{VIEW}layers='moon' is not known; use one of places, …."),
    ("scene kind=moon", 2, f"{VIEW}kind='moon' is not known; use one of city, …."),
    ("scene topic=moon", 2, f"{VIEW}topic='moon' is not known; use one of missiles, …."),
    ("scene rel=Z", 2, f"{VIEW}rel='Z' is not known; use one of a, b, c, d, e, f."),
    ("scene gauge=1000", 2, f"{VIEW}gauge='1000' is not known; use 1520 or 1435."),
    ("scene avoid=China", 2, f"{VIEW}avoid='China' is not an ISO 3166 alpha-3 code such as CHN."),
    ("scene via=suez", 2, f"{VIEW}via='suez' is not a passage of the sea (nearest: suez-canal)."),
    ("scene 'close=A B'", 2, f"{VIEW}close='A B' is not a valid id of a structure or passage."),
    ("scene on=soon", 2, f"{VIEW}on='soon' is not a valid date such as 2024-06-19."),
    ("scene transit=maybe", 2, f"{VIEW}transit='maybe' is not known; use off or on."),
    ("scene baseline=middle", 2, f"{VIEW}baseline='middle' is not known; use claimed or coast."),
    ("scene flag=XXX", 2, f"{VIEW}flag='XXX' is not known; use RUS, PRK, third or none."),
    ("scene figures=some", 2, f"{VIEW}figures='some' is not known; use off or on."),
    ("scene lang=fr", 2, f"{VIEW}lang='fr' is not known; use en, ko or ru."),
    (f"scene q={'a' * 201}", 2, f"{VIEW}The search text was cut to 200 characters."),
    (f"scene a={'a' * 101}", 2, f"{VIEW}a is longer than 100 characters."),
    # ---- the server --------------------------------------------------------------------------------------------------
    ("app --port 70000", 2, "Invalid value for '--port': 70000 is not in the range 0<=x<=65535."),
    ("app --port http", 2, "Invalid value for '--port': 'http' is not a valid integer range."),
    ("app --host 'no host'", 1, "'no host' is not a name or address of this machine. Try 127.0.0.1."),
    ("app --port 0 --allow-host '*'", 1,
     "'*' is not a server name. Give --allow-host a name without scheme, port or asterisk."),
    ("app --port 0 --proxy proxy.lan", 1,
     "'proxy.lan' is not a proxy address. Give --proxy an address such as 10.0.0.7 or 10.0.0.0/24."),
    ("app --port 0 --base-path '/a b'", 1,
     "'/a b' is not a valid path. Give --base-path letters, digits and hyphens between slashes, such as /tumen."),
    ("app --port 0 --password-file none", 1, "none: the password cannot be read (…)."),
    ("app --port 0 --password-file there.svg", 1,
     "there.svg: every user of this machine may read or change the password. Run: chmod 600 there.svg"),
    ("app --port 0 --password-file there.svg --oidc-secrets none", 1,
     "Only one login is possible: give --password-file or --oidc-secrets, not both."),
    # ---- documents ---------------------------------------------------------------------------------------------------
    ("tracks", 2, "Missing argument 'FILES…'."),
    ("tracks pairs.csv", 2, "Missing option '-o'."),
    ("tracks no.csv -o out", 2, "'…no.csv': there is no such file. Check its name."),
    ("tracks none.csv -o out", 2, "'…none.csv': the file is empty. Name one that holds positions."),
    ("tracks pairs.csv -o out", 2, "'…pairs.csv': no column for the ship (MMSI or another id) among 'from', 'to'. Say which …."),
    ("tracks pairs.csv -o out --columns colour=red", 2, "--columns 'colour=red' cannot be read. Write id=…."),
    ("tracks pairs.csv -o out --gap-hours 0", 2, "gap-hours is 0. Give a number above 0."),
    ("tracks pairs.csv -o out --port-exit-km 1", 2,
     "port-exit-km is less than port-entry-km. A ship leaves a port farther out than it enters it."),
    ("tracks pairs.csv -o out --dates ymd", 2, "Invalid value for '--dates': 'ymd' is not one of 'dmy', 'mdy'."),
    ("intake", 2, "Missing argument 'FILE…'."),
    ("intake no.txt", 2, "Invalid value for 'FILE…': File 'no.txt' does not exist."),
    ("intake pairs.csv", 2, "pairs.csv: files of the kind .csv are not read. Give one of ….zip."),
    ("intake blank.txt", 2, "blank.txt: it is empty. Give a document with text."),
    ("intake pdf.txt", 2, "pdf.txt: it is a PDF with the ending .txt. Name it .pdf."),
    ("intake cut.pdf", 2, "cut.pdf: the PDF is broken and cannot be read. Save or print it again as PDF."),
    ("intake in.zip", 2, "in.zip: the .zip is broken and cannot be opened. Pack it again."),
    ("intake pairs.csv --published soon", 2, "Invalid value for '--published': 'soon' does not match the format '%Y-%m-%d'."),
    ("intake pairs.csv --format xml", 2, "Invalid value for '--format': 'xml' is not one of 'json', 'text'."),
    # ---- routes ------------------------------------------------------------------------------------------------------
    ("route Rajin", 2, "Missing argument 'TO'."),
    ("route Rajjin Khasan", 2, "There is no place 'Rajjin'. Nearest known names: Rajin (rajin), …."),
    ("route '' Khasan", 2, "There is no place ''. See tumen sites for the names."),
    ("route Rajin 'Government of Russia'", 2,
     "'Government of Russia' is a government, region or country, not a place. Name a town, port or station."),
    ("route 'San Jose' Rajin", 2, "'San Jose' may be any of: …. Give the id."),
    ("route 131.9,43.1 95,200", 2, "longitude 95.0, latitude 200.0 is out of range (-180 to 180, -90 to 90)."),
    ("route 42.2,130.3 Rajin", 2, "latitude 130.3 is out of range; it looks swapped with longitude 42.2. Give longitude first."),
    ("route nan,1 Rajin", 2, "longitude nan and latitude 1.0 are not both numbers. Give degrees, such as 130.30, 42.23."),
    ("route '42 75 0 N 130 0 0 E' Rajin", 2, "'42 75 0 N 130 0 0 E' has minutes or seconds of 60 or more. Check the digits."),
    ("route '42 15 36 5 N 130 E' Rajin", 2,
     ("'42 15 36 5 N 130 E' cannot be read as a position: one half has more or other parts than degrees, minutes and seconds. "
      f"{HOW}")),
    ("route '12 5, 4 3' Rajin", 2,
     ("'12 5, 4 3' cannot be read as a position: without letters or degree signs it is not clear what the numbers are. "
      f"{HOW}")),
    ("route '40, 30' Rajin", 2,
     ("'40, 30' cannot be read as a position: it is not clear which number is the latitude; longitude,latitude without a blank "
      f"also works. {HOW}")),
    ("route '-42.25 N 130 E' Rajin", 2,
     ("'-42.25 N 130 E' cannot be read as a position: it has the sign - as well as the letter N, and only one of them can count. "
      f"{HOW}")),
    ("route 52TES123 Rajin", 2,
     "'52TES123' looks like MGRS but does not have the same number of digits for east and north, 1 to 5."),
    ("route 52SFN1234567890 Rajin", 2,
     "'52SFN1234567890' looks like MGRS but is not a valid square. Check the zone and the letters."),
    ("route 99TES1234 Rajin", 2, "'99TES1234' looks like MGRS but is not a valid square. Check the zone and the letters."),
    ("route Rajin Khasan --avoid China", 2, "'China' is not a valid country code. Use ISO 3166 alpha-3, such as CHN."),
    ("route Rajin Khasan --close suez", 2,
     "There is no structure or passage with the id suez. There are …. Nearest to suez: suez-canal."),
    ("route Rajin Dunai --via osumi", 2, "There is no strait or canal with the id osumi. There are …. Nearest: osumi-strait…."),
    ("route Rajin Khasan --mode rail --via osumi-strait", 2,
     "No railway leads through 'osumi-strait': a passage of the sea needs a sea leg."),
    ("route Rajin Khasan --avoid CHX", 2, "There is no country 'CHX'. Nearest: …."),
    ("route Rajin Khasan --close no-such-bridge", 2, "There is no structure or passage with the id no-such-bridge. There are …."),
    ("route Rajin Khasan --date 2023-13-01", 2, "Invalid value for '--date': '2023-13-01' does not match the format '%Y-%m-%d'."),
    ("route Rajin Khasan --gauge 1000", 2, "Invalid value for '--gauge': '1000' is not one of '1520', '1435'."),
    ("route Rajin Khasan --mode air", 2, "Invalid value for '--mode': 'air' is not one of 'sea', 'rail', 'any'."),
    ("route Rajin Rajin", 3, "No route: Rajin and Rajin are the same place."),
    ("route Rajin Khasan --mode rail --gauge 1520 --close friendship-bridge", 3,
     "No route: The Friendship Bridge is closed and no other 1520 mm line crosses from the DPRK to Russia."),
    ("route Rajin Khasan --mode rail --gauge 1520 --date 2005-01-01", 3,
     ("No route: On 1 January 2005 Tumangang–Rajin did not carry 1520 mm trains yet (from 22 September 2013), and no other "
     "1520 mm line crosses from the DPRK to Russia.")),
    ("route Rajin 139.7,35.6 --mode rail", 3,
     "No route: The network has no railway within 25 km of longitude 139.7, latitude 35.6; the nearest is … km away."),
    ("route Tokyo Rajin --mode rail", 3,
     "No route: The network has no railway within 25 km of Tokyo; the nearest is … km away."),
    ("route Moscow Rajin --mode sea", 3, "No route: Moscow is more than 25 km from navigable water; …."),
    ("route 86.9,27.98 Vladivostok --mode sea", 3,
     ("No route: longitude 86.9, latitude 27.98 is more than 25 km from navigable water; the limit is 25 km, and a river "
     "counts only as far up as sea-going ships come. Give a place nearer to the sea.")),
    ("routes odd.csv -o out.csv", 2, f"odd.csv: {COLUMNS} a,b."),
    ("routes none.csv -o out.csv", 2, f"none.csv: {COLUMNS} none."),
    ("routes half.csv -o out.csv", 2, f"half.csv: {COLUMNS} from_lon,from_lat."),
    ("routes twice.csv -o out.csv", 2, "twice.csv: The column from appears twice. Keep the one that is meant."),
    ("routes latin.csv -o out.csv", 2,
     "latin.csv: byte 9, in line 2, is not UTF-8. Save the table as “CSV UTF-8”, or name its encoding with --encoding."),
    ("routes cyrillic.csv -o out.csv", 2,
     ("cyrillic.csv: byte 9, in line 2, is not UTF-8. It would read 'Хасан' in cp1251; … in cp1252. Save the table as “CSV "
     "UTF-8”, or name its encoding with --encoding.")),
    ("routes korean.csv -o out.csv", 2,
     ("korean.csv: byte 9, in line 2, is not UTF-8. It would read …; '라진' in cp949; … in cp1252. Save the table as “CSV "
     "UTF-8”, or name its encoding with --encoding.")),
    ("routes cut.csv -o out.csv", 2,
     "cut.csv: byte 29, in line 2, is not UTF-16. Save the table as “CSV UTF-8”, or name its encoding with --encoding."),
    ("routes zero.csv -o out.csv", 2, "zero.csv: line 2 holds a zero byte, so this is not text. Save the table as “CSV UTF-8”."),
    ("routes book.csv -o out.csv", 2,
     ("book.csv: this is a workbook (.xlsx, .ods) or another ZIP file, not CSV. Open it in a spreadsheet and save the sheet as "
     "“CSV UTF-8”.")),
    ("routes quotes.csv -o out.csv", 2,
     ("quotes.csv: what begins in line 3 cannot be read as CSV (unexpected end of data). Close its quotes, and double a quote "
     "inside a text.")),
    ("routes pairs.csv --encoding klingon -o out.csv", 2, "Invalid value for '--encoding': 'klingon' is not one of …."),
    ("routes no.csv -o out.csv", 2, "Invalid value for 'PAIRS.csv': File 'no.csv' does not exist."),
    ("routes pairs.csv", 2, "Missing option '-o'."),
    ("routes pairs.csv -o no/out.csv", 1, "The folder 'no' does not exist. Make it first."),
    ("routes pairs.csv -o there.svg", 1, "'there.svg' exists. Add --force to replace it, or name another file."),
    ("routes pairs.csv -o folder.png --force", 1, "'folder.png' is a folder. Name a file in it."),
    ("routes pairs.csv -o null --force", 1, "'null' is a device or a pipe, and no plain file. Name a file."),
    ("routes endless.csv -o out.csv", 2, "endless.csv: the table has more than 100 MB. Split it into several."),
    ("routes wide.csv -o out.csv", 2,
     "wide.csv: what begins in line 2 cannot be read as CSV (a cell has more than 131,072 characters). …"),
    # ---- comparisons -------------------------------------------------------------------------------------------------
    ("compare --from Rajin", 2, "Missing option '--to'."),
    ("compare --from Rajn --to Tikhoretsk", 2,
     "Invalid value for --from: There is no place 'Rajn'. Nearest known names: Rajin (rajin), …."),
    ("compare --from Rajin --to Tikhoretsky", 2,
     "Invalid value for --to: There is no place 'Tikhoretsky'. Nearest known names: Tikhoretsk (tikhoretsk), …."),
    ("compare --from Rajin --to 'Government of Russia'", 2,
     ("Invalid value for --to: 'Government of Russia' is a government, region or country, not a place. Name a town, port or "
     "station.")),
    ("compare --from Rajin --to 200,95", 2,
     "Invalid value for --to: longitude 200.0, latitude 95.0 is out of range (-180 to 180, -90 to 90)."),
    ("compare --from Rajin --to Tikhoretsk --discharge Duna", 2,
     "Invalid value for --discharge: There is no place 'Duna'. Nearest known names: Dunai (dunai), …."),
    ("compare --from Rajin --to Tikhoretsk --flag XXX", 2,
     "Invalid value for '--flag': 'XXX' is not one of 'RUS', 'PRK', 'third', 'none'."),
    ("compare --from Rajin --to Tikhoretsk --baseline middle", 2,
     "Invalid value for '--baseline': 'middle' is not one of 'claimed', 'coast'."),
    ("compare --from Rajin --to rajin-port", 3, "…the same place…"),
    # ---- files -------------------------------------------------------------------------------------------------------
    ("export --view theatre", 2, "Missing option '-o' / '--output'."),
    ("export -o new.png", 2, ONE_OF),
    ("export --view theatre --step 1 -o new.png", 2, ONE_OF),
    ("export --view theatre --scenario tour-2023 -o new.png", 2, ONE_OF),
    ("export --view theater -o new.png", 1,
     "There is no prepared view 'theater'. There are: theatre, …. An address or JSON also works."),
    ("export --view stance=loud -o new.png", 2, f"{VIEW}stance='loud' is not known; use one of {STANCES}."),
    ("export --view layers=none -o new.png", 1,
     "This view shows nothing: no place or route passes its filters and layers. Remove a filter or switch a layer on."),
    ("export --view 'lon=0&lat=0&z=9' -o new.png", 1,
     "All … things in this view lie outside the frame. Move the map or zoom out."),
    ("export --view theatre -o there.svg", 1, "'there.svg' exists. Add --force to replace it, or name another file."),
    ("export --view theatre -o a.bmp", 1, "'a.bmp' has no known ending. Use one of .png .svg .pdf .pptx .html …."),
    ("export --view theatre -o no/a.png", 1, "The folder 'no' does not exist. Make it first."),
    ("export --view theatre -o folder.png", 1, "'folder.png' is a folder. Name a file in it."),
    (f"export --view theatre -o {'a' * 300}.png", 1,
     f"'{'a' * 59}…{'a' * 16}.png' cannot be written (file name too long). Try another place or name."),
    (f"{MAP} -o new.png", 1, "Two outputs have the same name. Name each file once."),
    (f"{MAP} --dpi 9000", 1, "A resolution of 9000 dpi is out of bounds. Use 50 to 600."),
    (f"{MAP} --dpi many", 2, "Invalid value for '--dpi': 'many' is not a valid integer."),
    (f"{MAP} --size poster", 1,
     ("'poster' is not a valid size. Use slide, a4, a4-landscape, letter, letter-landscape, square, or WIDTHxHEIGHT in pixels, "
     "such as 1920x1080.")),
    (f"{MAP} --size 100x100", 1,
     ("A picture of 100 x 100 pixels is out of bounds. Each side may have 480 to 10000, both together 60 million. Change --size "
     "or --dpi.")),
    (f"{MAP} --size 3000x500", 1, "3000 x 500 is too narrow for a map. One side may be 3 times the other."),
    (f"{MAP} --theme colour", 2, "Invalid value for '--theme': 'colour' is not one of 'light', 'dark', 'photocopy'."),
    (f"{MAP} --lang fr", 2, "Invalid value for '--lang': 'fr' is not one of 'en', 'ko', 'ru'."),
    (f"{MAP} --without map", 2,
     "Invalid value for '--without': 'map' is not one of 'legend', 'claims', 'inset', 'scale', 'sources'."),
    (f"{MAP} --svg-text curves", 2, "Invalid value for '--svg-text': 'curves' is not one of 'paths', 'text'."),
    (f"{MAP} --title 'two\nlines'", 1, f"'two\\nlines' {NO_SIGN} (U+000A). Remove it."),
    (f"{MAP} --title {'x' * 161}", 1, "The title and the subtitle may have 160 characters each."),
    (f"{MAP} --subtitle {'x' * 161}", 1, "The title and the subtitle may have 160 characters each."),
    (f"{MAP} --note here", 1, f"'here' {NO_NOTE}"),
    (f"{MAP} --note '130,95 x'", 1,
     "The note '130,95 x' has no valid position: longitude 130.0, latitude 95.0 is out of range (-180 to 180, -90 to 90)."),
    (f"{MAP} --note '130,42 {'x' * 161}'", 1, "A note may have 160 characters; this one has 161."),
    (f"{MAP} --note '130.3,42.2 bell\x07'", 1, f"'bell\\x07' {NO_SIGN} (U+0007). Remove it."),
    (MAP + " --note '130,42 x'" * 21, 1, "There are 21 notes; a map takes 20."),
    (f"{MAP} --claim B422", 1, "There is no claim or dated fact 'B422' in this ledger. See tumen claims. Nearest: …B42…."),
    (f"{MAP} --claim Z99", 1, "There is no claim or dated fact 'Z99' in this ledger. See tumen claims."),
    ("export --view theatre -o new.pptx --template there.svg", 1,
     "The template 'there.svg' is not a PowerPoint file (.pptx) that can be read. Save it again as .pptx."),
    (f"{MAP} --logo there.svg", 1, "The logo 'there.svg' is neither a PNG nor a JPEG picture. Save it as one of these."),
    (f"{MAP} --reword x", 1, "'x' is not a rewording. Write 'ID=words', with the id of what is called out."),
    (f"{MAP} --reword B42={'x' * 401}", 1, "The words for B42 may have … characters; there are 401."),
    (f"{MAP} --as-of soon", 1, "'soon' is not a day. Write it as YYYY-MM-DD, such as 2024-06-19."),
    ("export --scenario tour-2032 -o new.html", 1, "There is no story 'tour-2032'. There are: …. Nearest: tour-2023…."),
    ("export --scenario no-such -o new.html", 1, "There is no story 'no-such'. There are: …."),
    ("export --scenario no-such --step 1 -o new.png", 1, "There is no story 'no-such'. There are: …."),
    ("export --scenario tour-2023 --step 99 -o new.png", 1, "tour-2023 has no step 99. It has …, numbered from 1."),
    ("export --scenario tour-2023 --step x -o new.png", 2, "Invalid value for '--step': 'x' is not a valid integer."),
    ("export --scenario tour-2023 -o new.svg", 1,
     "'new.svg' has no ending that fits a story. Use one of .html .pptx .pdf."),
    ("export --scenario tour-2023 -o new.html --title T --lang ko", 2,
     "A whole story does not take --title. Name one step of it with --step N."),
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with good and bad files, in which the command is called."""
    toy.write(tmp_path / "toy", TEXTS)
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder.png").mkdir()
    texts = {
        "there.svg": b"mine", "odd.csv": b"a,b\n1,2\n", "none.csv": b"", "latin.csv": b"from,to\n\xff,\xfe\n",
        "half.csv": b"from_lon,from_lat\n1,2\n", "pairs.csv": b"from,to\nRajin,Dunai\n", "twice.csv": b"From,to,from\na,b,c\n",
        "cyrillic.csv": "from,to\nХасан,Раджин\n".encode("cp1251"), "korean.csv": "from,to\n라진,두만강\n".encode("cp949"),
        "cut.csv": "from,to\nRajin,".encode("utf-16")[:-1], "zero.csv": b"from,to\nRajin,\0\n", "book.csv": b"PK\x03\x04 from,to",
        "wide.csv": b"from,to\nRajin," + b"x" * 200_000, "quotes.csv": b'from,to\nRajin,Dunai\n"Rajin,Dunai\n',
        "blank.txt": b" \n", "pdf.txt": b"%PDF-1.7", "cut.pdf": b"%PDF-1.7", "in.zip": b"PK\x03\x04",
    }  # fmt: skip
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "null").symlink_to(os.devnull)
    (tmp_path / "endless.csv").symlink_to("/dev/zero")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def once(real: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled cards are read once for all refusals."""
    load = World.load
    monkeypatch.setattr(World, "load", lambda seeds=None: real if seeds is None else load(seeds))


def as_pattern(message: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(part) for part in message.split("…")), re.DOTALL)


@pytest.mark.parametrize(("words", "code", "message"), REFUSALS, ids=[row[0][:70] for row in REFUSALS])
@pytest.mark.usefixtures("once")
def test_a_refusal_keeps_its_words_and_its_code(desk: Path, words: str, code: int, message: str) -> None:
    before = sorted(desk.rglob("*"))
    result = run(*shlex.split(words))
    assert result.exit_code == code, result.output
    told = (result.stdout if code == 3 else result.stderr).strip()
    for opening in ("Error: ", "tumen: "):
        told = told.rpartition(f"\n{opening}")[2].removeprefix(opening)
    assert as_pattern(message).fullmatch(told), told
    assert sorted(desk.rglob("*")) == before, "something was written"
    assert (desk / "there.svg").read_bytes() == b"mine"


# ---- whether the table is whole ---------------------------------------------------------------------------------------

ELSEWHERE = {
    "app/frames.py": "answers of the server to a page",
    "app/timeline.py": "what the page's own script sends, in the tests of the timeline",
    "views/timespan.py": "what is typed as a time on the page, in the tests of spans of time",
    "cli/main.py": "hands on what others raise",
    "layers/features.py": "features of own data, in the tests of citing",
    "workspace/citing.py": "likewise",
    **{
        f"intake/{module}.py": "bad documents, in the tests of reading"
        for module in (
            "language",
            *(f"files/{name}" for name in ("archive", "decode", "mail", "page", "paper", "plain", "source", "word")),
        )
    },
    **{
        f"tracks/{module}.py": "bad files, folders and clusters, in the tests of tracks"
        for module in ("engine", "gpx", "joining", "layouts", "reading", "run", "store", "tables", "times")
    },
    **{
        f"layers/{name}.py": "files that cannot be used, in the tests of layers"
        for name in (
            *("archive", "calendar", "detect", "documents", "encodings", "esri", "gdal", "geojson", "kept", "kml", "parquet"),
            *("read", "records", "runs", "separated", "sheets", "systems", "tabular", "times", "timing", "xml"),
        )
    },
    "cli/kept_layers.py": "layers of a file into a workspace, in the tests of own layers",
    "world/own.py": "likewise",
    "world/own_search.py": "likewise",
    "exposure/hazard.py": "the comparison knows whether the cards hold the ranges of the model",
    "rail/load.py": "the planner knows which structures there are",
    "routing/conditions.py": "arguments of the public surface, in its tests",
    "server/gate/oidc.py": "files of secrets, in the tests of logins",
    "server/gate/passwords.py": "files of passwords, in the tests of logins",
    "sea/network.py": "the planner knows which passages there are",
    "work/queue.py": "a queue that is full or shutting down, in the tests of work",
    "workspace/opening.py": "damaged files and servers, in the tests of workspaces",
    "workspace/store.py": "two writers at once, in the tests of workspaces",
    "workspace/workspace.py": "histories, in the tests of workspaces",
    "zones/law.py": "the command line offers the baselines and flags there are",
}
"""Modules whose refusals no word on the command line brings about, each with the reason."""
OTHER_TESTS = {
    "has no layout with a title. Add one, such as": "a template without one, in the tests of slides",
    "points below its title; a map needs": "a template without room, in the tests of slides",
    "is damaged and cannot be read. Save the picture again.": "a broken picture, in the tests of slides",
    "MB. Take a smaller picture.": "a picture of many megabytes, in the tests of slides",
    "cannot be read:": "a logo or template on a broken disk",
    "has no features in the workspace. Add its file again.": "a workspace whose layer is damaged",
    "Say who you are, once: --author NAME.": "in the tests of the command workspace, where nobody has said it yet",
    "its folder cannot be made": "a home that may not be written",
    "has changed nothing that could be undone. Name a change from": "likewise",
    "Make it readable, or remove it.": "a file on a broken disk",
    "MB are read at most. Split it.": "in the tests of the command workspace",
    "is not empty. Name an empty folder, or add --force.": "in the tests of the command workspace",
    "cannot be written (": "a folder that may not be written",
    "Make it readable, or name another.": "a table on a broken disk, in the tests of files written aside",
    "Nothing was left there; try another place.": "a full disk, in the tests of exports",
    "There is no theme": "the command line offers the themes there are",
    "is not a part of a map. Use": "the command line offers the parts there are",
    "are not two numbers.": "a row of a table that fails stops nothing, in the tests of routes",
    "is empty. Name a place there, or give": "likewise",
    "is missing. Install the package": "a damaged installation",
    "is damaged. Install the package": "a garbled font, in the tests of fonts",
    "The contrast does not fit on so small a page.": "a page of a few hundred pixels, which the options refuse before",
    "This view compares no two places. Give both, such as": "in the tests of the contrast",
    "has anything to draw. Add places to its views.": "a story without a place, in the tests of stories",
    "a .zip in a .zip is not opened.": "likewise, in the tests of reading",
    "there is no text in it.": "a page of scripts alone, in the tests of reading",
    "so it was abandoned.": "a document that takes minutes",
    "Check its location and permissions.": "a file that went away while it was asked for",
    "MB is read. Give the text alone.": "a file of 50 MB, in the tests of reading",
    "Try tumen app --port": "a port in use, in the tests of the command line",
}


@cache
def raised() -> tuple[tuple[str, str], ...]:
    """All that :func:`_raised` finds, once."""
    return tuple(_raised())


def _raised() -> Iterator[tuple[str, str]]:
    """Each message that is raised as an error of ours, by its module: the longest piece of it that is always the same."""
    package = Path(explorer.__file__).parent
    ours = {name for name in vars(errors) if name[0].isupper()} | {"click.UsageError", "click.BadParameter"}
    for path in sorted(package.rglob("*.py")):
        for node in nodes(path):
            if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) in ours):
                continue
            said = node.exc.args[0] if node.exc.args else None
            parts = said.values if isinstance(said, ast.JoinedStr) else [said]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            if texts:
                yield path.relative_to(package).as_posix(), max(texts, key=len).strip()


def test_the_table_holds_every_refusal() -> None:
    told = "\n".join(message for _, _, message in REFUSALS)
    missing = [
        f"{module}: {text}"
        for module, text in raised()
        if module not in ELSEWHERE and text not in told and not any(other in text for other in OTHER_TESTS)
    ]
    assert missing == []


def test_what_is_held_elsewhere_is_still_there() -> None:
    said = list(raised())
    assert set(ELSEWHERE) - {"cli/main.py"} <= {module for module, _ in said}
    for other in OTHER_TESTS:
        assert any(other in text for _, text in said), other


def faults_of(seeds: Path) -> str:
    return run("--seeds", str(seeds), "check").stderr


def test_a_fault_in_a_card_is_exit_1_for_every_command(desk: Path) -> None:
    (desk / "toy" / "sites.toml").write_text("[[site]]\nid = ?", encoding="utf-8")
    told = faults_of(desk / "toy")
    assert "sites.toml" in told
    for words in ("claims", "sites", "views", "scenarios", "scene", "route Rajin Dunai", "compare --from A --to B",
                  "routes pairs.csv -o out.csv", "export --view theatre -o new.csv", "app"):  # fmt: skip
        result = run("--seeds", "toy", *shlex.split(words))
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"tumen: {told}"), words
