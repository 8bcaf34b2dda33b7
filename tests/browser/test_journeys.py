"""Ten journeys of a desk officer, by keyboard and mouse, in three languages, with JavaScript and without."""

from __future__ import annotations

import io
import re
import zipfile

from dragoman.views.words import Words

SUMMIT_IN_JUNE = "calendar?on=2024-07-01&known=2024-07-01"


def test_1_find_who_was_a_member_on_a_day(officer):
    page = officer.goes_to("")
    page.get_by_role("searchbox").fill(officer.typed("organisation"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/org/sco*")
    page.get_by_label(officer.word("asof.on"), exact=True).fill("2016-06-01")
    page.get_by_role("button", name=officer.word("asof.show"), exact=True).click()
    page.wait_for_url("**on=2016-06-01*")
    assert page.locator("table.members tbody th").count() == 6
    assert officer.typed("member") not in officer.shows("table.members tbody th")


def test_2_see_the_sentence_that_says_it(officer):
    page = officer.goes_to("org/sco?on=2024-07-05")
    row = page.locator("table.members tbody tr", has=page.get_by_role("rowheader", name=officer.typed("member")))
    row.locator("a.words").first.click()
    page.wait_for_url("**/claim/*")
    evidence = page.locator("blockquote.evidence").inner_text()
    page.get_by_role("link", name=officer.word("claim.open_article")).click()
    page.wait_for_url("**/article/*")
    marked = "".join(page.locator("mark.chosen a").all_text_contents())
    assert squeezed(marked) == squeezed(evidence)


def squeezed(text):
    return re.sub(r"\s+", "", text)


def test_3_compare_what_is_known_with_what_was_known(officer):
    page = officer.goes_to("org/sco?on=2024-07-05&known=2024-07-02")
    assert officer.typed("member") not in officer.shows("table.members tbody th")
    assert officer.typed("member") in officer.shows(".beside")
    page.get_by_label(officer.word("asof.known"), exact=True).fill("2024-07-09")
    page.get_by_role("button", name=officer.word("asof.show"), exact=True).click()
    page.wait_for_url("**known=2024-07-09*")
    assert officer.typed("member") in officer.shows("table.members tbody th")


def test_4_follow_a_summit_from_planned_to_held(officer):
    page = officer.goes_to(SUMMIT_IN_JUNE)
    card = page.locator("article.card", has=page.get_by_role("link", name=officer.word("meeting_type.summit"))).first
    card.locator("h3 a").click()
    page.wait_for_url("**/meeting/*")
    held = str(Words(officer.lang).stage("status", "held", "summit"))
    assert held not in officer.shows("main .chip")
    address = re.sub(r"\?.*", "", page.url)
    page.goto(f"{address}?known=2024-07-09")
    assert held in officer.shows("main .chip")
    days = page.locator("#moved ~ ul time, section[aria-labelledby=moved] li > span time").count()
    assert days >= 2


def test_5_find_a_quotation_by_another_inflection(officer):
    page = officer.goes_to("statements")
    page.get_by_label(officer.word("find.words")).fill(officer.typed("said"))
    page.get_by_role("button", name=officer.word("statements.show")).click()
    page.wait_for_url("**q=*")
    assert officer.typed("quotation") in officer.shows("article.said blockquote")


def test_6_subscribe_to_the_calendar(officer):
    page = officer.goes_to("org/sco")
    address = page.get_by_role("link", name=officer.word("feed.calendar")).get_attribute("href")
    told = page.request.get(officer.origin + address)
    assert told.headers["content-type"].startswith("text/calendar")
    events = re.findall(r"BEGIN:VEVENT.*?END:VEVENT", told.text(), re.DOTALL)
    assert events
    assert all({"UID", "SEQUENCE", "STATUS"} <= set(re.findall(r"^([A-Z]+)[:;]", x, re.MULTILINE)) for x in events)


def test_7_review_twenty_claims_and_take_them_back(officer):
    officer.signs_in()
    page = officer.page
    before = [x.get_attribute("data-claim") for x in page.locator("[data-claim]").all()]
    assert len(before) == 20
    (by_keys if officer.script else by_buttons)(officer)
    after = [x.get_attribute("data-claim") for x in page.locator("[data-claim]").all()]
    assert sorted(after) == sorted(before)


def by_keys(officer):
    """With the script: j, k, a, r, x, u and nothing else."""
    page, cards = officer.page, officer.page.locator("[data-claim]:visible")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.claim") == cards.first.get_attribute("data-claim")
    page.keyboard.press("?")
    assert page.locator("#keys dl").is_visible()
    waiting = officer.shows("#left")
    for n in range(10):
        with page.expect_response(lambda x: x.request.method == "POST"):
            page.keyboard.press("a" if n % 2 else "r")
        page.wait_for_function("n => document.querySelectorAll('[data-claim]:not([hidden])').length === n", arg=19 - n)
        assert officer.shows("#left") != waiting
        waiting = officer.shows("#left")
    for _ in range(9):  # the rest at once, all but one chosen by its key
        page.keyboard.press("x")
        page.keyboard.press("j")
    page.keyboard.press("x")
    with page.expect_response(lambda x: x.request.method == "POST"), page.expect_navigation():
        page.keyboard.press("s")
    batches = page.locator("section[aria-labelledby=history] li", has=page.locator("button")).count()
    assert batches >= 11
    for _ in range(11):
        with page.expect_navigation():
            page.locator("section[aria-labelledby=history] button").first.press("Enter")


def by_buttons(officer):
    """Without the script: boxes and buttons."""
    page = officer.page
    for box in page.locator("[data-claim] input[type=checkbox]").all():
        box.check()
    page.locator(".bulk button").nth(1).click()
    page.wait_for_url("**done=*")
    said = page.locator("#said")
    assert officer.word("verdict.wrong") in said.inner_text()
    said.get_by_role("button").click()
    page.wait_for_url("**undone=20*")


def test_8_make_a_briefing(officer):
    page = officer.goes_to("briefing")
    page.get_by_label(officer.word("briefing.for")).fill(officer.typed("organisation"))
    page.get_by_label(officer.word("asof.on"), exact=True).fill("2024-07-05")
    page.get_by_role("button", name=officer.word("briefing.show")).click()
    page.wait_for_url("**/briefing?*")
    lines = page.locator(".briefing section:not(.notes) li")
    assert lines.count() > 8
    assert lines.count() == page.locator(".briefing section:not(.notes) li", has=page.locator("a.ref")).count()
    taken = page.request.get(officer.origin + page.get_by_role("link", name="DOCX").get_attribute("href"))
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(taken.body())).namelist()


def test_9_see_a_dispute_and_the_words_of_both_sides(officer):
    page = officer.goes_to("")
    page.get_by_role("link", name=officer.word("nav.disputes"), exact=True).click()
    page.wait_for_url("**/disputes")
    dispute = page.locator("article.dispute").first
    sides = dispute.locator("> ul > li")
    assert sides.count() >= 2
    assert all(x.locator("a.words q, a.words .told").count() for x in sides.all())
    dispute.locator("a.words").first.click()
    page.wait_for_url("**/claim/*")
    assert page.locator("blockquote.evidence").is_visible()


def test_10_switch_the_language_on_each_page_and_stay_there(officer, desk):
    asked = {"as known": "org/sco?on=2024-07-05&known=2024-07-02"}
    for name, address in (desk[1] | asked).items():
        if name in ("missing", "review", "names", "sign-in"):
            continue
        page = officer.goes_to(address)
        other = {"ar": "ru", "ru": "en", "en": "ar"}[officer.lang]
        page.locator(f'.languages a[hreflang="{other}"]').click()
        page.wait_for_url(f"**/{other}/**")
        assert page.url == f"{officer.origin}/{other}/{address}", name
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == (other, "rtl" if other == "ar" else "ltr")
