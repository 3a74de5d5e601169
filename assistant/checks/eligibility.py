"""Who may ask, and against whom: what the order's law says beside what was answered. Never whether someone qualifies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from assistant.checks.limits import span_words
from assistant.checks.view import COMMON_SENSE, View, softened
from assistant.dates import NotADate, When, Within, months_before, parse_when, within
from assistant.findings import Finding, Severity
from assistant.jurisdiction.parties import RelationshipCondition
from assistant.jurisdiction.vocabulary import RELATIONSHIPS
from assistant.jurisdiction.words import spelled

_WHO_TELLS = "A clerk, self-help center, or lawyer can tell you which form fits."


def relationship(v: View) -> Iterator[Finding]:
    """What the order asks of how the two know each other, against what was answered."""
    rule, t = v.order.relationship, v.told
    if not rule.required or "any" in rule.any_of:
        return
    source = rule.cite or v.order.statute
    if not t.relationships:
        if not v.order.wants("relationship"):  # else the petition's own list asks for it
            yield softened(
                Finding(
                    "F15-relationship-missing",
                    Severity.FIX,
                    "How you know each other",
                    "relationship.kinds",
                    "The order you chose is for people with a stated relationship. Yours is not filled in yet.",
                    f"Relationship not stated; the order needs one of: {', '.join(rule.any_of)}.",
                    source,
                ),
                t.gaps,
                "relationship.kinds",
                "How you know each other is not filled in.",
                Severity.REVIEW,
            )
    elif not set(t.relationships) & v.order.relationships:
        said = ", ".join(RELATIONSHIPS[r].lower() for r in t.relationships if r in RELATIONSHIPS)
        yield Finding(
            "F15-relationship",
            Severity.REVIEW,
            "How you know each other",
            "relationship.kinds",
            f"The order you chose is for people with a stated relationship. You answered: {said}. "
            + spelled(_WHO_TELLS, v.sheet),
            f"Relationship not among those stated: {', '.join(rule.any_of)}.",
            source,
        )


def age_rule(v: View) -> Iterator[Finding]:
    """A petitioner younger than the age from which the sheet says a person files alone."""
    rule, t = v.order.petitioner, v.told
    if (
        rule.ages
        and t.petitioner.age is not None
        and any(b.from_age <= t.petitioner.age < b.below_age for b in rule.ages)
    ):
        return  # the rule of that age is told by `age_band`
    least = rule.minimum_age if rule.minimum_age is not None else rule.usual_age
    if least is None or t.petitioner.age is None or t.petitioner.age >= least or t.filing_for != "self":
        return
    verb = "may file alone" if rule.minimum_age is not None else "normally files alone"
    yield Finding(
        "P02-age",
        Severity.REVIEW,
        "You",
        "petitioner.filing_for",
        f"The law sheet gives {least} as the age from which a person {verb}. You wrote {t.petitioner.age}. "
        "The court or a lawyer can tell you how this court does it.",
        rule.minor_rule or "See who may file.",
        rule.cite or v.order.statute,
    )


def who_files(v: View) -> Iterator[Finding]:
    """What is not filled in about the person who asks for another."""
    t = v.told
    if t.filing_for not in ("child", "adult") or t.filer is None:
        return
    for missing, path, words in (
        (t.filer.name, "petitioner.filer_name", "your own name"),
        (t.filer.relation, "petitioner.filer_relation", "how you are connected to the person"),
        (t.filer.authority, "petitioner.filer_authority", "the paper that says you may act, or 'none'"),
    ):
        if not missing:
            yield Finding(
                "P03-who-files",
                Severity.FIX,
                "You",
                path,
                f"You ask for another person. This is not filled in: {words}.",
                f"Who may file: {'; '.join(v.order.petitioner.on_behalf)}.",
                v.order.petitioner.cite or v.order.statute,
            )


def respondent_unknown(v: View) -> Iterator[Finding]:
    """No legal name: what can still be written, and no push to find it out."""
    if not v.told.respondent.name:
        yield Finding(
            "F14-respondent-unknown",
            Severity.REVIEW,
            "The other person",
            "respondent.name",
            "The other person's legal name is not known yet. You can still write down all you know: looks, age, car, plate, unit, "
            "user name. Ask the court or your lawyer how this court handles an unknown name. Please do not try to find out in a "
            "way that could put you at risk.",
            "Respondent unnamed: description pleading, service, limits on motor vehicle records (federal DPPA).",
            f"{COMMON_SENSE}: papers must reach a person",
        )


def sent_elsewhere(v: View) -> Iterator[Finding]:
    """A relationship, or another order within reach, with which the law sends a person to another order."""
    rule, t = v.order.relationship, v.told
    barred = [r for r in t.relationships if r in rule.none_of]
    if barred:
        said = ", ".join(RELATIONSHIPS[r].lower() for r in barred)
        yield Finding(
            "F15-other-order",
            Severity.REVIEW,
            "How you know each other",
            "order.type",
            f"You answered: {said}. The law sheet says for this order: {rule.none_of_rule or 'it is not for that relationship'} "
            + spelled(_WHO_TELLS, v.sheet),
            f"Relationship excluded from this order: {', '.join(barred)}.",
            rule.cite or v.order.statute,
        )
    only = v.order.only_without
    if only is None:
        return
    others = [o for o in v.sheet.orders if o.id in only.orders]
    within_reach = [o for o in others if "any" not in o.relationship.any_of and set(t.relationships) & o.relationships]
    for other in within_reach:
        yield Finding(
            "F15-other-order",
            Severity.REVIEW,
            "The order",
            "order.type",
            f"The law sheet says: {only.rule} The relationship you gave is one that '{other.name}' names. "
            + spelled(_WHO_TELLS, v.sheet),
            f"Order only for those who cannot get: {other.name} ({other.statute}).",
            only.cite or v.order.statute,
        )


def conditions(v: View) -> Iterator[Finding]:
    """What the law asks besides the relationship, where every relationship given has such a condition."""
    t, rule = v.told, v.order.relationship
    named = [r for r in t.relationships if r in v.order.relationships]
    asked = {r: [c for c in rule.conditions if r in c.of] for r in named}
    if not named or not all(asked.values()):
        return  # one of the relationships counts as it is
    seen: list[RelationshipCondition] = []
    for needs in asked.values():
        for one in needs:
            if one not in seen:
                seen.append(one)
    for one in seen:
        ended = _ended(v, one)
        if ended is Within.YES:
            continue
        person = f"For the relationship you gave, the law here also asks: {one.needs}"
        if ended is Within.NO:
            assert one.ended_within_months is not None
            person += f" The end you wrote is more than {span_words(None, one.ended_within_months)} before today."
        elif ended is Within.CANNOT_TELL:
            person += " From what is written so far this cannot be told yet."
        yield Finding(
            "F15-relationship-condition",
            Severity.NOTE if ended is None else Severity.REVIEW,
            "How you know each other",
            "relationship.ended" if one.ended_within_months else "relationship.details",
            person,
            f"Condition on {', '.join(one.of)}: {one.needs}",
            one.cite or rule.cite or v.order.statute,
        )


def _ended(v: View, condition: RelationshipCondition) -> Within | None:
    """Whether the relationship existed within the time; None where the condition has none, or it goes on."""
    if condition.ended_within_months is None:
        return None
    over = {r for r in v.told.relationships if r.startswith("former-") and r in condition.of}
    if not over:
        return Within.YES
    when = _read(v.told.relationship_ended, v.today)
    if when is None:
        return Within.CANNOT_TELL
    start = months_before(v.today, condition.ended_within_months)
    if condition.end_day_counts:
        start += timedelta(days=1)
    return within(when, start, v.today)


def _read(text: str | None, today: date) -> When | None:
    """The person's own words for a date, where they can be read as one."""
    if not text:
        return None
    try:
        return parse_when(text, today)
    except NotADate:
        return None


