using Delivery.Notifications.Data;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Delivery.Notifications.Tests.Data;

public sealed class MigrationsTests
{
    [Fact]
    public void Sqlite_Model_HasNoPendingChanges()
    {
        using var db = new NotificationsSqliteDbContextFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }

    [Fact]
    public void Postgres_Model_HasNoPendingChanges()
    {
        using var db = new NotificationsPostgresDbContextFactory().CreateDbContext([]);

        db.Database.HasPendingModelChanges().ShouldBeFalse();
    }
}
