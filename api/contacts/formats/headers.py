"""Names of columns that people and programs use, in several languages, and what they hold."""

import re
from collections.abc import Sequence
from typing import Final, Literal, get_args

from api.contacts.names import words_of

Field = Literal[
    "first_name",
    "last_name",
    "full_name",
    "email",
    "phone",
    "url",
    "role",
    "employer",
    "connected_on",
    "country",
    "tags",
    "notes",
]
"""What a column can be said to hold; a column may also be left out."""
FIELDS: Final[tuple[str, ...]] = get_args(Field)

_WORDS = {
    "first_name": "first name|given name|given names|forename|firstname|vorname|vornamen|rufname|"
    "prenom|prenoms|primer nombre|primeiro nome|nome proprio|voornaam|roepnaam|fornamn|fornavn|"
    "etunimi|imie|jmeno|nombre de pila",
    "last_name": "last name|family name|surname|lastname|nachname|familienname|zuname|"
    "nom de famille|apellido|apellidos|cognome|sobrenome|apelido|achternaam|familienaam|efternamn|"
    "etternavn|efternavn|sukunimi|nazwisko|prijmeni",
    "full_name": "full name|fullname|display name|contact name|contact|person|vollstandiger name|"
    "anzeigename|kontakt|kontaktname|nom complet|nom et prenom|nombre completo|"
    "nombre y apellidos|nome completo|nome e cognome|volledige naam|name surname|vor und nachname",
    "email": "email|e mail|email address|e mail address|mail|email 1|email 2|email 3|"
    "e mail 2 address|e mail 3 address|emailadresse|e mail adresse|mailadresse|adresse email|"
    "adresse e mail|adresse mail|courriel|mel|correo|correo electronico|correo e|"
    "direccion de correo|posta elettronica|indirizzo email|endereco de email|e mailadres|"
    "emailadres|epost|e post|work email|private email|business email|primary email|personal email",
    "phone": "phone|phone number|telephone|tel|mobile|mobile phone|mobile number|cell|cell phone|"
    "business phone|home phone|primary phone|work phone|phone 1|phone 2|telefon|telefonnummer|"
    "handy|handynummer|mobil|mobiltelefon|rufnummer|telefon geschaftlich|telefon privat|portable|"
    "telephone portable|numero de telephone|telefono|movil|celular|numero de telefono|cellulare|"
    "numero di telefono|telefone|telemovel|telefoon|telefoonnummer|mobiel|gsm",
    "url": "url|profile|profile url|profile link|linkedin|linkedin url|linkedin profile|website|"
    "web site|web page|webpage|homepage|link|links|web|profil|profillink|webseite|internetseite|"
    "site web|site internet|lien|perfil|sitio web|pagina web|enlace|profilo|sito web|site|xing",
    "role": "role|position|job title|jobtitle|job|title|headline|occupation|function|stelle|"
    "beruf|funktion|rolle|tatigkeit|berufsbezeichnung|jobtitel|titel|poste|fonction|profession|"
    "metier|intitule du poste|cargo|puesto|puesto de trabajo|profesion|ocupacion|ruolo|posizione|"
    "professione|qualifica|mansione|cargo atual|profissao|functie|beroep|befattning|stilling",
    "employer": "company|employer|organization|organisation|company name|current company|firm|"
    "workplace|institution|firma|unternehmen|arbeitgeber|betrieb|entreprise|societe|employeur|"
    "organisme|empresa|compania|organizacion|empleador|lugar de trabajo|azienda|societa|"
    "datore di lavoro|organizzazione|empregador|organizacao|bedrijf|werkgever|organisatie|foretag",
    "connected_on": "connected on|connected|connection date|connected at|connected since|"
    "verbunden am|verbunden seit|vernetzt am|vernetzt seit|relation le|date de connexion|"
    "connecte le|en relation depuis|fecha de conexion|conectado el|data di collegamento|"
    "collegato il|conectado em|verbonden op",
    "country": "country|country region|business country|home country|business country region|"
    "land|staat|pays|pais|paese|nazione|nation",
    "tags": "tag|tags|label|labels|group|groups|category|categories|keywords|schlagwort|"
    "schlagworte|stichworte|gruppe|gruppen|kategorie|kategorien|etiquette|etiquettes|groupe|"
    "groupes|categorie|etiqueta|etiquetas|grupo|grupos|categoria|categorias|etichette|gruppo|"
    "gruppi",
    "notes": "note|notes|comment|comments|remark|remarks|memo|notiz|notizen|bemerkung|bemerkungen|"
    "anmerkung|anmerkungen|kommentar|remarque|remarques|commentaire|commentaires|nota|notas|"
    "comentario|comentarios|observaciones|osservazioni|commenti|observacoes|opmerking|opmerkingen|"
    "notities|notitie",
}
_FIELD_OF = {words: field for field, listed in _WORDS.items() for words in listed.split("|")}

_EITHER_NAME = frozenset(["name", "nom", "nombre", "nome", "naam", "namn", "navn", "nimi"])
"""The last name beside a first-name column (Name, Nom), the first beside a last-name one
(Nombre, Nome), else the whole name."""

_HONORIFIC_BESIDE = frozenset(("title", "titel"))
"""A person's title where there is a column for the job as well (Outlook's export)."""

_SPREAD = re.compile(r"\s+(?:\d+|value|wert|valeur|valor)$")


def field_of_header(cell: str) -> str | None:
    """The field a header names by itself, or None; ``Nom`` and the like need their neighbours."""
    words = " ".join(words_of(cell))
    bare = words
    while words not in _FIELD_OF and bare != (shorter := _SPREAD.sub("", bare)):
        bare = shorter
        words = bare
    return _FIELD_OF.get(words)


def fields_of_headers(header: Sequence[str]) -> list[str | None]:
    """The field of each column as its header and its neighbours tell, None where they don't."""
    fields = [field_of_header(cell) for cell in header]
    words = [" ".join(words_of(cell)) for cell in header]
    either = [column for column, text in enumerate(words) if text in _EITHER_NAME]
    if either:
        column = either[0]
        if "first_name" in fields and "last_name" not in fields:
            fields[column] = "last_name"
        elif "last_name" in fields and "first_name" not in fields:
            fields[column] = "first_name"
        elif "first_name" not in fields:
            fields[column] = "full_name"
    if sum(field == "role" for field in fields) > 1:
        fields = [
            None if field == "role" and text in _HONORIFIC_BESIDE else field
            for field, text in zip(fields, words, strict=True)
        ]
    return fields
