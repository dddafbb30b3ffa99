import io

import pytest
from linkedin_file import POSITIONS, linkedin_file

from api.contacts.formats.detect import FileFormat, read_rows
from api.contacts.formats.rows import ImportedRow
from api.contacts.guesses import FUNCTIONS, SENIORITIES, Guess, TitleGuess, guess_from_title
from api.contacts.names import words_of
from api.contacts.titles import FUNCTION_WORDS, SENIORITY_WORDS

TITLES = """
Data Analyst | data | professional
Senior Data Scientist | data | senior
Junior Data Analyst | data | junior
Lead Data Engineer | data | lead
Head of Analytics | data | director
Head of Analytics, EMEA | data | director
Data lead | data | lead
Chief Data Officer | data | executive
Clinical informatics manager | data | manager
Clinical informatics analyst | data | professional
Nurse informatician | data | professional
Data manager | data | manager
Data steward | data | professional
Reporting analyst | data | professional
BI developer | data | professional
Marketing Data Analyst | data | professional
People analytics | data | -
Machine Learning Engineer | data | professional
Datenanalystin (m/w/d) | data | professional
Analista de datos | data | professional
Analyst | - | professional
Analyst, former physio | - | professional
Software Engineer | software | professional
Software Engineer III | software | senior
Senior Software Engineer at Openward | software | senior
Staff Software Engineer | software | lead
Principal Engineer | engineering | lead
Full-Stack Developer | software | professional
Engineering Manager | software | manager
CTO | software | executive
Chief Technology Officer & Co-Founder | software | owner
Softwareentwickler | software | professional
Frontend-Entwicklerin | software | professional
Développeuse web | software | professional
Desarrollador de software | software | professional
Working student software development | software | student
IT Consultant | it | professional
IT Project Manager | it | professional
Systems Administrator | it | professional
Cloud Architect | it | professional
Chief information officer | it | executive
Cyber Security Specialist | it | professional
Informatiker | it | -
Mechanical Engineer | engineering | professional
Graduate Civil Engineer | engineering | junior
Maintenance Technician | engineering | professional
Ingénieur | engineering | professional
Ingeniera mecánica | engineering | professional
Maschinenbauingenieur | engineering | professional
UX Designer | design | professional
Senior Product Designer | design | senior
UX Researcher | design | professional
Art Director | design | director
Freelance Graphic Designer | design | professional
Kommunikationsdesignerin | design | -
Product Manager | product | professional
Senior Product Manager | product | senior
Group Product Manager | product | lead
Product Owner | product | professional
VP of Product | product | director
Chef de produit | product | professional
Software Product Manager | product | professional
Project Manager | project | professional
Programme manager | project | professional
Delivery manager | project | professional
Scrum Master | project | lead
Projektleiterin | project | professional
Chef de projet junior | project | junior
Jefa de proyecto | project | professional
Marketing Project Manager | project | professional
Research Assistant | research | junior
Postdoc | research | professional
PhD Student in Epidemiology | research | student
Doktorandin | research | student
Epidemiologist | research | professional
Principal Investigator | research | lead
Clinical Research Associate | research | professional
Wissenschaftlicher Mitarbeiter | research | professional
Chercheuse en biologie | research | -
Lecturer in health data | education | professional
Lecturer | education | professional
Assistant Professor of History | education | professional
Associate Professor | education | senior
Professor of Economics | education | senior
Primary School Teacher | education | professional
Teaching Assistant | education | junior
Friend, teacher | education | professional
Grundschullehrerin | education | -
Headteacher | education | director
Student Adviser | education | -
Staff Nurse | health | professional
Ward Nurse | health | professional
Ward manager | health | manager
Charge Nurse | health | lead
Student Nurse | health | student
Physiotherapist | health | professional
Consultant Cardiologist | health | senior
Public-health registrar | health | professional
Krankenschwester | health | professional
Oberärztin Innere Medizin | health | senior
Étudiante en médecine | health | student
Enfermera | health | professional
Medical Director | health | director
Chief Nursing Officer | health | executive
Financial Analyst | finance | professional
Accountant | finance | professional
Senior Auditor | finance | senior
Auditor | finance | professional
CFO | finance | executive
Finance Business Partner | finance | professional
Head of Tax | finance | director
Buchhalterin | finance | professional
Responsable comptable | finance | manager
Investment Banking Summer Intern | finance | student
Solicitor | legal | professional
General Counsel | legal | -
Partner, Corporate Law | legal | executive
Rechtsanwältin | legal | professional
Data Protection Officer | legal | professional
Avocate | legal | professional
HR Business Partner | people | professional
HR Manager | people | manager
Recruiter | people | professional
Talent Acquisition Specialist | people | professional
Chief People Officer | people | executive
Responsable RH | people | manager
HR Assistant | people | professional
Head of People & Culture | people | director
Marketing Manager | marketing | manager
Marketing Executive | marketing | professional
Brand Manager | marketing | professional
Product Marketing Manager | marketing | professional
SEO Specialist | marketing | professional
CMO | marketing | executive
Lead Generation Specialist | - | professional
Communications Officer | communications | professional
Journalist | communications | professional
Social Media Manager | communications | professional
Medical Writer | communications | professional
Redakteurin | communications | professional
Head of Public Relations | communications | director
Account Executive | sales | professional
Senior Account Manager | sales | senior
Sales Director | sales | director
VP Sales | sales | director
Sales Engineer | sales | professional
Vertriebsleiter | sales | manager
Verkäuferin | sales | professional
Retail Supervisor | sales | lead
Ejecutiva de ventas | sales | -
Customer Success Manager | support | professional
Customer Service Team Leader | support | lead
Call Centre Agent | support | -
Kundenberater | consulting | professional
Operations Manager | operations | manager
Supply Chain Analyst | operations | professional
COO | operations | executive
Quality analyst | operations | professional
Logistics Coordinator | operations | professional
Chef | operations | professional
Consultant | consulting | professional
Senior Management Consultant | consulting | senior
Associate Consultant | consulting | junior
Business Analyst | consulting | professional
Unternehmensberater | consulting | professional
Office Manager | administration | professional
Executive Assistant to the CEO | administration | professional
Administrative Assistant | administration | professional
Sachbearbeiterin | administration | professional
Policy Adviser | policy | professional
Standards officer | policy | professional
Urban Planner | policy | professional
Social Worker | social | professional
Fundraising Manager | social | manager
Youth Worker | social | -
Case Manager | social | professional
Founder | - | owner
Founder & CEO | - | owner
Owner, Bright Bakery | - | owner
Geschäftsführer | - | executive
Managing Director | - | executive
Director | - | director
Non-Executive Director | - | executive
Board Member & Trustee | - | executive
Senior Vice President, Sales | sales | executive
Chief of Staff | - | director
Team Lead | - | lead
Manager | - | manager
Abteilungsleiter Logistik | operations | manager
Directrice marketing | marketing | director
Directora de Recursos Humanos | people | director
Praktikant | - | student
Werkstudentin Marketing | marketing | student
Auszubildender | - | student
Stagiaire en communication | communications | student
Student at Pennine University | - | student
Director of Student Services | - | director
Apprentice Electrician | engineering | student
Assistentin der Geschäftsführung | administration | -
Assistant to the Managing Director | administration | professional
Graduate Trainee | - | junior
Former Head of Sales, now Consultant | consulting | professional
Ex-CEO | - | -
Retired | - | -
Looking for new opportunities | - | -
Ninja | - | -
Beekeeper | - | -
"""
CASES = [tuple(cell.strip() for cell in line.split("|")) for line in TITLES.strip().split("\n")]


