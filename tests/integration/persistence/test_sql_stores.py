"""SQLite and PostgreSQL keep the contract of every room."""

from tests.contracts.persistence import (
    accounts,
    applications,
    bringing,
    clean_up,
    enhancements,
    exports,
    model_calls,
    personal,
    rooms,
    samples,
    units,
)


class TestUsers(rooms.UsersContract):
    pass


class TestProfiles(rooms.ProfilesContract):
    pass


class TestJobs(rooms.JobsContract):
    pass


class TestRankings(rooms.RankingsContract):
    pass


class TestGenerations(rooms.GenerationsContract):
    pass


class TestExports(exports.ExportsContract):
    pass


class TestApplications(applications.ApplicationsContract):
    pass


class TestDocuments(applications.DocumentsContract):
    pass


class TestSamples(samples.SamplesContract):
    pass


class TestWritingStyles(samples.WritingStylesContract):
    pass


class TestEnhancements(enhancements.EnhancementsContract):
    pass


class TestDataExports(personal.DataExportsContract):
    pass


class TestBringing(bringing.BringingContract):
    pass


class TestPersonal(personal.PersonalContract):
    pass


class TestCalendarFeeds(applications.CalendarFeedsContract):
    pass


class TestUnitOfWork(units.UnitOfWorkContract):
    pass


class TestOutbox(units.OutboxContract):
    pass


class TestFindingPeople(accounts.FindingPeopleContract):
    pass


class TestSessions(accounts.SessionsContract):
    pass


class TestRefreshTokens(accounts.RefreshTokensContract):
    pass


class TestMailedTokens(accounts.MailedTokensContract):
    pass


class TestMails(accounts.MailsContract):
    pass


class TestQuotas(accounts.QuotasContract):
    pass


class TestFlags(accounts.FlagsContract):
    pass


class TestPersonalText(accounts.PersonalTextContract):
    pass


class TestModelCalls(model_calls.ModelCallsContract):
    pass


class TestTasks(units.TasksContract):
    pass


class TestIdempotencyKeys(units.IdempotencyKeysContract):
    pass


class TestCleanUp(clean_up.CleanUpContract):
    pass
