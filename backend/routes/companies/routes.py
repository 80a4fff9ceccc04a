"""Companies: the own one, all of them for platform administrators, and registration."""

from __future__ import annotations

from flask import Blueprint

from backend.core.accounts.roles import Permission
from backend.routes.accounts.schemas import LoginAnswer, UserAnswer
from backend.routes.cameras.site_schemas import ContentsAnswer
from backend.routes.companies.schemas import (
    AccessAnswer,
    AccessAsked,
    CompaniesAnswer,
    CompanyAnswer,
    CompanyChange,
    CompanyOverview,
    ErasureAnswer,
    ErasureAsked,
    NewCompany,
    NewRegistration,
    OwnCompanyChange,
    RegistrationAnswer,
)
from backend.routes.operation import account, actor, anonymous, backend, now, operation
from backend.services.companies.companies import CompanyEdit
from backend.services.companies.registration import NewAdministrator

blueprint = Blueprint("companies", __name__)
ALL = "/api/companies"
ONE = f"{ALL}/<int(max=2147483647):company_id>"
REGISTRATION_LIMIT = "10 per hour"
"""Registrations of one address."""


@operation(blueprint, "GET", "/api/company", access=Permission.OWN_ACCOUNT, answers=(CompanyAnswer,))
def get_company() -> CompanyAnswer:
    """Show the own company."""
    return CompanyAnswer.model_validate(backend().companies.own(account().scope))


@operation(
    blueprint,
    "PATCH",
    "/api/company",
    access=Permission.MANAGE_COMPANY,
    body=OwnCompanyChange,
    answers=(CompanyAnswer,),
)
def change_own_company(body: OwnCompanyChange) -> CompanyAnswer:
    """Change the own company's name."""
    row = backend().companies.rename(account().scope, name=body.name, version=body.version, by=actor(), at=now())
    return CompanyAnswer.model_validate(row)


@operation(blueprint, "GET", ALL, access=Permission.MANAGE_COMPANIES, answers=(CompaniesAnswer,))
def list_companies() -> CompaniesAnswer:
    """List all companies with their quotas, counts and camera states."""
    found = backend().companies.overviews(at=now())
    return CompaniesAnswer(items=[CompanyOverview.model_validate(one) for one in found])


@operation(
    blueprint,
    "POST",
    ALL,
    access=Permission.MANAGE_COMPANIES,
    body=NewCompany,
    answers=(CompanyAnswer,),
    status=201,
)
def create_company(body: NewCompany) -> CompanyAnswer:
    """Add a company with its first site. Its first administrator is invited then."""
    row = backend().companies.create(
        name=body.name,
        site=body.site.name,
        time_zone=body.site.time_zone,
        camera_limit=body.camera_limit,
        by=actor(),
        at=now(),
    )
    return CompanyAnswer.model_validate(row)


@operation(blueprint, "PATCH", ONE, access=Permission.MANAGE_COMPANIES, body=CompanyChange, answers=(CompanyAnswer,))
def change_company(company_id: int, body: CompanyChange) -> CompanyAnswer:
    """Change a company's name or quota, archive it, or put it back into use."""
    edit = CompanyEdit(
        name=body.name,
        camera_limit=body.camera_limit,
        without_limit="camera_limit" in body.model_fields_set and body.camera_limit is None,
        archived=body.archived,
    )
    row = backend().companies.update(company_id, edit, version=body.version, by=actor(), at=now())
    return CompanyAnswer.model_validate(row)


@operation(blueprint, "GET", f"{ONE}/contents", access=Permission.MANAGE_COMPANIES, answers=(ContentsAnswer,))
def get_company_contents(company_id: int) -> ContentsAnswer:
    """Tell what a company holds, before it is erased."""
    return ContentsAnswer.model_validate(backend().companies.contents(company_id))


@operation(
    blueprint,
    "DELETE",
    ONE,
    access=Permission.MANAGE_COMPANIES,
    body=ErasureAsked,
    answers=(ErasureAnswer,),
    status=202,
)
def delete_company(company_id: int, body: ErasureAsked) -> ErasureAnswer:
    """Erase a company with all that it holds, as a job. Its name confirms it, and nothing brings it back."""
    found = backend().erasures.request(
        company_id, name=body.name, by=actor(), own_company=account().company_id, at=now()
    )
    return ErasureAnswer.model_validate(found)


@operation(blueprint, "GET", f"{ONE}/erasure", access=Permission.MANAGE_COMPANIES, answers=(ErasureAnswer,))
def get_erasure(company_id: int) -> ErasureAnswer:
    """Show how far a company's erasure is, and its proof."""
    return ErasureAnswer.model_validate(backend().erasures.of(company_id))


@operation(
    blueprint,
    "POST",
    f"{ONE}/access",
    access=Permission.MANAGE_COMPANIES,
    body=AccessAsked,
    answers=(AccessAnswer,),
)
def visit_company(company_id: int, body: AccessAsked) -> AccessAnswer:
    """Get a token to see a company like a viewer for one hour. The company reads who and why in its audit."""
    visit = backend().companies.visit(account(), company_id, reason=body.reason, by=actor(), at=now())
    return AccessAnswer.model_validate(visit)


@operation(blueprint, "GET", f"{ALL}/registration", access="public", answers=(RegistrationAnswer,))
def get_registration() -> RegistrationAnswer:
    """Tell who may register a company here."""
    return RegistrationAnswer(registration=backend().registration.mode)


@operation(
    blueprint, "POST", f"{ALL}/register", access="public", body=NewRegistration, answers=(LoginAnswer,), status=201
)
def register_company(body: NewRegistration) -> LoginAnswer:
    """Register a company with its first site and administrator, who is logged in with the answer."""
    found = backend().registration.register(
        NewAdministrator(email=body.email.strip(), name=body.name, password=body.password.get_secret_value()),
        company=body.company,
        site=body.site.name,
        time_zone=body.site.time_zone,
        token=body.token,
        by=anonymous(body.name),
        at=now(),
    )
    return LoginAnswer(
        access_token=found.access_token, expires_in=found.expires_in, user=UserAnswer.model_validate(found.account)
    )
