"""The API's page and the help on problems, in a browser with the network cable out."""

from playwright.sync_api import Page, expect


def test_a_trace_is_computed_from_the_api_page(page: Page) -> None:
    page.goto("/docs")
    page.get_by_text("Compute one iteration").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")


def test_help_on_a_problem_leads_back(page: Page) -> None:
    page.goto("/problems/diverged")
    expect(page.get_by_role("heading")).to_have_text("The run leaves the finite numbers at once")
    page.get_by_role("link", name="API").click()
    expect(page.get_by_text("List every op")).to_be_visible()
