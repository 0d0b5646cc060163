"""Words by which a text gives a person away, as data: titles, what stands before a birth date or a record number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


class PersonWords(NamedTuple):
    """What a language says of persons.

    `titles` stand before a name; `vague` ones are common words of other languages, and count only in a form of their
    own language; `after` stands behind a name. `born` and `records` stand before a date of birth or a patient's number;
    `patients` are the beginnings of words beside which a name is a patient's, and not that of one of the staff. Where a
    script has no capitals, `surnames` are the signs with which a name begins.
    """

    titles: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    surnames: str = ""


# The most common surnames of China, without those that are common words.
_CHINESE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤"
)
PERSONS: Mapping[str, PersonWords] = {
    "en": PersonWords(
        titles=_listed("Mr, Mrs, Ms, Miss, Mister"),
        born=_listed("born, born on, born in, dob, d.o.b., date of birth, birth date, birthdate, birthday"),
        records=_listed(
            "mrn, patient id, patient no, patient number, medical record no, medical record number, hospital number, "
            "nhs no, nhs number, insurance no, insurance number, chart number"
        ),
        patients=_listed("patient, record, case, chart, file of"),
    ),
    "de": PersonWords(
        titles=_listed("Frau, Herr, Herrn, Hr, Fräulein"),
        born=_listed("geb., geb. am, geboren, geboren am, geboren im, geb. im, geburtsdatum, geburtstag"),
        records=_listed(
            "patientennummer, patientennr, patienten-id, pat.-nr, pat-nr, pid, aktennummer, versichertennummer, "
            "versicherungsnummer, krankenkassennummer, sozialversicherungsnummer"
        ),
        patients=_listed("patient, pat., akte, fall, befund"),
    ),
    "fr": PersonWords(
        titles=_listed("Mme, Mlle, Madame, Monsieur, Mademoiselle"),
        vague=_listed("M"),
        born=_listed("né le, née le, né(e) le, né en, née en, date de naissance"),
        records=_listed(
            "numéro de dossier, n° de dossier, numéro patient, n° patient, ipp, nip, numéro de sécurité sociale"
        ),
        patients=_listed("patient, dossier"),
    ),
    "es": PersonWords(
        titles=_listed("Sra, Srta, Señor, Señora, Señorita"),
        vague=_listed("Sr, Don, Doña"),
        born=_listed("nacido el, nacida el, nacido en, nacida en, fecha de nacimiento, f. nac."),
        records=_listed("historia clínica, número de historia, n.º de historia, nhc, dni, número de paciente"),
        patients=_listed("paciente, historia clínica, expediente"),
    ),
    "it": PersonWords(
        titles=_listed("Sig, Sig.ra, Sig.na, sig, sig.ra, sig.na, Signor, Signora, Signorina"),
        born=_listed("nato il, nata il, nato nel, nata nel, data di nascita"),
        records=_listed("cartella clinica, numero di cartella, n. cartella, numero paziente, codice fiscale"),
        patients=_listed("pazient, cartella"),
    ),
    "pt": PersonWords(
        titles=_listed("Senhor, Senhora"),
        vague=_listed("Sr, Sra, Dona"),
        born=_listed("nascido em, nascida em, nascido a, nascida a, data de nascimento"),
        records=_listed("número de processo, n.º de processo, número do processo, número de utente, prontuário"),
        patients=_listed("paciente, doente, utente, processo clínico"),
    ),
    "tr": PersonWords(
        titles=_listed("Bayan"),
        vague=_listed("Bay"),
        after=_listed("Bey, Hanım"),
        born=_listed("doğum tarihi, d. tarihi, doğumlu"),
        records=_listed("dosya no, dosya numarası, protokol no, hasta no, tc kimlik no, t.c. kimlik no, tckn"),
        patients=_listed("hasta, dosya"),
    ),
    "ar": PersonWords(
        titles=_listed("السيد, السيدة, الآنسة, المرحوم, المرحومة"),
        born=_listed("تاريخ الميلاد, تاريخ ميلاده, تاريخ ميلادها, مواليد, المولود في, المولودة في, ولد في, ولدت في"),
        records=_listed("رقم الملف, رقم ملف, رقم الملف الطبي, رقم المريض, رقم المريضة, رقم الهوية, رقم السجل الطبي"),
        patients=_listed("مريض, المريض, ملف, حالة, الحالة"),
    ),
    "zh": PersonWords(
        after=_listed("先生, 女士, 小姐, 太太"),
        born=_listed("出生日期, 出生于, 生于, 出生"),
        records=_listed("病历号, 病案号, 住院号, 门诊号, 患者编号, 身份证号, 身份证"),
        surnames=_CHINESE,
        patients=_listed("患者, 病人, 病历, 病例"),
    ),
    "ja": PersonWords(
        born=_listed("生年月日, 誕生日"),
        records=_listed("カルテ番号, 患者番号, 患者ID, 診察券番号"),
        patients=_listed("患者, カルテ, 症例"),
    ),
}
# After a date of birth.
BORN_BEFORE = _listed("doğumlu, 出生")
# A title of somebody who treats patients, not of one: "Frau Dr. Weber".
STAFF = frozenset(
    _listed(
        "dr, drs, prof, professor, professorin, doktor, docteur, doctor, doctora, dott, dottoressa, doutor, doutora, "
        "oberarzt, oberärztin, chefarzt, chefärztin, primar, primarius, director, directora, direktor, direktorin, "
        "الدكتور, الدكتورة, الأستاذ, الأستاذة, المدير, المديرة, الطبيب, الطبيبة, د"
    )
)
# What a long number in a text about a facility is, where it is none of a patient.
THINGS = frozenset(
    _listed(
        "serial, s/n, sn, seriennummer, seriennr, geräte, gerätenummer, licence, license, lizenz, approbation, "
        "registration, registered, registrierung, lanr, bsnr, gmc, call, phone, telephone, tel, telefon, fax, mobile, "
        "isbn, issn, doi, udi, ref, lot, batch, charge, chargen, version, order, certificate, zertifikat, "
        "accreditation, personnel, asset, contract, vertrag, inventory, inventarnummer, inventar, gtin, ean, device, "
        "document, série, inventaire, marché, téléphone, serie, inventario, contrato, licencia, teléfono, matricola, "
        "lotto, licenza, seri, lisans, belge, sicil, التسلسلي, الترخيص, ترخيص, هاتف, الهاتف, فاكس, الجهاز, شهادة, "
        "序列号, 编号, 电话, 许可证号, 执业证书, 设备, 型号, 合同号"
    )
)
# Words that a facility's own number of a case may hold.
NUMBERING = frozenset(
    _listed(
        "case, cases, no, nr, num, number, nummer, fall, fallnummer, cas, caso, casos, numéro, número, numero, vaka, "
        "olgu, record, icr, io, id, ref, local, lokal, pat, patient, study, sample, file, row, test, bis, ter, "
        "حالة, الحالة, رقم, 病例, 案例, 例, 编号, 号, 症例, 番号"
    )
)
