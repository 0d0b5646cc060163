"""What looks like a patient's data is found where it was planted, and hardly ever where nothing is."""

from __future__ import annotations

import pytest
from books import speakers

from press.answers.privacy import BIRTH, NAME, NUMBER, Place, signs
from press.model import Text
from press.translation.messages import Message, walk

YEAR = 2026
NUMBERS = (
    "IR-0007", "pat-07", "2026-IO-001", "case A", "Nr.7", "K7", "ICR-30", "#12", "Caso 3", "30b", "ONC007",
    "IO 7 (2026)", "0007/26", "X12", "sample 4", "Case No. 18", "C.7", "Patient 12", "RFA-3", "Study 14",
    "2025-2026/7", "IO_30", "S-0007", "0001", "liver 4", "LU2", "25", "case no 5", "Fall/7", "2026.07",
    "K-2026-7",
)  # fmt: skip
# What facilities write about themselves and about cases, none of which is a patient's.
CLEAN: list[tuple[Place, str, str]] = [
    ("facility", "en", "Policy QM-2023-014, version 3, approved 12.03.2024; reviewed yearly by the quality manager."),
    ("facility", "en", "Registration of Dr Anna Weber (GMC 7654321) and Prof. John Miller, valid until 31/12/2027."),
    ("facility", "en", "All staff are registered; licence no. 10223344 was renewed on 1 March 2025."),
    ("facility", "en", "Minutes of 2025-01-14, 2025-04-08 and 2025-09-30; see https://intranet.example/12345678."),
    ("facility", "en", "Maintenance contract 2022-2027, serial number 20394857, device ID CT-00123."),
    ("facility", "en", "Call +43 1 904 2003 57 or 0043190420035 7; write to office@example.org."),
    ("facility", "en", "In 2024: 312 ablations, 148 TACE, 57 SIRT; 30-day mortality 0.6 %, complications 4.25 %."),
    ("facility", "en", "MR and CT are checked daily. MS Excel sheet 'rota 2026'. Miss rate below 1 %."),
    ("facility", "en", "The patient's date of birth and full name are read aloud and compared with the wristband."),
    ("facility", "en", "Name, date of birth and hospital number are checked before each session by two persons."),
    ("facility", "en", "Founded on 14.05.1985; in the present building since 2001-09-01."),
    ("facility", "en", "Born out of the tumour board of 2019, the clinic sees 40 patients a week."),
    ("facility", "en", "References: doi:10.1007/s00270-020-02534-8; ISBN 978-3-16-148410-0."),
    ("facility", "en", "The record number is not shown on the request form (form 27, edition 2025)."),
    ("facility", "de", "Frau Dr. Weber und Herr Prof. Huber leiten die Abteilung seit 1.4.2012."),
    ("facility", "de", "Dienstplan 2025/2026; Fortbildungen: 24 Std. je Person; QM-Handbuch Kap. 4.3."),
    ("facility", "de", "Herr der Lage bleibt das Team durch tägliche Besprechungen. Geb. 4, 2. Stock, Raum 204."),
    ("facility", "de", "Gerätenummer 40021987 und Seriennummer 55667788 stehen im Bestandsverzeichnis."),
    ("facility", "de", "Die Patientennummer wird nicht weitergegeben; das Geburtsdatum wird zweimal erfragt."),
    ("facility", "de", "Protokolle vom 12. März 2025 und 4. Juni 2025, jeweils mit Unterschriften."),
    ("facility", "fr", "Procédure PR-104 du 12 mars 2024, validée par le comité; M. le directeur l'a signée."),
    ("facility", "fr", "L'identité (nom, prénom, date de naissance) est vérifiée avant chaque séance."),
    ("facility", "es", "Protocolo de 3 de mayo de 2024, revisado por la Dra. García; ver anexo 12."),
    ("facility", "it", "Procedura n. 12 del 4 febbraio 2023; controllo della cartella clinica a ogni seduta."),
    ("facility", "pt", "O processo clínico é verificado; norma de 10 de janeiro de 2025, versão 2."),
    ("facility", "tr", "Prosedür 14.05.2023 tarihinde onaylandı; cihaz seri no 20394857."),
    ("facility", "ar", "سياسة الموافقة المستنيرة، الإصدار 3، اعتُمدت في 12/03/2024 ويراجعها مدير الجودة سنويا."),
    ("facility", "ar", "يُتحقق من الاسم وتاريخ الميلاد ورقم الملف قبل كل جلسة. الرقم التسلسلي 20394857."),
    ("facility", "ar", "بلغ عدد الإجراءات ٣١٢ في عام ٢٠٢٤."),
    ("facility", "zh-Hans", "制度编号QM-2023-014，第3版，2024年3月12日批准；设备序列号20394857。"),
    ("facility", "zh-Hans", "每次治疗前由两人核对姓名、出生日期和病历号。2024年完成消融312例。"),
    ("facility", "zh-Hans", "任何女士和先生都可以在门诊咨询。"),
    ("facility", "ja", "手順書は2024年3月12日に承認され、毎年見直します。"),
    ("case", "en", "Consent form of the second session not in the record; since May 2026 it is scanned at once."),
    ("case", "en", "TNM stage not noted: the biopsy of 12.01.2026 was not conclusive. ECOG 1, BCLC B."),
    ("case", "en", "HCC, segment VI, 23 mm; microwave 65 W, 10 min; Child-Pugh A5."),
    ("case", "en", "metastasis of colorectal cancer, C18.7, 3 lesions of 12, 15 and 22 mm"),
    ("case", "en", "Referral of 3 February 2026 was by telephone and not filed. AFP 1200 ng/ml."),
    ("case", "de", "Einwilligung fehlt, weil die Akte 2025 umgestellt wurde; seit 1.2.2026 wird sie eingescannt."),
    ("case", "de", "HCC, Segment IV, 31 mm; Nachweis histologisch, ICD-10 C22.0"),
    ("case", "fr", "Consentement signé mais non numérisé; corrigé depuis le 1er février 2026."),
    ("case", "ar", "لم تُسجَّل المرحلة لأن الخزعة لم تكن حاسمة؛ صُحح ذلك منذ 01/02/2026."),
    ("case", "zh-Hans", "分期未记录，因活检结果不明确；2026年2月起已改进。肝细胞癌，23 mm。"),
    *[("number", "en", text) for text in ("1", "07", "case-07", "Case 12", "C-07", "IO-2026-001", "20260017", "2026/17",
                                          "A", "HCC 3", "P001", "ICR 30", "no. 4", "007", "12-B", "1003", "99999")],
    *[("number", "de", text) for text in ("Fall 7", "Fall Nr. 12", "F7")],
    *[("number", "ar", text) for text in ("حالة 7", "٧", "رقم 12")],
    *[("number", "zh-Hans", text) for text in ("病例7", "第3例", "7号")],
    *[("number", "fr", text) for text in ("cas 7", "cas n° 12")],
    ("facility", "en", "Annual appraisal of all interventional radiologists by the clinical director, Dr. S. Patel."),
    ("facility", "en", "Theatre list for week 32 (pages 1-12). Contact the rota coordinator on extension 20471."),
    ("facility", "en", "The IO service was established on 1 April 1979 as the first of its kind."),
    ("facility", "en", "Biomedical engineering asset tags 00012345 to 00012399 cover all ablation generators."),
    ("facility", "en", "Radiation dose: median DAP 120345 mGycm2 in 2025."),
    ("facility", "en", "Personnel number 10045678 (Weber) and 10045679 (Huber) hold the fluoroscopy certificate."),
    ("facility", "en", "Minutes 2025-02-11, 2025-05-13, 2025-08-12 in SharePoint folder IO/Management/2025."),
    ("facility", "en", "Policy POL/IR/0042 rev. C (effective 15 Jan 2024, review due 15 Jan 2027)."),
    ("facility", "en", "Mrs. Brown, lead nurse, audits consent forms quarterly."),
    ("facility", "en", "We follow ISO 15189:2022 and EURATOM directive 2013/59."),
    ("facility", "en", "Budget 2026: EUR 12500000 for two angiography suites."),
    ("facility", "en", "Incident IR-20250311-07 was reviewed within 5 working days."),
    ("facility", "en", "Dr Miss-Jones retired in 2020."),
    ("facility", "en", "UKAS accreditation 20431; CQC provider ID 1-199707439."),
    ("facility", "en", "Mr is used as a title for surgeons in our hospital."),
    ("facility", "en", "Training record of S. Lee: BLS 12/2024, ALS 03/2025, radiation protection 06/2023."),
    ("facility", "de", "Die Dienstvereinbarung vom 17.11.1978 gilt fort; aktualisiert am 3.5.2024."),
    ("facility", "de", "Strahlenschutzbeauftragter: Herr Dr. med. Klein; Vertretung: Frau Oberärztin Dr. Groß."),
    ("facility", "de", "Ansprechpartnerin ist Frau Kern (QM), Durchwahl 4711."),
    ("facility", "de", "Kostenstelle 90012345, Inventar 80045671."),
    ("facility", "de", "Zertifikat-Nr. 12 100 45678 TMS, gültig bis 31.12.2026."),
    ("facility", "fr", "La responsable qualité, Mme Petit, tient le registre des risques."),
    ("facility", "fr", "Marché n° 20240015 ; arrêté du 17 juillet 1978 relatif aux archives."),
    ("facility", "ar", "عُقدت اجتماعات اللجنة في ١٤ يناير و٨ أبريل ٢٠٢٥ وحُفظت المحاضر."),
    ("facility", "ar", "السيد مدير المستشفى يوقّع السياسة كل عام."),
    ("facility", "ar", "ترخيص مزاولة المهنة رقم 12345678 ساري حتى 2027."),
    ("facility", "zh-Hans", "李主任负责每季度的质控会议，会议记录保存五年。"),
    ("facility", "zh-Hans", "联系人：王女士，电话 010-62345678。"),
    ("facility", "zh-Hans", "合同号20240012345，2024年1月至2026年12月。"),
    ("case", "en", "Lesion 1: 23x18x20 mm; lesion 2: 10 mm. AFP 120000 ng/ml before treatment."),
    ("case", "en", "Diagnosis 14.02.2019 elsewhere, histology report 2019/12345 not in our files."),
    ("case", "en", "Platelets 85000, INR 1.2, bilirubin 0.9."),
    ("case", "en", "First diagnosis of breast cancer in 06/2004, liver metastases since 2023."),
    ("case", "en", "Consent scanned as PDF 2026_03_12_consent.pdf"),
    ("facility", "en", "Nursing roster: weeks 1-52/2025 with 14 nurses and 3 technicians; leave in November."),
    ("facility", "en", "Consent policy PC-7, page 4: patients receive Form 12a at least 24 hours before."),
    ("facility", "en", "Patients are identified by Ms. or Mr., surname and date of birth; wristband on arrival."),
    ("facility", "en", "Registry export of 31.12.2025 holds 1204 procedures and 35 deaths."),
    ("facility", "en", "Purchase order 4500123456 for ablation probes."),
    ("facility", "en", "RIS accession numbers such as 2025IR00123 are used on request forms."),
    ("facility", "en", "Our PACS holds 12,500,000 images from 1998 onwards."),
    ("facility", "en", "Dosimetry service report no 2025/778812, badge 100234."),
    ("facility", "de", "Fallbesprechungen leitet Frau Prof. Dr. Stein, Protokoll führt Herr Lang."),
    ("facility", "de", "SOP 4.12 „Patientenidentifikation“ vom 01.02.2023, Revision 5; im Intranet unter QM/IO/4.12."),
    ("facility", "de", "Das Risikoregister (Stand 30.09.2025) umfasst 41 Einträge, davon 3 hoch."),
    ("facility", "de", "Wartung der Angiografieanlage durch Hersteller, Vertrag 7700012345, zuletzt am 14.8.2025."),
    ("facility", "es", "El Sr. Director aprobó el plan el 15 de mayo de 2024."),
    ("facility", "es", "Registro de incidencias: 23 en 2025, 4 graves, todas analizadas."),
    ("facility", "ar", "سجل المخاطر محدث في 30/09/2025 ويضم 41 بندا."),
    ("facility", "ar", "تراجع اللجنة حالات الوفيات والمضاعفات كل ثلاثة أشهر برئاسة الدكتورة سارة."),
    ("facility", "zh-Hans", "风险登记册更新于2025年9月30日，共41项，其中高风险3项。"),
    ("facility", "zh-Hans", "病例讨论由张主任主持，每周三下午进行。"),
    ("facility", "zh-Hans", "设备验收报告编号20250012，验收日期2025年1月8日。"),
    ("case", "en", "Transferred from another hospital; outside records of 2017 incomplete."),
    ("case", "en", "Follow-up CT 6 weeks later; second session on 03/04/26."),
    ("case", "en", "BCLC C, portal vein thrombosis, bilirubin 34 µmol/l, platelets 112000/µl."),
    ("case", "en", "Missing: family history. Measure: new template in the record system since 1 Feb 2026."),
    ("case", "en", "renal cell carcinoma cT1a, 2.8 cm, R.E.N.A.L. score 6x"),
    ("case", "de", "ECOG nicht dokumentiert; seit 4/2026 Pflichtfeld in der Maske."),
    ("case", "de", "Aufklärungsbogen vom 12.2.26 nur in Papierform."),
    *[("number", "en", text) for text in NUMBERS],
]  # fmt: skip
PLANTED: list[tuple[Place, str, str, str]] = [
    (NAME, "case", "en", "Mrs Smith came without her papers."),
    (NAME, "case", "en", "Consent signed by Mr. O’Brien on the ward."),
    (NAME, "facility", "en", "See the record of Ms Taylor for an example."),
    (NAME, "facility", "de", "Beispiel: Akte von Frau Müller, Zimmer 12."),
    (NAME, "case", "de", "Herr Öztürk wurde vorher aufgeklärt."),
    (NAME, "case", "en", "Frau Gruber had to be sent home."),
    (NAME, "case", "fr", "Le consentement de Mme Lefèvre manque."),
    (NAME, "case", "fr", "M. Dupont n'a pas signé."),
    (NAME, "case", "es", "Falta la firma de la Sra. García."),
    (NAME, "case", "es", "El Sr. Romero no acudió."),
    (NAME, "case", "it", "Manca il consenso della Signora Rossi."),
    (NAME, "case", "pt", "O Senhor Almeida assinou depois."),
    (NAME, "case", "tr", "Ayşe Hanım onam vermedi."),
    (NAME, "case", "tr", "Mehmet Bey ikinci seansa gelmedi."),
    (NAME, "case", "ar", "لم توقّع السيدة فاطمة على الموافقة."),
    (NAME, "case", "zh-Hans", "王小明先生未签署同意书。"),
    (NAME, "case", "zh-Hans", "陈女士的资料不全。"),
    (BIRTH, "case", "en", "Patient born 12.03.1951, no stage noted."),
    (BIRTH, "case", "en", "DOB: 3/12/51"),
    (BIRTH, "case", "en", "date of birth 1951-03-12"),
    (BIRTH, "case", "en", "seen on 12.03.1951"),
    (BIRTH, "case", "en", "March 12, 1951"),
    (BIRTH, "facility", "en", "e.g. the patient of 12 March 1951"),
    (BIRTH, "facility", "en", "a patient (born 2009) was treated"),
    (BIRTH, "case", "de", "geb. am 12.3.1951"),
    (BIRTH, "case", "de", "Geburtsdatum: 12. März 1951"),
    (BIRTH, "facility", "de", "geb. 3.4.51"),
    (BIRTH, "case", "fr", "née le 12 mars 1951"),
    (BIRTH, "case", "es", "nacida el 12 de marzo de 1951"),
    (BIRTH, "case", "it", "nato il 12 marzo 1951"),
    (BIRTH, "case", "pt", "data de nascimento: 12/03/1951"),
    (BIRTH, "case", "tr", "1951 doğumlu"),
    (BIRTH, "case", "tr", "doğum tarihi 12.03.1951"),
    (BIRTH, "case", "ar", "من مواليد ١٩٥١"),
    (BIRTH, "case", "ar", "تاريخ الميلاد: ١٢/٣/١٩٥١"),
    (BIRTH, "case", "zh-Hans", "1951年3月12日出生"),
    (BIRTH, "facility", "zh-Hans", "出生日期：1951-03-12"),
    (BIRTH, "case", "ja", "生年月日 1951年3月12日"),
    (NUMBER, "case", "en", "record 4711234 could not be found"),
    (NUMBER, "case", "en", "NHS 943 476 5919"),
    (NUMBER, "case", "en", "123-45-6789"),
    (NUMBER, "case", "en", "MRN A12345"),
    (NUMBER, "facility", "en", "as in the file with MRN 4711"),
    (NUMBER, "facility", "en", "see 0047112345 in the archive"),
    (NUMBER, "facility", "de", "Patientennummer: 20-4711"),
    (NUMBER, "case", "de", "Versichertennummer A123456789"),
    (NUMBER, "case", "fr", "IPP 8004711"),
    (NUMBER, "facility", "es", "NHC 4711-22"),
    (NUMBER, "case", "it", "cartella clinica 4711/2026"),
    (NUMBER, "case", "tr", "TC kimlik no 12345678901"),
    (NUMBER, "case", "ar", "رقم الملف ٤٧١١٢٣"),
    (NUMBER, "facility", "zh-Hans", "住院号：00471123"),
    (NUMBER, "case", "ja", "カルテ番号 471123"),
    (NUMBER, "number", "en", "4711234"),
    (NUMBER, "number", "en", "MRN 12345"),
    (NUMBER, "number", "ar", "٤٧١١٢٣٤"),
    (NAME, "number", "en", "Smith, John"),
    (NAME, "number", "en", "Smith"),
    (NAME, "number", "en", "John Smith 2"),
    (NAME, "number", "de", "Frau Müller"),
    (NAME, "number", "ar", "أحمد علي"),
    (NAME, "number", "zh-Hans", "王小明"),
    (BIRTH, "number", "en", "12.03.1951"),
    (NAME, "case", "en", "Miss Eleanor Rigby"),
    (BIRTH, "case", "de", "Pat. Meier, Hans, geb. 01.02.1944"),
    (BIRTH, "case", "de", "geboren im März 1951"),
    (BIRTH, "case", "en", "born in 1951"),
    (NUMBER, "case", "en", "hospital no 00471234"),
    (NAME, "case", "fr", "Mme. Martin"),
    (BIRTH, "case", "fr", "né en 1951"),
    (NAME, "case", "es", "Don Manuel"),
    (NUMBER, "case", "es", "DNI 12345678Z"),
    (NAME, "case", "it", "sig.ra Bianchi"),
    (NUMBER, "case", "it", "Codice fiscale RSSMRA51C12H501X"),
    (NAME, "case", "tr", "Bayan Yılmaz"),
    (NUMBER, "case", "ar", "هوية 1012345678"),
    (NUMBER, "case", "zh-Hans", "身份证110101195103121234"),
    (BIRTH, "case", "en", "12-Mar-1951"),
    (BIRTH, "case", "en", "12/03/51"),
    (NAME, "case", "pt", "Sra. Costa"),
    (NAME, "case", "de", "Hr. Maier"),
    (NAME, "number", "en", "jsmith"),
    (NAME, "number", "en", "J. Smith"),
    (BIRTH, "number", "en", "JS1951"),
    (NUMBER, "number", "en", "0412345"),
    (NAME, "number", "de", "Müller-Lüdenscheidt"),
    (NUMBER, "facility", "en", "MRN: 0047-11"),
    (NAME, "case", "en", "Mr Tan, 68, withdrew"),
    (BIRTH, "case", "en", "date of birth: 4 July 1949"),
    (BIRTH, "case", "en", "(DOB 04.07.49)"),
    (NUMBER, "case", "en", "patient ID 0098123"),
    (BIRTH, "case", "en", "seen 4/7/1949"),
    (NAME, "case", "de", "Frau Schäfer konnte nicht unterschreiben"),
    (BIRTH, "case", "de", "geb.: 04.07.1949"),
    (NUMBER, "case", "de", "Aufnahmenummer 20261234567"),
    (BIRTH, "case", "fr", "Monsieur Bernard, né le 04/07/1949"),
    (BIRTH, "case", "es", "Fecha de nacimiento 4-7-1949"),
    (NAME, "case", "it", "Sig. Conti"),
    (NUMBER, "case", "tr", "hasta no: 445566"),
    (NAME, "case", "ar", "السيد خالد"),
    (NUMBER, "case", "ar", "رقم الهوية 1098765432"),
    (BIRTH, "case", "zh-Hans", "李女士，1949年7月4日出生"),
    (NUMBER, "case", "zh-Hans", "门诊号 445566"),
    (NAME, "number", "en", "Tan Wei Ming"),
    (NUMBER, "number", "en", "20-445566"),
    (NUMBER, "number", "en", "04071949"),
    (NUMBER, "number", "en", "RT490704"),
    (NAME, "facility", "en", "the record of Mr Tan (see appendix)"),
    (NAME, "facility", "en", "patient Mrs Ong"),
    (NAME, "number", "de", "Hr. Maier"),
    (NAME, "number", "zh-Hans", "李娜"),
]

