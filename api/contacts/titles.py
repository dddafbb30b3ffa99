"""Words of job titles (English, some German, French, Spanish) and what they say of a job.

A phrase stands in the form `names.words_of` makes of it: casefolded, without accents. A word that
begins with ``*`` is the end of a compound (``*entwickler``: Softwareentwickler).
"""

FUNCTION_WORDS = {
    "data": "data|data analyst|data scientist|data science|data engineer|data engineering|"
    "data architect|data manager|data steward|data entry analyst|analytics|analytics engineer|"
    "business intelligence|bi|bi developer|bi analyst|machine learning|machine learning engineer|"
    "ml engineer|artificial intelligence|ai engineer|reporting analyst|insights analyst|"
    "statistician|statistics|biostatistician|informatics|informatician|insight|insights|"
    "people analytics|workforce analyst|datenanalyst|datenanalystin|daten|donnees|"
    "data et ia|datos|analista de datos|cientifico de datos|quantitative analyst",
    "software": "software|software engineer|software engineering|developer|programmer|web developer|"
    "frontend|front end|backend|back end|full stack|fullstack|devops|site reliability|sre|"
    "software architect|mobile developer|android|ios|engineering manager|qa engineer|"
    "test automation|entwickler|entwicklerin|*entwickler|*entwicklerin|softwareentwicklung|"
    "developpeur|developpeuse|desarrollador|desarrolladora|programador|programadora|"
    "programmierer|programmiererin|cto|chief technology officer|ingeniero de software",
    "it": "it|information technology|systems administrator|system administrator|sysadmin|network|"
    "network engineer|infrastructure|cybersecurity|cyber security|security engineer|"
    "information security|security analyst|cloud|cloud engineer|cloud architect|help desk|helpdesk|"
    "service desk|it support|technical support|it project manager|cio|chief information officer|"
    "ciso|solution architect|solutions architect|enterprise architect|database administrator|dba|"
    "systemadministrator|informatiker|informatikerin|informatique|informatica|erp|salesforce",
    "engineering": "engineer|engineering|mechanical engineer|electrical engineer|civil engineer|"
    "process engineer|chemical engineer|quality engineer|manufacturing|production|"
    "structural engineer|technician|mechanic|electrician|maintenance|architectural technologist|"
    "ingenieur|ingenieurin|*ingenieur|*ingenieurin|techniker|technikerin|ingeniero|ingeniera|"
    "mechatroniker|elektriker|surveyor|machinist|welder|technicien|technicienne|tecnico|tecnica",
    "design": "design|designer|ux|ui|ux designer|ux researcher|user research|user researcher|"
    "user experience|graphic designer|product designer|product design|service designer|"
    "interaction designer|art director|illustrator|architect|interior designer|gestalter|"
    "gestalterin|*designer|*designerin|graphiste|disenador|disenadora|industrial designer",
    "product": "product manager|product owner|product management|product|head of product|"
    "chief product officer|cpo|produktmanager|produktmanagerin|chef de produit|"
    "jefe de producto|jefa de producto|gerente de producto",
    "project": "project manager|project|project coordinator|project officer|project lead|programme|"
    "programme manager|program manager|programme officer|scrum master|agile coach|pmo|"
    "delivery manager|delivery lead|projektmanager|projektmanagerin|projektleiter|"
    "projektleiterin|projektleitung|chef de projet|cheffe de projet|jefe de proyecto|"
    "jefa de proyecto|jefe de proyectos|gestor de proyectos|project management",
    "research": "research|researcher|scientist|research assistant|research fellow|"
    "research associate|postdoc|postdoctoral|principal investigator|clinical research associate|"
    "r d|lab|laboratory|biologist|chemist|physicist|economist|sociologist|epidemiologist|"
    "phd candidate|phd student|doctoral candidate|doctoral student|wissenschaftlicher mitarbeiter|"
    "wissenschaftliche mitarbeiterin|forscher|forscherin|doktorand|doktorandin|chercheur|"
    "chercheuse|doctorant|doctorante|investigador|investigadora|research scientist|"
    "medical science liaison|*wissenschaftler|*wissenschaftlerin",
    "education": "teacher|teaching|teaching assistant|lecturer|professor|assistant professor|"
    "associate professor|tutor|education|educator|instructor|school|headteacher|head teacher|"
    "principal teacher|learning|curriculum|trainer|academic|dean|registrar|librarian|"
    "lehrer|lehrerin|lehrkraft|*lehrer|*lehrerin|dozent|dozentin|erzieher|erzieherin|professeur|"
    "enseignant|enseignante|formateur|formatrice|profesor|profesora|maestro|maestra|docente|"
    "instructional designer|career adviser|careers adviser|career coach|student adviser",
    "health": "nurse|nursing|doctor|physician|surgeon|gp|dentist|pharmacist|physiotherapist|physio|"
    "physical therapist|occupational therapist|therapist|psychologist|midwife|paramedic|clinical|"
    "clinician|medical|health|healthcare|care|carer|ward|radiographer|dietitian|optometrist|"
    "veterinarian|vet|public health|healthcare assistant|cardiologist|psychiatrist|"
    "speech and language therapist|medical director|nurse practitioner|public health registrar|"
    "arzt|arztin|*arzt|*arztin|krankenschwester|krankenpfleger|krankenpflegerin|pflegefachkraft|"
    "pflegefachfrau|pflege|hebamme|apotheker|apothekerin|therapeut|therapeutin|*therapeut|"
    "*therapeutin|medecin|infirmier|infirmiere|pharmacien|pharmacienne|sage femme|medico|medica|"
    "enfermero|enfermera|farmaceutico|psicologo|psicologa|medecine|medicine|medizin",
    "finance": "finance|financial|financial analyst|finance business partner|accountant|accounting|"
    "accounts|auditor|audit|controller|controlling|treasurer|treasury|tax|investment|"
    "investment analyst|banker|banking|bookkeeper|actuary|underwriter|insurance|risk|"
    "credit analyst|payroll|cfo|chief financial officer|portfolio manager|fund manager|trader|"
    "buchhalter|buchhalterin|buchhaltung|finanzen|steuerberater|steuerberaterin|wirtschaftsprufer|"
    "comptable|comptabilite|finances|financier|contable|finanzas|contador|contadora|fp a",
    "legal": "legal|lawyer|solicitor|barrister|attorney|counsel|general counsel|paralegal|"
    "compliance|compliance officer|privacy|data protection|data protection officer|judge|"
    "contracts manager|patent|law|anwalt|anwaltin|*anwalt|*anwaltin|jurist|juristin|notar|"
    "avocat|avocate|juriste|juridique|abogado|abogada|company secretary",
    "people": "hr|human resources|people|people operations|people partner|hr business partner|"
    "people business partner|talent|talent acquisition|recruiter|recruiting|recruitment|"
    "recruitment consultant|headhunter|chro|chief people officer|learning and development|"
    "learning development|diversity|employer branding|compensation|personal|personalreferent|"
    "personalreferentin|personalleiter|personalleiterin|rh|ressources humaines|recursos humanos|"
    "rrhh|hr data analyst|people and culture|organisational development",
    "marketing": "marketing|marketing manager|brand|brand manager|seo|growth|growth manager|cmo|"
    "chief marketing officer|digital marketing|product marketing|product marketing manager|"
    "performance marketing|marketing analyst|e commerce|ecommerce|campaign|crm|"
    "marketing assistant|market research|mercadotecnia|market researcher|category manager",
    "communications": "communications|communication|pr|public relations|press|journalist|editor|"
    "writer|copywriter|content|content manager|content strategist|social media|"
    "social media manager|community manager|technical writer|medical writer|translator|interpreter|"
    "media|journalism|reporter|redakteur|redakteurin|kommunikation|journaliste|redacteur|"
    "redactrice|periodista|comunicacion|traductor|traductora|ubersetzer|ubersetzerin|"
    "internal communications|public affairs|speechwriter",
    "sales": "sales|account executive|account manager|key account manager|business development|"
    "business developer|bdr|sdr|sales engineer|pre sales|presales|solutions consultant|"
    "sales representative|sales manager|sales assistant|retail|store|partnerships|vertrieb|"
    "verkauf|verkaufer|verkauferin|vertriebsleiter|vertriebsleiterin|vertriebsmitarbeiter|vente|"
    "ventes|commercial|commerciale|vendeur|vendeuse|ventas|comercial|vendedor|vendedora|"
    "real estate agent|estate agent",
    "support": "customer success|customer success manager|customer support|customer service|"
    "customer experience|customer care|support|support engineer|call centre|call center|"
    "client services|kundenservice|kundenbetreuer|kundenbetreuerin|kundendienst|service client|"
    "atencion al cliente|customer operations|guest services|receptionist",
    "operations": "operations|operations manager|supply chain|logistics|procurement|purchasing|"
    "buyer|warehouse|coo|chief operating officer|facilities|facility manager|quality|"
    "quality manager|quality analyst|quality assurance|lean|transport|driver|pilot|chef|cook|"
    "hospitality|hotel|restaurant|event|events|event manager|logistik|einkauf|einkaufer|"
    "einkauferin|logistique|achats|acheteur|operaciones|logistica|compras|production manager|"
    "production planner",
    "consulting": "consultant|consulting|management consultant|strategy|strategy consultant|"
    "strategy manager|advisory|berater|beraterin|*berater|*beraterin|unternehmensberater|conseil|"
    "consultora|consultor|business analyst|transformation|change manager|strategist",
    "administration": "administrator|administrative|administration|admin|assistant|office manager|"
    "executive assistant|personal assistant|pa|secretary|clerk|office|data entry|"
    "assistenz|assistent|assistentin|sekretar|sekretarin|sachbearbeiter|sachbearbeiterin|"
    "burokauffrau|burokaufmann|verwaltung|assistante|secretaire|administrativo|administrativa|"
    "secretaria|secretario|business support",
    "policy": "policy|policy adviser|policy advisor|policy officer|policy analyst|government|"
    "civil servant|diplomat|politician|councillor|public sector|public administration|"
    "member of parliament|standards officer|planner|urban planner|regulatory|regulatory affairs|"
    "referent|referentin|standards|politique|politica|police officer|fire officer",
    "social": "social worker|social work|charity|fundraiser|fundraising|volunteer|youth worker|"
    "community worker|case worker|case manager|counsellor|counselor|support worker|nonprofit|"
    "non profit|ngo|sustainability|pastor|sozialarbeiter|sozialarbeiterin|sozialpadagoge|"
    "sozialpadagogin|assistante sociale|travailleur social|trabajador social|trabajadora social|"
    "esg|programme coordinator|community organiser",
}
"""Function → phrases. The 22 functions are a short fixed list (DOMAIN.md section 3, Contact)."""

