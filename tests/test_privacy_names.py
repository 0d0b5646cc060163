"""A patient's name is found behind a word for a patient, in each free text; what else follows that word is none."""

from __future__ import annotations

import pytest

from press.answers.privacy import NAME, NUMBER, Place, signs

YEAR = 2026
NAMED = [
    ("en", "Patient Anna Müller"),
    ("en", "the patient Ahmed Ali withdrew his consent"),
    ("en", "Stage missing for patient John Smith, seen in May"),
    ("en", "Patient: Mary O’Neill"),
    ("en", "patient named Maria de la Cruz"),
    ("en", "Pt. John Smith refused"),
    ("en", "Patient J. Smith did not sign"),
    ("en", "patient Jan van Dijk"),
    ("en", "patient Anne-Marie Dupont-Leroy"),
    ("de", "Patient Hans Maier kam nicht"),
    ("de", "Patientin Anna Müller"),
    ("de", "Die Patientin Sophie Charlotte Weiß wurde aufgeklärt"),
    ("de", "beim Patienten Karl Öllinger fehlt das Stadium"),
    ("de", "Pat. Hans Maier"),
    ("de", "Patientin A. Müller"),
    ("de", "Patient namens Josef Huber"),
    ("ar", "المريض أحمد علي لم يوقع"),
    ("ar", "المريض محمد أحمد"),
    ("ar", "المريضة فاطمة حسن"),
    ("ar", "ملف المريض: خالد يوسف"),
    ("zh-Hans", "患者 张伟"),
    ("zh-Hans", "患者张三"),
    ("zh-Hans", "患者李娜未签署同意书"),
    ("zh-Hans", "病人：高明"),
    ("zh-Hans", "患者王小明，2026年2月"),
    ("fr", "La patiente Jeanne Dupont n'a pas signé."),
    ("es", "La paciente María García no firmó."),
    ("it", "Il paziente Mario Rossi"),
    ("pt", "O doente João Silva"),
    ("tr", "Hasta Ayşe Yılmaz onam vermedi."),
]
UNNAMED = [
    ("en", "Patient Safety Officer appointed; Patient Information Leaflet version 3."),
    ("en", "patient information leaflet, page 4"),
    ("en", "Patient Reported Outcome Measures (PROMs) since 2025"),
    ("en", "Patient Consent Form and Patient Education Materials"),
    ("en", "Patient Advocate and Patient Advisory Council meet quarterly."),
    ("en", "see the Patient Identification Policy, QM 4.2"),
    ("en", "patient Child-Pugh A, ECOG 1"),
    ("en", "Patient ID Wristband"),
    ("en", "The patient Dr. Weber discussed with the tumour board"),
    ("en", "Each patient Prof. John Miller treats is listed"),
    ("en", "Cost per patient Siemens Artis: see budget"),
    ("en", "For each patient\nQuality Manual, Chapter 3"),
    ("en", "Patient Karnofsky Performance Status"),
    ("en", "the patient. John Miller leads the service and is its medical director."),
    ("de", "Patient Aufklärung Bogen, Version 3"),
    ("de", "Patienten Information und Patient Aufklärungsbogen Leber"),
    ("de", "Patient Identifikation Armband"),
    ("de", "Patient Leberzirrhose Child B"),
    ("de", "Patient HCC BCLC B, Aufklärung fehlt"),
    ("de", "Pat. Zufriedenheit Befragung 2025"),
    ("de", "Patienten Sicherheit Beauftragte im Haus"),
    ("de", "jeder Patient Aufklärungsgespräch Protokoll"),
    ("ar", "يوقع المريض على الموافقة قبل الإجراء"),
    ("ar", "سلامة المرضى وحقوق المريض في القسم"),
    ("ar", "المريض الجديد يُسجل في النظام"),
    ("ar", "يُسأل المريض عن اسمه وتاريخ ميلاده"),
    ("zh-Hans", "患者高血压，肝硬化"),
    ("zh-Hans", "患者曾行消融治疗"),
    ("zh-Hans", "患者黄疸，白细胞升高"),
    ("zh-Hans", "患者 高血压"),
    ("zh-Hans", "患者安全目标；患者方面无特殊"),
    ("zh-Hans", "患者张口困难；患者周围组织"),
    ("fr", "Dossier patient, fiche Patient Information Consentement"),
    ("es", "hasta Semana Santa; Paciente Seguridad Comité"),
]
ALIKE = [
    (NAME, "Mr J. Smith"),
    (NAME, "Mr John Smith DOB 01/02/1950"),
    (NUMBER, "Record no. 556677"),
    (NUMBER, "Medical record number: A-4711"),
]
WITHOUT = [
    "ISO 9001 certificate 20261234",
    "ISO 9001",
    "barcode 1234567890123456789",
    "Training record no. 20431 of the nursing team",
    "serial number 20394857",
]


@pytest.mark.parametrize("place", ["case", "facility"])
@pytest.mark.parametrize(("language", "text"), NAMED, ids=range(len(NAMED)))
def test_a_name_behind_the_word_patient(place: Place, language: str, text: str) -> None:
    """It is found in a case and in evidence or notes, in each language."""
    assert NAME in [sign.code for sign in signs(text, place, language, YEAR)]


@pytest.mark.parametrize("place", ["case", "facility"])
@pytest.mark.parametrize(("language", "text"), UNNAMED, ids=range(len(UNNAMED)))
def test_what_else_is_said_of_patients(place: Place, language: str, text: str) -> None:
    """Documents, offices, findings and nouns of German are no names."""
    assert signs(text, place, language, YEAR) == []


@pytest.mark.parametrize("place", ["case", "facility"])
@pytest.mark.parametrize(("code", "text"), ALIKE)
def test_free_texts_are_searched_alike(place: Place, code: str, text: str) -> None:
    """A titled name and a record number are found in notes and evidence as in a case."""
    assert code in [sign.code for sign in signs(text, place, "en", YEAR)]


@pytest.mark.parametrize("place", ["case", "facility"])
@pytest.mark.parametrize("text", WITHOUT)
def test_numbers_of_things(place: Place, text: str) -> None:
    """A certificate's or a device's number, or one too long for a record, is none of a patient, in a case as well."""
    assert signs(text, place, "en", YEAR) == []


@pytest.mark.parametrize("number", ["K-anna", "K-clara", "IO-leber", "R_b"])
def test_a_number_that_a_facility_chose(number: str) -> None:
    """Letters and a word with a hyphen between them are a number of the facility's own, and no name."""
    assert signs(number, "number", "en", YEAR) == []