# What no rule is fine enough for: alarms where nothing is, and what goes unseen.
MISTAKEN: list[tuple[Place, str, str]] = [
    ("number", "en", "caseone"),
    ("number", "en", "first"),
    ("facility", "en", "The department was accredited by the national society on 3 June 1964 and again in 2019."),
    ("facility", "en", "Case discussion minutes 2025: Dr Lee presented 4 cases, Ms Ward took the minutes."),
    ("facility", "en", "The Patient Advocate, Mrs Hill, attends the meetings."),
]
OVERLOOKED: list[tuple[Place, str, str]] = [
    ("case", "en", "Pt. Johnson, 74 y, refused"),
    ("case", "en", "age 74, John Smith"),
    ("case", "de", "Fr. Huber"),
    ("facility", "en", "Mr. & Mrs. Jones"),
    ("number", "en", "TAN"),
]


@pytest.mark.parametrize(("place", "language", "text"), CLEAN, ids=range(len(CLEAN)))
def test_nothing_where_nothing_is(place: Place, language: str, text: str) -> None:
    """What facilities write about their work, with dates, numbers and names of staff, raises no alarm."""
    assert signs(text, place, language, YEAR) == []


@pytest.mark.parametrize(("code", "place", "language", "text"), PLANTED, ids=range(len(PLANTED)))
def test_what_was_planted(code: str, place: Place, language: str, text: str) -> None:
    """A name with a title, a date of birth and a record number are found in each language whose words are known."""
    assert code in [sign.code for sign in signs(text, place, language, YEAR)]