WEAK_FUNCTIONS = frozenset(
    ("administration", "consulting", "operations", "engineering", "research", "policy")
)
"""Functions whose single words stand in titles of others too ("IT consultant", "HR assistant")."""

SENIORITY_WORDS = {
    "owner": "owner|co owner|business owner|founder|co founder|cofounder|founding partner|"
    "self employed|selfemployed|sole trader|proprietor|entrepreneur|inhaber|inhaberin|grunder|"
    "grunderin|mitgrunder|mitgrunderin|selbststandig|selbstandig|fondateur|fondatrice|"
    "cofondateur|cofondatrice|propietario|propietaria|fundador|fundadora|cofundador|emprendedor|"
    "gerant|gerante|independant",
    "executive": "ceo|cto|cfo|coo|cio|cmo|cpo|chro|cdo|ciso|cro|cso|chief executive|"
    "chief executive officer|chief technology officer|chief financial officer|"
    "chief information officer|chief operating officer|chief marketing officer|"
    "chief product officer|chief people officer|chief data officer|chief medical officer|"
    "chief nursing officer|chief nurse|chief commercial officer|managing director|president|"
    "executive director|non executive director|board member|trustee|chair|chairman|chairwoman|"
    "chairperson|senior vice president|svp|evp|executive vice president|managing partner|partner|"
    "general director|member of the board|geschaftsfuhrer|geschaftsfuhrerin|geschaftsfuhrung|"
    "vorstand|vorstandin|vorsitzende|vorsitzender|pdg|directeur general|directrice generale|"
    "director general|directora general|presidente|consejero delegado",
    "director": "director|head of|head|vice president|vp|avp|assistant vice president|dean|"
    "associate director|senior director|deputy director|assistant director|general manager|"
    "chief of staff|headteacher|head teacher|bereichsleiter|bereichsleiterin|direktor|"
    "direktorin|directeur|directrice|directora|global head|group head|regional director",
    "manager": "manager|senior manager|leiter|leiterin|*leiter|*leiterin|abteilungsleiter|"
    "abteilungsleiterin|leitung|responsable|gerente|jefe|jefa|chef de service|ward manager|"
    "engineering manager|head nurse|matron|bursar|chief architect|encargado|encargada",
    "lead": "lead|team lead|team leader|tech lead|technical lead|leader|principal|staff engineer|"
    "staff software engineer|staff scientist|staff designer|supervisor|foreman|charge nurse|"
    "shift leader|scrum master|teamleiter|teamleiterin|gruppenleiter|gruppenleiterin|"
    "chef d equipe|cheffe d equipe|lider|coordinador jefe|group product manager|"
    "principal investigator|ward sister",
    "senior": "senior|sr|snr|experienced|professor|associate professor|iii|iv|senior product manager|"
    "senior project manager|senior programme manager|senior program manager|"
    "senior account manager|erfahren|confirme|consultant cardiologist|consultant surgeon|"
    "consultant psychiatrist|reader|fellow|oberarzt|oberarztin|senior account executive|"
    "senior business partner|senior case manager",
    "junior": "junior|jr|entry level|graduate|trainee|graduate trainee|associate consultant|"
    "associate analyst|associate engineer|associate developer|associate designer|"
    "associate product manager|research assistant|teaching assistant|debutant|debutante|"
    "volontar|volontarin|berufseinsteiger|assistenzarzt|assistenzarztin|registered trainee",
    "student": "student|students|intern|internship|apprentice|undergraduate|graduate student|"
    "phd student|phd candidate|doctoral student|doctoral candidate|pupil|school leaver|"
    "working student|werkstudent|werkstudentin|praktikant|praktikantin|auszubildende|"
    "auszubildender|azubi|studentin|studierende|doktorand|doktorandin|stagiaire|etudiant|"
    "etudiante|alternant|alternante|apprenti|apprentie|doctorant|doctorante|becario|becaria|"
    "estudiante|aprendiz|student nurse|student assistant|medizinstudent|medizinstudentin",
    "professional": "analyst|engineer|developer|nurse|staff nurse|consultant|designer|teacher|"
    "lecturer|accountant|auditor|lawyer|solicitor|scientist|researcher|specialist|officer|"
    "coordinator|advisor|adviser|administrator|assistant|representative|technician|architect|"
    "editor|journalist|writer|recruiter|physician|doctor|physiotherapist|therapist|psychologist|"
    "pharmacist|product manager|project manager|programme manager|program manager|"
    "account manager|key account manager|case manager|community manager|social media manager|"
    "office manager|customer success manager|delivery manager|content manager|brand manager|"
    "product marketing manager|category manager|event manager|growth manager|"
    "account executive|sales executive|marketing executive|executive assistant|"
    "assistant professor|business partner|product owner|process owner|hr business partner|"
    "finance business partner|people partner|data steward|statistician|epidemiologist|"
    "informatician|programmer|postdoc|research fellow|research associate|social worker|"
    "mitarbeiter|mitarbeiterin|referent|referentin|sachbearbeiter|sachbearbeiterin|berater|"
    "beraterin|*berater|*beraterin|entwickler|entwicklerin|*entwickler|*entwicklerin|ingenieur|"
    "ingenieurin|*ingenieur|*ingenieurin|lehrer|lehrerin|krankenschwester|krankenpfleger|arzt|"
    "arztin|projektleiter|projektleiterin|projektmanager|projektmanagerin|produktmanager|"
    "produktmanagerin|datenanalyst|datenanalystin|anwalt|anwaltin|rechtsanwalt|rechtsanwaltin|"
    "redakteur|redakteurin|verkaufer|verkauferin|buchhalter|buchhalterin|developpeur|developpeuse|"
    "chef de projet|cheffe de projet|chef de produit|infirmier|infirmiere|medecin|comptable|"
    "avocat|avocate|charge|chargee|enseignant|enseignante|professeur|ingeniero|ingeniera|"
    "desarrollador|desarrolladora|analista|consultor|consultora|enfermero|enfermera|medico|"
    "medica|profesor|profesora|abogado|abogada|tecnico|tecnica|jefe de proyecto|"
    "jefa de proyecto|jefe de producto|periodista|contable|recruitment consultant|registrar|"
    "freelance|freelancer|freiberufler|freiberuflich|translator|librarian|paralegal|midwife|"
    "paramedic|economist|electrician|buyer|planner|trainer|tutor|counsellor|counselor|surveyor|"
    "public health registrar|copywriter|receptionist|clerk|secretary|driver|pilot|chef",
}
"""Seniority, the one that wins first, → phrases; a longer phrase uses up its words, so that
"product owner" is no owner and "account manager" no manager."""

SAYS_NOTHING = (
    "lead generation|head hunter|assistenz der geschaftsfuhrung|"
    "assistentin der geschaftsfuhrung|assistent der geschaftsfuhrung|student adviser|student advisor|student services|student success|"
    "student support|student affairs|student recruitment|executive education|executive search|"
    "executive coach|graduate school|graduate recruitment|graduate admissions|senior living|"
    "senior care|founder relations|staff development|partner manager|partner development|"
    "director s office|president s office|office of the ceo|fellow of"
)
"""Phrases whose words say nothing of the level of the job itself."""