@pytest.mark.parametrize(("title", "function", "seniority"), CASES)
def test_a_title_is_guessed(title: str, function: str, seniority: str) -> None:
    guess = guess_from_title(title)
    assert (guess.function.value if guess.function else "-") == function
    assert (guess.seniority.value if guess.seniority else "-") == seniority
    for part in (guess.function, guess.seniority):
        for words in part.words if part else ():
            assert words in " ".join(words_of(title))


def test_the_table_is_wide_enough() -> None:
    assert len(CASES) >= 150
    assert len({case[0] for case in CASES}) == len(CASES)
    assert {case[1] for case in CASES} - {"-"} == set(FUNCTIONS)
    assert {case[2] for case in CASES} - {"-"} == set(SENIORITIES)


def test_the_words_of_a_guess_are_those_that_led_to_it() -> None:
    assert guess_from_title("Senior Data Analyst, Lead for Standards") == TitleGuess(
        Guess("data", ("data analyst",)), Guess("lead", ("lead",))
    )
    assert guess_from_title("Founder & Owner").seniority == Guess("owner", ("founder", "owner"))


@pytest.mark.parametrize("title", ["", "   ", "|", "🌱", "x" * 10_000, "of of of", "- , ;"])
def test_what_says_nothing_stays_unknown(title: str) -> None:
    assert guess_from_title(title) == TitleGuess(None, None)


@pytest.mark.parametrize("table", [FUNCTION_WORDS, SENIORITY_WORDS])
def test_every_phrase_stands_once_and_as_titles_are_compared(table: dict[str, str]) -> None:
    phrases = [phrase for text in table.values() for phrase in text.split("|")]
    assert len(phrases) == len(set(phrases))
    for phrase in phrases:
        assert " ".join(words_of(phrase)) == phrase.removeprefix("*")
        assert len(phrase.split()) <= 4


def test_the_positions_of_the_made_file_are_mostly_known() -> None:
    source = io.BytesIO(linkedin_file(200).content)
    rows = list(read_rows(source, FileFormat.linkedin_csv))
    roles = {row.role for row in rows if isinstance(row, ImportedRow)}
    assert roles == set(POSITIONS)
    unknown = {role for role in roles if not guess_from_title(role).function}
    assert unknown == {"", "Founder & CEO"}