def test_how_often_it_is_right() -> None:
    """Of all texts, those in which it is known to err included, few raise a false alarm, and few go unseen."""
    clean = [*CLEAN, *MISTAKEN]
    false = [text for place, language, text in clean if signs(text, place, language, YEAR)]
    assert len(false) / len(clean) < 0.05
    planted = [*(each[1:] for each in PLANTED), *OVERLOOKED]
    found = [text for place, language, text in planted if signs(text, place, language, YEAR)]
    assert len(found) / len(planted) > 0.9


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh-Hans"])
def test_the_edition_itself(language: str) -> None:
    """Of the sentences of the edition itself, which speak of patients, records and dates of birth, none is suspect."""
    shown: set[str] = set()

    def note(_message: Message, text: Text) -> Text:
        shown.add(text.shown)
        return text

    walk(speakers()[language].manual, note)
    assert len(shown) > 500
    assert [(text, found) for text in shown if (found := signs(text, "facility", language, YEAR))] == []


def test_what_is_found_is_hidden() -> None:
    """A report that is handed on does not repeat what it warns of: but for first letters, it is hidden."""
    found = signs("Mrs Smith, born 12.03.1951, MRN 4711234", "case", "en", YEAR)
    assert {sign.found for sign in found} == {"M•• S••••", "b••• ••.••.••••", "M•• •••••••"}
