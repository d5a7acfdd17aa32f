using Delivery.Testing.Servers;

namespace Delivery.Notifications.Tests;

/// <summary>Without the worker.</summary>
public sealed class QuietNotificationsSqliteFixture() : NotificationsFixture(TestDatabase.Sqlite)
{
    protected override bool RunsWorker => false;
}
