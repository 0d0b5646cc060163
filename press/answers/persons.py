"""Words by which a text gives a person away, as data: titles, what stands before a birth date or a record number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def either(words: Iterable[str]) -> str:
    """Return an expression for one of some words, the longest first."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(set(words), key=lambda word: -len(word)))


class PersonWords(NamedTuple):
    """What a language says of persons.

    `titles` stand before a name; `vague` ones are common words of other languages, and count only in a form of their
    own language; `after` stands behind a name. `born` and `records` stand before a date of birth or a patient's number;
    `patients` are the beginnings of words beside which a name is a patient's, `roles` those of words beside which it is
    that of one of the staff. `one` is said of one patient, with a name behind it; where a script has no capitals, such
    a name is one of the `given` names, or begins with one of the signs of `surnames`.
    """

    titles: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    born: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
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
            "mrn, patient id, patient no, patient number, medical record no, medical record number, record no, "
            "record number, hospital number, nhs no, nhs number, insurance no, insurance number, chart number"
        ),
        patients=_listed("patient, record, case, chart, file of"),
        roles=_listed(
            "nurse, director, manag, lead, head of, chair, officer, coordinator, secretar, radiolog, radiograph, "
            "technolog, technician, physicist, surgeon, physician, consultant, registrar, oncolog, anaesthe, "
            "anesthe, pharmac, advocate, representative, audit, inspector, contact, extension, telephone, phone, "
            "tel, staff, responsib, minutes, rota, roster, train, team, quality, supervis, deputy, member, appoint, "
            "employ, colleague, department, title, keep, kept by, present, teach, taught, approved, signed off, "
            "instruct, wrote, cv of"
        ),
        one=_listed("patient, pt, pt."),
    ),
    "de": PersonWords(
        titles=_listed("Frau, Herr, Herrn, Hr, Fräulein"),
        born=_listed("geb., geb. am, geboren, geboren am, geboren im, geb. im, geburtsdatum, geburtstag"),
        records=_listed(
            "patientennummer, patientennr, patienten-id, patientenakte, krankenakte, pat.-nr, pat-nr, pid, "
            "aktennummer, akte nr, akten-nr, versichertennummer, versicherungsnummer, krankenkassennummer, "
            "sozialversicherungsnummer"
        ),
        patients=_listed("patient, pat., akte, fall, befund"),
        roles=_listed(
            "leit, schwester, pfleg, arzt, ärzt, oberarzt, oberärzt, chef, direkt, beauftragt, ansprech, kontakt, "
            "durchwahl, telefon, protokoll, vertret, verantwort, zuständig, qm, qualität, mitarbeit, sekretär, "
            "sekretariat, physik, dienst, schul, verwalt, strahlenschutz, koordin, führt, prüft, freigegeben, "
            "genehmig, unterwies"
        ),
        one=_listed("patient, patientin, patienten, pat."),
    ),
    "fr": PersonWords(
        titles=_listed("Mme, Mlle, Madame, Monsieur, Mademoiselle"),
        vague=_listed("M"),
        born=_listed("né le, née le, né(e) le, né en, née en, date de naissance"),
        records=_listed(
            "numéro de dossier, n° de dossier, numéro patient, n° patient, ipp, nip, numéro de sécurité sociale"
        ),
        patients=_listed("patient, dossier"),
        roles=_listed("respons, infirm, médecin, direct, chef, cadre, qualité, coordin, secrét, radiolog, téléphone"),
        one=_listed("patiente"),
    ),
    "es": PersonWords(
        titles=_listed("Sra, Srta, Señor, Señora, Señorita"),
        vague=_listed("Sr, Don, Doña"),
        born=_listed("nacido el, nacida el, nacido en, nacida en, fecha de nacimiento, f. nac."),
        records=_listed("historia clínica, número de historia, n.º de historia, nhc, dni, número de paciente"),
        patients=_listed("paciente, historia clínica, expediente"),
        roles=_listed("respons, enfermer, médic, direct, jefe, jefa, calidad, coordin, secretar, radiólog, teléfono"),
        one=_listed("paciente"),
    ),
    "it": PersonWords(
        titles=_listed("Sig, Sig.ra, Sig.na, sig, sig.ra, sig.na, Signor, Signora, Signorina"),
        born=_listed("nato il, nata il, nato nel, nata nel, data di nascita"),
        records=_listed("cartella clinica, numero di cartella, n. cartella, numero paziente, codice fiscale"),
        patients=_listed("pazient, cartella"),
        roles=_listed("respons, infermier, medic, dirett, primari, qualità, coordin, segretar, radiolog, telefono"),
        one=_listed("paziente"),
    ),
    "pt": PersonWords(
        titles=_listed("Senhor, Senhora"),
        vague=_listed("Sr, Sra, Dona"),
        born=_listed("nascido em, nascida em, nascido a, nascida a, data de nascimento"),
        records=_listed("número de processo, n.º de processo, número do processo, número de utente, prontuário"),
        patients=_listed("paciente, doente, utente, processo clínico"),
        roles=_listed("respons, enfermeir, médic, diret, chefe, qualidade, coorden, secretár, radiolog, telefone"),
        one=_listed("doente, utente"),
    ),
    "tr": PersonWords(
        titles=_listed("Bayan"),
        vague=_listed("Bay"),
        after=_listed("Bey, Hanım"),
        born=_listed("doğum tarihi, d. tarihi, doğumlu"),
        records=_listed("dosya no, dosya numarası, protokol no, hasta no, tc kimlik no, t.c. kimlik no, tckn"),
        patients=_listed("hasta, dosya"),
        roles=_listed("sorumlu, hemşire, müdür, başhekim, hekim, kalite, koordinat, sekreter, radyolog, telefon"),
        one=_listed("hasta"),
    ),
    "ar": PersonWords(
        titles=_listed("السيد, السيدة, الآنسة, المرحوم, المرحومة"),
        born=_listed("تاريخ الميلاد, تاريخ ميلاده, تاريخ ميلادها, مواليد, المولود في, المولودة في, ولد في, ولدت في"),
        records=_listed(
            "رقم الملف, رقم ملف, ملف رقم, رقم الملف الطبي, رقم المريض, رقم المريضة, رقم الهوية, رقم السجل الطبي"
        ),
        patients=_listed("مريض, المريض, ملف, حالة, الحالة"),
        roles=_listed(
            "مدير, المدير, رئيس, الرئيس, ممرض, الممرض, طبيب, الطبيب, مسؤول, المسؤول, منسق, المنسق, قسم, فريق, هاتف, "
            "الجودة, سكرتير, أخصائي, استشاري, فني, عضو"
        ),
        one=_listed("المريض, المريضة, للمريض, للمريضة, مريض اسمه, مريضة اسمها, المريض اسمه, المريضة اسمها"),
        given=_listed(
            "أحمد, احمد, محمد, محمود, علي, حسين, حسن, عمر, عثمان, خالد, يوسف, إبراهيم, ابراهيم, إسماعيل, مصطفى, "
            "عبد, عبدالله, عبدالرحمن, ياسر, طارق, سامي, فيصل, سعود, سلمان, سليمان, داود, موسى, عيسى, يحيى, زكريا, "
            "حمزة, بلال, أنس, وليد, هشام, كمال, جمال, فاروق, رامي, زياد, فهد, ناصر, منصور, فاطمة, مريم, عائشة, "
            "خديجة, زينب, سارة, ليلى, هدى, منى, سلمى, آمنة, أمينة, رقية, نورة, لطيفة, سميرة, نادية, هند, ريم, "
            "رانيا, دينا, ياسمين, زهراء, سعاد, فوزية, نجلاء"
        ),
    ),
    "zh": PersonWords(
        after=_listed("先生, 女士, 小姐, 太太"),
        born=_listed("出生日期, 出生于, 生于, 出生"),
        records=_listed("病历号, 病历编号, 病案号, 住院号, 门诊号, 患者编号, 身份证号, 身份证"),
        surnames=_CHINESE,
        patients=_listed("患者, 病人, 病历, 病例"),
        roles=_listed("主任, 护士, 医生, 医师, 技师, 联系人, 电话, 负责, 主持, 科长, 院长, 质控, 培训"),
        one=_listed("患者, 病人"),
    ),
    "ja": PersonWords(
        born=_listed("生年月日, 誕生日"),
        records=_listed("カルテ番号, 患者番号, 患者ID, 診察券番号"),
        patients=_listed("患者, カルテ, 症例"),
    ),
}
# After a date of birth.
BORN_BEFORE = _listed("doğumlu, 出生")
# What follows the word "patient" and is no name.
NOT_NAMES = frozenset(
    _listed(
        "access, admission, admissions, advice, advisory, advocacy, advocate, advocates, after, allergy, and, area, "
        "association, barthel, before, blood, board, booklet, booking, briefing, brochure, call, care, carer, case, "
        "centre, center, centred, centered, chair, charter, chart, check, checklist, child, clinic, committee, "
        "communication, complaint, complaints, consent, contact, control, controlled, coordinator, council, data, "
        "day, department, desk, diary, discharge, dose, education, empowerment, engagement, experience, exposure, "
        "family, feedback, file, files, flow, flyer, focus, follow, folder, form, forms, forum, grade, group, guide, "
        "handbook, handout, handover, health, history, hospital, hotel, identification, identity, index, "
        "information, informed, inquiry, instruction, instructions, intake, interview, involvement, journey, "
        "karnofsky, label, leaflet, liaison, list, log, lounge, management, manager, material, materials, measure, "
        "measures, meeting, message, monitor, monitoring, name, navigator, number, nurse, office, officer, "
        "ombudsman, organisation, organization, outcome, outcomes, panel, pathway, payment, performance, plan, "
        "platform, policy, portal, positioning, position, preference, preferences, preparation, privacy, procedure, "
        "procedures, process, profile, programme, program, protection, protocol, questionnaire, radiation, record, "
        "records, referral, register, registration, registry, relations, relative, reminder, report, reported, "
        "reports, representative, representatives, request, review, rights, risk, room, round, safety, satisfaction, "
        "scale, schedule, scheduling, score, scores, selection, service, services, sheet, society, staff, stage, "
        "standard, status, stay, story, summary, support, survey, surveys, system, table, team, test, therapy, "
        "tracking, training, transfer, transport, treatment, trial, trust, unit, university, verification, visit, "
        "waiting, ward, warming, welcome, wristband, akte, akten, anamnese, angehörige, anwalt, armband, arzt, "
        "aufruf, bett, beirat, blut, bogen, brief, buch, checkliste, daten, dosis, ein, etikett, fall, formular, "
        "fragebogen, gespräch, gut, haus, heft, identität, info, infos, interesse, karte, kartei, klinik, kontakt, "
        "kurve, lagerung, liste, mappe, merkblatt, monitor, name, namen, netzwerk, nummer, pass, pflege, plan, "
        "portal, protokoll, recht, rechte, ruf, schule, schutz, sicherheit, station, studie, tagebuch, therapie, "
        "transport, und, unterlagen, verein, vertreter, weg, wege, wohl, wunsch, zentrum, zimmer, mit, ohne, nach, "
        "vor, bei, wegen, raucher, diabetiker, leberzirrhose, metastase, metastasen, tumor, accueil, consentement, "
        "dossier, droits, expérience, fiche, livret, parcours, partenaire, santé, sécurité, sortie, consentimiento, "
        "derechos, hoja, seguridad, atención, guía, cartella, consenso, scheda, sicurezza, segurança, consentimento, "
        "onam, formu, güvenliği, hakları, memnuniyeti, bilgilendirme, "
        # Firms and guidelines, which stand behind "per patient", too.
        "siemens, philips, canon, braun, boston, terumo, medtronic"
    )
)
ENDINGS = _listed(
    "tion, tions, sion, ment, ments, ness, ship, ity, ies, ance, ence, ology, ung, ungen, heit, heiten, keit, "
    "keiten, schaft, schaften, tionen, tät, itis, karzinom, adenom, logie, tomie, skopie, graphie, grafie, therapie, "
    "pathie, bogen, blatt, akte, daten, liste, schutz, nummer, mappe, gespräch, plan, protokoll, zirrhose, "
    "metastase, metastasen, zentriert, bezogen, wesen, dokument, formular, broschüre, beirat, vertreter, vertretung, "
    "management, qualität, fragebogen"
)
# What follows the word "patient" in Chinese and begins with the sign of a surname.
NO_SURNAMES = _listed(
    "高血压, 高龄, 高危, 高热, 高度, 黄疸, 黄染, 白细, 白蛋, 白血, 方面, 方案, 方法, 金额, 金属, 余下, 余量, "
    "毛发, 叶酸, 史料, 程序, 程度, 石膏, 万一, 严重, 严格, 张口, 张力, 张开, 陈述, 陈旧, 苏醒, 周围, 周期, 周边, "
    "何时, 何种, 许可, 许多, 谢绝, 顾虑, 顾客, 马上, 曾经, 曾有, 曾行, 曾用, 任何, 付费, 付款, 江湖, 雷帕, 段落, "
    "熊去, 贺词, 莫名, 汤药, 钱款, 唐氏, 田径, 董事, 沈降, 龙胆, 武装, 范围, 丁酸, 肖像, 宋体, 林可, 罗库, 罗哌, "
    "胡须, 徐缓, 吴茱, 孙子, 孙女, 李氏, 王牌, 赵氏, 杨氏, 戴上, 戴好, 戴着, 戴有, 戴腕, 孟鲁, 秦艽, 姜黄, 蔡氏, "
    "杜绝, 杜冷, 陶瓷, 邵氏, 郭氏, 潘生"
)
# A title of somebody who treats patients, not of one: "Frau Dr. Weber".
STAFF = frozenset(
    _listed(
        "dr, drs, prof, professor, professorin, doktor, docteur, doctor, doctora, dott, dottoressa, doutor, "
        "doutora, oberarzt, oberärztin, chefarzt, chefärztin, primar, primarius, director, directora, direktor, "
        "direktorin, الدكتور, الدكتورة, الأستاذ, الأستاذة, المدير, المديرة, الطبيب, الطبيبة, د"
    )
)
# What a long number in a text about a facility is, where it is none of a patient.
THINGS = frozenset(
    _listed(
        "serial, s/n, sn, training, maintenance, audit, incident, service, quality, iso, iec, din, seriennummer, "
        "seriennr, geräte, gerätenummer, licence, license, lizenz, approbation, registration, registered, "
        "registrierung, lanr, bsnr, gmc, call, phone, telephone, tel, telefon, fax, mobile, isbn, issn, doi, udi, "
        "ref, lot, batch, charge, chargen, version, order, certificate, zertifikat, accreditation, personnel, "
        "asset, contract, vertrag, inventory, inventarnummer, inventar, gtin, ean, device, document, série, "
        "inventaire, marché, téléphone, serie, inventario, contrato, licencia, teléfono, matricola, lotto, licenza, "
        "seri, lisans, belge, sicil, التسلسلي, الترخيص, ترخيص, هاتف, الهاتف, فاكس, الجهاز, شهادة, 序列号, 编号, 电话, "
        "许可证号, 执业证书, 设备, 型号, 合同号"
    )
)
# Words that a facility's own number of a case may hold.
NUMBERING = frozenset(
    _listed(
        "case, cases, no, nr, num, number, nummer, fall, fallnummer, cas, caso, casos, numéro, número, numero, "
        "vaka, olgu, record, icr, io, id, ref, local, lokal, pat, patient, study, sample, file, row, test, bis, "
        "ter, حالة, الحالة, رقم, 病例, 案例, 例, 编号, 号, 症例, 番号"
    )
)