def age_band(v: View) -> Iterator[Finding]:
    """The rule for the petitioner's own age, where the law tells ages apart."""
    t = v.told
    if t.petitioner.age is None:
        return
    for band in v.order.petitioner.ages:
        if not band.from_age <= t.petitioner.age < band.below_age or band.files_alone:
            continue
        unsettled = band.files_alone is None
        if t.filing_for != "self" and not unsettled:
            continue
        yield Finding(
            "P02-age-band",
            Severity.REVIEW,
            "You",
            "petitioner.filing_for",
            f"At {t.petitioner.age}, the law sheet says: {band.rule}"
            + (" Whether a person of this age may file alone is not settled." if unsettled else ""),
            f"Petitioner aged {t.petitioner.age}: {band.rule}",
            band.cite or v.order.petitioner.cite or v.order.statute,
        )


def another_address(v: View) -> Iterator[Finding]:
    """Where an address may be left off only if papers reach the person some other way."""
    rule, t = v.order.confidentiality, v.told
    hidden = any(s.path == "confidential.home_address" for s in v.case.kept.secrets)
    if rule.alternative_address_required and hidden and not t.petitioner.mailing_address:
        yield softened(
            Finding(
                "P05-other-address",
                Severity.FIX,
                "What must stay hidden",
                "confidential.mailing_address",
                "Here a person who leaves an address off must give another one where papers reach them. It is not filled in yet.",
                "Withheld address needs an alternative address for service.",
                rule.cite or v.order.statute,
            ),
            t.gaps,
            "confidential.mailing_address",
            "Another address for court papers is not filled in.",
            Severity.REVIEW,
        )
