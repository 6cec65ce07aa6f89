"""SQLite and PostgreSQL keep the contract of every room."""

from tests.contracts.persistence import applications, rooms, units


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


class TestExports(rooms.ExportsContract):
    pass


class TestApplications(applications.ApplicationsContract):
    pass


class TestDocuments(applications.DocumentsContract):
    pass


class TestCalendarFeeds(applications.CalendarFeedsContract):
    pass


class TestUnitOfWork(units.UnitOfWorkContract):
    pass


class TestOutbox(units.OutboxContract):
    pass
