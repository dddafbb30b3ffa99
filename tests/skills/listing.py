"""Files of ESCO and O*NET as they are downloaded: their columns, with rows of these tests."""

import csv
import io
from collections.abc import Iterable

ESCO_HEADER = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
]
ONET_SKILLS_HEADER = (
    "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tN\tStandard Error"
    "\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tNot Relevant\tDate\tDomain Source"
)
ONET_TOOLS_HEADER = (
    "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand"
)


def esco(rows: Iterable[tuple[str, str, str]], status: str = "released") -> bytes:
    """ESCO's skills: code, name and other words (one a line) of each."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(ESCO_HEADER)
    for code, name, words in rows:
        uri = f"http://data.europa.eu/esco/skill/{code}"
        kind = "KnowledgeSkillCompetence"
        more = (status, "2024-05-01T00:00:00Z", "", "", "http://data.europa.eu/esco/concept-scheme")
        writer.writerow(
            [
                kind,
                uri,
                "skill/competence",
                "cross-sector",
                name,
                words,
                "",
                *more,
                f"About {name}.",
            ]
        )
    return buffer.getvalue().encode()


def onet_skills(rows: Iterable[tuple[str, str]]) -> bytes:
    """O*NET's `Skills.txt`: id and name of each, for two occupations on two scales."""
    lines = [ONET_SKILLS_HEADER]
    for occupation in ("11-1011.00", "29-1141.00"):
        for code, name in rows:
            lines += (
                f"{occupation}\t{code}\t{name}\t{scale}\t4.12\t8\t0.13\t3.88\t4.37\tN\tn/a"
                "\t08/2024\tAnalyst"
                for scale in ("IM", "LV")
            )
    return "\r\n".join([*lines, ""]).encode()


def onet_tools(names: Iterable[str]) -> bytes:
    """O*NET's `Technology Skills.txt`."""
    lines = [ONET_TOOLS_HEADER]
    lines += (f"15-2051.00\t{name}\t43232306\tData base software\tY\tN" for name in names)
    return "\r\n".join([*lines, ""]).encode()


def many(count: int) -> bytes:
    """A list as long as ESCO's, of words nobody uses."""
    return esco(
        (
            f"{number:08x}",
            f"operate device {number}",
            f"operating of device {number}\ndevice {number} operation",
        )
        for number in range(count)
    )
